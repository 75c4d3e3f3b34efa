"""The unit of amounts of a table that prints none: by a second sign, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import (
    AMOUNT_UNITS,
    YUAN_IN,
    AmountUnit,
    as_printed,
    half_last_place,
    is_percent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.document import Table
    from openfisca_china_personnel.documents.lines import Line

_STATED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万元|千元|元)")
_SMALL = 100  # yuan: what is smaller agrees with too much to be a sign


def by_a_second_sign(tables: Sequence[Table], prose: Sequence[Line]) -> list[Table]:
    """The tables, with the unit put in where another table or the prose has the same total and only one unit fits."""
    stated = [
        (printed, YUAN_IN[table.amount_unit]) for table in tables if table.amount_unit for printed in _totals(table)
    ]
    text = "".join(line.joined for line in prose)
    for number, unit in _STATED.findall(text):
        printed = as_printed(number)
        known = next(each for each in AMOUNT_UNITS if each == unit)
        if printed is not None:
            stated.append((printed, YUAN_IN[known]))
    amounts = [(Decimal(printed) * factor, half_last_place(printed) * factor) for printed, factor in stated]
    return [
        table
        if table.amount_unit is not None or table.kind == "headcount"
        else replace(table, amount_unit=_fitting(table, amounts))
        for table in tables
    ]


def _totals(table: Table) -> list[str]:
    rows = [row for row in table.rows if row.code == TOTAL]
    return [p for row in rows for column, p in row.values.items() if not is_percent(column) and Decimal(p)]


def _fitting(table: Table, amounts: Sequence[tuple[Decimal, Decimal]]) -> AmountUnit | None:
    totals = _totals(table)
    fitting = [unit for unit in AMOUNT_UNITS if any(_is_stated(p, YUAN_IN[unit], amounts) for p in totals)]
    return fitting[0] if len(fitting) == 1 else None


def _is_stated(printed: str, factor: int, amounts: Sequence[tuple[Decimal, Decimal]]) -> bool:
    amount, half = Decimal(printed) * factor, half_last_place(printed) * factor
    return abs(amount) >= _SMALL and any(abs(amount - other) <= half + slack for other, slack in amounts)
