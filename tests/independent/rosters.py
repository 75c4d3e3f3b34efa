"""Random rosters for `budget`: every kind of row that the roster's rules allow, crowded where the law bends.

Salaries and bases gather around the caps and floors of the year, at the ties of the housing fund's rounding, at zero
and at single fen; work begins around the 15- and 25-year anniversaries that fall within the year.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import cache
from math import gcd
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from independent import plain
from independent.numbers_of_law import candidates, in_force, number
from independent.one_row import MONTHS, count, heads, location, on_roster, status

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from independent.one_row import Row

COLUMNS = (
    "unit", "person_id", "headcount", "status", "category", "rank", "monthly_salary", "prior_year_monthly_salary",
    "housing_fund_base", "pension_base", "housing_fund_base_until_june", "pension_base_until_june",
    "housing_fund_rate", "location", "contributes_housing_fund", "contributes_pension", "purchase_subsidy",
    "purchase_lump_sum", "lump_sum_month", "work_start", "birth_month", "sex", "start_month", "end_month", "entry",
)  # fmt: skip
CIVIL_RANKS = ("minister", "vice_minister", *reversed(plain.CIVIL_RANKS_TO_DIRECTOR_GENERAL))
RANKS = (*CIVIL_RANKS, *plain.PROFESSIONAL_RANKS, *plain.WORKER_RANKS, "unspecified")
UNITS = ("甲单位", "Unit B", "丙,单位")

T = TypeVar("T")


def rosters(year: int) -> SearchStrategy[list[Row]]:
    """Lists of 1 to 12 valid rows in 1 to 3 units, for the budget of `year`."""
    return _rosters(year)


def to_csv(rows: list[Row]) -> str:
    """The rows as a roster file with English headers: blank for None, yes/no, digits without exponents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


@st.composite
def _rosters(draw: DrawFn, year: int) -> list[Row]:
    unit_names: tuple[str | None, ...] = UNITS[: draw(st.integers(1, len(UNITS)))]
    if len(unit_names) == 1 and draw(st.booleans()):
        unit_names = (None,)
    # One row elsewhere, or one rank without an amount, empties a whole line: most rosters must do without them.
    only_central = draw(_one_in(3, rare=False, usual=True))
    known_amounts = draw(_one_in(3, rare=False, usual=True))
    rows = []
    for position in range(draw(st.integers(1, 12))):
        row = draw(_rows(year, only_central, known_amounts))
        row["unit"] = draw(st.sampled_from(unit_names))
        row["person_id"] = draw(st.sampled_from([None, f"p{position + 1}"]))
        rows.append({column: row[column] for column in COLUMNS})
    return rows


@st.composite
def _rows(draw: DrawFn, year: int, only_central: bool, known_amounts: bool) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    rank = draw(st.sampled_from(RANKS))
    row["rank"] = draw(st.sampled_from([rank, None])) if rank == "unspecified" else rank
    row["category"] = draw(st.sampled_from(_categories(rank)))
    row["headcount"] = draw(_headcounts())
    row["status"] = draw(st.sampled_from([None, "active", "active", "active", "retired", "veteran_retired"]))
    elsewhere: list[str] = [] if only_central else ["beijing", "other"]
    row["location"] = draw(st.sampled_from([None, "central_beijing", *elsewhere]))
    row["start_month"], row["end_month"] = draw(_stays(year))
    row["entry"] = draw(st.sampled_from([None, "standing", "first_job", "transfer"]))
    row["work_start"] = draw(_work_starts(year))
    row["birth_month"], row["sex"] = draw(st.sampled_from([(None, None), (f"{year - 30}-05", "female")]))
    row["housing_fund_rate"] = draw(_or_blank(_rates(year)))

    active = row["status"] in (None, "active")
    answers: list[bool | None] = [None, True, False] if active else [None, False]
    row["contributes_housing_fund"] = draw(st.sampled_from(answers))
    row["contributes_pension"] = draw(st.sampled_from(answers))
    has_amount = in_force(f"purchase_subsidy.monthly.{rank}", year, 1) if rank != "unspecified" else None
    entitled: list[bool | None] = [None, False] if known_amounts and has_amount is None else [None, False, True, True]
    row["purchase_subsidy"] = draw(st.sampled_from(entitled))
    _draw_lump_sum(draw, row, year)
    _draw_wages(draw, row, year)
    return row


def _draw_lump_sum(draw: DrawFn, row: Row, year: int) -> None:
    present = [month for month in MONTHS if on_roster(row, year, month)]
    paid: bool = draw(_one_in(3, rare=True, usual=False))
    if present and paid:
        row["purchase_lump_sum"] = draw(_fen(0, 300_000_00))
        row["lump_sum_month"] = draw(_or_blank(st.sampled_from([f"{year}-{month:02d}" for month in present])))


def _draw_wages(draw: DrawFn, row: Row, year: int) -> None:
    money = _wages(year, location(row))
    for column in ("monthly_salary", "prior_year_monthly_salary"):
        row[column] = draw(_or_blank(money))
    for fund in ("housing_fund", "pension"):
        for column in (f"{fund}_base", f"{fund}_base_until_june"):
            row[column] = draw(money) if draw(_one_in(4, rare=True, usual=False)) else None
    no_salary = row["monthly_salary"] is None and row["prior_year_monthly_salary"] is None
    no_base = row["housing_fund_base"] is None or row["pension_base"] is None
    if no_salary and no_base and status(row) == "active" and heads(row) != 0:
        if draw(st.booleans()):
            row["housing_fund_base"], row["pension_base"] = draw(money), draw(money)
        else:
            row[draw(st.sampled_from(["monthly_salary", "prior_year_monthly_salary"]))] = draw(money)


def _categories(rank: str) -> list[str | None]:
    if rank in plain.WORKER_RANKS:
        return [None, "worker"]
    if rank in plain.PROFESSIONAL_RANKS:
        return [None, "institution"]
    if rank == "unspecified":
        return [None, "administrative", "institution", "worker"]
    return [None, "administrative", "institution"]


@cache
def _headcounts() -> SearchStrategy[Decimal | None]:
    """Blank, none, whole, and fractions down to the sixth decimal; 0.5 of an odd fen is a tie."""
    special = st.sampled_from([None, Decimal(0), Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal("0.000001")])
    whole = st.integers(2, 20_000).map(Decimal)
    fractional = st.integers(1, 50_000_000).map(lambda millionths: Decimal(millionths).scaleb(-6))
    return st.one_of(special, special, whole, fractional)


@cache
def _stays(year: int) -> SearchStrategy[tuple[str | None, str | None]]:
    """First and last month; most rows are there for at least a part of the year."""
    within = st.integers(count(year, 1), count(year, 12))
    earlier = st.integers(count(year - 10, 1), count(year - 1, 12))
    december_before = st.just(count(year - 1, 12))
    later = st.integers(count(year + 1, 1), count(year + 3, 12))
    first = st.one_of(st.none(), within, within, earlier, december_before)
    last = st.one_of(st.none(), st.none(), within, later)
    gone = st.tuples(earlier, earlier)
    not_yet = st.tuples(later, st.none())
    here = st.tuples(first, last)
    return st.one_of(here, here, here, here, here, gone, not_yet).map(_in_order)


def _in_order(stay: tuple[int | None, int | None]) -> tuple[str | None, str | None]:
    first, last = stay
    if first is not None and last is not None and first > last:
        first, last = last, first
    return _month_text(first), _month_text(last)


@cache
def _work_starts(year: int) -> SearchStrategy[str | None]:
    """Blank, around the 15- and 25-year steps of the law within the year, and far from them."""
    years_of_service = [
        int(number("rent_subsidy.seniority.years", year, 1)),
        int(number("purchase_subsidy.seniority.first_years", year, 1)),
        int(number("purchase_subsidy.seniority.second_years", year, 1)),
    ]
    near = [_month_text(count(year - years, month)) for years in years_of_service for month in (0, *MONTHS, 13)]
    far = st.integers(count(year - 40, 1), count(year - 1, 12)).map(_month_text)
    return st.one_of(st.none(), st.sampled_from(near), st.sampled_from(near), far)


def _month_text(counted: int | None) -> str | None:
    if counted is None:
        return None
    year, month = divmod(counted - 1, 12)
    return f"{year}-{month + 1:02d}"


@cache
def _rates(year: int) -> SearchStrategy[Decimal]:
    """Stated rates within the law, in whole hundredths of a percent, the whole percents more often."""
    low, high = _rate_limits(year)
    whole = st.integers(-(-low // 100), high // 100).map(lambda percent: percent * 100)
    return st.one_of(whole, whole, st.integers(low, high)).map(lambda rate: Decimal(rate).scaleb(-4))


@cache
def _rate_limits(year: int) -> tuple[int, int]:
    """Least and greatest rate that stands in every month of the year, in hundredths of a percent."""
    lows = [number("housing_fund.rate.minimum", year, month) for month in MONTHS]
    highs = [number("housing_fund.rate.maximum", year, month) for month in MONTHS]
    return int(max(lows) * 10_000), int(min(highs) * 10_000)


@cache
def _wages(year: int, where: str) -> SearchStrategy[Decimal]:
    """Money a month, in whole fen."""
    bends = _caps_and_floors(year, where)
    near_a_bend = st.builds(
        lambda bend, fen: max(bend + Decimal(fen).scaleb(-2), Decimal(0)),
        st.sampled_from(bends),
        st.one_of(st.integers(-2, 2), st.integers(-100_000, 100_000)),
    )
    zero = st.just(Decimal(0))
    anywhere = _fen(1, 60_000_00)
    return st.one_of(anywhere, anywhere, st.sampled_from(bends), near_a_bend, near_a_bend, _ties(year), zero)


def _caps_and_floors(year: int, where: str) -> list[Decimal]:
    place = "beijing" if where == "other" else where
    found: set[Decimal] = set()
    for limit in ("housing_fund.base_cap", "housing_fund.base_floor", "pension.base_cap", "pension.base_floor"):
        for month in MONTHS:
            found.update(candidates(f"{limit}.{place}", year, month))
    return sorted(found)


@cache
def _ties(year: int) -> SearchStrategy[Decimal]:
    """Bases whose contribution at some whole percent ends in exactly half a yuan, between floor and cap or not.

    With the rate n hundredths of a percent, the fen of such a base are (2k + 1) × 500,000 / n; they are whole where
    2k + 1 is a multiple of n / gcd(n, 500,000).
    """
    low, high = _rate_limits(year)
    steps = [(rate, rate // gcd(rate, 500_000)) for rate in range(low, high + 1, 100)]
    odd_steps = [(rate, least) for rate, least in steps if least % 2 == 1]
    return st.builds(
        lambda step, k: Decimal(step[1] * (2 * (k // step[1]) + 1) * 500_000 // step[0]).scaleb(-2),
        st.sampled_from(odd_steps),
        st.integers(0, 3000),
    )


def _fen(low: int, high: int) -> SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda fen: Decimal(fen).scaleb(-2))


def _or_blank(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.one_of(st.none(), strategy)


def _one_in(times: int, *, rare: T, usual: T) -> SearchStrategy[T]:
    return st.sampled_from([usual] * (times - 1) + [rare])
