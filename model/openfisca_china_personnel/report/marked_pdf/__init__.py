"""A copy of a published PDF in which the findings of its audit are marked."""

from openfisca_china_personnel.report.marked_pdf.copying import marked_pdf

__all__ = ["marked_pdf"]
