"""How a published document is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, NAME, Cell, Column, Report, Section


def view(document: Document) -> Report:
    """A section a table, figures as printed; then what was not read."""
    return Report(tuple(_table_section(table) for table in document.tables), document.notes)


def _table_section(table: Table) -> Section:
    number = Text(f"表{table.number} ", f"Table {table.number} ") if table.number else Text("", "")
    amount_unit = table.amount_unit or "—"
    columns = (CODE, NAME, *(Column(column_name(column), amounts=True) for column in table.columns))
    rows = tuple((row.code, row.name, *_printed(row.values.get(c) for c in table.columns)) for row in table.rows)
    title = Text("{number}{title}（{unit}）", "{number}{title} ({unit})")
    return Section(title.format(number=number, title=table.title, unit=amount_unit), columns, rows)


def _printed(values: Iterable[str | None]) -> list[Cell]:
    return [None if value is None else Decimal(value) for value in values]
