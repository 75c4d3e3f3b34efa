"""How far each series reaches: yearly ones to the day before the next due change, decrees without an end."""

from __future__ import annotations

from datetime import date
from typing import Any

Leaves = dict[str, dict[str, Any]]


def last(leaf: dict[str, Any]) -> tuple[date, object]:
    start = max(leaf["values"])
    return date.fromisoformat(start), leaf["values"][start]["value"]


def end_of_fund_year(start: date) -> str:
    return date(start.year + (start.month >= 7), 6, 30).isoformat()


def test_all_but_the_yearly_series_and_the_floors_change_by_decree(leaves: Leaves) -> None:
    wages = {"housing_fund.average_wage.beijing", "pension.average_wage.beijing"}
    limits = ("housing_fund.base_cap.", "pension.base_cap.", "pension.base_floor.")
    for path, leaf in leaves.items():
        yearly = path in wages or path.startswith(limits)
        floor = path.startswith("housing_fund.base_floor.")
        expected = "yearly-07" if yearly else "with minimum wage" if floor else "by decree"
        assert leaf["metadata"]["changes"] == expected, path


def test_what_changes_by_decree_has_no_end(leaves: Leaves) -> None:
    decrees = {path: leaf for path, leaf in leaves.items() if leaf["metadata"]["changes"] == "by decree"}
    assert decrees
    assert {path for path, leaf in decrees.items() if leaf["metadata"]["known_until"] is not None} == set()


def test_yearly_series_reach_to_the_day_before_the_next_july(leaves: Leaves) -> None:
    yearly = {path: leaf for path, leaf in leaves.items() if leaf["metadata"]["changes"] == "yearly-07"}
    assert len(yearly) == 8
    for path, leaf in yearly.items():
        start, value = last(leaf)
        assert value is not None, path
        assert leaf["metadata"]["known_until"] == end_of_fund_year(start), path


def test_the_caps_and_the_pension_wage_reach_to_june_2027(leaves: Leaves) -> None:
    for law in ("housing_fund", "pension"):
        for place in ("beijing", "central_beijing"):
            assert leaves[f"{law}.base_cap.{place}"]["metadata"]["known_until"] == "2027-06-30"
    assert leaves["pension.average_wage.beijing"]["metadata"]["known_until"] == "2027-06-30"


def test_the_floors_reach_to_the_end_of_the_last_notice_or_end_in_a_gap(leaves: Leaves) -> None:
    floors = {path: leaf for path, leaf in leaves.items() if leaf["metadata"]["changes"] == "with minimum wage"}
    assert floors.keys() == {"housing_fund.base_floor.beijing", "housing_fund.base_floor.central_beijing"}
    for path, leaf in floors.items():
        start, value = last(leaf)
        expected = None if value is None else end_of_fund_year(start)
        assert leaf["metadata"]["known_until"] == expected, path
    assert leaves["housing_fund.base_floor.beijing"]["metadata"]["known_until"] == "2026-06-30"
    assert leaves["housing_fund.base_floor.central_beijing"]["metadata"]["known_until"] is None
