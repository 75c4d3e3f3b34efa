"""Result workbooks for tests: of random rosters, of the example, of a simulation; and how they are held together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars

import openfisca_china_personnel as ocp
from independent.rosters import COLUMNS, base_rules, cell, roster
from openfisca_china_personnel.scenario import read_scenario, simulate
from openfisca_china_personnel.workbook.result import computations_of, result_workbook
from openfisca_china_personnel.workbook.result_computation import Computation
from workbook.office import Cells, cells, formulas

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "nia-2023"

INPUTS = {"人员": "KLMNOPQRST", "参数与依据": "CDEFGHIJKLMN"}
"""The columns whose cells people may change."""
STATIC = ("核对", "说明", "变动分解", "汇总!A3")
"""Sheets (and the one cell) that hold the model's own figures against the formulas, which follow no change."""
_PATH_COLUMN = "U"
MOST_HEADS = 100_000
Row = dict[str, Any]
Changes = dict[str, dict[str, float | str | None]]


def computation(rows: list[Row], year: int, rules: Mapping[Any, str], system: Any = None) -> Computation:
    """The budget of some rows with what it was computed from."""
    texts = {column: [cell(row[column]) or None for row in rows] for column in COLUMNS}
    frame = polars.DataFrame(texts, schema=dict.fromkeys(COLUMNS, polars.String))
    people = ocp.read_roster(frame, year=year)
    budget = ocp.expected_budget(people, year, base_rule=rules, system=system)
    return Computation(people, budget, base_rule=rules, system=system)


def random_computations(years: Sequence[int], seed: int) -> list[Computation]:
    """A random roster a year."""
    found = []
    for year in years:
        rows, rules = random_rows(year, seed)
        found.append(computation(rows, year, rules))
    return found


def random_rows(year: int, seed: int) -> tuple[list[Row], dict[Any, str]]:
    """A random roster and its base rules; those with more people than a spreadsheet can add up are passed over."""
    numbers = (number for number in range(seed, seed + 10_000, 100) if _fits(roster(year, number)))
    number = next(numbers)
    return roster(year, number), base_rules(roster(year, number), year, number)


def _fits(rows: list[Row]) -> bool:
    return all((row["headcount"] or 1) <= MOST_HEADS for row in rows)


def written(path: Path, computations: Sequence[Computation], language: str = "zh") -> Path:
    """The workbook of some computations as a file."""
    path.write_bytes(result_workbook(computations[0].budget, language, computations))  # type: ignore[arg-type]
    return path


def simulated(folder: Path, people: polars.DataFrame, scenarios: Sequence[str], years: Sequence[int]) -> Any:
    """The outcome of scenarios given as YAML."""
    read = []
    for number, text in enumerate(scenarios):
        path = folder / f"scenario-{number}.yaml"
        path.write_text(text, encoding="utf-8")
        read.append(read_scenario(path))
    return simulate(ocp.read_roster(people, year=years[0]), read, years=years)


def simulation_workbook(path: Path, outcome: Any, language: str = "zh") -> Path:
    """The workbook of a simulation as a file."""
    path.write_bytes(result_workbook(outcome, language, computations_of(outcome)))  # type: ignore[arg-type]
    return path


def disagreements(expected: Path, found: Path, *, leaving_out: Sequence[str] = ()) -> list[str]:
    """The formulas of ``expected`` whose values are not those of ``found``, a line each."""
    wanted, shown, all_formulas = cells(expected), cells(found), formulas(expected)
    return [
        f"{sheet}!{address}: expected {wanted[sheet].get(address)}, found {shown[sheet].get(address)}: {formula[:200]}"
        for sheet, of_sheet in all_formulas.items()
        if sheet not in leaving_out
        for address, formula in of_sheet.items()
        if f"{sheet}!{address}" not in leaving_out and not same(wanted[sheet].get(address), shown[sheet].get(address))
    ]


def same(expected: float | str | None, found: float | str | None) -> bool:
    """Whether two cells show the same: texts and whole numbers exactly, others as doubles that a sum may shake."""
    if isinstance(expected, float) and isinstance(found, float):
        return abs(expected - found) <= 1e-12 * max(1.0, abs(expected))
    return expected == found


def changed_inputs(before: Path, after: Path) -> Changes:
    """The inputs of ``after`` that differ from those of ``before``, by the cells that they have in ``before``.

    A cell with a formula is no input. Rows of the law are found by their paths, as a gap takes rows of its own.
    """
    old, new = cells(before), cells(after)
    old_formulas, new_formulas = formulas(before), formulas(after)
    found: Changes = {}
    for sheet, columns in INPUTS.items():
        found[sheet] = {}
        for row, same_row in _rows(sheet, old[sheet], new[sheet]):
            for column in columns:
                here, there = f"{column}{row}", f"{column}{same_row}"
                if here in old_formulas[sheet] or there in new_formulas[sheet]:
                    continue
                if old[sheet].get(here) != new[sheet].get(there):
                    found[sheet][here] = new[sheet].get(there)
    return {sheet: changes for sheet, changes in found.items() if changes}


def _rows(sheet: str, old: Cells, new: Cells) -> Iterator[tuple[int, int]]:
    if sheet == "人员":
        yield from ((row, row) for row in _numbers(old, "C"))
        return
    places = {_of_year(new, row): row for row in _numbers(new, _PATH_COLUMN)}
    for row in _numbers(old, _PATH_COLUMN):
        if _of_year(old, row) in places:
            yield row, places[_of_year(old, row)]


def _of_year(law: Cells, row: int) -> tuple[str, float | str]:
    """A line of the law: its year, which the heading above it says, and its path."""
    headings = (str(law.get(f"A{above}", "")) for above in range(row, 0, -1))
    return next(text[:4] for text in headings if " 年度 · " in text), law[f"{_PATH_COLUMN}{row}"]


def _numbers(sheet: Cells, column: str) -> list[int]:
    first_row = 5
    rows = (int(address[len(column) :]) for address in sheet if address.rstrip("0123456789") == column)
    return sorted(row for row in rows if row >= first_row)
