"""The percentages that a table prints beside its amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Finding, Severity
from openfisca_china_personnel.documents.audit.intervals import Interval, percent_of_change, spread
from openfisca_china_personnel.documents.prose.columns import amount_column
from openfisca_china_personnel.language import Text


def table_percentages(cells: Cells, wrong: set[tuple[object, ...]]) -> Iterator[Finding | None]:
    """A finding or None for every percentage of change; rows with a figure known to be wrong are left out."""
    for index, table in enumerate(cells.document.tables):
        for row in range(len(table.rows)):
            found = amounts_of_percentage(cells, index, row)
            if found is not None and not {found[0].key, found[1].key} & wrong:
                yield _finding(*found)


def amounts_of_percentage(cells: Cells, index: int, row: int) -> tuple[Cell, Cell, Cell] | None:
    """The amount of now and of before of a row that prints a percentage of change, and the percentage."""
    table = cells.document.tables[index]
    if "change_percent" not in table.columns:
        return None
    less = "budget_less_capital" in table.columns and "prior_year_actual_less_capital" in table.columns
    columns = (
        ("budget_less_capital", "prior_year_actual_less_capital")
        if less
        else (amount_column(table), "prior_year_actual")
    )
    now, before = (cells.of_table(index, row, column) for column in columns)
    percent = cells.of_table(index, row, "change_percent")
    if now is None or before is None or percent is None or not before.value:
        return None
    return now, before, percent


def _finding(now: Cell, before: Cell, percent: Cell) -> Finding | None:
    stated = Interval(percent.value, Decimal(5).scaleb(-percent.places - 1))
    computed = spread(percent_of_change, _interval(now), _interval(before))
    if computed is None or stated.meets(computed):
        return None
    exact = round(percent_of_change(now.value, before.value), max(percent.places, 1))
    near = abs(percent.value - exact) <= Decimal(1).scaleb(-percent.places)
    severity: Severity = "inconsistent" if near else "error"
    text = Text(
        f"{percent.name.zh}为{percent.value}%，按同行数字计算应为{exact}%。",
        f"{percent.name.en} prints {percent.value} %; the figures of the line make {exact} %.",
    )
    where = (percent.place, now.place, before.place)
    return Finding("percent", severity, where, text, f"{percent.value}", f"{exact}", f"{percent.value - exact}")


def _interval(cell: Cell) -> Interval:
    return Interval(cell.value, cell.half)
