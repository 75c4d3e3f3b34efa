"""Between which rates the fund's one rate must lie, given everything else."""

from __future__ import annotations

from fractions import Fraction

from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.feasible_set import feasible_set
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.inference.person_months import MixStandard

STEP = Fraction(1, 10_000)
"""Rates are whole hundredths of a percent."""


def legal_rates(law: YearLaw) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest rate that the law allows in some month of the year; ``None`` where it has none."""
    if not law.all_have("fund_rate_least", "fund_rate_most"):
        return None
    least = [each.law.fund_rate_least for each in law.stretches if each.law.fund_rate_least is not None]
    most = [each.law.fund_rate_most for each in law.stretches if each.law.fund_rate_most is not None]
    return min(least), max(most)


def rate_range(
    evidence: Evidence, law: YearLaw, left_out: tuple[str, ...], mix_standard: MixStandard | None
) -> Interval | None:
    """From the least rate that can be the highest of the unit to the greatest that can be its lowest.

    A rate that everybody shares lies between them. ``None`` where the law has no limits or no such line is printed.
    What is ruled out is proved to be; ``left_out`` are statements given up because they contradict each other.
    """
    legal = legal_rates(law)
    if legal is None or evidence.line("housing_fund") is None or "line:housing_fund" in left_out:
        return None
    if evidence.facts.fund_rate is not None:
        return Interval.point(evidence.facts.fund_rate)
    least, most = legal

    def rules_out(lowest: Fraction, highest: Fraction) -> bool:
        program = feasible_set(evidence, law, mix_standard=mix_standard, rate_least=lowest, rate_most=highest)
        return program.without(left_out).is_empty()

    # With a wider span of rates more is possible, so each end can be searched by halving.
    low, high = round(least / STEP), round(most / STEP)
    first, last = low, high
    while first < last:
        middle = (first + last) // 2
        if rules_out(least, middle * STEP):
            first = middle + 1
        else:
            last = middle
    at_least = first * STEP
    first, last = low, high
    while first < last:
        middle = (first + last + 1) // 2
        if rules_out(middle * STEP, most):
            last = middle - 1
        else:
            first = middle
    return Interval(at_least, first * STEP)
