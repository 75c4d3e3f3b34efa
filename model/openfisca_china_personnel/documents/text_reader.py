"""Plain text of a published document, as taken from a PDF, into a ``Document``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.consistency import settle
from openfisca_china_personnel.documents.document import Document, Row, Table
from openfisca_china_personnel.documents.evidence import SETTLED_FIRST, Stated, rule_out, stated_in_prose
from openfisca_china_personnel.documents.hierarchy import parents
from openfisca_china_personnel.documents.identification import unit_name, year_and_kind
from openfisca_china_personnel.documents.kinds import scope_of_title
from openfisca_china_personnel.documents.narrative import has_place_holders, narrative_document
from openfisca_china_personnel.documents.placement import Cells, placements
from openfisca_china_personnel.documents.printed import AmountUnit, decimals, is_percent
from openfisca_china_personnel.documents.rows import PrintedRow, Unplaced, rows_of
from openfisca_china_personnel.documents.table_text import (
    FoundTable,
    find_tables,
    titles_not_understood,
    unit_of_amounts,
)
from openfisca_china_personnel.documents.text_others import OtherTable, other_tables
from openfisca_china_personnel.documents.text_parts import TextPart
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

_NO_TABLE = Text(
    "没有找到支出总表、一般公共预算支出表或一般公共预算基本支出表，说明文字中也没有金额；请确认是预算或决算公开文件，"
    "且表格是文字而不是图片。",
    "no table of expenditure, of the general public budget or of its basic expenditure was found, and no sentence "
    "states an amount; check that this is a published budget or final accounts and that its tables are text and no "
    "pictures",
)
_HEADING = Text(
    "找到表“{title}”，但看不懂其表头；请把其数字写入 figures.yaml 后使用。",
    "the table “{title}” is there, but its heading is not understood; put its figures in a figures.yaml and use that",
)
_UNREADABLE = Text(
    "表“{title}”在此行有无法辨认或无法归入任何科目的数字：“{printed}”；请更正文本，或改用 figures.yaml。",
    "in the table “{title}” this line has a figure that cannot be read or belongs to no row: “{printed}”; "
    "correct the text or use a figures.yaml",
)
_LEFT_OUT = Text(
    "表“{title}”没有读取：{file} 第{line}行有无法辨认或无法归入任何科目的数字：“{printed}”。",
    "the table “{title}” was not read: line {line} of {file} has a figure that cannot be read or belongs to no row: "
    "“{printed}”.",
)
_FORM = Text(
    "表“{title}”（第{line}行）没有读取：看不懂其表头。",
    "the table “{title}” (line {line}) was not read: its heading is not understood.",
)
_OF_EXPENDITURE = ("expenditure", "general", "basic")
_BLANK_FORM = Text(
    "只有空白表格或占位符，没有任何数字。", "this is a blank form with place-holders: its tables hold no figure"
)


@dataclass(frozen=True)
class Source:
    """One file of a document: its name and its lines."""

    file: str
    lines: tuple[Line, ...]


def read_text(sources: Sequence[Source]) -> Document:
    """One document from the lines of one file or of several that belong together.

    Raises:
        InputFaults: neither a table with figures nor a sentence with an amount; every known table with a line that
            cannot be read.

    """
    found_in = [(source.file, table) for source in sources for table in find_tables(source.lines)]
    found, rows, notes = _readable(found_in)
    units = {unit for source in sources for unit in _units_stated(source.lines)}
    shared = units.pop() if len(units) == 1 else None
    lines = [line for source in sources for line in source.lines]
    tables = _settled(found, rows, shared, stated_in_prose(lines))
    if not any(row.values or row.uncertain for table in tables for row in table.rows):
        return without_figures(sources, tables)
    year, kind = year_and_kind(lines)
    drawn = {id(piece.line) for table in found for piece in table.pieces}
    known, unknown = other_tables(lines, year=year, final=kind == "final_accounts")
    others = [other for other in known if drawn.isdisjoint(map(id, other.lines))]
    drawn |= {id(line) for other in others for line in other.lines}
    with_head = {id(piece.line) for _, table in found_in for piece in table.pieces}
    unread = [part for part in unknown if (drawn | with_head).isdisjoint(map(id, part.lines))]
    notes += tuple(_forms_not_known(sources, unread, others))
    tables = _in_order(found, tables, others)
    stated = {table.amount_unit for table in tables}
    return Document(
        unit=unit_name(lines),
        year=year,
        kind=kind,
        amount_unit=stated.pop() if len(stated) == 1 else None,
        tables=tuple(dict.fromkeys(tables)),
        source=", ".join(source.file for source in sources),
        prose=tuple(line for line in lines if id(line) not in drawn),
        notes=notes,
    )


def _forms_not_known(sources: Sequence[Source], parts: Sequence[TextPart], others: Sequence[OtherTable]) -> list[Note]:
    """A note on every table with figures whose heading is not understood, by its line."""
    titles = {line.number: title for source in sources for title, line in titles_not_understood(source.lines)}
    for other in others:
        for number in range(other.first, other.lines[-1].number + 1 if other.lines else other.first):
            titles.pop(number, None)
    for part in parts:
        if part.over.first is not None:
            titles.setdefault(part.over.first.number, part.over.title or "")
    return [Note("table_not_read", _FORM.format(title=titles[line], line=line)) for line in sorted(titles)]


def _in_order(found: Sequence[FoundTable], tables: Sequence[Table], others: Sequence[OtherTable]) -> list[Table]:
    """All tables by the lines that they begin in."""
    placed = [(each.first.number, table) for each, table in zip(found, tables, strict=True)]
    placed += [(other.first, other.table) for other in others]
    return [table for _, table in sorted(placed, key=lambda each: each[0])]


def tables_in_text(sources: Sequence[Source]) -> list[Table]:
    """The known tables in lines of text beside drawn ones, settled as those of plain text are."""
    found, rows, _ = _readable([(source.file, t) for source in sources for t in find_tables(source.lines)])
    if not found:
        return []
    lines = [line for source in sources for line in source.lines]
    return _settled(found, rows, None, stated_in_prose(lines))


def without_figures(sources: Sequence[Source], tables: Sequence[Table]) -> Document:
    """The document that the sentences alone make, where no table has a figure.

    Raises:
        InputFaults: headings of tables are not understood, or it is a blank form, or it is no budget.

    """
    if not tables and (misread := _not_understood(sources)):
        raise InputFaults(misread)
    lines = [line for source in sources for line in source.lines]
    document = narrative_document(lines, tables, ", ".join(source.file for source in sources))
    if document is None:
        text = _BLANK_FORM if tables or has_place_holders(lines) else _NO_TABLE
        raise InputFaults([Fault(text, file=source.file) for source in sources])
    return document


def _readable(
    found_in: Sequence[tuple[str, FoundTable]],
) -> tuple[list[FoundTable], list[list[PrintedRow]], tuple[Note, ...]]:
    """The tables that can be read with their rows, and a note on each that is left out for one of its lines.

    Raises:
        InputFaults: such a line of every table of expenditure, which is never left out.

    """
    found: list[FoundTable] = []
    rows: list[list[PrintedRow]] = []
    faults: list[Fault] = []
    notes: list[Note] = []
    for file, table in found_in:
        try:
            rows.append(rows_of(table.pieces, len(table.layout.columns)))
            found.append(table)
        except Unplaced as unplaced:
            values = {"title": table.title, "printed": unplaced.line.printed}
            if table.kind in _OF_EXPENDITURE:
                faults.append(Fault(_UNREADABLE.format(**values), file=file, line=unplaced.line.number))
            else:
                notes.append(Note("table_not_read", _LEFT_OUT.format(**values, file=file, line=unplaced.line.number)))
    if faults:
        raise InputFaults(faults)
    return found, rows, tuple(notes)


def _not_understood(sources: Sequence[Source]) -> list[Fault]:
    return [
        Fault(_HEADING.format(title=title), file=source.file, line=line.number)
        for source in sources
        for title, line in titles_not_understood(source.lines)
    ]


def _units_stated(lines: Sequence[Line]) -> list[AmountUnit]:
    pairs = zip(lines, [*lines[1:], None], strict=True)
    units = [unit_of_amounts([a] if b is None else [a, b]) for a, b in pairs if "单位" in a.text]
    return [unit for unit in units if unit is not None]


def _settled(
    found: Sequence[FoundTable],
    rows: Sequence[Sequence[PrintedRow]],
    shared_unit: AmountUnit | None,
    prose: Sequence[Stated],
) -> list[Table]:
    """The tables in printed order, each settled with what the ones before it say of it."""
    settled: dict[int, Table] = {}
    for index in sorted(range(len(found)), key=lambda index: SETTLED_FIRST.index(found[index].kind)):
        settled[index] = _table(found[index], rows[index], shared_unit, list(settled.values()), prose)
    return [settled[index] for index in sorted(settled)]


def _table(
    found: FoundTable,
    printed: Sequence[PrintedRow],
    shared_unit: AmountUnit | None,
    settled: Sequence[Table],
    prose: Sequence[Stated],
) -> Table:
    columns = found.layout.columns
    codes = [row.code for row in printed]
    above = parents(codes)
    half = _half_last_place(printed, columns)
    unit = found.amount_unit or shared_unit
    ways = [
        rule_out(
            found.kind, unit, row.code, columns, placements(row.tokens, columns, half), settled=settled, prose=prose
        )
        for row in printed
    ]
    chosen = settle(codes, above, columns, ways, half)
    return Table(
        number=found.number,
        title=found.title,
        scope=scope_of_title(found.title),
        amount_unit=unit,
        page=found.first.page,
        columns=columns,
        rows=tuple(
            _row(row, parent, columns, cells) for row, parent, cells in zip(printed, above, chosen, strict=True)
        ),
    )


def _row(row: PrintedRow, parent: str | None, columns: Sequence[str], ways: Sequence[Cells]) -> Row:
    """A figure is given where every remaining placement agrees on its column, else the column is uncertain."""
    values: dict[str, str] = {}
    uncertain: list[str] = []
    for index, column in enumerate(columns):
        readings = {cells[index] for cells in ways}
        if len(readings) != 1:
            uncertain.append(column)
        elif (printed := next(iter(readings))) is not None:
            values[column] = printed
    return Row(row.code, row.name, parent, row.line.page, row.line.number, values, tuple(uncertain))


def _half_last_place(rows: Sequence[PrintedRow], columns: Sequence[str]) -> Decimal:
    """Half a unit of the place that nearly all amounts are printed to; some documents drop zeros at the end."""
    last = -1 if is_percent(columns[-1]) else None
    places = Counter(decimals(token) for row in rows for token in row.tokens[:last] if token is not None)
    counted = 0
    for place, count in sorted(places.items()):
        counted += count
        if counted * 10 >= places.total() * 9:
            return Decimal(5).scaleb(-place - 1)
    return Decimal(0)
