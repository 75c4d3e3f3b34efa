"""Row numbers as runs: ten million that follow one another are two numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy
import polars
from numpy.typing import NDArray

Numbers = NDArray[numpy.int64]


def _none() -> Numbers:
    return numpy.zeros(0, dtype=numpy.int64)


@dataclass(frozen=True, eq=False)
class Rows:
    """Ascending row numbers without gaps between ``firsts`` and ``lasts``, both counted, one pair a run."""

    firsts: Numbers = field(default_factory=_none)
    lasts: Numbers = field(default_factory=_none)

    @classmethod
    def of(cls, numbers: polars.Series) -> Rows:
        """The runs of ascending row numbers."""
        rows = numbers.to_numpy().astype(numpy.int64)
        if not len(rows):
            return cls()
        breaks = numpy.flatnonzero(numpy.diff(rows) != 1)
        return cls(rows[numpy.append(0, breaks + 1)], rows[numpy.append(breaks, len(rows) - 1)])

    def __bool__(self) -> bool:
        return bool(len(self.firsts))

    def __len__(self) -> int:
        return int((self.lasts - self.firsts + 1).sum())

    def __add__(self, later: Rows) -> Rows:
        """These rows and ones that all come later."""
        return Rows(numpy.concatenate((self.firsts, later.firsts)), numpy.concatenate((self.lasts, later.lasts)))

    def numbers(self) -> tuple[int, ...]:
        """Every row number."""
        runs = zip(self.firsts.tolist(), self.lasts.tolist(), strict=True)
        return tuple(row for first, last in runs for row in range(first, last + 1))
