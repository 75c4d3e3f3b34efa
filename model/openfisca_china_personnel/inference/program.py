"""A linear program whose answers are proved: HiGHS proposes in floating point, fractions decide.

Any multipliers of the rows give a bound by weak duality. HiGHS's own are rounded to near fractions and the bound is
then computed exactly, so that no rounding of the solver can cut off a true value.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

Coefficients = Mapping[str, Fraction]
_OPTIMAL = 0
_NEAR = (10**3, 10**6, 10**9)
_PASSES = 12
_FAR = Fraction(10**15)
"""Stands for infinity where a multiplier is off by a rounding error; no budget reaches it."""


@dataclass(frozen=True)
class Row:
    """``low`` ≤ sum of coefficients × variables ≤ ``high``; ``statement`` names what says so."""

    statement: str
    coefficients: tuple[tuple[str, Fraction], ...]
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Program:
    """Variables that are zero or more, those of ``whole`` in whole numbers, and the rows that hold them."""

    variables: tuple[str, ...]
    whole: frozenset[str]
    rows: tuple[Row, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of the rows, each once, in order."""
        return tuple(dict.fromkeys(row.statement for row in self.rows))

    def without(self, statements: Collection[str]) -> Program:
        """The program less what some statements say."""
        return replace(self, rows=tuple(row for row in self.rows if row.statement not in statements))

    def having(self, *rows: Row) -> Program:
        """The program with more rows."""
        return replace(self, rows=(*self.rows, *rows))

    def is_empty(self) -> bool:
        """Whether it is proved that nothing meets all rows, whole numbers left aside."""
        upper = self._inequalities()
        most = _most_of_each(upper, len(self.variables))
        if most is None:
            return True
        solved = _solve([Fraction(0)] * len(self.variables), upper, most, eased=True)
        if solved is None:
            return False
        nothing = [Fraction(0)] * len(self.variables)
        return any(_proved(nothing, upper, most, multipliers) > 0 for multipliers in solved[1])

    def least(self, objective: Coefficients) -> Fraction | None:
        """A proved lower bound of an objective, the least value itself but for the solver's rounding.

        ``None`` where it is unbounded. The program must not be empty.
        """
        upper = self._inequalities()
        costs = [objective.get(name, Fraction(0)) for name in self.variables]
        most = _most_of_each(upper, len(self.variables))
        solved = None if most is None else _solve(costs, upper, most)
        if solved is None or most is None:
            return None
        best, choices = solved
        found = max(_proved(costs, upper, most, multipliers) for multipliers in choices)
        # A bound that rests on the stand-in for infinity proves nothing.
        return found if found > best - 1 - abs(best) else None

    def greatest(self, objective: Coefficients) -> Fraction | None:
        """A proved upper bound, as ``least``."""
        least = self.least({name: -value for name, value in objective.items()})
        return None if least is None else -least

    def range(self, objective: Coefficients) -> tuple[Fraction | None, Fraction | None]:
        """Both bounds; rounded inwards to whole numbers where the objective sums whole variables and one lies between.

        Where none does (heads that are stated as a fraction) the bounds stay as they are.
        """
        low, high = self.least(objective), self.greatest(objective)
        is_whole = all(name in self.whole and value.denominator == 1 for name, value in objective.items())
        if not is_whole:
            return low, high
        first = None if low is None else Fraction(math.ceil(low))
        last = None if high is None else Fraction(math.floor(high))
        if first is not None and last is not None and first > last:
            return low, high
        return first, last

    def point(self, objective: Coefficients) -> dict[str, Fraction] | None:
        """Values that meet all rows (to the solver's rounding), whole where they must be, at the least objective.

        ``None`` where the solver finds none.
        """
        import numpy  # noqa: PLC0415 - heavy, and only inference needs it
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        place = {name: number for number, name in enumerate(self.variables)}
        matrix = numpy.zeros((len(self.rows), len(self.variables)))
        for number, row in enumerate(self.rows):
            for name, value in row.coefficients:
                matrix[number, place[name]] += float(value)
        low = [-numpy.inf if row.low is None else float(row.low) for row in self.rows]
        high = [numpy.inf if row.high is None else float(row.high) for row in self.rows]
        costs = numpy.zeros(len(self.variables))
        for name, value in objective.items():
            costs[place[name]] = float(value)
        found = milp(
            costs,
            constraints=[LinearConstraint(matrix, low, high)] if self.rows else [],
            integrality=[int(name in self.whole) for name in self.variables],
            bounds=Bounds(0, numpy.inf),
            options={"time_limit": 20},
        )
        if found.x is None:
            return None
        values = zip(self.variables, found.x, strict=True)
        return {name: Fraction(round(x)) if name in self.whole else Fraction(float(x)) for name, x in values}

    def _inequalities(self) -> list[_Inequality]:
        place = {name: number for number, name in enumerate(self.variables)}
        found = []
        for row in self.rows:
            terms: dict[int, Fraction] = {}
            for name, value in row.coefficients:
                terms[place[name]] = terms.get(place[name], Fraction(0)) + value
            if row.high is not None:
                found.append(_Inequality(terms, row.high))
            if row.low is not None:
                found.append(_Inequality({n: -value for n, value in terms.items()}, -row.low))
        return found


@dataclass(frozen=True)
class _Inequality:
    """Sum of terms (by number of variable) ≤ ``most``."""

    terms: dict[int, Fraction]
    most: Fraction


def _proved(
    costs: list[Fraction], upper: list[_Inequality], most: list[Fraction], multipliers: list[Fraction]
) -> Fraction:
    """What the multipliers (none above zero) prove: their sum of right sides, less what variables can still take."""
    reduced = list(costs)
    proved = Fraction(0)
    for row, multiplier in zip(upper, multipliers, strict=True):
        if multiplier:
            proved += multiplier * row.most
            for number, value in row.terms.items():
                reduced[number] -= multiplier * value
    return proved + sum((value * most[n] for n, value in enumerate(reduced) if value < 0), Fraction(0))


def _most_of_each(upper: list[_Inequality], width: int) -> list[Fraction] | None:
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
    return [_FAR if bound is None else bound for bound in most]


def _solve(
    costs: list[Fraction], upper: list[_Inequality], most: list[Fraction], *, eased: bool = False
) -> tuple[Fraction, list[list[Fraction]]] | None:
    """The solver's least value and its multipliers, rounded to several degrees; ``None`` where there is no least.

    ``eased`` asks instead by how much all rows must be relaxed, each in proportion to its size, to be met at once.
    Every variable is measured by the most that it can be and every row by its largest term, because yuan by the
    million beside heads by the hundred are more than the solver's tolerances bear.
    """
    import numpy  # noqa: PLC0415 - heavy, and only inference needs it
    from scipy.optimize import linprog  # noqa: PLC0415

    width = len(costs)
    sizes = [float(bound) if 0 < bound < _FAR else 1.0 for bound in most]
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
    return Fraction(float(found.fun) * scale), [*rounded, [Fraction(y) for y in plain]]
