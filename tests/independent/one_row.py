"""One row of a roster for the plain computation: its months, its people, and how its amounts are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]

MONTHS = range(1, 13)
NOTHING = Decimal(0)
YUAN = Decimal(1)
FEN = Decimal("0.01")


def count(year: int, month: int) -> int:
    """Months counted through, so that one can be taken from another."""
    return year * 12 + month


def counted(text: str) -> int:
    """The same of a month written "YYYY-MM"."""
    return count(int(text[:4]), int(text[5:]))


def on_roster(row: Row, year: int, month: int) -> bool:
    """First and last month both belong; a blank end is open within the year."""
    first, last = row.get("start_month"), row.get("end_month")
    begun = first is None or counted(first) <= count(year, month)
    not_over = last is None or count(year, month) <= counted(last)
    return begun and not_over


def entry_month(row: Row, year: int) -> int:
    """The month of a first job or a transfer, counted; January where the roster does not say."""
    first = row.get("start_month")
    return count(year, 1) if first is None else counted(first)


def served(row: Row, year: int, month: int) -> int | None:
    """Full months of service when the month begins its count; None where nobody said when work began."""
    began = row.get("work_start")
    return None if began is None else count(year, month) - counted(began)


def heads(row: Row) -> Decimal:
    """How many people the row stands for."""
    headcount = row.get("headcount")
    return Decimal(1) if headcount is None else Decimal(headcount)


def status(row: Row) -> str:
    """active, retired or veteran_retired."""
    return row.get("status") or "active"


def location(row: Row) -> str:
    """central_beijing, beijing or other."""
    return row.get("location") or "central_beijing"


def for_all(row: Row, of_one: Decimal) -> Decimal:
    """One person's amount times the headcount, to the fen: the smallest amount that is ever added up."""
    return half_up(of_one * heads(row), FEN)


def half_up(amount: Decimal, step: Decimal) -> Decimal:
    """To whole steps (a yuan, a fen), a half upwards; amounts here are never negative."""
    return amount.quantize(step, rounding=ROUND_HALF_UP)
