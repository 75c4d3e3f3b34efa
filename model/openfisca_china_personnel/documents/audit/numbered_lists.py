"""Lists numbered 一、二、… with subtotals, carry-over and totals; income beside expenditure must balance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity, sums_by_column
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Row, Table

_ORDINAL = re.compile(r"([一二三四五六七八九十]+)、")
_NESTED = re.compile(r"\([一二三四五六七八九十]+\)|（[一二三四五六七八九十]+）|\d{1,2}[.、．]")
_SUBTOTAL = re.compile(r"(?:合计|小计)$")
_LISTED = Text("所列各项之和", "the sum of the items listed")


def sums_of_lists(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """Lists numbered 一、二、… with subtotals, carry-over and totals; income beside expenditure must balance."""
    sides = dict.fromkeys(row.side for row in table.rows)
    for side in sides:
        rows = [number for number, row in enumerate(table.rows) if row.side == side]
        if any(_ORDINAL.match(table.rows[number].name) for number in rows):
            yield from _list(cells, index, rows)
    totals = {table.rows[n].side: n for n in range(len(table.rows)) if table.rows[n].code == TOTAL}
    if {"income", "expenditure"} <= set(totals):
        relation = Text("支出方总计（收支应当平衡）", "the total of expenditure: both sides must balance")
        income = _first(cells, index, totals["income"])
        expenditure = _first(cells, index, totals["expenditure"])
        if income is not None and expenditure is not None:
            yield Identity("balance", "error", relation, income, (expenditure,))


def _first(cells: Cells, index: int, row: int) -> Cell | None:
    found = (cells.of_table(index, row, column) for column in ("budget", "actual", "total"))
    return next((cell for cell in found if cell is not None), None)


@dataclass
class _Items:
    """A list as it is read: its groups of numbered items, what stands under an item, what follows the subtotal."""

    groups: list[list[int]] = field(default_factory=list)
    nested: dict[int, list[int]] = field(default_factory=dict)
    carried: list[int] = field(default_factory=list)
    subtotal: int | None = None

    def take(self, number: int, row: Row) -> None:
        ordinal = _ORDINAL.match(row.name)
        if ordinal and self.subtotal is not None:
            if self.carried:
                self.nested.setdefault(self.carried[-1], []).append(number)
        elif ordinal:
            if ordinal.group(1) == "一" or not self.groups:
                self.groups.append([])
            self.groups[-1].append(number)
        elif _NESTED.match(row.name) and self.groups and self.subtotal is None:
            self.nested.setdefault(self.groups[-1][-1], []).append(number)
        elif _NESTED.match(row.name) and self.carried:
            self.nested.setdefault(self.carried[-1], []).append(number)
        elif not _is_detail(row) and not _NESTED.match(row.name):
            self.carried.append(number)


def _list(cells: Cells, index: int, rows: Sequence[int]) -> Iterator[Identity]:
    table = cells.document.tables[index]
    items = _Items()
    for number in rows:
        row = table.rows[number]
        if row.code == TOTAL:
            yield from _closed(cells, index, number, items)
        elif _SUBTOTAL.search(row.name) and not _ORDINAL.match(row.name):
            items.subtotal = number
            for group in items.groups:
                yield from sums_by_column(cells, index, "column_total", _LISTED, number, group)
        else:
            items.take(number, row)
    for parent, children in items.nested.items():
        yield from sums_by_column(cells, index, "hierarchy", _LISTED, parent, children)


def _closed(cells: Cells, index: int, total: int, items: _Items) -> Iterator[Identity]:
    if items.subtotal is not None:
        relation = Text("本年合计与结转结余之和", "the year's sum and what is carried over")
        yield from sums_by_column(cells, index, "carry_over", relation, total, [items.subtotal, *items.carried])
        return
    for group in items.groups:
        alone = list(sums_by_column(cells, index, "column_total", _LISTED, total, group))
        with_rest = list(sums_by_column(cells, index, "column_total", _LISTED, total, [*group, *items.carried]))
        if not items.carried or all(identity.holds for identity in alone):
            yield from alone
        elif all(identity.holds for identity in with_rest):
            yield from with_rest


def _is_detail(row: Row) -> bool:
    return row.name.startswith(("其中", "（", "(")) or "/" in row.name
