"""An identity: one figure that must be the sum of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Severity
from openfisca_china_personnel.documents.printed import is_percent
from openfisca_china_personnel.language import Text


@dataclass(frozen=True)
class Identity:
    """``whole`` = sum of ``parts``; a blank is no cell and counts nothing.

    ``relation`` says in words what must be equal. Both sides are prints: the whole to half its last place, the sum to
    half the coarsest last place in it, and nothing wider.
    """

    check: str
    severity: Severity
    relation: Text
    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def total(self) -> Decimal:
        """What the parts add up to."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        """How far both sides may be apart; they must be less."""
        return self.whole.half + max((part.half for part in self.parts), default=Decimal(0))

    def allows(self, residual: Decimal) -> bool:
        """Whether a difference of both sides is only one of print."""
        return residual == 0 or abs(residual) < self.tolerance

    @property
    def residual(self) -> Decimal:
        """The whole less its parts."""
        return self.whole.value - self.total

    @property
    def holds(self) -> bool:
        """Whether both sides agree."""
        return self.allows(self.residual)

    @property
    def by_rounding(self) -> bool:
        """Whether rounding every single figure could explain the difference."""
        return abs(self.residual) <= self.whole.half + sum((part.half for part in self.parts), Decimal(0))

    @property
    def is_equality(self) -> bool:
        """Whether it only says that two figures are one."""
        return len(self.parts) == 1

    def coefficients(self) -> Iterable[tuple[tuple[object, ...], int]]:
        """Every cell with its sign in whole - sum of parts."""
        yield self.whole.key, 1
        for part in self.parts:
            yield part.key, -1


def equal(check: str, severity: Severity, relation: Text, one: Cell | None, other: Cell | None) -> Iterable[Identity]:
    """The identity that two printed figures are one; nothing where one is blank."""
    if one is not None and other is not None:
        yield Identity(check, severity, relation, one, (other,))


def sums_by_column(
    cells: Cells, index: int, check: str, relation: Text, whole: int, parts: Sequence[int]
) -> Iterator[Identity]:
    """That a row of a table is the sum of others, in each column of amounts; nothing where a figure is open."""
    table = cells.document.tables[index]
    for column in table.columns:
        if is_percent(column) or any(column in table.rows[n].uncertain for n in (whole, *parts)):
            continue
        first = cells.of_table(index, whole, column)
        found = [cell for part in parts if (cell := cells.of_table(index, part, column)) is not None]
        if first is not None and found:
            yield Identity(check, "error", relation, first, tuple(found))
