"""What can explain a purchase subsidy's change lies within the ranges, and the ranges are reached."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from openfisca_china_personnel.decomposition.causes import HEADS, RANK_MIX, REST
from openfisca_china_personnel.decomposition.product import Span
from openfisca_china_personnel.decomposition.purchase import spans_of_purchase
from openfisca_china_personnel.system import baseline

LEAST, MOST = 800, 1600


def test_any_two_years_of_heads_ranks_and_lump_sums_lie_within() -> None:
    chance = Random("purchase")
    for _ in range(500):
        (h, r, lump), (g, s, sum_) = (
            (
                chance.randint(0, 900),
                Fraction(chance.randint(LEAST, MOST)),
                chance.choice((0, chance.randint(0, 10**6))),
            )
            for _ in range(2)
        )
        first, second = Span.point(h * r + lump), Span.point(g * s + sum_)
        found = spans_of_purchase(first, second, baseline().parameters, (2022, 2023))
        for cause, value in (
            (HEADS, (g - h) * (r + s) / 2),
            (RANK_MIX, (s - r) * Fraction(g + h) / 2),
            (REST, Fraction(sum_ - lump)),
        ):
            low, high = found[cause].low, found[cause].high
            assert low is not None
            assert high is not None
            assert low <= value <= high


def test_a_ministry_that_takes_everybody_on_reaches_the_end() -> None:
    # Nobody before at 1,600 yuan each (a lump sum made up the line), 100 person-months at 800 after.
    first, second = Span.point(Fraction(80_000)), Span.point(Fraction(80_000))
    found = spans_of_purchase(first, second, baseline().parameters, (2022, 2023))
    assert found[HEADS] == Span(Fraction(-120_000), Fraction((100 - 0) * (LEAST + MOST), 2))
    assert found[RANK_MIX] == Span(Fraction(-60_000), Fraction(60_000))
    assert found[REST] == Span(Fraction(-80_000), Fraction(80_000))
