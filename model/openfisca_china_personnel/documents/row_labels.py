"""The code and name of a row of a drawn table, where they may stand in several columns or in one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import is_printed_blank, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.sheet_columns import Group
    from openfisca_china_personnel.documents.sheets import Span

_GLUED = re.compile(r"\[?([235]\d{2}(?:\d{2}){0,3})\]?[-—:、.]*([^\d\s.,%\-:].*)")
_CODE = re.compile(r"\[?([235]\d{2}(?:\d{2}){0,3})\]?")
_DIGITS = re.compile(r"[\d\s\[\]]+")
_PARTS_OF_CODE = frozenset({"类", "款", "项"})
_GOVERNMENT = "5"  # classes of the government's own economic classification, beside which a unit's may stand


@dataclass
class Labels:
    """The parts of one code, each with the level of its column, and the pieces of its name."""

    codes: list[tuple[int, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def labels_of(spans: Sequence[Span], group: Group) -> Labels:
    """The labels of a row. Where a table has codes and names of two classifications, those of the unit's own subjects.

    Of several blocks of codes and names the last that has a subject code decides, a unit's own before the government's;
    where none has one, the first that has anything.
    """
    blocks = _blocks(group)
    found = [Labels() for _ in blocks]
    for span in spans:
        number = next((n for n, block in enumerate(blocks) if span.first in block or span.last in block), 0)
        _put(found[number], span, [column for column in blocks[number] if column in group.codes])
    coded = [labels for labels in found if labels.codes and _CODE.match(labels.codes[0][1])]
    own = [labels for labels in coded if not labels.codes[0][1].startswith(_GOVERNMENT)]
    if len(blocks) == 1 or not (own or coded):
        return next((labels for labels in found if labels.codes or labels.names), found[0])
    return (own or coded)[-1]


def _blocks(group: Group) -> list[list[int]]:
    """The columns of labels, cut before every code that follows a name."""
    blocks: list[list[int]] = [[]]
    for column in sorted((*group.codes, *group.names)):
        if column in group.codes and blocks[-1] and blocks[-1][-1] in group.names:
            blocks.append([])
        blocks[-1].append(column)
    return blocks


def _put(labels: Labels, span: Span, codes: Sequence[int]) -> None:
    text = span.cell.joined
    level = next((n for n, column in enumerate(codes) if span.first <= column <= span.last), None)
    if level is not None and _DIGITS.fullmatch(text):
        parts = plain(span.cell.printed).replace("[", "").replace("]", "").split()
        labels.codes += [(level + number, part) for number, part in enumerate(parts)]
    elif (glued := _GLUED.fullmatch(text)) is not None and not labels.codes:
        labels.codes.append((0, glued.group(1)))
        printed = "".join(span.cell.printed.split())
        labels.names.append(printed[len(printed) - len(glued.group(2)) :])
    elif (alone := _CODE.fullmatch(text)) is not None and not labels.codes and not labels.names:
        labels.codes.append((0, alone.group(1)))
    elif not is_printed_blank(text) and not (level is not None and text in _PARTS_OF_CODE):
        labels.names.append("".join(span.cell.printed.split()))


def whole_code(parts: Sequence[tuple[int, str]], before: str) -> str:
    """A code from its parts, each with the level of its column: 208 05 05, a lost zero as in 301 2.

    Levels that a row leaves to the one ``before`` are taken from there. What cannot be a code stays as printed.
    """
    whole = ""
    for level, part in parts:
        length = 3 + 2 * (level - 1)
        if len(part) > 2:
            whole = part if part.startswith(whole) else whole + part
        elif len(whole) >= 3:
            whole += part.zfill(2)
        elif level and len(before) >= length:
            whole = before[:length] + part.zfill(2)
        else:
            whole += part
    return f"{whole[:3]}0{whole[3]}" if len(whole) == 4 and whole[0] in "235" else whole
