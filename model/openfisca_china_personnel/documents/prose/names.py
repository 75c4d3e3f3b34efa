"""Names of subjects as they are compared: tables and sentences write the same one in slightly different ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVEL = re.compile(r"[((](\d{2,3})?(类|款|项)[))]")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、]|其中[::]?|[“\"]|\s)+"
)


@lru_cache(maxsize=16_384)
def bare_name(name: str) -> str:
    """A subject's name less its number in a list, spaces, brackets and a closing 支出."""
    name = _NUMBERING.sub("", plain(name))
    name = re.sub(r"[\s“”\"'、,.。:;()]", "", name)
    return name.removesuffix("支出") if len(name) > 4 else name


def shown_name(name: str) -> str:
    """A subject's name for a reader: less its number in a list, quotes and spaces; 支出 stays but behind a 费."""
    name = re.sub(r"[\s“”\"'、,.。:;]", "", _NUMBERING.sub("", plain(name)))
    name = name.replace("(", "（").replace(")", "）")
    name = re.sub(r"(?<=[费出])(?:预算|决算)(?:支出)?$", "", name)
    return name.removesuffix("支出") if name.endswith(("费支出", "费用支出")) else name


def without_number(text: str) -> str:
    """A text less its number in a list."""
    return _NUMBERING.sub("", text)


def same_name(one: str, other: str) -> bool:
    """Whether two writings can be one subject."""
    return bare_name(one) == bare_name(other)


@dataclass(frozen=True)
class Level:
    """One level of a subject that a sentence names: 住房公积金（项）, or with its digits 住房公积金（01项）."""

    name: str
    digits: str | None
    level: str


def levels(text: str) -> Iterator[tuple[Level, int]]:
    """The levels that a text names one after another, each with where it ends."""
    start = 0
    for match in _LEVEL.finditer(text):
        piece = text[start : match.start()]
        piece = _NUMBERING.sub("", re.split(r"[。;:,]", piece)[-1])
        yield Level(piece.strip('“”"'), match.group(1), match.group(2)), match.end()
        start = match.end()
