"""What a web page shows: its text as lines, its tables as drawn.

The standard library reads it: such pages are small, seldom well formed, and nothing in them may be run or loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from openfisca_china_personnel.documents.grid import Cell, Content, Grid, Piece
from openfisca_china_personnel.documents.limits import within_places
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import plain

_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "select", "button"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)
_BREAKING = frozenset(
    {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "section", "article", "hr"}
)
_MOST_SPAN = 200
_MOST_DEPTH = 40


def read_html(text: str, file: str) -> Content:
    """The lines and tables of a web page, in order; lines and rows are counted together.

    Raises:
        InputFaults: a table whose cells are merged over more places than any budget has.

    """
    page = _Page(file)
    page.feed(text)
    page.close()
    page.finish()
    return Content(file, tuple(page.blocks))


@dataclass
class _Open:
    """A table being read: its cells, the places taken by cells that reach down, the cell that is open."""

    cells: list[Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    column: int = 0
    spans: tuple[int, int] = (1, 1)
    pieces: list[str] | None = None


class _Page(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.blocks: list[Line | Grid] = []
        self.tables: list[_Open] = []
        self.unseen: list[str] = []
        self.text: list[str] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen or tag in _UNSEEN:
            if tag not in _VOID and (tag in _UNSEEN or tag == self.unseen[-1]):
                self.unseen.append(tag)
            return
        if tag in _BREAKING:
            self._break()
        if tag == "table" and len(self.tables) < _MOST_DEPTH:
            self._break()
            self._let_out()
            self.tables.append(_Open())
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        elif tag in ("td", "th") and self.tables:
            self._begin_cell(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.pop()
            return
        if tag in _BREAKING:
            self._break()
        if tag in ("td", "th", "tr") and self.tables:
            self._end_cell()
        elif tag == "table" and self.tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)

    def finish(self) -> None:
        while self.tables:
            self._end_table()
        self._break()

    def _break(self) -> None:
        printed = " ".join("".join(self.text).split())
        self.text.clear()
        if not printed:
            return
        if self.tables and self.tables[-1].pieces is not None:
            self.tables[-1].pieces.append(printed)
        elif self.tables and self.tables[-1].row >= 0:
            return
        else:
            self.count += 1
            self.blocks.append(Line(plain(printed), printed, self.count))

    def _let_out(self) -> None:
        """What stands before a table in the cell of another, which then is only there to lay out the page."""
        if self.tables and self.tables[-1].pieces:
            for printed in self.tables[-1].pieces:
                self.count += 1
                self.blocks.append(Line(plain(printed), printed, self.count))
            self.tables[-1].pieces = []

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.tables[-1]
        table.row = max(table.row, 0)
        while (table.row, table.column) in table.taken:
            table.column += 1
        table.spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        table.pieces = []

    def _end_cell(self) -> None:
        self._break()
        table = self.tables[-1]
        if table.pieces is None:
            return
        high, wide = table.spans
        within_places(len(table.taken) + high * wide, self.file)
        table.cells.append(Cell(table.row, table.column, high, wide, tuple(Piece(text) for text in table.pieces)))
        for row in range(table.row, table.row + high):
            for column in range(table.column, table.column + wide):
                table.taken.add((row, column))
        table.column += wide
        table.pieces = None

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        inside = self.tables[-1] if self.tables else None
        if inside is not None and inside.pieces is not None and _only_frames(table):
            inside.pieces += [piece.printed for cell in table.cells for piece in cell.pieces]
            return
        rows = table.row + 1
        if rows < 1 or not table.cells:
            return
        cells = tuple(
            Cell(cell.row, cell.column, min(cell.row_span, rows - cell.row), cell.column_span, cell.pieces)
            for cell in table.cells
        )
        columns = max(cell.column + cell.column_span for cell in cells)
        if columns == 1:
            for cell in cells:
                for piece in cell.pieces:
                    self.count += 1
                    self.blocks.append(Line(plain(piece.printed), piece.printed, self.count))
            return
        numbers = tuple(range(self.count + 1, self.count + rows + 1))
        self.count += rows
        self.blocks.append(Grid(rows, columns, cells, None, numbers))


def _only_frames(table: _Open) -> bool:
    """Whether a table inside a cell is no table of figures: a single column, as pages are laid out with."""
    return all(cell.column == 0 for cell in table.cells)


def _span(stated: str | None) -> int:
    text = (stated or "1").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isdecimal() else 1
