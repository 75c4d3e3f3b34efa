"""What the cells of one row must say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.roster.limits import RateLimits
from openfisca_china_personnel.roster.words import label_of
from openfisca_china_personnel.vocabulary import PROFESSIONALS, WORKERS, Category, Rank, Status, label

NO_UNIT = Text(
    "单位为空，而其他行写明了单位；如为合并单元格，请取消合并并逐行填写",
    "the unit is blank while other rows name one; if the cells are merged, unmerge them and fill every row",
)
NO_SALARY = Text(
    "在职人员须填写月工资、上年月均工资之一，或同时填写公积金基数和养老基数",
    "an active row needs monthly_salary or prior_year_monthly_salary, or both housing_fund_base and pension_base",
)
_CONTRADICTION = Text("人员类别“{category}”与职级“{rank}”矛盾", "category {category} contradicts rank {rank}")
_ORDER = Text("起始月 {start} 晚于终止月 {end}", "start_month {start} is after end_month {end}")
_RETIRED = Text("离退休后不再缴费，应填“否”或留空", "contributions stop in retirement: say no or leave the cell blank")
_LUMP_SUM = Text(
    "发放月份 {month} 不在本行的起始月和终止月之间",
    "the month of the lump sum, {month}, is outside the row's start_month and end_month",
)
_RATE_LOW = Text("公积金比例 {found} 低于下限 {limit}", "the rate {found} is below the minimum of {limit}")
_RATE_HIGH = Text("公积金比例 {found} 高于上限 {limit}", "the rate {found} is above the maximum of {limit}")

SALARY_COLUMNS = ("monthly_salary", "prior_year_monthly_salary", "housing_fund_base", "pension_base")
_ACTIVE = Status.active.name
_PROFESSIONALS = tuple(rank.name for rank in PROFESSIONALS)
_WORKERS = tuple(rank.name for rank in WORKERS)
_CIVIL = tuple(rank.name for rank in Rank if rank not in (*PROFESSIONALS, *WORKERS, Rank.unspecified))


@dataclass(frozen=True)
class Finding:
    """One fault of a row: the place of the record, the canonical column that it is reported at, and why."""

    place: int
    column: str | None
    text: Text


def findings(
    table: polars.DataFrame, bad: Mapping[str, polars.Series], year: int | None, limits: RateLimits, *, salaries: bool
) -> Iterator[Finding]:
    """Every fault that cells make together; a row whose cell was refused already is not judged by that cell.

    ``bad`` has, for a canonical column, True where the cell could not be read; ``salaries`` says whether the roster has
    any column of salaries (where it has none, that is one fault of the file and not found here); so is a blank unit.
    """
    if salaries:
        yield from check_salaries(table, bad)
    for check, needed in (
        (check_categories, ("category",)),
        (check_months, ("start_month", "end_month")),
        (check_retired, ()),
        (partial(check_lump_sums, year=year), ("purchase_lump_sum", "lump_sum_month")),
    ):
        if all(_is_stated(table, column) for column in needed):
            yield from check(table, bad)
    yield from check_rates(table, limits)


def rows_without_unit(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> polars.Series:
    """True for rows that name no unit: a fault (``NO_UNIT``) where other rows of the roster name one."""
    blank = table["unit"].is_null()
    return blank if "unit" not in bad else blank & ~bad["unit"]


def rows_without_salary(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> polars.Series:
    """True for active rows that say nothing contributions could rest on."""
    col = polars.col
    base_known = [
        col(base).is_not_null() | ~col(contributes).fill_null(value=True)
        for base, contributes in (
            ("housing_fund_base", "contributes_housing_fund"),
            ("pension_base", "contributes_pension"),
        )
    ]
    needs = (
        (col("status") == _ACTIVE)
        & (col("headcount_millionths") > 0)
        & col("monthly_salary").is_null()
        & col("prior_year_monthly_salary").is_null()
        & ~(base_known[0] & base_known[1])
    )
    concerned = ("status", "headcount_millionths", *SALARY_COLUMNS, "contributes_housing_fund", "contributes_pension")
    return _judged(table, needs, bad, concerned)


def check_salaries(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> Iterator[Finding]:
    """An active row states a salary or the bases."""
    for place in _places(rows_without_salary(table, bad)):
        yield Finding(place, None, NO_SALARY)


def check_categories(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> Iterator[Finding]:
    """A stated category must fit the rank; an unspecified rank fits any."""
    contradictions = (
        (Category.administrative, (*_PROFESSIONALS, *_WORKERS)),
        (Category.worker, (*_PROFESSIONALS, *_CIVIL)),
    )
    for category, ranks in contradictions:
        wrong = (polars.col("category") == category.name) & polars.col("rank").is_in(ranks)
        for place in _places(_judged(table, wrong, bad, ("category", "rank"))):
            text = _CONTRADICTION.format(category=label(category), rank=label_of(Rank, table["rank"][place]))
            yield Finding(place, "category", text)


def check_months(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> Iterator[Finding]:
    """A row ends no earlier than it starts."""
    wrong = polars.col("start_month") > polars.col("end_month")
    for place in _places(_judged(table, wrong, bad, ("start_month", "end_month"))):
        start, end = table["start_month"][place], table["end_month"][place]
        yield Finding(place, "start_month", _ORDER.format(start=month_text(start), end=month_text(end)))


def check_retired(table: polars.DataFrame, bad: Mapping[str, polars.Series]) -> Iterator[Finding]:
    """The retired contribute to nothing."""
    for column in ("contributes_housing_fund", "contributes_pension"):
        if not _is_stated(table, column):
            continue
        wrong = (polars.col("status") != _ACTIVE) & polars.col(column)
        for place in _places(_judged(table, wrong, bad, ("status", column))):
            yield Finding(place, column, _RETIRED)


def check_lump_sums(table: polars.DataFrame, bad: Mapping[str, polars.Series], year: int | None) -> Iterator[Finding]:
    """A lump sum is paid in a month that the row is on the roster."""
    if year is None:
        return
    col = polars.col
    month = col("lump_sum_month") + (month_number(year, 1) - 1)
    outside = (month < col("start_month")).fill_null(value=False) | (month > col("end_month")).fill_null(value=False)
    concerned = ("purchase_lump_sum", "lump_sum_month", "start_month", "end_month")
    for place in _places(_judged(table, outside & (col("purchase_lump_sum") > 0), bad, concerned)):
        paid = month_number(year, table["lump_sum_month"][place])
        yield Finding(place, "lump_sum_month", _LUMP_SUM.format(month=month_text(paid)))


def check_rates(table: polars.DataFrame, limits: RateLimits) -> Iterator[Finding]:
    """A stated housing fund rate lies within the dated limits."""
    rate = table["housing_fund_rate"]
    for limit, wrong, text in (
        (limits.minimum, None if limits.minimum is None else rate < limits.minimum, _RATE_LOW),
        (limits.maximum, None if limits.maximum is None else rate > limits.maximum, _RATE_HIGH),
    ):
        if wrong is None or limit is None:
            continue
        for place in _places(wrong):
            yield Finding(place, "housing_fund_rate", text.format(found=percent(rate[place]), limit=percent(limit)))


def percent(hundredths: int) -> str:
    """A rate in hundredths of a percent as people write it."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def _judged(
    table: polars.DataFrame, wrong: polars.Expr, bad: Mapping[str, polars.Series], concerned: tuple[str, ...]
) -> polars.Series:
    found = table.select(wrong.fill_null(value=False).alias("wrong"))["wrong"]
    for column in concerned:
        if column in bad:
            found = found & ~bad[column]
    return found


def _is_stated(table: polars.DataFrame, column: str) -> bool:
    return table[column].null_count() < table.height


def _places(mask: polars.Series) -> list[int]:
    places: list[int] = mask.fill_null(value=False).arg_true().to_list()
    return places
