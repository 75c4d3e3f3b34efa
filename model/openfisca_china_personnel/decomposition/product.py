"""A line that is the product of factors, only some of which are known: the Shapley value of each, and its range.

A line X = n · b · r (heads, base a head, rate) moves from a first year to a second one. Only X and what r may be are
printed or in the law; n and b are known as far as bounds on the base a head go. The value of a set of factors is the
first year's X with their ratios applied, so everything follows from X of both years and two ratios.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor, isqrt

from openfisca_china_personnel.decomposition.shapley import shapley

HEADS, BASE, RATE = "heads", "base", "rate"
_FACTORS = (HEADS, BASE, RATE)
_FINE = 10**18


@dataclass(frozen=True)
class Span:
    """From ``low`` to ``high``; an end that is ``None`` is not known."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def point(cls, value: Fraction) -> Span:
        """One number."""
        return cls(value, value)

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    def over(self, other: Span) -> Span:
        """Every quotient; both of positive numbers."""
        low = None if self.low is None or not other.high else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Span(low, high)


def parts(first: Fraction, second: Fraction, base: Fraction, rate: Fraction) -> dict[str, Fraction]:
    """What each factor explains of ``second − first``, both above zero, exactly.

    ``base`` and ``rate`` are the second year's base a head and rate over the first year's; heads are what is left.
    """
    ratio = {HEADS: second / first / base / rate, BASE: base, RATE: rate}

    def value(moved: frozenset[str]) -> Fraction:
        found = first
        for factor in moved:
            found *= ratio[factor]
        return found

    return shapley(_FACTORS, value)


def ranges(first: Span, second: Span, base: Span, rate: Span) -> dict[str, Span]:
    """The least and the greatest that each factor may explain; ``None`` where nothing bounds it.

    In each of the two printed figures a part is linear and in each ratio it is monotone or falls and then rises (for
    the base where the rate moves, at √(second / first / base)), so that the ends and these turning points tell.
    """
    if not (first.is_bounded and second.is_bounded and base.is_bounded and rate.is_bounded):
        open_ended = Span(None, None)
        nothing = Span.point(Fraction(0))
        same_rate = rate == Span.point(Fraction(1))
        return {HEADS: open_ended, BASE: open_ended, RATE: nothing if same_rate else open_ended}
    found: dict[str, list[Fraction]] = {factor: [] for factor in _FACTORS}
    for start, end in product(*(_ends(span) for span in (first, second))):
        rates, bases = _ends(rate), _ends(base)
        turns = [_within(_root(end / start / each), rate) for each in bases]
        for at_rate in {*rates, *(turn for turn in turns if turn is not None)}:
            turn = _within(_root(end / start / at_rate), base)
            for at_base in {*bases, *(() if turn is None else (turn,))}:
                for factor, part in parts(start, end, at_base, at_rate).items():
                    found[factor].append(part)
    return {factor: Span(min(values), max(values)) for factor, values in found.items()}


def outwards(span: Span, step: Fraction = Fraction(1)) -> tuple[int | None, int | None]:
    """The ends in whole steps, rounded away from each other."""
    low = None if span.low is None else floor(span.low / step)
    high = None if span.high is None else ceil(span.high / step)
    return low, high


def _ends(span: Span) -> tuple[Fraction, ...]:
    assert span.low is not None
    assert span.high is not None
    return tuple(dict.fromkeys((span.low, span.high)))


def _root(value: Fraction) -> Fraction:
    """The square root to nine digits: where a function turns an error that small moves it by its square."""
    return Fraction(isqrt(value.numerator * _FINE // value.denominator), isqrt(_FINE))


def _within(value: Fraction, span: Span) -> Fraction | None:
    assert span.low is not None
    assert span.high is not None
    return value if span.low < value < span.high else None
