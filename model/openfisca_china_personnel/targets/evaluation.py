"""What the five lines come to when a roster, and a scenario where there is one, is changed further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario import Change, Scenario
from openfisca_china_personnel.scenario.running import Laws, Planned, plan, run

Written = Mapping[str, Any]
"""A change as a scenario file has it: a kind and its content."""
Fen = Mapping[tuple[int, str], int | None]
"""Whole fen by year and code; ``None`` where a line is not known."""

NAME = "目标测算"
"""The name of the scenario where the question is asked of a roster alone."""


@dataclass
class Evaluation:
    """The real model as a function of further changes; every set of changes is computed once.

    ``scenario`` is what happens anyway; ``years`` are simulated one after the other under ``system``.
    """

    roster: Roster
    scenario: Scenario | None
    years: tuple[int, ...]
    base_rule: BaseRules
    system: TaxBenefitSystem
    _known: dict[str, Fen] = field(default_factory=dict)

    @property
    def parameters(self) -> ParameterNode:
        """The numbers of the law, with what the scenario itself changes in them."""
        parameters: ParameterNode = self._start.system.parameters
        return parameters

    @property
    def rosters(self) -> tuple[Roster, ...]:
        """The people of each year before any further change, whom the scenario adds included."""
        return self._start.rosters

    def fen(self, changes: Sequence[Written]) -> Fen:
        """Every line of every year after the changes. Raises ``InputFaults`` where one cannot be made."""
        key = repr(changes)
        if key not in self._known:
            planned = self._planned(changes) if changes else self._start
            self._known[key] = _fen(run(planned, self.years, self.base_rule).budgets)
        return self._known[key]

    def with_changes(self, changes: Sequence[Written]) -> Scenario | None:
        """The scenario with the changes behind its own; ``None`` where nothing happens at all."""
        more = tuple(Change.model_validate(change) for change in changes)
        if self.scenario is None:
            return Scenario(name=NAME, years=self.years, changes=more) if more else None
        return self.scenario.with_changes(more)

    def whole_people(self, rank: str, month: int) -> int:
        """How many whole active people of a rank there are in a month (its number), before any further change."""
        begun = polars.col("start_month").fill_null(month) <= month
        there = begun & (polars.col("end_month").fill_null(month) >= month)
        of_rank = (polars.col("status") == "active") & (polars.col("rank") == rank)
        found = self.rosters[self.years.index(month // 12)].table.filter(there & of_rank)
        return int((found["headcount_millionths"] // HEADCOUNT_STEPS).sum())

    @cached_property
    def _laws(self) -> Laws:
        return Laws(self.system)

    @cached_property
    def _start(self) -> Planned:
        return self._planned(())

    def _planned(self, changes: Sequence[Written]) -> Planned:
        return plan(self.roster, self.with_changes(changes), self.years, self.base_rule, self._laws)


def _fen(budgets: Sequence[Budget]) -> Fen:
    return {
        (item.year, item.code): None if item.amount is None else int(item.amount.scaleb(2))
        for budget in budgets
        for item in budget.items
    }
