"""What one table of a document says about the open cells of another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, YUAN_IN, AmountUnit, as_printed, half_last_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.document import Table
    from openfisca_china_personnel.documents.kinds import TableKind
    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.placement import Cells

# The order in which tables are settled, so that each finds what it rests on.
SETTLED_FIRST: tuple[TableKind, ...] = (
    "basic",
    "general",
    "expenditure",
    "income",
    "appropriation_expenditure",
    "appropriation_basic",
    "agency_operating",
)

_STATED = re.compile(
    r"(?<!公共预算)(基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出)(?:预算|决算)?(?:为|:)?"
    r"(\d[\d,]*(?:\.\d+)?)(万元|千元|元)"
)
_COLUMN_OF = {
    "基本支出": "basic",
    "项目支出": "project",
    "上缴上级支出": "remitted",
    "经营支出": "business",
    "对附属单位补助支出": "affiliated",
}


@dataclass(frozen=True)
class Stated:
    """An amount that the prose gives for one kind of expenditure."""

    column: str
    printed: str
    unit: AmountUnit


def stated_in_prose(lines: Sequence[Line]) -> tuple[Stated, ...]:
    """Every amount of basic expenditure, project expenditure and so on that a sentence states."""
    text = "".join(line.joined for line in lines)
    return tuple(
        Stated(_COLUMN_OF[name], printed, next(known for known in AMOUNT_UNITS if known == unit))
        for name, number, unit in _STATED.findall(text)
        if (printed := as_printed(number)) is not None
    )


def rule_out(
    kind: TableKind,
    unit: AmountUnit | None,
    code: str,
    columns: Sequence[str],
    ways: tuple[Cells, ...],
    *,
    settled: Sequence[Table],
    prose: Sequence[Stated] = (),
) -> tuple[Cells, ...]:
    """The placements of one row that the rest of the document allows; all of them where none would be left.

    ``settled`` are the tables already read, ``prose`` the amounts that sentences state.
    """
    if kind == "expenditure":
        allowed = _holding_what_general_has(code, columns, ways, settled)
        if code == TOTAL and unit is not None:
            allowed = _as_the_prose_says(unit, columns, allowed or ways, prose)
    elif kind == "general" and code == TOTAL:
        allowed = _with_basic_of_the_basic_table(unit, columns, ways, settled)
    else:
        allowed = ways
    return allowed or ways


def _holding_what_general_has(
    code: str, columns: Sequence[str], ways: tuple[Cells, ...], settled: Sequence[Table]
) -> tuple[Cells, ...]:
    """Expenditure of all funds holds that of the general budget: where that has a part, so has this."""
    parts = {
        column
        for table in settled
        if table.kind == "general" and (row := table.row(code)) is not None
        for column in ("basic", "project")
        if column in columns and row.amount(column)
    }
    needed = [columns.index(column) for column in sorted(parts)]
    return tuple(cells for cells in ways if all(cells[index] is not None for index in needed))


def _with_basic_of_the_basic_table(
    unit: AmountUnit | None, columns: Sequence[str], ways: tuple[Cells, ...], settled: Sequence[Table]
) -> tuple[Cells, ...]:
    """Basic expenditure of the general budget is the total of the table that lists it by economic classification."""
    stated = [
        (total.values["total"], YUAN_IN[table.amount_unit])
        for table in settled
        if table.kind == "basic"
        and table.amount_unit is not None
        and (total := table.row(TOTAL)) is not None
        and "total" in total.values
    ]
    if unit is None or len(stated) != 1 or "basic" not in columns:
        return ways
    basic = columns.index("basic")
    printed, factor = stated[0]
    return tuple(cells for cells in ways if _same(cells[basic], YUAN_IN[unit], printed, factor))


def _as_the_prose_says(
    unit: AmountUnit, columns: Sequence[str], ways: tuple[Cells, ...], prose: Sequence[Stated]
) -> tuple[Cells, ...]:
    """An amount of the line of totals that a sentence calls basic expenditure stands in that column, and so on."""
    for index, column in enumerate(columns):
        named = [stated for stated in prose if stated.column == column]
        said = {
            cells[index]
            for cells in ways
            if cells[index] is not None
            and any(_same(cells[index], YUAN_IN[unit], stated.printed, YUAN_IN[stated.unit]) for stated in named)
        }
        if len(said) == 1:
            ways = tuple(cells for cells in ways if cells[index] in said)
    return ways


def _same(left: str | None, left_factor: int, right: str, right_factor: int) -> bool:
    """Whether two prints, each known to half its last place, can be one amount; a blank is nothing."""
    if left is None:
        return not Decimal(right)
    tolerance = half_last_place(left) * left_factor + half_last_place(right) * right_factor
    return abs(Decimal(left) * left_factor - Decimal(right) * right_factor) <= tolerance
