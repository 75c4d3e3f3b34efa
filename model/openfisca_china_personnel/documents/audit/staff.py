"""Posts and heads that a document states: a list of kinds adds up to the number that it is a list of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.headcounts import Headcount, headcounts_of
from openfisca_china_personnel.language import Text

_UNIT = "人"
_LIST = Text("所列各类人数之和", "the sum of the kinds listed")


def identities_of_staff(cells: Cells) -> Iterator[Identity]:
    """Each stated number of posts or heads against the kinds that are listed after it."""
    stated = headcounts_of(cells.document)
    for index, whole in enumerate(stated):
        parts = [(number, each) for number, each in enumerate(stated) if each.parent == index]
        if len(parts) > 1:
            of_list = tuple(_cell(number, part) for number, part in parts)
            yield Identity("staff", "inconsistent", _LIST, _cell(index, whole), of_list)


def _cell(index: int, stated: Headcount) -> Cell:
    return Cell(
        key=("staff", index),
        value=Decimal(stated.heads),
        half=Decimal(0),
        factor=1,
        places=0,
        unit=_UNIT,
        name=Text(f"所述“{stated.label}”", f"“{stated.label}” as stated"),
        place=Place(page=stated.page, line=stated.line, table=stated.table, box=stated.box),
    )
