"""Splitting a change among its causes: Shapley's value, exact, and in whole fen.

Lloyd S. Shapley, A Value for n-Person Games (1953): what a cause adds when it joins the others, averaged over all the
orders in which they may come. No order is preferred, nothing is left over, and a cause that changes nothing gets
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial


def shapley(causes: Sequence[str], value: Callable[[frozenset[str]], int | Fraction]) -> dict[str, Fraction]:
    """What each cause explains of ``value(all causes) − value(none)``, exactly.

    ``value`` gives the total (whole fen, or an exact fraction) with some of the causes at work; it is asked once for
    each of the 2ⁿ sets.
    The parts come in the order of ``causes`` and add up to the difference. No causes: no parts.
    """
    count = len(causes)
    sets = {chosen: value(chosen) for size in range(count + 1) for chosen in map(frozenset, combinations(causes, size))}
    parts = dict.fromkeys(causes, Fraction(0))
    for chosen, with_cause in sets.items():
        # Orders in which exactly the other members of the set come before the cause, among all orders.
        share = Fraction(factorial(len(chosen) - 1) * factorial(count - len(chosen)), factorial(count)) if chosen else 0
        for cause in chosen:
            parts[cause] += share * (with_cause - sets[chosen - {cause}])
    return parts


def in_whole_fen(parts: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """The parts in whole fen that add up to ``total``, in their order.

    Each is rounded, a half away from zero; what is then missing or too much goes to the part with the largest exact
    size, the first of several. Raises ``ValueError`` where there is a total and no part to carry it.
    """
    rounded = {cause: _half_away_from_zero(part) for cause, part in parts.items()}
    odd = total - sum(rounded.values())
    if odd:
        if not parts:
            raise ValueError(f"{total} fen and no part to carry them")
        largest = max(parts, key=lambda cause: abs(parts[cause]))
        rounded[largest] += odd
    return rounded


def _half_away_from_zero(amount: Fraction) -> int:
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return size if amount >= 0 else -size
