"""What scenarios change, as ``simulate`` explains it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budget.rows import CODES, PLAIN, roster
from decomposition.every_order import exact_parts
from openfisca_china_personnel.decomposition import in_whole_fen
from openfisca_china_personnel.scenario import Outcome, Scenario, simulate

STAFF = {**PLAIN, "unit": "甲", "rank": "staff", "headcount": "12.5", "work_start": "2015-07", "person_id": "a"}
ROWS: tuple[dict[str, str], ...] = (
    STAFF,
    {**PLAIN, "unit": "甲", "headcount": "4", "birth_month": "1964-10", "sex": "male", "purchase_lump_sum": "1234.56"},
    {**STAFF, "unit": "乙", "monthly_salary": "8765.43", "contributes_pension": "no", "headcount": "3"},
    {**STAFF, "unit": "乙", "monthly_salary": "7654.32", "entry": "first_job", "start_month": "2024-02"},
)
CHANGES: dict[str, dict[str, Any]] = {
    "add": {"headcount": "3", "unit": "乙", "rank": "staff", "monthly_salary": "9123.45", "entry": "first_job"},
    "remove": {"headcount": "2", "where": {"rank": "staff"}},
    "retire": {"headcount": "1", "where": {"rank": "division_head"}},
    "promote": {"headcount": "2", "where": {"rank": "staff"}, "to": "section_head"},
    "transfer": {"headcount": "2", "where": {"unit": "甲", "rank": "staff"}, "to_unit": "乙"},
    "raise": {"percent": "3.7", "where": {"status": "active"}},
    "enrol": {"schemes": ["pension"], "where": {"contributes_pension": "no"}},
    "assign": {"housing_fund_rate": "10%", "where": {"unit": "甲"}},
    "set": {"parameter": "pension.employer_rate", "value": "0.14", "until": "forever"},
}
MONTHS = ("2024-02", "2024-04", "2024-06", "2024-07", "2024-07", "2024-08", "2024-09", "2024-10", "2024-11")
ALL = [{kind: {**content, "from": month}} for (kind, content), month in zip(CHANGES.items(), MONTHS, strict=True)]


def outcome(changes: list[dict[str, Any]], years: tuple[int, ...], **options: Any) -> Outcome:
    scenario = Scenario.model_validate({"name": "试", "changes": changes, **options.pop("stated", {})})
    return simulate(roster(*ROWS, year=2024), scenario, years=years, **options)


@pytest.mark.parametrize("changes", [*([change] for change in ALL), ALL], ids=[*CHANGES, "all"])
def test_a_scenario_of_one_year_is_explained_as_every_order_does(changes: list[dict[str, Any]]) -> None:
    rules: dict[str | None, str] = {"乙": "expected"}
    found = outcome(changes, (2024,), base_rule=rules)
    (result,) = found.scenarios
    exact = exact_parts(found.baseline_rosters[0], result.rosters[0], result.system, rules)
    for code, change in zip(CODES, result.decomposition, strict=True):
        assert change.start is not None
        assert change.end is not None
        whole = in_whole_fen(exact[code], int((change.end - change.start) * 100))
        assert {part.cause: part.amount for part in change.parts} == {
            cause: Decimal(fen) / 100 for cause, fen in whole.items()
        }


@pytest.mark.parametrize(
    "stated", [{}, {"assumptions": {"wage_growth": "4%"}}, {"assumptions": {"retirement_by_age": "no"}}]
)
def test_every_year_of_several_adds_up(stated: dict[str, Any]) -> None:
    found = outcome(ALL, (2024, 2025, 2026), stated=stated)
    (result,) = found.scenarios
    assert [(change.year, change.code) for change in result.decomposition] == [
        (year, code) for year in found.years for code in CODES
    ]
    for change, (year, code, amount) in zip(result.decomposition, result.difference, strict=True):
        assert (change.year, change.code) == (year, code)
        amounts = [part.amount for part in change.parts]
        if amount is None:
            assert amounts == [None] * 5
        else:
            assert sum(part or 0 for part in amounts) == amount


def test_who_retired_last_year_is_heads_alone_this_year() -> None:
    found = outcome([{"retire": {**CHANGES["retire"], "from": "2024-09"}}], (2024, 2025))
    for change in found.scenarios[0].decomposition[5:]:
        assert [part.cause for part in change.parts if part.amount] in ([], ["heads"])
