"""From the amount of one person and month to the year of a unit."""

from __future__ import annotations

import numpy
from openfisca_core.periods import DateUnit, Period
from openfisca_core.populations import GroupPopulation

from openfisca_china_personnel.money import FEN_PER_YUAN, Yuan, sum_by, times_headcount


def year_of(unit: GroupPopulation, amount: str, period: Period) -> Yuan:
    """Yuan a unit and year: the monthly variable ``amount`` × headcount, whole fen a row and month, summed."""
    totals = numpy.zeros(unit.count, dtype=object)
    for month in period.get_subperiods(DateUnit.MONTH):
        fen = times_headcount(unit.members(amount, month), unit.members("headcount", month))
        totals = totals + sum_by(unit.members_entity_id, fen, unit.count)
    return numpy.asarray(totals, dtype=numpy.float64) / FEN_PER_YUAN
