"""A mixed-integer linear program whose answers are proved: HiGHS proposes in floating point, fractions decide."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from openfisca_china_personnel.inference.branching import WholeBound, least_whole, none_is_whole
from openfisca_china_personnel.inference.exact_bound import Inequality, relaxed
from openfisca_china_personnel.inference.exact_bound import is_empty as nothing_meets

Coefficients = Mapping[str, Fraction]
WHOLE_PEOPLE = "assumed:whole_people"
"""The statement that the variables of ``whole`` are in whole numbers."""
_NEAR_ENOUGH = Fraction(1, 1_000_000)
"""A bound of a sum of yuan that is nearer than this part of it to what a whole point reaches is not sharpened."""


@dataclass(frozen=True)
class Bounds:
    """Proved bounds, ``None`` where there is none; ``is_closed`` where whole numbers allow nothing narrower."""

    low: Fraction | None
    high: Fraction | None
    is_closed: bool = True


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
        """What is said: each statement of the rows once, in order, and that people are whole."""
        of_rows = dict.fromkeys(row.statement for row in self.rows)
        return (*of_rows, *((WHOLE_PEOPLE,) if self.whole else ()))

    def without(self, statements: Collection[str]) -> Program:
        """The program less what some statements say."""
        rows = tuple(row for row in self.rows if row.statement not in statements)
        return replace(self, rows=rows, whole=frozenset() if WHOLE_PEOPLE in statements else self.whole)

    def having(self, *rows: Row) -> Program:
        """The program with more rows."""
        return replace(self, rows=(*self.rows, *rows))

    def is_empty(self) -> bool:
        """Whether it is proved that nothing meets all rows in whole numbers."""
        upper, width = self._inequalities(), len(self.variables)
        if nothing_meets(upper, width):
            return True
        # Where the solver finds a whole point no proof is needed: only that there is none is ever relied on.
        return bool(self.whole) and self.point({}) is None and none_is_whole(upper, self._sums(), width)

    def least(self, objective: Coefficients) -> WholeBound:
        """A proved lower bound of an objective: the least value itself but for the solver's rounding.

        Its value is ``None`` where it is unbounded. The program must not be empty.
        """
        return _least(self, tuple(sorted(objective.items())))

    def proved_least(self, objective: Coefficients) -> WholeBound:
        """``least`` without what was asked before."""
        upper = self._inequalities()
        costs = [objective.get(name, Fraction(0)) for name in self.variables]
        if not self.whole:
            return WholeBound(relaxed(costs, upper).least)
        step = self._step(objective)
        return least_whole(costs, upper, self._sums(), step=step, known=self._reached(objective, step))

    def bounds(self, objective: Coefficients) -> Bounds:
        """Both proved bounds of an objective."""
        below, above = self.least(objective), self.least({name: -value for name, value in objective.items()})
        high = None if above.value is None else -above.value
        return Bounds(below.value, high, is_closed=below.is_closed and above.is_closed)

    def range(self, objective: Coefficients) -> tuple[Fraction | None, Fraction | None]:
        """Both proved bounds as a pair."""
        found = self.bounds(objective)
        return found.low, found.high

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
            options={"time_limit": 20, "mip_rel_gap": 0},
        )
        if found.x is None:
            return None
        values = zip(self.variables, found.x, strict=True)
        return {name: Fraction(round(x)) if name in self.whole else Fraction(float(x)) for name, x in values}

    def _reached(self, objective: Coefficients, step: Fraction | None) -> Fraction | None:
        """What the solver's own whole point reaches, a rounding error less; ``None`` where it finds none."""
        found = self.point(objective)
        if found is None:
            return None
        value = sum((factor * found[name] for name, factor in objective.items() if name in found), Fraction(0))
        return round(value / step) * step if step is not None else value - abs(value) * _NEAR_ENOUGH

    def _step(self, objective: Coefficients) -> Fraction | None:
        """The greatest number that every whole value of an objective is a multiple of."""
        factors = [abs(value) for name, value in objective.items() if value]
        if not factors or any(name not in self.whole for name, value in objective.items() if value):
            return None
        below = math.lcm(*(value.denominator for value in factors))
        return Fraction(math.gcd(*(int(value * below) for value in factors)), below)

    def _sums(self) -> list[tuple[int, ...]]:
        """The whole variables by number: those of one kind (``active_0``, ``active_1``) together, then each."""
        places: dict[str, list[int]] = {}
        for number, name in enumerate(self.variables):
            if name in self.whole:
                places.setdefault(name.rpartition("_")[0], []).append(number)
        together = [tuple(numbers) for numbers in places.values() if len(numbers) > 1]
        return [*together, *((number,) for numbers in places.values() for number in numbers)]

    def _inequalities(self) -> list[Inequality]:
        place = {name: number for number, name in enumerate(self.variables)}
        found = []
        for row in self.rows:
            terms: dict[int, Fraction] = {}
            for name, value in row.coefficients:
                terms[place[name]] = terms.get(place[name], Fraction(0)) + value
            if row.high is not None:
                found.append(Inequality(terms, row.high))
            if row.low is not None:
                found.append(Inequality({n: -value for n, value in terms.items()}, -row.low))
        return found


@lru_cache(maxsize=512)
def _least(program: Program, objective: tuple[tuple[str, Fraction], ...]) -> WholeBound:
    return program.proved_least(dict(objective))
