"""Months as whole numbers: year × 12 + month − 1. The one place where a formula may meet the calendar."""

from __future__ import annotations

import datetime
from functools import cache

import numpy
from numpy.typing import ArrayLike, NDArray
from openfisca_core.periods import Period

from openfisca_china_personnel.uniform import mapped

NEVER = datetime.date(9999, 12, 31)
"""Stands for a month that was not given and lies after everything: no end, no known start of work."""
ALWAYS = datetime.date(1900, 1, 1)
"""Stands for a month that was not given and lies before everything: always there."""

_EPOCH = 1970 * 12


def month_number(year: int, month: int) -> int:
    """The number of a month; 2023-07 is 24282."""
    return year * 12 + month - 1


def number_of(period: Period) -> int:
    """The number of a period's first month."""
    return month_number(period.start.year, period.start.month)


@cache
def years_before(period: Period, years: int) -> Period:
    """The calendar year that lies so many years before that of the period."""
    before: Period = period.this_year.offset(-years)
    return before


def month_text(number: int) -> str:
    """``YYYY-MM``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def months_of(dates: ArrayLike) -> NDArray[numpy.int64]:
    """The month numbers of an array of dates (datetime64)."""
    return mapped(_month_numbers, numpy.asarray(dates))


def _month_numbers(dates: NDArray[numpy.datetime64]) -> NDArray[numpy.int64]:
    return dates.astype("datetime64[M]").astype(numpy.int64) + _EPOCH


def dates_of(months: ArrayLike) -> NDArray[numpy.datetime64]:
    """The first days of months given by number, as datetime64[D]."""
    number = numpy.asarray(months, dtype=numpy.int64) - _EPOCH
    return number.astype("datetime64[M]").astype("datetime64[D]")


def has_reached(period: Period, month_of_year: ArrayLike) -> NDArray[numpy.bool_]:
    """Whether the period's month is that month of the year or a later one. NaN (not known) is not reached."""
    return numpy.asarray(period.start.month >= numpy.asarray(month_of_year))
