"""Whole columns of numbers, dates and truth values at once: the values of the cells that are sound at a glance.

A cell that is not is null here and is read by its text, as in a file of text, so that it means the same and is refused
by the same sentence.
"""

from __future__ import annotations

import numpy
import polars

from openfisca_china_personnel.roster.columns import Kind
from openfisca_china_personnel.roster.month_cells import EARLIEST_YEAR, LATEST_YEAR, MONTHS_IN_A_YEAR
from openfisca_china_personnel.roster.numbers import (
    FEN_IN_A_YUAN,
    HUNDREDTHS_IN_A_PERCENT,
    LARGEST_HEADCOUNT,
    LARGEST_YUAN,
    MILLIONTHS,
)

_RATE_STEPS = 100 * HUNDREDTHS_IN_A_PERCENT
_STEPS: dict[Kind, int] = {
    "money": FEN_IN_A_YUAN,
    "headcount": MILLIONTHS,
    "rate": _RATE_STEPS,
    "yes_no": 1,
    "month": 1,
    "calendar_month": 1,
}
_LARGEST = max(LARGEST_YUAN, LARGEST_HEADCOUNT)


def vouched_for(kind: Kind, column: polars.Series, scale: int = 1) -> polars.Series | None:
    """The values of the cells that are plainly sound, null for the others; ``None`` where the type is read by its text.

    ``scale`` is the number of yuan in one unit of a money column.
    """
    if column.dtype == polars.Boolean:
        return column if kind == "yes_no" else None
    if column.dtype == polars.Date:
        return _months_of_dates(column) if kind == "month" else None
    if kind not in _STEPS or not (column.dtype.is_integer() or column.dtype == polars.Float64):
        return None
    counted = _in_steps(column, _STEPS[kind])
    return counted.to_frame("cell").select(_value(kind, polars.col("cell"), scale)).to_series()


def _value(kind: Kind, steps: polars.Expr, scale: int) -> polars.Expr:
    """The value of a number that is counted in the steps of its kind, null where it is out of its bounds."""
    when = polars.when
    if kind == "money":
        return when(steps.is_between(0, LARGEST_YUAN * FEN_IN_A_YUAN // scale)).then(steps * scale)
    if kind == "headcount":
        return when(steps.is_between(0, LARGEST_HEADCOUNT * MILLIONTHS)).then(steps)
    if kind == "rate":
        percent = steps // HUNDREDTHS_IN_A_PERCENT
        is_percent = (steps % HUNDREDTHS_IN_A_PERCENT == 0) & percent.is_between(1, _RATE_STEPS)
        return when(steps.is_between(0, _RATE_STEPS - 1)).then(steps).when(is_percent).then(percent)
    if kind == "yes_no":
        return when(steps.is_between(0, 1)).then(steps == 1)
    if kind == "calendar_month":
        return when(steps.is_between(1, MONTHS_IN_A_YEAR)).then(steps).cast(polars.Int32)
    year, month = steps // 100, steps % 100
    known = year.is_between(EARLIEST_YEAR, LATEST_YEAR) & month.is_between(1, MONTHS_IN_A_YEAR)
    return when(known).then(year * MONTHS_IN_A_YEAR + month - 1).cast(polars.Int32)


def _in_steps(column: polars.Series, steps: int) -> polars.Series:
    """The numbers in so many steps of one, exactly; null where a number is too large or has digits below a step.

    A float of 64 bits is the decimal number of few digits that it is nearest to: its shortest text.
    """
    if column.dtype.is_integer():
        whole = column.cast(polars.Int64, strict=False)
        return whole.set(~whole.is_between(-_LARGEST, _LARGEST), None) * steps
    numbers = column.to_numpy()
    with numpy.errstate(invalid="ignore", over="ignore"):
        # Dividing by whole columns in polars multiplies by the reciprocal, which is not the nearest number.
        counted = numpy.rint(numbers * steps)
        exact = (counted / steps == numbers) & (numpy.abs(numbers) <= _LARGEST)
    if exact.all():
        return polars.Series(counted.astype(numpy.int64))
    return polars.Series(numpy.where(exact, counted, 0).astype(numpy.int64)).set(polars.Series(~exact), None)


def _months_of_dates(column: polars.Series) -> polars.Series:
    year, month = column.dt.year().cast(polars.Int32), column.dt.month().cast(polars.Int32)
    months = year * MONTHS_IN_A_YEAR + month - 1
    return months.set(~year.is_between(EARLIEST_YEAR, LATEST_YEAR), None)
