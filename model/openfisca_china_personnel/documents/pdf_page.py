"""A page of a PDF as it is displayed: its characters and the straight lines that it draws, each with its place.

PDFium (as pypdfium2 binds it) takes the page apart; it is ten times as fast as a parser in Python. Places are points
from the upper left corner of the page as a viewer shows it: turned, and without the margins that are cut off.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

from pypdfium2 import PdfDocument, raw

from openfisca_china_personnel.documents.pdf_characters import Character, characters_of, shade_of
from openfisca_china_personnel.documents.pdf_view import UNCHANGED, Matrix, View, times

_NESTED = 8  # forms within forms
_MOST_CHARACTERS = 200_000  # on one page: a full one has some thousand
_MOST_THINGS = 200_000  # lines, pictures and forms on one page: a densely ruled one has some thousand
_LOOKED_AT = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM})
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))  # of a picture, in its own space


class TooFull(Exception):
    """A page on which more is drawn than on any page of a budget."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A straight line, or the sides of a rectangle or of a picture.

    ``shade`` is how light it is filled, from 0 (black) to 255 (white), None where it is not filled. ``stroked`` where
    its sides are drawn.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    stroked: bool
    shade: float | None = None


@dataclass(frozen=True)
class DrawnPage:
    """What a page shows. ``unmapped`` counts characters whose font does not say what they are."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    drawn: tuple[Drawn, ...]
    pictures: tuple[Drawn, ...]
    unmapped: int


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
    """What a page of pypdfium2 shows.

    Raises ``TooFull`` for a page with more characters, lines or pictures than are looked at.
    """
    left, bottom, right, top = page.get_bbox()
    view = View(left, bottom, right, top, page.get_rotation() // 90)
    text = page.get_textpage()
    if text.count_chars() > _MOST_CHARACTERS:
        raise TooFull
    characters, unmapped = characters_of(text, view)
    text.close()
    drawn: list[Drawn] = []
    pictures: list[Drawn] = []
    left_over = count(_MOST_THINGS, -1)
    for kind, thing, matrix in _things(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, UNCHANGED, left_over):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(matrix, view))
        else:
            drawn += _path(thing, matrix, view)
    return DrawnPage(number, *view.size, tuple(characters), tuple(drawn), tuple(pictures), unmapped)


def _picture(matrix: Matrix, view: View) -> Drawn:
    a, b, c, d, e, f = matrix
    points = [view.point(a * x + c * y + e, b * x + d * y + f) for x, y in _CORNERS]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Drawn(min(xs), min(ys), max(xs), max(ys), stroked=False)


def _path(path: Any, matrix: Matrix, view: View) -> Iterator[Drawn]:
    fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    shade = shade_of(path, raw.FPDFPageObj_GetFillColor) if fill.value else None
    for points, curved in _outlines(path, matrix):
        if not curved:
            yield from _straight([view.point(*point) for point in points], shade, stroked=bool(stroke.value))


def _things(
    container: Any, how_many: Any, get: Any, matrix: Matrix, left_over: Iterator[int], depth: int = 0
) -> Iterator[tuple[int, Any, Matrix]]:
    """The paths and pictures of a page, those in forms on it included, with what turns their places into the page's.

    ``left_over`` counts down how many things may still be looked at.
    """
    own = raw.FS_MATRIX()
    for index in range(how_many(container)):
        if not next(left_over):
            raise TooFull
        thing = get(container, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in _LOOKED_AT:
            continue
        raw.FPDFPageObj_GetMatrix(thing, own)
        whole = times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, thing, whole
        elif depth < _NESTED:
            of_form = (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
            yield from _things(thing, *of_form, whole, left_over, depth + 1)


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


def _straight(points: Sequence[tuple[float, float]], shade: float | None, *, stroked: bool) -> Iterator[Drawn]:
    """A rectangle as one; of anything else that is not filled each straight stroke."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    is_box = len(points) >= 4 and len({x for x, _ in corners}) <= 2 and len({y for _, y in corners}) <= 2
    if is_box or len(points) == 2:
        yield Drawn(min(xs), min(ys), max(xs), max(ys), stroked, shade)
    elif shade is None:
        for (ax, ay), (bx, by) in pairwise(points):
            yield Drawn(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), stroked)
