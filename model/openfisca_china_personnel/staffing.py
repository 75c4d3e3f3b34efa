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
    ``stated_*`` are NaN where the roster states nothing; ``entry_salary`` is the wage of the entry month.
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
    entry_salary: Yuan
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
    table = _filled(roster.table)
    january, december = month_number(year, 1), month_number(year, 12)
    salary, prior = table["monthly_salary"].to_numpy(), table["prior_year_monthly_salary"].to_numpy()
    entry = table["entry"].to_numpy()
    entered = entry != Entry.standing.index
    start = table["start_month"].to_numpy()
    start = numpy.where(entered & (start == WHOLE_YEAR_START), january, start)
    entry_month = table["entry_month"].to_numpy() if "entry_month" in table.columns else start
    entry_month = numpy.where(entry_month == WHOLE_YEAR_START, start, entry_month)
    end = table["end_month"].to_numpy()
    stated_month = table["lump_sum_month"].to_numpy()
    lump_sum_month = numpy.where(stated_month > 0, january + stated_month - 1, numpy.minimum(december, end))
    entry_salary = table["entry_salary"].to_numpy() if "entry_salary" in table.columns else salary
    units: tuple[str | None, ...] = roster.units or (None,)
    return Staffing(
        year=year,
        units=units,
        unit=_unit_index(table, units),
        row=table["row"].to_numpy(),
        headcount=table["headcount_millionths"].to_numpy() / HEADCOUNT_STEPS,
        status=table["status"].to_numpy(),
        category=table["category"].to_numpy(),
        rank=table["rank"].to_numpy(),
        location=table["location"].to_numpy(),
        entry=entry,
        monthly_salary=_first_known(salary, prior),
        prior_year_salary=_first_known(prior, salary),
        stated_housing_fund_base=table["housing_fund_base"].to_numpy(),
        stated_pension_base=table["pension_base"].to_numpy(),
        stated_housing_fund_base_until_june=table["housing_fund_base_until_june"].to_numpy(),
        stated_pension_base_until_june=table["pension_base_until_june"].to_numpy(),
        stated_rate=table["housing_fund_rate"].to_numpy(),
        contributes_housing_fund=table["contributes_housing_fund"].to_numpy(),
        contributes_pension=table["contributes_pension"].to_numpy(),
        entitled_to_purchase_subsidy=table["purchase_subsidy"].to_numpy(),
        lump_sum=numpy.nan_to_num(table["purchase_lump_sum"].to_numpy()),
        lump_sum_month=lump_sum_month,
        work_start=table["work_start"].to_numpy(),
        start=start,
        end=end,
        entry_month=entry_month,
        entry_salary=_first_known(entry_salary, _first_known(salary, prior)),
        salary_is_blank=numpy.isnan(salary),
        prior_year_salary_is_blank=numpy.isnan(prior),
        lump_sum_month_is_blank=stated_month == 0,
    )


_WORDS: dict[str, type[Word]] = {
    "status": Status,
    "category": Category,
    "rank": Rank,
    "location": Location,
    "entry": Entry,
}
_MONEY = (
    "monthly_salary",
    "prior_year_monthly_salary",
    "housing_fund_base",
    "pension_base",
    "housing_fund_base_until_june",
    "pension_base_until_june",
    "purchase_lump_sum",
    "entry_salary",
)
_BLANK_MONTHS = {
    "start_month": WHOLE_YEAR_START,
    "entry_month": WHOLE_YEAR_START,
    "end_month": OPEN_END,
    "lump_sum_month": 0,
    "work_start": SERVICE_NOT_KNOWN,
}
_BLANK_FLAGS = {"contributes_housing_fund": True, "contributes_pension": True, "purchase_subsidy": False}


def _filled(table: polars.DataFrame) -> polars.DataFrame:
    """The roster's table in numbers without nulls, all columns in one query: words as codes, money in yuan (NaN blank).

    ``entry_month`` and ``entry_salary`` are there where a scenario added them.
    """
    col, nan = polars.col, float("nan")
    return table.with_columns(
        *(_codes(name, words) for name, words in _WORDS.items()),
        col([name for name in _MONEY if name in table.columns]).cast(polars.Float64).fill_null(nan) / FEN_PER_YUAN,
        col("housing_fund_rate").cast(polars.Float64).fill_null(nan) / RATE_STEPS,
        *(
            col(name).cast(polars.Int64).fill_null(blank)
            for name, blank in _BLANK_MONTHS.items()
            if name in table.columns
        ),
        *(col(name).fill_null(blank) for name, blank in _BLANK_FLAGS.items()),
    )


def _codes(column: str, words: type[Word]) -> polars.Expr:
    names = polars.Enum([word.name for word in words])
    # Only the category may be blank, and blank is administrative; a rank or a place is never filled in here.
    code = polars.col(column).cast(names).to_physical()
    return (code.fill_null(Category.administrative.index) if column == "category" else code).cast(polars.Int16)


def _unit_index(table: polars.DataFrame, units: tuple[str | None, ...]) -> NDArray[numpy.int64]:
    if len(units) <= 1:
        return numpy.zeros(table.height, dtype=numpy.int64)
    place = polars.Series(units, dtype=polars.Categorical).to_physical().to_numpy()
    index: NDArray[numpy.int64] = numpy.zeros(int(place.max()) + 1, dtype=numpy.int64)
    index[place] = numpy.arange(len(units))
    found: NDArray[numpy.int64] = index[table["unit"].cast(polars.Categorical).to_physical().to_numpy()]
    return found


def _first_known(first: Yuan, second: Yuan) -> Yuan:
    return numpy.nan_to_num(numpy.where(numpy.isnan(first), second, first))
