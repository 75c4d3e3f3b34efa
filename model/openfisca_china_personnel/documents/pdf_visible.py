"""Which characters of a PDF page are its text: not what nobody sees, and not what is stamped over or under it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openfisca_china_personnel.documents.pdf_characters import Character
    from openfisca_china_personnel.documents.pdf_page import Drawn, DrawnPage

_PALE = 176.0  # of 255: paler than this on white paper is a stamp's colour, if it lies on other text
_LIKE_PAPER = 12.0  # of 255: nobody tells a colour from one that is so near to it
_MOSTLY = 3  # times as much hidden text as visible text is a page whose text was recognised
_LARGE = 1.8  # times the page's usual type
_INSIDE = 0.15  # of its sides by which a character is drawn in before it counts as lying on another
_SQUARE = 20.0  # points of the squares by which characters are looked up
_MOST_SQUARES = 60  # across one character: larger than a page


@dataclass(frozen=True)
class PageText:
    """The characters to read; ``recognised`` where they are text that a program recognised in a picture."""

    characters: tuple[Character, ...]
    recognised: bool = False


def page_text(page: DrawnPage) -> PageText:
    """The text of a page.

    Text that is not drawn, or drawn in the colour of what is under it, is left out, unless a page has hardly any
    other: then it is what was recognised in the picture of the page. Text that is slanted, pale or large and lies on
    other text is a watermark.
    """
    runs = list(_runs(page.characters))
    slanted = {run for run, char in runs if char.ink.slanted}
    hidden = {run for run, char in runs if _is_hidden(char, page)} - slanted
    shown = _without(page.characters, slanted | hidden)
    level = _without(page.characters, slanted) if hidden else shown
    recognised = len(level) > (_MOSTLY + 1) * len(shown) and bool(page.pictures)
    shown = level if recognised else shown
    return PageText(_without(shown, _stamped(shown)), recognised)


def _without(characters: tuple[Character, ...], runs: set[int]) -> tuple[Character, ...]:
    return tuple(char for char in characters if char.run not in runs) if runs else characters


def _runs(characters: Sequence[Character]) -> Iterator[tuple[int, Character]]:
    """Every text's number with its first character."""
    last = None
    for char in characters:
        if char.run != last:
            last = char.run
            yield last, char


def _is_hidden(char: Character, page: DrawnPage) -> bool:
    if not char.ink.drawn:
        return True
    return char.ink.shade > _PALE and abs(char.ink.shade - _paper(char, page)) < _LIKE_PAPER


def _paper(char: Character, page: DrawnPage) -> float:
    """How light it is under a character; under one on a picture nobody knows, so that it stays."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    if any(_holds(picture, x, y) for picture in page.pictures):
        return 0.0
    return next((d.shade for d in reversed(page.drawn) if d.shade is not None and _holds(d, x, y)), 255.0)


def _holds(drawn: Drawn, x: float, y: float) -> bool:
    return drawn.x0 <= x <= drawn.x1 and drawn.top <= y <= drawn.bottom


def _stamped(characters: Sequence[Character]) -> set[int]:
    """The texts that are stamped over or under the others, wherever else the same stamp stands included."""
    if not characters:
        return set()
    size = median_low([char.ink.size for char in characters])
    suspects = {run for run, char in _runs(characters) if char.ink.shade > _PALE or char.ink.size > _LARGE * size}
    if not suspects:
        return set()
    texts: dict[int, list[Character]] = defaultdict(list)
    others: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for char in characters:
        if char.run in suspects:
            texts[char.run].append(char)
        else:
            for square in _squares(char):
                others[square].append(char)
    said = {run: "".join(char.text for char in chars) for run, chars in texts.items()}
    on_others = {said[run] for run, chars in texts.items() if any(_lies_on(char, others) for char in chars)}
    return {run for run, text in said.items() if text in on_others}


def _lies_on(char: Character, others: dict[tuple[int, int], list[Character]]) -> bool:
    near = (other for square in _squares(char) for other in others.get(square, ()))
    return any(_meet(char, other) for other in near)


def _squares(char: Character) -> Iterator[tuple[int, int]]:
    left, top = int(char.x0 // _SQUARE), int(char.top // _SQUARE)
    for column in range(left, min(int(char.x1 // _SQUARE), left + _MOST_SQUARES) + 1):
        for row in range(top, min(int(char.bottom // _SQUARE), top + _MOST_SQUARES) + 1):
            yield column, row


def _meet(one: Character, other: Character) -> bool:
    return _overlap(one.x0, one.x1, other.x0, other.x1) and _overlap(one.top, one.bottom, other.top, other.bottom)


def _overlap(start: float, end: float, other_start: float, other_end: float) -> bool:
    margin, other_margin = _INSIDE * (end - start), _INSIDE * (other_end - other_start)
    return start + margin < other_end - other_margin and other_start + other_margin < end - margin
