"""The names of the sheets of the workbook, the same in both languages: they are how the workbook is known."""

from __future__ import annotations

GUIDE = "说明"
PEOPLE = "人员"
CHANGES = "变动"
FIGURES = "预算数"
LAW = "参数与依据"
