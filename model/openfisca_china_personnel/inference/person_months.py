"""Person-months that a rent subsidy pays for: at the average of the law, at a rank mix, at any ranks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.vocabulary import GENERAL_RANKS, PROFESSIONALS, RISING_WITH_SERVICE, Rank

AVERAGE = "rent_subsidy.average"
STANDARD = "rent_subsidy.standard"
WITH_SERVICE = "rent_subsidy.seniority.standard"
_PAID_THE_AVERAGE = frozenset(rank.name for rank in (Rank.unspecified, *PROFESSIONALS))

_NO_SUCH_RANK = Text("职级“{name}”不存在；应为 {known}。", "unknown rank “{name}”; expected one of {known}.")


def at_standard(line: Interval, monthly: Fraction) -> Interval:
    """Whole person-months that a line (yuan a year) pays for at one amount (yuan a month) for everybody.

    Where no whole number fits, every number that does.
    """
    exact = line.times(1 / monthly)
    whole = exact.whole()
    return exact if whole.is_empty else whole


def nearest_at_standard(line: Interval, monthly: Fraction) -> Fraction:
    """The one most plausible number of person-months at one amount a month: whole where that is possible."""
    fits = at_standard(line, monthly)
    middle = line.middle
    assert middle is not None
    wanted = Fraction(round(middle / monthly))
    return wanted if fits.holds(wanted) else middle / monthly


def average_standard(parameters: ParameterNode, day: str) -> Fraction | None:
    """Yuan a head and month on average (国管房改字〔1999〕267号); ``None`` before the rule began."""
    return _value(parameters, AVERAGE, day)


def standards(parameters: ParameterNode, day: str) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest standard of the general ranks (ministers apart), yuan a head and month."""
    values = [_value(parameters, f"{STANDARD}.{rank.name}", day) for rank in GENERAL_RANKS]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else None


def common_step(parameters: ParameterNode, day: str) -> Fraction | None:
    """The yuan that every standard and the average are whole multiples of; ``None`` before the rule began."""
    paths = [AVERAGE, WITH_SERVICE, *(f"{STANDARD}.{rank.name}" for rank in Rank if rank.name not in _PAID_THE_AVERAGE)]
    known = [value for value in (_value(parameters, path, day) for path in paths) if value is not None]
    below = math.lcm(*(value.denominator for value in known))
    return Fraction(math.gcd(*(int(value * below) for value in known)), below) if known else None


@dataclass(frozen=True)
class MixStandard:
    """Yuan a head and month of a rank mix: as the ranks say, and where everybody who may has 25 years of service."""

    least: Fraction
    most: Fraction


def standard_of_mix(parameters: ParameterNode, day: str, heads: Mapping[str, Fraction]) -> MixStandard | None:
    """Yuan a head and month of a rank mix: heads (or shares) by rank.

    Professionals and unspecified ranks are paid the average; the lowest ranks rise with their years of service
    (国管房改字〔1999〕313号), which a mix does not tell. ``None`` before the rule began and for a mix of nobody.
    Raises ``InputFaults`` for a rank that does not exist.
    """
    paid, risen, number = Fraction(0), Fraction(0), Fraction(0)
    with_service = _value(parameters, WITH_SERVICE, day)
    for name, count in heads.items():
        if name not in Rank.__members__:
            raise refuse(_NO_SUCH_RANK.format(name=name, known="、".join(Rank.__members__)))
        averaged = name in _PAID_THE_AVERAGE
        value = _value(parameters, AVERAGE if averaged else f"{STANDARD}.{name}", day)
        if value is None:
            return None
        rises = Rank[name] in RISING_WITH_SERVICE and with_service is not None
        most = max(value, with_service) if rises and with_service is not None else value
        paid, risen, number = paid + value * count, risen + most * count, number + count
    return MixStandard(paid / number, risen / number) if number else None


def _value(parameters: ParameterNode, path: str, day: str) -> Fraction | None:
    provision = in_force(parameters, path, day)
    if provision is None or not isinstance(provision.value, (int, float)):
        return None
    return Fraction(str(provision.value))
