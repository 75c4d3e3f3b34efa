"""Transfer: people go from one unit to another with their wages and bases, to the other unit's place and rules."""

from __future__ import annotations

from budget.rows import ANNUITY, HOUSING_FUND, PENSION, RENT_SUBSIDY, amounts, yuan
from scenario.made import PERSON, made, months_of, of_month, texts

FROM = {**PERSON, "headcount": "3"}
TO = {**PERSON, "unit": "乙"}
TWO = {"headcount": "2", "where": {"unit": "甲"}, "to_unit": "乙", "from": "2024-04"}


def of_unit(budget, unit):
    return amounts(budget, unit)


def test_each_unit_pays_the_months_of_its_people():
    (budget,) = made([FROM, TO], {"transfer": TWO}).budgets
    # 甲 3 × 3 + 1 × 9 = 18 months, 乙 1 × 3 + 3 × 9 = 30 months of 1440, 720, 1080, 100
    assert of_unit(budget, "甲") == [*yuan(25920, 12960, 19440, 1800, 0)]
    assert of_unit(budget, "乙") == [*yuan(43200, 21600, 32400, 3000, 0)]
    for month in (3, 4, 5):
        assert of_month(budget, month) == yuan(5760, 2880, 4320, 400, 0)


def test_who_is_taken_is_said():
    passed = made([FROM, TO], {"transfer": TWO})
    assert texts(passed, "people_taken") == [
        (
            "情景“试”第 1 项（调动，自 2024-04 起）按人数比例取自：第 2 行 2 人。",
            "Scenario “试”, change 1 (transfer, from 2024-04) takes people in proportion to headcount: 2 of row 2.",
        )
    ]


def test_the_new_unit_decides_the_base_rule():
    rows = [{**row, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"} for row in (FROM, TO)]
    (budget,) = made(rows, {"transfer": TWO}, base_rule={"乙": "expected"}).budgets
    # 3 × 1080 + 1200; then 1080 + 3 × 1200
    assert months_of(budget, HOUSING_FUND, 3, 5) == [*yuan(4440, 4680, 4680)]
    assert months_of(budget, PENSION, 3, 5) == [*yuan(5760, 5760, 5760)]


def test_the_new_unit_decides_the_place():
    rows = [{**FROM, "monthly_salary": "40000"}, {**TO, "location": "other", "monthly_salary": "40000"}]
    (budget,) = made(rows, {"transfer": TWO}).budgets
    # 甲 at the cap of 33,891: 16 % = 5422.56, 8 % = 2711.28; elsewhere no cap is known: 6400, 3200.
    assert months_of(budget, PENSION, 3, 5) == [*yuan("22667.68", "24622.56", "24622.56")]
    assert months_of(budget, ANNUITY, 3, 5) == [*yuan("11333.84", "12311.28", "12311.28")]
    # The rent subsidy elsewhere is not modelled: 甲's is.
    assert months_of(budget, RENT_SUBSIDY, 3, 5) == [None] * 3
    assert of_unit(budget, "甲")[3] == yuan(1800)[0]
    assert of_unit(budget, "乙")[3] is None


def test_of_a_unit_in_several_places_people_go_to_their_own():
    rows = [{**FROM, "location": "other"}, TO, {**TO, "location": "other"}]
    (roster,) = made(rows, {"transfer": TWO}).rosters
    moved = roster.table.filter(roster.table["start_month"].is_not_null())
    assert moved.select("unit", "location").rows() == [("乙", "other")]


def test_decided_means_the_month_after():
    decided = {key: value for key, value in TWO.items() if key != "from"} | {"decided": "2024-03"}
    assert (
        made([FROM, TO], {"transfer": decided}).budgets[0].units == made([FROM, TO], {"transfer": TWO}).budgets[0].units
    )


def test_whoever_was_transferred_stays_there_in_later_years():
    _, second = made([FROM, TO], {"transfer": {**TWO, "from": "2023-04"}}, years=(2023, 2024)).budgets
    assert of_unit(second, "甲") == [*yuan(17280, 8640, 12960, 1200, 0)]
    assert of_unit(second, "乙") == [*yuan(51840, 25920, 38880, 3600, 0)]


def test_whoever_has_left_a_unit_does_not_decide_its_place():
    rows = [FROM, {**TO, "location": "other"}, {**TO, "location": "beijing", "end_month": "2024-02"}]
    (roster,) = made(rows, {"transfer": TWO}).rosters
    moved = roster.table.filter(roster.table["start_month"].is_not_null())
    assert moved.select("unit", "location").rows() == [("乙", "other")]
