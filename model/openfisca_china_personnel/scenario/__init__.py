"""Scenarios: a roster and the law changed over the months of one year or several, and what that does to the budget."""

from __future__ import annotations

from openfisca_china_personnel.scenario.changes import (
    Add,
    Assign,
    Change,
    Enrol,
    Promote,
    Raise,
    Remove,
    Retire,
    SetRule,
    Transfer,
)
from openfisca_china_personnel.scenario.outcome import Outcome, ScenarioResult
from openfisca_china_personnel.scenario.reading import build_scenario, read_scenario, read_scenarios
from openfisca_china_personnel.scenario.schema import Assumptions, Scenario
from openfisca_china_personnel.scenario.simulating import simulate

__all__ = [
    "Add",
    "Assign",
    "Assumptions",
    "Change",
    "Enrol",
    "Outcome",
    "Promote",
    "Raise",
    "Remove",
    "Retire",
    "Scenario",
    "ScenarioResult",
    "SetRule",
    "Transfer",
    "build_scenario",
    "read_scenario",
    "read_scenarios",
    "simulate",
]
