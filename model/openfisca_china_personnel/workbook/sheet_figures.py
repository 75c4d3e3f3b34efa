"""The sheet of published figures: what the unit's budget says, to be held against what the law gives."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.workbook.figure_columns import CODE, FIGURE_COLUMNS, NAME, STATED, TABLES
from openfisca_china_personnel.workbook.sheet_layout import (
    Area,
    ask_number,
    head,
    offer,
    page,
    remark,
)
from openfisca_china_personnel.workbook.styles import Styles

_TITLE = Text("预算数：公布的数字", "Figures: the published budget")
_SUBTITLE = Text(
    "把单位公布的预算（决算）数字抄在这里，与应列金额核对。空格表示没有公布该数，不等于 0；没有数字时可以留空。",
    "Copy the published figures here to hold them against what the law gives. "
    "A blank cell is no figure and not zero; without figures leave the sheet as it is.",
)
PREPARED_LINES = 27
LABEL_ROWS = (3, 9)
"""First and last row (from 0) of the labelled cells above the table."""
GROUP_ROW, HEADING_ROW, FIRST_ROW = 10, 11, 12
LABEL_COLUMN, CELL_COLUMN, EXPLAINED_COLUMN = 0, 1, 2


def write_figures_sheet(
    sheet: Worksheet, styles: Styles, lines: Sequence[tuple[str, Text]], *, unit: str | None, year: int
) -> None:
    """The sheet with these lines (code and name), their amounts blank."""
    language = styles.language
    head(sheet, styles, _TITLE, _SUBTITLE)
    page(sheet, styles, heading_row=HEADING_ROW)
    widths = (16, 40, 18, 18, 24, 22)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    values = {"unit": unit, "year": year}
    for row, stated in enumerate(STATED, start=LABEL_ROWS[0]):
        sheet.set_row_pixels(row, 24)
        sheet.write_string(row, LABEL_COLUMN, stated.label.in_(language), styles.label)
        value = values.get(stated.name, stated.default.in_(language) if stated.default else None)
        form = styles.cell("input", stated.kind)
        if value is None:
            sheet.write_blank(row, CELL_COLUMN, None, form)
        elif stated.kind == "whole":
            sheet.write_number(row, CELL_COLUMN, int(value), form)
        else:
            sheet.write_string(row, CELL_COLUMN, str(value), form)
        sheet.write_string(row, EXPLAINED_COLUMN, f"  {stated.meaning.in_(language)}", styles.subtitle)
        cell = Area(row, CELL_COLUMN, row, CELL_COLUMN)
        if stated.words is not None:
            offer(sheet, cell, stated.words, language)
        elif stated.name == "year":
            ask_number(sheet, cell, 1900, 2100, language, whole=True)
        elif stated.name == "decimals":
            ask_number(sheet, cell, 0, 6, language, whole=True)
    _write_table(sheet, styles, lines)
    codes = Area(FIRST_ROW, 0, FIRST_ROW + PREPARED_LINES - 1, 0)
    sheet.ignore_errors({"number_stored_as_text": codes.relative})
    sheet.freeze_panes(0, 2)


def _write_table(sheet: Worksheet, styles: Styles, lines: Sequence[tuple[str, Text]]) -> None:
    language = styles.language
    sheet.merge_range(GROUP_ROW, 0, GROUP_ROW, 1, Text("科目", "Subject").in_(language), styles.group(0))
    tables = [column.table for column in FIGURE_COLUMNS]
    for place, (table, title) in enumerate(TABLES.items(), start=1):
        first = 2 + tables.index(table)
        last = first + tables.count(table) - 1
        if first == last:
            sheet.write_string(GROUP_ROW, first, title.in_(language), styles.group(place))
        else:
            sheet.merge_range(GROUP_ROW, first, GROUP_ROW, last, title.in_(language), styles.group(place))
    sheet.set_row_pixels(HEADING_ROW, 40)
    headings = (CODE, NAME, *(column.title for column in FIGURE_COLUMNS))
    for place, heading in enumerate(headings):
        sheet.write_string(HEADING_ROW, place, heading.in_(language), styles.heading)
    remark(sheet, HEADING_ROW, 0, _CODE_REMARK.in_(language))
    for place in range(2, len(headings)):
        remark(sheet, HEADING_ROW, place, _AMOUNT_REMARK.in_(language))
    for place in range(PREPARED_LINES):
        row = FIRST_ROW + place
        code, name = lines[place] if place < len(lines) else ("", Text("", ""))
        sheet.write(row, 0, code or None, styles.cell("input", "code"))
        sheet.write(row, 1, name.in_(language) or None, styles.cell("input", "text"))
        for column in range(2, len(headings)):
            sheet.write_blank(row, column, None, styles.cell("input", "money"))


_CODE_REMARK = Text(
    "科目编码：3、5、7 位数字；合计行写 total 或“合计”。五个人员经费科目已填好，其他科目可以补充。",
    "Subject code of 3, 5 or 7 digits, “total” for the line of totals. The five personnel lines stand; add others.",
)
_AMOUNT_REMARK = Text(
    "按公布的数字抄写，单位见上方“金额单位”。\n空白：没有公布该数（不是 0）",
    "As published, in the unit stated above.\nBlank: no figure is published (not zero)",
)
