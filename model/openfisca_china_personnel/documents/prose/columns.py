"""The column of a table that a sentence without further words means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.document import Table
    from openfisca_china_personnel.documents.kinds import TableKind

FUNCTIONAL: tuple[TableKind, ...] = ("general", "appropriation_expenditure", "expenditure")
AMOUNT_COLUMNS = ("budget", "actual", "total", "basic")


def amount_column(table: Table) -> str:
    """The column of a table that a sentence without further words means."""
    if table.kind == "expenditure" and TOTAL in table.columns:
        return TOTAL
    return next((column for column in AMOUNT_COLUMNS if column in table.columns), (*table.columns, TOTAL)[0])
