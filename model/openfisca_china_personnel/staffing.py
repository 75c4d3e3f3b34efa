"""A roster as one budget year sees it: every blank resolved as the contract says, in arrays for the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
import polars
from numpy.typing import NDArray

from openfisca_china_personnel.money import FEN_PER_YUAN, HEADCOUNT_STEPS, RATE_STEPS, Yuan
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.vocabulary import Category, Entry, Location, Rank, Status, Word

Mask = NDArray[numpy.bool_]
Codes = NDArray[Any]
Months = NDArray[numpy.int64]

WHOLE_YEAR_START = 0
"""The month number of a row that was always there."""
OPEN_END = month_number(9999, 12)
SERVICE_NOT_KNOWN = month_number(9999, 12)


@dataclass(frozen=True)
class Staffing:
    """The rows of a roster in one budget year, one array a fact and one element a row.

    Money is yuan with whole fen (float64), months are month numbers, words are codes of their vocabulary.
    ``stated_*`` are NaN where the roster states nothing.
    """

    year: int
    units: tuple[str | None, ...]
    unit: NDArray[numpy.int64]
    row: NDArray[numpy.int64]
    headcount: NDArray[numpy.float64]
    status: Codes
    category: Codes
    rank: Codes
    location: Codes
    entry: Codes
    monthly_salary: Yuan
    prior_year_salary: Yuan
    stated_housing_fund_base: Yuan
    stated_pension_base: Yuan
    stated_housing_fund_base_until_june: Yuan
    stated_pension_base_until_june: Yuan
    stated_rate: Yuan
    contributes_housing_fund: Mask
    contributes_pension: Mask
    entitled_to_purchase_subsidy: Mask
    lump_sum: Yuan
    lump_sum_month: Months
    work_start: Months
    start: Months
    end: Months
    entry_month: Months
    salary_is_blank: Mask
    prior_year_salary_is_blank: Mask
    lump_sum_month_is_blank: Mask

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.row)

    @property
    def rate_is_stated(self) -> Mask:
        """Rows whose housing-fund rate somebody stated."""
        return ~numpy.isnan(self.stated_rate)

    @property
    def is_active(self) -> Mask:
        """Rows of active people."""
        return numpy.asarray(self.status == Status.active.index)

    @property
    def is_in_year(self) -> Mask:
        """Rows with heads that are on the roster in some month of the year."""
        first, last = month_number(self.year, 1), month_number(self.year, 12)
        return numpy.asarray((self.headcount > 0) & (self.start <= last) & (self.end >= first))


def staffing(roster: Roster, year: int) -> Staffing:
    """Resolve the roster's blanks for ``year``.

    A blank salary is last year's, a blank last year's salary is the month's; a row that is there the whole year has
    no start and no end; an entry without a start month happened in January; a lump sum without a month is paid in
    December, or in the last month on the roster where that is earlier.
    """
    table = roster.table
    january, december = month_number(year, 1), month_number(year, 12)
    salary, prior = _yuan(table, "monthly_salary"), _yuan(table, "prior_year_monthly_salary")
    salary_is_blank, prior_is_blank = numpy.isnan(salary), numpy.isnan(prior)
    entry = _codes(table, "entry", Entry)
    entered = entry != Entry.standing.index
    start = _months(table, "start_month", WHOLE_YEAR_START)
    start = numpy.where(entered & (start == WHOLE_YEAR_START), january, start)
    entry_month = _months(table, "entry_month", WHOLE_YEAR_START) if "entry_month" in table.columns else start
    entry_month = numpy.where(entry_month == WHOLE_YEAR_START, start, entry_month)
    end = _months(table, "end_month", OPEN_END)
    stated_month = _months(table, "lump_sum_month", 0)
    lump_sum_month = numpy.where(stated_month > 0, january + stated_month - 1, numpy.minimum(december, end))
    rank = _codes(table, "rank", Rank)
    units: tuple[str | None, ...] = roster.units or (None,)
    return Staffing(
        year=year,
        units=units,
        unit=_unit_index(table, units),
        row=table["row"].to_numpy(),
        headcount=table["headcount_millionths"].to_numpy() / HEADCOUNT_STEPS,
        status=_codes(table, "status", Status),
        category=_codes(table, "category", Category),
        rank=rank,
        location=_codes(table, "location", Location),
        entry=entry,
        monthly_salary=_first_known(salary, prior),
        prior_year_salary=_first_known(prior, salary),
        stated_housing_fund_base=_yuan(table, "housing_fund_base"),
        stated_pension_base=_yuan(table, "pension_base"),
        stated_housing_fund_base_until_june=_yuan(table, "housing_fund_base_until_june"),
        stated_pension_base_until_june=_yuan(table, "pension_base_until_june"),
        stated_rate=_floats(table, "housing_fund_rate") / RATE_STEPS,
        contributes_housing_fund=_flags(table, "contributes_housing_fund", default=True),
        contributes_pension=_flags(table, "contributes_pension", default=True),
        entitled_to_purchase_subsidy=_flags(table, "purchase_subsidy", default=False),
        lump_sum=numpy.nan_to_num(_yuan(table, "purchase_lump_sum")),
        lump_sum_month=lump_sum_month,
        work_start=_months(table, "work_start", SERVICE_NOT_KNOWN),
        start=start,
        end=end,
        entry_month=entry_month,
        salary_is_blank=salary_is_blank,
        prior_year_salary_is_blank=prior_is_blank,
        lump_sum_month_is_blank=stated_month == 0,
    )


def _unit_index(table: polars.DataFrame, units: tuple[str | None, ...]) -> NDArray[numpy.int64]:
    if len(units) <= 1:
        return numpy.zeros(table.height, dtype=numpy.int64)
    return table["unit"].cast(polars.Enum([unit or "" for unit in units])).to_physical().to_numpy().astype(numpy.int64)


def _codes(table: polars.DataFrame, column: str, words: type[Word]) -> Codes:
    names = polars.Enum([word.name for word in words])
    codes = table[column].cast(names).to_physical().fill_null(0)
    return codes.to_numpy().astype(numpy.int16)


def _floats(table: polars.DataFrame, column: str) -> Yuan:
    return table[column].cast(polars.Float64).fill_null(float("nan")).to_numpy()


def _yuan(table: polars.DataFrame, column: str) -> Yuan:
    return _floats(table, column) / FEN_PER_YUAN


def _months(table: polars.DataFrame, column: str, default: int) -> Months:
    return table[column].cast(polars.Int64).fill_null(default).to_numpy()


def _flags(table: polars.DataFrame, column: str, *, default: bool) -> Mask:
    return table[column].fill_null(default).to_numpy()


def _first_known(first: Yuan, second: Yuan) -> Yuan:
    return numpy.nan_to_num(numpy.where(numpy.isnan(first), second, first))
