"""Lists of parts (其中, 包括) in a paragraph: which amount the amounts that follow are listed under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openfisca_china_personnel.documents.prose.statements import Statement

_SIGNS = re.compile(r"(?<!不)(?:其中|包括)|[。;()]")


@dataclass(frozen=True)
class _OpenList:
    """The amount that is listed, how many brackets are open around the list, whether its items end with semicolons."""

    whole: int
    brackets: int
    outlasts_semicolon: bool


class OpenLists:
    """The lists that are open while a paragraph is read, each inside of the one before.

    A full stop ends them all; a semicolon those of an amount that is itself an item of a sentence or a bracket; a
    bracket those that were opened inside of it. A list that begins a sentence is that of the sentence before, where
    that has one amount only; else nobody knows what it is a list of.
    """

    def __init__(self) -> None:
        self._open: list[_OpenList] = []
        self._brackets = 0
        self._sentence = 0
        self._before = 0

    @property
    def whole(self) -> int | None:
        """The place in the paragraph of the amount that the next one is listed under; None where there is none."""
        return self._open[-1].whole if self._open else None

    def follow(self, words: str, found: Sequence[Statement]) -> None:
        """Go over the words between two amounts; ``found`` are the statements before them."""
        for sign in _SIGNS.finditer(words):
            if sign.group() == "。":
                self._open.clear()
                self._brackets = 0
                self._before, self._sentence = self._sentence, len(found)
            elif sign.group() == ";":
                self._open = [each for each in self._open if each.outlasts_semicolon]
            elif sign.group() in "()":
                self._brackets = max(self._brackets + (1 if sign.group() == "(" else -1), 0)
                self._open = [each for each in self._open if each.brackets <= self._brackets]
            elif (whole := self._listed(found)) is not None and whole != self.whole:
                around = self._open[-1].brackets if self._open else 0
                first = whole <= self._sentence or self._brackets > around
                self._open.append(_OpenList(whole, self._brackets, first))

    def _listed(self, found: Sequence[Statement]) -> int | None:
        amounts = [n for n, each in enumerate(found) if each.amount is not None and each.repeats is None]
        if not amounts or amounts[-1] >= self._sentence:
            return amounts[-1] if amounts else None
        sentence = [n for n in amounts if n >= self._before]
        return sentence[0] if len(sentence) == 1 else None
