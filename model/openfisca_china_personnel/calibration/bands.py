"""Posts of equal years, in order: who fills them, month by month, until the sums are those that were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Generic, TypeVar

from openfisca_china_personnel.calibration.mixture import mixture
from openfisca_china_personnel.calibration.person_month import MONTHS, Contributions
from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.money import RATE_STEPS

T = TypeVar("T")

_MOST_SUMS = 3
"""How many sums within a printed figure are tried for each line."""
_MOST_KINDS = 16


@dataclass(frozen=True)
class Band(Generic[T]):
    """``count`` posts with the same in each of the twelve months (``None``: nobody)."""

    count: int
    months: tuple[T | None, ...]


def merged(bands: Sequence[Band[T]]) -> list[Band[T]]:
    """Neighbouring bands of the same months as one, empty ones left out."""
    found: list[Band[T]] = []
    for band in bands:
        if not band.count:
            continue
        if found and found[-1].months == band.months:
            found[-1] = Band(found[-1].count + band.count, band.months)
        else:
            found.append(band)
    return found


def spread(kinds: Mapping[T, int], months: Sequence[int]) -> list[Band[T]]:
    """Person-months of each kind as posts filled in ``months``, in order; what makes no whole post shares one.

    The other months of the year are nobody's.
    """
    rest: list[T] = []
    bands = []
    for kind, count in kinds.items():
        posts, left = divmod(count, len(months))
        bands.append(Band(posts, _post([kind] * len(months), months)))
        rest.extend([kind] * left)
    for first in range(0, len(rest), len(months)):
        filled = rest[first : first + len(months)]
        bands.append(Band(1, _post(filled, months[len(months) - len(filled) :])))
    return merged(bands)


def _post(filled: Sequence[T], months: Sequence[int]) -> tuple[T | None, ...]:
    found = dict(zip(months, filled, strict=True))
    return tuple(found.get(month) for month in MONTHS)


def bases(
    contributions: Contributions, targets: Sequence[Target], heads: int, months: Sequence[int] = MONTHS
) -> list[Band[int]] | None:
    """Bases (fen) of ``heads`` people in ``months`` whose contributions print as the targets do; ``None`` for none.

    ``targets`` stand beside ``contributions.lines``. One base for all where it serves.
    """
    one = _one_base(contributions, targets, heads, months)
    if one is not None:
        return [Band(heads, tuple(one if month in months else None for month in MONTHS))]
    base = contributions.base_for(targets[0].middle, months, heads)
    adjustable = contributions.alike(months, base)
    if not adjustable or not contributions.is_known(base, months):
        return None
    others = [month for month in months if month not in adjustable]
    base, adjusted = _at_two_rates(contributions, targets, heads, others, adjustable) or (base, base)
    near = contributions.kinds_near(adjusted, adjustable[0])
    kinds = list(near)[:_MOST_KINDS]
    fixed = contributions.of_months(base, others)
    for sums in product(*(_spaced(target) for target in targets)):
        wanted = tuple(each - heads * held for each, held in zip(sums, fixed, strict=True))
        found = mixture(kinds, heads * len(adjustable), wanted)
        if found is not None:
            counts = {near[kind]: count for kind, count in sorted(found.items(), key=lambda item: -item[1])}
            return _with_others(contributions, spread(counts, adjustable), base, others)
    return None


def _at_two_rates(
    contributions: Contributions,
    targets: Sequence[Target],
    heads: int,
    others: Sequence[int],
    adjustable: Sequence[int],
) -> tuple[int, int] | None:
    """Bases of two parts of a year with different rates of pension, where one base cannot serve both lines.

    ``None`` where the parts do not differ, or would take wages that double or halve between them.
    """
    if len(targets) == 1 or not others:
        return None
    (a, b), (c, d) = (
        [sum(contributions.rates[month - 1][place] for month in months) for months in (others, adjustable)]
        for place in (0, 1)
    )
    determinant = a * d - b * c
    if determinant == 0:
        return None
    first, second = (Fraction(target.middle * RATE_STEPS, heads) for target in targets)
    base, adjusted = (first * d - second * b) / determinant, (second * a - first * c) / determinant
    if not 0 < adjusted / 2 <= base <= adjusted * 2:
        return None
    found = round(base), round(adjusted)
    free = [
        contributions.is_free(each, month)
        for each, run in zip(found, (others, adjustable), strict=True)
        for month in run
    ]
    return found if all(free) else None


def _one_base(contributions: Contributions, targets: Sequence[Target], heads: int, months: Sequence[int]) -> int | None:
    low, high = 1, max(contributions.limits[month - 1].cap for month in months)
    for place, target in enumerate(targets):
        low = max(low, contributions.base_for(target.low, months, heads, place))
        high = min(high, contributions.base_for(target.high + 1, months, heads, place) - 1)
    low = max(low, min(contributions.limits[month - 1].floor for month in months))
    if low > high:
        return None
    for base in (_round_between(low, high), (low + high) // 2, low, high):
        if contributions.is_known(base, months):
            return base
    return None


def _round_between(low: int, high: int) -> int:
    """The number nearest to the middle that ends in most zeros."""
    for step in (100_000, 10_000, 1_000, 100, 10):
        middle = ((low + high) // 2 + step // 2) // step * step
        if low <= middle <= high:
            return middle
    return (low + high) // 2


def _spaced(target: Target) -> list[int]:
    width = target.high - target.low
    if width < _MOST_SUMS:
        found = list(range(target.low, target.high + 1))
    else:
        found = [target.low + width * part // (_MOST_SUMS - 1) for part in range(_MOST_SUMS)]
        # Whole yuan first: nothing else is a sum of contributions to the fund.
        found += [-(-each // 100) * 100 for each in found if -(-each // 100) * 100 <= target.high]
    return sorted(dict.fromkeys(found), key=lambda each: abs(each - target.middle))


def _with_others(
    contributions: Contributions, bands: list[Band[int]], base: int, others: Sequence[int]
) -> list[Band[int]]:
    """The months that are not adjusted: the post's own base where it counts like ``base``, else that."""
    found = []
    for band in bands:
        own = next(each for each in band.months if each is not None)
        months = list(band.months)
        for month in others:
            is_same = contributions.amounts(own, month) == contributions.amounts(base, month)
            months[month - 1] = own if is_same else base
        found.append(Band(band.count, tuple(months)))
    return merged(found)
