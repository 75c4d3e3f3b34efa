"""The characters of a PDF page, each with its place and with how the text that it belongs to is drawn."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from pypdfium2 import raw

from openfisca_china_personnel.documents.pdf_view import View

_BELOW, _ABOVE = 0.15, 0.85
"""Of the type's size that a character reaches below and above its baseline, whatever its font says."""
_FAR = 20_000.0  # points: no page reaches so far
_HYPHEN = 0x02  # what PDFium puts for a hyphen at the end of a line
_WHITE = 255.0
_LEANING = math.tan(math.radians(4))  # a page scanned a little askew is still read
_NOT_DRAWN = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_OUTLINED = raw.FPDF_TEXTRENDERMODE_STROKE


@dataclass(frozen=True, slots=True)
class Ink:
    """How one text of a page is drawn: its size in points, ``shade`` from 0 (black) to 255 (as white paper).

    ``drawn`` where it is drawn at all: text recognised in a picture lies on it undrawn. ``slanted`` where it runs
    neither along nor across the page.
    """

    size: float
    shade: float
    drawn: bool
    slanted: bool


class Character(NamedTuple):
    """One character; ``upright`` where it stands on a line that runs from left to right or from right to left.

    ``run`` numbers the texts of the page: characters with the same one were drawn in one go.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool
    ink: Ink
    run: int


class _Slots(NamedTuple):
    """Where PDFium puts what it is asked of one character, the same for all."""

    box: Any
    x: Any
    y: Any


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text have in common."""

    number: int
    ink: Ink
    upright: bool
    height: float  # of its type, in points of the page


def characters_of(text: Any, view: View) -> tuple[list[Character], int]:
    """Every character of a text page of pypdfium2 but spaces, and how many its fonts do not say what they are."""
    found: list[Character] = []
    unmapped = 0
    own, number = None, -1
    slots = _Slots(raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double())
    run = _Run(0, Ink(0.0, 0.0, drawn=True, slanted=False), upright=True, height=0.0)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 and code != _HYPHEN:
            continue
        if raw.FPDFText_HasUnicodeMapError(text, index) == 1 or not code:
            unmapped += 1
            continue
        thing = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(thing.contents) if thing else 0
        if address != own:
            own, number = address, number + 1
            run = _run(text, index, thing, number, view)
        character = _character(text, index, "-" if code == _HYPHEN else chr(code), run, view, slots)
        if not (-_FAR < character.x0 <= character.x1 < _FAR and -_FAR < character.top <= character.bottom < _FAR):
            continue
        if found and found[-1].x0 < character.x0 < found[-1].x1 and found[-1].bottom == character.bottom:
            found[-1] = found[-1]._replace(x1=character.x0)
        found.append(character)
    return [character for character in found if character.text.strip()], unmapped


def _run(text: Any, index: int, thing: Any, number: int, view: View) -> _Run:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    across = abs(matrix.a) >= abs(matrix.b)
    least, most = sorted((abs(matrix.a), abs(matrix.b)))
    size = raw.FPDFText_GetFontSize(text, index)
    height = size * (abs(matrix.d) if across else abs(matrix.c))
    mode = raw.FPDFTextObj_GetTextRenderMode(thing) if thing else raw.FPDF_TEXTRENDERMODE_FILL
    shade = shade_of(thing, raw.FPDFPageObj_GetStrokeColor if mode == _OUTLINED else raw.FPDFPageObj_GetFillColor)
    drawn = mode not in _NOT_DRAWN
    ink = Ink(size * math.hypot(matrix.c, matrix.d), shade, drawn=drawn, slanted=least > _LEANING * most)
    return _Run(number, ink, upright=across != bool(view.turns % 2), height=height)


def shade_of(thing: Any, colour: Any) -> float:
    """How light a thing is drawn on white paper, from 0 to 255; what has no plain colour counts as black."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not thing or not colour(thing, *parts):
        return 0.0
    red, green, blue, opaque = (part.value for part in parts)
    own = 0.299 * red + 0.587 * green + 0.114 * blue
    return _WHITE + (own - _WHITE) * opaque / 255


def _character(text: Any, index: int, character: str, run: _Run, view: View, slots: _Slots) -> Character:
    """One character: as wide as it advances (PDFium's boxes reach into the next one), as tall as its type."""
    loose, x, y = slots
    raw.FPDFText_GetLooseCharBox(text, index, loose)
    x0, top, x1, bottom = view.sides(loose.left, loose.bottom, loose.right, loose.top)
    if run.upright:
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        _, baseline = view.point(x.value, y.value)
        top, bottom = baseline - _ABOVE * run.height, baseline + _BELOW * run.height
    return Character(character, x0, top, x1, bottom, run.upright, run.ink, run.number)
