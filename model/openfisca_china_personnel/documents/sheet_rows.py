"""The rows of a drawn table: codes put together, names joined, every figure in its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.boxes import Box, around
from openfisca_china_personnel.documents.document import Row
from openfisca_china_personnel.documents.hierarchy import TOTAL, parents
from openfisca_china_personnel.documents.printed import as_printed, is_spoiled, plain
from openfisca_china_personnel.documents.row_labels import labels_of, whole_code
from openfisca_china_personnel.documents.strips import cut
from openfisca_china_personnel.documents.totals import is_total, strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.sheet_columns import Group
    from openfisca_china_personnel.documents.sheets import BodyRow, Sheet, Span

_BEGINS = re.compile(r"[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]|\d|其中|其他")
_ROOM = 1.2  # of a character's height: a name that leaves more room in its cell ends there
_CUT_OFF = re.compile(r"-?0\d")  # the rest of a figure that begins elsewhere
_EXACT = re.compile(r"\d\.\d\d")
_NOTHING = frozenset({"无", "空", "空表", "-", "—", "/"})


@dataclass
class _Draft:
    codes: list[tuple[int, str]]  # the level of the column, and what stands in it
    names: list[str]
    page: int | None
    line: int
    side: str
    values: dict[str, str] = field(default_factory=dict)
    uncertain: list[str] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    places: list[Box | None] = field(default_factory=list)
    code: str = ""
    full: bool = False  # the name reaches the border of its cell, so it may go on under it

    @property
    def empty(self) -> bool:
        return not self.values and not self.uncertain

    @property
    def name(self) -> str:
        return "/".join(self.names)


def rows_of(sheet: Sheet, groups: Sequence[Group], names: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """The rows of all groups, those of the left one first; ``names`` has the columns' names for every group."""
    body = [part for row in sheet.rows for part in cut(row)]
    drafts: list[_Draft] = []
    for group, columns in zip(groups, names, strict=True):
        drafts += _drafts(sheet, body, group, columns)
    above = parents([draft.code for draft in drafts])
    return tuple(
        Row(
            draft.code,
            draft.name,
            parent,
            draft.page,
            draft.line,
            draft.values,
            tuple(draft.uncertain),
            side=draft.side,
            box=around(draft.places),
            boxes=draft.boxes,
        )
        for draft, parent in zip(drafts, above, strict=True)
    )


def _drafts(sheet: Sheet, body: Sequence[BodyRow], group: Group, columns: Sequence[str]) -> list[_Draft]:
    side = _side(sheet, group)
    drafts: list[_Draft] = []
    for row in body:
        draft = _draft(sheet, row, group, columns, side)
        if draft is None:
            continue
        if drafts and row.continues and _is_rest_of(drafts[-1], draft):
            drafts[-1].names[-1] += draft.name
            continue
        if draft.empty and (not (draft.codes or draft.names) or draft.name in _NOTHING):
            continue
        drafts.append(draft)
    _put_codes(drafts, group)
    return drafts


def _draft(sheet: Sheet, row: BodyRow, group: Group, columns: Sequence[str], side: str) -> _Draft | None:
    draft = _Draft([], [], row.page, row.line, side)
    labels = {*group.codes, *group.names}
    labelled: list[Span] = []
    for span in row.spans:
        covered = range(span.first, span.last + 1)
        if not span.cell.joined:
            continue
        values = [column for column in covered if column in group.values]
        if values and not span.inherited and not (labels & set(covered) and not _is_figure(span)):
            _put_figures(draft, span, values, sheet, dict(zip(group.values, columns, strict=True)))
        elif labels & set(covered) and span.last <= max(group.columns):
            labelled.append(span)
    found = labels_of(labelled, group)
    draft.codes, draft.names = found.codes, found.names
    draft.places += [piece.box for span in labelled if not span.inherited for piece in span.cell.pieces]
    draft.full = bool(labelled) and _fills_its_cell(labelled[-1], sheet)
    return draft


def _fills_its_cell(span: Span, sheet: Sheet) -> bool:
    box = span.cell.pieces[-1].box
    if box is None or sheet.edges is None:
        return False
    return sheet.edges[span.last + 1] - box.x1 < _ROOM * (box.bottom - box.top)


def _is_rest_of(before: _Draft, draft: _Draft) -> bool:
    """Whether the first row on a new page is but the end of a name that the page before it cut."""
    alone = draft.empty and not draft.codes and len(draft.names) == 1
    return alone and before.full and bool(before.names) and not _BEGINS.match(plain(draft.names[0]))


def _is_figure(span: Span) -> bool:
    return as_printed(span.cell.joined) is not None


def _put_figures(draft: _Draft, span: Span, values: Sequence[int], sheet: Sheet, name_of: dict[int, str]) -> None:
    words = plain(span.cell.printed).split()
    box = around(piece.box for piece in span.cell.pieces)
    if sheet.unsettled & set(values):
        draft.uncertain += [name_of[column] for column in values if any(map(str.isdigit, span.cell.joined))]
    elif len(values) == 1:
        _put(draft, name_of[values[0]], span, box, sheet)
    elif len(words) == len(values) and len(span.cell.pieces) == 1:
        for column, word in zip(values, words, strict=True):
            printed = as_printed(word)
            if printed is not None:
                draft.values[name_of[column]] = printed
    elif (found := _column_of(box, values, sheet)) is not None:
        _put(draft, name_of[found], span, box, sheet)
    elif any(map(str.isdigit, span.cell.joined)):
        draft.uncertain += [name_of[column] for column in values]
    draft.places.append(box)


def _put(draft: _Draft, column: str, span: Span, box: Box | None, sheet: Sheet) -> None:
    """A figure alone in its cell; what has digits and is no figure, or two figures, is left open and named.

    Lines of one cell are parts of one figure where one of them is none by itself (``156,211,`` over ``123``).
    """
    text = span.cell.joined
    printed = as_printed(text)
    pieces = [plain(piece.printed).replace(" ", "") for piece in span.cell.pieces]
    two = len(pieces) > 1 and all(as_printed(piece) is not None for piece in pieces)
    if printed is not None and not _CUT_OFF.match(text) and (not two or _is_broken(span, pieces, sheet)):
        draft.values[column] = printed
        if box is not None:
            draft.boxes[column] = box
    elif two or is_spoiled(text) or _CUT_OFF.match(text) or _EXACT.search(text):
        draft.uncertain.append(column)


def _is_broken(span: Span, pieces: Sequence[str], sheet: Sheet) -> bool:
    """Whether a narrow cell broke one figure over its lines: each fills the cell, and what follows are bare digits."""
    if sheet.edges is None or not all(piece.isdecimal() for piece in pieces[1:]):
        return False
    room = sheet.edges[span.last + 1] - sheet.edges[span.first]
    boxes = [piece.box for piece in span.cell.pieces[:-1]]
    return all(box is not None and room - (box.x1 - box.x0) < 2 * _ROOM * (box.bottom - box.top) for box in boxes)


def _column_of(box: Box | None, values: Sequence[int], sheet: Sheet) -> int | None:
    """The column within whose borders a figure wholly stands."""
    if box is None or sheet.edges is None:
        return None
    inside = [c for c in values if sheet.edges[c] - 1 <= box.x0 and box.x1 <= sheet.edges[c + 1] + 1]
    return inside[0] if len(inside) == 1 else None


def _put_codes(drafts: Sequence[_Draft], group: Group) -> None:
    last_class = ""
    for draft in drafts:
        draft.code = whole_code(draft.codes, last_class)
        if draft.code:
            last_class = draft.code
        elif not draft.names and not draft.empty and not group.codes and not group.names:
            draft.code = TOTAL
    totals = [draft for draft in drafts if not draft.code and draft.names and _names_total(draft)]
    if totals:
        top = max(strength("".join(plain(draft.name).split())) for draft in totals)
        chosen = [draft for draft in totals if strength("".join(plain(draft.name).split())) == top]
        chosen[-1].code = TOTAL


def _names_total(draft: _Draft) -> bool:
    return is_total("".join(plain(draft.name).split()))


def _side(sheet: Sheet, group: Group) -> str:
    """``income`` or ``expenditure`` where the headings over a group say so."""
    heads = [sheet.paths[column][0] for column in group.columns if sheet.paths[column]]
    income = sum("收入" in head for head in heads)
    expenditure = sum("支出" in head for head in heads)
    if income == len(heads) and income and not expenditure:
        return "income"
    return "expenditure" if expenditure == len(heads) and expenditure and not income else ""
