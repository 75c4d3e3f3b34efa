"""Rosters of a few rows, and what one looks for in their budget."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars

from openfisca_china_personnel.budget import Budget, BudgetItem, expected_budget
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, read_roster

PENSION, ANNUITY, HOUSING_FUND, RENT_SUBSIDY, PURCHASE_SUBSIDY = "2080505", "2080506", "2210201", "2210202", "2210203"
CODES = (PENSION, ANNUITY, HOUSING_FUND, RENT_SUBSIDY, PURCHASE_SUBSIDY)

PLAIN = {"rank": "division_head", "monthly_salary": "9000", "housing_fund_rate": "12%", "location": "central_beijing"}
"""A person of 9,000 yuan a month, whom no cap, floor or gap of any year from 2015 on touches."""


def roster(*rows: Mapping[str, str], year: int | None = None) -> Roster:
    """A roster of these rows as text; columns that a row does not name are blank."""
    columns = dict.fromkeys(column for row in rows for column in row)
    texts = {column: [row.get(column) for row in rows] for column in columns}
    return read_roster(polars.DataFrame(texts, schema=dict.fromkeys(columns, polars.String)), year=year)


def budget(*rows: Mapping[str, str], year: int = 2024, **options: Any) -> Budget:
    """The budget of a roster of these rows."""
    return expected_budget(roster(*rows, year=year), year, **options)


def item(found: Budget, code: str, unit: str | None = None) -> BudgetItem:
    """One line of all units or of one."""
    items = found.items if unit is None else next(each.items for each in found.units if each.unit == unit)
    return next(each for each in items if each.code == code)


def amounts(found: Budget, unit: str | None = None) -> list[Decimal | None]:
    """The amounts of the five lines."""
    return [item(found, code, unit).amount for code in CODES]


def by_month(found: Budget, code: str) -> list[Decimal | None]:
    """The amounts of one line in the twelve months."""
    return [each.amount for each in found.months if each.code == code]


def span(found: Budget, code: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Low, amount and high of a line."""
    each = item(found, code)
    return each.low, each.amount, each.high


def notes(found: Budget, code: str) -> list[Note]:
    """The notes of a kind."""
    return [note for note in found.notes if note.code == code]


def yuan(*numbers: str | int | None) -> tuple[Decimal | None, ...]:
    """Amounts as a budget states them."""
    return tuple(None if number is None else Decimal(number).quantize(Decimal("0.01")) for number in numbers)
