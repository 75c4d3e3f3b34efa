"""Simulating scenarios: the baseline and every scenario through their years, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.decomposition import decompose
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import merged, news
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.application import shown_years
from openfisca_china_personnel.scenario.bands import Bands, bands_of
from openfisca_china_personnel.scenario.outcome import Outcome, RankHeads, ScenarioResult, less
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

_NO_SCENARIO = Text("没有情景", "there is no scenario")
_SAME_NAME = Text(
    "有多个情景同名“{name}”，结果中无法区分，请改名",
    "several scenarios are named “{name}” and could not be told apart; rename them",
)
_NO_YEAR = Text(
    "情景“{name}”没有写年度，请在情景中写 year 或用 --years 指定",
    "the scenario “{name}” states no year; state year in it or use --years",
)
_YEARS_DIFFER = Text(
    "各情景的年度不同（{years}），请用 --years 指定一个",
    "the scenarios are of different years ({years}); choose one with --years",
)
_NOT_A_SPAN = Text("年度须连续，至多 {most} 年", "the years must follow one another, {most} at most")


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
    _refuse_same_names(asked)
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
            notes.extend(news(becomes.notes, was.notes))
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
        (item.year, item.code, less(item.amount, old.amount))
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


def _refuse_same_names(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that nobody could tell apart in a result."""
    names = [scenario.name for scenario in scenarios]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise InputFaults(Fault(_SAME_NAME.format(name=name)) for name in twice)


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
