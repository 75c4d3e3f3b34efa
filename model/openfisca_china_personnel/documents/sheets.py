"""Drawn tables put together: what stands over each, its head, its body, and its parts on other pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.boxes import around
from openfisca_china_personnel.documents.grid import Cell, Grid
from openfisca_china_personnel.documents.grid_heads import head_end, is_column_numbering, title_rows
from openfisca_china_personnel.documents.kinds import bare_title
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import is_number, plain
from openfisca_china_personnel.documents.titles import Over, over_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTE = re.compile(r"[(]?(?:注|备注|说明|附注)[::\d]|本表|注明")
_NEAR = 20.0  # points that the same border of a table may differ between pages
_PAGE_FOOT = 40  # characters of a page's number or of what is printed at the head of every page


@dataclass(frozen=True)
class Span:
    """A cell of a body's row, with the first and last of the sheet's columns that it covers.

    ``inherited`` where the cell begins in a row above and reaches down into this one.
    """

    first: int
    last: int
    cell: Cell
    inherited: bool = False


@dataclass(frozen=True)
class BodyRow:
    """One row under the head; ``continues`` where it is the first on a new page."""

    page: int | None
    line: int
    spans: tuple[Span, ...]
    continues: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(span.cell.joined for span in self.spans if not span.inherited)


@dataclass
class Sheet:
    """One table: the lines over it, the heading path of every column, the rows of its head and of its body."""

    over: Over
    page: int | None
    paths: list[tuple[str, ...]]
    edges: tuple[float, ...] | None
    unsettled: frozenset[int] = frozenset()
    rows: list[BodyRow] = field(default_factory=list)
    head: list[BodyRow] = field(default_factory=list)

    def texts(self, column: int) -> list[str]:
        """What is printed in a column by itself, from top to bottom."""
        return [
            span.cell.joined
            for row in self.rows
            for span in row.spans
            if span.first == span.last == column and span.cell.joined and not span.inherited
        ]


def sheets_of(blocks: Sequence[Line | Grid]) -> tuple[list[Sheet], list[Line]]:
    """The tables in reading order, and the lines that stand outside of all."""
    sheets: list[Sheet] = []
    since: list[Line] = []
    outside: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            since.append(block)
            outside.append(block)
            continue
        inner = title_rows(block)
        within = _lines_of(block, inner)
        lines = [*since, *within]
        over = over_table(lines)
        last = sheets[-1] if sheets else None
        bare_part = last is not None and _is_bare_part(last, over, block, since)
        if over.title is None and not bare_part and not _has_figures(block):
            since += _lines_of(block, block.rows)
            outside += _lines_of(block, block.rows)
            continue
        outside += within
        head = head_end(block, inner)
        paths = _paths(block, inner, head)
        if last is not None and bare_part and not _same_head(last, paths):
            head, paths = inner, [()] * block.columns
        if last is not None and _goes_on(last, over, paths, block, head, lines):
            last.rows += _body(block, head, last, continues=True)
        else:
            sheet = Sheet(over, block.page, paths, block.edges, block.unsettled)
            sheet.head = _rows(block, inner, head, sheet)
            sheet.rows += _body(block, head, sheet, continues=False)
            sheets.append(sheet)
        since = _notes_under(sheets[-1])
        outside += since
    return sheets, outside


def _notes_under(sheet: Sheet) -> list[Line]:
    """Takes the notes off the foot of a table: they are prose, though they may stand in its last cells."""
    notes: list[Line] = []
    while sheet.rows:
        row = sheet.rows[-1]
        cells = [span.cell for span in row.spans if span.cell.joined and not span.inherited]
        if len(cells) != 1 or not _NOTE.match(cells[0].joined):
            break
        printed = cells[0].printed
        notes.insert(0, Line(plain(printed), printed, row.line, row.page, box=around(p.box for p in cells[0].pieces)))
        sheet.rows.pop()
    return notes


def _has_figures(grid: Grid) -> bool:
    """Whether a drawn table may be one of figures; others lay out a cover or list units."""
    return grid.columns > 1 and any(is_number(cell.joined) for cell in grid.cells)


def _lines_of(grid: Grid, rows: int) -> list[Line]:
    """The rows of a table that only hold its title or its unit, as lines."""
    found: list[Line] = []
    for row in range(rows):
        printed = " ".join(cell.printed for cell in grid.starting_in(row) if cell.printed)
        if printed:
            box = around(piece.box for cell in grid.starting_in(row) for piece in cell.pieces)
            found.append(Line(plain(printed), printed, grid.row_lines[row], grid.page, box=box))
    return found


def _paths(grid: Grid, start: int, end: int) -> list[tuple[str, ...]]:
    """The headings over every column, from top to bottom."""
    if grid.heads is not None:
        return list(grid.heads)
    paths: list[list[str]] = [[] for _ in range(grid.columns)]
    for column in range(grid.columns):
        seen: set[tuple[int, int]] = set()
        for row in range(start, end):
            if is_column_numbering(grid, row):
                continue
            cell = grid.at.get((row, column))
            if cell is None or (cell.row, cell.column) in seen or not cell.joined:
                continue
            seen.add((cell.row, cell.column))
            lowest = cell.row + cell.row_span >= end
            paths[column] += _own_part(cell, column) if lowest else [cell.joined]
    return [tuple(path) for path in paths]


def _own_part(cell: Cell, column: int) -> list[str]:
    """The heading of one of several columns under a cell whose last line holds as many words as it has columns."""
    if cell.column_span > 1 and cell.pieces:
        last = plain(cell.pieces[-1].printed).split()
        if len(last) == cell.column_span:
            above = "".join("".join(plain(piece.printed).split()) for piece in cell.pieces[:-1])
            return [*([above] if above else []), last[column - cell.column]]
    return [cell.joined]


def _same_head(last: Sheet, paths: Sequence[tuple[str, ...]]) -> bool:
    return any(paths) and [path for path in paths if path] == [path for path in last.paths if path]


def _is_bare_part(last: Sheet, over: Over, grid: Grid, since: Sequence[Line]) -> bool:
    """Whether a drawn table follows the one before it on the next page with nothing between, as wide as that."""
    page = last.rows[-1].page if last.rows else last.page
    if page is None or grid.page != page + 1 or over.title is not None or over.amount_unit is not None:
        return False
    if (
        last.edges is None
        or grid.edges is None
        or any(len(line.joined) > _PAGE_FOOT or "。" in line.joined for line in since)
    ):
        return False
    return _as_wide(last.edges, grid.edges)


def _as_wide(edges: Sequence[float], others: Sequence[float]) -> bool:
    return abs(edges[0] - others[0]) < _NEAR and abs(edges[-1] - others[-1]) < _NEAR


def _goes_on(
    last: Sheet, over: Over, paths: list[tuple[str, ...]], grid: Grid, head: int, lines: Sequence[Line]
) -> bool:
    """Whether a drawn table is the next part of the one before it."""
    headed = any(paths)
    same_head = _same_head(last, paths)
    if headed and not same_head:
        return False
    if over.title is not None:
        repeated = bare_title(over.title) == bare_title(last.over.title or "")
        return repeated and same_head and not _begins_anew(last, grid, head)
    if any(len(line.joined) > 60 or "。" in line.joined for line in lines):
        return False
    if not headed and last.edges is not None and grid.edges is not None:
        return _as_wide(last.edges, grid.edges)
    return same_head or grid.columns == len(last.paths)


def _begins_anew(last: Sheet, grid: Grid, head: int) -> bool:
    """Whether a table of the same title is printed once more rather than going on: it has a row that it had."""
    first = next((texts for row in range(head, grid.rows) if (texts := _texts(grid, row))), ())
    return any(tuple(s.cell.joined for s in row.spans if s.cell.joined) == first for row in last.rows)


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(cell.joined for cell in grid.starting_in(row) if cell.joined)


def _body(grid: Grid, start: int, sheet: Sheet, *, continues: bool) -> list[BodyRow]:
    rows = _rows(grid, start, grid.rows, sheet)
    return [replace(row, continues=continues and number == 0) for number, row in enumerate(rows)]


def _rows(grid: Grid, start: int, end: int, sheet: Sheet) -> list[BodyRow]:
    rows: list[BodyRow] = []
    for row in range(start, end):
        if is_column_numbering(grid, row):
            continue
        spans = []
        for column in range(grid.columns):
            cell = grid.at.get((row, column))
            if cell is not None and cell.column == column:
                spans.append(Span(*_columns_under(cell, grid, sheet), cell, inherited=cell.row < row))
        rows.append(BodyRow(grid.page, grid.row_lines[row], tuple(spans)))
    return rows


def _columns_under(cell: Cell, grid: Grid, sheet: Sheet) -> tuple[int, int]:
    """The sheet's columns that a cell covers: by their places on the page, else by their numbers."""
    first, last = cell.column, cell.column + cell.column_span - 1
    if sheet.edges is None or grid.edges is None or grid.edges == sheet.edges:
        return min(first, len(sheet.paths) - 1), min(last, len(sheet.paths) - 1)
    left, right = grid.edges[first], grid.edges[last + 1]
    middles = [(a + b) / 2 for a, b in zip(sheet.edges, sheet.edges[1:], strict=False)]
    covered = [index for index, middle in enumerate(middles) if left - 1 <= middle <= right + 1]
    if covered:
        return covered[0], covered[-1]
    middle = (left + right) / 2
    nearest = min(range(len(middles)), key=lambda index: abs(middles[index] - middle))
    return nearest, nearest
