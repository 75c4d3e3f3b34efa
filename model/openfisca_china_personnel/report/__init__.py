"""Showing results: as a table on the terminal, JSON, CSV or Markdown, in Chinese or English."""

from __future__ import annotations

from openfisca_china_personnel.report.forms import FORMATS, Format, shown
from openfisca_china_personnel.report.layout import Report
from openfisca_china_personnel.report.output import print_text, write_whole
from openfisca_china_personnel.report.views import view_of

__all__ = ["FORMATS", "Format", "Report", "print_text", "shown", "view_of", "write_whole"]
