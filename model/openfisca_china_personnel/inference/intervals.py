"""Exact intervals: what a printed figure can stand for, carried through the rules in fractions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Figure

Exact = int | Fraction | Decimal
FEN = Fraction(1, 100)


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` to ``high``; an end that is ``None`` is open to infinity.

    ``low_closed`` and ``high_closed`` say whether the ends themselves belong to it.
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    @classmethod
    def point(cls, value: Exact) -> Interval:
        """One number."""
        return cls(Fraction(value), Fraction(value))

    @classmethod
    def of_printed(cls, value: Exact, half: Exact) -> Interval:
        """Everything that is printed as ``value``, half a last place counting up: 14.77 is [14.765, 14.775).

        A negative figure is rounded away from zero, so its other end is closed. ``value`` and ``half`` in one unit.
        """
        middle, half = Fraction(value), Fraction(half)
        return cls(middle - half, middle + half, low_closed=middle >= 0, high_closed=middle < 0)

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    @property
    def middle(self) -> Fraction | None:
        """Half way; ``None`` where an end is open to infinity."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    def holds(self, value: Exact) -> bool:
        """Whether the number lies in it."""
        number = Fraction(value)
        above = self.low is None or number > self.low or (self.low_closed and number == self.low)
        return above and (self.high is None or number < self.high or (self.high_closed and number == self.high))

    def __add__(self, other: Interval) -> Interval:
        """Every sum of a number of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_closed and other.low_closed, self.high_closed and other.high_closed)

    def __neg__(self) -> Interval:
        """Every number with the other sign."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_closed, self.low_closed)

    def __sub__(self, other: Interval) -> Interval:
        """Every difference of a number of each, whatever ties them."""
        return self + -other

    def times(self, factor: Exact) -> Interval:
        """Every number times a factor above zero."""
        number = Fraction(factor)
        assert number > 0
        low = None if self.low is None else self.low * number
        high = None if self.high is None else self.high * number
        return Interval(low, high, self.low_closed, self.high_closed)

    def over(self, other: Interval) -> Interval:
        """Every quotient of a number of each; both of non-negative numbers, the divisor's least may be zero."""
        assert self.low is not None
        assert self.low >= 0
        assert other.low is not None
        assert other.low >= 0
        low = Fraction(0) if other.high is None or other.high == 0 else self.low / other.high
        low_closed = other.high is not None and self.low_closed and other.high_closed
        if self.high is None or other.low == 0:
            return Interval(low, None, low_closed, high_closed=False)
        return Interval(low, self.high / other.low, low_closed, self.high_closed and other.low_closed)

    def meet(self, other: Interval) -> Interval:
        """What both hold; empty (``is_empty``) where they do not meet."""
        low, low_closed = _tighter((self.low, self.low_closed), (other.low, other.low_closed), sign=1)
        high, high_closed = _tighter((self.high, self.high_closed), (other.high, other.high_closed), sign=-1)
        return Interval(low, high, low_closed, high_closed)

    def whole(self, step: Exact = 1) -> Interval:
        """From the least to the greatest multiple of ``step`` in it, both closed; empty where it holds none."""
        size = Fraction(step)
        low = high = None
        if self.low is not None:
            number = math.ceil(self.low / size)
            low = (number + (not self.low_closed and number * size == self.low)) * size
        if self.high is not None:
            number = math.floor(self.high / size)
            high = (number - (not self.high_closed and number * size == self.high)) * size
        return Interval(low, high)


def of_figure(figure: Figure) -> Interval:
    """The yuan that a published figure can stand for: whole fen that are printed like it.

    ``figure.yuan`` must be there (no percentage).
    """
    assert figure.yuan is not None
    printed = Interval.of_printed(figure.yuan, figure.half_last_place)
    in_fen = printed.whole(FEN)
    # Amounts are whole fen; a figure printed to less than a fen keeps its own interval.
    return printed if in_fen.is_empty else in_fen


def _tighter(
    first: tuple[Fraction | None, bool], second: tuple[Fraction | None, bool], *, sign: int
) -> tuple[Fraction | None, bool]:
    if first[0] is None:
        return second
    if second[0] is None:
        return first
    if first[0] == second[0]:
        return first[0], first[1] and second[1]
    return first if (first[0] - second[0]) * sign > 0 else second
