"""Bands for uncertain scenarios: many draws, each run to the end, from a seed that repeats them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy
import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, base_rule_of
from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.running import Laws, Planned, plan
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.subjects import LINES, Line, functional_code

ROWS_AT_ONCE = 500_000
"""Rows of all draws together that are computed at once."""


@dataclass(frozen=True)
class Band:
    """The spread of one line in one year, in yuan; ``None`` where some draw leaves the line unknown.

    ``least`` and ``most`` of all draws; a tenth of the draws lie at or below ``p10``, half at or below ``p50``, nine
    tenths at or below ``p90``.
    """

    year: int
    code: str
    least: Yuan
    p10: Yuan
    p50: Yuan
    p90: Yuan
    most: Yuan

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "year": self.year,
            "code": self.code,
            "least": self.least,
            "p10": self.p10,
            "p50": self.p50,
            "p90": self.p90,
            "most": self.most,
        }


@dataclass(frozen=True)
class Bands:
    """The bands of every line and year, and the draws that they come from."""

    draws: int
    seed: int
    lines: tuple[Band, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"draws": self.draws, "seed": self.seed, "lines": [line.to_dict() for line in self.lines]}


def bands_of(
    roster: Roster, scenario: Scenario, years: tuple[int, ...], base_rule: BaseRules, system: TaxBenefitSystem
) -> Bands:
    """Run the scenario as often as it asks for, its uncertain numbers drawn anew each time.

    The same scenario gives the same bands on every machine: the draws come from Python's own generator.
    """
    draws, seed = scenario.assumptions.draws, scenario.assumptions.seed
    source = random.Random(seed)  # noqa: S311 - nothing secret: a seed that repeats the draws is what is wanted
    laws = Laws(system)
    by_law: dict[int, list[Planned]] = {}
    for _ in range(draws):
        planned = plan(roster, scenario.settled(source), years, base_rule, laws)
        by_law.setdefault(id(planned.system), []).append(planned)
    found: dict[tuple[int, Line], list[int | None]] = {}
    for alike in by_law.values():
        for place, year in enumerate(years):
            tables = [planned.rosters[place].table for planned in alike]
            for line, fen in _fen_of_each(tables, year, base_rule, alike[0].system):
                found.setdefault((year, line), []).extend(fen)
    codes = {(year, line): functional_code(system.parameters, line, year) for year, line in found}
    return Bands(draws, seed, tuple(_band(year, codes[year, line], fen) for (year, line), fen in found.items()))


def _fen_of_each(
    tables: list[polars.DataFrame], year: int, base_rule: BaseRules, law: TaxBenefitSystem
) -> Iterator[tuple[Line, list[int | None]]]:
    """Each line of each draw, all draws in as few simulations as fit: each draw's units are units of their own."""
    found: dict[Line, list[int | None]] = {line: [] for line in LINES}
    together = max(1, ROWS_AT_ONCE // max(1, tables[0].height))
    for first in range(0, len(tables), together):
        some = tables[first : first + together]
        parts = [
            table.with_columns(unit=polars.concat_str(polars.lit(f"{number} "), polars.col("unit").fill_null("")))
            for number, table in enumerate(some)
        ]
        people = staffing(Roster(source=None, sheet=None, table=polars.concat(parts)), year)
        named = [(unit or "").split(" ", 1) for unit in people.units]
        rules = numpy.array([base_rule_of(base_rule, name or None).index for _, name in named], dtype=numpy.int16)
        ledger = compute(people, law, rules)
        for line in LINES:
            sums: list[int | None] = [0] * len(some)
            for place, (number, _) in enumerate(named):
                so_far, more = sums[int(number)], ledger.tally(line.key).of_unit(place)
                sums[int(number)] = None if so_far is None or more is None else so_far + more
            found[line].extend(sums)
    yield from found.items()


def _band(year: int, code: str, draws: list[int | None]) -> Band:
    known = sorted(fen for fen in draws if fen is not None)
    if len(known) < len(draws):
        return Band(year, code, None, None, None, None, None)
    spread = (known[0], *(_at(known, percent) for percent in (10, 50, 90)), known[-1])
    return Band(year, code, *(Decimal(fen).scaleb(-2) for fen in spread))


def _at(fen: list[int], percent: int) -> int:
    """The smallest of the amounts, in rising order, that so many percent of all reach or stay below."""
    return fen[-(-percent * len(fen) // 100) - 1]
