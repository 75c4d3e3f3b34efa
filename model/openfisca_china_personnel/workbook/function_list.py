"""The functions that formulas of a written workbook may use: those that Excel 2016, WPS and LibreOffice all have.

No macros, no dynamic arrays, nothing that only newer versions calculate.
"""

from __future__ import annotations

import re

FUNCTIONS = frozenset(
    {"ABS", "AND", "COUNT", "COUNTIF", "COUNTIFS", "IF", "INT", "ISNUMBER", "MAX", "MIN", "NOT", "OR", "ROUND"}
    | {"SUM", "SUMIFS"}
)
"""The functions in use. Each is in the OOXML standard of 2006, which all three programs implement."""

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'(?:[^']|'')*'!")
_CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")


def functions_in(formula: str) -> frozenset[str]:
    """The names of the functions that a formula calls, as written; texts and names of sheets are passed over."""
    return frozenset(_CALL.findall(_TEXT.sub("", _SHEET.sub("", formula))))
