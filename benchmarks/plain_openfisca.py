"""The same formulas in OpenFisca's own Simulation, which computes every month by itself."""

from __future__ import annotations

from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import Rank, Status


def month_by_month(people: Staffing, system: TaxBenefitSystem) -> dict[str, list[float]]:
    """For each line the yuan of the year by unit; for steady rows of central units, as ``handwritten`` takes them."""
    populations = system.instantiate_entities()
    populations["person"].count = people.size
    populations["unit"].count = len(people.units)
    populations["unit"].members_entity_id = people.unit
    simulation = Simulation(system, populations)
    year = str(people.year)
    for past in (people.year - 1, people.year - 2):
        simulation.set_input("average_monthly_salary", str(past), people.prior_year_salary)
    simulation.set_input("status", year, EnumArray(people.status, Status))
    simulation.set_input("rank", year, EnumArray(people.rank, Rank))
    simulation.set_input("headcount", year, people.headcount)
    simulation.set_input("entitled_to_purchase_subsidy", year, people.entitled_to_purchase_subsidy)
    return {line.key: simulation.calculate(f"{line.key}_budget", year).tolist() for line in LINES}
