"""The base on which contributions rest: whose wage of which year counts in a month.

The housing fund (住房公积金管理条例 art. 16, 17) and the pension (国发〔2015〕2号) share these rules; each has its own
reset month and its own caps and floors.
"""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.periods import Period
from openfisca_core.populations import Population

from openfisca_china_personnel.money import Yuan, only, product_in_millionths, round_half_up_to_fen
from openfisca_china_personnel.months import has_reached, months_of, number_of, years_before
from openfisca_china_personnel.vocabulary import Entry


def base_of_prior_year(person: Population, period: Period, reset_month: Any) -> Yuan:
    """Yuan a month: last year's average wage from the reset on, that of the year before last until then.

    Whoever entered by a first job or a transfer stays on the wage of the entry month until the first reset that
    follows a calendar year with wages (grade C: read for another province).
    """
    last = person("average_monthly_salary", years_before(period, 1))
    before_last = person("average_monthly_salary", years_before(period, 2))
    regular: Yuan = last
    if last is not before_last:
        regular = numpy.where(has_reached(period, reset_month), last, before_last)
        regular = numpy.where(numpy.isnan(reset_month) & (last != before_last), numpy.nan, regular)
    entered = person("entry", period) != Entry.standing
    if not entered.any():
        return regular
    year_after_entry = months_of(person("entry_month", period)) // 12 + 1
    first_reset = year_after_entry * 12 + numpy.asarray(reset_month) - 1
    on_entry_wage = entered & (number_of(period) < first_reset)
    base: Yuan = numpy.where(on_entry_wage, person("entry_month_salary", period), regular)
    return base


def share_of_pension_base(person: Population, period: Period, scheme: Any, side: str) -> Yuan:
    """One side of a scheme on the pension's base, rounded half up to the fen; nothing for whoever does not pay.

    ``scheme`` is the parameter node, ``side`` the name of its rate. Where nobody pays no value of the law is read,
    because results say what they rest on.
    """
    pays = person("pays_pension", period)
    if not pays.any():
        return person.filled_array(0.0)  # type: ignore[no-any-return]
    millionths = product_in_millionths(person("pension_assessed_base", period), getattr(scheme, side))
    return only(pays, round_half_up_to_fen(millionths))


def within_limits(base: Yuan, floor: Yuan | float, cap: Yuan | float, due: NDArray[numpy.bool_]) -> Yuan:
    """``base`` between floor and cap for whom something is ``due``, else 0.

    No wage, no contribution: zero is never lifted, so that nothing is due on it.
    """
    return only(due, numpy.minimum(numpy.maximum(base, floor), cap))
