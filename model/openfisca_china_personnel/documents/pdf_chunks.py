"""What stands together on one line of a PDF page apart from the rest of it, and what it can be by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.pdf_text import Glyph, words
from openfisca_china_personnel.documents.printed import is_number, is_printed_blank, is_spoiled, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

What = Literal["code", "figure", "word"]

_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_EXACT = re.compile(r"\d\.\d")
_CUT_FIGURE = re.compile(r"-?[\d,]*\d[\d,]*\.?\d*|\.\d+")  # the beginning or end of one that goes on elsewhere
_APART = 0.75  # of a character's height between what stands in different cells
_MINUS = 0.4  # of a character's height between a minus sign and its figure; a dash in its own cell stands further
_GLUED = re.compile(r"([235]\d{2}(?:\d{2}){0,3})(?=[^\d.,%年月日万元人])")


@dataclass(frozen=True)
class Chunk:
    """What stands together in one line, apart from the rest of it."""

    glyphs: tuple[Glyph, ...]
    line: int

    @property
    def text(self) -> str:
        """In ordinary characters without spaces."""
        return "".join(plain("".join(glyph.text for glyph in self.glyphs)).split())

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].x1

    @property
    def what(self) -> What:
        """What it can be by itself."""
        if _CODE.fullmatch(self.text):
            return "code"
        if is_number(self.text) or is_printed_blank(self.text):
            return "figure"
        spoiled = is_spoiled(self.text) and _EXACT.search(self.text) is not None
        return "figure" if spoiled or _CUT_FIGURE.fullmatch(self.text) else "word"


def chunks_of(line: Sequence[Glyph], number: int) -> list[Chunk]:
    """The chunks of a line from left to right, codes cut off from the names that they are glued to."""
    groups: list[list[Glyph]] = []
    for word in words(line):
        near = bool(groups) and word[0].x0 - groups[-1][-1].x1 < _APART * word[0].height
        if near and not _told_apart(groups[-1], word):
            groups[-1] += word
        else:
            groups.append(list(word))
    found: list[Chunk] = []
    for group in groups:
        text = plain("".join(glyph.text for glyph in group))
        glued = _GLUED.match(text)
        cut = glued.end() if glued is not None and len(text) == len(group) else 0
        found += [Chunk(tuple(part), number) for part in (group[:cut], group[cut:]) if part]
    return found


def _told_apart(left: Sequence[Glyph], right: Sequence[Glyph]) -> bool:
    """Whether a gap lies beside a figure: two figures are two however near they stand, and a figure is no word."""
    before, after = ("".join(plain(glyph.text) for glyph in part) for part in (left, right))
    gap = right[0].x0 - left[-1].x1
    if before == "-" and after[0].isdigit() and gap < _MINUS * right[0].height:
        return False
    if before[-1] in "0123456789-%)" and after[0] in "0123456789-(":
        return True
    exact = [text for text in (before, after) if is_number(text) and ("." in text or "," in text)]
    return len(exact) == 1
