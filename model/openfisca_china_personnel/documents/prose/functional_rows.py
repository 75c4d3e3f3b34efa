"""Functional subjects that sentences name by their levels: 住房保障支出（类）住房改革支出（款）住房公积金（项）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.prose.columns import FUNCTIONAL, amount_column
from openfisca_china_personnel.documents.prose.names import Level, bare_name, same_name
from openfisca_china_personnel.documents.prose.statements import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openfisca_china_personnel.documents.document import Row, Table

_LEAST_REORDERED = 5
_DIGITS = {"类": 3, "款": 5, "项": 7}
_COMMON_ITEM = re.compile(r"行政运行|一般行政管理|机关服务|事业运行|其他|信息化")  # items of nearly every class


def rows_of_levels(
    tables: Sequence[Table], named: Sequence[Level], heading: Sequence[Level]
) -> tuple[str | None, tuple[Target, ...]]:
    """The code and the rows of 类, 款 and 项; the levels over the first come from the heading where it has any.

    No rows where no table has the subject, or several have the name; the code then is that of printed digits, if any.
    """
    order = "类款项"
    above = [level for level in heading if order.index(level.level) < order.index(named[0].level)]
    path = [*above, *named]
    digits = _code(path)
    found: dict[str, list[Target]] = {}
    for index, table in _functional(tables):
        if not any(row.code.startswith("2") for row in table.rows):
            continue
        column = amount_column(table)
        for number, row in enumerate(table.rows):
            fits = row.code == digits if digits else _fits(row, path, table)
            if fits:
                found.setdefault(row.code, []).append(Target(index, number, column))
    if not found and digits is None:
        found = _of_last_level(tables, path)
    if len(found) != 1:
        return digits, ()
    code, targets = next(iter(found.items()))
    return code, tuple(targets)


def _functional(tables: Sequence[Table]) -> Iterator[tuple[int, Table]]:
    """The tables by functional subject with their places, the general budget's first."""
    for kind in FUNCTIONAL:
        yield from ((index, table) for index, table in enumerate(tables) if table.kind == kind)


def _of_last_level(tables: Sequence[Table], path: Sequence[Level]) -> dict[str, list[Target]]:
    """Rows of the last level's name, where the path leaves levels out or names them otherwise than the tables do.

    A name that stands under many classes is told by a level over it.
    """
    last = path[-1]
    found: dict[str, list[Target]] = {}
    for index, table in _functional(tables):
        for number, row in enumerate(table.rows):
            is_it = len(row.code) == _DIGITS[last.level] and row.code.startswith("2")
            above = [each for n in (3, 5) if n < len(row.code) and (each := table.row(row.code[:n])) is not None]
            with_above = bool(above) and same_name(above[-1].name + row.name, last.name)
            if not is_it or not (same_name(row.name, last.name) or with_above or _reordered(row.name, last.name)):
                continue
            if (
                with_above
                or any(same_name(each.name, level.name) for each in above for level in path[:-1])
                or not (_COMMON_ITEM.match(last.name))
            ):
                found.setdefault(row.code, []).append(Target(index, number, amount_column(table)))
    return found


def _reordered(one: str, other: str) -> bool:
    """Whether two long names have the same characters in another order: 一般行政事务管理 for 一般行政管理事务."""
    one, other = bare_name(one), bare_name(other)
    return len(one) > _LEAST_REORDERED and sorted(one) == sorted(other)


def _code(path: Sequence[Level]) -> str | None:
    digits = [level.digits for level in path]
    if not digits or any(part is None for part in digits) or len(digits[0] or "") != 3:
        return None
    return "".join(part or "" for part in digits)


def _fits(row: Row, path: Sequence[Level], table: Table) -> bool:
    """Whether a row is the last level of a path and the rows over it are the others."""
    for level in path:
        code = row.code[: _DIGITS[level.level]]
        if len(code) != _DIGITS[level.level] or (level is path[-1] and code != row.code):
            return False
        named = table.row(code)
        if named is None:
            if level is path[-1]:
                return False
            continue
        if not same_name(named.name, level.name):
            return False
    return bool(path)
