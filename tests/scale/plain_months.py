"""Budgets computed the plain way: OpenFisca's own Simulation, twelve months, row by row in Python's integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy

from openfisca_china_personnel.base_rules import codes_among
from openfisca_china_personnel.blocks import take
from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.open_law import completions
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.staffing import Staffing, staffing
from openfisca_china_personnel.subjects import LINES, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location
from scale.from_benchmarks import benchmark

MONTHS = range(1, 13)
Cell = tuple[str | None, str, int]
"""A unit, a line's key and a month."""


@dataclass
class PlainBudget:
    """Fen by unit, line and month; ``None`` where some head's amount is not known."""

    fen: dict[Cell, int | None] = field(default_factory=dict)

    def add(self, cell: Cell, fen: int | None) -> None:
        """Add a row's month."""
        known = self.fen.get(cell, 0)
        self.fen[cell] = None if known is None or fen is None else known + fen

    def of_year(self, unit: str | None, line: Line) -> int | None:
        """A unit's year."""
        return _sum(self.fen.get((unit, line.key, month), 0) for month in MONTHS)

    def of_month(self, line: Line, month: int) -> int | None:
        """All units' month."""
        return _sum(fen for (_, key, of), fen in self.fen.items() if (key, of) == (line.key, month))


def plain_budget(roster: Roster, year: int, rules: Mapping[str | None, str]) -> PlainBudget:
    """Every row and month by itself, in every way in which the law may have been."""
    people = staffing(roster, year)
    codes = codes_among(rules, people.units)
    found = PlainBudget()
    for location in Location:
        here = take(people, numpy.flatnonzero(people.location == location.index))
        if here.size:
            laws = completions(baseline(), year, location)
            ways = [benchmark("plain_openfisca").simulated(here, law, codes, gaps_are_unknown=True) for law in laws]
            _enter(found, here, location, ways)
    return found


def _enter(found: PlainBudget, people: Staffing, location: Location, ways: list[Any]) -> None:
    units = [people.units[number] for number in people.unit]
    millionths = [round(float(heads) * 1_000_000) for heads in people.headcount]
    for line, month in product(LINES, MONTHS):
        period = f"{people.year}-{month:02d}"
        if location is not Location.central_beijing and line in (RENT_SUBSIDY, PURCHASE_SUBSIDY):
            present = ways[0].calculate("on_roster", period)
            of_ways = [[None if here else 0 for here in present]]
        else:
            of_ways = [[_fen(yuan) for yuan in way.calculate(line.key, period).tolist()] for way in ways]
        for row, unit in enumerate(units):
            amounts = {_for_all(way[row], millionths[row]) for way in of_ways}
            found.add((unit, line.key, month), amounts.pop() if len(amounts) == 1 else None)


def _fen(yuan: float) -> int | None:
    return None if yuan != yuan else round(yuan * 100)  # noqa: PLR0124 - only NaN differs from itself


def _for_all(fen: int | None, millionths: int) -> int | None:
    """One person's fen × heads, half up; nobody's amount is nothing, known or not."""
    if millionths == 0:
        return 0
    return None if fen is None else (2 * fen * millionths + 1_000_000) // 2_000_000


def _sum(parts: Any) -> int | None:
    held = list(parts)
    return None if None in held else sum(held)


def differences(found: Budget, plain: PlainBudget) -> list[str]:
    """Where a budget states another fen than the plain computation, by unit and year and by month."""
    told = [
        (f"{unit.unit} {line.key}", unit.items[number].amount, plain.of_year(unit.unit, line))
        for number, line in enumerate(LINES)
        for unit in found.units
    ] + [
        (f"{line.key} in month {month}", stated.amount, plain.of_month(line, month))
        for number, line in enumerate(LINES)
        for month, stated in zip(MONTHS, found.months[number :: len(LINES)], strict=True)
    ]
    return [
        f"{what}: {amount}, plain {fen}"
        for what, amount, fen in told
        if (None if amount is None else int(amount.scaleb(2))) != fen
    ]
