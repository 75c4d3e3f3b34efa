"""From a roster's rows to OpenFisca simulations: groups of like rows, in blocks, over stretches of equal months."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.months import ALWAYS, NEVER, dates_of, month_number
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.staffing import OPEN_END, SERVICE_NOT_KNOWN, WHOLE_YEAR_START, Staffing
from openfisca_china_personnel.stretches import ETERNITY, Stretches, calendar_year, starts_in_law
from openfisca_china_personnel.uniform import all_of, differs, mapped, negated, once, uniform
from openfisca_china_personnel.vocabulary import BaseRule, Category, Entry, Location, Rank, Status, Word


@dataclass(frozen=True)
class Group:
    """Rows of one location that either change within the year or do not, and the stretches that serve them."""

    location: Location
    rows: NDArray[numpy.int64] | slice
    starts: tuple[int, ...]
    is_steady: bool


def groups(staffing: Staffing, system: TaxBenefitSystem) -> list[Group]:
    """The rows that count in the year, by location; those that change within the year apart, in finer stretches."""
    law = starts_in_law(system, staffing.year)
    own_starts = [start for start in _own_starts(staffing, system) if differs(start, 0)]
    changing = reduce(
        numpy.logical_or,
        (start > 0 for start in own_starts),
        uniform(value=False, size=staffing.size, dtype=numpy.bool_),
    )
    found = []
    for location in Location:
        at_location = mapped(lambda codes, code=location.index: codes == code, staffing.location)
        here = all_of(staffing.is_in_year, at_location)
        for is_steady in (True, False):
            mask = all_of(here, negated(changing) if is_steady else changing)
            if mask.any():
                finer = {int(start) for starts in own_starts for start in _months_among(starts[mask]) if start}
                rows = slice(None) if mask.all() else numpy.flatnonzero(mask)
                found.append(Group(location, rows, tuple(sorted({*law, *finer})), is_steady))
    return found


def simulation(
    staffing: Staffing,
    system: TaxBenefitSystem,
    starts: tuple[int, ...],
    base_rules: NDArray[Any],
    *,
    traced: bool = False,
) -> Stretches:
    """A simulation of these rows. ``base_rules``: the code of ``BaseRule`` of each unit; ``traced`` keeps a record."""
    populations = system.instantiate_entities()
    populations["person"].count = staffing.size
    populations["unit"].count = len(staffing.units)
    populations["unit"].members_entity_id = staffing.unit
    built = Stretches(system, populations, staffing.year, starts)
    if traced:
        built.keep_readings()
    _set_constants(built, staffing, base_rules)
    for period, months in built.stretches():
        _set_month(built, staffing, period, months[0])
        _set_stated(built, staffing, period)
    return built


def _set_constants(built: Stretches, staffing: Staffing, base_rules: NDArray[Any]) -> None:
    year = staffing.year
    for past in (year - 1, year - 2):
        built.put("average_monthly_salary", calendar_year(past), staffing.prior_year_salary)
    built.put("base_rule", ETERNITY, EnumArray(base_rules, BaseRule))
    built.put("start_month", ETERNITY, _dates(staffing.start, blank=WHOLE_YEAR_START, means=ALWAYS))
    built.put("end_month", ETERNITY, _dates(staffing.end, blank=OPEN_END, means=NEVER))
    built.put("work_start", ETERNITY, _dates(staffing.work_start, blank=SERVICE_NOT_KNOWN, means=NEVER))
    if differs(staffing.entry, Entry.standing.index):
        of_entry = numpy.where(
            staffing.entry_month >= month_number(year, 1), staffing.entry_salary, staffing.prior_year_salary
        )
        built.put("entry_month_salary", ETERNITY, of_entry)
        built.put("entry_month", ETERNITY, _dates(staffing.entry_month, blank=WHOLE_YEAR_START, means=ALWAYS))


def _dates(months: NDArray[numpy.int64], *, blank: int, means: datetime.date) -> NDArray[numpy.datetime64]:
    """Month numbers as dates; a month that nobody states is the default of the variables."""
    if not differs(months, blank):
        return uniform(means, len(months), "datetime64[D]")
    return dates_of(numpy.maximum(months, month_number(ALWAYS.year, ALWAYS.month)))


def _set_month(built: Stretches, staffing: Staffing, period: Any, month: int) -> None:
    words: tuple[tuple[str, NDArray[Any], type[Word]], ...] = (
        ("status", staffing.status, Status),
        ("category", staffing.category, Category),
        ("rank", staffing.rank, Rank),
        ("location", staffing.location, Location),
        ("entry", staffing.entry, Entry),
    )
    for name, codes, vocabulary in words:
        built.put(name, period, EnumArray(codes, vocabulary))
    for name in ("headcount", "monthly_salary", "contributes_housing_fund", "contributes_pension"):
        built.put(name, period, getattr(staffing, name))
    built.put("entitled_to_purchase_subsidy", period, staffing.entitled_to_purchase_subsidy)
    if differs(staffing.lump_sum, 0):
        due = staffing.lump_sum_month == month_number(staffing.year, month)
        built.put("purchase_lump_sum", period, numpy.where(due, staffing.lump_sum, 0.0))


def _set_stated(built: Stretches, staffing: Staffing, period: Any) -> None:
    """What a row states itself takes the place of what the formulas derive."""
    _override(built, "housing_fund_rate", period, staffing.stated_rate, "pays_housing_fund")
    for scheme in ("housing_fund", "pension"):
        stated = getattr(staffing, f"stated_{scheme}_base")
        until_june = getattr(staffing, f"stated_{scheme}_base_until_june")
        if _states(until_june):
            still_old = ~built.calculate(f"{scheme}_reset_done", period) & ~numpy.isnan(until_june)
            stated = numpy.where(still_old, until_june, stated)
        _override(built, f"{scheme}_base", period, stated, f"pays_{scheme}")


def _override(built: Stretches, name: str, period: Any, stated: NDArray[numpy.float64], pays: str) -> None:
    """Put what rows state in the place of what the formula derives; 0 for who states nothing and does not pay.

    The formula runs for those only who pay and state nothing: results say which values of the law they rest on, the
    same ones whatever rows are computed together.
    """
    if not _states(stated):
        return
    is_stated = ~numpy.isnan(stated)
    derives = (~is_stated & built.calculate(pays, period)).any()
    values = numpy.where(is_stated, stated, built.calculate(name, period) if derives else 0.0)
    built.delete_arrays(name, period)
    built.put(name, period, values)


def _states(stated: NDArray[numpy.float64]) -> bool:
    return not bool(numpy.isnan(once(stated)).all())


def _months_among(months: NDArray[numpy.int64]) -> list[int]:
    found: list[int] = numpy.flatnonzero(numpy.bincount(months)).tolist()
    return found


def _own_starts(staffing: Staffing, system: TaxBenefitSystem) -> Iterator[NDArray[numpy.int64]]:
    """For each kind of change the month (2 … 12) of each row's new state, 0 for none: January starts one anyway."""
    january = month_number(staffing.year, 1)

    def of_year(months: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
        month = months - january + 1
        return numpy.where((month > 1) & (month <= 12), month, 0)

    for months in _months_of_change(staffing, system):
        yield mapped(of_year, months)


def _months_of_change(staffing: Staffing, system: TaxBenefitSystem) -> Iterator[NDArray[numpy.int64]]:
    """For each kind of change of a row the first month of the new state, as a month number."""
    yield staffing.start
    yield mapped(lambda end: end + 1, staffing.end)
    # A first job pays into the housing fund from the month after the entry.
    if differs(staffing.entry, Entry.standing.index):
        entered = staffing.entry != Entry.standing.index
        yield from (numpy.where(entered, staffing.entry_month + later, OPEN_END) for later in (0, 1))
    if differs(staffing.lump_sum, 0):
        paid = staffing.lump_sum > 0
        yield from (numpy.where(paid, staffing.lump_sum_month + later, OPEN_END) for later in (0, 1))
    for years in service_thresholds(system, staffing.year):
        yield mapped(lambda start, years=years: start + 12 * years, staffing.work_start)


def service_thresholds(system: TaxBenefitSystem, year: int) -> Iterator[int]:
    """The years of service at which the law sets something apart."""
    for path in (
        "rent_subsidy.seniority.years",
        "purchase_subsidy.seniority.first_years",
        "purchase_subsidy.seniority.second_years",
    ):
        threshold = in_force(system.parameters, path, f"{year}-12-31")
        if threshold is not None and threshold.value is not None:
            yield int(threshold.value)
