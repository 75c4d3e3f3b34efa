"""The random rosters are valid, reach the corners they are meant for, and keep the plain computation's identities."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from independent import plain
from independent.numbers_of_law import number
from independent.one_row import heads, on_roster, status
from independent.rosters import COLUMNS, rosters, to_csv

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


CORNERS: dict[str, Callable[[Row], bool]] = {
    "tie of the fund": lambda row: _base_times_rate(row) % 1 == Decimal("0.5"),
    "at the cap": lambda row: row["monthly_salary"] == number("housing_fund.base_cap.central_beijing", 2024, 7),
    "25 years within the year": lambda row: (row["work_start"] or "")[:4] == "1999",
    "first job last December": lambda row: row["entry"] == "first_job" and row["start_month"] == "2023-12",
    "a part of a head elsewhere": lambda row: row["location"] == "other" and heads(row) % 1 != 0,
    "rank without an amount": lambda row: row["rank"] == "minister" and row["purchase_subsidy"] is True,
}


def test_the_corners_are_reached() -> None:
    reached: set[str] = set()

    @settings(max_examples=250, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(rosters(2024))
    def look(rows: list[Row]) -> None:
        reached.update(name for name, holds in CORNERS.items() if any(holds(row) for row in rows))

    look()
    assert reached == set(CORNERS)
