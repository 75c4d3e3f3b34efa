"""Computing every line for every row, and keeping the sums by unit and month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.periods import Period
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.money import Fen, times_headcount
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.open_law import completions
from openfisca_china_personnel.readings import Reading, Readings
from openfisca_china_personnel.row_sets import NO_ROWS, RowSet
from openfisca_china_personnel.simulation import Group, groups, simulation, take
from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.stretches import Stretches
from openfisca_china_personnel.subjects import HOUSING_FUND, LINES, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
from openfisca_china_personnel.tally import Summation, Tally, UnitSums
from openfisca_china_personnel.vocabulary import Location

Amounts = NDArray[numpy.float64]

EMPLOYEE_SIDES = ("housing_fund_employee", "pension_employee", "annuity_employee")
"""Computed beside the budget and never counted in it."""
_BOUNDS = {
    HOUSING_FUND: ("housing_fund_at_minimum_rate", "housing_fund_at_maximum_rate"),
    RENT_SUBSIDY: ("rent_subsidy_minimum", "rent_subsidy_maximum"),
    PURCHASE_SUBSIDY: ("purchase_subsidy_minimum",),
}
"""The variables that give the range of a line, beside the one that gives its amount."""
ONLY_CENTRAL = (RENT_SUBSIDY, PURCHASE_SUBSIDY)
"""Lines that are modelled for central units in Beijing only."""


@dataclass
class Ledger:
    """The sums of a budget year.

    ``rests_on`` says for each line which values were read, and for which months; ``unknown_rows`` which rows leave a
    line unknown.
    """

    year: int
    units: int
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    rests_on: dict[Line, dict[Reading, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    unknown_rows: dict[Line, RowSet] = field(default_factory=dict)

    def tally(self, name: str, measure: str = "amount") -> Tally:
        """The tally of a measure (``amount``, ``low``, ``high``, ``legal_low``, ``legal_high``, ``retired``)."""
        return self.tallies.setdefault((name, measure), Tally(self.units))

    def take_in(self, other: Ledger, places: NDArray[numpy.int64]) -> None:
        """Add the sums of other rows; ``places``: the number that each of their units has here."""
        for (name, measure), tally in other.tallies.items():
            self.tally(name, measure).take_in(tally, places)
        for line, readings in other.rests_on.items():
            for reading, months in readings.items():
                self.rests_on[line].setdefault(reading, set()).update(months)
        for line, rows in other.unknown_rows.items():
            self.unknown_rows[line] = RowSet.joined((self.unknown_rows.get(line, NO_ROWS), rows))


@dataclass(frozen=True)
class Bounds:
    """A line for each row in one month: the amount at the row's own terms and what the law would allow."""

    amount: Amounts
    low: Amounts
    high: Amounts | None
    legal_low: Amounts | None = None
    legal_high: Amounts | None = None


def compute(staffing: Staffing, system: TaxBenefitSystem, base_rules: NDArray[Any]) -> Ledger:
    """Compute all lines of a year. ``base_rules``: the code of ``BaseRule`` of each unit."""
    ledger = Ledger(staffing.year, len(staffing.units))
    for group in groups(staffing, system):
        laws = completions(system, staffing.year, group.location)
        for rows in group.blocks():
            block = take(staffing, rows)
            first, *others = laws
            ways = [simulation(block, first, group.starts, base_rules, traced=True)]
            ways.extend(simulation(block, law, group.starts, base_rules) for law in others)
            _Block(ledger, block, group, ways).enter()
    return ledger


class _Block:
    """One block of rows on its way into the ledger, computed in every way in which the law may have been."""

    def __init__(self, ledger: Ledger, staffing: Staffing, group: Group, ways: list[Stretches]) -> None:
        self.ledger = ledger
        self.staffing = staffing
        self.group = group
        self.ways = ways
        self._summation = Summation(staffing.headcount, staffing.unit, ledger.units)
        self._sums: dict[int, tuple[Amounts, UnitSums]] = {}

    def enter(self) -> None:
        for period, months in self.ways[0].stretches():
            self._sums.clear()
            for line in LINES:
                if line in ONLY_CENTRAL and self.group.location is not Location.central_beijing:
                    self._enter_not_modelled(line, period, months)
                else:
                    self._enter_line(line, period, months)
            for side in EMPLOYEE_SIDES:
                self._add(self._agreed([way.calculate(side, period) for way in self.ways]), months, side)
        self._remember_readings()

    def _enter_line(self, line: Line, period: Period, months: tuple[int, ...]) -> None:
        bounds = [_bounds(line, way, period, self.staffing) for way in self.ways]
        agreed = self._agreed([each.amount for each in bounds])
        sums = self._add(agreed, months, line.key)
        if sums.unknown.any():
            self._note_unknown(line, agreed)
        if line in ONLY_CENTRAL:
            self._add(numpy.where(self.staffing.is_active, 0.0, agreed), months, line.key, "retired")
        for measure, extreme in (
            ("low", numpy.minimum),
            ("high", numpy.maximum),
            ("legal_low", numpy.minimum),
            ("legal_high", numpy.maximum),
        ):
            amounts = [getattr(each, measure) for each in bounds]
            if amounts[0] is not None:
                self._add(reduce(extreme, amounts), months, line.key, measure)

    def _enter_not_modelled(self, line: Line, period: Period, months: tuple[int, ...]) -> None:
        present = self.ways[0].calculate("on_roster", period)
        unknown = numpy.where(present, numpy.nan, 0.0)
        for measure in ("amount", "retired", "low", "high"):
            self._add(unknown, months, line.key, measure)

    def _add(self, amounts: Amounts, months: tuple[int, ...], name: str, measure: str = "amount") -> UnitSums:
        remembered = self._sums.get(id(amounts))
        if remembered is None:
            remembered = (amounts, self._summation.of(amounts))
            self._sums[id(amounts)] = remembered
        _, sums = remembered
        self.ledger.tally(name, measure).add(sums, months)
        return sums

    def _agreed(self, ways: list[Amounts]) -> Amounts:
        """The amount where all ways give the same fen for the row; not known (NaN) elsewhere."""
        first, *others = ways
        agreed = first
        for other in others:
            same = self._fen(first) == self._fen(other)
            agreed = numpy.where(same & ~numpy.isnan(other), agreed, numpy.nan)
        return agreed

    def _fen(self, amounts: Amounts) -> Fen:
        return times_headcount(numpy.nan_to_num(amounts), self.staffing.headcount)

    def _note_unknown(self, line: Line, amounts: Amounts) -> None:
        unknown = numpy.isnan(amounts) & (self.staffing.headcount > 0)
        known = self.ledger.unknown_rows.get(line, NO_ROWS)
        self.ledger.unknown_rows[line] = RowSet.joined((known, RowSet.of(self.staffing.row[unknown])))

    def _remember_readings(self) -> None:
        traced = self.ways[0]
        readings = Readings(traced)
        for period, months in traced.stretches():
            names = {month_text(month_number(self.ledger.year, month)) for month in months}
            for line in LINES:
                for variable in (line.key, *_BOUNDS.get(line, ())):
                    for reading in readings.of(variable, period):
                        self.ledger.rests_on[line].setdefault(reading, set()).update(names)


def _bounds(line: Line, simulated: Stretches, period: Period, staffing: Staffing) -> Bounds:
    def amounts(name: str) -> Amounts:
        found: Amounts = simulated.calculate(name, period)
        return found

    amount = amounts(line.key)
    bounds = [amounts(name) for name in _BOUNDS.get(line, ())]
    if line is HOUSING_FUND:
        least, most = bounds
        stated = staffing.rate_is_stated
        if not stated.any():
            return Bounds(amount, least, most, legal_low=least, legal_high=most)
        low, high = numpy.where(stated, amount, least), numpy.where(stated, amount, most)
        return Bounds(amount, low, high, legal_low=least, legal_high=most)
    if line is RENT_SUBSIDY:
        return Bounds(amount, low=bounds[0], high=bounds[1])
    if line is PURCHASE_SUBSIDY:
        return Bounds(amount, low=bounds[0], high=None)
    return Bounds(amount, low=amount, high=amount)
