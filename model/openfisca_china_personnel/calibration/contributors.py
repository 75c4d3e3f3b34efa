"""How many people contribute, and on which bases, so that the published contributions come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openfisca_china_personnel.calibration.bands import Band, bases
from openfisca_china_personnel.calibration.person_month import MONTHS, Contributions
from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.subjects import Line

_MOST_TRIED = 40
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
) -> Contributors | None:
    """People whose contributions print as the targets do: about as many as a base (fen) of this size makes them.

    ``targets`` stand beside ``contributions.lines``. ``heads`` is how many there should be where that is known,
    ``most`` how many there can be at most. Where pension and annuity exclude each other on one base, the one that is
    missed by fewer last places gives way, the annuity of equals. ``None`` where nobody's contributions come near.
    """
    if all(target.holds(0) for target in targets):
        return NOBODY
    likely = heads or max(1, round(targets[0].middle / max(1, contributions.of_months(base, MONTHS)[0])))
    limit = most if most is not None else 3 * likely + 3
    missed = _places_apart(contributions, targets, base, limit)
    if not missed:
        found = _exact(contributions, targets, likely, limit)
        if found is not None or len(targets) == 1:
            return None if found is None else Contributors(tuple(found), {})
        missed = [1, 1]
    for more in range(_MORE_PLACES):
        for place, places in sorted(enumerate(missed), key=lambda each: (each[1], -each[0])):
            yielding = list(targets)
            sign = _direction(contributions, targets, base)[place]
            yielding[place] = targets[place].moved(sign * (places + more))
            found = _exact(contributions, yielding, likely, limit)
            if found is not None:
                return Contributors(tuple(found), {targets[place].line: places + more})
    return None


def _exact(contributions: Contributions, targets: Sequence[Target], likely: int, most: int) -> list[Band[int]] | None:
    for heads in _outward(min(likely, most), most):
        found = bases(contributions, targets, heads)
        if found is not None:
            return found
    for months in range(11, 0, -1):
        found = bases(contributions, targets, 1, MONTHS[-months:])
        if found is not None:
            return found
    return None


def _outward(middle: int, most: int) -> Iterator[int]:
    tried = 0
    for away in range(max(middle, most) + 1):
        for heads in {middle + away, middle - away}:
            if 1 <= heads <= most and tried < _MOST_TRIED:
                tried += 1
                yield heads


def _direction(contributions: Contributions, targets: Sequence[Target], base: int) -> tuple[int, int]:
    """Whether pension (annuity) would have to be printed higher (1) or lower (−1) to agree with the other."""
    first, second = contributions.of_months(base, MONTHS)
    annuity_is_higher = targets[1].middle * first > targets[0].middle * second
    return (1, -1) if annuity_is_higher else (-1, 1)


def _places_apart(contributions: Contributions, targets: Sequence[Target], base: int, most: int) -> list[int]:
    """By how many last places pension (annuity) excludes the other, rounding of each amount allowed for.

    Empty where they can stand together.
    """
    if len(targets) == 1:
        return []
    first, second = contributions.of_months(base, MONTHS)
    ratio = Fraction(first, second)
    pension, annuity = targets
    # One fen a person and month is more than rounding moves either.
    slack = most * len(MONTHS)
    if pension.low > (annuity.high + slack) * ratio:
        apart = pension.low - annuity.high * ratio
    elif annuity.low * ratio > pension.high + slack * ratio:
        apart = annuity.low * ratio - pension.high
    else:
        return []
    return [max(1, int(apart / pension.place)), max(1, int(apart / ratio / annuity.place))]
