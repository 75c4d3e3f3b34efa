"""Exact sums of rows by unit and month, with what is not known kept apart from what is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.money import SAFE_SUM, Heads, sum_by

_SAFE_IN_INT64 = 2**61


@dataclass(frozen=True)
class UnitSums:
    """Fen by unit for one month, and the units in which some row's amount is not known (``None``: in no unit).

    ``fen`` are whole numbers in float64 as long as their total stays below 2⁵², Python integers from there on.
    """

    fen: NDArray[Any]
    unknown: NDArray[numpy.bool_] | None = None

    def __add__(self, other: UnitSums) -> UnitSums:
        unknown = self.unknown if other.unknown is None else other.unknown
        if self.unknown is not None and other.unknown is not None:
            unknown = self.unknown | other.unknown
        fen = self.fen + other.fen if self._is_exact and other._is_exact else self._as_integers() + other._as_integers()
        if fen.dtype != object and not float(fen.sum()) < SAFE_SUM:
            fen = self._as_integers() + other._as_integers()
        return UnitSums(fen, unknown)

    @property
    def _is_exact(self) -> bool:
        return bool(self.fen.dtype != object)

    def _as_integers(self) -> NDArray[Any]:
        return self.fen if self.fen.dtype == object else self.fen.astype(numpy.int64).astype(object)


class Summation:
    """Sums of rows by unit; ``headcount`` and ``unit`` (0 … ``units`` − 1) have an element a row."""

    def __init__(self, headcount: NDArray[numpy.float64], unit: NDArray[numpy.int64], units: int) -> None:
        self._headcount = headcount
        self._heads = Heads(headcount)
        self._unit = unit
        self._units = units

    def of(self, amount: NDArray[numpy.float64]) -> UnitSums:
        """The ``amount`` of one person (yuan, NaN = not known) × headcount, summed by unit."""
        fen = self._by_unit(self._heads.times_in_float(amount))
        if float(fen.sum()) < SAFE_SUM:
            return UnitSums(fen)
        is_unknown = numpy.isnan(amount)
        if not is_unknown.any():
            return UnitSums(self._in_integers(amount))
        counted = is_unknown & (self._headcount > 0)
        known = self.of(numpy.where(is_unknown, 0.0, amount))
        return UnitSums(known.fen, numpy.bincount(self._unit[counted], minlength=self._units) > 0)

    def _by_unit(self, fen: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        if self._units == 1:
            return numpy.array([fen.sum()])
        sums: NDArray[Any] = numpy.bincount(self._unit, weights=fen, minlength=self._units)
        return sums

    def _in_integers(self, amount: NDArray[numpy.float64]) -> NDArray[Any]:
        return sum_by(self._unit, self._heads.times(amount), self._units).astype(object)


class Tally:
    """One measure (a line's amount, its lower bound …) in fen, by unit and month; at any size."""

    def __init__(self, units: int) -> None:
        self._fen: NDArray[Any] = numpy.zeros((units, 12), dtype=numpy.int64)
        self._unknown: NDArray[numpy.bool_] = numpy.zeros((units, 12), dtype=numpy.bool_)
        self._years: list[int | None] | None = None

    def add(self, sums: UnitSums, months: tuple[int, ...]) -> None:
        """Add the sums of some rows in each of ``months`` (1 … 12)."""
        self._years = None
        if self._needs_room(sums.fen):
            self._fen = self._fen.astype(object)
        fen = sums.fen if sums.fen.dtype == object else sums.fen.astype(numpy.int64)
        columns = [month - 1 for month in months]
        self._fen[:, columns] += fen[:, numpy.newaxis]
        if sums.unknown is not None:
            self._unknown[:, columns] |= sums.unknown[:, numpy.newaxis]

    def take_in(self, other: Tally, places: NDArray[numpy.int64]) -> None:
        """Add all sums of another tally; ``places``: the unit here of each of its units, every one another."""
        self._years = None
        if self._needs_room(other._fen):
            self._fen = self._fen.astype(object)
        self._fen[places] += other._fen
        self._unknown[places] |= other._unknown

    def of_month(self, month: int) -> int | None:
        """All units' fen in a month; ``None`` where something is not known."""
        return None if self._unknown[:, month - 1].any() else _total(self._fen[:, month - 1])

    def of_year(self) -> int | None:
        """All units' fen in the year; ``None`` where something is not known."""
        return None if self._unknown.any() else _total(self._fen)

    def of_unit(self, unit: int) -> int | None:
        """One unit's fen in the year; ``None`` where something is not known."""
        if self._years is None:
            self._years = self._by_unit()
        return self._years[unit]

    def _by_unit(self) -> list[int | None]:
        # Twelve months of less than 2⁵⁸ fen have room in a machine word.
        has_room = self._fen.dtype != object and int(self._fen.max(initial=0)) < 2**58
        fen = (self._fen if has_room else self._fen.astype(object)).sum(axis=1).tolist()
        return [
            None if unknown else each
            for each, unknown in zip(fen, numpy.asarray(self._unknown.any(axis=1)), strict=True)
        ]

    def _needs_room(self, fen: NDArray[Any]) -> bool:
        if self._fen.dtype == object or fen.size == 0:
            return False
        return fen.dtype == object or int(self._fen.max()) + int(fen.max()) > _SAFE_IN_INT64


def _total(fen: NDArray[Any]) -> int:
    if fen.dtype != object and float(fen.sum(dtype=numpy.float64)) < _SAFE_IN_INT64:
        return int(fen.sum())
    return sum(int(part) for part in fen.ravel())
