"""Workbooks for the tests: the template filled in, and sheets of any cells that people may type."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.language import Language
from openfisca_china_personnel.subjects import LINES, functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.workbook import sheet_figures, sheet_law
from openfisca_china_personnel.workbook.figure_columns import FIGURE_COLUMNS
from openfisca_china_personnel.workbook.sheet_changes import write_changes
from openfisca_china_personnel.workbook.sheet_guide import write_guide
from openfisca_china_personnel.workbook.sheet_names import CHANGES, FIGURES, GUIDE, LAW, PEOPLE
from openfisca_china_personnel.workbook.sheet_people import write_people
from openfisca_china_personnel.workbook.styles import Styles

STAFF = {"headcount": "10", "rank": "staff", "monthly_salary": "9000", "location": "central_beijing"}


def filled(
    path: Path,
    *,
    people: Sequence[Mapping[str, str]] = (STAFF,),
    changes: Sequence[Mapping[str, str]] = (),
    figures: Mapping[str, Sequence[float | None]] | None = None,
    assumed: Mapping[str, tuple[Any, ...]] | None = None,
    years: str = "2024",
    language: Language = "zh",
) -> Path:
    """The template with these rows instead of its examples.

    ``figures`` has the amounts of the columns by code, ``assumed`` by path a value, a first month and perhaps a last.
    """
    parameters = baseline().parameters
    with Workbook(path) as book:
        styles = Styles(book, language)
        sheets = {name: book.add_worksheet(name) for name in (GUIDE, PEOPLE, CHANGES, FIGURES, LAW)}
        ranges = write_guide(sheets[GUIDE], styles, 2024)
        write_people(sheets[PEOPLE], styles, people, ranges["rank"])
        names = sheet_law.parameter_names(parameters, language)
        write_changes(
            sheets[CHANGES],
            styles,
            changes,
            years=years,
            parameter_source=sheet_law.parameter_source(parameters, LAW),
            parameter_names=names,
            rank_source=ranges["rank"],
        )
        lines = [(functional_code(parameters, line, 2024), line.name) for line in LINES]
        sheet_figures.write_figures_sheet(sheets[FIGURES], styles, lines, unit="甲", year=2024)
        for place, (code, _) in enumerate(lines):
            for column, amount in enumerate((figures or {}).get(code, ())):
                if amount is not None:
                    form = styles.cell("input", "money")
                    sheets[FIGURES].write_number(sheet_figures.FIRST_ROW + place, 2 + column, amount, form)
        assert all(len(amounts) <= len(FIGURE_COLUMNS) for amounts in (figures or {}).values())
        sheet_law.write_law(sheets[LAW], styles, parameters, "2024-01-01")
        for parameter, cells in (assumed or {}).items():
            row = sheet_law.FIRST_ROW + list(names).index(parameter)
            for place, cell in enumerate(cells):
                _write(sheets[LAW], row, 4 + place, cell, book)
    return path


def typed(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook of these sheets, each a list of rows of cells from A1 on.

    A cell is a text, a number, a date, ``Percent``, ``Formula`` or ``None``.
    """
    with Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, book)
    return path


class Percent(float):
    """A number in a cell that shows a percentage."""


class Formula(str):
    """A formula without a stored result."""

    __slots__ = ()


def _write(sheet: Any, row: int, column: int, cell: Any, book: Workbook) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, str(cell), None, "")
    elif isinstance(cell, Percent):
        sheet.write_number(row, column, float(cell), book.add_format({"num_format": "0%"}))
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(row, column, cell, book.add_format({"num_format": "yyyy-mm"}))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)
