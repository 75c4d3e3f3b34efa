"""What one line of a table holds: a code, a piece of a name, figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import as_printed, is_number, is_printed_blank, is_spoiled, plain

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.lines import Line

# Functional codes begin with 2, economic ones with 3 (departments) or 5 (government): three digits and pairs.
_CODE = re.compile(r"([235]\d{2}(?:\d{2}){0,3})(?=\s|$|[^\d\s.,%:;、\-+/])(?!年|月|日|万|元|人)")
_SPACED_CODE = re.compile(r"([235]\d{2}(?:\s+\d{2}){1,3})(?=\s+[^\d\s.,+\-]|[^\d\s.,+\-])(?!年|月|日|万|元|人)")
_SPACED_CODE_ALONE = re.compile(r"([235]\d{2}(?:\s+\d{2}){1,3})(?=\s|$)")
# In a table that writes its codes so, a workbook that dropped the zero of a pair leaves one digit (301 2 for 30102).
_SHORT_PAIRS = re.compile(r"([235]\d{2}(?:\s+\d{1,2}){1,3})(?=\s+[^\d\s.,+\-]|[^\d\s.,+\-])(?!年|月|日|万|元|人)")
_GLUED_FIGURE = re.compile(
    r"(.*[^\d.,+\-\s])([-+]?\d[\d,]*\.\d+|[-+]?\d{1,3}(?:,\d{3})+|\([\d,]+\.\d+\)|\(\d{1,3}(?:,\d{3})+\))"
)
_LEVELS = "类款项"  # the last line of a head, over or before the totals
_TOTAL_NAMES = frozenset({"合计", "总计", "支出合计", "支出总计", "本年支出合计", "本年合计"})
_SUMS = ("合计", "小计", "总计")
_FIGURE_IN_NAME = re.compile(r"\d\.|\.\d|\d,\d{3}")
_PAGE_NUMBER = re.compile(r"第\s*\d+\s*页.*|-\s*\d{1,3}\s*-|\d{1,3}\s*/\s*\d{1,3}")


@dataclass(frozen=True)
class Piece:
    """One line: ``code`` (``total`` for totals) where it begins a row, ``name`` as printed, ``tokens`` its figures.

    A token is a figure as printed less the thousands separators, or None for a printed dash.
    """

    line: Line
    code: str | None
    name: str
    tokens: tuple[str | None, ...]

    @property
    def is_sum_of_its_own(self) -> bool:
        """Whether the line is a sum without a code (人员经费合计 …), which no row above or below can claim."""
        return self.code is None and bool(self.tokens) and self.name.endswith(_SUMS)

    @property
    def begins_row(self) -> bool:
        """Whether a row stands on or around this line."""
        return self.code is not None

    @property
    def only_figures(self) -> bool:
        """Whether there is nothing but figures on the line."""
        return self.code is None and not self.name and bool(self.tokens)

    @property
    def unreadable(self) -> bool:
        """Whether the line has figures of which one cannot be read, such as 12.28* or 增长20.3."""
        spoiled = any(map(is_spoiled, self.line.tokens))
        if self.begins_row or self.tokens:
            return spoiled or self.name_holds_figures
        return spoiled and any(map(is_number, self.line.tokens))

    @property
    def name_holds_figures(self) -> bool:
        """Whether the name swallowed figures, as where two halves of a table, or two rows, stand side by side."""
        return _FIGURE_IN_NAME.search(plain(self.name)) is not None

    @property
    def is_page_number(self) -> bool:
        """Whether the line can only be a page number."""
        return _PAGE_NUMBER.fullmatch(self.line.text) is not None

    @property
    def may_be_page_number(self) -> bool:
        """Whether the line is a bare whole number, which may be a page number or a figure on a line of its own."""
        return re.fullmatch(r"\d{1,3}", self.line.text) is not None

    @property
    def numbers_columns(self) -> bool:
        """Whether the line numbers the columns from 1 on."""
        numbers = [str(n) for n in range(1, len(self.tokens) + 1)]
        return self.only_figures and len(numbers) > 1 and list(self.tokens) == numbers


def has_spaced_codes(lines: tuple[Line, ...]) -> bool:
    """Whether a table writes its codes in groups (208 05 05), which only a name after one can show."""
    return any(_SPACED_CODE.match(line.text) for line in lines)


def piece_of(line: Line, *, spaced: bool) -> Piece:
    """What a line holds; ``spaced`` where the table writes its codes in groups."""
    match = _SPACED_CODE.match(line.text)
    if match is None and spaced:
        match = _SHORT_PAIRS.match(line.text) or _SPACED_CODE_ALONE.match(line.text)
    match = match or _CODE.match(line.text)
    code = None if match is None else "".join(part.zfill(2) for part in match.group(1).split())
    name, tokens = _name_and_tokens(line, 0 if match is None else match.end())
    name = name.removeprefix(_LEVELS)
    if code is None and name in _TOTAL_NAMES:
        code = TOTAL
    return Piece(line, code, name, tokens)


def as_figures(piece: Piece) -> Piece:
    """The same line read as nothing but figures, for one whose first figure looks like a code."""
    return Piece(piece.line, None, "", tuple(as_printed(token) for token in piece.line.tokens))


def could_be_figures(piece: Piece) -> bool:
    """Whether every word of the line is a figure or a dash."""
    return all(is_number(token) or is_printed_blank(token) for token in piece.line.tokens)


def _name_and_tokens(line: Line, start: int) -> tuple[str, tuple[str | None, ...]]:
    words = [(match.start(), match.group()) for match in re.compile(r"\S+").finditer(line.text, start)]
    tokens: list[str | None] = []
    end = len(line.text)
    while words and (is_number(words[-1][1]) or is_printed_blank(words[-1][1])):
        end, word = words.pop()
        tokens.insert(0, as_printed(word))
    if words and (glued := _GLUED_FIGURE.fullmatch(words[-1][1])) and is_number(glued.group(2)):
        tokens.insert(0, as_printed(glued.group(2)))
        end = words[-1][0] + len(glued.group(1))
    return "".join(line.printed[start:end].split()), tuple(tokens)
