"""The lines of plain text that belong to a table of a kind: its title, and what stands under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.kinds import TableKind, kind_of_title
from openfisca_china_personnel.documents.titles import Over, over_table, without_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

_SECTION = re.compile(r"第[一二三四五六七八九十]+部分.*")
_END = re.compile(r"第[一二三四五六七八九十]+部分.*|.*。.*|.{0,10}(?:单位)?公开表?\d+表?")
_MOST_LINES = 150


@dataclass(frozen=True)
class TextPart:
    """One title with the lines under it, up to the next title, section or sentence."""

    kind: TableKind
    over: Over
    lines: tuple[Line, ...]
    note: Line | None
    """The sentence that closes it."""


def text_parts(lines: Sequence[Line], kinds: Sequence[TableKind]) -> list[TextPart]:
    """Every part under a title of these kinds."""
    titles = [_kind(line) for line in lines]
    parts: list[TextPart] = []
    for index, kind in enumerate(titles):
        if kind is None or kind not in kinds:
            continue
        limit = min(len(lines), index + 1 + _MOST_LINES)
        ending = _SECTION if kind == "performance" else _END  # goals of performance are sentences
        end = next(
            (n for n in range(index + 1, limit) if titles[n] is not None or ending.fullmatch(lines[n].joined)), limit
        )
        over = over_table([*lines[max(0, index - 2) : index + 1], *_stated(lines[index + 1 : end])])
        note = lines[end] if end < len(lines) and "。" in lines[end].joined else None
        parts.append(TextPart(kind, over, tuple(lines[index + 1 : end]), note))
    return parts


def _kind(line: Line) -> TableKind | None:
    return kind_of_title(without_label(line.joined))


def _stated(lines: Sequence[Line]) -> list[Line]:
    """The first lines under a title where they state the unit of amounts."""
    return [line for line in lines[:3] if "单位" in line.joined or line.joined == "元"]
