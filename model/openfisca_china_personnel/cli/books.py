"""The result workbooks of the commands, made when one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openfisca_china_personnel.language import Language

if TYPE_CHECKING:
    from openfisca_china_personnel.budget import Budget
    from openfisca_china_personnel.comparison import Comparison
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.roster import Roster
    from openfisca_china_personnel.scenario import Outcome

Made = Callable[[], bytes]


def of_budget(budget: Budget, people: Roster, base_rule: str, language: Language) -> Made:
    """The workbook of a budget."""

    def made() -> bytes:
        from openfisca_china_personnel.workbook.result import result_workbook
        from openfisca_china_personnel.workbook.result_computation import Computation

        return result_workbook(budget, language, [Computation(people, budget, base_rule=base_rule)])

    return made


def of_comparison(
    comparison: Comparison, people: Roster, document: Document, base_rule: str, unit: str | None, language: Language
) -> Made:
    """The workbook of a comparison, computed from the rows of the unit that was compared."""

    def made() -> bytes:
        from openfisca_china_personnel.budget import expected_budget
        from openfisca_china_personnel.roster import of_unit
        from openfisca_china_personnel.workbook.result import result_workbook
        from openfisca_china_personnel.workbook.result_computation import Computation

        own = of_unit(people, unit, like=document.unit)
        budget = expected_budget(own, comparison.year, base_rule=base_rule)
        computation = Computation(own, budget, base_rule=base_rule)
        return result_workbook(comparison, language, [computation], document)

    return made


def of_outcome(outcome: Outcome, language: Language) -> Made:
    """The workbook of a simulation."""

    def made() -> bytes:
        from openfisca_china_personnel.workbook.result import computations_of, result_workbook

        return result_workbook(outcome, language, computations_of(outcome))

    return made
