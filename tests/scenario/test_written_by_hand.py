"""A scenario is the budget of the roster that somebody would write by hand: a row for each state, with its months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rows import roster
from openfisca_china_personnel.budget import expected_budget
from scenario.made import YEAR, made
from scenario.test_scenario_properties import SOME

ROW = {"unit": "甲", "location": "central_beijing", "rank": "staff"}
WAGES = st.sampled_from(["2000", "8765.43", "9000.33", "40000"])
FLAGS = st.sampled_from(["yes", "no"])
MONTH = st.integers(2, 12)


def month(number):
    return f"{YEAR}-{number:02d}"


def the_same(rows, by_hand, change, base_rule="prior_year"):
    """Whether the scenario gives the budget of the roster written by hand, to the fen, by line, month and unit."""
    (found,) = made(rows, change, base_rule=base_rule).budgets
    expected = expected_budget(roster(*by_hand, year=YEAR), YEAR, base_rule=base_rule)
    assert found.items == expected.items
    assert found.months == expected.months
    assert found.employee == expected.employee
    assert {each.unit: each.items for each in found.units} == {each.unit: each.items for each in expected.units}


def split(row, taken, since, becomes):
    """The row without those taken, they before, and they afterwards."""
    stays = {**row, "headcount": str(int(row["headcount"]) - taken)}
    before = {**row, "headcount": str(taken), "end_month": month(since - 1)}
    after = {**row, "headcount": str(taken), "start_month": month(since), **becomes}
    return [stays, before, after]


@SOME
@given(WAGES, st.integers(1, 4), MONTH, FLAGS, st.sampled_from(["prior_year", "expected"]))
def test_promotions(wage, taken, since, subsidy, rule):
    row = {**ROW, "monthly_salary": wage, "headcount": "4", "purchase_subsidy": subsidy}
    change = {"headcount": str(taken), "to": "section_head", "from": month(since), "monthly_salary": "10001.01"}
    becomes = {"rank": "section_head", "monthly_salary": "10001.01", "prior_year_monthly_salary": wage}
    the_same(row, split(row, taken, since, becomes), {"promote": change}, rule)


@SOME
@given(WAGES, st.integers(1, 4), MONTH, st.sampled_from(["central_beijing", "beijing", "other"]))
def test_transfers(wage, taken, since, place):
    row = {**ROW, "monthly_salary": wage, "headcount": "4"}
    other = {**row, "unit": "乙", "headcount": "2", "location": place}
    change = {"headcount": str(taken), "where": {"unit": "甲"}, "to_unit": "乙", "from": month(since)}
    by_hand = [*split(row, taken, since, {"unit": "乙", "location": place}), other]
    the_same([row, other], by_hand, {"transfer": change}, {"乙": "expected"})


@SOME
@given(st.sampled_from([("8765.43", "9203.70"), ("9000.33", "9450.35"), ("40000", "42000")]), MONTH, st.integers(1, 4))
def test_raises(wages, since, taken):
    wage, risen = wages  # 8765.43 × 1.05 = 9203.7015; 9000.33 × 1.05 = 9450.3465
    row = {**ROW, "monthly_salary": wage, "headcount": "4"}
    change = {"headcount": str(taken), "percent": "5", "from": month(since)}
    becomes = {"monthly_salary": risen, "prior_year_monthly_salary": wage}
    the_same(row, split(row, taken, since, becomes), {"raise": change}, "expected")


@SOME
@given(WAGES, MONTH, st.sampled_from([("housing_fund",), ("pension",), ("housing_fund", "pension")]), FLAGS)
def test_enrolment(wage, since, schemes, subsidy):
    out = {"contributes_housing_fund": "no", "contributes_pension": "no", "purchase_subsidy": "no"}
    row = {**ROW, **out, "monthly_salary": wage, "headcount": "4"}
    change = {"schemes": list(schemes), "purchase_subsidy": subsidy, "headcount": "3", "from": month(since)}
    becomes = {f"contributes_{scheme}": "yes" for scheme in schemes} | {"purchase_subsidy": subsidy}
    the_same(row, split(row, 3, since, becomes), {"enrol": change})


@pytest.mark.parametrize(
    "columns",
    [
        {"housing_fund_base": "7000.07"},
        {"pension_base": "7000.07", "housing_fund_rate": "7.77%"},
        {"location": "beijing"},
        {"contributes_pension": "no", "purchase_subsidy": "yes"},
        {"purchase_lump_sum": "333.33", "lump_sum_month": "8"},
        {"work_start": "1999-09"},
        {"category": "worker", "contributes_housing_fund": "no"},
    ],
    ids="+".join,
)
def test_assigned_columns(columns):
    row = {**ROW, "rank": "unspecified" if "category" in columns else "staff", "monthly_salary": "8765.43"}
    row["headcount"] = "4"
    the_same(row, split(row, 3, 8, columns), {"assign": {**columns, "headcount": "3", "from": month(8)}})


@SOME
@given(st.permutations(["promote", "raise", "assign"]), st.permutations([3, 6, 9]))
def test_one_state_after_another(kinds, starts):
    # The same person three times in another state: three rows with their months.
    starts = sorted(starts)
    row = {**ROW, "monthly_salary": "9000", "headcount": "2"}
    changes = {
        "promote": ({"headcount": "2", "to": "section_head"}, {"rank": "section_head"}),
        "raise": ({"amount": "500"}, {"monthly_salary": "9500"}),
        "assign": ({"housing_fund_rate": "8%"}, {"housing_fund_rate": "8%"}),
    }
    state = {**row, "prior_year_monthly_salary": "9000"}
    by_hand, told, first = [], [], 1
    for kind, since in zip(kinds, starts, strict=True):
        stated, becomes = changes[kind]
        by_hand.append({**state, "start_month": month(first), "end_month": month(since - 1)})
        told.append({kind: {**stated, "from": month(since)}})
        state, first = {**state, **becomes}, since
    by_hand.append({**state, "start_month": month(first)})
    (found,) = made(row, *told, base_rule="expected").budgets
    expected = expected_budget(roster(*by_hand, year=YEAR), YEAR, base_rule="expected")
    assert found.months == expected.months
    assert found.items == expected.items
