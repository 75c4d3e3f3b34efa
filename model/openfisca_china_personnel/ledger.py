"""Computing every line for every row, and keeping the sums by unit and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.periods import Period
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.blocks import blocks, in_blocks, take
from openfisca_china_personnel.kinds import HeadsByKind, Kinds
from openfisca_china_personnel.measures import (
    ON_WAGES,
    ONLY_CENTRAL,
    Amounts,
    Measures,
    agreed,
    measures,
    not_modelled,
    variables_of,
)
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.open_law import completions
from openfisca_china_personnel.readings import Reading
from openfisca_china_personnel.row_sets import NO_ROWS, RowSet
from openfisca_china_personnel.simulation import Group, groups, service_thresholds, simulation
from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.stretches import Stretches
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.tally import Summation, Tally, UnitSums
from openfisca_china_personnel.vocabulary import BaseRule, Location

__all__ = ["EMPLOYEE_SIDES", "ONLY_CENTRAL", "Ledger", "compute"]

EMPLOYEE_SIDES = ("housing_fund_employee", "pension_employee", "annuity_employee")
"""Computed beside the budget and never counted in it."""


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
        key = (name, measure)
        if key not in self.tallies:
            self.tallies[key] = Tally(self.units)
        return self.tallies[key]

    def take_in(self, other: Ledger, places: NDArray[numpy.int64]) -> None:
        """Add the sums of other rows; ``places``: the number that each of their units has here."""
        for (name, measure), tally in other.tallies.items():
            self.tally(name, measure).take_in(tally, places)
        for line, readings in other.rests_on.items():
            for reading, months in readings.items():
                self.rests_on[line].setdefault(reading, set()).update(months)
        for line, rows in other.unknown_rows.items():
            self.note_unknown(line, rows)

    def note_unknown(self, line: Line, rows: RowSet) -> None:
        """Remember rows whose amount of a line is not known."""
        self.unknown_rows[line] = RowSet.joined((self.unknown_rows.get(line, NO_ROWS), rows))


def compute(staffing: Staffing, system: TaxBenefitSystem, base_rules: NDArray[Any]) -> Ledger:
    """Compute all lines of a year. ``base_rules``: the code of ``BaseRule`` of each unit."""
    ledger = Ledger(staffing.year, len(staffing.units))
    for group in groups(staffing, system):
        laws = completions(system, staffing.year, group.location)
        _OfGroup(ledger, group, laws, base_rules).enter(take(staffing, group.rows))
    return ledger


def _by_kind(group: Group) -> bool:
    return group.is_steady and group.location is Location.central_beijing


class _OfGroup:
    """A group of rows on its way into the ledger, computed in every way in which the law may have been."""

    def __init__(self, ledger: Ledger, group: Group, laws: list[TaxBenefitSystem], base_rules: NDArray[Any]) -> None:
        self._ledger = ledger
        self._group = group
        self._laws = laws
        self._base_rules = base_rules
        self._sums: dict[tuple[str, str, tuple[int, ...]], UnitSums] = {}

    def enter(self, staffing: Staffing) -> None:
        lines: Sequence[Line] = LINES
        if _by_kind(self._group):
            self._enter_kinds(staffing)
            lines = ON_WAGES
        for block in blocks(staffing):
            self._enter_block(block, lines)
        for (name, measure, months), sums in self._sums.items():
            self._ledger.tally(name, measure).add(sums, months)

    def _enter_block(self, block: Staffing, lines: Sequence[Line]) -> None:
        ways = self._ways(block, self._base_rules)
        summation = Summation(block.headcount, block.unit, self._ledger.units)
        for period, months in ways[0].stretches():
            summed: dict[int, tuple[Amounts, UnitSums]] = {}
            for name, measure, amounts in self._amounts(lines, ways, period, block):
                if id(amounts) not in summed:
                    summed[id(amounts)] = (amounts, summation.of(amounts))
                _, sums = summed[id(amounts)]
                self._add(sums, name, measure, months)
                if measure == "amount" and sums.unknown is not None:
                    self._note_unknown(name, block.row[numpy.isnan(amounts) & (block.headcount > 0)])
        self._remember_readings(ways[0], lines)

    def _amounts(
        self, lines: Sequence[Line], ways: list[Stretches], period: Period, block: Staffing
    ) -> Iterator[tuple[str, str, Amounts]]:
        for line in lines:
            modelled = self._is_modelled(line)
            found: Measures = measures(line, ways, period, block) if modelled else not_modelled(ways[0], period)
            for measure, amounts in found.items():
                yield line.key, measure, amounts
        for side in EMPLOYEE_SIDES:
            yield side, "amount", agreed([way.calculate(side, period) for way in ways], block)

    def _enter_kinds(self, staffing: Staffing) -> None:
        years_of_service = tuple(service_thresholds(self._laws[0], staffing.year))
        kinds = Kinds.among(staffing, self._group.location, years_of_service)
        heads = HeadsByKind(kinds, self._ledger.units)
        for block, of_row in zip(blocks(staffing), in_blocks(kinds.of_row), strict=True):
            heads.add(block, of_row)
        # No subsidy asks for the rule of the unit, which concerns the housing fund.
        ways = self._ways(kinds.staffing, numpy.array([BaseRule.prior_year.index], dtype=numpy.int16))
        for period, months in ways[0].stretches():
            for line in ONLY_CENTRAL:
                for measure, amounts in measures(line, ways, period, kinds.staffing).items():
                    self._add(heads.of(amounts), line.key, measure, months)
                    is_unknown = numpy.isnan(amounts)
                    if measure == "amount" and is_unknown.any():
                        self._note_unknown(line.key, staffing.row[is_unknown.take(kinds.of_row)])
        self._remember_readings(ways[0], ONLY_CENTRAL)

    def _ways(self, block: Staffing, base_rules: NDArray[Any]) -> list[Stretches]:
        first, *others = self._laws
        starts = self._group.starts
        return [
            simulation(block, first, starts, base_rules, traced=True),
            *(simulation(block, law, starts, base_rules) for law in others),
        ]

    def _add(self, sums: UnitSums, name: str, measure: str, months: tuple[int, ...]) -> None:
        key = (name, measure, months)
        known = self._sums.get(key)
        self._sums[key] = sums if known is None else known + sums

    def _note_unknown(self, name: str, rows: NDArray[numpy.int64]) -> None:
        for line in LINES:
            if line.key == name and self._is_modelled(line):
                self._ledger.note_unknown(line, RowSet.of(rows))

    def _is_modelled(self, line: Line) -> bool:
        return line in ON_WAGES or self._group.location is Location.central_beijing

    def _remember_readings(self, traced: Stretches, lines: Sequence[Line]) -> None:
        for period, months in traced.stretches():
            names = {month_text(month_number(self._ledger.year, month)) for month in months}
            for line in lines:
                for variable in variables_of(line):
                    for reading in traced.readings.of(variable, period):
                        self._ledger.rests_on[line].setdefault(reading, set()).update(names)
