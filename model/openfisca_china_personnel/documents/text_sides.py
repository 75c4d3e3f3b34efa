"""Plain text of tables with income on the left and expenditure on the right: names and figures in turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Row, Table
from openfisca_china_personnel.documents.grid_heads import is_listed
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import scope_of_title
from openfisca_china_personnel.documents.printed import as_printed, is_number, is_printed_blank, plain
from openfisca_china_personnel.documents.sheet_names import column_names
from openfisca_china_personnel.documents.totals import is_total, strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.text_parts import TextPart

_HEAD = re.compile(r"项目(?P<measure>\D{2,6}?)项目(?P=measure)")
_INCOME = re.compile(r"收入|拨款|上年结转|年初|使用|动用|弥补")
_EXPENDITURE = re.compile(r"支出|结转下年|年末|结余分配|结转")
_BEGINS = re.compile(r"(?:本年|当年)(?:收入|支出)|收入|支出|上年结转|结转下年|年初|年末|结余分配|使用")

Pair = tuple[str, str, str | None]  # side, name, figure


def sides_table(part: TextPart, *, year: int | None, final: bool) -> Table | None:
    """The table; None where its head is another than two columns a side."""
    index = next((n for n, line in enumerate(part.lines) if _HEAD.fullmatch(line.joined)), None)
    if index is None:
        return None
    measure = _HEAD.fullmatch(part.lines[index].joined)
    assert measure is not None
    (column,) = column_names([(measure.group("measure"),)], year=year, final=final)
    drafts: list[tuple[Pair, Line]] = []
    for line in part.lines[index + 1 :]:
        found = _pairs(line)
        if found is None:
            break
        drafts += [(pair, line) for pair in found]
    rows = [
        row
        for side in ("income", "expenditure", "")
        for row in _rows([each for each in drafts if each[0][0] == side], column)
    ]
    if not rows:
        return None
    return Table(
        part.over.number,
        part.over.title or "",
        scope_of_title(part.over.title or ""),
        part.over.amount_unit,
        part.over.first.page if part.over.first is not None else None,
        (column,),
        tuple(rows),
    )


def _rows(drafts: Sequence[tuple[Pair, Line]], column: str) -> list[Row]:
    strengths = [strength(name) for (_, name, _), _ in drafts if is_total(plain(name))]
    top = max(strengths, default=None)
    return [
        Row(
            TOTAL if is_total(plain(name)) and strength(name) == top else "",
            name,
            None,
            line.page,
            line.number,
            {} if figure is None else {column: figure},
            side=side,
        )
        for (side, name, figure), line in drafts
    ]


def _pairs(line: Line) -> list[Pair] | None:
    """The names of a line with their figures; None for a line that is no row."""
    names: list[str] = []
    figures: list[str | None] = []
    open_ = False
    for token, printed in zip(line.tokens, line.printed.split(), strict=True):
        if is_number(token) or is_printed_blank(token):
            if not names or not open_:
                return None
            figures[-1], open_ = as_printed(token), False
        elif open_ and not _new(token, names[-1]):
            names[-1] += printed
        else:
            names.append(printed)
            figures.append(None)
            open_ = True
    if not names or len(names) > 2 or not any(_is_row(plain(name)) for name in names):
        return None
    sides = ("income", "expenditure") if len(names) == 2 else (_side(names[0]),)
    return list(zip(sides, names, figures, strict=True))


def _new(token: str, before: str) -> bool:
    return is_listed(token) or (len(before) > 3 and len(token) > 3 and _BEGINS.match(token) is not None)


def _is_row(name: str) -> bool:
    return is_listed(name) or is_total(name) or _BEGINS.match(name) is not None


def _side(name: str) -> str:
    """The side of a name that stands alone on its line, by its words."""
    income, expenditure = _INCOME.search(name) is not None, _EXPENDITURE.search(name) is not None
    if income == expenditure:
        return "income" if name.startswith(("上年结转", "年初")) or "上年结转" in name else ""
    return "income" if income else "expenditure"
