"""Whole numbers: branch and bound in which every branch that is closed is closed by a proof in fractions.

A branch says that a sum of whole variables is at most a whole number, or at least the next one; together they leave
out nothing that is whole. Each branch's bound is that of its relaxation, proved by weak duality, so the least over the
branches that are still open is a proved bound at any moment, whenever one stops.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openfisca_china_personnel.inference.exact_bound import Inequality, Relaxation, relaxed

BRANCHES = 80
"""Relaxations solved for one bound. Past this the bound stands that is proved so far."""
_NEARLY = 1e-6
_WELL_BETWEEN = 1e-3
Sums = Sequence[Sequence[int]]
"""Groups of whole variables (by number) whose sums are branched on: those of a year before those of its parts, since
what the parts share out between them is often of no account."""
ONE = Fraction(1)


@dataclass(frozen=True)
class WholeBound:
    """A proved lower bound with whole numbers; ``is_closed`` where no branch is left that could raise it.

    ``value`` is ``None`` where there is no bound; ``is_empty`` where no whole numbers meet the rows.
    """

    value: Fraction | None
    is_closed: bool = True
    is_empty: bool = False


def least_whole(
    costs: list[Fraction], upper: list[Inequality], sums: Sums, *, step: Fraction | None, known: Fraction | None
) -> WholeBound:
    """The proved least of costs where each of ``sums`` is whole.

    ``step`` is what the costs are a multiple of in whole numbers, ``None`` where they need not be; ``known`` is what
    some whole point is believed to reach: a bound there needs no further branch.
    """
    root = relaxed(costs, upper)
    if root.is_empty:
        return WholeBound(None, is_empty=True)
    if root.least is None:
        return WholeBound(None)
    order = itertools.count()
    open_branches = [(_raised(root.least, step), next(order), root, tuple(upper))]
    solved = 1
    while open_branches:
        value, _, here, rows = heapq.heappop(open_branches)
        if known is not None and value >= known:
            return WholeBound(value)
        divided = _most_divided(here, sums)
        if divided is None:
            return WholeBound(value)
        if solved >= BRANCHES:
            return WholeBound(value, is_closed=False)
        for branch in _branches(divided, here):
            below = relaxed(costs, [*rows, branch])
            solved += 1
            if not below.is_empty:
                bound = value if below.least is None else max(value, _raised(below.least, step))
                heapq.heappush(open_branches, (bound, next(order), below, (*rows, branch)))
    return WholeBound(None, is_empty=True)


def none_is_whole(upper: list[Inequality], sums: Sums, width: int) -> bool:
    """Whether it is proved that nothing whole meets the inequalities; what takes too many branches is not."""
    return least_whole([Fraction(0)] * width, upper, sums, step=None, known=None).is_empty


def _raised(value: Fraction, step: Fraction | None) -> Fraction:
    return value if step is None else math.ceil(value / step) * step


def _most_divided(here: Relaxation, sums: Sums) -> Sequence[int] | None:
    """The first sum that the solver's point leaves well between two whole numbers, else the one most so.

    ``None`` where all are whole.
    """
    if here.point is None:
        return None
    most, found = _NEARLY, None
    for each in sums:
        value = _sum(each, here)
        apart = abs(value - round(value))
        if apart > _WELL_BETWEEN:
            return each
        if apart > most:
            most, found = apart, each
    return found


def _branches(numbers: Sequence[int], here: Relaxation) -> tuple[Inequality, Inequality]:
    below = Fraction(math.floor(_sum(numbers, here)))
    return Inequality(dict.fromkeys(numbers, ONE), below), Inequality(dict.fromkeys(numbers, -ONE), -below - 1)


def _sum(numbers: Sequence[int], here: Relaxation) -> float:
    assert here.point is not None
    return sum(here.point[number] for number in numbers)
