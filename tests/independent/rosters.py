"""Random rosters for `budget`: every kind of row that the roster's rules allow, crowded where the law bends.

Salaries and bases gather around the caps and floors of the year (of both neighbours where the law has a gap), at the
ties of the housing fund's rounding, at zero and at single fen; work begins around the 15- and 25-year anniversaries
that fall within the year. A roster follows from its year and a seed alone, so that a number names it for good.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import cache
from math import gcd
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from independent import plain
from independent.numbers_of_law import candidates, in_force, number
from independent.one_row import MONTHS, count, heads, location, on_roster, status

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

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
MOST_ROWS = 12

LARGEST_FEN = 10_000_000_00
"""The most that a roster takes for one amount, in fen; the same number of yuan and of heads."""
LARGEST_HEADCOUNT = Decimal(10_000_000)
MILLIONTHS_OF_A_YUAN = 1_000_000
"""A base in fen times a rate in hundredths of a percent."""

T = TypeVar("T")
Weighted = tuple[tuple[T, int], ...]


def rosters(year: int) -> SearchStrategy[list[Row]]:
    """Lists of 1 to 12 valid rows in 1 to 3 units, for the budget of `year`."""
    return st.integers(0, 2**32 - 1).map(lambda seed: roster(year, seed))


def roster(year: int, seed: int) -> list[Row]:
    """The roster of that number: 1 to 12 valid rows in 1 to 3 units, for the budget of `year`."""
    chance = Random(f"roster {year} {seed}")
    names: tuple[str | None, ...] = UNITS[: chance.randint(1, len(UNITS))]
    if len(names) == 1 and one_in(chance, 2):
        names = (None,)
    # One row elsewhere, or one rank without an amount, empties a whole line: most units must do without them.
    places = {name: pick(chance, PLACES_OF_A_UNIT) for name in names}
    known_amounts = not one_in(chance, 3)
    few_rows = one_in(chance, 2)
    # Sums beyond 2**53 fen, where a float loses the last fen.
    enormous = one_in(chance, 12)
    rows = []
    for position in range(chance.randint(1, 3 if few_rows else MOST_ROWS)):
        unit = chance.choice(names)
        row = _row(chance, year, chance.choice(places[unit]), known_amounts=known_amounts, enormous=enormous)
        row["unit"] = unit
        row["person_id"] = chance.choice((None, f"p{position + 1}"))
        rows.append(row)
    return rows


def base_rules(rows: list[Row], year: int, seed: int) -> dict[str | None, str]:
    """For each unit of a roster a rule for the base of its housing fund; a unit left out keeps the usual one."""
    chance = Random(f"base rules {year} {seed}")
    rules = {row["unit"]: chance.choice((None, "prior_year", "expected")) for row in rows}
    return {unit: rule for unit, rule in rules.items() if rule is not None}


def to_csv(rows: list[Row]) -> str:
    """The rows as a roster file with English headers: blank for None, yes/no, digits without exponents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in COLUMNS])
    return text.getvalue()


def cell(value: Any) -> str:
    """One value as a roster file writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def pick(chance: Random, weighted: Weighted[T]) -> T:
    """One of the values, each as often as its weight says."""
    values, weights = zip(*weighted, strict=True)
    picked: T = chance.choices(values, weights)[0]
    return picked


def one_in(chance: Random, times: int) -> bool:
    """True once in so many times."""
    return chance.randrange(times) == 0


# ---- who the row stands for

PLACES_OF_A_UNIT: Weighted[tuple[str | None, ...]] = (
    ((None, "central_beijing"), 6),
    (("beijing",), 2),
    (("other",), 1),
    ((None, "central_beijing", "beijing", "other"), 1),
)
STATUSES: Weighted[str | None] = ((None, 3), ("active", 3), ("retired", 1), ("veteran_retired", 1))
ENTRIES: Weighted[str | None] = ((None, 2), ("standing", 1), ("first_job", 2), ("transfer", 2))


def _row(chance: Random, year: int, place: str | None, *, known_amounts: bool, enormous: bool) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    rank = chance.choice((*RANKS, *plain.RANKS_WITH_SENIORITY_RENT, "ordinary_worker"))
    row["rank"] = None if rank == "unspecified" and one_in(chance, 2) else rank
    row["category"] = chance.choice(_categories(rank))
    row["headcount"] = _huge_headcount(chance) if enormous else _headcount(chance)
    row["status"] = pick(chance, STATUSES)
    row["location"] = place
    row["start_month"], row["end_month"] = _stay(chance, year)
    row["entry"] = pick(chance, ENTRIES)
    row["work_start"] = _work_start(chance, year)
    row["birth_month"], row["sex"] = chance.choice(((None, None), (f"{year - 30}-05", "female")))
    row["housing_fund_rate"] = None if one_in(chance, 2) else _rate(chance, year)

    answers: Weighted[bool | None] = ((None, 3), (True, 2), (False, 1))
    if status(row) != "active":
        answers = ((None, 2), (False, 1))
    row["contributes_housing_fund"] = pick(chance, answers)
    row["contributes_pension"] = pick(chance, answers)
    has_amount = rank != "unspecified" and in_force(f"purchase_subsidy.monthly.{rank}", year, 1) is not None
    entitled = (None, False, True, True) if has_amount or not known_amounts else (None, False)
    row["purchase_subsidy"] = chance.choice(entitled)
    _add_lump_sum(chance, row, year, enormous=enormous)
    _add_wages(chance, row, year)
    return row


def _categories(rank: str) -> tuple[str | None, ...]:
    if rank in plain.WORKER_RANKS:
        return None, "worker", "institution"
    if rank in plain.PROFESSIONAL_RANKS:
        return None, "institution"
    if rank == "unspecified":
        return None, "administrative", "institution", "worker"
    return None, "administrative", "institution"


def _headcount(chance: Random) -> Decimal | None:
    """Blank, none, whole, and fractions down to the sixth decimal; 0.5 of an odd fen is a tie."""
    kind = pick(chance, (("blank", 4), ("special", 4), ("whole", 4), ("millionths", 3), ("huge", 1)))
    if kind == "blank":
        return None
    if kind == "special":
        return Decimal(chance.choice(("0", "1", "0.5", "1.5", "0.25", "0.125", "0.005", "136.8", "0.000001")))
    if kind == "whole":
        return Decimal(chance.randint(2, 20_000))
    if kind == "millionths":
        return Decimal(chance.randint(1, 50_000_000)).scaleb(-6)
    return _huge_headcount(chance)


def _huge_headcount(chance: Random) -> Decimal:
    """The most that a roster takes, or less by at most one."""
    below = Decimal(chance.randint(0, 10**6)).scaleb(-6)
    return LARGEST_HEADCOUNT - chance.choice((Decimal(0), Decimal("0.000001"), Decimal("0.5"), below))


# ---- when

STAYS: Weighted[str] = (("here", 8), ("gone", 1), ("not yet", 1))
FIRST_MONTHS: Weighted[str] = (("blank", 3), ("within", 3), ("earlier", 1), ("last year", 1), ("last December", 1))
LAST_MONTHS: Weighted[str] = (("blank", 4), ("within", 2), ("later", 1))


def _stay(chance: Random, year: int) -> tuple[str | None, str | None]:
    """First and last month; most rows are there for at least a part of the year."""
    kind = pick(chance, STAYS)
    if kind == "gone":
        first, last = sorted(chance.randint(count(year - 10, 1), count(year - 1, 12)) for _ in range(2))
        return chance.choice((None, _month_text(first))), _month_text(last)
    if kind == "not yet":
        return _month_text(chance.randint(count(year + 1, 1), count(year + 3, 12))), None
    begins: int | None = {
        "blank": None,
        "within": chance.randint(count(year, 1), count(year, 12)),
        "earlier": chance.randint(count(year - 10, 1), count(year - 2, 12)),
        "last year": chance.randint(count(year - 1, 1), count(year - 1, 12)),
        "last December": count(year - 1, 12),
    }[pick(chance, FIRST_MONTHS)]
    ends: int | None = {
        "blank": None,
        "within": chance.randint(max(begins or 0, count(year, 1)), count(year, 12)),
        "later": chance.randint(count(year + 1, 1), count(year + 3, 12)),
    }[pick(chance, LAST_MONTHS)]
    return _month_text(begins), _month_text(ends)


def _work_start(chance: Random, year: int) -> str | None:
    """Blank, around the 15- and 25-year steps of the law within the year, and far from them."""
    kind = pick(chance, (("blank", 1), ("step", 3), ("far", 1)))
    if kind == "blank":
        return None
    if kind == "far":
        return _month_text(chance.randint(count(year - 40, 1), count(year - 1, 12)))
    years = chance.choice(_years_of_service(year))
    return _month_text(count(year - years, chance.choice((0, *MONTHS, 13))))


@cache
def _years_of_service(year: int) -> tuple[int, ...]:
    paths = ("rent_subsidy.seniority.years", *(f"purchase_subsidy.seniority.{n}_years" for n in ("first", "second")))
    return tuple(int(number(path, year, 1)) for path in paths)


def _month_text(counted: int | None) -> str | None:
    if counted is None:
        return None
    year, month = divmod(counted - 1, 12)
    return f"{year}-{month + 1:02d}"


# ---- what is paid


def _add_lump_sum(chance: Random, row: Row, year: int, *, enormous: bool) -> None:
    present = [month for month in MONTHS if on_roster(row, year, month)]
    if not present or not (enormous or one_in(chance, 3)):
        return
    usual = chance.choice((0, 1, chance.randint(0, 300_000_00), chance.randint(0, 300_000_00), LARGEST_FEN))
    row["purchase_lump_sum"] = _fen(LARGEST_FEN - chance.randint(0, 99) if enormous else usual)
    row["lump_sum_month"] = chance.choice((None, f"{year}-{chance.choice(present):02d}"))


def _add_wages(chance: Random, row: Row, year: int) -> None:
    for column in ("monthly_salary", "prior_year_monthly_salary"):
        row[column] = None if one_in(chance, 3) else _wage(chance, row, year)
    for fund in ("housing_fund", "pension"):
        for column in (f"{fund}_base", f"{fund}_base_until_june"):
            row[column] = _wage(chance, row, year) if one_in(chance, 4) else None
    no_salary = row["monthly_salary"] is None and row["prior_year_monthly_salary"] is None
    no_base = row["housing_fund_base"] is None or row["pension_base"] is None
    if no_salary and no_base and status(row) == "active" and heads(row) != 0:
        if one_in(chance, 2):
            row["housing_fund_base"], row["pension_base"] = _wage(chance, row, year), _wage(chance, row, year)
        else:
            row[chance.choice(("monthly_salary", "prior_year_monthly_salary"))] = _wage(chance, row, year)


WAGES: Weighted[str] = (
    ("anywhere", 4), ("at a bend", 2), ("a fen from a bend", 2), ("a yuan from a bend", 5), ("near a bend", 2),
    ("tie", 4), ("zero", 1), ("one fen", 1), ("largest", 1),
)  # fmt: skip


def _wage(chance: Random, row: Row, year: int) -> Decimal:
    """Money a month, in whole fen."""
    kind = pick(chance, WAGES)
    if kind == "tie":
        return _tie(chance, row, year)
    if kind in ("zero", "one fen", "largest"):
        return _fen({"zero": 0, "one fen": 1, "largest": LARGEST_FEN}[kind])
    if kind == "anywhere":
        return _fen(chance.randint(1, 60_000_00))
    reach = {"at a bend": 0, "a fen from a bend": 2, "a yuan from a bend": 1_50, "near a bend": 1_000_00}[kind]
    return max(chance.choice(_bends(year, location(row))) + _fen(chance.randint(-reach, reach)), Decimal(0))


@cache
def _bends(year: int, where: str) -> tuple[Decimal, ...]:
    """Every cap and floor that may be in force within the year."""
    place = "beijing" if where == "other" else where
    found: set[Decimal] = set()
    for limit in ("housing_fund.base_cap", "housing_fund.base_floor", "pension.base_cap", "pension.base_floor"):
        for month in MONTHS:
            found.update(candidates(f"{limit}.{place}", year, month))
    return tuple(sorted(found))


def _tie(chance: Random, row: Row, year: int) -> Decimal:
    """A base whose contribution, at the row's rate or at an end of the range, is exactly half a yuan over a whole one.

    The pension has no ties: its whole percents of whole fen never end in half a fen.
    """
    least, most = _rate_limits(year)
    own = int((row["housing_fund_rate"] or number("housing_fund.rate.default", year, 1)) * 10_000)
    rate = chance.choice([one for one in (own, own, least, most) if _first_tie(one) is not None])
    first, step = _first_tie(rate) or (0, 1)
    return _fen(first + step * chance.randint(0, 60_000_00 // step))


@cache
def _first_tie(rate: int) -> tuple[int, int] | None:
    """The first base in fen that is a tie at a rate in hundredths of a percent, and the step to all the others."""
    divisor = gcd(rate, MILLIONTHS_OF_A_YUAN)
    half = MILLIONTHS_OF_A_YUAN // 2
    if half % divisor:
        return None
    step = MILLIONTHS_OF_A_YUAN // divisor
    return half // divisor * pow(rate // divisor, -1, step) % step, step


def _rate(chance: Random, year: int) -> Decimal:
    """A stated rate within the law, in whole hundredths of a percent, the whole percents more often."""
    low, high = _rate_limits(year)
    if one_in(chance, 3):
        return Decimal(chance.randint(low, high)).scaleb(-4)
    return Decimal(chance.randint(-(-low // 100), high // 100)).scaleb(-2)


@cache
def _rate_limits(year: int) -> tuple[int, int]:
    """Least and greatest rate that stands in every month of the year, in hundredths of a percent."""
    lows = [number("housing_fund.rate.minimum", year, month) for month in MONTHS]
    highs = [number("housing_fund.rate.maximum", year, month) for month in MONTHS]
    return int(max(lows) * 10_000), int(min(highs) * 10_000)


def _fen(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
