"""The tables of plain text beside those by codes: income and expenditure, public expenses, performance, empty ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Table
from openfisca_china_personnel.documents.kinds import TableKind, scope_of_title
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import is_number
from openfisca_china_personnel.documents.text_income import income_table
from openfisca_china_personnel.documents.text_parts import TextPart, text_parts
from openfisca_china_personnel.documents.text_performance import text_performance
from openfisca_china_personnel.documents.text_public import public_table
from openfisca_china_personnel.documents.text_sides import sides_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIDES: tuple[TableKind, ...] = ("income_expenditure", "appropriation")
_EMPTY: tuple[TableKind, ...] = ("government_fund", "state_capital")
_READ: tuple[TableKind, ...] = (*_SIDES, *_EMPTY, "income", "three_public", "performance")


@dataclass(frozen=True)
class OtherTable:
    """A table, the number of the line of its title, and the lines under that."""

    table: Table
    first: int
    lines: tuple[Line, ...]


def other_tables(lines: Sequence[Line], *, year: int | None, final: bool) -> tuple[list[OtherTable], list[TextPart]]:
    """Every such table whose form is known, and the parts with figures under a title whose form is not."""
    found: list[OtherTable] = []
    unknown: list[TextPart] = []
    for part in text_parts(lines, (*_READ, "procurement")):
        table = income_table(part, lines) if part.kind == "income" else _table(part, year=year, final=final)
        if table is not None:
            first = part.over.first.number if part.over.first is not None else 0
            found.append(OtherTable(table, first, part.lines))
        elif any(_has_amount(line) for line in part.lines):
            unknown.append(part)
    return found, unknown


def _has_amount(line: Line) -> bool:
    return any(is_number(token) and ("." in token or "," in token) for token in line.tokens)


def _table(part: TextPart, *, year: int | None, final: bool) -> Table | None:
    if part.kind in _SIDES:
        return sides_table(part, year=year, final=final)
    if part.kind == "three_public":
        return public_table(part, year=year, final=final)
    if part.kind == "performance":
        return text_performance(part, final=final)
    return _empty(part)


def _empty(part: TextPart) -> Table | None:
    """A table that is published without a row, with the sentence that there is nothing to print."""
    if part.note is None or not any(word in part.note.joined for word in ("没有", "无", "未安排", "空表")):
        return None
    if any(character.isdigit() for line in part.lines for character in line.joined):
        return None
    title = part.over.title or ""
    page = part.over.first.page if part.over.first is not None else None
    return Table(part.over.number, title, scope_of_title(title), part.over.amount_unit, page, (), ())
