"""What a Word document shows: its paragraphs as lines, its tables as drawn."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.documents.grid import Cell, Content, Grid, Piece
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.packages import check_package
from openfisca_china_personnel.documents.printed import plain
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_BROKEN = Text("Word 文件已损坏，无法读取：{problem}。", "the Word file is damaged and cannot be read: {problem}")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = (f"{_W}br", f"{_W}cr")


def read_docx(content: bytes, file: str) -> Content:
    """The lines and tables of a Word document, a line for every paragraph and every row.

    Raises:
        InputFaults: a damaged file, or one that unpacks to more than is read.

    """
    import docx  # noqa: PLC0415 - heavy, and only Word files need it

    check_package(content, file)
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (ValueError, KeyError, SyntaxError, AttributeError, TypeError, OSError) as error:
        raise refuse(_BROKEN.format(problem=str(error).split("\n")[0][:120]), file=file) from error
    blocks: list[Line | Grid] = []
    number = 0
    for element in _blocks(body):
        if element.tag == f"{_W}p":
            for printed in _texts(element):
                number += 1
                blocks.append(Line(plain(printed), printed, number))
        else:
            grid = _grid(element, number)
            number += grid.rows
            if grid.rows:
                blocks.append(grid)
    return Content(file, tuple(blocks))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _blocks(element)


def _texts(paragraph: Any) -> list[str]:
    parts = [""]
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            parts[-1] += element.text or ""
        elif element.tag == f"{_W}tab":
            parts[-1] += " "
        elif element.tag in _BREAKS:
            parts.append("")
    return [part.strip() for part in parts if part.strip()]


def _grid(table: Any, lines_before: int) -> Grid:
    """The cells of a table; one that is merged downwards is a single cell."""
    open_cells: dict[int, int] = {}
    cells: list[Cell] = []
    widest = rows = 0
    for row_element in table.iter(f"{_W}tr"):
        if next(row_element.iterancestors(f"{_W}tbl")) is not table:
            continue
        column = _number(row_element, "gridBefore")
        for cell_element in row_element.iter(f"{_W}tc"):
            if next(cell_element.iterancestors(f"{_W}tr")) is not row_element:
                continue
            wide = max(1, _number(cell_element, "gridSpan"))
            merge = cell_element.find(f"{_W}tcPr/{_W}vMerge")
            above = open_cells.get(column)
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and above is not None:
                before = cells[above]
                cells[above] = Cell(before.row, column, rows - before.row + 1, before.column_span, before.pieces)
            else:
                pieces = tuple(Piece(text) for p in cell_element.iter(f"{_W}p") for text in _texts(p))
                cells.append(Cell(rows, column, 1, wide, pieces))
                open_cells[column] = len(cells) - 1
            column += wide
        widest = max(widest, column)
        rows += 1
    numbers = tuple(range(lines_before + 1, lines_before + rows + 1))
    return Grid(rows, widest, tuple(cells), None, numbers)


def _number(element: Any, name: str) -> int:
    found = element.find(f"./{_W}{'trPr' if name == 'gridBefore' else 'tcPr'}/{_W}{name}")
    value = None if found is None else found.get(f"{_W}val")
    return int(value) if value is not None and value.isdecimal() and int(value) < 200 else 0
