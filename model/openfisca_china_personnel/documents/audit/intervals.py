"""What a printed figure can be: everything that rounds to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Interval:
    """A figure within half its last place either way."""

    middle: Decimal
    half: Decimal

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest that it can be."""
        return self.middle - self.half, self.middle + self.half

    def meets(self, other: Interval) -> bool:
        """Whether both can be one figure."""
        distance = abs(self.middle - other.middle)
        return distance == 0 or distance < self.half + other.half


def spread(formula: Callable[..., Decimal], *figures: Interval) -> Interval | None:
    """What a formula of figures can give, monotonous in each; None where it has no value."""
    try:
        values = [formula(*corner) for corner in product(*(figure.ends for figure in figures))]
    except ArithmeticError:
        return None
    low, high = min(values), max(values)
    return Interval((low + high) / 2, (high - low) / 2)


def percent_of_change(now: Decimal, before: Decimal) -> Decimal:
    """By how many percent something rose or (negative) fell."""
    return (now - before) / before * HUNDRED


def percent_by_change(now: Decimal, change: Decimal) -> Decimal:
    """The same from the amount of the change."""
    return change / (now - change) * HUNDRED


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """What share a part is."""
    return part / whole * HUNDRED
