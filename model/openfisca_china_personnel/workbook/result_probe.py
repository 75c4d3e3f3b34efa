"""Asking the model which wage and which standard an amount rests on.

A sheet needs to know that a row's base is last year's wage, or that its rent subsidy is that of the long service; which
one it is follows from the law, and the law stands in one place. So the model is asked: every wage of the roster and
every standard of the law is replaced by a mark of its own, and the mark that comes out says where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import Parameter
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.simulation import simulation
from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.stretches import EVERY_MONTH, month_of
from openfisca_china_personnel.vocabulary import Location

Codes = NDArray[numpy.int64]

WAGES = (
    "monthly_salary",
    "prior_year_salary",
    "entry_salary",
    "stated_housing_fund_base",
    "stated_housing_fund_base_until_june",
    "stated_pension_base",
    "stated_pension_base_until_june",
)
"""The money of a staffing on which a base may rest."""
STANDARDS = (
    "rent_subsidy.average",
    "rent_subsidy.standard.",
    "rent_subsidy.seniority.standard",
    "purchase_subsidy.monthly.",
    "purchase_subsidy.seniority.first_monthly",
    "purchase_subsidy.seniority.second_monthly",
)
"""The amounts of the law that are paid as they stand; a dot at the end means all below."""

SCHEMES = ("housing_fund", "pension")
NONE = -1
"""The code of nothing: no base, or an amount that rests on no standard of the law."""


@dataclass(frozen=True)
class Sources:
    """What each row rests on.

    ``base`` gives for a scheme two codes a row, places in ``WAGES``: the base until the yearly reset and the one from
    it on. ``rent`` and ``purchase`` give a code a row and month (rows × 12), places in ``standards``.
    """

    base: dict[str, tuple[Codes, Codes]]
    rent: Codes
    purchase: Codes
    standards: tuple[str, ...]


def sources(people: Staffing, laws: list[TaxBenefitSystem], location: Location, base_rules: NDArray[Any]) -> Sources:
    """What the rows of one location rest on, under every way in which the law may have been (``open_law``)."""
    marked = _marked_wages(people)
    paths: tuple[str, ...] = ()
    base = {scheme: (numpy.full(people.size, NONE), numpy.full(people.size, NONE)) for scheme in SCHEMES}
    rent, purchase = (numpy.full((people.size, 12), NONE) for _ in range(2))
    for law in laws:
        paths = _standards(law)
        simulated = simulation(marked, _marked_law(law, people.year, paths), EVERY_MONTH, base_rules)
        for month in EVERY_MONTH:
            period = month_of(people.year, month)
            for scheme in SCHEMES:
                pays = simulated.calculate(f"pays_{scheme}", period)
                codes = _codes(simulated.calculate(f"{scheme}_base", period))
                is_reset = simulated.calculate(f"{scheme}_reset_done", period)
                for known, rows in zip(base[scheme], (pays & ~is_reset, pays & is_reset), strict=True):
                    assert ((known[rows] == NONE) | (known[rows] == codes[rows])).all(), (
                        "a base changed but not by reset"
                    )
                    known[rows] = codes[rows]
            if location is Location.central_beijing:
                rent[:, month - 1] = _codes(simulated.calculate("rent_subsidy", period))
                purchase[:, month - 1] = _codes(simulated.calculate("purchase_subsidy_monthly", period))
    return Sources(base, rent, purchase, paths)


def _marked_wages(people: Staffing) -> Staffing:
    marks: dict[str, Any] = {}
    for place, name in enumerate(WAGES):
        stated = getattr(people, name, None)
        if stated is not None:
            marks[name] = numpy.where(numpy.isnan(stated), numpy.nan, float(place + 1))
    return replace(people, **marks)


def _standards(law: TaxBenefitSystem) -> tuple[str, ...]:
    leaves = (str(leaf.name) for leaf in law.parameters.get_descendants() if isinstance(leaf, Parameter))
    return tuple(sorted(path for path in leaves if path.startswith(STANDARDS)))


def _marked_law(law: TaxBenefitSystem, year: int, paths: tuple[str, ...]) -> TaxBenefitSystem:
    class Marked(Reform):  # type: ignore[misc]  # openfisca has no types
        def apply(self) -> None:
            tree = law.parameters.clone()
            for place, path in enumerate(paths):
                leaf = tree
                for key in path.split("."):
                    leaf = leaf.children[key]
                leaf.update(start=instant(f"{year}-01-01"), stop=instant(f"{year}-12-31"), value=place + 1)
            self.parameters = tree

    return Marked(law)


def _codes(marks: NDArray[numpy.float64]) -> Codes:
    """Marks count from one, so that an amount of nothing has the code ``NONE``; an unknown one has it too."""
    return numpy.nan_to_num(marks).astype(numpy.int64) - 1
