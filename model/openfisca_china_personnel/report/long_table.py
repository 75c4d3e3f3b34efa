"""The figures or findings of many documents as one long table in a file: CSV, a workbook, or Parquet.

The same rows give the same bytes. In Chinese the headings and the words of fixed lists are Chinese; in English they are
the names that Python and Parquet use, so that a program can go on with them.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.documents.audit.check_names import CHECKS
from openfisca_china_personnel.documents.audit.findings import SEVERITIES
from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.many.columns import LongColumn, LongRow, frame_of
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.report.forms import shown
from openfisca_china_personnel.report.layout import Column, Report, Section

LongFormat = Literal["csv", "xlsx", "parquet"]

_EXCEL_ROWS = 1_048_576
_FIFTEEN_DIGITS = Decimal(10) ** 13
_WIDTHS = {
    "file": 30,
    "unit": 24,
    "title": 30,
    "name": 30,
    "column": 20,
    "check": 16,
    "text": 80,
    "places": 50,
}
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - not a time: a workbook has one, and equal rows give equal files

_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {"budget": "预算", "final_accounts": "决算"},
    "scope": {
        "general": "一般公共预算",
        "all": "全部资金",
        "government_fund": "政府性基金预算",
        "state_capital": "国有资本经营预算",
        "appropriation": "财政拨款",
    },
    "side": {"income": "收入", "expenditure": "支出"},
    "code": {"total": "合计"},
    "check": CHECKS,
    "severity": {severity: text.zh for severity, text in SEVERITIES.items()},
    "judgement": {conclusion: text.zh for conclusion, text in CONCLUSIONS.items()},
}
_YES = Text("是", "yes")
_NO = Text("否", "no")
_ENDINGS: Mapping[Language, str] = {"zh": "_zh", "en": "_en"}
_SENTENCES = {"text": Text("问题", "text"), "places": Text("全部位置", "places")}
"""The columns that Parquet has in both languages, with these endings."""


def as_file(
    name: Text, columns: Sequence[LongColumn], rows: Iterable[LongRow], form: LongFormat, language: Language
) -> bytes:
    """The content of the file. A sentence stands in the language of a CSV file or workbook, in both in Parquet."""
    if form == "parquet":
        content = io.BytesIO()
        frame_of(tuple(columns), rows).write_parquet(content)
        return content.getvalue()
    other = _ENDINGS["en" if language == "zh" else "zh"]
    places = [place for place, column in enumerate(columns) if not column.name.endswith(other)]
    chosen = [columns[place] for place in places]
    cells = ([_cell(columns[place], row[place], language) for place in places] for row in rows)
    if form == "csv":
        heads = tuple(Column(_heading(column)) for column in chosen)
        section = Section(name, heads, tuple(tuple(row) for row in cells))
        # Excel takes a CSV file for UTF-8 only where it begins with a byte-order mark.
        return shown(Report((section,)), None, "csv", language).encode("utf-8-sig")
    return _workbook(name, chosen, cells, language)


def _workbook(name: Text, columns: Sequence[LongColumn], rows: Iterable[Sequence[Any]], language: Language) -> bytes:
    """A sheet with the headings in its first row; another where a sheet is full."""
    content = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        book.set_properties({"created": _MADE})
        heading = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        top = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        forms = [wrapped if _bare(column) in _SENTENCES else top for column in columns]
        sheet: Any = None
        line = _EXCEL_ROWS
        for row in rows:
            if line == _EXCEL_ROWS:
                sheet, line = _sheet(book, name, columns, heading, language), 1
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal) and abs(cell) < _FIFTEEN_DIGITS:
                    sheet.write_number(line, place, float(cell), money)
                elif isinstance(cell, int):
                    sheet.write_number(line, place, cell, top)
                elif cell is not None:
                    sheet.write_string(line, place, str(cell), forms[place])
            sheet.autofilter(0, 0, line, len(columns) - 1)
            line += 1
        if sheet is None:
            _sheet(book, name, columns, heading, language)
    return content.getvalue()


def _sheet(book: Any, name: Text, columns: Sequence[LongColumn], heading: Any, language: Language) -> Any:
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet(name.in_(language) + (f" {number}" if number > 1 else ""))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(_bare(column), 12))
        sheet.write_string(0, place, _heading(column).in_(language), heading)
    sheet.freeze_panes(1, 0)
    return sheet


def _heading(column: LongColumn) -> Text:
    return _SENTENCES.get(_bare(column), column.heading)


def _bare(column: LongColumn) -> str:
    return column.name.removesuffix("_zh").removesuffix("_en")


def _cell(column: LongColumn, value: Any, language: Language) -> Any:
    if value is None or column.kind in ("yuan", "whole"):
        return value
    if column.kind == "yes":
        return (_YES if value else _NO).in_(language)
    if column.kind == "figure":
        return _number(value)
    return _word(column.name, value) if language == "zh" else value


def _word(column: str, value: str) -> str:
    if column == "column":
        return column_name(value).zh
    return _WORDS.get(column, {}).get(value, value)


def _number(printed: str) -> Decimal | str:
    """A figure as a number; what is no number (a finding also states names) stays text."""
    try:
        number = Decimal(printed)
    except ArithmeticError:
        return printed
    return number if number.is_finite() else printed
