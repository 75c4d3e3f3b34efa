"""Which columns of figures stand under which headings: by place where they lie under one another, else by the sums."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise
from math import comb
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.placement import row_holds
from openfisca_china_personnel.documents.printed import decimals
from openfisca_china_personnel.documents.sheet_names import column_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openfisca_china_personnel.documents.pdf_columns import Column
    from openfisca_china_personnel.documents.pdf_headings import Stack

_MOST_WAYS = 3_000
_CLEARLY = 15.0  # points by which one way must lie better than another to be taken for it

Way = tuple[int, ...]  # for every column of figures the number of its heading


def choose(
    figures: Sequence[Column], stacks: Sequence[Stack], rows: Sequence[Mapping[int, str]]
) -> tuple[Way, frozenset[int]] | None:
    """The heading of every column of figures, and the columns for which neither place nor sums settle it.

    ``rows`` have the figures by column. None where there are fewer headings than columns.
    """
    if len(stacks) < len(figures):
        return None
    if len(stacks) == len(figures):
        return tuple(range(len(figures))), frozenset()
    over = [[n for n, stack in enumerate(stacks) if min(c.x1, stack.x1) > max(c.x0, stack.x0)] for c in figures]
    if all(len(each) == 1 for each in over):
        way = tuple(each[0] for each in over)
        if all(a < b for a, b in pairwise(way)):
            return way, frozenset()
    if comb(len(stacks), len(figures)) > _MOST_WAYS:
        return tuple(range(len(figures))), frozenset(range(len(figures)))
    names = column_names([tuple(stack.texts) for stack in stacks], year=None, final=False)
    half = Decimal(5).scaleb(-max((decimals(t) for row in rows for t in row.values()), default=0) - 1)
    ways = sorted(
        (_broken(way, rows, names, half), _unlikeness(way, figures, stacks), way)
        for way in combinations(range(len(stacks)), len(figures))
    )
    broken, unlike, best = ways[0]
    rivals = [way for other, far, way in ways[1:] if other == broken and far < unlike + _CLEARLY]
    open_columns = frozenset(n for way in rivals for n, heading in enumerate(way) if heading != best[n])
    return best, open_columns


def _broken(way: Way, rows: Sequence[Mapping[int, str]], names: Sequence[str], half: Decimal) -> int:
    return sum(
        not row_holds(dict.fromkeys(names) | {names[way[column]]: text for column, text in row.items()}, half)
        for row in rows
    )


def _unlikeness(way: Way, figures: Sequence[Column], stacks: Sequence[Stack]) -> float:
    """How differently the columns stand to their headings: aligned left, right, by the middle, or crosswise."""
    pairs = [(figures[column], stacks[heading]) for column, heading in enumerate(way)]
    offsets = (
        [c.x0 - s.x0 for c, s in pairs],
        [c.x1 - s.x1 for c, s in pairs],
        [(c.x0 + c.x1 - s.x0 - s.x1) / 2 for c, s in pairs],
        [c.x1 - s.x0 for c, s in pairs],
    )
    return min(max(each) - min(each) + abs(sum(each) / len(each)) / 20 for each in offsets)
