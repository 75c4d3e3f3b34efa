"""A roster as one budget year sees it: every blank resolved as the contract says, in arrays for the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy
import polars
from numpy.typing import NDArray

from openfisca_china_personnel.money import FEN_PER_YUAN, HEADCOUNT_STEPS, RATE_STEPS, Yuan
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.uniform import all_of, differs, mapped, once, uniform
from openfisca_china_personnel.vocabulary import Category, Entry, Location, Rank, Status, Word

Mask = NDArray[numpy.bool_]
Codes = NDArray[Any]
Months = NDArray[numpy.int64]

Presence = tuple[Location, bool]
"""Where somebody is who counts in the year, and whether they are active."""

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

    @cached_property
    def rate_is_stated(self) -> Mask:
        """Rows whose housing-fund rate somebody stated."""
        return mapped(lambda rate: ~numpy.isnan(rate), self.stated_rate)

    @cached_property
    def is_active(self) -> Mask:
        """Rows of active people."""
        return numpy.asarray(self.status == Status.active.index)

    @cached_property
    def is_in_year(self) -> Mask:
        """Rows with heads that are on the roster in some month of the year."""
        first, last = month_number(self.year, 1), month_number(self.year, 12)
        begun, not_over = mapped(lambda start: start <= last, self.start), mapped(lambda end: end >= first, self.end)
        counted = all_of(self.headcount > 0, begun, not_over)
        return uniform(value=True, size=self.size, dtype=numpy.bool_) if counted.all() else counted

    @property
    def present(self) -> frozenset[Presence]:
        """The locations of the rows that count in the year, of active people and of others apart."""
        found = set()
        for location in Location:
            here = all_of(self.is_in_year, mapped(lambda codes, code=location.index: codes == code, self.location))
            found |= {(location, True)} if all_of(here, self.is_active).any() else set()
            found |= {(location, False)} if all_of(here, ~self.is_active).any() else set()
        return frozenset(found)


def staffing(roster: Roster, year: int) -> Staffing:
    """Resolve the roster's blanks for ``year``.

    A blank salary is last year's, a blank last year's salary is the month's; a row that is there the whole year has
    no start and no end; an entry without a start month happened in January; a lump sum without a month is paid in
    December, or in the last month on the roster where that is earlier. Columns that are blank or the same from top to
    bottom are uniform arrays.
    """
    table = roster.table
    january, december = month_number(year, 1), month_number(year, 12)
    salary, prior = _money(table, "monthly_salary"), _money(table, "prior_year_monthly_salary")
    entry = _codes(table, "entry", Entry)
    start = _months(table, "start_month", WHOLE_YEAR_START)
    entry_month = _months(table, "entry_month", WHOLE_YEAR_START) if "entry_month" in table.columns else start
    if differs(entry, Entry.standing.index):
        entered = entry != Entry.standing.index
        start = numpy.where(entered & (start == WHOLE_YEAR_START), january, start)
    entry_month = mapped(lambda own, first: numpy.where(own == WHOLE_YEAR_START, first, own), entry_month, start)
    end = _months(table, "end_month", OPEN_END)
    stated_month = _months(table, "lump_sum_month", 0)
    lump_sum_month = mapped(
        lambda stated, last: numpy.where(stated > 0, january + stated - 1, numpy.minimum(december, last)),
        stated_month,
        end,
    )
    monthly = _first_known(salary, prior)
    units: tuple[str | None, ...] = roster.units or (None,)
    return Staffing(
        year=year,
        units=units,
        unit=_unit_index(table, units),
        row=table["row"].to_numpy(),
        headcount=table["headcount_millionths"].to_numpy() / HEADCOUNT_STEPS,
        status=_codes(table, "status", Status),
        category=_codes(table, "category", Category),
        rank=_codes(table, "rank", Rank),
        location=_codes(table, "location", Location),
        entry=entry,
        monthly_salary=monthly,
        prior_year_salary=_first_known(prior, salary),
        stated_housing_fund_base=_money(table, "housing_fund_base"),
        stated_pension_base=_money(table, "pension_base"),
        stated_housing_fund_base_until_june=_money(table, "housing_fund_base_until_june"),
        stated_pension_base_until_june=_money(table, "pension_base_until_june"),
        stated_rate=_steps(table, "housing_fund_rate", RATE_STEPS),
        contributes_housing_fund=_flags(table, "contributes_housing_fund", blank=True),
        contributes_pension=_flags(table, "contributes_pension", blank=True),
        entitled_to_purchase_subsidy=_flags(table, "purchase_subsidy", blank=False),
        lump_sum=mapped(numpy.nan_to_num, _money(table, "purchase_lump_sum")),
        lump_sum_month=lump_sum_month,
        work_start=_months(table, "work_start", SERVICE_NOT_KNOWN),
        start=start,
        end=end,
        entry_month=entry_month,
        entry_salary=_first_known(_money(table, "entry_salary"), monthly)
        if "entry_salary" in table.columns
        else monthly,
        salary_is_blank=mapped(numpy.isnan, salary),
        prior_year_salary_is_blank=mapped(numpy.isnan, prior),
        lump_sum_month_is_blank=mapped(lambda stated: stated == 0, stated_month),
    )


def steady(
    year: int,
    *,
    status: Codes,
    category: Codes,
    rank: Codes,
    location: Codes,
    entitled_to_purchase_subsidy: Mask,
    work_start: Months,
) -> Staffing:
    """Rows of one person each of one unit who are there all year, with what decides the subsidies and without wages."""
    size = len(status)
    nothing, not_stated = uniform(0.0, size, numpy.float64), uniform(numpy.nan, size, numpy.float64)
    yes = uniform(value=True, size=size, dtype=numpy.bool_)
    zero = uniform(0, size, numpy.int64)
    always, never = uniform(WHOLE_YEAR_START, size, numpy.int64), uniform(OPEN_END, size, numpy.int64)
    return Staffing(
        year=year,
        units=(None,),
        unit=zero,
        row=zero,
        headcount=uniform(1.0, size, numpy.float64),
        status=status.astype(numpy.int16),
        category=category.astype(numpy.int16),
        rank=rank.astype(numpy.int16),
        location=location.astype(numpy.int16),
        entry=uniform(Entry.standing.index, size, numpy.int16),
        monthly_salary=nothing,
        prior_year_salary=nothing,
        stated_housing_fund_base=not_stated,
        stated_pension_base=not_stated,
        stated_housing_fund_base_until_june=not_stated,
        stated_pension_base_until_june=not_stated,
        stated_rate=not_stated,
        contributes_housing_fund=yes,
        contributes_pension=yes,
        entitled_to_purchase_subsidy=entitled_to_purchase_subsidy,
        lump_sum=nothing,
        lump_sum_month=never,
        work_start=work_start,
        start=always,
        end=never,
        entry_month=always,
        entry_salary=nothing,
        salary_is_blank=yes,
        prior_year_salary_is_blank=yes,
        lump_sum_month_is_blank=yes,
    )


def _money(table: polars.DataFrame, name: str) -> Yuan:
    return _steps(table, name, FEN_PER_YUAN)


def _steps(table: polars.DataFrame, name: str, steps: int) -> Yuan:
    """A column of whole steps as numbers, NaN for blank."""
    column = table[name]
    if _is_blank(column):
        return uniform(numpy.nan, len(column), numpy.float64)
    numbers = column.cast(polars.Float64).to_numpy() if column.null_count() else column.to_numpy()
    return numpy.asarray(numbers / steps)


def _months(table: polars.DataFrame, name: str, blank: int) -> Months:
    column = table[name]
    if _is_blank(column):
        return uniform(blank, len(column), numpy.int64)
    return column.cast(polars.Int64).fill_null(blank).to_numpy()


def _flags(table: polars.DataFrame, name: str, *, blank: bool) -> Mask:
    column = table[name]
    if _is_blank(column):
        return uniform(blank, len(column), numpy.bool_)
    return column.fill_null(blank).to_numpy()


def _codes(table: polars.DataFrame, name: str, words: type[Word]) -> Codes:
    column = table[name]
    # Only the category may be blank, and blank is administrative; a rank or a place is never filled in here.
    if name == "category":
        if _is_blank(column):
            return uniform(Category.administrative.index, len(column), numpy.int16)
        column = column.fill_null(Category.administrative.name)
    elif _is_the_same(column):
        return uniform(words[column[0]].index, len(column), numpy.int16)
    names = polars.Enum([word.name for word in words])
    return column.cast(names).to_physical().cast(polars.Int16).to_numpy()


def _is_blank(column: polars.Series) -> bool:
    return column.null_count() == len(column) > 0


def _is_the_same(column: polars.Series) -> bool:
    """Whether all rows say the same; a look at three rows tells mostly that they do not."""
    if len(column) == 0 or column.null_count() or not column[0] == column[-1] == column[len(column) // 2]:
        return False
    return bool((column == column[0]).all())


def _unit_index(table: polars.DataFrame, units: tuple[str | None, ...]) -> NDArray[numpy.int64]:
    if len(units) <= 1:
        return numpy.zeros(table.height, dtype=numpy.int64)
    place = polars.Series(units, dtype=polars.Categorical).to_physical().to_numpy()
    index: NDArray[numpy.int64] = numpy.zeros(int(place.max()) + 1, dtype=numpy.int64)
    index[place] = numpy.arange(len(units))
    found: NDArray[numpy.int64] = index[table["unit"].cast(polars.Categorical).to_physical().to_numpy()]
    return found


def _first_known(first: Yuan, second: Yuan) -> Yuan:
    blank = numpy.isnan(once(first))
    if not blank.any():
        return first
    return mapped(numpy.nan_to_num, second if blank.all() else numpy.where(blank, second, first))
