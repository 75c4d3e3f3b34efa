"""Sets of a roster's rows: kept as runs while they are few enough to be listed, counted where they are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.uniform import is_uniform, once

Rows = NDArray[numpy.int64]

MOST_ROWS = 100_000
"""A set of more rows is only counted: the list would be read by nobody and take more room than the result."""


@dataclass(frozen=True, eq=False)
class RowSet:
    """Row numbers in runs, each from one of ``firsts`` to the same place of ``lasts``, rising and with gaps between.

    Of more than ``MOST_ROWS`` only the first and the last row are known, how many there are and their sum, which tells
    one such set from another.
    """

    firsts: Rows
    lasts: Rows
    count: int
    total: int

    @classmethod
    def of(cls, rows: Rows) -> RowSet:
        """The set of these row numbers, in any order and however often each is named."""
        if len(rows) == 0:
            return NO_ROWS
        steps = numpy.diff(rows)
        if (steps <= 0).any():
            rows = numpy.unique(rows)
            steps = numpy.diff(rows)
        if len(rows) > MOST_ROWS:
            return cls(rows[:1], rows[-1:], len(rows), int(rows.sum()))
        ends = numpy.flatnonzero(steps > 1)
        firsts, lasts = rows[numpy.append(0, ends + 1)], rows[numpy.append(ends, len(rows) - 1)]
        return cls(firsts, lasts, len(rows), int(rows.sum()))

    @classmethod
    def joined(cls, sets: Iterable[RowSet]) -> RowSet:
        """The rows of all of them; once they are too many to be listed, different sets are taken to share no row."""
        held = [each for each in sets if each.count]
        if len(held) <= 1:
            return held[0] if held else NO_ROWS
        if all(each.is_listed for each in held):
            return cls._listed(held)
        first, last = (min(int(each.firsts[0]) for each in held), max(int(each.lasts[-1]) for each in held))
        return cls(numpy.array([first]), numpy.array([last]), sum(e.count for e in held), sum(e.total for e in held))

    @classmethod
    def _listed(cls, held: list[RowSet]) -> RowSet:
        firsts, lasts = (numpy.concatenate([getattr(each, side) for each in held]) for side in ("firsts", "lasts"))
        order = numpy.argsort(firsts, kind="stable")
        firsts, reached = firsts[order], numpy.maximum.accumulate(lasts[order])
        breaks = numpy.flatnonzero(firsts[1:] > reached[:-1] + 1)
        firsts, lasts = firsts[numpy.append(0, breaks + 1)], reached[numpy.append(breaks, len(reached) - 1)]
        lengths = lasts - firsts + 1
        count, total = int(lengths.sum()), int(((firsts + lasts) * lengths // 2).sum())
        if count > MOST_ROWS:
            return cls(firsts[:1], lasts[-1:], count, total)
        return cls(firsts, lasts, count, total)

    @property
    def is_listed(self) -> bool:
        """Whether every row is known."""
        return self.count <= MOST_ROWS

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[int]:
        assert self.is_listed
        lengths = self.lasts - self.firsts + 1
        before = numpy.cumsum(lengths) - lengths
        numbers: list[int] = (numpy.repeat(self.firsts - before, lengths) + numpy.arange(self.count)).tolist()
        return iter(numbers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowSet):
            return NotImplemented
        return self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[int, int, bytes, bytes]:
        return self.count, self.total, self.firsts.tobytes(), self.lasts.tobytes()


NO_ROWS = RowSet(numpy.zeros(0, numpy.int64), numpy.zeros(0, numpy.int64), 0, 0)


class RowsOfBlock:
    """The rows of a block, from which masks choose sets."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._one_after_another = len(rows) > 0 and bool((numpy.diff(rows) == 1).all())
        self._places = numpy.arange(len(rows), dtype=numpy.float64)
        self._chosen: list[tuple[NDArray[numpy.bool_], RowSet, bool]] = []

    def where(self, mask: NDArray[numpy.bool_], *, counted: bool) -> RowSet:
        """The rows at which the mask is true; of equal masks the same set.

        ``counted``: the set joins one that is too large to be listed, so that its own list is not needed.
        """
        count = int(numpy.count_nonzero(once(mask))) * (len(mask) if is_uniform(mask) else 1)
        if count == 0:
            return NO_ROWS
        for known, rows, was_counted in self._chosen:
            if rows.count == count and was_counted == counted and (known is mask or numpy.array_equal(known, mask)):
                return rows
        rows = self._counted(mask, count) if counted and self._one_after_another else RowSet.of(self._rows[mask])
        self._chosen.append((mask, rows, counted))
        return rows

    def _counted(self, mask: NDArray[numpy.bool_], count: int) -> RowSet:
        origin = int(self._rows[0])
        there = numpy.flatnonzero(mask)
        first, last = origin + int(there[0]), origin + int(there[-1])
        # Places below 2²⁶ sum exactly in float64, several times as fast as in integers.
        total = origin * count + int((self._places * mask).sum())
        return RowSet(numpy.array([first]), numpy.array([last]), count, total)
