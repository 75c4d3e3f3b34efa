"""The five budget lines a second time: plain Decimal arithmetic, row by row and month by month.

This module shares nothing with the model except the numbers of law in `parameters/`. It is slow and obvious on
purpose, so that it can be read beside the law, and it must stay free of every import from the package, numpy or
polars: a mistake made once should not be able to hide by being made twice.

A row is a dictionary of roster columns. Blank is None; money, headcount and rate are Decimals (the rate as a
fraction, 0.12); yes/no columns are True or False; months, `lump_sum_month` included, are text "YYYY-MM".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Any

from independent.numbers_of_law import candidates, in_force, number
from independent.one_row import (
    FEN,
    MONTHS,
    NOTHING,
    YUAN,
    Row,
    count,
    entry_month,
    for_all,
    half_up,
    heads,
    location,
    on_roster,
    served,
    status,
)  # fmt: skip

Money = Decimal | None

PENSION, ANNUITY, HOUSING_FUND, RENT, PURCHASE = CODES = ("2080505", "2080506", "2210201", "2210202", "2210203")
FIGURES = ("amount", "low", "high", "legal_low", "legal_high")
EMPLOYEE_LINES = ("housing_fund_employee", "pension_employee", "annuity_employee")

CIVIL_RANKS_TO_DIRECTOR_GENERAL = (
    "staff", "deputy_section_head", "section_head", "deputy_division_head", "division_head",
    "deputy_director_general", "director_general",
)  # fmt: skip
PROFESSIONAL_RANKS = ("senior_professional", "associate_professional", "middle_professional", "junior_professional")
WORKER_RANKS = ("senior_technician", "technician", "senior_worker", "middle_worker", "junior_worker", "ordinary_worker")
RANKS_WITH_SENIORITY_RENT = ("staff", "middle_worker", "junior_worker", "ordinary_worker")


def expected(rows: list[Row], year: int, base_rules: dict[Any, str]) -> dict[str, Any]:
    """What `budget` should say, amounts in yuan with None where the law leaves no amount.

    `base_rules` gives a unit's rule, "prior_year" where it is not named. The answer has `items`, `units`,
    `employee` and `months` in the order of the JSON of `budget`; a month is text "YYYY-MM".
    """
    with localcontext() as context:
        context.prec = 60
        names: list[Any] = []
        for row in rows:
            if row.get("unit") not in names:
                names.append(row.get("unit"))
        units = []
        for name in names:
            members = [row for row in rows if row.get("unit") == name]
            units.append(budget_of_unit(members, year, base_rules.get(name, "prior_year")))
        return {
            "items": items_of(units),
            "units": [{"unit": name, "items": items_of([unit])} for name, unit in zip(names, units, strict=True)],
            "employee": [
                {"line": line, "amount": total([unit[line].amount for unit in units])} for line in EMPLOYEE_LINES
            ],
            "months": months_of(units, year),
        }


def items_of(units: list[dict[str, Line]]) -> list[dict[str, Any]]:
    """All five lines in the order of their codes, summed over the units."""
    items = []
    for code in CODES:
        item: dict[str, Any] = {"code": code}
        for figure in FIGURES:
            item[figure] = total([getattr(unit[code], figure) for unit in units])
        items.append(item)
    return items


def months_of(units: list[dict[str, Line]], year: int) -> list[dict[str, Any]]:
    """Twelve months of five lines."""
    result = []
    for month in MONTHS:
        for code in CODES:
            amount = total([unit[code].months[month] for unit in units])
            result.append({"month": f"{year}-{month:02d}", "code": code, "amount": amount})
    return result


def total(amounts: list[Money]) -> Money:
    """The sum, and no sum where one part is not known."""
    result = NOTHING
    for amount in amounts:
        if amount is None:
            return None
        result += amount
    return result


@dataclass
class Line:
    """One line of one unit for the year, in yuan."""

    amount: Money = NOTHING
    low: Money = NOTHING
    high: Money = NOTHING
    legal_low: Money = None
    legal_high: Money = None
    months: dict[int, Money] = field(default_factory=lambda: dict.fromkeys(MONTHS, NOTHING))


def budget_of_unit(rows: list[Row], year: int, base_rule: str) -> dict[str, Line]:
    """The five lines and the three sides of the employees."""
    lines = {
        PENSION: contribution_line(rows, year, "pension", "prior_year"),
        ANNUITY: contribution_line(rows, year, "annuity", "prior_year"),
        HOUSING_FUND: contribution_line(rows, year, "housing_fund", base_rule),
        RENT: rent_subsidy_line(rows, year),
        PURCHASE: purchase_subsidy_line(rows, year),
        "housing_fund_employee": contribution_line(rows, year, "housing_fund", base_rule),
        "pension_employee": contribution_line(rows, year, "pension_employee", "prior_year"),
        "annuity_employee": contribution_line(rows, year, "annuity_employee", "prior_year"),
    }
    for code in (PENSION, ANNUITY, RENT, PURCHASE):
        lines[code].legal_low = lines[code].legal_high = None
    return lines


# ---- contributions: housing fund, pension, annuity ---------------------------------------------------------------


@dataclass
class RowMonth:
    """What one row costs in one month under one reading of a gap in the reset month, headcount included."""

    possible: set[Decimal]
    low: Decimal
    high: Decimal
    legal_low: Decimal
    legal_high: Decimal


def contribution_line(rows: list[Row], year: int, scheme: str, base_rule: str) -> Line:
    """All rows and months of one scheme: a row and month is the smallest unit of account, all above it are sums.

    Where the reset month itself is a gap, each reading of it is tried, and the row's month spans them all.
    """
    line = Line(legal_low=NOTHING, legal_high=NOTHING)
    readings = readings_of_reset_month(rows, year, scheme)
    without_limits = False
    for month in MONTHS:
        for row in rows:
            costs = [
                contribution_of_row(row, year, month, scheme, base_rule=base_rule, reading=reading)
                for reading in readings
            ]
            known = [cost for cost in costs if cost is not None]
            if len(known) < len(costs):
                without_limits = True
                line.months[month] = None
                continue
            possible = set.union(*(cost.possible for cost in known))
            line.months[month] = total([line.months[month], possible.pop() if len(possible) == 1 else None])
            line.low = total([line.low, min(cost.low for cost in known)])
            line.high = total([line.high, max(cost.high for cost in known)])
            line.legal_low = total([line.legal_low, min(cost.legal_low for cost in known)])
            line.legal_high = total([line.legal_high, max(cost.legal_high for cost in known)])
    line.amount = total(list(line.months.values()))
    if without_limits:
        line.low = line.high = line.legal_low = line.legal_high = None
    return line


def contribution_of_row(
    row: Row, year: int, month: int, scheme: str, *, base_rule: str, reading: int | None
) -> RowMonth | None:
    """One row in one month; None where it contributes and the law's cap or floor cannot be known."""
    nothing = RowMonth({NOTHING}, NOTHING, NOTHING, NOTHING, NOTHING)
    if not contributes(row, year, month, scheme):
        return nothing
    base = base_of_month(row, year, month, scheme, base_rule=base_rule, reading=reading)
    if base == 0:
        return nothing
    bases = bases_within_limits(base, row, year, month, scheme)
    if not bases:
        return None

    if scheme == "housing_fund":
        smallest_step = YUAN
        minimum = number("housing_fund.rate.minimum", year, month)
        maximum = number("housing_fund.rate.maximum", year, month)
        stated = row.get("housing_fund_rate")
        if stated is None:
            rate, low_rate, high_rate = number("housing_fund.rate.default", year, month), minimum, maximum
        else:
            rate, low_rate, high_rate = stated, stated, stated
    else:
        smallest_step = FEN
        path = {
            "pension": "pension.employer_rate",
            "pension_employee": "pension.employee_rate",
            "annuity": "annuity.employer_rate",
            "annuity_employee": "annuity.employee_rate",
        }[scheme]
        rate = low_rate = high_rate = minimum = maximum = number(path, year, month)

    def amounts_at(some_rate: Decimal) -> set[Decimal]:
        return {for_all(row, half_up(limited * some_rate, smallest_step)) for limited in bases}

    return RowMonth(
        possible=amounts_at(rate),
        low=min(amounts_at(low_rate)),
        high=max(amounts_at(high_rate)),
        legal_low=min(amounts_at(minimum)),
        legal_high=max(amounts_at(maximum)),
    )


def contributes(row: Row, year: int, month: int, scheme: str) -> bool:
    """Active, on the roster, not declared out; a first job begins the fund with the second month."""
    if heads(row) == 0 or not on_roster(row, year, month) or status(row) != "active":
        return False
    if scheme == "housing_fund":
        if row.get("contributes_housing_fund") is False:
            return False
        if row.get("entry") == "first_job":
            return count(year, month) > entry_month(row, year)
        return True
    return row.get("contributes_pension") is not False


def base_of_month(row: Row, year: int, month: int, scheme: str, *, base_rule: str, reading: int | None) -> Decimal:
    """The base before cap and floor: what the roster overrides, else the wages the law points to."""
    column = "housing_fund_base" if scheme == "housing_fund" else "pension_base"
    stated: Decimal | None = row.get(column)
    if month < reset_month(row, year, month, scheme, reading) and row.get(column + "_until_june") is not None:
        stated = row[column + "_until_june"]
    if stated is not None:
        return stated

    this_year, last_year = row.get("monthly_salary"), row.get("prior_year_monthly_salary")
    if last_year is None:
        last_year = this_year
    if this_year is None:
        this_year = last_year
    if this_year is None or last_year is None:
        return NOTHING
    wages: Decimal
    if base_rule == "expected":
        wages = this_year
    elif row.get("entry") in ("first_job", "transfer") and entry_month(row, year) >= count(year, 1):
        # Nobody who came this year has a reset behind a year with wages before this year is out.
        wages = this_year
    else:
        wages = last_year
    return wages


def bases_within_limits(base: Decimal, row: Row, year: int, month: int, scheme: str) -> list[Decimal]:
    """The base lifted to the floor and cut at the cap, for all caps and floors that may be in force; [] if unknown."""
    where = location(row)
    if where == "other":
        return [base]
    family = family_of(scheme)
    caps = candidates(f"{family}.base_cap.{where}", year, month)
    floors = candidates(f"{family}.base_floor.{where}", year, month)
    return [min(max(base, floor), cap) for cap in caps for floor in floors]


def family_of(scheme: str) -> str:
    """The parameter folder with a scheme's limits and reset month: the annuity takes the pension's."""
    return "housing_fund" if scheme == "housing_fund" else "pension"


def reset_month(row: Row, year: int, month: int, scheme: str, reading: int | None) -> int:
    """The calendar month in which new wages become the base; in a gap what the present reading says."""
    known = in_force(f"{family_of(scheme)}.reset_month.{location(row)}", year, month)
    if known is None:
        assert reading is not None
        return reading
    return int(known)


def readings_of_reset_month(rows: list[Row], year: int, scheme: str) -> list[int | None]:
    """The reset months that may have been in force where the law has a gap; one empty reading where it has none."""
    readings: set[int] = set()
    for row in rows:
        path = f"{family_of(scheme)}.reset_month.{location(row)}"
        for month in MONTHS:
            if in_force(path, year, month) is None:
                readings.update(int(value) for value in candidates(path, year, month))
    return [*sorted(readings)] or [None]


# ---- rent subsidy ------------------------------------------------------------------------------------------------


def rent_subsidy_line(rows: list[Row], year: int) -> Line:
    """In work or retired, so much a month for the rank; not modelled outside the central units in Beijing."""
    line = Line()
    for month in MONTHS:
        for row in rows:
            if heads(row) == 0 or not on_roster(row, year, month):
                continue
            if location(row) != "central_beijing":
                line.months[month] = line.low = line.high = None
                continue
            amount, low, high = rent_subsidy_of_person(row, year, month)
            line.months[month] = total([line.months[month], for_all(row, amount)])
            line.low = total([line.low, for_all(row, low)])
            line.high = total([line.high, for_all(row, high)])
    line.amount = total(list(line.months.values()))
    return line


def rent_subsidy_of_person(row: Row, year: int, month: int) -> tuple[Decimal, Decimal, Decimal]:
    """Amount, low and high of one person."""
    rank = row.get("rank") or "unspecified"
    average = number("rent_subsidy.average", year, month)
    if rank == "unspecified":
        ranks = WORKER_RANKS if row.get("category") == "worker" else CIVIL_RANKS_TO_DIRECTOR_GENERAL
        standards = [number(f"rent_subsidy.standard.{one}", year, month) for one in ranks]
        return average, min(standards), max(standards)
    if rank in PROFESSIONAL_RANKS:
        return average, average, average
    standard = number(f"rent_subsidy.standard.{rank}", year, month)
    if rank in RANKS_WITH_SENIORITY_RENT:
        with_seniority = number("rent_subsidy.seniority.standard", year, month)
        months_of_service = served(row, year, month)
        if months_of_service is None:
            return standard, standard, with_seniority
        if months_of_service >= 12 * number("rent_subsidy.seniority.years", year, month):
            return with_seniority, with_seniority, with_seniority
    return standard, standard, standard


# ---- purchase subsidy --------------------------------------------------------------------------------------------


def purchase_subsidy_line(rows: list[Row], year: int) -> Line:
    """The monthly part of those entitled and the lump sums the roster states; there is no upper end."""
    line = Line(high=None)
    for month in MONTHS:
        for row in rows:
            if heads(row) == 0 or not on_roster(row, year, month):
                continue
            if location(row) != "central_beijing":
                line.months[month] = line.low = None
                continue
            monthly, at_least = monthly_purchase_subsidy(row, year, month)
            lump_sum = NOTHING
            if month == month_of_lump_sum(row, year):
                lump_sum = row.get("purchase_lump_sum") or NOTHING
            amount = None if monthly is None else for_all(row, monthly + lump_sum)
            line.months[month] = total([line.months[month], amount])
            line.low = total([line.low, for_all(row, at_least + lump_sum)])
    line.amount = total(list(line.months.values()))
    return line


def monthly_purchase_subsidy(row: Row, year: int, month: int) -> tuple[Money, Decimal]:
    """The flat amount of one person and the least it can be; no amount for a rank that the law's text leaves out."""
    if status(row) != "active" or not row.get("purchase_subsidy"):
        return NOTHING, NOTHING
    rank = row.get("rank") or "unspecified"
    flat = None if rank == "unspecified" else in_force(f"purchase_subsidy.monthly.{rank}", year, month)
    if flat is None:
        every_rank = CIVIL_RANKS_TO_DIRECTOR_GENERAL + WORKER_RANKS
        return None, min(number(f"purchase_subsidy.monthly.{one}", year, month) for one in every_rank)
    if rank == "ordinary_worker":
        months_of_service = served(row, year, month) or 0
        for step in ("first", "second"):
            if months_of_service >= 12 * number(f"purchase_subsidy.seniority.{step}_years", year, month):
                flat = number(f"purchase_subsidy.seniority.{step}_monthly", year, month)
    return flat, flat


def month_of_lump_sum(row: Row, year: int) -> int | None:
    """The stated month; else December, or the last month on the roster; None in a year without that month."""
    stated = row.get("lump_sum_month")
    if stated is not None:
        return int(stated[5:]) if stated[:4] == str(year) else None
    present = [month for month in MONTHS if on_roster(row, year, month)]
    return present[-1] if present else None
