"""Amounts of the narrative as identities with the tables that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cell, Cells, cell_name, place_of
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.table_figures import nearest
from openfisca_china_personnel.documents.audit.units_of_money import contradicting_units
from openfisca_china_personnel.documents.audit.within_tables import PERSONNEL_CLASSES
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.columns import amount_column
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.documents.prose.sections import section_kinds
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Table

_RELATION = Text("{other}", "{other}")
_BLANK = Text("{other}（表中空白）", "{other}, which is blank,")


def identities_of_prose(cells: Cells) -> Iterator[Identity]:
    """Every amount of the narrative against the table it speaks of."""
    other_unit = {cell.key for pairs in contradicting_units(cells).values() for cell, _ in pairs}
    for index, statement in enumerate(cells.statements):
        cell = cells.of_statement(index)
        if cell is not None and cell.key not in other_unit:
            yield from _against_table(cells, statement, cell)


def _against_table(cells: Cells, statement: Statement, cell: Cell) -> Iterator[Identity]:
    found = [
        other
        for target in statement.targets
        if cells.document.tables[target.table].amount_unit is not None
        and (other := cells.of_table(target.table, target.row, target.column)) is not None
    ]
    if found:
        other = nearest(cell, found)
        sure = (statement.code or "").isdigit() or bool(section_kinds(statement.section))
        yield Identity(
            "prose_table", "error" if sure else "inconsistent", _RELATION.format(other=other.name), cell, (other,)
        )
    elif statement.targets and (blank := _blank(cells, statement, cell)) is not None:
        yield Identity("prose_table", "inconsistent", _BLANK.format(other=blank.name), cell, (blank,))
    elif not statement.targets and re.search(r"(?:人员|公用)经费$", statement.subject):
        yield from _against_classes(cells, statement, cell)


def _blank(cells: Cells, statement: Statement, cell: Cell) -> Cell | None:
    """A place of a table that prints nothing, as the nothing that it stands for."""
    target = statement.targets[0]
    table = cells.document.tables[target.table]
    row = table.rows[target.row]
    prints_nothing = not any(column in row.values for column in table.columns)
    if table.amount_unit is None or row.uncertain or not (prints_nothing or table.kind == "three_public"):
        return None
    return replace(
        cell,
        key=(target.table, target.row, target.column),
        value=Decimal(0),
        half=Decimal(0),
        name=cell_name(table, row, target.column),
        place=place_of(table, row, target.column),
    )


def _against_classes(cells: Cells, statement: Statement, cell: Cell) -> Iterator[Identity]:
    """Personnel and operating expenditure of a table that has no columns for them: the classes of each."""
    for index, table in enumerate(cells.document.tables):
        if table.kind not in ("basic", "appropriation_basic") or table.amount_unit is None:
            continue
        parts = [
            part
            for number in _classes(table, personnel="人员" in statement.subject)
            if (part := cells.of_table(index, number, amount_column(table))) is not None
        ]
        if parts:
            relation = Text(f"《{table.title}》所属各类之和", f"the sum of its classes in 《{table.title}》")
            yield Identity("prose_table", "error", relation, cell, tuple(parts))
            return


def _classes(table: Table, *, personnel: bool) -> list[int]:
    return [
        number
        for number, row in enumerate(table.rows)
        if len(row.code) == 3 and row.code[0] == "3" and (bare_name(row.name) in PERSONNEL_CLASSES) == personnel
    ]
