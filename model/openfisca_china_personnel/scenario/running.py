"""Running a scenario through its years: the people and the law of each, and the budgets they give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, base_rule_of
from openfisca_china_personnel.budget import Budget, expected_budget
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.application import (
    Changed,
    apply,
    past_age,
    refuse_months_outside,
    retired_by_age,
)
from openfisca_china_personnel.scenario.law_changes import Setting, changed_law, settings_of
from openfisca_china_personnel.scenario.preparation import prepared
from openfisca_china_personnel.scenario.projection import next_year
from openfisca_china_personnel.scenario.remarks import notes_on_scenario
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.scenario.uncertainty import central
from openfisca_china_personnel.vocabulary import BaseRule


@dataclass(frozen=True)
class Run:
    """A scenario, or nothing but time, through the years: one roster, one budget and its notes a year, and the law."""

    years: tuple[int, ...]
    rosters: tuple[Roster, ...]
    budgets: tuple[Budget, ...]
    system: TaxBenefitSystem
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Planned:
    """A scenario whose people of every year and whose law are known, before any budget is computed."""

    rosters: tuple[Roster, ...]
    system: TaxBenefitSystem
    notes: tuple[Note, ...]


class Laws:
    """The law as it stands and as scenarios change it; what one scenario sets is built once."""

    def __init__(self, system: TaxBenefitSystem) -> None:
        self.system = system
        self._changed: dict[tuple[str, tuple[Setting, ...]], TaxBenefitSystem] = {}

    def of(self, scenario: Scenario, last_year: int) -> TaxBenefitSystem:
        """The law of a scenario. Raises ``InputFaults`` for rules that cannot be set."""
        settings = tuple(settings_of(scenario, self.system, last_year))
        known = (scenario.name, settings)
        if known not in self._changed:
            self._changed[known] = changed_law(self.system, settings, scenario.name)
        return self._changed[known]


def plan(
    roster: Roster, scenario: Scenario | None, years: tuple[int, ...], base_rule: BaseRules, laws: Laws
) -> Planned:
    """The people and the law of each year; without a scenario only time passes.

    In a run of several years people whose birth month and sex are known retire by age, unless the scenario says no.
    Raises ``InputFaults`` with every change that cannot be made.
    """
    law, faults = laws.system, []
    if scenario is not None:
        faults = refuse_months_outside(scenario, years)
        try:
            law = laws.of(scenario, years[-1])
        except InputFaults as found:
            faults.extend(found.faults)
    try:
        changed = _people(roster, scenario, years, base_rule, law.parameters)
    except InputFaults as found:
        raise InputFaults(_in_order([*faults, *found.faults])) from found
    if faults:
        raise InputFaults(_in_order(faults))
    notes = [note for each in changed for note in each.notes]
    if _retires_by_age(scenario, years):
        notes.extend(past_age(changed[0].roster, years[0]))
    if scenario is not None:
        notes.extend(notes_on_scenario(scenario, changed[0].roster, years, law))
    return Planned(tuple(each.roster for each in changed), law, tuple(notes))


def run(planned: Planned, years: tuple[int, ...], base_rule: BaseRules) -> Run:
    """The budgets of what was planned."""
    budgets = tuple(
        expected_budget(people, year, base_rule=base_rule, system=planned.system)
        for people, year in zip(planned.rosters, years, strict=True)
    )
    return Run(years, planned.rosters, budgets, planned.system, planned.notes)


def _people(
    roster: Roster, scenario: Scenario | None, years: tuple[int, ...], base_rule: BaseRules, law: ParameterNode
) -> list[Changed]:
    by_age = _retires_by_age(scenario, years)
    current = prepared(roster, years[0], law)
    passed: list[Changed] = []
    for year in years:
        if passed:
            current = next_year(passed[-1].roster, year - 1, _growth(scenario, year), _on_expected(roster, base_rule))
        if scenario is not None:
            passed.append(apply(scenario, current, year, law, by_age=by_age))
        else:
            passed.append(retired_by_age(current, year, law) if by_age else Changed(current, ()))
    return passed


def _retires_by_age(scenario: Scenario | None, years: tuple[int, ...]) -> bool:
    stated = scenario.assumptions.retirement_by_age if scenario is not None else None
    return len(years) > 1 if stated is None else stated


def _growth(scenario: Scenario | None, year: int) -> Decimal:
    growth = scenario.assumptions.wage_growth if scenario is not None else None
    return Decimal(0) if growth is None else central(growth.in_year(year))


def _on_expected(roster: Roster, base_rule: BaseRules) -> frozenset[str | None]:
    """The units whose housing fund rests on the wages expected in the budget year."""
    units: tuple[str | None, ...] = roster.units or (None,)
    return frozenset(unit for unit in units if base_rule_of(base_rule, unit) is BaseRule.expected)


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.line or fault.row or 0)
