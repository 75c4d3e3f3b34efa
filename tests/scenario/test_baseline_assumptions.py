"""What the baseline assumes: what all scenarios share, so that the difference is what they change."""

from __future__ import annotations

from budget.rows import HOUSING_FUND, roster, yuan
from openfisca_china_personnel.scenario import simulate
from scenario.made import PERSON, scenario

GROWTH = {"assumptions": {"wage_growth": "10%"}}
PROMOTED = {"promote": {"headcount": "1", "to": "副司级", "from": "2023-07"}}
RAISED = {"raise": {"amount": "900", "from": "2023-01"}}


def outcome(*scenarios, base_rule="expected"):
    return simulate(roster(PERSON, year=2023), list(scenarios), years=(2023, 2024), base_rule=base_rule)


def fund_of(budget):
    return next(item.amount for item in budget.items if item.code == HOUSING_FUND)


def notes_on_baseline(found):
    return [note for note in found.notes if note.code == "baseline_assumptions"]


def test_what_all_scenarios_assume_the_baseline_assumes_too():
    found = outcome(scenario(PROMOTED, name="甲案", **GROWTH), scenario(RAISED, name="乙案", **GROWTH))
    # 9900 × 12 % × 12 in both years' second
    assert [fund_of(budget) for budget in found.baselines] == [*yuan(12960, 14256)]
    first, second = found.scenarios
    funds = [amount for _, code, amount in first.difference if code == HOUSING_FUND]
    assert funds == [*yuan(0, 0)]
    # 900 more in 2023, 990 more in 2024: 10890 × 12 % = 1306.80 → 1307
    assert [amount for _, code, amount in second.difference if code == HOUSING_FUND] == [*yuan(1296, 1428)]
    assert len(notes_on_baseline(found)) == 1


def test_where_scenarios_assume_different_things_the_baseline_assumes_nothing():
    other = {"assumptions": {"wage_growth": "5%"}}
    found = outcome(scenario(PROMOTED, name="甲案", **GROWTH), scenario(PROMOTED, name="乙案", **other))
    assert [fund_of(budget) for budget in found.baselines] == [*yuan(12960, 12960)]
    # 9900 and 9450: 1188, 1134
    differences = [amount for each in found.scenarios for year, code, amount in each.difference if code == HOUSING_FUND]
    assert differences == [*yuan(0, 1296, 0, 648)]
    assert len(notes_on_baseline(found)) == 1


def test_a_scenario_of_assumptions_alone_is_set_against_none():
    found = outcome(scenario(**GROWTH))
    assert [fund_of(budget) for budget in found.baselines] == [*yuan(12960, 12960)]
    assert [amount for _, code, amount in found.scenarios[0].difference if code == HOUSING_FUND] == [*yuan(0, 1296)]


def test_without_assumptions_nothing_is_said_of_them():
    assert not notes_on_baseline(outcome(scenario(PROMOTED)))
