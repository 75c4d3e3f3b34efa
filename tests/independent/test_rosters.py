"""The random rosters are valid, reach the corners they are meant for, and keep the plain computation's identities."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from independent import plain
from independent.numbers_of_law import number
from independent.one_row import MONTHS, heads, location, on_roster, status
from independent.rosters import COLUMNS, RANKS, roster, rosters, to_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from independent.one_row import Row

YEARS = st.integers(2015, 2027)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.data(), YEARS)
def test_rows_keep_the_rules_of_the_roster(data: st.DataObject, year: int) -> None:
    rows = data.draw(rosters(year))
    assert 1 <= len(rows) <= 12
    assert len({row["unit"] for row in rows}) <= 3
    blank_units = [row["unit"] is None for row in rows]
    assert all(blank_units) or not any(blank_units)
    for row in rows:
        assert tuple(row) == COLUMNS
        if status(row) == "active" and heads(row) != 0:
            salaries = (row["monthly_salary"], row["prior_year_monthly_salary"])
            bases = (row["housing_fund_base"], row["pension_base"])
            assert any(value is not None for value in salaries) or None not in bases
        if status(row) != "active":
            assert True not in (row["contributes_housing_fund"], row["contributes_pension"])
        if row["start_month"] and row["end_month"]:
            assert row["start_month"] <= row["end_month"]
        if row["lump_sum_month"]:
            assert on_roster(row, year, int(row["lump_sum_month"][5:]))
        for column, value in row.items():
            if isinstance(value, Decimal):
                steps = {"headcount": 6, "housing_fund_rate": 4}.get(column, 2)
                assert value >= 0
                assert value == round(value, steps)


@FEW
@given(st.data(), YEARS)
def test_sums_hold_at_every_level(data: st.DataObject, year: int) -> None:
    rows = data.draw(rosters(year))
    units = {row["unit"] for row in rows}
    rules = {unit: data.draw(st.sampled_from(["prior_year", "expected"])) for unit in units}
    answer = plain.expected(rows, year, rules)
    for position, item in enumerate(answer["items"]):
        code, amount = item["code"], item["amount"]
        in_months = [one["amount"] for one in answer["months"] if one["code"] == code]
        assert len(in_months) == 12
        if amount is not None:
            assert amount == plain.total(in_months)
            assert item["low"] <= amount
            assert item["high"] is None or amount <= item["high"]
        for figure in plain.FIGURES:
            parts = [unit["items"][position][figure] for unit in answer["units"]]
            assert item[figure] == plain.total(parts)
        if code == plain.HOUSING_FUND:
            legal = (item["legal_low"], item["low"], item["high"], item["legal_high"])
            assert None not in legal or set(legal) == {None}
            assert None in legal or list(legal) == sorted(legal)
        else:
            assert item["legal_low"] is item["legal_high"] is None


@FEW
@given(rosters(2024))
def test_csv_has_every_value_as_written(rows: list[Row]) -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(rows), newline="")))
    assert len(read) == len(rows)
    for row, cells in zip(rows, read, strict=True):
        for column, value in row.items():
            if value is None:
                assert cells[column] == ""
            elif isinstance(value, bool):
                assert cells[column] == ("yes" if value else "no")
            elif isinstance(value, Decimal):
                assert Decimal(cells[column]) == value
                assert "E" not in cells[column]
            else:
                assert cells[column] == value


def _base_times_rate(row: Row) -> Decimal:
    base = row["housing_fund_base"] or row["prior_year_monthly_salary"] or row["monthly_salary"] or Decimal(0)
    return Decimal(base * (row["housing_fund_rate"] or number("housing_fund.rate.default", 2024, 1)))


def _entitled_worker(row: Row) -> bool:
    """An ordinary worker in work at a central unit whose monthly purchase subsidy rises with the years of service."""
    return (
        row["rank"] == "ordinary_worker"
        and row["purchase_subsidy"] is True
        and status(row) == "active"
        and location(row) == "central_beijing"
        and heads(row) > 0
    )


def _reaches_within_the_year(row: Row, years: int) -> bool:
    """So many years of service are full in a month of 2024 that is not the first one on the roster."""
    began = row["work_start"]
    if began is None or int(began[:4]) != 2024 - years:
        return False
    month = int(began[5:])
    return month > 1 and on_roster(row, 2024, month - 1) and on_roster(row, 2024, month)


def _is_paid(row: Row) -> bool:
    return status(row) == "active" and heads(row) > 0 and any(on_roster(row, 2024, month) for month in MONTHS)


def _pays_between_floor_and_cap(row: Row) -> bool:
    floor = number("housing_fund.base_floor.central_beijing", 2024, 7)
    cap = number("housing_fund.base_cap.central_beijing", 2024, 7)
    bases = (row["housing_fund_base"], row["prior_year_monthly_salary"])
    return row["contributes_housing_fund"] is not False and any(base and floor < base < cap for base in bases)


CORNERS: dict[str, Callable[[Row], bool]] = {
    "tie of the fund": lambda row: (
        _base_times_rate(row) % 1 == Decimal("0.5") and _is_paid(row) and _pays_between_floor_and_cap(row)
    ),
    "at the cap": lambda row: row["monthly_salary"] == number("housing_fund.base_cap.central_beijing", 2024, 7),
    "a fen above the cap": lambda row: (
        row["monthly_salary"] == number("housing_fund.base_cap.central_beijing", 2024, 7) + Decimal("0.01")
    ),
    "at the floor": lambda row: row["monthly_salary"] == number("housing_fund.base_floor.central_beijing", 2024, 7),
    "no wage": lambda row: row["prior_year_monthly_salary"] == 0 and _is_paid(row),
    "a wage of one fen": lambda row: row["prior_year_monthly_salary"] == Decimal("0.01") and _is_paid(row),
    "the largest wage": lambda row: row["monthly_salary"] == 10_000_000,
    "a base until June": lambda row: row["housing_fund_base_until_june"] is not None and _is_paid(row),
    "15 years of an entitled worker": lambda row: _entitled_worker(row) and _reaches_within_the_year(row, 15),
    "25 years of an entitled worker": lambda row: _entitled_worker(row) and _reaches_within_the_year(row, 25),
    "25 years in retirement": lambda row: (
        row["rank"] == "staff" and status(row) != "active" and _reaches_within_the_year(row, 25)
    ),
    "a worker of an institution": lambda row: row["rank"] in plain.WORKER_RANKS and row["category"] == "institution",
    "first job last December": lambda row: row["entry"] == "first_job" and row["start_month"] == "2023-12",
    "first job within the year": lambda row: (
        row["entry"] == "first_job" and (row["start_month"] or "") > "2024-01" and _is_paid(row)
    ),
    "a part of a head elsewhere": lambda row: row["location"] == "other" and heads(row) % 1 != 0,
    "six decimals of a head": lambda row: heads(row) != round(heads(row), 5),
    "ten million heads": lambda row: heads(row) == 10_000_000,
    "no heads": lambda row: heads(row) == 0,
    "lump sum of a retired row": lambda row: bool(row["purchase_lump_sum"]) and status(row) == "retired",
    "lump sum of one who leaves": lambda row: (
        bool(row["purchase_lump_sum"]) and row["lump_sum_month"] is None and (row["end_month"] or "2025") < "2024-12"
    ),
    "gone before the year": lambda row: row["end_month"] is not None and row["end_month"] < "2024-01",
    "comes after the year": lambda row: row["start_month"] is not None and row["start_month"] > "2024-12",
    "rank without an amount": lambda row: row["rank"] == "minister" and row["purchase_subsidy"] is True,
}
WORDS = {
    "rank": {*RANKS, None},
    "status": {"active", "retired", "veteran_retired", None},
    "category": {"administrative", "institution", "worker", None},
    "location": {"central_beijing", "beijing", "other", None},
    "entry": {"standing", "first_job", "transfer", None},
}


def test_the_corners_are_reached() -> None:
    rows = [row for seed in range(250) for row in roster(2024, seed)]
    reached = {name for name, holds in CORNERS.items() if any(holds(row) for row in rows)}
    assert set(CORNERS) - reached == set()
    for column, words in WORDS.items():
        assert {row[column] for row in rows} == words


def test_most_rosters_leave_the_lines_known() -> None:
    known = dict.fromkeys(plain.CODES, 0)
    for seed in range(100):
        for item in plain.expected(roster(2024, seed), 2024, {})["items"]:
            known[item["code"]] += item["amount"] is not None
    assert min(known.values()) >= 40


def test_a_number_names_one_roster() -> None:
    assert roster(2024, 7) == roster(2024, 7)
    assert len({to_csv(roster(2024, seed)) for seed in range(50)}) == 50
