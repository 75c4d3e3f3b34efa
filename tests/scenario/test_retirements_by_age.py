"""Statutory retirements in a scenario: from the month after the age is reached, where birth and sex are known."""

from __future__ import annotations

import pytest

from budget.rows import PENSION, RENT_SUBSIDY, roster, yuan
from openfisca_china_personnel.scenario import simulate
from scenario.made import PERSON, made, months_of, of_month, scenario, texts

YES = {"assumptions": {"retirement_by_age": "yes"}}
MAN = {**PERSON, "birth_month": "1964-05", "sex": "男"}
"""Sixty in May 2024, before the raising of the age: retired from June 2024."""


@pytest.mark.parametrize(
    ("row", "first_month"),
    [
        (MAN, 6),
        # Fifty-five in May 2024.
        ({**PERSON, "birth_month": "1969-05", "sex": "女"}, 6),
        # A worker: fifty in May 2024; by category and by rank.
        ({**PERSON, "rank": "unspecified", "category": "工勤", "birth_month": "1974-05", "sex": "女"}, 6),
        ({**PERSON, "rank": "技师", "birth_month": "1974-05", "sex": "女"}, 6),
        ({**PERSON, "birth_month": "1974-05", "sex": "女"}, None),
        ({**PERSON, "birth_month": "1964-05"}, None),
        ({**PERSON, "sex": "男"}, None),
        # In December the month after is next year's.
        ({**MAN, "birth_month": "1964-12"}, None),
        ({**MAN, "birth_month": "1963-12"}, 1),
        ({**MAN, "birth_month": "1964-11"}, 12),
    ],
)
def test_contributions_stop_and_the_rent_subsidy_goes_on(row, first_month):
    (budget,) = made(row, **YES).budgets
    paid = 12 if first_month is None else first_month - 1
    assert months_of(budget, PENSION, 1, 12) == [*yuan(*[1440] * paid, *[0] * (12 - paid))]
    assert all(months_of(budget, RENT_SUBSIDY, 1, 12))


def test_the_age_that_is_raised():
    # Born January 1965: 60 and 1 month, February 2025; born May 1965: 60 and 2 months, July 2025; then retired.
    for birth, month in (("1965-01", 3), ("1965-04", 6), ("1965-05", 8)):
        (budget,) = made({**MAN, "birth_month": birth}, years=(2025,), **YES).budgets
        assert months_of(budget, PENSION, month - 1, month) == [*yuan(1440, 0)], birth


def test_who_retires_is_said_with_the_grade():
    passed = made([{**MAN, "headcount": "2"}, {**MAN, "headcount": "0.5"}, PERSON], **YES)
    (note,) = [note for note in passed.notes if note.code == "retired_by_age"]
    assert (note.rows, note.months, note.grade) == ((2, 3), ("2024-06",), "B")
    assert "第 2 行 2 人、第 3 行 0.5 人" in note.text.zh
    assert "2 of row 2, 0.5 of row 3" in note.text.en


def test_a_single_year_retires_nobody_unless_the_scenario_says_so():
    change = {"raise": {"percent": "0", "from": "2024-01"}}
    assert of_month(made(MAN, change).budgets[0], 12)[0] == yuan(1440)[0]
    assert of_month(made(MAN, change, years=(2024, 2025)).budgets[0], 12)[0] == yuan(0)[0]
    no = {"assumptions": {"retirement_by_age": "no"}}
    assert of_month(made(MAN, change, years=(2024, 2025), **no).budgets[0], 12)[0] == yuan(1440)[0]


def test_the_baseline_of_several_years_retires_too():
    told = scenario({"raise": {"percent": "0", "from": "2024-01"}}, years="2023-2024")
    outcome = simulate(roster(MAN, year=2023), told)
    assert of_month(outcome.baselines[1], 5)[0] == yuan(1440)[0]
    assert of_month(outcome.baselines[1], 6)[0] == yuan(0)[0]
    assert {amount for _, _, amount in outcome.scenarios[0].difference} == set(yuan(0))


def test_added_people_retire_as_well():
    joins = {
        "add": {
            "headcount": "1",
            "rank": "staff",
            "monthly_salary": "9000",
            "birth_month": "1964-05",
            "sex": "男",
            "from": "2024-03",
        }
    }
    (budget,) = made(PERSON, joins, **YES).budgets
    assert months_of(budget, PENSION, 2, 6) == [*yuan(1440, 2880, 2880, 2880, 1440)]


def test_whoever_left_or_retired_before_does_not_retire_again():
    for kind, rent in (("remove", 0), ("retire", 100)):
        passed = made(MAN, {kind: {"headcount": "1", "from": "2024-04"}}, **YES)
        assert not texts(passed, "retired_by_age")
        assert of_month(passed.budgets[0], 6) == yuan(0, 0, 0, rent, 0)


def test_a_woman_who_is_a_worker_no_more_retires_later():
    row = {**PERSON, "rank": "技师", "birth_month": "1974-05", "sex": "女"}
    change = {"promote": {"headcount": "1", "to": "副科级", "from": "2024-02"}}
    assert not texts(made(row, change, **YES), "retired_by_age")


def test_whoever_is_past_the_age_already_is_said():
    # Sixty in May 2015: nothing in the roster says why they still work.
    outcome = simulate(
        roster({**MAN, "birth_month": "1955-05"}, year=2023),
        scenario({"raise": {"percent": "0", "from": "2024-01"}}, years="2023-2024"),
    )
    assert [note for note in outcome.notes if note.rows == (2,) and "退休" in note.text.zh]


def test_retirements_of_several_years_in_their_months():
    rows = [{**MAN, "birth_month": birth} for birth in ("1962-03", "1963-07", "1964-02")]
    budgets = made(rows, years=(2022, 2023, 2024), **YES).budgets
    paying = [int(amount / 1440) for budget in budgets for amount in months_of(budget, PENSION, 1, 12)]
    # 28 months: April 2022, August 2023, March 2024 are the first without one more.
    assert paying == [3] * 3 + [2] * (9 + 7) + [1] * (5 + 2) + [0] * 10
