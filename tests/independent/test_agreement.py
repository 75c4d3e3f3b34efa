"""The model and the plain computation give the same fen on random rosters of every year.

The rosters are the same at every run; AGREEMENT_ROSTERS says how many a year. A disagreement is shown on the smallest
roster that still has it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pytest

import openfisca_china_personnel as ocp
from independent import plain
from independent.one_row import Row
from independent.rosters import COLUMNS, base_rules, cell, roster, to_csv

YEARS = range(2015, 2027)
ROSTERS = int(os.environ.get("AGREEMENT_ROSTERS", "25"))
AS_A_FILE = 10
"""One roster in so many goes through a CSV file, the others through a dataframe."""

Rules = dict[str | None, str]
Figures = dict[str, Any]


@pytest.mark.parametrize("year", YEARS)
def test_the_model_and_the_plain_computation_agree_to_the_fen(year: int) -> None:
    for seed in range(ROSTERS):
        rows = roster(year, seed)
        rules = base_rules(rows, year, seed)
        as_a_file = seed % AS_A_FILE == 0
        if disagreements(rows, year, rules, as_a_file=as_a_file):
            pytest.fail(on_the_smallest_roster(rows, year, rules, as_a_file=as_a_file, seed=seed), pytrace=False)


def disagreements(rows: list[Row], year: int, rules: Rules, *, as_a_file: bool = False) -> list[str]:
    """Where the two differ, a line each. `InputFaults` where the roster is refused."""
    expected = comparable(plain.expected(rows, year, rules))
    try:
        computed = comparable(computed_budget(rows, year, rules, as_a_file=as_a_file))
    except ocp.InputFaults:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the model breaks with is what is to be shown
        return [f"the model raises {type(error).__name__}: {error}"]
    return [
        f"{place}: model {computed.get(place, 'nothing')}, plain {expected.get(place, 'nothing')}"
        for place in dict.fromkeys((*expected, *computed))
        if place not in computed or place not in expected or computed[place] != expected[place]
    ]


def computed_budget(rows: list[Row], year: int, rules: Rules, *, as_a_file: bool) -> dict[str, Any]:
    """The budget of the model."""
    if as_a_file:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "roster.csv"
            path.write_text(to_csv(rows), encoding="utf-8", newline="")
            read = ocp.read_roster(path, year=year)
    else:
        texts = {column: [cell(row[column]) or None for row in rows] for column in COLUMNS}
        read = ocp.read_roster(polars.DataFrame(texts, schema=dict.fromkeys(COLUMNS, polars.String)), year=year)
    return ocp.expected_budget(read, year, base_rule=rules).to_dict()


def comparable(budget: dict[str, Any]) -> Figures:
    """Every amount that both computations state, by a name of its place."""
    found: Figures = {}
    for unit, items in [("total", budget["items"]), *((f"unit {u['unit']}", u["items"]) for u in budget["units"])]:
        for item in items:
            for figure in plain.FIGURES:
                found[f"{unit} {item['code']} {figure}"] = _in_fen(item[figure])
    found.update({side["line"]: _in_fen(side["amount"]) for side in budget["employee"]})
    found.update({f"{one['month']} {one['code']}": _in_fen(one["amount"]) for one in budget["months"]})
    return found


def _in_fen(amount: Any) -> Decimal | None:
    if amount is None:
        return None
    yuan = Decimal(amount)
    fen = yuan.scaleb(2).to_integral_value()
    assert fen == yuan.scaleb(2), f"{amount} is not in whole fen"
    return fen


def on_the_smallest_roster(rows: list[Row], year: int, rules: Rules, *, as_a_file: bool, seed: int) -> str:
    """A disagreement as it is told: the smallest roster that still has it, and every figure that differs."""

    def places(some_rows: list[Row], some_rules: Rules) -> set[str]:
        try:
            found = disagreements(some_rows, year, some_rules, as_a_file=as_a_file)
        except ocp.InputFaults:
            return set()
        return {difference.partition(": ")[0] for difference in found}

    # Another disagreement met on the way down is not taken for this one.
    here = places(rows, rules)

    def still(some_rows: list[Row], some_rules: Rules) -> bool:
        return bool(here & places(some_rows, some_rules))

    rows = smallest(rows, lambda some: still(some, rules))
    if still(rows, {}):
        rules = {}
    shown = [f"{year}, roster {seed}, base rules {rules}:"]
    shown += [
        ", ".join(f"{column}={cell(row[column])}" for column in COLUMNS if row[column] is not None) for row in rows
    ]
    return "\n".join([*shown, *disagreements(rows, year, rules, as_a_file=as_a_file)])


def smallest(rows: list[Row], still: Callable[[list[Row]], bool]) -> list[Row]:
    """The rows with everything taken away that is not needed for `still`: whole rows first, then single cells."""
    before: list[Row] | None = None
    while rows != before:
        before = rows
        for place in reversed(range(len(rows))):
            fewer = rows[:place] + rows[place + 1 :]
            if fewer and still(fewer):
                rows = fewer
        for column in COLUMNS:
            # A unit is named in all rows or in none.
            for places in [range(len(rows))] if column == "unit" else [[place] for place in range(len(rows))]:
                emptier = [{**row, column: None} if place in places else row for place, row in enumerate(rows)]
                if emptier != rows and still(emptier):
                    rows = emptier
    return rows


def test_a_disagreement_is_shown_on_the_smallest_roster() -> None:
    rows = roster(2024, 0)
    assert len(rows) > 1
    culprit = {**dict.fromkeys(COLUMNS), "unit": rows[0]["unit"], "rank": "minister", "headcount": Decimal(7)}

    def has_a_minister(some: list[Row]) -> bool:
        return any(row["rank"] == "minister" and row["headcount"] == 7 for row in some)

    found = smallest([*rows, culprit], has_a_minister)
    assert found == [{**dict.fromkeys(COLUMNS), "rank": "minister", "headcount": Decimal(7)}]
