"""PDF files made for tests: text and tables, ruled or not, in a font that every reader has."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "STSong-Light"
WIDTH, HEIGHT = 842.0, 595.0
LINE = 12.0
SIZE = 9.0

_FIGURE = re.compile(r"[-(]?[\d,]*\.\d+[%)]?|-")

Ruled = Literal["all", "none", "columns"]


@dataclass
class Cell:
    """A text, its lines apart by a line break, over so many columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass
class Table:
    """Widths of columns, and rows of cells from left to right; a place that a cell above reaches into is left out."""

    widths: Sequence[float]
    rows: Sequence[Sequence[str | Cell]]
    ruled: Ruled = "all"
    right: bool = True
    """Whether figures stand at the right side of their cells."""
    heads: int = 0
    """How many rows are headings that stand in the middle of their cells."""


@dataclass
class Page:
    """Lines of text and tables from top to bottom."""

    items: Sequence[str | Table] = field(default_factory=list)
    foot: str | None = None


def made(pages: Sequence[Page | Sequence[str | Table]], *, rotation: int = 0) -> bytes:
    """The file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    for each in pages:
        page = each if isinstance(each, Page) else Page(each)
        canvas.setFont(FONT, SIZE)
        if rotation:
            canvas.setPageRotation(rotation)
        top = 40.0
        for item in page.items:
            top = _table(canvas, item, top) if isinstance(item, Table) else _text(canvas, item, top)
        if page.foot is not None:
            canvas.drawCentredString(WIDTH / 2, 20, page.foot)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _text(canvas: Canvas, text: str, top: float) -> float:
    for line in text.split("\n"):
        canvas.drawString(50, HEIGHT - top - SIZE, line)
        top += LINE + 4
    return top


def _table(canvas: Canvas, table: Table, top: float) -> float:
    placed = _placed(table.rows)
    heights = [
        4 + LINE * max([1, *(c.text.count("\n") + 1 for r, _, c in placed if r == number and c.rows == 1)])
        for number in range(len(table.rows))
    ]
    xs = list(accumulate(table.widths, initial=50.0))
    ys = list(accumulate(heights, initial=top))
    canvas.setLineWidth(0.5)
    for number, column, cell in placed:
        x0, x1 = xs[column], xs[column + cell.columns]
        y0, y1 = ys[number], ys[min(number + cell.rows, len(heights))]
        _cell(canvas, cell.text, (x0, y0, x1, y1), right=table.right, centred=number < table.heads)
        if table.ruled == "all":
            canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
    if table.ruled == "columns":
        for x in xs:
            canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
        for y in (ys[0], ys[1], ys[-1]):
            canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
    return ys[-1] + 8


def _placed(rows: Sequence[Sequence[str | Cell]]) -> list[tuple[int, int, Cell]]:
    """Every cell with its row and column."""
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, Cell]] = []
    for number, row in enumerate(rows):
        column = 0
        for given in row:
            cell = given if isinstance(given, Cell) else Cell(given)
            while (number, column) in taken:
                column += 1
            placed.append((number, column, cell))
            taken |= {(r, c) for r in range(number, number + cell.rows) for c in range(column, column + cell.columns)}
            column += cell.columns
    return placed


def _cell(canvas: Canvas, text: str, box: tuple[float, float, float, float], *, right: bool, centred: bool) -> None:
    x0, y0, x1, y1 = box
    lines = text.split("\n") if text else []
    begin = (y0 + y1) / 2 - LINE * len(lines) / 2
    for number, line in enumerate(lines):
        base = HEIGHT - (begin + LINE * number + SIZE + 1)
        if centred:
            canvas.drawCentredString((x0 + x1) / 2, base, line)
        elif right and _FIGURE.fullmatch(line):
            canvas.drawRightString(x1 - 3, base, line)
        else:
            canvas.drawString(x0 + 3, base, line)
