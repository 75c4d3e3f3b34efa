"""The model and the plain computation give the same fen on random rosters of every year."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import openfisca_china_personnel as ocp
from independent import plain, rosters

YEARS = range(2015, 2027)
BASE_RULES = st.sampled_from(["prior_year", "expected"])


@pytest.mark.parametrize("year", YEARS)
def test_the_model_and_the_plain_computation_agree_to_the_fen(year: int) -> None:
    @settings(max_examples=60, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows=rosters.rosters(year), data=st.data())
    def agree(rows: list[dict[str, Any]], data: st.DataObject) -> None:
        units = list(dict.fromkeys(row.get("unit") for row in rows))
        rules = {unit: data.draw(BASE_RULES, label=f"base rule of {unit}") for unit in units}
        expected = plain.expected(rows, year, rules)
        computed = _computed(rows, year, rules)
        assert comparable(computed) == comparable(expected)

    agree()


def _computed(rows: list[dict[str, Any]], year: int, rules: dict[Any, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        path.write_text(rosters.to_csv(rows), encoding="utf-8")
        roster = ocp.read_roster(path, year=year)
    return ocp.expected_budget(roster, year, base_rule=rules).to_dict()


def comparable(budget: dict[str, Any]) -> dict[str, Any]:
    """What both computations state, in one form."""
    return {
        "items": [_amounts(item) for item in budget["items"]],
        "units": {unit["unit"]: [_amounts(item) for item in unit["items"]] for unit in budget["units"]},
        "employee": {side["line"]: _cents(side["amount"]) for side in budget["employee"]},
        "months": {(m["month"], m["code"]): _cents(m["amount"]) for m in budget["months"]},
    }


def _amounts(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["code"], *(_cents(item[key]) for key in ("amount", "low", "high", "legal_low", "legal_high"))


def _cents(amount: Any) -> Decimal | None:
    return None if amount is None else Decimal(amount).quantize(Decimal("0.01"))
