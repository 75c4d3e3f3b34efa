"""How far rounded amounts can lie from exact ones: the exact limits, one person-month at a time.

A base is whole fen and a rate whole hundredths of a percent, so the errors of two lines on one base take finitely many
pairs of values. Sums of person-months fill the convex hull of these pairs, scaled.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

_HALF = Fraction(1, 2)
_FEN = Fraction(1, 100)
Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Limit:
    """``first`` × error of the first line + ``second`` × error of the second ≤ ``most`` yuan a person-month."""

    first: Fraction
    second: Fraction
    most: Fraction


def error_to_fen(rate: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the greatest of amount − base × rate, yuan, over all bases of whole fen."""
    errors = [_error(rate, base) for base in range(_period(rate))]
    return min(errors) * _FEN, max(errors) * _FEN


def joint_limits(first: Fraction, second: Fraction) -> tuple[Limit, ...]:
    """What ties the errors of two lines that rest on one base: the sides of the hull of all pairs."""
    period = math.lcm(_period(first), _period(second))
    hull = _hull(sorted({(_error(first, base), _error(second, base)) for base in range(period)}))
    limits = []
    for (x, y), (next_x, next_y) in zip(hull, [*hull[1:], *hull[:1]], strict=True):
        across, up = next_y - y, x - next_x
        if across or up:
            limits.append(Limit(across, up, (across * x + up * y) * _FEN))
    return tuple(limits)


def greatest_excess(first: Fraction, second: Fraction) -> Fraction:
    """By how many yuan a person-month's rounded first amount can exceed its due multiple of the second, at most."""
    ratio = first / second
    period = math.lcm(_period(first), _period(second))
    return max(_error(first, base) - ratio * _error(second, base) for base in range(period)) * _FEN


def greatest_lag(first: Fraction, second: Fraction) -> Fraction:
    """By how many yuan it can fall short of that multiple, at most."""
    ratio = first / second
    period = math.lcm(_period(first), _period(second))
    return max(ratio * _error(second, base) - _error(first, base) for base in range(period)) * _FEN


def half_fen_each(first: Fraction, second: Fraction) -> Fraction:
    """What half a fen on either line can explain, yuan a person-month, as if the two had nothing to do with another."""
    return (_HALF + first / second * _HALF) * _FEN


def _error(rate: Fraction, base: int) -> Fraction:
    exact = rate * base
    return math.floor(exact + _HALF) - exact


def _period(rate: Fraction) -> int:
    return rate.denominator


def _hull(points: list[Pair]) -> list[Pair]:
    """The corners of the convex hull of sorted points, anticlockwise."""
    if len(points) < 3:
        return points
    lower, upper = _chain(points), _chain(points[::-1])
    return lower[:-1] + upper[:-1]


def _chain(points: list[Pair]) -> list[Pair]:
    chain: list[Pair] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Pair, b: Pair, c: Pair) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
