"""From a roster's rows to OpenFisca simulations: groups of like rows, in blocks, over stretches of equal months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.months import dates_of, month_number
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.staffing import OPEN_END, SERVICE_NOT_KNOWN, WHOLE_YEAR_START, Staffing
from openfisca_china_personnel.stretches import Stretches, starts_in_law
from openfisca_china_personnel.vocabulary import BaseRule, Category, Entry, Location, Rank, Status, Word

BLOCK = 65_536
"""Rows a simulation: their arrays stay in the processor's cache."""


@dataclass(frozen=True)
class Group:
    """Rows of one location that either change within the year or do not, and the stretches that serve them."""

    location: Location
    rows: NDArray[numpy.int64]
    starts: tuple[int, ...]

    def blocks(self) -> Iterator[NDArray[numpy.int64]]:
        """The rows in runs of at most ``BLOCK``."""
        for first in range(0, len(self.rows), BLOCK):
            yield self.rows[first : first + BLOCK]


def groups(staffing: Staffing, system: TaxBenefitSystem) -> list[Group]:
    """The rows that count in the year, by location; those that change within the year apart, in finer stretches."""
    law = starts_in_law(system, staffing.year)
    own_starts = [_own_start(staffing, months) for months in _months_of_change(staffing, system)]
    changing = numpy.zeros(staffing.size, dtype=numpy.bool_)
    for starts in own_starts:
        changing |= starts > 0
    counted = staffing.is_in_year
    found = []
    for location in Location:
        here = counted & (staffing.location == location.index)
        for mask in (here & ~changing, here & changing):
            if mask.any():
                finer = {int(start) for starts in own_starts for start in numpy.unique(starts[mask]) if start}
                found.append(Group(location, numpy.flatnonzero(mask), tuple(sorted({*law, *finer}))))
    return found


def take(staffing: Staffing, rows: NDArray[numpy.int64]) -> Staffing:
    """Some rows of a staffing."""
    arrays = {
        field.name: getattr(staffing, field.name)[rows]
        for field in fields(staffing)
        if field.name not in ("year", "units")
    }
    return Staffing(year=staffing.year, units=staffing.units, **arrays)


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
    built.trace = traced
    _set_constants(built, staffing, base_rules)
    for period, months in built.stretches():
        _set_month(built, staffing, period, months[0])
        _set_stated(built, staffing, period)
    return built


def _set_constants(built: Stretches, staffing: Staffing, base_rules: NDArray[Any]) -> None:
    year = staffing.year
    for past in (year - 1, year - 2):
        built.set_input("average_monthly_salary", str(past), staffing.prior_year_salary)
    built.set_input("base_rule", "eternity", EnumArray(base_rules, BaseRule))
    if (staffing.start != WHOLE_YEAR_START).any():
        built.set_input("start_month", "eternity", dates_of(numpy.maximum(staffing.start, month_number(1900, 1))))
    if (staffing.entry != Entry.standing.index).any():
        of_entry = numpy.where(
            staffing.entry_month >= month_number(year, 1), staffing.entry_salary, staffing.prior_year_salary
        )
        built.set_input("entry_month_salary", "eternity", of_entry)
        entered = numpy.maximum(staffing.entry_month, month_number(1900, 1))
        built.set_input("entry_month", "eternity", dates_of(entered))
    if (staffing.end != OPEN_END).any():
        built.set_input("end_month", "eternity", dates_of(staffing.end))
    if (staffing.work_start != SERVICE_NOT_KNOWN).any():
        built.set_input("work_start", "eternity", dates_of(staffing.work_start))


def _set_month(built: Stretches, staffing: Staffing, period: Any, month: int) -> None:
    words: tuple[tuple[str, NDArray[Any], type[Word]], ...] = (
        ("status", staffing.status, Status),
        ("category", staffing.category, Category),
        ("rank", staffing.rank, Rank),
        ("location", staffing.location, Location),
        ("entry", staffing.entry, Entry),
    )
    for name, codes, vocabulary in words:
        built.set_input(name, period, EnumArray(codes, vocabulary))
    for name in ("headcount", "monthly_salary", "contributes_housing_fund", "contributes_pension"):
        built.set_input(name, period, getattr(staffing, name))
    built.set_input("entitled_to_purchase_subsidy", period, staffing.entitled_to_purchase_subsidy)
    if staffing.lump_sum.any():
        due = staffing.lump_sum_month == month_number(staffing.year, month)
        built.set_input("purchase_lump_sum", period, numpy.where(due, staffing.lump_sum, 0.0))


def _set_stated(built: Stretches, staffing: Staffing, period: Any) -> None:
    """What a row states itself takes the place of what the formulas derive."""
    _override(built, "housing_fund_rate", period, staffing.stated_rate, "pays_housing_fund")
    for scheme in ("housing_fund", "pension"):
        stated = getattr(staffing, f"stated_{scheme}_base")
        until_june = getattr(staffing, f"stated_{scheme}_base_until_june")
        if not numpy.isnan(until_june).all():
            still_old = ~built.calculate(f"{scheme}_reset_done", period) & ~numpy.isnan(until_june)
            stated = numpy.where(still_old, until_june, stated)
        _override(built, f"{scheme}_base", period, stated, f"pays_{scheme}")


def _override(built: Stretches, name: str, period: Any, stated: NDArray[numpy.float64], pays: str) -> None:
    """Put what rows state in the place of what the formula derives; 0 for who states nothing and does not pay.

    The formula runs for those only who pay and state nothing: results say which values of the law they rest on, the
    same ones whatever rows are computed together.
    """
    is_stated = ~numpy.isnan(stated)
    if not is_stated.any():
        return
    derives = (~is_stated & built.calculate(pays, period)).any()
    values = numpy.where(is_stated, stated, built.calculate(name, period) if derives else 0.0)
    built.delete_arrays(name, period)
    built.set_input(name, period, values)


def _own_start(staffing: Staffing, months: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """The months of the year (2 … 12) among these month numbers, 0 for the others: January starts a stretch anyway."""
    month = months - month_number(staffing.year, 1) + 1
    return numpy.where((month > 1) & (month <= 12), month, 0)


def _months_of_change(staffing: Staffing, system: TaxBenefitSystem) -> Iterator[NDArray[numpy.int64]]:
    """For each kind of change of a row the first month of the new state, as a month number."""
    yield staffing.start
    yield staffing.end + 1
    entered = staffing.entry != Entry.standing.index
    never = numpy.full(staffing.size, OPEN_END)
    # A first job pays into the housing fund from the month after the entry.
    for later in (0, 1):
        yield numpy.where(entered, staffing.entry_month + later, never)
        yield numpy.where(staffing.lump_sum > 0, staffing.lump_sum_month + later, never)
    for years in _service_thresholds(system, staffing.year):
        yield staffing.work_start + 12 * years


def _service_thresholds(system: TaxBenefitSystem, year: int) -> Iterator[int]:
    for path in (
        "rent_subsidy.seniority.years",
        "purchase_subsidy.seniority.first_years",
        "purchase_subsidy.seniority.second_years",
    ):
        threshold = in_force(system.parameters, path, f"{year}-12-31")
        if threshold is not None and threshold.value is not None:
            yield int(threshold.value)
