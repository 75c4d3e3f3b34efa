"""What a narrative must keep by itself: amounts, budgets and changes of a whole and of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.families import Family, families_of
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.language import Text

_LONG = 5  # characters of an amount that two things hardly have in common by chance
_NEARLY = 100  # a list that leaves out less than one part in so many, and less than its smallest item, is complete


def sums_of_prose(cells: Cells) -> Iterator[Identity]:
    """Identities between amounts of the narrative that no table is needed for."""
    for family in families_of(cells):
        yield from _amounts(cells, family)
        yield from _budgets(cells, family)
        yield from _changes(cells, family)


def _amounts(cells: Cells, family: Family) -> Iterator[Identity]:
    whole = cells.of_statement(family.whole)
    parts = [cell for n in family.parts if (cell := cells.of_statement(n)) is not None]
    if family.by_table or whole is None or len(parts) < len(family.parts):
        return
    identity = Identity("prose_sum", family.severity, _PARTS, whole, tuple(parts))
    if family.complete or identity.residual < 0 or _leaves_out_little(identity):
        yield identity


def _leaves_out_little(identity: Identity) -> bool:
    """Whether a list may be taken as complete because what it leaves out is too small to be an item of it."""
    smallest = min((part.value for part in identity.parts if part.value), default=Decimal(0))
    return identity.holds or (identity.residual < smallest and identity.residual * _NEARLY < identity.whole.value)


def _budgets(cells: Cells, family: Family) -> Iterator[Identity]:
    """The budgets that a whole and all of its parts are compared with."""
    statements = cells.statements
    kinds = {statements[n].against for n in family.parts if statements[n].base is not None}
    if not family.complete or kinds != {statements[family.whole].against}:
        return
    missing = [n for n in family.parts if statements[n].base is None]
    if any((amount := statements[n].amount) is None or amount.value for n in missing):
        return
    whole = _base(cells, family.whole)
    parts = [cell for n in family.parts if (cell := _base(cells, n)) is not None]
    if whole is not None and len(parts) > 1:
        yield Identity("prose_sum", "inconsistent", _ITEMS, whole, tuple(parts))


def _base(cells: Cells, index: int) -> Cell | None:
    statement = cells.statements[index]
    if statement.base is None:
        return None
    cell = cells.of_quantity(statement, statement.base, ("base", index))
    return replace(cell, name=(_BUDGET if statement.against == "initial_budget" else _BEFORE).format(name=cell.name))


def _changes(cells: Cells, family: Family) -> Iterator[Identity]:
    """A whole changes by what its parts change, where the narrative tells how each of them does."""
    if not family.complete:
        return
    whole = _change_of_whole(cells, family.whole)
    parts = [signed_change(cells, n) for n in family.parts]
    known = [cell for cell in parts if cell is not None]
    if whole is not None and len(known) == len(parts):
        yield Identity("prose_sum", family.severity, _CHANGES, whole, tuple(known))


def _change_of_whole(cells: Cells, index: int) -> Cell | None:
    """How a whole changes, as it is said of it or of the same amount under another name in the same section."""
    whole = cells.statements[index]
    if whole.amount is None or whole.change is not None or len(whole.amount.printed) <= _LONG:
        return signed_change(cells, index)
    alike = (
        n
        for n, other in enumerate(cells.statements)
        if other.section == whole.section and other.change is not None and other.amount is not None
        if other.amount.value == whole.amount.value
    )
    other = next(alike, None)
    return None if other is None else signed_change(cells, other)


def signed_change(cells: Cells, index: int) -> Cell | None:
    """The amount of a change with its sign, as a figure of its own; what is said not to change, changes by nothing."""
    statement = cells.statements[index]
    quantity = statement.change
    exactly = statement.direction == "持平" and "基本" not in (statement.comparison or "")
    if quantity is None and exactly and statement.amount is not None:
        quantity = replace(statement.amount, printed="0")
    if quantity is None or statement.direction not in ("增加", "减少", "持平"):
        return None
    cell = cells.of_quantity(statement, quantity, ("change", index))
    sign = -1 if statement.direction == "减少" and not quantity.printed.startswith("-") else 1
    return replace(cell, value=sign * cell.value, name=_CHANGE.format(name=cell.name))


_PARTS = Text("所列各部分之和", "the sum of the parts listed")
_ITEMS = Text("各部分相应数之和", "the sum of the parts' own such amounts")
_CHANGES = Text("各部分增减额之和", "the changes of its parts together")
_BUDGET = Text("{name}的年初预算", "the budget of {name}")
_BEFORE = Text("{name}的上年数", "last year's amount of {name}")
_CHANGE = Text("{name}的增减额", "the change of {name}")
