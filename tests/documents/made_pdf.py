"""PDF files made for tests: text and tables, ruled or not, in a font that every reader has."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FONT = "STSong-Light"
WIDTH, HEIGHT = 842.0, 595.0
LINE = 12.0
SIZE = 9.0

_FIGURE = re.compile(r"[-−－—﹣△▲(¥]? ?[\d,，]*\.\d+[%)]?|-")

Ruled = Literal["all", "none", "columns", "zebra", "striped", "fills", "dashed", "dots", "double"]
"""``zebra`` shades every other row and draws no line, ``striped`` shades and rules; ``fills`` draws lines as thin
filled rectangles, ``dots`` as short strokes one by one."""


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
    draw: Callable[[Any, float, float, str], None] = Canvas.drawString
    """What writes a text on a canvas, beginning at a place."""


@dataclass
class Page:
    """Lines of text and tables from top to bottom."""

    items: Sequence[str | Table] = field(default_factory=list)
    foot: str | None = None
    under: Callable[[Any], None] | None = None
    """Draws on the canvas before everything else."""
    over: Callable[[Any], None] | None = None
    """Draws on the canvas after everything else."""
    rotation: int = 0


def made(pages: Sequence[Page | Sequence[str | Table]], *, rotation: int = 0) -> bytes:
    """The file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    for each in pages:
        page = each if isinstance(each, Page) else Page(each)
        canvas.setFont(FONT, SIZE)
        if rotation or page.rotation:
            canvas.setPageRotation(rotation or page.rotation)
        _aside(canvas, page.under)
        top = 40.0
        for item in page.items:
            top = _table(canvas, item, top) if isinstance(item, Table) else _text(canvas, item, top)
        if page.foot is not None:
            canvas.drawCentredString(WIDTH / 2, 20, page.foot)
        _aside(canvas, page.over)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _aside(canvas: Canvas, draw: Callable[[Any], None] | None) -> None:
    if draw is not None:
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()


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
    if table.ruled in ("zebra", "striped"):
        canvas.setFillGray(0.9)
        for y0, y1 in list(pairwise(ys))[1::2]:
            canvas.rect(xs[0], HEIGHT - y1, xs[-1] - xs[0], y1 - y0, stroke=0, fill=1)
        canvas.setFillGray(0)
    for number, column, cell in placed:
        x0, x1 = xs[column], xs[column + cell.columns]
        y0, y1 = ys[number], ys[min(number + cell.rows, len(heights))]
        _cell(canvas, cell.text, (x0, y0, x1, y1), table, centred=number < table.heads)
        _border(canvas, (x0, HEIGHT - y1, x1 - x0, y1 - y0), table.ruled)
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


def _border(canvas: Canvas, box: tuple[float, float, float, float], ruled: Ruled) -> None:
    x, y, wide, high = box
    if ruled in ("all", "striped"):
        canvas.rect(x, y, wide, high)
    elif ruled == "dashed":
        canvas.setDash(3, 2)
        canvas.rect(x, y, wide, high)
        canvas.setDash()
    elif ruled == "double":
        canvas.rect(x - 0.8, y - 0.8, wide + 1.6, high + 1.6)
        canvas.rect(x + 0.8, y + 0.8, wide - 1.6, high - 1.6)
    elif ruled == "fills":
        for side in ((x, y, wide, 0.5), (x, y + high, wide, 0.5), (x, y, 0.5, high), (x + wide, y, 0.5, high)):
            canvas.rect(*side, stroke=0, fill=1)
    elif ruled == "dots":
        _dots(canvas, box)


def _dots(canvas: Canvas, box: tuple[float, float, float, float]) -> None:
    x, y, wide, high = box
    for step in range(0, int(wide), 4):
        for side in (y, y + high):
            canvas.line(x + step, side, x + step + 2, side)
    for step in range(0, int(high), 4):
        for side in (x, x + wide):
            canvas.line(side, y + step, side, y + step + 2)


def _cell(canvas: Canvas, text: str, box: tuple[float, float, float, float], table: Table, *, centred: bool) -> None:
    x0, y0, x1, y1 = box
    lines = text.split("\n") if text else []
    begin = (y0 + y1) / 2 - LINE * len(lines) / 2
    for number, line in enumerate(lines):
        base = HEIGHT - (begin + LINE * number + SIZE + 1)
        long = canvas.stringWidth(line)
        if centred:
            left = (x0 + x1 - long) / 2
        elif table.right and _FIGURE.fullmatch(line):
            left = x1 - 3 - long
        else:
            left = x0 + 3
        table.draw(canvas, left, base, line)
