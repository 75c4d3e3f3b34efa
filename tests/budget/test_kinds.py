"""Rows computed by kind give what each row computed by itself gives."""

from __future__ import annotations

import polars
import pytest

import openfisca_china_personnel as ocp
from openfisca_china_personnel import kinds, ledger

RANKS = ("minister", "staff", "middle_worker", "ordinary_worker", "middle_professional", "unspecified", "division_head")
ROWS = 20_000
"""Of the largest headcount: more fen a month than float64 can count."""
WORK_STARTS = (None, "1985-03", "1998-12", "1999-01", "2008-12", "2009-01", "2020-06", "2030-01")


def roster(year: int, heads: tuple[str, ...]) -> ocp.Roster:
    rows = [
        {
            "unit": ("甲", "乙", "丙")[number % 3],
            "headcount": heads[number % len(heads)],
            "status": ("active", "retired", "veteran_retired")[number % 5 % 3],
            "rank": rank,
            "category": None if rank != "unspecified" or number % 2 else "worker",
            "location": "central_beijing",
            "purchase_subsidy": "yes" if number % 5 % 3 == 0 and number % 2 else "no",
            "work_start": start,
            "monthly_salary": str(5000 + number),
        }
        for number, (rank, start) in enumerate((rank, start) for rank in RANKS for start in WORK_STARTS)
    ]
    return ocp.read_roster(polars.DataFrame(rows), year=year)


@pytest.mark.parametrize("year", [2015, 2019, 2024])
@pytest.mark.parametrize("heads", [("1", "3"), ("1", "0.333333", "2.5")])
@pytest.mark.parametrize("cells", [0, 4_000_000])
def test_kinds_and_rows_agree(monkeypatch: pytest.MonkeyPatch, year: int, heads: tuple[str, ...], cells: int) -> None:
    people = roster(year, heads)
    monkeypatch.setattr(kinds, "_MOST_CELLS", cells)
    by_kind = ocp.expected_budget(people, year)
    monkeypatch.setattr(ledger, "_by_kind", lambda _: False)
    by_row = ocp.expected_budget(people, year)
    assert by_kind.to_dict() == by_row.to_dict()
    assert by_kind.rests_on == by_row.rests_on


def test_a_crowd_of_a_kind_is_counted_exactly() -> None:
    frame = polars.DataFrame(
        {"headcount": ["9999999"] * ROWS, "rank": ["minister"] * ROWS, "status": ["retired"] * ROWS}
    )
    (rent,) = (item for item in ocp.expected_budget(ocp.read_roster(frame), 2024).items if item.code == "2210202")
    assert rent.amount == 240 * 12 * 9_999_999 * ROWS > 12 * 2**52 / 100
