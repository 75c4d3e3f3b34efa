"""What is kept of a line for each row in one month: its amount, what the law would allow, whom it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy
from numpy.typing import NDArray
from openfisca_core.periods import Period

from openfisca_china_personnel.money import Fen, times_headcount
from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.stretches import Stretches
from openfisca_china_personnel.subjects import HOUSING_FUND, LINES, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line

Amounts = NDArray[numpy.float64]
Measures = dict[str, Amounts]
"""By name (``amount``, ``low``, ``high``, ``legal_low``, ``legal_high``, ``retired``) yuan for one person, NaN for
what is not known, an element a row."""

ONLY_CENTRAL = (RENT_SUBSIDY, PURCHASE_SUBSIDY)
"""Lines that are modelled for central units in Beijing only."""
ON_WAGES = tuple(line for line in LINES if line not in ONLY_CENTRAL)
"""Lines that are a share of wages; the others follow from rank, status and service alone."""
_BOUNDS = {
    HOUSING_FUND: ("housing_fund_at_minimum_rate", "housing_fund_at_maximum_rate"),
    RENT_SUBSIDY: ("rent_subsidy_minimum", "rent_subsidy_maximum"),
    PURCHASE_SUBSIDY: ("purchase_subsidy_minimum",),
}
"""The variables that give the range of a line, beside the one that gives its amount."""


def variables_of(line: Line) -> tuple[str, ...]:
    """The variables that a line's measures come from."""
    return (line.key, *_BOUNDS.get(line, ()))


def measures(line: Line, ways: Sequence[Stretches], period: Period, staffing: Staffing) -> Measures:
    """A line in a month for rows computed in every way in which the law may have been."""
    each_way = [_in_one_way(line, way, period, staffing) for way in ways]
    found = {}
    for name in each_way[0]:
        amounts = [way[name] for way in each_way]
        if name == "amount":
            found[name] = agreed(amounts, staffing)
        else:
            found[name] = reduce(numpy.minimum if name.endswith("low") else numpy.maximum, amounts)
    if line in ONLY_CENTRAL:
        found["retired"] = numpy.where(staffing.is_active, 0.0, found["amount"])
    return found


def not_modelled(way: Stretches, period: Period) -> Measures:
    """A line that is not modelled where the rows are: not known for everybody who is on the roster."""
    unknown = numpy.where(way.calculate("on_roster", period), numpy.nan, 0.0)
    return dict.fromkeys(("amount", "retired", "low", "high"), unknown)


def agreed(ways: Sequence[Amounts], staffing: Staffing) -> Amounts:
    """The amount where all ways give the same fen for the row; not known (NaN) elsewhere."""
    first, *others = ways
    found = first
    for other in others:
        same = _fen(first, staffing) == _fen(other, staffing)
        found = numpy.where(same & ~numpy.isnan(other), found, numpy.nan)
    return found


def _fen(amounts: Amounts, staffing: Staffing) -> Fen:
    return times_headcount(numpy.nan_to_num(amounts), staffing.headcount)


def _in_one_way(line: Line, way: Stretches, period: Period, staffing: Staffing) -> Measures:
    amount, *bounds = (way.calculate(name, period) for name in variables_of(line))
    if line is HOUSING_FUND:
        least, most = low, high = bounds
        stated = staffing.rate_is_stated
        if stated.any():
            low, high = numpy.where(stated, amount, least), numpy.where(stated, amount, most)
        return {"amount": amount, "low": low, "high": high, "legal_low": least, "legal_high": most}
    if line is RENT_SUBSIDY:
        return {"amount": amount, "low": bounds[0], "high": bounds[1]}
    if line is PURCHASE_SUBSIDY:
        return {"amount": amount, "low": bounds[0]}
    return {"amount": amount, "low": amount, "high": amount}
