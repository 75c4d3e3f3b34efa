"""Whole numbers of each of several kinds that have a given count and given sums: an exact search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

Amounts = tuple[int, ...]
"""What one of a kind adds to each sum: one or two whole numbers."""

_MOST_ODD_ONES = 12
"""How many of a third kind are tried where two kinds have one sum."""


def mixture(kinds: Sequence[Amounts], count: int, sums: Amounts) -> Mapping[Amounts, int] | None:
    """How many of each kind, ``count`` in all, add up to ``sums``; ``None`` where no three kinds do.

    One kind is preferred to two and two to three; of those with as many kinds the earlier ones in ``kinds`` are.
    """
    if count == 0:
        return {} if not any(sums) else None
    for kind in kinds:
        if all(count * each == wanted for each, wanted in zip(kind, sums, strict=True)):
            return {kind: count}
    for pair in combinations(kinds, 2):
        found = _of_two(pair, count, sums)
        if found is not None:
            return found
    for triple in combinations(kinds, 3):
        found = _of_three(triple, count, sums) if len(sums) > 1 else _with_odd_ones(triple, count, sums)
        if found is not None:
            return found
    return None


def _of_two(pair: tuple[Amounts, ...], count: int, sums: Amounts) -> Mapping[Amounts, int] | None:
    first, second = pair
    of_second: int | None = None
    for one, other, wanted in zip(first, second, sums, strict=True):
        missing = wanted - count * one
        if one == other:
            if missing:
                return None
            continue
        number, rest = divmod(missing, other - one)
        if rest or number not in range(count + 1) or of_second not in (None, number):
            return None
        of_second = number
    return None if of_second is None else {first: count - of_second, second: of_second}


def _of_three(triple: tuple[Amounts, ...], count: int, sums: Amounts) -> Mapping[Amounts, int] | None:
    base, second, third = triple
    (ax, ay), (bx, by) = ([each - one for one, each in zip(base, kind, strict=True)] for kind in (second, third))
    x, y = (wanted - count * one for one, wanted in zip(base, sums, strict=True))
    determinant = ax * by - ay * bx
    if determinant == 0:
        return None
    of_second, first_rest = divmod(x * by - y * bx, determinant)
    of_third, second_rest = divmod(ax * y - ay * x, determinant)
    if first_rest or second_rest or min(of_second, of_third, count - of_second - of_third) < 0:
        return None
    return {base: count - of_second - of_third, second: of_second, third: of_third}


def _with_odd_ones(triple: tuple[Amounts, ...], count: int, sums: Amounts) -> Mapping[Amounts, int] | None:
    for one, other, odd in permutations(triple):
        for number in range(1, min(count, _MOST_ODD_ONES) + 1):
            rest = tuple(wanted - number * each for each, wanted in zip(odd, sums, strict=True))
            found = _of_two((one, other), count - number, rest)
            if found is not None:
                return {**found, odd: number}
    return None
