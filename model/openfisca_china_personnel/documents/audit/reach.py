"""Which figures an audit reaches: a figure that no identity holds may be wrong and nothing would show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from openfisca_china_personnel.documents.audit.cells import Cells, place_in_prose, place_of
from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.plausibility import WEIGHT
from openfisca_china_personnel.documents.audit.table_percentages import amounts_of_percentage
from openfisca_china_personnel.documents.prose import Quantity


@dataclass(frozen=True)
class Reach:
    """How many figures a document prints, and where those stand that nothing else in it holds."""

    figures: int
    uncovered: tuple[Place, ...]


def reach_of(cells: Cells, identities: Iterable[Identity], compared: Iterable[tuple[object, ...]]) -> Reach:
    """What the identities, the percentages and the sums of weights leave out.

    ``compared`` are the numbers of sentences that other checks use, as keys of cells.
    """
    held: set[tuple[object, ...]] = {cell.key for i in identities for cell in (i.whole, *i.parts)}
    held.update(_percentages(cells))
    held.update(_weights(cells))
    held.update(compared)
    figures = 0
    left: list[Place] = []
    for index, table in enumerate(cells.document.tables):
        for number, row in enumerate(table.rows):
            for column in row.values:
                figures += 1
                if (index, number, column) not in held:
                    left.append(place_of(table, row, column))
    for key, place in _of_prose(cells):
        figures += 1
        if key not in held:
            left.append(place)
    return Reach(figures, tuple(left))


def _of_prose(cells: Cells) -> Iterator[tuple[tuple[object, ...], Place]]:
    """Every number of a statement with its place; an amount that is compared twice counts once."""
    for index, statement in enumerate(cells.statements):
        for what in ("amount", "base", "change", "percent", "share", "completion"):
            quantity: Quantity | None = getattr(statement, what)
            if quantity is None or (what == "amount" and statement.repeats is not None):
                continue
            place = place_in_prose(statement, quantity)
            code = statement.code or statement.subject
            yield ("prose" if what == "amount" else what, index), replace(place, code=code, column=what)


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
