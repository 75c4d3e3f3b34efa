"""What scenarios do to a budget: baseline, scenario and difference, by line, month and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget, Yuan
from openfisca_china_personnel.costs import FundAtRates, MarginalCosts, fund_at_rates, marginal_costs
from openfisca_china_personnel.decomposition import Change as Explained
from openfisca_china_personnel.decomposition import decompose
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note, merged
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.application import shown_years
from openfisca_china_personnel.scenario.bands import Bands, bands_of
from openfisca_china_personnel.scenario.reading import build_scenario, read_scenario
from openfisca_china_personnel.scenario.remarks import (
    note_on_baseline,
    note_on_several_years,
    notes_on_rules_without_effect,
)
from openfisca_china_personnel.scenario.running import Laws, Planned, Run, plan, run
from openfisca_china_personnel.scenario.schema import Assumptions, Scenario
from openfisca_china_personnel.scenario.values import LONGEST_SPAN
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule, Rank

ScenarioSource = Scenario | str | Path | Mapping[str, Any]
"""A scenario, the path of its file, or what the file would hold as a dict."""
_MONEY = polars.Decimal(38, 2)

_NO_SCENARIO = Text("没有情景", "there is no scenario")
_NO_YEAR = Text(
    "情景“{name}”没有写年度，请在情景中写 year 或用 --years 指定",
    "the scenario “{name}” states no year; state year in it or use --years",
)
_YEARS_DIFFER = Text(
    "各情景的年度不同（{years}），请用 --years 指定一个",
    "the scenarios are of different years ({years}); choose one with --years",
)
_NOT_A_SPAN = Text("年度须连续，至多 {most} 年", "the years must follow one another, {most} at most")


@dataclass(frozen=True)
class RankHeads:
    """Active people of a rank in a month (``YYYY-MM``)."""

    month: str
    rank: str
    headcount: Decimal

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"month": self.month, "rank": self.rank, "headcount": self.headcount}


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario: its budget of each year, its active people, and what it changes against the baseline (yuan).

    ``difference`` has a year, a code and an amount; ``decomposition`` explains each; ``bands`` are there where the
    scenario is uncertain. ``rosters`` are its people of each year, with the months of every state, and ``system`` the
    law with its changes.
    """

    scenario: Scenario
    budgets: tuple[Budget, ...]
    people: tuple[RankHeads, ...]
    difference: tuple[tuple[int, str, Yuan], ...]
    decomposition: tuple[Explained, ...]
    rosters: tuple[Roster, ...] = field(repr=False)
    system: TaxBenefitSystem = field(repr=False)
    bands: Bands | None = None
    base_rule: BaseRules = BaseRule.prior_year

    @cached_property
    def fund_at_rates(self) -> FundAtRates:
        """The first year's housing fund if everybody's rate were the lowest, the highest or one between."""
        return fund_at_rates(self.rosters[0], self.budget.year, base_rule=self.base_rule, system=self.system)

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name

    @property
    def budget(self) -> Budget:
        """The budget of the first year."""
        return self.budgets[0]

    def to_dict(self) -> dict[str, Any]:
        """The scenario as JSON has it."""
        shown = {
            "name": self.name,
            **_items_and_months(self.budgets),
            "people": [each.to_dict() for each in self.people],
            "difference": [{"year": year, "code": code, "amount": amount} for year, code, amount in self.difference],
            "decomposition": [each.to_dict() for each in self.decomposition],
            "fund_at_rates": [each.to_dict() for each in self.fund_at_rates.rates],
        }
        return shown if self.bands is None else {**shown, "bands": self.bands.to_dict()}


@dataclass(frozen=True)
class Outcome:
    """The baseline and every scenario in one year or several.

    In the baseline nothing is changed. It rests on the assumptions that all scenarios share, where each of them also
    changes something; else everybody stays on today's wage and under the law as it is known. Over several years bases
    follow the wages, and whose birth month and sex the roster gives retires at the statutory age.
    """

    years: tuple[int, ...]
    baselines: tuple[Budget, ...]
    baseline_people: tuple[RankHeads, ...]
    scenarios: tuple[ScenarioResult, ...]
    notes: tuple[Note, ...]
    baseline_rosters: tuple[Roster, ...] = field(repr=False)
    baseline_system: TaxBenefitSystem = field(repr=False)
    base_rule: BaseRules = BaseRule.prior_year

    @cached_property
    def marginal_costs(self) -> MarginalCosts:
        """What one more head of each rank costs in the first year, from each month on."""
        return marginal_costs(self.baseline_rosters[0], self.years[0], system=self.baseline_system)

    @cached_property
    def fund_at_rates(self) -> FundAtRates:
        """The first year's housing fund if everybody's rate were the lowest, the highest or one between."""
        law = self.baseline_system
        return fund_at_rates(self.baseline_rosters[0], self.years[0], base_rule=self.base_rule, system=law)

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """The notes of the simulation, and those of the marginal costs and of the fund at other rates."""
        costs = [*self.marginal_costs.notes, *self.fund_at_rates.notes]
        return merged([*self.notes, *_news(costs, self.notes)])

    @property
    def baseline(self) -> Budget:
        """The baseline of the first year."""
        return self.baselines[0]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The outcome as JSON has it; amounts are ``Decimal`` yuan with two decimals."""
        return {
            "baseline": {
                **_items_and_months(self.baselines),
                "people": [each.to_dict() for each in self.baseline_people],
                "fund_at_rates": [each.to_dict() for each in self.fund_at_rates.rates],
                "marginal_costs": [row.to_dict() for row in self.marginal_costs.rows],
            },
            "scenarios": [scenario.to_dict() for scenario in self.scenarios],
            "notes": [note.to_dict(language) for note in self.all_notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a scenario, year and line: scenario, year, code, both names, baseline, amount, difference (yuan)."""
        rows = [
            {
                "scenario": result.name,
                "year": item.year,
                "code": item.code,
                "name_zh": item.name.zh,
                "name_en": item.name.en,
                "baseline": before.amount,
                "amount": item.amount,
                "difference": _less(item.amount, before.amount),
            }
            for result in self.scenarios
            for was, becomes in zip(self.baselines, result.budgets, strict=True)
            for before, item in zip(was.items, becomes.items, strict=True)
        ]
        schema: dict[str, Any] = {"scenario": polars.String, "year": polars.Int64}
        schema |= dict.fromkeys(("code", "name_zh", "name_en"), polars.String)
        schema |= dict.fromkeys(("baseline", "amount", "difference"), _MONEY)
        return polars.DataFrame(rows, schema=schema)

    def months_frame(self) -> polars.DataFrame:
        """A row a scenario, month and line: scenario, month, code, baseline, amount, difference (Decimal yuan)."""
        rows = [
            {
                "scenario": result.name,
                "month": after.month,
                "code": after.code,
                "baseline": before.amount,
                "amount": after.amount,
                "difference": _less(after.amount, before.amount),
            }
            for result in self.scenarios
            for was, becomes in zip(self.baselines, result.budgets, strict=True)
            for before, after in zip(was.months, becomes.months, strict=True)
        ]
        schema: dict[str, Any] = dict.fromkeys(("scenario", "month", "code"), polars.String)
        schema |= dict.fromkeys(("baseline", "amount", "difference"), _MONEY)
        return polars.DataFrame(rows, schema=schema)

    def people_frame(self) -> polars.DataFrame:
        """Active people, a row a scenario (null: the baseline), month and rank: scenario, month, rank, headcount."""
        sides = [(None, self.baseline_people), *((result.name, result.people) for result in self.scenarios)]
        rows = [{"scenario": name, **each.to_dict()} for name, people in sides for each in people]
        schema: dict[str, Any] = dict.fromkeys(("scenario", "month", "rank"), polars.String)
        return polars.DataFrame(rows, schema=schema | {"headcount": polars.Decimal(38, 6)})

    def decomposition_frame(self) -> polars.DataFrame:
        """A row a scenario, year, line and cause: scenario, year, code, cause, amount (Decimal yuan)."""
        rows = [
            {
                "scenario": result.name,
                "year": change.year,
                "code": change.code,
                "cause": part.cause,
                "amount": part.amount,
            }
            for result in self.scenarios
            for change in result.decomposition
            for part in change.parts
        ]
        schema: dict[str, Any] = {"scenario": polars.String, "year": polars.Int64}
        return polars.DataFrame(rows, schema=schema | {"code": polars.String, "cause": polars.String, "amount": _MONEY})


def simulate(
    roster: Roster,
    scenarios: ScenarioSource | Sequence[ScenarioSource],
    *,
    year: int | None = None,
    years: Sequence[int] | None = None,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
) -> Outcome:
    """The budget of a roster before and after each scenario, in one year or several that follow one another.

    A scenario may be given as the path of its file or as a dict. ``year`` or ``years`` are the scenarios' own unless
    given. Raises ``InputFaults`` where the years cannot be told or a change cannot be made, with the faults of all
    scenarios.
    """
    given = [scenarios] if isinstance(scenarios, (Scenario, str, Path, Mapping)) else list(scenarios)
    asked = [_scenario(each) for each in given]
    if not asked:
        raise refuse(_NO_SCENARIO)
    span = _span(asked, (year,) if year is not None else tuple(years or ()))
    law = system or baseline()
    laws = Laws(law)
    planned_all = _planned(asked, roster, span, base_rule, laws)
    shared = _shared_assumptions(asked)
    before = run(plan(roster, shared, span, base_rule, laws), span, base_rule)
    notes = [note for budget in before.budgets for note in budget.notes]
    notes.extend(before.notes)
    if any(scenario.assumptions != Assumptions() for scenario in asked):
        notes.append(note_on_baseline(shared=shared is not None))
    if len(span) > 1:
        notes.append(note_on_several_years(span))
    results = []
    for scenario, planned in zip(asked, planned_all, strict=True):
        after = run(planned, span, base_rule)
        draws = bands_of(roster, scenario, span, base_rule, law) if scenario.is_uncertain else None
        results.append(_result(scenario, before, after, base_rule, draws))
        notes.extend(note for note in planned.notes if note not in before.notes)
        for was, becomes in zip(before.budgets, after.budgets, strict=True):
            notes.extend(_news(becomes.notes, was.notes))
        notes.extend(notes_on_rules_without_effect(scenario, after.system, after.budgets))
    return Outcome(
        span,
        before.budgets,
        _people_of(before),
        tuple(results),
        merged(notes),
        before.rosters,
        before.system,
        base_rule,
    )


def _scenario(given: ScenarioSource) -> Scenario:
    if isinstance(given, Scenario):
        return given
    return build_scenario(given) if isinstance(given, Mapping) else read_scenario(given)


def _result(scenario: Scenario, before: Run, after: Run, base_rule: BaseRules, bands: Bands | None) -> ScenarioResult:
    difference = [
        (item.year, item.code, _less(item.amount, old.amount))
        for was, becomes in zip(before.budgets, after.budgets, strict=True)
        for old, item in zip(was.items, becomes.items, strict=True)
    ]
    explained = [
        each
        for place, year in enumerate(before.years)
        for each in decompose(
            before.rosters[place],
            after.rosters[place],
            year,
            base_rule=base_rule,
            system_before=before.system,
            system_after=after.system,
            budget_before=before.budgets[place],
            budget_after=after.budgets[place],
        )
    ]
    return ScenarioResult(
        scenario,
        after.budgets,
        _people_of(after),
        tuple(difference),
        tuple(explained),
        after.rosters,
        after.system,
        bands,
        base_rule,
    )


def _planned(
    scenarios: Sequence[Scenario], roster: Roster, years: tuple[int, ...], base_rule: BaseRules, laws: Laws
) -> list[Planned]:
    """What every scenario makes of people and law. Raises ``InputFaults`` with the faults of all of them."""
    planned: list[Planned] = []
    faults: list[Fault] = []
    for scenario in scenarios:
        try:
            planned.append(plan(roster, scenario, years, base_rule, laws))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return planned


def _shared_assumptions(scenarios: Sequence[Scenario]) -> Scenario | None:
    """A scenario of the assumptions that all share and of nothing else; ``None`` where there is no such thing."""
    first = scenarios[0]
    if first.assumptions == Assumptions():
        return None
    if any(scenario.assumptions != first.assumptions or not scenario.changes for scenario in scenarios):
        return None
    return first.model_copy(update={"changes": ()})


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


def _span(scenarios: list[Scenario], asked: tuple[int, ...]) -> tuple[int, ...]:
    """The years to simulate: those asked for, else the scenarios' own."""
    if asked:
        if list(asked) != list(range(asked[0], asked[0] + len(asked))) or len(asked) > LONGEST_SPAN:
            raise refuse(_NOT_A_SPAN.format(most=LONGEST_SPAN))
        return asked
    return common_span(scenarios)


def common_span(scenarios: Sequence[Scenario]) -> tuple[int, ...]:
    """The years that the scenarios themselves name. Raises ``InputFaults`` where one names none or they differ."""
    for scenario in scenarios:
        if not scenario.span:
            raise refuse(_NO_YEAR.format(name=scenario.name))
    spans = {scenario.span for scenario in scenarios}
    if len(spans) != 1:
        raise refuse(_YEARS_DIFFER.format(years="、".join(shown_years(span) for span in sorted(spans))))
    return spans.pop()


def _items_and_months(budgets: tuple[Budget, ...]) -> dict[str, Any]:
    parts = [budget.to_dict() for budget in budgets]
    return {name: [each for part in parts for each in part[name]] for name in ("items", "months")}


def _less(after: Yuan, before: Yuan) -> Yuan:
    return None if after is None or before is None else after - before


def _people_of(passed: Run) -> tuple[RankHeads, ...]:
    return tuple(
        heads for roster, year in zip(passed.rosters, passed.years, strict=True) for heads in _people(roster, year)
    )


def _people(roster: Roster, year: int) -> Iterator[RankHeads]:
    alike = (
        roster.table.lazy()
        .filter(polars.col("status") == "active")
        .group_by("rank", "start_month", "end_month")
        .agg(polars.col("headcount_millionths").sum())
        .collect()
        .rows()
    )
    for month in range(month_number(year, 1), month_number(year, 12) + 1):
        counts: dict[str, int] = {}
        for rank, start, end, millionths in alike:
            if (start is None or start <= month) and (end is None or month <= end):
                counts[rank] = counts.get(rank, 0) + millionths
        for rank in Rank:
            if counts.get(rank.name):
                yield RankHeads(month_text(month), rank.name, _heads(counts[rank.name]))


def _heads(millionths: int) -> Decimal:
    heads = Decimal(millionths).scaleb(-6)
    return heads.to_integral_value() if heads == heads.to_integral_value() else heads.normalize()
