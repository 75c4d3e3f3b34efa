"""Caps and floors beyond those that anybody has published: carried forward, or assumed to grow, and said so."""

from __future__ import annotations

import pytest

from budget.rows import HOUSING_FUND, PENSION, yuan
from openfisca_china_personnel.provisions import in_force
from scenario.made import PERSON, made, months_of, texts

RICH = {**PERSON, "monthly_salary": "90000"}
POOR = {**PERSON, "monthly_salary": "2000"}
# The last caps are 36,348 from July 2026; the fund's last floor is 2,420, not known from September 2025 on.
SPAN = (2026, 2027, 2028)
GROWTH = {"assumptions": {"average_wage_growth": "3%"}}


def cap(passed, day, path="pension.base_cap.central_beijing"):
    return in_force(passed.system.parameters, path, day).value


def test_caps_grow_each_july_after_the_last_known_one_in_whole_yuan():
    passed = made(RICH, years=SPAN, **GROWTH)
    days = ("2027-06-30", "2027-07-01", "2028-06-30", "2028-07-01")
    # 36348 × 1.03 = 37438.44; 37438 × 1.03 = 38561.14
    assert [cap(passed, day) for day in days] == [36348, 37438, 37438, 38561]
    _, second, third = passed.budgets
    # × 16 %: 5815.68, 5990.08, 6169.76; × 12 %: 4361.76, 4492.56, 4627.32 to the yuan
    assert months_of(second, PENSION, 6, 7) == [*yuan("5815.68", "5990.08")]
    assert months_of(third, PENSION, 6, 7) == [*yuan("5990.08", "6169.76")]
    assert months_of(second, HOUSING_FUND, 6, 7) == [*yuan(4362, 4493)]
    assert months_of(third, HOUSING_FUND, 6, 7) == [*yuan(4493, 4627)]


def test_growth_by_year_and_years_that_are_not_named():
    passed = made(RICH, years=SPAN, assumptions={"average_wage_growth": {"2027": "5%"}})
    assert [cap(passed, f"{year}-07-01") for year in SPAN] == [36348, 38165, 38165]  # 38165.40


@pytest.mark.parametrize(("growth", "grown"), [("-2%", 35621), ("0.001%", 36348), ("0.0014%", 36349), ("0%", 36348)])
def test_growth_may_be_negative_and_is_rounded_half_up(growth, grown):
    # 36348 × 0.98 = 35621.04; × 1.00001 = 36348.36; × 1.000014 = 36348.51
    passed = made(RICH, years=(2026, 2027), assumptions={"average_wage_growth": growth})
    assert cap(passed, "2027-07-01") == grown


def test_a_floor_in_a_gap_is_assumed_from_the_gaps_first_day():
    (budget,) = made(POOR, years=(2025,), **GROWTH).budgets
    # 2420 × 12 % = 290.40; 2420 × 1.03 = 2492.60 → 2493, × 12 % = 299.16
    assert months_of(budget, HOUSING_FUND, 8, 9) == [*yuan(290, 299)]
    (budget,) = made(POOR, {"raise": {"percent": "0", "from": "2025-01"}}, years=(2025,)).budgets
    assert months_of(budget, HOUSING_FUND, 8, 9) == [*yuan(290), None]


def test_a_gap_between_known_values_is_not_filled_by_an_assumption():
    passed = made(POOR, years=(2022,), **GROWTH)
    assert cap(passed, "2022-03-01", "housing_fund.base_floor.central_beijing") is None


def test_a_change_of_rules_goes_before_what_is_assumed():
    path = "pension.base_cap.central_beijing"
    change = {"set": {"parameter": path, "value": "40000", "from": "2027-09", "until": "2028-02"}}
    passed = made(RICH, change, years=SPAN, **GROWTH)
    days = ("2027-08-01", "2027-09-01", "2028-02-29", "2028-03-01", "2028-07-01")
    assert [cap(passed, day) for day in days] == [37438, 40000, 40000, 37438, 38561]


def test_what_is_carried_forward_is_said_until_something_is_assumed():
    year = (2028,)
    (budget,) = made(RICH, {"raise": {"percent": "0", "from": "2028-01"}}, years=year).budgets
    carried = [note for note in budget.notes if note.code == "carried_forward" and PENSION in note.lines]
    assert carried
    assert any("36348" in note.text.zh.replace(",", "") and "2026-07-01" in note.text.zh for note in carried)
    assert any(note.months == tuple(f"2028-{month:02d}" for month in range(1, 13)) for note in carried)
    passed = made(RICH, years=year, **GROWTH)
    (budget,) = passed.budgets
    assert not [note for note in budget.notes if note.code == "carried_forward" and PENSION in note.lines]
    assumed = [note for note in budget.notes if note.code == "assumed_value" and PENSION in note.lines]
    assert assumed
    assert texts(passed, "limits_assumed") == [
        (
            "情景“试”的假设：尚未公布的缴存（缴费）基数上下限按社会平均工资增长 3% 逐年推算，取整到元。",
            (
                "Assumed by the scenario “试”: caps and floors that are not yet published grow with the average wage "
                "by 3% a year, in whole yuan."
            ),
        )
    ]
