"""Personnel lines of Chinese public budgets (人员经费), as code.

``CountryTaxBenefitSystem`` serves every OpenFisca tool and needs openfisca-core, numpy and pyyaml only; the
functions for rosters and documents need more. Each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openfisca_china_personnel.budget import Budget, expected_budget
    from openfisca_china_personnel.comparison import Comparison, compare
    from openfisca_china_personnel.documents import Document, read_document
    from openfisca_china_personnel.faults import InputFaults
    from openfisca_china_personnel.gaps import GapInLaw, NotModelled
    from openfisca_china_personnel.roster import Roster, read_roster
    from openfisca_china_personnel.scenario import Outcome, Scenario, read_scenario, simulate
    from openfisca_china_personnel.system import CountryTaxBenefitSystem

_HOMES = {
    "Budget": "budget",
    "Comparison": "comparison",
    "CountryTaxBenefitSystem": "system",
    "Document": "documents",
    "GapInLaw": "gaps",
    "InputFaults": "faults",
    "NotModelled": "gaps",
    "Outcome": "scenario",
    "Roster": "roster",
    "Scenario": "scenario",
    "compare": "comparison",
    "expected_budget": "budget",
    "read_document": "documents",
    "read_roster": "roster",
    "read_scenario": "scenario",
    "simulate": "scenario",
}

__all__ = [
    "Budget",
    "Comparison",
    "CountryTaxBenefitSystem",
    "Document",
    "GapInLaw",
    "InputFaults",
    "NotModelled",
    "Outcome",
    "Roster",
    "Scenario",
    "compare",
    "expected_budget",
    "read_document",
    "read_roster",
    "read_scenario",
    "simulate",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
