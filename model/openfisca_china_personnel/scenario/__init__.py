"""Scenarios: a roster changed over the months of a year, and what that does to the budget."""

from __future__ import annotations

from openfisca_china_personnel.scenario.outcome import Outcome, ScenarioResult, simulate
from openfisca_china_personnel.scenario.reading import read_scenario, read_scenarios
from openfisca_china_personnel.scenario.schema import Add, Change, Remove, Retire, Scenario

__all__ = [
    "Add",
    "Change",
    "Outcome",
    "Remove",
    "Retire",
    "Scenario",
    "ScenarioResult",
    "read_scenario",
    "read_scenarios",
    "simulate",
]
