"""How a published document is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.report.layout import CODE, NAME, Cell, Column, Report, Section

_RECOGNISED = Text(
    "第 {pages} 页是扫描图片，文字来自识别（OCR），数字可能认错；请对照原件核对。",
    "pages {pages} are scanned pictures whose text was recognised (OCR): figures may be misread; check them against "
    "the original",
)


def view(document: Document) -> Report:
    """A section a table, figures as printed; a note names the pages whose text was recognised in pictures."""
    pages = "、".join(map(str, document.recognised)), ", ".join(map(str, document.recognised))
    notes = [Note("recognised", Text(_RECOGNISED.zh.format(pages=pages[0]), _RECOGNISED.en.format(pages=pages[1])))]
    return Report(tuple(map(_table_section, document.tables)), tuple(notes if document.recognised else ()))


def _table_section(table: Table) -> Section:
    number = Text(f"表{table.number} ", f"Table {table.number} ") if table.number else Text("", "")
    amount_unit = table.amount_unit or "—"
    columns = (CODE, NAME, *(Column(column_name(column), amounts=True) for column in table.columns))
    rows = tuple((row.code, row.name, *_printed(row.values.get(c) for c in table.columns)) for row in table.rows)
    title = Text("{number}{title}（{unit}）", "{number}{title} ({unit})")
    return Section(title.format(number=number, title=table.title, unit=amount_unit), columns, rows)


def _printed(values: Iterable[str | None]) -> list[Cell]:
    return [None if value is None else Decimal(value) for value in values]
