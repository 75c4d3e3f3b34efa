"""A page of a PDF as it is displayed: its characters and the straight lines that it draws, each with its place.

PDFium (as pypdfium2 binds it) takes the page apart; it is ten times as fast as a parser in Python. Places are points
from the upper left corner of the page as a viewer shows it: turned, and without the margins that are cut off.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdfium2 import PdfDocument, raw

_BELOW, _ABOVE = 0.15, 0.85
"""Of the type's size that a character reaches below and above its baseline, whatever its font says."""
_HYPHEN = 0x02  # what PDFium puts for a hyphen at the end of a line
_NESTED = 8  # forms within forms
_WHITE = 250  # of 255

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Character:
    """One character; ``upright`` where it stands on a line that runs from left to right or from right to left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A straight line or the sides of a rectangle; ``invisible`` where it is only filled with white."""

    x0: float
    top: float
    x1: float
    bottom: float
    invisible: bool


@dataclass(frozen=True)
class DrawnPage:
    """What a page shows. ``unmapped`` counts characters whose font does not say what they are."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    drawn: tuple[Drawn, ...]
    unmapped: int


@dataclass(frozen=True)
class _View:
    """How a page is displayed: its box in its own space, and by how many quarters it is turned to the right."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turns % 2 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space where it is displayed."""
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def sides(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of the page's own space as x0, top, x1, bottom where it is displayed."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def drawn_pages(content: bytes, numbers: Iterable[int] | None = None) -> Iterator[DrawnPage]:
    """Pages of a PDF, from 1, one at a time; all of them where no ``numbers`` are given.

    Raises ``PdfiumError`` for a file that is damaged or needs a password.
    """
    pdf = PdfDocument(content)
    try:
        for number in range(1, len(pdf) + 1) if numbers is None else numbers:
            page = pdf[number - 1]
            yield drawn_page(page, number)
            page.close()
    finally:
        pdf.close()


def drawn_page(page: Any, number: int) -> DrawnPage:
    """What a page of pypdfium2 shows."""
    left, bottom, right, top = page.get_bbox()
    view = _View(left, bottom, right, top, page.get_rotation() // 90)
    characters, unmapped = _characters(page, view)
    width, height = view.size
    return DrawnPage(number, width, height, tuple(characters), tuple(_drawn(page, view)), unmapped)


def _characters(page: Any, view: _View) -> tuple[list[Character], int]:
    text = page.get_textpage()
    found: list[Character] = []
    unmapped = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 and code != _HYPHEN:
            continue
        if raw.FPDFText_HasUnicodeMapError(text, index) == 1 or not code:
            unmapped += 1
            continue
        character = _character(text, index, "-" if code == _HYPHEN else chr(code), view)
        if found and found[-1].x0 < character.x0 < found[-1].x1 and found[-1].bottom == character.bottom:
            found[-1] = replace(found[-1], x1=character.x0)
        found.append(character)
    text.close()
    return [character for character in found if character.text.strip()], unmapped


def _character(text: Any, index: int, character: str, view: _View) -> Character:
    """One character: as wide as it advances (PDFium's boxes reach into the next one), as tall as its type."""
    matrix, loose = raw.FS_MATRIX(), raw.FS_RECTF()
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetLooseCharBox(text, index, loose)
    x0, top, x1, bottom = view.sides(loose.left, loose.bottom, loose.right, loose.top)
    across = abs(matrix.a) >= abs(matrix.b)
    upright = across != bool(view.turns % 2)
    if upright:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        _, baseline = view.point(x.value, y.value)
        size = raw.FPDFText_GetFontSize(text, index) * (abs(matrix.d) if across else abs(matrix.c))
        top, bottom = baseline - _ABOVE * size, baseline + _BELOW * size
    return Character(character, x0, top, x1, bottom, upright)


def _drawn(page: Any, view: _View) -> Iterator[Drawn]:
    for path, matrix in _paths(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _SAME, 0):
        fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        invisible = not stroke.value and _is_white(path)
        for points, curved in _outlines(path, matrix):
            if curved:
                continue
            shown = [view.point(*point) for point in points]
            yield from _straight(shown, closed=bool(fill.value), invisible=invisible)


def _paths(container: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """The paths of a page, those in forms on it included, with what turns their points into the page's."""
    own = raw.FS_MATRIX()
    for index in range(count(container)):
        thing = get(container, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        raw.FPDFPageObj_GetMatrix(thing, own)
        whole = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, whole
        elif depth < _NESTED:
            yield from _paths(thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, whole, depth + 1)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _outlines(path: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The strokes of a path that are drawn in one go: their points, and whether they are curved."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, curved


def _straight(points: Sequence[tuple[float, float]], *, closed: bool, invisible: bool) -> Iterator[Drawn]:
    """A rectangle as one; of anything else each straight stroke."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    is_box = len(points) >= 4 and len({x for x, _ in corners}) <= 2 and len({y for _, y in corners}) <= 2
    if is_box or len(points) == 2:
        yield Drawn(min(xs), min(ys), max(xs), max(ys), invisible)
    elif not closed:
        for (ax, ay), (bx, by) in pairwise(points):
            yield Drawn(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), invisible)


def _is_white(path: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(path, *parts)
    return bool(known) and all(part.value >= _WHITE for part in parts[:3])
