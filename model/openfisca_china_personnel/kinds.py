"""People who are alike for the rules that follow from rank, status and service alone.

Rent and purchase subsidy ask for no wage. Of the rows that stay the same all year there are a few hundred kinds at
most, whatever the size of the roster: the rules are computed for one row of each kind, and the heads of every kind are
counted by unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.measures import Amounts
from openfisca_china_personnel.money import FEN_PER_YUAN, SAFE_SUM, Heads, whole
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.staffing import SERVICE_NOT_KNOWN, Staffing, steady
from openfisca_china_personnel.tally import Summation, UnitSums
from openfisca_china_personnel.uniform import is_uniform, mapped
from openfisca_china_personnel.vocabulary import Category, Location, Rank, Status

Codes = NDArray[numpy.intp]

_MOST_CELLS = 4_000_000
"""Counts by unit and kind that are held; more would take more room than the rows."""


@dataclass(frozen=True)
class Kinds:
    """The kinds of some rows of one location: a row of each, and the place of each row's kind among them."""

    staffing: Staffing
    of_row: Codes

    @classmethod
    def among(cls, staffing: Staffing, location: Location, years_of_service: Sequence[int]) -> Kinds:
        """The kinds of rows that stay the same all year.

        ``years_of_service``: the lengths of service at which the law sets something apart; no row reaches one of them
        within the year.
        """
        steps = sorted({0, *years_of_service})
        january = month_number(staffing.year, 1)
        started = numpy.array([SERVICE_NOT_KNOWN, *(january - 12 * years for years in steps)])

        def step(work_start: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
            # Who has not begun has short service, like who has just begun.
            reached = numpy.searchsorted(steps, (january - work_start) / 12, side="right").clip(1)
            return numpy.where(work_start == SERVICE_NOT_KNOWN, 0, reached).astype(numpy.int16)

        sizes = (len(Status), len(Category), len(Rank), 2, len(started))
        facts = (
            staffing.status,
            staffing.category,
            staffing.rank,
            staffing.entitled_to_purchase_subsidy,
            mapped(step, staffing.work_start),
        )
        code = numpy.zeros(staffing.size, dtype=numpy.int16)
        for fact, size in zip(facts, sizes, strict=True):
            code *= numpy.int16(size)
            code += fact[0].astype(numpy.int16) if is_uniform(fact) else fact
        found = numpy.flatnonzero(numpy.bincount(code))
        place = numpy.zeros(found[-1] + 1, dtype=numpy.intp)
        place[found] = numpy.arange(len(found))
        status, category, rank, entitled, service = numpy.unravel_index(found, sizes)
        one_of_each = steady(
            staffing.year,
            status=status,
            category=category,
            rank=rank,
            location=numpy.full(len(found), location.index),
            entitled_to_purchase_subsidy=entitled.astype(numpy.bool_),
            work_start=started[service],
        )
        return cls(one_of_each, place.take(code))


class HeadsByKind:
    """The heads of every kind in every unit, and sums of amounts that are the same for all people of a kind."""

    def __init__(self, kinds: Kinds, units: int) -> None:
        self._kinds = kinds.staffing.size
        self._units = units
        self._fits = units * self._kinds <= _MOST_CELLS
        self._heads = numpy.zeros((units, self._kinds) if self._fits else (units, 0))
        self._others: list[tuple[Summation, Codes]] = []

    def add(self, block: Staffing, of_row: Codes) -> None:
        """Count the heads of some rows; rows of parts of a head are kept, because each rounds its own fen."""
        heads = Heads(block.headcount).whole
        if heads is None or not self._fits:
            self._others.append((Summation(block.headcount, block.unit, self._units), of_row))
            return
        cell = of_row if self._units == 1 else block.unit * self._kinds + of_row
        counted = numpy.bincount(cell, weights=heads, minlength=self._units * self._kinds)
        self._heads += counted.reshape(self._heads.shape)

    def of(self, amount: Amounts) -> UnitSums:
        """The ``amount`` of one person of each kind (yuan, NaN = not known) × heads, summed by unit."""
        sums = self._of_whole_heads(amount)
        for summation, of_row in self._others:
            sums += summation.of(amount.take(of_row))
        return sums

    def _of_whole_heads(self, amount: Amounts) -> UnitSums:
        if not self._fits:
            return UnitSums(numpy.zeros(self._units))
        is_unknown = numpy.isnan(amount)
        fen = whole(numpy.where(is_unknown, 0.0, amount), FEN_PER_YUAN)
        # Not by BLAS, whose threads would compete with those of other workers.
        sums = (self._heads * fen).sum(axis=1)
        unknown = numpy.asarray((self._heads[:, is_unknown] > 0).any(axis=1)) if is_unknown.any() else None
        if float(sums.sum()) < SAFE_SUM:
            return UnitSums(sums, unknown)
        integers = self._heads.astype(numpy.int64).astype(object) @ fen.astype(numpy.int64).astype(object)
        return UnitSums(integers, unknown)
