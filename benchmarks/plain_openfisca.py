"""The same formulas in OpenFisca's own Simulation, which computes every month by itself.

For any rows: whatever a roster states is set as input for each of the twelve months, nothing is grouped, cut or kept.
"""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.months import dates_of, month_number
from openfisca_china_personnel.staffing import OPEN_END, SERVICE_NOT_KNOWN, Staffing
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import BaseRule, Category, Entry, Location, Rank, Status

_WORDS = {"status": Status, "category": Category, "rank": Rank, "location": Location, "entry": Entry}
_YEARLY = (
    "headcount",
    "monthly_salary",
    "contributes_housing_fund",
    "contributes_pension",
    "entitled_to_purchase_subsidy",
)


def month_by_month(people: Staffing, system: TaxBenefitSystem) -> dict[str, list[float]]:
    """For each line the yuan of the year by unit."""
    simulation = simulated(people, system)
    return {line.key: simulation.calculate(f"{line.key}_budget", str(people.year)).tolist() for line in LINES}


def simulated(
    people: Staffing,
    system: TaxBenefitSystem,
    base_rules: NDArray[Any] | None = None,
    *,
    gaps_are_unknown: bool = False,
) -> Simulation:
    """A plain simulation of these rows. ``base_rules``: the code of ``BaseRule`` of each unit, else the usual one.

    ``gaps_are_unknown``: what rests on a gap of the law is NaN instead of an error.
    """
    populations = system.instantiate_entities()
    populations["person"].count = people.size
    populations["unit"].count = len(people.units)
    populations["unit"].members_entity_id = people.unit
    simulation = Simulation(system, populations)
    simulation.gaps_are_unknown = gaps_are_unknown
    year = str(people.year)
    for past in (people.year - 1, people.year - 2):
        simulation.set_input("average_monthly_salary", str(past), people.prior_year_salary)
    for name, vocabulary in _WORDS.items():
        simulation.set_input(name, year, EnumArray(numpy.asarray(getattr(people, name)), vocabulary))
    for name in _YEARLY:
        simulation.set_input(name, year, getattr(people, name))
    if base_rules is not None:
        simulation.set_input("base_rule", "eternity", EnumArray(base_rules, BaseRule))
    _set_dates(simulation, people)
    _set_months(simulation, people)
    return simulation


def _set_dates(simulation: Simulation, people: Staffing) -> None:
    """Dates that only some rows have; a simulation without them is faster, and most rosters have none."""
    long_ago = month_number(1900, 1)
    if (people.start > long_ago).any():
        simulation.set_input("start_month", "eternity", dates_of(numpy.maximum(people.start, long_ago)))
    if (people.end != OPEN_END).any():
        simulation.set_input("end_month", "eternity", dates_of(people.end))
    if (people.work_start != SERVICE_NOT_KNOWN).any():
        simulation.set_input("work_start", "eternity", dates_of(people.work_start))
    if (people.entry != Entry.standing.index).any():
        in_year = people.entry_month >= month_number(people.year, 1)
        wage = numpy.where(in_year, people.entry_salary, people.prior_year_salary)
        simulation.set_input("entry_month_salary", "eternity", wage)
        simulation.set_input("entry_month", "eternity", dates_of(numpy.maximum(people.entry_month, long_ago)))


def _set_months(simulation: Simulation, people: Staffing) -> None:
    for month in range(1, 13):
        period = f"{people.year}-{month:02d}"
        if people.lump_sum.any():
            due = people.lump_sum_month == month_number(people.year, month)
            simulation.set_input("purchase_lump_sum", period, numpy.where(due, people.lump_sum, 0.0))
        _state(simulation, "housing_fund_rate", period, people.stated_rate)
        for scheme in ("housing_fund", "pension"):
            stated = getattr(people, f"stated_{scheme}_base")
            until_june = getattr(people, f"stated_{scheme}_base_until_june")
            if not numpy.isnan(until_june).all():
                waits = ~simulation.calculate(f"{scheme}_reset_done", period) & ~numpy.isnan(until_june)
                stated = numpy.where(waits, until_june, stated)
            _state(simulation, f"{scheme}_base", period, stated)


def _state(simulation: Simulation, name: str, period: str, stated: NDArray[numpy.float64]) -> None:
    """Put what rows state in the place of what the formula derives for them."""
    if numpy.isnan(stated).all():
        return
    derived = simulation.calculate(name, period)
    simulation.delete_arrays(name, period)
    simulation.set_input(name, period, numpy.where(numpy.isnan(stated), derived, stated))
