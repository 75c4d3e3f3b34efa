"""Facts that a user states on a command line or in a roster."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import numpy

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.inference.evidence import Facts
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.roster.words import RANK, key
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.vocabulary import Rank

_MONTHS = 12
_RANK = Text(
    "“{found}”不是职级人数，应如 division_head=3 或 正处级=3",
    "“{found}” is no rank with its heads; expected one such as division_head=3",
)
_NUMBER = Text("“{found}”不是数", "“{found}” is no number")


def number_of(text: str) -> Fraction:
    """A number that somebody wrote; ``InputFaults`` where it is none or below zero."""
    try:
        found = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation:
        raise refuse(_NUMBER.format(found=text)) from None
    if not found.is_finite() or found < 0:
        raise refuse(_NUMBER.format(found=text))
    return Fraction(found)


def rate_of(text: str) -> Fraction:
    """A rate: below 1 a fraction, from 1 or with % a percentage."""
    found = number_of(text)
    return found / 100 if found >= 1 or text.strip().endswith("%") else found


def ranks_of(texts: Sequence[str]) -> dict[str, Fraction]:
    """Heads by rank, of texts such as ``division_head=3``. ``InputFaults`` for any that is none."""
    found: dict[str, Fraction] = {}
    for text in texts:
        name, equals, heads = text.partition("=")
        rank = RANK.get(key(name))
        if rank is None or not equals:
            raise refuse(_RANK.format(found=text))
        found[rank] = found.get(rank, Fraction(0)) + number_of(heads)
    return found


def facts_of_roster(roster: Roster, year: int) -> Facts:
    """Average heads of the year and the rank mix (in person-months) of a roster."""
    people = staffing(roster, year)
    january, december = month_number(year, 1), month_number(year, _MONTHS)
    months = numpy.clip(numpy.minimum(people.end, december) - numpy.maximum(people.start, january) + 1, 0, _MONTHS)
    active, retired = Fraction(0), Fraction(0)
    ranks: dict[str, Fraction] = {}
    whole_people = True
    words = list(Rank)
    for row in range(people.size):
        heads = Fraction(round(float(people.headcount[row]) * HEADCOUNT_STEPS), HEADCOUNT_STEPS)
        person_months = heads * int(months[row])
        if not person_months:
            continue
        whole_people = whole_people and heads.denominator == 1
        if people.is_active[row]:
            active += person_months
        else:
            retired += person_months
        rank = words[int(people.rank[row])].name
        ranks[rank] = ranks.get(rank, Fraction(0)) + person_months
    return Facts(active_heads=active / _MONTHS, retired_heads=retired / _MONTHS, ranks=ranks, whole_people=whole_people)


def facts_of(
    roster: Roster | None,
    year: int | None,
    active_heads: str | None,
    retired_heads: str | None,
    posts: str | None,
    ranks: Sequence[str],
    fund_rate: str | None,
) -> Facts:
    """What is stated in words and in a roster; words go before the roster. ``InputFaults`` for what is no number."""
    of_roster = facts_of_roster(roster, year) if roster is not None and year is not None else Facts()
    return Facts(
        active_heads=of_roster.active_heads if active_heads is None else number_of(active_heads),
        retired_heads=of_roster.retired_heads if retired_heads is None else number_of(retired_heads),
        posts=None if posts is None else number_of(posts),
        ranks=ranks_of(ranks) or of_roster.ranks,
        fund_rate=None if fund_rate is None else rate_of(fund_rate),
        whole_people=of_roster.whole_people,
    )
