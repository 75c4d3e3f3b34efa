"""What a result workbook shows: budgets together with the rosters and the law that they were computed from."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

BASELINE = Text("基准", "Baseline")


@dataclass(frozen=True)
class Computation:
    """One budget of one year and what it was computed from.

    ``variant`` is 0 for the baseline and 1, 2 … for the scenarios in their order; ``label`` is its name. ``roster``
    is the roster of that year, for a scenario after its changes, and ``base_rule`` and ``system`` are those that the
    budget was computed with.
    """

    roster: Roster
    budget: Budget
    variant: int = 0
    label: Text = BASELINE
    base_rule: BaseRules = BaseRule.prior_year
    system: TaxBenefitSystem | None = None

    @property
    def year(self) -> int:
        """The budget year."""
        return self.budget.year

    @property
    def law(self) -> TaxBenefitSystem:
        """The law that the budget was computed with."""
        return self.system or baseline()
