"""Identities within one table: rows, hierarchy, totals, lists of income and expenditure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cells
from openfisca_china_personnel.documents.audit.identities import Identity, sums_by_column
from openfisca_china_personnel.documents.audit.numbered_lists import sums_of_lists
from openfisca_china_personnel.documents.audit.procurement import identities_of_procurement
from openfisca_china_personnel.documents.audit.row_sums import row_sums
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Table

_CLASSES = Text("各类科目之和", "the sum of the classes")
_BELOW = Text("其下级科目之和", "the sum of the subjects below it")
_LISTED = Text("所列各项之和", "the sum of the items listed")
PERSONNEL_CLASSES = tuple(bare_name(name) for name in ("工资福利支出", "对个人和家庭的补助"))
_PERSONNEL, _OPERATING = "人员经费合计", "公用经费合计"


def identities_within(cells: Cells) -> Iterator[Identity]:
    """Every identity that each table must keep by itself."""
    for index, table in enumerate(cells.document.tables):
        yield from row_sums(cells, index)
        yield from _hierarchy(cells, index, table)
        if table.kind == "procurement":
            yield from identities_of_procurement(cells, index)
        else:
            yield from sums_of_lists(cells, index, table)


def _hierarchy(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    codes = [row.code for row in table.rows]
    times = Counter(codes)
    below: dict[str, list[int]] = {}
    for number, row in enumerate(table.rows):
        above = TOTAL if row.parent is None else row.parent
        if row.code[:1].isdigit() and row.code != above:
            below.setdefault(above, []).append(number)
    for number, row in enumerate(table.rows):
        children = below.get(row.code, [])
        if not row.code or times[row.code] > 1 or any(times[codes[child]] > 1 for child in children):
            continue
        check, relation = ("column_total", _CLASSES) if row.code == TOTAL else ("hierarchy", _BELOW)
        for classification in dict.fromkeys(codes[child][0] for child in children):
            of_it = [child for child in children if codes[child][0] == classification]
            yield from sums_by_column(cells, index, check, relation, number, of_it)
    yield from _weights(cells, index, table)
    yield from _funds(cells, index, table)
    yield from _named_totals(cells, index, table)


def _named_totals(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The totals of personnel and of operating expenditure that a table of economic subjects prints by name."""
    classes = {row.code: n for n, row in enumerate(table.rows) if len(row.code) == 3 and row.code.startswith("3")}
    personnel = [n for n in classes.values() if bare_name(table.rows[n].name) in PERSONNEL_CLASSES]
    operating = [n for n in classes.values() if n not in personnel]
    for number, row in enumerate(table.rows):
        for name, parts in ((_PERSONNEL, personnel), (_OPERATING, operating)):
            if row.name == name and parts:
                relation = Text("所属各类之和", "the sum of its classes")
                yield from sums_by_column(cells, index, "column_total", relation, number, parts)


def _weights(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The weights of a total line, where a table of performance prints one."""
    if table.kind != "performance" or "分值权重" not in table.columns:
        return
    total = next((n for n, row in enumerate(table.rows) if row.code == TOTAL), None)
    if total is None:
        return
    found = [cells.of_table(index, n, "分值权重") for n, row in enumerate(table.rows) if row.code != TOTAL]
    whole = cells.of_table(index, total, "分值权重")
    if whole is not None:
        yield Identity("column_total", "error", _LISTED, whole, tuple(cell for cell in found if cell is not None))


def _funds(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The funds of a project: its total is the appropriation, what is carried over and other money."""
    if table.kind != "performance":
        return
    whole: int | None = None
    parts: list[int] = []
    for number, row in enumerate(table.rows):
        if "资金总额" in row.name:
            whole, parts = number, []
        elif whole is not None and "budget" in row.values and re.search(r"财政拨款|结转|其他", row.name):
            parts.append(number)
    if whole is not None and len(parts) > 1:
        yield from sums_by_column(cells, index, "column_total", _LISTED, whole, parts)
