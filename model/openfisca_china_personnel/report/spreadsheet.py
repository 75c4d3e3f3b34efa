"""Any report as a plain workbook: a sheet a section, amounts as numbers, the notes on a sheet of their own."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import Any

from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.report.layout import Cell, Report, Section

_NOTES = Text("说明", "Notes")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NO_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The same result is the same file, whenever it is written."""
_WIDEST, _NARROWEST = 60, 10
_FIFTEEN_DIGITS = Decimal(10) ** 13
"""Yuan from which a spreadsheet no longer holds every fen: shown as text."""


_A4 = 9


def as_workbook(report: Report, language: Language) -> bytes:
    """The content of an .xlsx file."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _NO_DAY})
        title = book.add_format({"bold": True, "font_size": 14})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0.00"})
        names: set[str] = set()
        for section in report.sections:
            sheet = book.add_worksheet(_name(section.title.in_(language), names))
            _write(sheet, section, language, (title, heading, money))
            _draw(book, sheet, section, language)
        if report.notes:
            sheet = book.add_worksheet(_name(_NOTES.in_(language), names))
            sheet.set_column(0, 0, 120, book.add_format({"text_wrap": True, "valign": "top"}))
            for row, note in enumerate(report.notes):
                sheet.write_string(row, 0, note.text.in_(language))
    return content.getvalue()


def _write(sheet: Any, section: Section, language: Language, formats: tuple[Any, Any, Any]) -> None:
    title, heading, money = formats
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, section.title.in_(language), title)
    for place, column in enumerate(section.columns):
        text = column.heading.in_(language)
        sheet.write_string(2, place, text, heading)
        shown = [_text(row[place], language) for row in section.rows]
        width = max(_width(each) for each in (text, *shown))
        sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, width + 2)))
    sheet.freeze_panes(3, 0)
    for row, cells in enumerate(section.rows, start=3):
        for place, cell in enumerate(cells):
            if isinstance(cell, Decimal) and abs(cell) < _FIFTEEN_DIGITS:
                sheet.write_number(row, place, float(cell), money)
            elif isinstance(cell, int):
                sheet.write_number(row, place, cell)
            elif cell is not None:
                sheet.write_string(row, place, _text(cell, language))


_FIRST_ROW = 3
_CHART_ROWS = 18


def _draw(book: Workbook, sheet: Any, section: Section, language: Language) -> None:
    """Charts under the table, drawn by the program that opens it from the cells above."""
    last = _FIRST_ROW + len(section.rows) - 1
    for number, each in enumerate(section.charts):
        chart = book.add_chart({"type": "column"})
        for place in each.values:
            chart.add_series(
                {
                    "name": [sheet.get_name(), _FIRST_ROW - 1, place],
                    "categories": [sheet.get_name(), _FIRST_ROW, each.categories[0], last, each.categories[1]],
                    "values": [sheet.get_name(), _FIRST_ROW, place, last, place],
                }
            )
        chart.set_title({"name": each.title.in_(language), "overlay": False})
        chart.set_legend({"position": "bottom"} if len(each.values) > 1 else {"none": True})
        chart.set_size({"width": 760, "height": 320})
        sheet.insert_chart(last + 2 + number * _CHART_ROWS, 0, chart)


def _text(cell: Cell, language: Language) -> str:
    return cell.in_(language) if isinstance(cell, Text) else "" if cell is None else str(cell)


def _width(text: str) -> int:
    """Columns on a screen: Chinese characters take two."""
    return sum(1 if character.isascii() else 2 for character in text)


def _name(title: str, taken: set[str]) -> str:
    """A sheet name that a spreadsheet accepts and that no other sheet has."""
    bare = _NOT_IN_NAMES.sub(" ", title).strip()[:_LONGEST_NAME] or "1"
    name, number = bare, 1
    while name.casefold() in taken:
        number += 1
        name = f"{bare[: _LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name
