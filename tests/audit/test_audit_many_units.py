"""A document with the tables of many units: each is held against its own, and the work grows with their number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from audit.made_document import document, with_figure
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.audit import audit

UNITS = 12


def departmental(units: int) -> Document:
    """The tables of one unit again for each of many, every figure so many times as large."""
    made = document()
    tables = []
    for times in range(1, units + 1):
        for table in made.tables:
            rows = tuple(
                replace(row, page=times, values={column: _times(column, v, times) for column, v in row.values.items()})
                for row in table.rows
            )
            tables.append(replace(table, title=f"示例{times}局{table.title}", page=times, rows=rows))
    return replace(made, tables=tuple(tables), prose=())


def _times(column: str, printed: str, times: int) -> str:
    return printed if column == "change_percent" else str(Decimal(printed) * times)


def test_the_tables_of_another_unit_are_no_contradiction():
    assert audit(departmental(UNITS)).findings == ()


def test_a_wrong_figure_is_found_in_its_own_unit():
    made = departmental(UNITS)
    place = next(n for n, table in enumerate(made.tables) if table.title == "示例7局一般公共预算基本支出表")
    row = next(n for n, line in enumerate(made.tables[place].rows) if line.code == "30101")
    (finding,) = audit(with_figure(made, place, row, "total", 1)).findings
    assert (finding.where[0].page, finding.where[0].code) == (7, "30101")


def test_twice_the_units_are_twice_the_checks():
    one, two = (audit(departmental(units)).checks for units in (UNITS, 2 * UNITS))
    assert abs(two - 2 * one) <= one // 20
