"""The plain computation against arithmetic done by hand."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from independent import numbers_of_law, one_row, plain
from independent.one_row import MONTHS, Row
from independent.plain import ANNUITY, HOUSING_FUND, PENSION, PURCHASE, RENT

if TYPE_CHECKING:
    from types import ModuleType

MONEY_COLUMNS = (
    "headcount", "monthly_salary", "prior_year_monthly_salary", "housing_fund_base", "housing_fund_base_until_june",
    "pension_base", "pension_base_until_june", "housing_fund_rate", "purchase_lump_sum",
)  # fmt: skip


def person(**columns: Any) -> Row:
    """A row with the columns named here, money written as text."""
    return {column: Decimal(value) if column in MONEY_COLUMNS else value for column, value in columns.items()}


def item(rows: list[Row], year: int, code: str, **base_rules: str) -> dict[str, str | None]:
    """One line of the roster's total without its code, amounts as text without superfluous zeros."""
    answer = plain.expected(rows, year, {None: base_rules.get("base_rule", "prior_year")})
    found = next(one for one in answer["items"] if one["code"] == code)
    return {figure: plainly(found[figure]) for figure in plain.FIGURES}


def amount(rows: list[Row], year: int, code: str, **base_rules: str) -> str | None:
    return item(rows, year, code, **base_rules)["amount"]


def months(rows: list[Row], year: int, code: str) -> list[str | None]:
    answer = plain.expected(rows, year, {})
    return [plainly(one["amount"]) for one in answer["months"] if one["code"] == code]


def plainly(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return f"{value:.2f}".removesuffix(".00")


@pytest.mark.parametrize("module", [plain, one_row, numbers_of_law])
def test_it_shares_no_code_with_the_model(module: ModuleType) -> None:
    assert module.__file__
    imported: set[str] = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    allowed = {"__future__", "dataclasses", "decimal", "functools", "pathlib", "typing", "yaml"}
    assert imported <= allowed | {"independent.numbers_of_law", "independent.one_row"}


def test_a_rate_is_read_as_its_digits() -> None:
    assert numbers_of_law.in_force("housing_fund.rate.minimum", 2023, 1) == Decimal("0.05")


# ---- housing fund


def test_fund_above_the_cap() -> None:
    row = person(monthly_salary="40000", housing_fund_rate="0.12")
    # 31884 × 12 % = 3826.08 → 3826 to June; 33891 × 12 % = 4066.92 → 4067 from July
    assert months([row], 2023, HOUSING_FUND) == ["3826"] * 6 + ["4067"] * 6
    assert amount([row], 2023, HOUSING_FUND) == "47358"


@pytest.mark.parametrize(
    ("base", "rate", "monthly"),
    [
        ("7010", "0.05", 351),  # 350.50, a tie; half-even would say 350
        ("7009.99", "0.05", 350),  # 350.4995
        ("4237.50", "0.12", 509),  # 508.50, a tie; half-even would say 508
        ("4237.49", "0.12", 508),  # 508.4988
        ("4245.83", "0.12", 509),  # 509.4996
    ],
)
def test_fund_rounds_half_a_yuan_upwards(base: str, rate: str, monthly: int) -> None:
    assert amount([person(monthly_salary=base, housing_fund_rate=rate)], 2024, HOUSING_FUND) == str(12 * monthly)


def test_fund_floor_moves_with_the_minimum_wage_not_in_july() -> None:
    row = person(monthly_salary="2000", housing_fund_rate="0.10", location="beijing")
    assert months([row], 2023, HOUSING_FUND) == ["232"] * 8 + ["242"] * 4  # 2320, from September 2420


def test_a_base_of_zero_is_not_lifted_to_the_floor() -> None:
    row = person(monthly_salary="0")
    for code in (HOUSING_FUND, PENSION, ANNUITY):
        assert item([row], 2024, code)["high"] == "0"
    stated = person(monthly_salary="10000", housing_fund_base="0")
    assert amount([stated], 2024, HOUSING_FUND) == "0"


def test_fund_range_is_open_only_where_nobody_stated_the_rate() -> None:
    # 10000 × 12 % × 12 = 14400; 5 %: 6000; 8 %: 9600
    unstated = person(monthly_salary="10000")
    stated = person(monthly_salary="10000", housing_fund_rate="0.08")
    legal = {"legal_low": "6000", "legal_high": "14400"}
    assert item([unstated], 2024, HOUSING_FUND) == {"amount": "14400", "low": "6000", "high": "14400", **legal}
    assert item([stated], 2024, HOUSING_FUND) == {"amount": "9600", "low": "9600", "high": "9600", **legal}


def test_base_until_june_serves_until_the_reset() -> None:
    row = person(housing_fund_base="12000", housing_fund_base_until_june="10000", pension_base="12000")
    assert amount([row], 2024, HOUSING_FUND) == "15840"  # 6 × 1200 + 6 × 1440
    assert amount([row], 2016, HOUSING_FUND) == "17280"  # reset in January: 12 × 1440
    alone = person(prior_year_monthly_salary="8000", housing_fund_base_until_june="10000")
    assert amount([alone], 2024, HOUSING_FUND) == "12960"  # 6 × 1200 + 6 × 960


def test_expected_wages_concern_the_fund_only() -> None:
    row = person(monthly_salary="12000", prior_year_monthly_salary="10000")
    assert amount([row], 2024, HOUSING_FUND) == "14400"  # 12 × 1200
    assert amount([row], 2024, HOUSING_FUND, base_rule="expected") == "17280"  # 12 × 1440
    assert amount([row], 2024, PENSION, base_rule="expected") == "19200"  # 12 × 1600


def test_a_first_job_begins_the_fund_one_month_later_than_a_transfer() -> None:
    columns = {"monthly_salary": "10000", "prior_year_monthly_salary": "8000", "start_month": "2024-03"}
    first_job = person(entry="first_job", **columns)
    transfer = person(entry="transfer", **columns)
    standing = person(**columns)
    assert amount([first_job], 2024, HOUSING_FUND) == "10800"  # 9 × 1200
    assert amount([transfer], 2024, HOUSING_FUND) == "12000"  # 10 × 1200
    assert amount([standing], 2024, HOUSING_FUND) == "9600"  # 10 × 960: last year's wage
    assert amount([first_job], 2024, PENSION) == "16000"  # 10 × 1600: the pension waits for nobody
    december_before = person(entry="first_job", **{**columns, "start_month": "2023-12"})
    assert amount([december_before], 2024, HOUSING_FUND) == "11520"  # 12 × 960


def test_contributions_stop_with_the_last_month_and_in_retirement() -> None:
    leaving = person(monthly_salary="10000", end_month="2024-06")
    assert months([leaving], 2024, HOUSING_FUND) == ["1200"] * 6 + ["0"] * 6
    for absent in ({"status": "retired"}, {"contributes_housing_fund": False}, {"end_month": "2023-12"}):
        assert amount([person(monthly_salary="10000", **absent)], 2024, HOUSING_FUND) == "0"


# ---- gaps


def test_floor_gap_with_known_neighbours_gives_a_range() -> None:
    low_paid = person(monthly_salary="2300", housing_fund_rate="0.10")
    # 2022 lies between the floors 2200 and 2420: 2300 × 10 % = 230 or 242
    assert item([low_paid], 2022, HOUSING_FUND) == {
        "amount": None, "low": "2760", "high": "2904", "legal_low": "1380", "legal_high": "3480",
    }  # fmt: skip
    # legal: 2300 × 5 % = 115; 2420 × 12 % = 290.40 → 290
    above_both = person(monthly_salary="2500", housing_fund_rate="0.10")
    assert amount([above_both], 2022, HOUSING_FUND) == "3000"
    assert amount([low_paid, above_both], 2022, HOUSING_FUND) is None
    # From July 2023 the floor is 2420: 242
    assert months([low_paid], 2023, HOUSING_FUND) == [None] * 6 + ["242"] * 6


def test_cap_gap_matters_only_to_whom_it_reaches() -> None:
    # 2018 lies between the caps 19389 and 27786: 12 % = 2326.68 → 2327 and 3334.32 → 3334
    high_paid = item([person(monthly_salary="30000", housing_fund_rate="0.12")], 2018, HOUSING_FUND)
    assert (high_paid["amount"], high_paid["low"], high_paid["high"]) == (None, "27924", "40008")
    assert amount([person(monthly_salary="19000", housing_fund_rate="0.12")], 2018, HOUSING_FUND) == "27360"


def test_reset_gap_is_read_for_each_row_and_month_by_itself() -> None:
    rate = {"housing_fund_rate": "0.12", "pension_base": "0"}
    rising = person(housing_fund_base="12000", housing_fund_base_until_june="10000", **rate)
    falling = person(housing_fund_base="10000", housing_fund_base_until_june="12000", **rate)
    # To June 12000 × 12 % = 1440 if the reset was in January and 10000 × 12 % = 1200 if it is in July; then 1440.
    # low: 6 × 1200 + 6 × 1440 = 15840; high: 12 × 1440 = 17280
    one = item([rising], 2018, HOUSING_FUND)
    assert (one["amount"], one["low"], one["high"]) == (None, "15840", "17280")
    assert months([rising], 2018, HOUSING_FUND) == [None] * 6 + ["1440"] * 6
    # The other way round: 1200 or 1440 to June, then 1200. low: 12 × 1200 = 14400; high: 6 × 1440 + 6 × 1200 = 15840
    other = item([falling], 2018, HOUSING_FUND)
    assert (other["amount"], other["low"], other["high"]) == (None, "14400", "15840")
    # A row's month is what is ever added up: 15840 + 14400 = 30240 and 17280 + 15840 = 33120, although either reading
    # taken for both rows would give 31680.
    both = item([rising, falling], 2018, HOUSING_FUND)
    assert (both["amount"], both["low"], both["high"]) == (None, "30240", "33120")
    assert months([rising, falling], 2018, HOUSING_FUND) == [None] * 6 + ["2640"] * 6


def test_floor_gap_without_a_later_value_leaves_no_amount() -> None:
    row = person(monthly_salary="10000")
    assert set(item([row], 2025, HOUSING_FUND).values()) == {None}
    assert months([row], 2025, HOUSING_FUND) == ["1200"] * 8 + [None] * 4
    assert amount([row], 2025, PENSION) == "19200"
    # Nobody contributes in the gap, so nothing is unknown.
    gone = person(monthly_salary="10000", end_month="2025-08")
    empty = person(monthly_salary="10000", headcount="0")
    retired = person(status="retired")
    assert amount([gone, empty, retired], 2025, HOUSING_FUND) == "9600"


# ---- pension and annuity


def test_pension_rate_falls_in_may_2019() -> None:
    assert amount([person(monthly_salary="10000")], 2019, PENSION) == "20800"  # 4 × 2000 + 8 × 1600


def test_pension_and_annuity_below_the_floor_with_the_employees_sides() -> None:
    row = person(monthly_salary="2000")
    # floor 6778 to June, 7057 from July 2024: 16 % = 1084.48 and 1129.12; 8 % = 542.24 and 564.56
    assert item([row], 2024, PENSION) == {
        "amount": "13281.60", "low": "13281.60", "high": "13281.60", "legal_low": None, "legal_high": None,
    }  # fmt: skip
    assert amount([row], 2024, ANNUITY) == "6640.80"
    employee = plain.expected([row], 2024, {})["employee"]
    # fund 2420 × 12 % = 290.40 → 290 × 12; annuity 4 % = 271.12 and 282.28
    assert [(one["line"], plainly(one["amount"])) for one in employee] == [
        ("housing_fund_employee", "3480"),
        ("pension_employee", "6640.80"),
        ("annuity_employee", "3320.40"),
    ]


def test_headcount_multiplies_the_rounded_amount_and_rounds_to_the_fen() -> None:
    # 10000.06 × 16 % = 1600.0096 → 1600.01; × 0.5 = 800.005 → 800.01
    assert amount([person(monthly_salary="10000.06", headcount="0.5")], 2024, PENSION) == "9600.12"
    # 7010 × 5 % = 350.50 → 351 for each of three, not 1051.50 for all
    three = person(monthly_salary="7010", housing_fund_rate="0.05", headcount="3")
    assert amount([three], 2024, HOUSING_FUND) == "12636"


# ---- rent subsidy


def test_rent_by_rank_in_work_and_retirement() -> None:
    rows = [
        person(rank="director_general", monthly_salary="10000"),  # 130
        person(rank="section_head", status="retired"),  # 80
        person(rank="associate_professional", status="veteran_retired"),  # the average, 90
    ]
    assert item(rows, 2024, RENT) == {
        "amount": "3600", "low": "3600", "high": "3600", "legal_low": None, "legal_high": None,
    }  # fmt: skip


def test_rent_where_the_rank_is_not_stated() -> None:
    # the seed document's 136.8 heads: 136.8 × 90 × 12 = 147744; 70: 114912; 130: 213408
    civil = item([person(headcount="136.8", status="retired")], 2023, RENT)
    assert (civil["amount"], civil["low"], civil["high"]) == ("147744", "114912", "213408")
    worker = item([person(category="worker", status="retired")], 2023, RENT)
    assert (worker["amount"], worker["low"], worker["high"]) == ("1080", "840", "1080")


def test_rent_rises_in_the_month_of_25_years() -> None:
    row = person(rank="staff", monthly_salary="10000", work_start="1999-07")
    assert months([row], 2024, RENT) == ["70"] * 6 + ["80"] * 6
    unknown = item([person(rank="staff", monthly_salary="10000")], 2024, RENT)
    assert (unknown["amount"], unknown["low"], unknown["high"]) == ("840", "840", "960")


# ---- purchase subsidy


def test_purchase_monthly_part_is_for_the_entitled_in_work() -> None:
    entitled = person(rank="deputy_section_head", monthly_salary="10000", purchase_subsidy=True)
    retired = person(rank="deputy_section_head", status="retired", purchase_subsidy=True)
    housed = person(rank="deputy_section_head", monthly_salary="10000")
    assert item([entitled, retired, housed], 2024, PURCHASE) == {
        "amount": "10800", "low": "10800", "high": None, "legal_low": None, "legal_high": None,
    }  # fmt: skip


def test_purchase_of_an_ordinary_worker_rises_at_15_and_25_years() -> None:
    def worker(work_start: str | None) -> Row:
        return person(rank="ordinary_worker", monthly_salary="5000", purchase_subsidy=True, work_start=work_start)

    assert amount([worker("2009-10")], 2024, PURCHASE) == "9900"  # 9 × 800 + 3 × 900
    assert amount([worker("1999-02")], 2024, PURCHASE) == "11900"  # 900 + 11 × 1000
    assert amount([worker(None)], 2024, PURCHASE) == "9600"


def test_purchase_of_a_rank_without_an_amount() -> None:
    minister = person(rank="minister", monthly_salary="20000", purchase_subsidy=True, start_month="2024-11")
    found = item([minister], 2024, PURCHASE)
    assert (found["amount"], found["low"], found["high"]) == (None, "1600", None)  # at least 2 × 800
    assert months([minister], 2024, PURCHASE) == ["0"] * 10 + [None] * 2


@pytest.mark.parametrize(
    ("columns", "paid_in"),
    [
        ({}, 12),
        ({"lump_sum_month": "2024-04"}, 4),
        ({"end_month": "2024-06"}, 6),
        ({"end_month": "2025-06"}, 12),
        ({"end_month": "2023-06"}, None),
    ],
)
def test_lump_sum_is_paid_once(columns: dict[str, str], paid_in: int | None) -> None:
    row = person(status="retired", purchase_lump_sum="56880", headcount="2", **columns)
    # 2 × 56880 = 113760
    assert months([row], 2024, PURCHASE) == ["113760" if month == paid_in else "0" for month in MONTHS]


def test_the_lump_sum_formulas_never_enter_by_themselves() -> None:
    # Ten years before 1999 would give 56880 by formula; only what the roster states is counted.
    row = person(rank="deputy_division_head", monthly_salary="600", work_start="1989-01", purchase_subsidy=True)
    assert amount([row], 2024, PURCHASE) == "13200"  # 12 × 1100


# ---- places and units


def test_outside_the_central_units_both_subsidies_have_no_amount() -> None:
    central = person(unit="a", rank="staff", monthly_salary="40000", work_start="2015-01")
    other = person(unit="b", monthly_salary="40000", location="other", start_month="2024-12")
    answer = plain.expected([central, other], 2024, {})
    by_unit = {unit["unit"]: {one["code"]: one for one in unit["items"]} for unit in answer["units"]}
    assert by_unit["a"][RENT]["amount"] == 840
    for code in (RENT, PURCHASE):
        assert by_unit["b"][code]["amount"] is by_unit["b"][code]["low"] is by_unit["b"][code]["high"] is None
    assert months([central, other], 2024, RENT) == ["70"] * 11 + [None]
    # no cap elsewhere: 40000 × 12 % = 4800
    assert by_unit["b"][HOUSING_FUND]["amount"] == 4800
    nobody = {**other, "headcount": Decimal(0)}
    assert amount([central, nobody], 2024, RENT) == "840"


def test_each_unit_has_its_own_base_rule() -> None:
    rows = [person(unit=name, monthly_salary="12000", prior_year_monthly_salary="10000") for name in ("b", "a")]
    answer = plain.expected(rows, 2024, {"a": "expected"})
    fund = [(unit["unit"], plainly(unit["items"][2]["amount"])) for unit in answer["units"]]
    assert fund == [("b", "14400"), ("a", "17280")]
    assert [one["code"] for one in answer["items"]] == list(plain.CODES)
    assert plainly(answer["items"][2]["amount"]) == "31680"
    assert len(answer["months"]) == 60
