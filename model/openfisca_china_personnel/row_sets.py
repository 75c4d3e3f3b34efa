"""Sets of a roster's rows, kept as runs: ten million rows that follow each other are two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Rows = NDArray[numpy.int64]


@dataclass(frozen=True, eq=False)
class RowSet:
    """Row numbers in runs, each from one of ``firsts`` to the same place of ``lasts``, rising and with gaps between."""

    firsts: Rows
    lasts: Rows

    @classmethod
    def of(cls, rows: Rows) -> RowSet:
        """The set of these row numbers, in any order and however often each is named."""
        if len(rows) == 0:
            return cls(rows, rows)
        steps = numpy.diff(rows)
        if (steps <= 0).any():
            rows = numpy.unique(rows)
            steps = numpy.diff(rows)
        ends = numpy.flatnonzero(steps > 1)
        return cls(rows[numpy.append(0, ends + 1)], rows[numpy.append(ends, len(rows) - 1)])

    @classmethod
    def joined(cls, sets: Iterable[RowSet]) -> RowSet:
        """The rows of all of them."""
        held = [each for each in sets if each.firsts.size]
        if len(held) <= 1:
            return held[0] if held else NO_ROWS
        firsts, lasts = (numpy.concatenate([getattr(each, side) for each in held]) for side in ("firsts", "lasts"))
        order = numpy.argsort(firsts, kind="stable")
        firsts, reached = firsts[order], numpy.maximum.accumulate(lasts[order])
        breaks = numpy.flatnonzero(firsts[1:] > reached[:-1] + 1)
        return cls(firsts[numpy.append(0, breaks + 1)], reached[numpy.append(breaks, len(reached) - 1)])

    def __len__(self) -> int:
        return int((self.lasts - self.firsts + 1).sum())

    def __iter__(self) -> Iterator[int]:
        for first, last in zip(self.firsts.tolist(), self.lasts.tolist(), strict=True):
            yield from range(first, last + 1)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowSet):
            return NotImplemented
        return numpy.array_equal(self.firsts, other.firsts) and numpy.array_equal(self.lasts, other.lasts)

    def __hash__(self) -> int:
        return hash((self.firsts.tobytes(), self.lasts.tobytes()))


NO_ROWS = RowSet(numpy.zeros(0, numpy.int64), numpy.zeros(0, numpy.int64))
