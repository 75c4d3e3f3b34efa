"""What the law and the roster leave open: ranges, lines without a rule, classes, base rules, entry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.rows import (
    HOUSING_FUND,
    PENSION,
    PLAIN,
    PURCHASE_SUBSIDY,
    RENT_SUBSIDY,
    amounts,
    budget,
    by_month,
    item,
    span,
    yuan,
)

WITHOUT_RATE = {key: value for key, value in PLAIN.items() if key != "housing_fund_rate"}
RETIRED = {"status": "retired", "location": "central_beijing"}


def legal(found):
    line = item(found, HOUSING_FUND)
    return line.legal_low, line.legal_high


def test_a_blank_rate_ranges_from_five_to_twelve_percent():
    # 9000: 450 and 1080 a month.
    found = budget(WITHOUT_RATE)
    assert span(found, HOUSING_FUND) == yuan(5400, 12960, 12960)
    assert legal(found) == yuan(5400, 12960)


def test_a_stated_rate_is_the_units_choice():
    # 9000 × 8 % = 720.
    found = budget({**PLAIN, "housing_fund_rate": "8%"})
    assert span(found, HOUSING_FUND) == yuan(8640, 8640, 8640)
    assert legal(found) == yuan(5400, 12960)


def test_stated_and_blank_rates_side_by_side():
    found = budget({**PLAIN, "housing_fund_rate": "8%"}, WITHOUT_RATE)
    assert span(found, HOUSING_FUND) == yuan(8640 + 5400, 8640 + 12960, 8640 + 12960)
    assert legal(found) == yuan(10800, 25920)


@pytest.mark.parametrize(
    ("row", "low", "amount", "high"),
    [
        ({"rank": "unspecified"}, 70, 90, 130),
        ({"rank": "unspecified", "category": "worker"}, 70, 90, 90),
        ({"rank": "unspecified", "category": "institution"}, 70, 90, 130),
        ({"rank": "associate_professional"}, 90, 90, 90),
        ({"rank": "minister"}, 240, 240, 240),
        ({"rank": "staff"}, 70, 70, 80),
        ({"rank": "staff", "work_start": "2010-01"}, 70, 70, 70),
        ({"rank": "staff", "work_start": "1998-12"}, 80, 80, 80),
        ({"rank": "ordinary_worker"}, 70, 70, 80),
        ({"rank": "senior_worker"}, 80, 80, 80),
    ],
)
@pytest.mark.parametrize("status", ["active", "retired", "veteran_retired"])
def test_the_rent_subsidy(row, low, amount, high, status):
    people = {**PLAIN, **row, "status": status, "headcount": "2"}
    found = budget(people if status == "active" else {k: v for k, v in people.items() if k != "monthly_salary"})
    assert span(found, RENT_SUBSIDY) == yuan(24 * low, 24 * amount, 24 * high)


def test_twenty_five_years_are_reached_within_the_year():
    # 1999-07 + 25 years: 80 from July 2024.
    found = budget({**PLAIN, "rank": "staff", "work_start": "1999-07"})
    assert by_month(found, RENT_SUBSIDY) == [*yuan(70)] * 6 + [*yuan(80)] * 6


@pytest.mark.parametrize(
    ("row", "low", "amount"),
    [
        ({"rank": "director_general"}, 1600, 1600),
        ({"rank": "ordinary_worker"}, 800, 800),
        ({"rank": "ordinary_worker", "work_start": "2008-12"}, 900, 900),
        ({"rank": "ordinary_worker", "work_start": "1998-12"}, 1000, 1000),
        ({"rank": "minister"}, 800, None),
        ({"rank": "vice_minister"}, 800, None),
        ({"rank": "middle_professional"}, 800, None),
        ({"rank": "unspecified"}, 800, None),
    ],
)
def test_the_monthly_purchase_subsidy(row, low, amount):
    found = budget({**PLAIN, **row, "purchase_subsidy": "yes"})
    assert span(found, PURCHASE_SUBSIDY) == yuan(12 * low, None if amount is None else 12 * amount, None)
    assert by_month(found, PURCHASE_SUBSIDY) == [*yuan(amount)] * 12


def test_the_least_of_an_unknown_amount_keeps_the_lump_sum():
    row = {**PLAIN, "rank": "minister", "purchase_subsidy": "yes", "purchase_lump_sum": "50000"}
    assert span(budget(row), PURCHASE_SUBSIDY) == yuan(12 * 800 + 50000, None, None)


def test_the_monthly_purchase_subsidy_stops_in_retirement():
    assert item(budget({**RETIRED, "rank": "minister", "purchase_subsidy": "yes"}), PURCHASE_SUBSIDY).amount == 0


@pytest.mark.parametrize("place", ["beijing", "other"])
def test_lines_that_are_not_modelled_are_unknown_and_never_nothing(place):
    found = budget({**PLAIN, "unit": "甲"}, {**PLAIN, "unit": "乙", "location": place})
    for code in (RENT_SUBSIDY, PURCHASE_SUBSIDY):
        for unit in (None, "乙"):
            line = item(found, code, unit)
            assert (line.amount, line.low, line.high) == (None, None, None)
            assert [part.amount for part in line.economic] == [None]
        assert by_month(found, code) == [None] * 12
        assert item(found, code, "甲").amount is not None
    assert item(found, PENSION).amount == Decimal("34560.00")  # 2 × 9000 × 16 % × 12


def test_only_the_months_with_a_row_of_another_place_are_unknown():
    found = budget(PLAIN, {**PLAIN, "location": "beijing", "start_month": "2024-03", "end_month": "2024-04"})
    assert by_month(found, RENT_SUBSIDY) == [*yuan(100, 100, None, None), *yuan(100) * 8]
    assert item(found, RENT_SUBSIDY).amount is None


def test_what_the_retired_get_stands_in_a_class_of_its_own():
    lump_sum = {**RETIRED, "rank": "division_head", "purchase_lump_sum": "5000"}
    found = budget({**PLAIN, "purchase_subsidy": "yes"}, lump_sum)
    rent, purchase = (item(found, code).to_dict()["economic"] for code in (RENT_SUBSIDY, PURCHASE_SUBSIDY))
    assert [(part["code"], part["amount"]) for part in rent] == [("30102", *yuan(1200)), ("303", *yuan(1200))]
    assert [(part["code"], part["amount"]) for part in purchase] == [("30102", *yuan(14400)), ("303", *yuan(5000))]
    assert {part["grade"] for part in (*rent, *purchase)} <= {"A", "B", "C"}


@pytest.mark.parametrize(
    ("year", "classes"),
    [
        (2016, [None, None, "30311", "30312", "30313"]),
        (2018, ["30108", "30109", "30113", "30102", "30102"]),
        (2024, ["30108", "30109", "30113", "30102", "30102"]),
    ],
)
def test_the_economic_class_of_each_line(year, classes):
    assert [[part.code for part in line.economic] for line in budget(PLAIN, year=year).items] == [[c] for c in classes]


def test_before_2018_the_retired_stand_in_the_class_of_the_line():
    parts = item(budget(PLAIN, {**RETIRED, "rank": "division_head"}, year=2016), RENT_SUBSIDY).economic
    assert [(part.code, part.amount, part.grade) for part in parts] == [("30312", *yuan(2400), "B")]


def test_the_base_rule_concerns_the_housing_fund_only():
    row = {**PLAIN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"}
    usual, expected = budget(row), budget(row, base_rule="expected")
    assert amounts(usual)[:3] == list(yuan(17280, 8640, 12960))
    assert amounts(expected)[:3] == list(yuan(17280, 8640, 14400))


def test_a_base_rule_for_each_unit():
    row = {**PLAIN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"}
    found = budget({**row, "unit": "甲"}, {**row, "unit": "乙"}, base_rule={"乙": "expected"})
    assert [item(found, HOUSING_FUND, unit).amount for unit in ("甲", "乙")] == list(yuan(12960, 14400))


def test_the_expected_wage_serves_all_months_of_every_entry():
    # 10000 × 12 % = 1200: twelve months; a first job from July pays from August, five months.
    row = {**PLAIN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"}
    first_job = {**row, "entry": "first_job", "start_month": "2024-07"}
    assert item(budget(row, base_rule="expected"), HOUSING_FUND).amount == Decimal("14400.00")
    assert item(budget(first_job, base_rule="expected"), HOUSING_FUND).amount == Decimal("6000.00")


def test_a_stated_base_stands_before_every_rule():
    # 20000 × 12 % = 2400 from July, 10000 × 12 % = 1200 until June.
    row = {**PLAIN, "housing_fund_base": "20000", "housing_fund_base_until_june": "10000"}
    assert item(budget(row, base_rule="expected"), HOUSING_FUND).amount == Decimal("21600.00")


def test_a_stated_base_of_zero_is_no_contribution():
    found = budget({**PLAIN, "housing_fund_base": "0", "pension_base": "0"})
    assert amounts(found)[:3] == list(yuan(0, 0, 0))


def test_whoever_contributes_to_nothing_still_gets_the_rent_subsidy():
    found = budget({**PLAIN, "contributes_housing_fund": "no", "contributes_pension": "no"})
    assert amounts(found) == list(yuan(0, 0, 0, 1200, 0))


@pytest.mark.parametrize(
    ("entry", "amount"),
    [
        # Entered in July 2023: the wage of entry was last year's, before the reset of July 2024 and after it.
        ("standing", 1080 * 12),
        ("transfer", 1080 * 12),
        ("first_job", 1080 * 12),
    ],
)
def test_an_entrant_of_the_year_before(entry, amount):
    row = {**PLAIN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000", "start_month": "2023-07"}
    assert item(budget({**row, "entry": entry}), HOUSING_FUND).amount == yuan(amount)[0]


def test_a_first_job_of_last_december_pays_the_fund_from_january():
    row = {**PLAIN, "entry": "first_job", "start_month": "2023-12"}
    assert by_month(budget(row), HOUSING_FUND) == [*yuan(1080)] * 12


def test_an_entry_without_a_start_month_is_one_in_january():
    assert by_month(budget({**PLAIN, "entry": "first_job"}), HOUSING_FUND) == [*yuan(0), *yuan(1080) * 11]
