"""Roster columns that have another value from a month on, each in the month before, of and after."""

from __future__ import annotations

import pytest

from budget.rows import (
    ANNUITY,
    HOUSING_FUND,
    PENSION,
    PLAIN,
    PURCHASE_SUBSIDY,
    RENT_SUBSIDY,
    item,
    yuan,
)
from scenario.made import PERSON, made, months_of, of_month, texts, written

LINES = (PENSION, ANNUITY, HOUSING_FUND, RENT_SUBSIDY, PURCHASE_SUBSIDY)
BEFORE = yuan(1440, 720, 1080, 100, 0)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"housing_fund_base": "8000"}, (1440, 720, 960, 100, 0)),
        ({"pension_base": "8000"}, (1280, 640, 1080, 100, 0)),
        ({"housing_fund_rate": "10%"}, (1440, 720, 900, 100, 0)),
        ({"housing_fund_rate": "0.05"}, (1440, 720, 450, 100, 0)),
        ({"location": "北京市"}, (1440, 720, 1080, None, None)),
        ({"location": "other"}, (1440, 720, 1080, None, None)),
        ({"contributes_housing_fund": "否"}, (1440, 720, 0, 100, 0)),
        ({"contributes_pension": "no"}, (0, 0, 1080, 100, 0)),
        ({"purchase_subsidy": "是"}, (1440, 720, 1080, 100, 1200)),
        ({"housing_fund_base": "8000", "pension_base": "7500", "purchase_subsidy": "yes"}, (1200, 600, 960, 100, 1200)),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_a_value_holds_from_its_first_month(columns, expected):
    (budget,) = made(PERSON, {"assign": {**columns, "from": "2024-07"}}).budgets
    assert of_month(budget, 6) == BEFORE
    assert of_month(budget, 7) == of_month(budget, 8) == of_month(budget, 12) == yuan(*expected)


def test_a_base_takes_the_place_of_the_one_until_june_too():
    row = {**PERSON, "housing_fund_base": "9000", "housing_fund_base_until_june": "7000"}
    (budget,) = made(row, {"assign": {"housing_fund_base": "8000", "from": "2024-03"}}).budgets
    assert months_of(budget, HOUSING_FUND, 2, 8) == [*yuan(840, 960, 960, 960, 960, 960, 960)]


def test_a_blank_value_goes_back_to_what_the_law_says():
    row = {**PERSON, "housing_fund_rate": "10%"}
    (budget,) = made(row, {"assign": {"housing_fund_rate": "", "from": "2024-07"}}).budgets
    assert months_of(budget, HOUSING_FUND, 6, 7) == [*yuan(900, 1080)]


def test_a_wage_moves_expected_bases_at_once():
    passed = made(PERSON, {"assign": {"monthly_salary": "10000", "from": "2024-07"}}, base_rule="expected")
    assert months_of(passed.budgets[0], HOUSING_FUND, 6, 8) == [*yuan(1080, 1200, 1200)]
    assert months_of(passed.budgets[0], PENSION, 6, 8) == [*yuan(1440, 1440, 1440)]
    (note,) = [note for note in passed.notes if note.code == "raise_moves_bases_later"]
    assert note.months == ("2025-07",)


def test_a_wage_moves_bases_at_the_reset_of_the_next_year():
    _, second = made(PERSON, {"assign": {"monthly_salary": "10000", "from": "2023-07"}}, years=(2023, 2024)).budgets
    # (6 × 9000 + 6 × 10000) / 12 = 9500: 1520, 760, 1140
    assert of_month(second, 6) == BEFORE
    assert of_month(second, 7) == yuan(1520, 760, 1140, 100, 0)


def test_a_category_narrows_the_range_of_an_unspecified_rank():
    row = {**PERSON, "rank": "unspecified"}
    (budget,) = made(row, {"assign": {"category": "工勤", "from": "2024-07"}}).budgets
    rent = item(budget, RENT_SUBSIDY)
    # 70 to 130 for six months, 70 to 90 for six; the average of 90 in all
    assert (rent.low, rent.amount, rent.high) == yuan(840, 1080, 1320)


def test_the_start_of_work_decides_the_standard():
    # Staff with 25 years of service: 80 and not 70.
    row = {**PERSON, "rank": "staff"}
    (budget,) = made(row, {"assign": {"work_start": "1990-01", "from": "2024-07"}}).budgets
    assert months_of(budget, RENT_SUBSIDY, 6, 8) == [*yuan(70, 80, 80)]


def test_a_lump_sum_is_paid_in_its_month():
    (budget,) = made(
        PERSON, {"assign": {"purchase_lump_sum": "1000", "lump_sum_month": "9", "from": "2024-07"}}
    ).budgets
    assert months_of(budget, PURCHASE_SUBSIDY, 6, 12) == [*yuan(0, 0, 0, 1000, 0, 0, 0)]


def test_a_lump_sum_without_a_month_is_paid_in_december():
    (budget,) = made(PERSON, {"assign": {"purchase_lump_sum": "1000", "from": "2024-07"}}).budgets
    assert months_of(budget, PURCHASE_SUBSIDY, 6, 12) == [*yuan(0, 0, 0, 0, 0, 0, 1000)]


def test_a_lump_sum_that_is_due_gives_way_and_one_that_was_paid_does_not():
    for month, expected in (("12", (0, 2000)), ("3", (500, 2000))):
        row = {**PERSON, "purchase_lump_sum": "500", "lump_sum_month": month}
        change = {"assign": {"purchase_lump_sum": "2000", "lump_sum_month": "12", "from": "2024-07"}}
        (budget,) = made(row, change).budgets
        paid = months_of(budget, PURCHASE_SUBSIDY, 1, 12)
        assert (paid[2], paid[11]) == yuan(*expected)
        assert sum(paid) == sum(expected)


def test_another_month_for_a_lump_sum():
    row = {**PERSON, "purchase_lump_sum": "500"}
    (budget,) = made(row, {"assign": {"lump_sum_month": "9", "from": "2024-07"}}).budgets
    assert months_of(budget, PURCHASE_SUBSIDY, 1, 12) == [*yuan(*[0] * 8, 500, 0, 0, 0)]


@pytest.mark.parametrize(("kind", "paid"), [("retire", 1000), ("remove", 0)])
def test_an_assigned_lump_sum_goes_with_the_people(kind, paid):
    # Due in December: whoever has retired gets it once, whoever has left does not.
    changes = [
        {"assign": {"purchase_lump_sum": "1000", "from": "2024-07"}},
        {kind: {"headcount": "1", "from": "2024-10"}},
    ]
    (budget,) = made(PERSON, *changes).budgets
    assert months_of(budget, PURCHASE_SUBSIDY, 1, 12) == [*yuan(*[0] * 11, paid)]


def test_a_lump_sum_after_one_that_was_paid_is_paid():
    row = {**PERSON, "purchase_lump_sum": "500", "lump_sum_month": "3"}
    (budget,) = made(row, {"assign": {"purchase_lump_sum": "1000", "from": "2024-07"}}).budgets
    assert sum(months_of(budget, PURCHASE_SUBSIDY, 1, 12)) == 1500


def test_a_value_for_some():
    passed = made(
        {**PERSON, "headcount": "5"}, {"assign": {"housing_fund_rate": "10%", "headcount": "2", "from": "2024-07"}}
    )
    assert months_of(passed.budgets[0], HOUSING_FUND, 6, 7) == [*yuan(5400, 5040)]  # 3 × 1080 + 2 × 900
    assert texts(passed, "people_taken")[0][0].endswith("第 2 行 2 人。")


def test_an_assigned_wage_that_is_no_whole_fen_is_said():
    passed = made(PLAIN, {"assign": {"monthly_salary": "9000.005", "from": "2024-07"}})
    assert [note.code for note in passed.notes if note.code == "rounded_to_fen"]


def test_in_chinese(tmp_path):
    change = "{公积金比例: 10%, 所在地: 北京市, 条件: {单位: 甲}, 人数: 1, 决定月: 2024年6月}"
    text = f"名称: 试\n年度: 2024\n变动:\n  - 指定: {change}\n"
    (change,) = written(tmp_path, text).changes
    assert dict(change.content.columns) == {"housing_fund_rate": "10%", "location": "北京市"}
    assert change.content.selection == {"status": "active", "unit": "甲"}
    assert (change.content.headcount, change.content.first_month) == (1, 2024 * 12 + 6)
