"""What scenarios do to a budget: baseline, scenario and difference, by line, month and year."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget, Yuan
from openfisca_china_personnel.costs import FundAtRates, MarginalCosts, fund_at_rates, marginal_costs
from openfisca_china_personnel.decomposition import Change as Explained
from openfisca_china_personnel.language import Language
from openfisca_china_personnel.notes import Note, merged, news
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.bands import Bands
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.vocabulary import BaseRule

_MONEY = polars.Decimal(38, 2)


@dataclass(frozen=True)
class RankHeads:
    """Active people of a rank in a month (``YYYY-MM``)."""

    month: str
    rank: str
    headcount: Decimal

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"month": self.month, "rank": self.rank, "headcount": self.headcount}


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario: its budget of each year, its active people, and what it changes against the baseline (yuan).

    ``difference`` has a year, a code and an amount; ``decomposition`` explains each; ``bands`` are there where the
    scenario is uncertain. ``rosters`` are its people of each year, with the months of every state, and ``system`` the
    law with its changes.
    """

    scenario: Scenario
    budgets: tuple[Budget, ...]
    people: tuple[RankHeads, ...]
    difference: tuple[tuple[int, str, Yuan], ...]
    decomposition: tuple[Explained, ...]
    rosters: tuple[Roster, ...] = field(repr=False)
    system: TaxBenefitSystem = field(repr=False)
    bands: Bands | None = None
    base_rule: BaseRules = BaseRule.prior_year

    @cached_property
    def fund_at_rates(self) -> FundAtRates:
        """The first year's housing fund if everybody's rate were the lowest, the highest or one between."""
        return fund_at_rates(self.rosters[0], self.budget.year, base_rule=self.base_rule, system=self.system)

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name

    @property
    def budget(self) -> Budget:
        """The budget of the first year."""
        return self.budgets[0]

    def to_dict(self) -> dict[str, Any]:
        """The scenario as JSON has it."""
        shown = {
            "name": self.name,
            **_items_and_months(self.budgets),
            "people": [each.to_dict() for each in self.people],
            "difference": [{"year": year, "code": code, "amount": amount} for year, code, amount in self.difference],
            "decomposition": [each.to_dict() for each in self.decomposition],
            "fund_at_rates": [each.to_dict() for each in self.fund_at_rates.rates],
        }
        return shown if self.bands is None else {**shown, "bands": self.bands.to_dict()}


@dataclass(frozen=True)
class Outcome:
    """The baseline and every scenario in one year or several.

    In the baseline nothing is changed. It rests on the assumptions that all scenarios share, where each of them also
    changes something; else everybody stays on today's wage and under the law as it is known. Over several years bases
    follow the wages, and whose birth month and sex the roster gives retires at the statutory age.
    """

    years: tuple[int, ...]
    baselines: tuple[Budget, ...]
    baseline_people: tuple[RankHeads, ...]
    scenarios: tuple[ScenarioResult, ...]
    notes: tuple[Note, ...]
    baseline_rosters: tuple[Roster, ...] = field(repr=False)
    baseline_system: TaxBenefitSystem = field(repr=False)
    base_rule: BaseRules = BaseRule.prior_year

    @cached_property
    def marginal_costs(self) -> MarginalCosts:
        """What one more head of each rank costs in the first year, from each month on."""
        return marginal_costs(self.baseline_rosters[0], self.years[0], system=self.baseline_system)

    @cached_property
    def fund_at_rates(self) -> FundAtRates:
        """The first year's housing fund if everybody's rate were the lowest, the highest or one between."""
        law = self.baseline_system
        return fund_at_rates(self.baseline_rosters[0], self.years[0], base_rule=self.base_rule, system=law)

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """The notes of the simulation, and those of the marginal costs and of the fund at other rates."""
        costs = [*self.marginal_costs.notes, *self.fund_at_rates.notes]
        return merged([*self.notes, *news(costs, self.notes)])

    @property
    def baseline(self) -> Budget:
        """The baseline of the first year."""
        return self.baselines[0]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The outcome as JSON has it; amounts are ``Decimal`` yuan with two decimals."""
        return {
            "baseline": {
                **_items_and_months(self.baselines),
                "people": [each.to_dict() for each in self.baseline_people],
                "fund_at_rates": [each.to_dict() for each in self.fund_at_rates.rates],
                "marginal_costs": [row.to_dict() for row in self.marginal_costs.rows],
            },
            "scenarios": [scenario.to_dict() for scenario in self.scenarios],
            "notes": [note.to_dict(language) for note in self.all_notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a scenario, year and line: scenario, year, code, both names, baseline, amount, difference (yuan)."""
        rows = [
            {
                "scenario": result.name,
                "year": item.year,
                "code": item.code,
                "name_zh": item.name.zh,
                "name_en": item.name.en,
                "baseline": before.amount,
                "amount": item.amount,
                "difference": less(item.amount, before.amount),
            }
            for result in self.scenarios
            for was, becomes in zip(self.baselines, result.budgets, strict=True)
            for before, item in zip(was.items, becomes.items, strict=True)
        ]
        schema: dict[str, Any] = {"scenario": polars.String, "year": polars.Int64}
        schema |= dict.fromkeys(("code", "name_zh", "name_en"), polars.String)
        schema |= dict.fromkeys(("baseline", "amount", "difference"), _MONEY)
        return polars.DataFrame(rows, schema=schema)

    def months_frame(self) -> polars.DataFrame:
        """A row a scenario, month and line: scenario, month, code, baseline, amount, difference (Decimal yuan)."""
        rows = [
            {
                "scenario": result.name,
                "month": after.month,
                "code": after.code,
                "baseline": before.amount,
                "amount": after.amount,
                "difference": less(after.amount, before.amount),
            }
            for result in self.scenarios
            for was, becomes in zip(self.baselines, result.budgets, strict=True)
            for before, after in zip(was.months, becomes.months, strict=True)
        ]
        schema: dict[str, Any] = dict.fromkeys(("scenario", "month", "code"), polars.String)
        schema |= dict.fromkeys(("baseline", "amount", "difference"), _MONEY)
        return polars.DataFrame(rows, schema=schema)

    def people_frame(self) -> polars.DataFrame:
        """Active people, a row a scenario (null: the baseline), month and rank: scenario, month, rank, headcount."""
        sides = [(None, self.baseline_people), *((result.name, result.people) for result in self.scenarios)]
        rows = [{"scenario": name, **each.to_dict()} for name, people in sides for each in people]
        schema: dict[str, Any] = dict.fromkeys(("scenario", "month", "rank"), polars.String)
        return polars.DataFrame(rows, schema=schema | {"headcount": polars.Decimal(38, 6)})

    def decomposition_frame(self) -> polars.DataFrame:
        """A row a scenario, year, line and cause: scenario, year, code, cause, amount (Decimal yuan)."""
        rows = [
            {
                "scenario": result.name,
                "year": change.year,
                "code": change.code,
                "cause": part.cause,
                "amount": part.amount,
            }
            for result in self.scenarios
            for change in result.decomposition
            for part in change.parts
        ]
        schema: dict[str, Any] = {"scenario": polars.String, "year": polars.Int64}
        return polars.DataFrame(rows, schema=schema | {"code": polars.String, "cause": polars.String, "amount": _MONEY})


def _items_and_months(budgets: tuple[Budget, ...]) -> dict[str, Any]:
    parts = [budget.to_dict() for budget in budgets]
    return {name: [each for part in parts for each in part[name]] for name in ("items", "months")}


def less(after: Yuan, before: Yuan) -> Yuan:
    """The difference; ``None`` where one side is not known."""
    return None if after is None or before is None else after - before
