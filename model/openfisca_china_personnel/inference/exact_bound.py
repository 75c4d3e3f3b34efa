"""Bounds of a linear program that are proved: HiGHS proposes in floating point, fractions decide.

Any multipliers of the rows give a bound by weak duality. HiGHS's own are rounded to near fractions and the bound is
then computed exactly, so that no rounding of the solver can cut off a true value.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_OPTIMAL = 0
_NEAR = (10**3, 10**6, 10**9)
_PASSES = 12
FAR = Fraction(10**15)
"""Stands for infinity where a multiplier is off by a rounding error; no budget reaches it."""


@dataclass(frozen=True)
class Inequality:
    """Sum of terms (by number of variable) ≤ ``most``."""

    terms: dict[int, Fraction]
    most: Fraction


def proved(
    costs: list[Fraction], upper: list[Inequality], most: list[Fraction], multipliers: list[Fraction]
) -> Fraction:
    """What the multipliers (none above zero) prove: their sum of right sides, less what variables can still take."""
    reduced = list(costs)
    found = Fraction(0)
    for row, multiplier in zip(upper, multipliers, strict=True):
        if multiplier:
            found += multiplier * row.most
            for number, value in row.terms.items():
                reduced[number] -= multiplier * value
    return found + sum((value * most[n] for n, value in enumerate(reduced) if value < 0), Fraction(0))


def most_of_each(upper: list[Inequality], width: int) -> list[Fraction] | None:
    """The most that each variable can be, by the rows one at a time; ``None`` where a row cannot be met at all."""
    most: list[Fraction | None] = [None] * width
    for _ in range(_PASSES):
        changed = False
        for row in upper:
            negative = {number: value for number, value in row.terms.items() if value < 0}
            taken = Fraction(0)
            for number, value in negative.items():
                bound = most[number]
                if bound is None:
                    break
                taken += value * bound
            else:
                room = row.most - taken
                if room < 0:
                    return None
                for number, value in row.terms.items():
                    bound = most[number]
                    if value > 0 and (bound is None or room / value < bound):
                        most[number], changed = room / value, True
        if not changed:
            break
    return [FAR if bound is None else bound for bound in most]


@dataclass(frozen=True)
class Solved:
    """What the solver proposes: its least value, multipliers of the rows rounded to several degrees, and its point."""

    value: Fraction
    multipliers: tuple[list[Fraction], ...]
    point: list[float]


def solve(
    costs: list[Fraction], upper: list[Inequality], most: list[Fraction], *, eased: bool = False
) -> Solved | None:
    """The solver's answer to the least cost over the inequalities; ``None`` where there is no least.

    ``eased`` asks instead by how much all rows must be relaxed, each in proportion to its size, to be met at once.
    Every variable is measured by the most that it can be and every row by its largest term, because yuan by the
    million beside heads by the hundred are more than the solver's tolerances bear.
    """
    import numpy  # noqa: PLC0415 - heavy, and only inference needs it
    from scipy.optimize import linprog  # noqa: PLC0415

    width = len(costs)
    sizes = [float(bound) if 0 < bound < FAR else 1.0 for bound in most]
    matrix = numpy.zeros((len(upper), width + eased))
    right, row_sizes = [], []
    for number, row in enumerate(upper):
        terms = {place: float(value) * sizes[place] for place, value in row.terms.items()}
        size = max((abs(value) for value in terms.values() if value), default=1.0)
        for place, value in terms.items():
            matrix[number, place] = value / size
        right.append(float(row.most) / size)
        row_sizes.append(size)
    if eased:
        matrix[:, width] = -1.0
    scaled = [float(cost) * size for cost, size in zip(costs, sizes, strict=True)]
    scale = max((abs(cost) for cost in scaled if cost), default=1.0)
    found = linprog(
        [cost / scale for cost in scaled] + [1.0] * eased,
        A_ub=matrix,
        b_ub=right,
        bounds=(0, None),
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if found.status != _OPTIMAL:
        return None
    pairs = zip(found.ineqlin.marginals, row_sizes, strict=True)
    plain = [min(0.0, float(y)) * scale / size for y, size in pairs]
    if eased:
        # Only the proportions of these multipliers count.
        largest = max([abs(y) for y in plain if y], default=1.0)
        plain = [y / largest for y in plain]
    rounded = [[Fraction(y).limit_denominator(near) for y in plain] for near in _NEAR]
    point = [float(x) * size for x, size in zip(found.x, sizes, strict=False)]
    return Solved(Fraction(float(found.fun) * scale), (*rounded, [Fraction(y) for y in plain]), point)


@dataclass(frozen=True)
class Relaxation:
    """What is proved of a program without whole numbers.

    ``is_empty`` where nothing meets the rows; else ``least`` is a lower bound of the costs, ``None`` where there is
    none, and ``point`` is where the solver found it.
    """

    is_empty: bool
    least: Fraction | None = None
    point: tuple[float, ...] | None = None


EMPTY = Relaxation(is_empty=True)


def relaxed(costs: list[Fraction], upper: list[Inequality]) -> Relaxation:
    """The proved least of costs over variables that are zero or more and meet inequalities."""
    most = most_of_each(upper, len(costs))
    if most is None:
        return EMPTY
    solved = solve(costs, upper, most)
    if solved is None:
        return EMPTY if _nothing_meets(upper, most) else Relaxation(is_empty=False)
    found = max(proved(costs, upper, most, multipliers) for multipliers in solved.multipliers)
    # A bound that rests on the stand-in for infinity proves nothing.
    holds = found > solved.value - 1 - abs(solved.value)
    return Relaxation(is_empty=False, least=found if holds else None, point=tuple(solved.point))


def is_empty(upper: list[Inequality], width: int) -> bool:
    """Whether it is proved that no ``width`` numbers of zero or more meet all inequalities."""
    most = most_of_each(upper, width)
    return most is None or _nothing_meets(upper, most)


def _nothing_meets(upper: list[Inequality], most: list[Fraction]) -> bool:
    nothing = [Fraction(0)] * len(most)
    solved = solve(nothing, upper, most, eased=True)
    return solved is not None and any(proved(nothing, upper, most, each) > 0 for each in solved.multipliers)
