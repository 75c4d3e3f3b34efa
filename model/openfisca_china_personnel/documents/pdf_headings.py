"""Which headings stand over which columns of a table that no lines divide."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.pdf_text import Glyph
from openfisca_china_personnel.documents.printed import is_number, is_printed_blank, is_spoiled, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

What = Literal["code", "figure", "word"]

_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_EXACT = re.compile(r"\d\.\d")
_LABEL = re.compile(r"编码|代码|名称|^[类款项]$|项目$|科目$")


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
        return "figure" if is_spoiled(self.text) and _EXACT.search(self.text) else "word"


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands, its headings from top to bottom, whether they may be another's."""

    what: What
    x0: float
    x1: float
    heading: tuple[str, ...] = ()
    unsettled: bool = False

    def meets(self, x0: float, x1: float) -> float:
        """How much of a stretch lies over the column."""
        return min(self.x1, x1) - max(self.x0, x0)


@dataclass
class Stack:
    """The headings that stand over one another, from top to bottom."""

    x0: float
    x1: float
    texts: list[str] = field(default_factory=list)
    under_span: bool = False

    def meets(self, chunk: Chunk) -> bool:
        """Whether a chunk lies over or under it."""
        return min(self.x1, chunk.x1) > max(self.x0, chunk.x0)


def stacks_of(head: Sequence[Sequence[Chunk]]) -> list[Stack]:
    """The headings of single columns from left to right, each with the wider ones over it."""
    stacks: list[Stack] = []
    for line in reversed(head):
        for chunk in line:
            met = [stack for stack in stacks if stack.meets(chunk)]
            if not met:
                stacks.append(Stack(chunk.x0, chunk.x1, [chunk.text]))
            elif len(met) > 1:
                for stack in met:
                    stack.texts.insert(0, chunk.text)
                    stack.under_span = True
            elif met[0].under_span:
                met[0].texts.insert(0, chunk.text)
            else:
                met[0].texts[0] = chunk.text + met[0].texts[0]
                met[0].x0, met[0].x1 = min(met[0].x0, chunk.x0), max(met[0].x1, chunk.x1)
    return sorted(stacks, key=lambda stack: stack.x0)


def is_label(texts: Sequence[str]) -> bool:
    """Whether headings are those of codes or names."""
    return bool(texts) and _LABEL.search(texts[-1]) is not None
