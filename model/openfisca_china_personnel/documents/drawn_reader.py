"""Drawn tables and the lines around them, of whatever format, into a ``Document``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.amount_units import by_a_second_sign
from openfisca_china_personnel.documents.document import Document, Table
from openfisca_china_personnel.documents.identification import unit_name, year_and_kind
from openfisca_china_personnel.documents.kinds import kind_of_columns, kind_of_title, scope_of_title
from openfisca_china_personnel.documents.performance import performance_table
from openfisca_china_personnel.documents.sheet_columns import groups_of
from openfisca_china_personnel.documents.sheet_names import column_names
from openfisca_china_personnel.documents.sheet_rows import rows_of
from openfisca_china_personnel.documents.sheets import Sheet, sheets_of
from openfisca_china_personnel.documents.text_reader import Source, tables_in_text, without_figures
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.grid import Content

_RECOGNISED = Text(
    "第 {pages} 页是扫描图片，文字来自识别（OCR），数字可能认错；请对照原件核对。",
    "pages {pages} are scanned pictures whose text was recognised (OCR): figures may be misread; check them against "
    "the original",
)


def read_drawn(contents: Sequence[Content]) -> Document:
    """One document from what one file shows or several that belong together.

    Raises:
        InputFaults: neither a table with figures nor a sentence with an amount.

    """
    sheets: list[Sheet] = []
    sources: list[Source] = []
    for content in contents:
        found, lines = sheets_of(content.blocks)
        sheets += found
        sources.append(Source(content.file, tuple(lines)))
    prose = [line for source in sources for line in source.lines]
    year, kind = year_and_kind(prose)
    drawn = [_table(sheet, year=year, final=kind == "final_accounts") for sheet in sheets]
    tables = [table for table in drawn if table is not None]
    beside = _beside(sources, drawn=bool(tables))
    if beside and len(contents) == 1:
        tables = sorted([*tables, *beside], key=lambda table: table.page or 0)
    else:
        tables += beside
    if not any(row.values or row.uncertain for table in tables for row in table.rows):
        return without_figures(sources, tables)
    tables = by_a_second_sign(tables, prose)
    units = {table.amount_unit for table in tables if table.amount_unit is not None}
    return Document(
        unit=unit_name(prose),
        year=year,
        kind=kind,
        amount_unit=units.pop() if len(units) == 1 else None,
        tables=tuple(tables),
        source=", ".join(source.file for source in sources),
        prose=tuple(prose),
        notes=_recognised([page for content in contents for page in content.recognised]),
    )


def _recognised(pages: Sequence[int]) -> tuple[Note, ...]:
    """A note on the pages that are pictures, whose text a program recognised."""
    if not pages:
        return ()
    numbers = Text("、".join(map(str, pages)), ", ".join(map(str, pages)))
    return (Note("recognised", _RECOGNISED.format(pages=numbers)),)


def _beside(sources: Sequence[Source], *, drawn: bool) -> list[Table]:
    """Known tables among the lines outside of the drawn ones; where there are no others they must be readable."""
    try:
        return tables_in_text(sources)
    except InputFaults:
        if drawn:
            return []
        raise


def _table(sheet: Sheet, *, year: int | None, final: bool) -> Table | None:
    if kind_of_title(sheet.over.title or "") == "performance":
        return performance_table(sheet, sheet.head, year=year, final=final)
    groups = groups_of(sheet)
    if not groups:
        return None
    names = [column_names([sheet.paths[column] for column in group.values], year=year, final=final) for group in groups]
    rows = rows_of(sheet, groups, names)
    title = sheet.over.title or ""
    if not title and not any(row.values for row in rows):
        return None
    columns = tuple(dict.fromkeys(name for group in names for name in group))
    scope = scope_of_title(title)
    if not title and kind_of_columns(columns, [row.code for row in rows]) in ("general", "basic"):
        scope = "general"
    return Table(
        number=sheet.over.number,
        title=title,
        scope=scope,
        amount_unit=sheet.over.amount_unit,
        page=sheet.over.first.page if sheet.over.first is not None else sheet.page,
        columns=columns,
        rows=rows,
    )
