"""A linear program whose answers are proved: HiGHS proposes in floating point, fractions decide.

Any multipliers of the rows give a bound by weak duality. HiGHS's own are rounded to near fractions and the bound is
then computed exactly, so that no rounding of the solver can cut off a true value.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

Coefficients = Mapping[str, Fraction]
_OPTIMAL, _INFEASIBLE, _UNBOUNDED, _NUMERICAL = 0, 2, 3, 4
_SLACK = "violation"
_NEAR = (10**3, 10**6, 10**9)
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
        relaxed = []
        for row in self.rows:
            # A row is relaxed in proportion to what it speaks of: yuan by the million, heads by the hundred.
            size = max(Fraction(1), abs(row.low or 0), abs(row.high or 0))
            if row.low is not None:
                relaxed.append(Row(row.statement, (*row.coefficients, (_SLACK, size)), low=row.low))
            if row.high is not None:
                relaxed.append(Row(row.statement, (*row.coefficients, (_SLACK, -size)), high=row.high))
        eased = Program((*self.variables, _SLACK), frozenset(), tuple(relaxed))
        found = eased.least({_SLACK: Fraction(1)})
        return found is not None and found > 0

    def least(self, objective: Coefficients) -> Fraction | None:
        """A proved lower bound of an objective, the least value itself but for the solver's rounding.

        ``None`` where it is unbounded. The program must not be empty.
        """
        costs, upper, equal = self._matrices(objective)
        solved = _solve(costs, upper, equal, len(self.variables))
        if solved is None:
            return None
        best, multipliers = solved
        proved = [self._proved(costs, upper, equal, near) for near in multipliers]
        found = max(proved)
        # A bound that rests on the stand-in for infinity proves nothing.
        return found if found > best - 1 - abs(best) else None

    def greatest(self, objective: Coefficients) -> Fraction | None:
        """A proved upper bound, as ``least``."""
        least = self.least({name: -value for name, value in objective.items()})
        return None if least is None else -least

    def range(self, objective: Coefficients) -> tuple[Fraction | None, Fraction | None]:
        """Both bounds; rounded inwards to whole numbers where the objective sums whole variables."""
        low, high = self.least(objective), self.greatest(objective)
        is_whole = all(name in self.whole and value.denominator == 1 for name, value in objective.items())
        if not is_whole:
            return low, high
        return (
            None if low is None else Fraction(math.ceil(low)),
            None if high is None else Fraction(math.floor(high)),
        )

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

    def _matrices(self, objective: Coefficients) -> tuple[list[Fraction], list[_Inequality], list[_Inequality]]:
        place = {name: number for number, name in enumerate(self.variables)}
        costs = [Fraction(0)] * len(self.variables)
        for name, value in objective.items():
            costs[place[name]] = value
        upper, equal = [], []
        for row in self.rows:
            terms: dict[int, Fraction] = {}
            for name, value in row.coefficients:
                terms[place[name]] = terms.get(place[name], Fraction(0)) + value
            if row.low is not None and row.low == row.high:
                equal.append(_Inequality(terms, row.low))
                continue
            if row.high is not None:
                upper.append(_Inequality(terms, row.high))
            if row.low is not None:
                upper.append(_Inequality({n: -value for n, value in terms.items()}, -row.low))
        return costs, upper, equal

    @staticmethod
    def _proved(
        costs: list[Fraction], upper: list[_Inequality], equal: list[_Inequality], multipliers: list[Fraction]
    ) -> Fraction:
        """What the multipliers prove: multipliers × right sides, and what each variable can still take from it."""
        reduced = list(costs)
        proved = Fraction(0)
        for row, multiplier in zip([*upper, *equal], multipliers, strict=True):
            if multiplier:
                proved += multiplier * row.most
                for number, value in row.terms.items():
                    reduced[number] -= multiplier * value
        return proved + sum((value * _FAR for value in reduced if value < 0), Fraction(0))


@dataclass(frozen=True)
class _Inequality:
    """Sum of terms (by number of variable) ≤ or = ``most``."""

    terms: dict[int, Fraction]
    most: Fraction


def _solve(
    costs: list[Fraction], upper: list[_Inequality], equal: list[_Inequality], width: int
) -> tuple[Fraction, list[list[Fraction]]] | None:
    """The solver's least value and its multipliers, rounded to several degrees; ``None`` where there is no least."""
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, and only inference needs it

    found = linprog(
        [float(value) for value in costs],
        A_ub=_dense(upper, width),
        b_ub=[float(row.most) for row in upper] or None,
        A_eq=_dense(equal, width),
        b_eq=[float(row.most) for row in equal] or None,
        bounds=(0, None),
        method="highs",
    )
    if found.status != _OPTIMAL:
        return None
    plain = [*(min(0.0, float(y)) for y in found.ineqlin.marginals), *(float(y) for y in found.eqlin.marginals)]
    rounded = [[Fraction(y).limit_denominator(near) for y in plain] for near in _NEAR]
    return Fraction(float(found.fun)), [*rounded, [Fraction(y) for y in plain]]


def _dense(rows: list[_Inequality], width: int) -> Any:
    import numpy  # noqa: PLC0415 - heavy, and only inference needs it

    if not rows:
        return None
    matrix = numpy.zeros((len(rows), width))
    for number, row in enumerate(rows):
        for place, value in row.terms.items():
            matrix[number, place] = float(value)
    return matrix
