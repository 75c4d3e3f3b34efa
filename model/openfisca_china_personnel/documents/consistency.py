"""Settling open rows by the table as a whole: every parent is the sum of its children, in every column of amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import decimals, is_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.placement import Cells

_STATES = 4_000  # partial sums kept at most for one family; beyond it the family settles nothing

Scaled = tuple[int | None, ...]  # one placement's amounts in units of the last printed place
Sums = tuple[tuple[int, int], ...]  # per column: sum so far, figures that went into it


def settle(
    codes: Sequence[str],
    parents: Sequence[str | None],
    columns: Sequence[str],
    ways: Sequence[tuple[Cells, ...]],
    half: Decimal,
) -> list[tuple[Cells, ...]]:
    """The placements of every row that belong to at least one consistent reading of the whole table.

    ``half`` is half a unit of the last place that the table prints amounts to.

    A family (a parent and all its children) rules a placement out where no choice for the others makes the sums hold,
    each figure being exact to half its last place and a blank being nothing. A family whose sums hold under no choice
    (a table that lists only some children, an error in the document) rules nothing out.
    """
    # A change follows from two other columns of its own row and is often blank where it only rounds to nothing.
    amounts = [index for index, column in enumerate(columns) if not is_percent(column) and column != "change"]
    places = max(_places(ways, amounts), -_exponent(2 * half))
    unit = int((2 * half).scaleb(places))
    families = _families(codes, parents)
    kept = list(ways)
    changed = True
    while changed:
        changed = False
        for family in families:
            if all(len(kept[row]) == 1 for row in family) or not all(kept[row] for row in family):
                continue
            scaled = [[_scaled(cells, amounts, places) for cells in kept[row]] for row in family]
            alive = _alive(scaled[0], scaled[1:], unit)
            if alive is None:
                continue
            for row, possible in zip(family, alive, strict=True):
                remaining = tuple(cells for index, cells in enumerate(kept[row]) if index in possible)
                changed = changed or len(remaining) < len(kept[row])
                kept[row] = remaining
    return kept


def _places(ways: Sequence[tuple[Cells, ...]], amounts: Sequence[int]) -> int:
    printed = (cells[i] for row in ways for cells in row for i in amounts)
    return max((decimals(text) for text in printed if text is not None), default=0)


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _families(codes: Sequence[str], parents: Sequence[str | None]) -> list[list[int]]:
    """Row numbers, the parent first; none for a code that stands twice, whose children cannot be told apart.

    A row without a code is a sum beside the others and no part of one.
    """
    single = {code: index for index, code in enumerate(codes) if code and codes.count(code) == 1}
    families: list[list[int]] = []
    for parent, row in single.items():
        above = None if parent == TOTAL else parent
        children = [i for i, code in enumerate(codes) if parents[i] == above and code not in ("", TOTAL)]
        if children and all(codes[child] in single for child in children):
            families.append([row, *children])
    return families


def _scaled(cells: Cells, amounts: Sequence[int], places: int) -> Scaled:
    picked = (cells[index] for index in amounts)
    return tuple(None if text is None else int(Decimal(text).scaleb(places)) for text in picked)


def _alive(parent: Sequence[Scaled], children: Sequence[Sequence[Scaled]], unit: int) -> list[set[int]] | None:
    """For parent and children the placements that take part in a solution; None where nothing can be ruled out."""
    forward = _partial_sums(parent, children, unit)
    if forward is None:
        return None
    possible: list[set[int]] = [set() for _ in range(len(children) + 1)]
    good: set[Sums] = set()
    for sums in forward[-1]:
        for index, whole in enumerate(parent):
            if _adds_up(whole, sums, unit):
                possible[0].add(index)
                good.add(sums)
    for position in range(len(children) - 1, -1, -1):
        before: set[Sums] = set()
        for sums in forward[position]:
            for index, cells in enumerate(children[position]):
                if _plus(sums, cells) in good:
                    possible[position + 1].add(index)
                    before.add(sums)
        good = before
    return possible if possible[0] else None


def _partial_sums(parent: Sequence[Scaled], children: Sequence[Sequence[Scaled]], unit: int) -> list[set[Sums]] | None:
    width = len(parent[0])
    ceiling = [_ceiling(parent, children, column, unit) for column in range(width)]
    layers: list[set[Sums]] = [{((0, 0),) * width}]
    for ways in children:
        grown = {_plus(sums, cells) for sums in layers[-1] for cells in ways}
        layer = {sums for sums in grown if all(_below(s, top) for s, top in zip(sums, ceiling, strict=True))}
        if len(layer) > _STATES:
            return None
        layers.append(layer)
    return layers


def _ceiling(parent: Sequence[Scaled], children: Sequence[Sequence[Scaled]], column: int, unit: int) -> int | None:
    """Where nothing is negative, a partial sum above the largest possible parent and all tolerance leads nowhere."""
    if any((cells[column] or 0) < 0 for ways in children for cells in ways):
        return None
    return max(cells[column] or 0 for cells in parent) + unit * (len(children) + 2) // 2


def _below(sum_: tuple[int, int], ceiling: int | None) -> bool:
    return ceiling is None or sum_[0] <= ceiling


def _plus(sums: Sums, cells: Scaled) -> Sums:
    return tuple(
        (total, count) if amount is None else (total + amount, count + 1)
        for (total, count), amount in zip(sums, cells, strict=True)
    )


def _adds_up(whole: Scaled, sums: Sums, unit: int) -> bool:
    """Each printed figure may be off by half its last place: all of them together by half their number."""
    return all(
        2 * abs((amount or 0) - total) <= unit * (count + (amount is not None))
        for amount, (total, count) in zip(whole, sums, strict=True)
    )
