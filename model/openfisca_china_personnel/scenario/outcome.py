"""What scenarios do to a budget: baseline, scenario and difference, by line and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.budget import Budget, Yuan, expected_budget
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.application import Changed, apply
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.vocabulary import BaseRule, Rank

_NO_YEAR = Text(
    "情景“{name}”没有写年度，请在情景中写 year 或用 --years 指定",
    "the scenario “{name}” states no year; state year in it or use --years",
)
_YEARS_DIFFER = Text(
    "各情景的年度不同（{years}），请用 --years 指定一个",
    "the scenarios are of different years ({years}); choose one with --years",
)


@dataclass(frozen=True)
class RankHeads:
    """Active people of a rank in a month (``YYYY-MM``)."""

    month: str
    rank: str
    headcount: Decimal


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario: its budget, its active people and the change of each line against the baseline (yuan)."""

    name: str
    budget: Budget
    people: tuple[RankHeads, ...]
    difference: tuple[tuple[str, Yuan], ...]

    def to_dict(self) -> dict[str, Any]:
        """The scenario as JSON has it."""
        budget = self.budget.to_dict()
        return {
            "name": self.name,
            "items": budget["items"],
            "months": budget["months"],
            "people": [{"month": p.month, "rank": p.rank, "headcount": p.headcount} for p in self.people],
            "difference": [
                {"year": self.budget.year, "code": code, "amount": amount} for code, amount in self.difference
            ],
            "decomposition": [],
        }


@dataclass(frozen=True)
class Outcome:
    """The baseline and every scenario of one year."""

    baseline: Budget
    scenarios: tuple[ScenarioResult, ...]
    notes: tuple[Note, ...]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The outcome as JSON has it; amounts are ``Decimal`` yuan with two decimals."""
        baseline = self.baseline.to_dict(language)
        return {
            "baseline": {"items": baseline["items"], "months": baseline["months"]},
            "scenarios": [scenario.to_dict() for scenario in self.scenarios],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a scenario and line: scenario, year, code, name_zh, name_en, baseline, amount, difference (yuan)."""
        rows = [
            {
                "scenario": result.name,
                "year": item.year,
                "code": item.code,
                "name_zh": item.name.zh,
                "name_en": item.name.en,
                "baseline": before.amount,
                "amount": item.amount,
                "difference": dict(result.difference)[item.code],
            }
            for result in self.scenarios
            for before, item in zip(self.baseline.items, result.budget.items, strict=True)
        ]
        schema: dict[str, Any] = {"scenario": polars.String, "year": polars.Int64}
        schema |= dict.fromkeys(("code", "name_zh", "name_en"), polars.String)
        schema |= dict.fromkeys(("baseline", "amount", "difference"), polars.Decimal(38, 2))
        return polars.DataFrame(rows, schema=schema)


def simulate(
    roster: Roster,
    scenarios: Scenario | Sequence[Scenario],
    *,
    year: int | None = None,
    base_rule: str | BaseRule | Mapping[str | None, str] = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
) -> Outcome:
    """The budget of a roster before and after each scenario, in one year.

    ``year`` is the scenarios' own unless given. Raises ``InputFaults`` where the year cannot be told or a change
    cannot be made.
    """
    asked = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    of_year = year if year is not None else _common_year(asked)
    baseline = expected_budget(roster, of_year, base_rule=base_rule, system=system)
    results = []
    notes = list(baseline.notes)
    for scenario, changed in zip(asked, _applied(asked, roster, of_year), strict=True):
        budget = expected_budget(changed.roster, of_year, base_rule=base_rule, system=system)
        difference = tuple(
            (after.code, _less(after.amount, before.amount))
            for before, after in zip(baseline.items, budget.items, strict=True)
        )
        results.append(ScenarioResult(scenario.name, budget, _people(changed.roster, of_year), difference))
        notes.extend(changed.notes)
        notes.extend(_news(budget.notes, baseline.notes))
    return Outcome(baseline, tuple(results), tuple(dict.fromkeys(notes)))


def _applied(scenarios: Sequence[Scenario], roster: Roster, year: int) -> list[Changed]:
    """The roster after each scenario. Raises ``InputFaults`` with the faults of all of them."""
    changed: list[Changed] = []
    faults: list[Fault] = []
    for scenario in scenarios:
        try:
            changed.append(apply(scenario, roster, year))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return changed


def _news(notes: Sequence[Note], known: Sequence[Note]) -> list[Note]:
    """What a scenario's notes say beyond the baseline's: new notes, and old ones for their new rows only."""
    rows_of = {replace(note, rows=()): set(note.rows) for note in known}
    news = []
    for note in notes:
        told = rows_of.get(replace(note, rows=()))
        new_rows = tuple(row for row in note.rows if told is None or row not in told)
        if told is None or new_rows:
            news.append(replace(note, rows=new_rows))
    return news


def _common_year(scenarios: list[Scenario]) -> int:
    years = {scenario.year for scenario in scenarios}
    for scenario in scenarios:
        if scenario.year is None:
            raise refuse(_NO_YEAR.format(name=scenario.name))
    if len(years) != 1:
        raise refuse(_YEARS_DIFFER.format(years="、".join(str(year) for year in sorted(filter(None, years)))))
    return next(year for year in years if year is not None)


def _less(after: Yuan, before: Yuan) -> Yuan:
    return None if after is None or before is None else after - before


def _people(roster: Roster, year: int) -> tuple[RankHeads, ...]:
    table = roster.table.filter(polars.col("status") == "active")
    start = table["start_month"].fill_null(0).to_numpy()
    end = table["end_month"].fill_null(month_number(9999, 12)).to_numpy()
    millionths = table["headcount_millionths"].to_numpy()
    ranks = table["rank"].to_numpy()
    found = []
    for month in range(month_number(year, 1), month_number(year, 12) + 1):
        present = (start <= month) & (month <= end)
        for rank in Rank:
            heads = int(millionths[present & (ranks == rank.name)].sum())
            if heads:
                found.append(RankHeads(month_text(month), rank.name, _heads(heads)))
    return tuple(found)


def _heads(millionths: int) -> Decimal:
    heads = Decimal(millionths).scaleb(-6)
    return heads.to_integral_value() if heads == heads.to_integral_value() else heads.normalize()
