"""Raises: the wage from a month on; bases that rest on last year's wages at the next reset only."""

from __future__ import annotations

import pytest

from budget.rows import HOUSING_FUND, PENSION, amounts, yuan
from scenario.made import PERSON, made, months_of, of_month, texts

SAME = yuan(1440, 720, 1080, 100, 0)


@pytest.mark.parametrize("size", [{"percent": "5%"}, {"amount": "450元"}])
def test_a_raise_moves_expected_bases_at_once_and_no_others(size):
    change = {"raise": {**size, "from": "2024-03"}}
    (budget,) = made(PERSON, change, base_rule="expected").budgets
    assert of_month(budget, 2) == SAME
    # 9450 × 12 % = 1134
    assert of_month(budget, 3) == of_month(budget, 4) == yuan(1440, 720, 1134, 100, 0)
    assert amounts(budget) == [*yuan(17280, 8640, 13500, 1200, 0)]  # 2 × 1080 + 10 × 1134
    (budget,) = made(PERSON, change).budgets
    assert of_month(budget, 3) == SAME


@pytest.mark.parametrize("size", [{"percent": "5"}, {"amount": "450"}])
def test_a_raise_in_july_gives_the_average_of_the_year_in_the_next(size):
    first, second = made(PERSON, {"raise": {**size, "from": "2023-07"}}, years=(2023, 2024)).budgets
    assert of_month(first, 7) == of_month(first, 12) == of_month(second, 1) == of_month(second, 6) == SAME
    # (6 × 9000 + 6 × 9450) / 12 = 9225: 1476, 738, 1107
    assert of_month(second, 7) == of_month(second, 8) == yuan(1476, 738, 1107, 100, 0)


def test_the_month_in_which_bases_follow_is_said():
    (note,) = [
        n
        for n in made(PERSON, {"raise": {"percent": "5", "from": "2023-07"}}, years=(2023,)).notes
        if n.rows == () and n.months
    ]
    assert (note.code, note.months) == ("raise_moves_bases_later", ("2024-07",))
    assert "到 2024-07 才随之调整" in note.text.zh
    assert "follow in 2024-07" in note.text.en


@pytest.mark.parametrize(
    ("salary", "size", "fen"),
    [
        ("8333.30", {"percent": "5"}, 874997),  # 8749.965, half up
        ("9000.01", {"percent": "5"}, 945001),  # 9450.0105
        ("9000", {"percent": "-5%"}, 855000),
        ("9000", {"percent": "0.01"}, 900090),
        ("9000", {"amount": "-0.01"}, 899999),
        ("9000", {"amount": "-9000"}, 0),
        ("0.01", {"percent": "50"}, 2),  # 1.5 fen
    ],
)
def test_a_wage_after_a_raise_is_whole_fen_half_up(salary, size, fen):
    (roster,) = made({**PERSON, "monthly_salary": salary}, {"raise": {**size, "from": "2024-03"}}).rosters
    risen = roster.table.filter(roster.table["start_month"].is_not_null())
    assert risen["monthly_salary"].to_list() == [fen]


def test_the_wage_of_who_states_only_last_years_rises_from_there():
    row = {key: value for key, value in PERSON.items() if key != "monthly_salary"} | {
        "prior_year_monthly_salary": "8000"
    }
    (budget,) = made(row, {"raise": {"percent": "10", "from": "2024-03"}}, base_rule="expected").budgets
    assert months_of(budget, HOUSING_FUND, 2, 3) == [*yuan(960, 1056)]  # 8000, 8800
    assert months_of(budget, PENSION, 2, 3) == [*yuan(1280, 1280)]


def test_last_years_wage_stays_what_it_was():
    row = {**PERSON, "prior_year_monthly_salary": "8000"}
    (budget,) = made(row, {"raise": {"percent": "10", "from": "2024-03"}}).budgets
    assert of_month(budget, 2) == of_month(budget, 3) == of_month(budget, 12) == yuan(1280, 640, 960, 100, 0)


def test_a_raise_of_some():
    passed = made(
        {**PERSON, "headcount": "5"},
        {"raise": {"percent": "5", "headcount": "2", "from": "2024-03"}},
        base_rule="expected",
    )
    assert months_of(passed.budgets[0], HOUSING_FUND, 2, 3) == [*yuan(5400, 5508)]  # 3 × 1080 + 2 × 1134
    assert texts(passed, "people_taken")[0][0].endswith("第 2 行 2 人。")


def test_a_raise_of_all_says_how_many_it_concerns():
    rows = [{**PERSON, "headcount": "2.5"}, {**PERSON, "rank": "staff"}, PERSON]
    passed = made(
        rows, {"raise": {"percent": "5", "where": {"rank": "正处级"}, "from": "2024-03"}}, base_rule="expected"
    )
    assert texts(passed, "all_matching_changed") == [
        (
            "情景“试”第 1 项（调资，自 2024-03 起）涉及 2 行、3.5 人：所有符合条件的人员。",
            "Scenario “试”, change 1 (raise, from 2024-03) concerns all who match: headcount 3.5, rows 2.",
        )
    ]
    # 4.5 × 1080; 3.5 × 1134 + 1080
    assert months_of(passed.budgets[0], HOUSING_FUND, 2, 3) == [*yuan(4860, 5049)]


def test_a_raise_every_year_compounds():
    change = {"raise": {"percent": "10", "from": "2022-03", "yearly": "yes"}}
    passed = made(PERSON, change, years=(2022, 2023, 2024), base_rule="expected")
    funds = [fund for budget in passed.budgets for fund in months_of(budget, HOUSING_FUND, 2, 3)]
    # 9000, 9900, 10890, 11979 × 12 % = 1437.48 → 1437; 10890 × 12 % = 1306.8 → 1307
    assert funds == [*yuan(1080, 1188, 1188, 1307, 1307, 1437)]


def test_two_raises_in_different_months_compound():
    changes = [{"raise": {"percent": "10", "from": f"2024-0{month}"}} for month in (3, 6)]
    (budget,) = made(PERSON, *changes, base_rule="expected").budgets
    assert months_of(budget, HOUSING_FUND, 2, 3) == [*yuan(1080, 1188)]
    assert months_of(budget, HOUSING_FUND, 5, 6) == [*yuan(1188, 1307)]  # 10890 × 12 % = 1306.8


def test_the_reset_of_a_year_whose_reset_is_in_january_or_has_another_month():
    def resets(*changes, year):
        passed = made(PERSON, *changes, years=(year,))
        (note,) = [note for note in passed.notes if note.code == "raise_moves_bases_later"]
        return note.months

    assert resets({"raise": {"percent": "5", "from": "2015-07"}}, year=2015) == ("2016-01", "2016-07")
    april = {"parameter": "housing_fund.reset_month.central_beijing", "value": "4", "from": "2024-01", "until": "永久"}
    assert resets({"set": april}, {"raise": {"percent": "5", "from": "2024-02"}}, year=2024) == ("2025-04", "2025-07")
