"""The characters of a PDF page joined to pieces and lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.grid import Piece
from openfisca_china_personnel.documents.pdf_characters import Character
from openfisca_china_personnel.documents.pdf_turn import Turn
from openfisca_china_personnel.documents.printed import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SAME_LINE = 0.6  # of a character's height that its middle may be off the line's
_TOUCHING = 0.18  # of a character's height between characters of one word
_SPACED_OUT = 0.6  # of a character's height between the digits of one figure that is spaced out
_UNEVEN = 0.12  # of a character's height that those distances may differ
_PRINTED_OVER = 0.3  # of a character's height that it lies on the one before it, of another text
_OF_FIGURES = frozenset("0123456789.,-()%")
_OVERFLOW = 3  # characters of a name that may stand over the border of its cell
_SAME_PLACE = 1.2  # points between two prints of one character that stand for bold type
_ONE_FIGURE = re.compile(r"[-(]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?[)%]?")


class Glyph(NamedTuple):
    """One character with its place; ``run`` numbers the text of the page that it was drawn with."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    run: int = 0

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """How far right its middle stands."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Its height."""
        high = self.bottom - self.top
        return high if high > 1.0 else 1.0


def glyphs_of(characters: Iterable[Character], turn: Turn) -> list[Glyph]:
    """Those characters of a page that lie on it and run as its text does, turned to be read."""
    upright = turn.direction in ("right", "left")
    found: list[Glyph] = []
    for char in characters:
        if char.upright != upright:
            continue
        x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
        if 0 <= (x0 + x1) / 2 <= turn.width and 0 <= (top + bottom) / 2 <= turn.height:
            found.append(Glyph(char.text, *turn.turned(x0, top, x1, bottom), char.run))
    return found


def text_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters by lines, from top to bottom, each from left to right."""
    lines: list[list[Glyph]] = []
    middle = tall = 0.0
    for glyph in sorted(glyphs, key=lambda each: each.middle):
        if lines and glyph.middle - middle <= _SAME_LINE * min(max(glyph.height, tall), 1.5 * min(glyph.height, tall)):
            lines[-1].append(glyph)
            middle += (glyph.middle - middle) / len(lines[-1])
            tall = max(tall, glyph.height)
        else:
            lines.append([glyph])
            middle, tall = glyph.middle, glyph.height
    return [_once(sorted(line, key=lambda each: each.x0)) for line in lines]


def _once(line: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in line:
        if any(
            before.text == glyph.text
            and abs(before.x0 - glyph.x0) < _SAME_PLACE
            and abs(before.top - glyph.top) < _SAME_PLACE
            for before in kept[-3:]
        ):
            continue
        kept.append(glyph)
    return kept


def words(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of a line that touch each other, together, and digits that are spaced out evenly."""
    found: list[list[Glyph]] = []
    spaced = 0
    end = float("-inf")
    for glyph in line:
        gap = (glyph.x0 - end) / glyph.height
        if gap <= _TOUCHING:
            found[-1].append(glyph)
        else:
            found.append([glyph])
        spaced += _UNEVEN < gap <= _SPACED_OUT
        end = glyph.x1
    return _closed_up(line) if spaced > 1 else found


def _closed_up(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """The words of a line in which digits may be spaced out: three or more in equal steps are one word.

    None of them touches a digit beside them: the groups of ``208 05 05`` stay apart.
    """
    gaps = [(after.x0 - before.x1) / after.height for before, after in pairwise(line)]
    of_figures = [plain(glyph.text) in _OF_FIGURES for glyph in line]
    near = [a and b and gap <= _SPACED_OUT for gap, a, b in zip(gaps, of_figures, of_figures[1:], strict=False)]
    joined = [gap <= _TOUCHING for gap in gaps]
    start = 0
    while start < len(gaps):
        end = start
        while end < len(gaps) and near[end]:
            end += 1
        steps = gaps[start:end]
        if len(steps) > 1 and min(steps) > _UNEVEN and max(steps) - min(steps) <= _UNEVEN:
            joined[start:end] = [True] * len(steps)
        start = end + 1
    found = [[line[0]]]
    for glyph, touches in zip(line[1:], joined, strict=True):
        if touches:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def piece_of(line: Sequence[Glyph], page: int) -> Piece:
    """A line, or the part of one in a cell, with a space where there is a gap."""
    text = " ".join("".join(glyph.text for glyph in word) for word in words(line))
    return Piece(text, box_of(line, page))


def box_of(glyphs: Sequence[Glyph], page: int) -> Box:
    """The place that characters take."""
    sides = (
        min(g.x0 for g in glyphs),
        min(g.top for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.bottom for g in glyphs),
    )
    return Box(page, *(round(side, 2) for side in sides))


def by_place(
    glyphs: Sequence[Glyph], place: Callable[[float, float], tuple[int, int]]
) -> dict[tuple[int, int], list[Glyph]]:
    """The characters by the cell that they stand in; a figure that reaches over its cell's border stays whole."""
    found: dict[tuple[int, int], list[Glyph]] = {}
    for line in text_lines(glyphs):
        strands = _strands(line)
        for word in (part for strand in strands for touching in words(strand) for part in _alike(touching)):
            places = [place(glyph.centre, glyph.middle) for glyph in word]
            over = len(strands) > 1 and not word[0].text.isascii()
            whole = places[0] if over else _place_of_all(word, places, place)
            for glyph, own in zip(word, places, strict=True):
                found.setdefault(whole or own, []).append(glyph)
    return found


def _strands(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """The texts of a line one by one, where a name runs on over the figures of the next cell; else the line itself."""
    end, run = float("-inf"), 0
    for glyph in line:
        if end > glyph.x0 and glyph.run != run and end - glyph.x0 > _PRINTED_OVER * glyph.height:
            break
        end, run = glyph.x1, glyph.run
    else:
        return [list(line)]
    strands: dict[int, list[Glyph]] = {}
    for glyph in line:
        strands.setdefault(glyph.run, []).append(glyph)
    return list(strands.values())


def _alike(word: Sequence[Glyph]) -> list[list[Glyph]]:
    """A word cut where Chinese characters and figures meet, which may touch over the border of their cells."""
    parts: list[list[Glyph]] = []
    for glyph in word:
        if parts and parts[-1][-1].text.isascii() == glyph.text.isascii():
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return parts


def _place_of_all(
    word: Sequence[Glyph], places: Sequence[tuple[int, int]], place: Callable[[float, float], tuple[int, int]]
) -> tuple[int, int] | None:
    """The one cell of characters that touch: of a figure by its middle, of a name that overflows where most is."""
    if len(set(places)) == 1:
        return places[0]
    text = "".join(glyph.text for glyph in word)
    if ("." in text or "," in text) and _ONE_FIGURE.fullmatch(text):
        return place((word[0].x0 + word[-1].x1) / 2, word[0].middle)
    most = max(set(places), key=places.count)
    over = [glyph for glyph, own in zip(word, places, strict=True) if own != most]
    named = not any(glyph.text.isascii() for glyph in over)
    one_text = len({glyph.run for glyph in word}) == 1
    return most if named and (one_text or (len(over) <= _OVERFLOW and len(over) * 4 <= len(word))) else None
