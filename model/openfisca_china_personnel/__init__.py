"""Personnel lines of Chinese public budgets (人员经费), as code.

``CountryTaxBenefitSystem`` serves every OpenFisca tool and needs openfisca-core, numpy and pyyaml only; the
functions for rosters and documents need more. Each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openfisca_china_personnel.budget import Budget
    from openfisca_china_personnel.calibration import Calibration, calibrate
    from openfisca_china_personnel.comparison import Comparison, compare
    from openfisca_china_personnel.costs import fund_at_rates, marginal_costs
    from openfisca_china_personnel.decomposition.comparing import decompose
    from openfisca_china_personnel.decomposition.decomposition import Decomposition
    from openfisca_china_personnel.documents import Document, read_document
    from openfisca_china_personnel.documents.audit import audit
    from openfisca_china_personnel.documents.audit.judgements import judgements_text, read_judgements
    from openfisca_china_personnel.documents.limits import Limits
    from openfisca_china_personnel.documents.many import (
        AuditedDocuments,
        ReadDocuments,
        audit_documents,
        read_documents,
    )
    from openfisca_china_personnel.faults import InputFaults
    from openfisca_china_personnel.gaps import GapInLaw, NotModelled
    from openfisca_china_personnel.inference import Facts, Inference, infer
    from openfisca_china_personnel.report.marked_pdf import marked_pdf
    from openfisca_china_personnel.roster import Roster, read_roster
    from openfisca_china_personnel.scale.budgeting import expected_budget
    from openfisca_china_personnel.scenario import Outcome, Scenario, read_scenario, simulate
    from openfisca_china_personnel.scenario.reform_source import reform_source
    from openfisca_china_personnel.system import CountryTaxBenefitSystem
    from openfisca_china_personnel.targets import parse_target, parse_vary, solve
    from openfisca_china_personnel.workbook.reading import read_book
    from openfisca_china_personnel.workbook.result import computations_of, result_workbook

_HOMES = {
    "audit": "documents.audit",
    "audit_documents": "documents.many",
    "AuditedDocuments": "documents.many",
    "Budget": "budget",
    "Calibration": "calibration",
    "Comparison": "comparison",
    "CountryTaxBenefitSystem": "system",
    "Decomposition": "decomposition.decomposition",
    "Document": "documents",
    "Facts": "inference",
    "GapInLaw": "gaps",
    "Inference": "inference",
    "InputFaults": "faults",
    "Limits": "documents.limits",
    "NotModelled": "gaps",
    "Outcome": "scenario",
    "ReadDocuments": "documents.many",
    "Roster": "roster",
    "Scenario": "scenario",
    "calibrate": "calibration",
    "compare": "comparison",
    "computations_of": "workbook.result",
    "decompose": "decomposition.comparing",
    "expected_budget": "scale.budgeting",
    "fund_at_rates": "costs",
    "judgements_text": "documents.audit.judgements",
    "infer": "inference",
    "marginal_costs": "costs",
    "marked_pdf": "report.marked_pdf",
    "parse_target": "targets",
    "parse_vary": "targets",
    "read_book": "workbook.reading",
    "read_document": "documents",
    "read_judgements": "documents.audit.judgements",
    "read_documents": "documents.many",
    "read_roster": "roster",
    "read_scenario": "scenario",
    "reform_source": "scenario.reform_source",
    "result_workbook": "workbook.result",
    "simulate": "scenario",
    "solve": "targets",
}

__all__ = [
    "AuditedDocuments",
    "Budget",
    "Calibration",
    "Comparison",
    "CountryTaxBenefitSystem",
    "Decomposition",
    "Document",
    "Facts",
    "GapInLaw",
    "Inference",
    "InputFaults",
    "Limits",
    "NotModelled",
    "Outcome",
    "ReadDocuments",
    "Roster",
    "Scenario",
    "audit",
    "audit_documents",
    "calibrate",
    "compare",
    "computations_of",
    "decompose",
    "expected_budget",
    "fund_at_rates",
    "infer",
    "judgements_text",
    "marginal_costs",
    "marked_pdf",
    "parse_target",
    "parse_vary",
    "read_book",
    "read_document",
    "read_documents",
    "read_judgements",
    "read_roster",
    "read_scenario",
    "reform_source",
    "result_workbook",
    "simulate",
    "solve",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
