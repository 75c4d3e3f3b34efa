"""The view of each kind of result, found when it is needed: showing a budget does not load the reader of documents."""

from __future__ import annotations

from importlib import import_module

from openfisca_china_personnel.report.layout import Report

_VIEWS = {
    "AuditReport": "of_audit",
    "AuditedDocuments": "of_many",
    "Audits": "of_audit",
    "Budget": "of_budget",
    "Calibration": "of_calibration",
    "Comparison": "of_comparison",
    "Decomposition": "of_decomposition",
    "Document": "of_document",
    "FundAtRates": "of_costs",
    "Inference": "of_inference",
    "MarginalCosts": "of_costs",
    "Outcome": "of_outcome",
    "ReadDocuments": "of_many",
    "Rules": "of_rules",
    "Solution": "of_solution",
}


def view_of(result: object) -> Report:
    """The report of a result: of a budget, a comparison, a calibration, a document, an outcome and so on."""
    name = type(result).__name__
    if name not in _VIEWS:
        raise TypeError(f"nothing is known of how to show a {name}")
    report: Report = import_module(f"{__package__}.{_VIEWS[name]}").view(result)
    return report
