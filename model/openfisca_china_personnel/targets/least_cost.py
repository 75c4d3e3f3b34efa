"""The least-cost question: whole numbers of people added by rank, so that every line lies within its bounds.

HiGHS (through scipy) finds candidates in floating point; whole numbers of fen decide. A candidate that misses a bound
by a fen is cut off and the search goes on beside it, so the answer is exact.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

MOST_SOLVES = 1_000
"""Candidates looked at before the search gives up; one or two are the rule."""
MOST_SECONDS = 30
"""The time that one candidate may take."""


_OPTIMAL, _INFEASIBLE = 0, 2
"""How ``scipy.optimize.milp`` says that it has the best answer, and that nothing meets the conditions."""


class Undecided(RuntimeError):
    """The search was given up before it was decided: too many combinations come too close to the bounds."""


@dataclass(frozen=True)
class Row:
    """One condition: the sum of ``costs`` × numbers lies within ``least`` … ``most`` (whole fen, both included).

    No cost is negative: one more head lowers no line.
    """

    costs: tuple[int, ...]
    least: int
    most: int

    def holds(self, numbers: Sequence[int]) -> bool:
        """Whether the numbers meet the condition, in whole fen."""
        return self.least <= _dot(self.costs, numbers) <= self.most


@dataclass(frozen=True)
class _Box:
    """Numbers from ``low`` to ``high``, place by place."""

    low: tuple[int, ...]
    high: tuple[int, ...]


_Candidate = tuple[int, bool, int, tuple[int, ...], _Box]
"""Cost, whether a row is missed, order of arrival, the numbers, and the box that they are the cheapest of."""


def least_cost(rows: Sequence[Row], totals: Sequence[int], most: int) -> tuple[int, ...] | None:
    """The whole numbers from 0 to ``most`` that meet all rows at the least total cost; ``None`` where none do.

    ``totals`` is the total cost (fen) of one of each. Of equally dear answers the one with the fewest people is taken,
    where that can be told. Raises ``Undecided`` where the cheapest cannot be.
    """
    cheapest = _minimum(rows, totals, most)
    if cheapest is None:
        return None
    at_that_cost = Row(tuple(totals), _dot(totals, cheapest), _dot(totals, cheapest))
    try:
        fewest = _minimum([*rows, at_that_cost], [1] * len(totals), most)
    except Undecided:
        return cheapest
    # The cheapest answer meets the further condition itself, whatever floating point makes of it.
    return cheapest if fewest is None else fewest


def _minimum(rows: Sequence[Row], weights: Sequence[int], most: int) -> tuple[int, ...] | None:
    """Best first over boxes: the cheapest open one is the answer once its numbers meet every row exactly."""
    kept = []
    for row in rows:
        reduced = _reduced(row)
        if reduced is None:
            return None
        kept.append(reduced)
    order = count()
    candidates: list[_Candidate] = []
    parts = [_Box((0,) * len(weights), tuple(_highest(kept, place, most) for place in range(len(weights))))]
    for _ in range(MOST_SOLVES):
        for box in parts:
            numbers = _solved(kept, weights, box)
            if numbers is not None:
                misses = not all(row.holds(numbers) for row in kept)
                heapq.heappush(candidates, (_dot(weights, numbers), misses, next(order), numbers, box))
        if not candidates:
            return None
        _, misses, _, numbers, box = heapq.heappop(candidates)
        if not misses:
            return numbers
        parts = _without(box, numbers)
    raise Undecided


def _highest(rows: Sequence[Row], place: int, most: int) -> int:
    """The most that one number can be while no row is exceeded."""
    return min([most, *(row.most // row.costs[place] for row in rows if row.costs[place])])


def _without(box: _Box, numbers: tuple[int, ...]) -> list[_Box]:
    """The box less one point, in parts: the same as the point before a place, less or more at it."""
    parts = []
    for place, number in enumerate(numbers):
        low, high = numbers[:place] + box.low[place:], numbers[:place] + box.high[place:]
        if box.low[place] < number:
            parts.append(_Box(low, _with(high, place, number - 1)))
        if number < box.high[place]:
            parts.append(_Box(_with(low, place, number + 1), high))
    return parts


def _solved(rows: Sequence[Row], weights: Sequence[int], box: _Box) -> tuple[int, ...] | None:
    """What HiGHS finds in a box, in whole numbers; ``None`` where it finds that nothing meets the rows."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - only this question needs it

    constraints = [LinearConstraint([row.costs], row.least - 0.25, row.most + 0.25) for row in rows]
    found = milp(
        list(weights),
        constraints=constraints,
        integrality=[1] * len(weights),
        bounds=Bounds(box.low, box.high),
        options={"mip_rel_gap": 0, "time_limit": MOST_SECONDS},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != _OPTIMAL:
        raise Undecided
    numbers = (round(float(each)) for each in found.x)
    return tuple(min(max(n, low), high) for n, low, high in zip(numbers, box.low, box.high, strict=True))


def _reduced(row: Row) -> Row | None:
    """The row in the largest unit that all its costs are multiples of; ``None`` where no whole numbers meet it."""
    unit = math.gcd(*row.costs)
    if row.most < 0:
        return None
    if unit == 0:
        return row if row.least <= 0 <= row.most else None
    least, most = -(-row.least // unit), row.most // unit
    return Row(tuple(cost // unit for cost in row.costs), least, most) if least <= most else None


def _dot(weights: Sequence[int], numbers: Sequence[int]) -> int:
    return sum(weight * number for weight, number in zip(weights, numbers, strict=True))


def _with(numbers: tuple[int, ...], place: int, number: int) -> tuple[int, ...]:
    return (*numbers[:place], number, *numbers[place + 1 :])
