"""How many people contribute, and on which bases, so that the published contributions come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import ceil

from openfisca_china_personnel.calibration.bands import Band, bases
from openfisca_china_personnel.calibration.person_month import MONTHS, Contributions
from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.subjects import Line

_MOST_TRIED = 12
_MORE_PLACES = 3


@dataclass(frozen=True)
class Contributors:
    """Bases (fen) by post and month, and by how many last places each line that gives way is missed."""

    bands: tuple[Band[int], ...]
    missed: Mapping[Line, int]

    @property
    def posts(self) -> int:
        """Posts whose holders contribute in some month."""
        return sum(band.count for band in self.bands)

    @property
    def person_months(self) -> int:
        """Months of contributions of all people."""
        return sum(band.count * sum(base is not None for base in band.months) for band in self.bands)


NOBODY = Contributors((), {})


def contributors(
    contributions: Contributions,
    targets: Sequence[Target],
    base: int,
    most: int | None = None,
    heads: int | None = None,
    months: Sequence[int] = MONTHS,
) -> Contributors | None:
    """People whose contributions print as the targets do: about as many as a base (fen) of this size makes them.

    ``targets`` stand beside ``contributions.lines``. ``heads`` is how many there should be where that is known,
    ``most`` how many there can be at most; all of them are there in ``months``. Where pension and annuity exclude
    each other on one base, the one that is missed by fewer last places gives way, the annuity of equals. ``None``
    where nobody's contributions come near.
    """
    if all(target.holds(0) for target in targets):
        return NOBODY
    likely = heads or max(1, round(targets[0].middle / max(1, contributions.of_months(base, months)[0])))
    limit = most if most is not None else 3 * likely + 3
    least = _least(contributions, targets, months)
    missed = _places_apart(contributions, targets, limit, months)
    if least > limit:
        missed = missed or _places_off(contributions, targets, months)
    else:
        likely = max(likely, least)
    if not missed:
        found = _exact(contributions, targets, likely, limit, months)
        if found is not None or len(targets) == 1:
            return None if found is None else Contributors(tuple(found), {})
        missed = _places_off(contributions, targets, months)
    for more in range(_MORE_PLACES):
        for place, places in sorted(enumerate(missed), key=lambda each: (each[1], -each[0])):
            yielding = list(targets)
            sign = _direction(contributions, targets, months)[place]
            yielding[place] = targets[place].moved(sign * (places + more))
            found = _exact(contributions, yielding, likely, limit, months)
            if found is not None:
                return Contributors(tuple(found), {targets[place].line: places + more})
    return None


def _exact(
    contributions: Contributions, targets: Sequence[Target], likely: int, most: int, months: Sequence[int]
) -> list[Band[int]] | None:
    able = (heads for heads in _outward(min(likely, most), most) if _can_pay(contributions, targets, heads, months))
    for heads in islice(able, _MOST_TRIED):
        found = bases(contributions, targets, heads, months)
        if found is not None:
            return found
    return None


def _least(contributions: Contributions, targets: Sequence[Target], months: Sequence[int]) -> int:
    """How many it takes at least for rounding alone to part pension and annuity as far as they are apart."""
    if len(targets) == 1 or len({contributions.rates[month - 1] for month in months}) > 1:
        return 1
    pension, annuity = targets
    ratio = Fraction(*contributions.rates[months[0] - 1])
    apart = max(pension.low - annuity.high * ratio, annuity.low * ratio - pension.high, Fraction(0))
    # Both are half up: of 16 % and 8 % one fen a person and month, of 20 % and 8 % one and a half.
    at_most = Fraction((ratio.numerator + ratio.denominator - 1) // 2, ratio.denominator)
    return ceil(apart / (at_most * len(months)))


def _can_pay(contributions: Contributions, targets: Sequence[Target], heads: int, months: Sequence[int]) -> bool:
    """Whether the first line lies between what so many people pay at the floor and at the cap."""
    least = min(limits.floor for limits in contributions.limits)
    most = max(limits.cap for limits in contributions.limits)
    at_floor, at_cap = (heads * contributions.of_months(base, months)[0] for base in (least, most))
    return at_floor <= targets[0].high and targets[0].low <= at_cap


def _outward(middle: int, most: int) -> Iterator[int]:
    for away in range(max(middle, most) + 1):
        yield from (heads for heads in dict.fromkeys((middle + away, middle - away)) if 1 <= heads <= most)


def _direction(contributions: Contributions, targets: Sequence[Target], months: Sequence[int]) -> tuple[int, int]:
    """Whether pension (annuity) would have to be printed higher (1) or lower (−1) to agree with the other."""
    first, second = (sum(contributions.rates[month - 1][place] for month in months) for place in (0, 1))
    annuity_is_higher = targets[1].middle * first > targets[0].middle * second
    return (1, -1) if annuity_is_higher else (-1, 1)


def _places_apart(
    contributions: Contributions, targets: Sequence[Target], most: int, months: Sequence[int]
) -> list[int]:
    """By how many last places pension (annuity) excludes the other, rounding of each amount allowed for.

    Empty where they can stand together.
    """
    if len(targets) == 1:
        return []
    ratios = [Fraction(*contributions.rates[month - 1]) for month in months]
    pension, annuity = targets
    # One fen a person and month is more than rounding moves either.
    slack = most * len(months)
    if (annuity.low - slack) * min(ratios) <= pension.high and pension.low <= (annuity.high + slack) * max(ratios):
        return []
    return _places_off(contributions, targets, months)


def _places_off(contributions: Contributions, targets: Sequence[Target], months: Sequence[int]) -> list[int]:
    """By how many last places pension (annuity) is off what the other implies."""
    pension, annuity = targets
    of_year = Fraction(*(sum(contributions.rates[month - 1][place] for month in months) for place in (0, 1)))
    apart = max(pension.low - annuity.high * of_year, annuity.low * of_year - pension.high)
    return [max(1, int(apart / pension.place)), max(1, int(apart / of_year / annuity.place))]
