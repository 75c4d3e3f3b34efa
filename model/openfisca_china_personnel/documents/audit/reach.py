"""Which figures an audit reaches: a figure that no identity holds may be wrong and nothing would show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openfisca_china_personnel.documents.audit.cells import Cells, place_of
from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.plausibility import WEIGHT
from openfisca_china_personnel.documents.audit.table_percentages import amounts_of_percentage


@dataclass(frozen=True)
class Reach:
    """How many figures the tables print, and where those stand that nothing in the document holds."""

    figures: int
    uncovered: tuple[Place, ...]


def reach_of(cells: Cells, identities: Iterable[Identity]) -> Reach:
    """What the identities, the percentages and the sums of weights leave out."""
    held: set[tuple[object, ...]] = {cell.key for i in identities for cell in (i.whole, *i.parts)}
    held.update(_percentages(cells))
    held.update(_weights(cells))
    figures = 0
    left: list[Place] = []
    for index, table in enumerate(cells.document.tables):
        for number, row in enumerate(table.rows):
            for column in row.values:
                figures += 1
                if (index, number, column) not in held:
                    left.append(place_of(table, row, column))
    return Reach(figures, tuple(left))


def _percentages(cells: Cells) -> Iterator[tuple[object, ...]]:
    for index, table in enumerate(cells.document.tables):
        for row in range(len(table.rows)):
            found = amounts_of_percentage(cells, index, row)
            if found is not None:
                yield found[2].key


def _weights(cells: Cells) -> Iterator[tuple[object, ...]]:
    for index, table in enumerate(cells.document.tables):
        if table.kind == "performance":
            yield from ((index, number, WEIGHT) for number, row in enumerate(table.rows) if WEIGHT in row.values)
