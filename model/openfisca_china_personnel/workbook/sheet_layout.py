"""What the sheets of a workbook share: their head, their page, remarks on cells, and what may be typed where."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.workbook.styles import EXAMPLE_INK, FONT, INPUT_FILL, LINE, NEEDED_FILL, Styles
from openfisca_china_personnel.workbook.word_lists import LONGEST_LIST, WordList

PREPARED_ROWS = 2_000
"""Rows of a table that are prepared for filling in."""
_ROWS_AHEAD = 8
"""Blank rows below the last filled one that are marked for filling in."""
_A4 = 9
_LONGEST_MESSAGE = 255
_LONGEST_TITLE = 32

_PAGE = Text("第 &P 页，共 &N 页", "Page &P of &N")
_CHOOSE = Text("请从下拉表中选择", "choose from the list")
_MONTH_TITLE = Text("年月", "Month")
_MONTH = Text("请填年月，如 2024-07", "state a month such as 2024-07")
_NUMBER = Text("请填数字，{limits}", "state a number, {limits}")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, rows and columns counted from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def ends(self) -> tuple[int, int, int, int]:
        """As the writing library takes it."""
        return self.first_row, self.first_column, self.last_row, self.last_column

    @property
    def absolute(self) -> str:
        """As a formula names it, such as ``$A$6:$Y$2005``."""
        first = xl_rowcol_to_cell(self.first_row, self.first_column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(self.last_row, self.last_column, row_abs=True, col_abs=True)
        return f"{first}:{last}"

    @property
    def relative(self) -> str:
        """As the writing library's other settings name it, such as ``A6:Y2005``."""
        return self.absolute.replace("$", "")

    def column(self, index: int) -> Area:
        """The cells of one of its columns."""
        return Area(self.first_row, index, self.last_row, index)


def head(sheet: Worksheet, styles: Styles, title: Text, subtitle: Text) -> None:
    """The name of a sheet and what it is for, in its first two rows."""
    language = styles.language
    sheet.set_row_pixels(0, 46)
    shown = title.zh if language == "zh" else f"{title.zh}  {title.en}"
    sheet.write_string(0, 0, shown, styles.title)
    sheet.set_row_pixels(1, 24)
    sheet.write_string(1, 0, subtitle.in_(language), styles.subtitle)


def page(
    sheet: Worksheet,
    styles: Styles,
    *,
    heading_row: int | None = None,
    portrait: bool = False,
    pages_wide: int = 1,
    first_columns: int = 0,
) -> None:
    """Print on A4, fitted to so many pages in width, headings and first columns on every page, page numbers below."""
    sheet.hide_gridlines(2)
    if portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&9&A&R&9{_PAGE.in_(styles.language)}")
    if heading_row is not None:
        sheet.repeat_rows(heading_row)
    if first_columns:
        sheet.repeat_columns(0, first_columns - 1)


def fitting_width(heading: str, least: int, words: Sequence[str] = ()) -> int:
    """A column's width, in characters, in which no part of its heading and none of the words it offers is torn.

    A Chinese character is two wide.
    """
    parts = [len(part.encode("gbk", errors="replace")) + 3 for part in heading.split()]
    return max(least, *parts, *(len(word.encode("gbk", errors="replace")) + 2 for word in words))


def remark(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A remark that shows where the pointer rests on a cell, as large as its text needs."""
    lines = sum(1 + len(line.encode("gbk", errors="replace")) // 34 for line in text.split("\n"))
    options = {"x_scale": 2.0, "height": 20 + 17 * lines, "font_name": FONT, "font_size": 9, "color": "#FFFFF0"}
    sheet.write_comment(row, column, text, options)


def mark_inputs(sheet: Worksheet, styles: Styles, area: Area, *, example_column: int, example_mark: str) -> None:
    """Show the filled rows of a table and the next few as cells to fill in, example rows in another ink.

    Rules do it and no cell formats, so that a row filled in further down looks the same and blank ones do not print.
    """
    first = xl_col_to_name(area.first_column)
    last = xl_col_to_name(area.last_column)
    row = area.first_row + 1
    # The window reaches up into the headings, so that the first rows are always shown.
    above = max(row - _ROWS_AHEAD, 1)
    mark = xl_rowcol_to_cell(area.first_row, example_column, col_abs=True)
    is_example = f'=LEFT({mark},{len(example_mark)})="{example_mark}"'
    # One rule says all that it changes: some programs apply no more than the first that holds.
    look = {"bg_color": INPUT_FILL, "border": 1, "border_color": LINE}
    is_shown = f"=COUNTA(${first}{above}:${last}{row})>0"
    for criteria, form in ((is_example, styles.rule(font_color=EXAMPLE_INK, **look)), (is_shown, styles.rule(**look))):
        rule = {"type": "formula", "criteria": criteria, "format": form, "stop_if_true": True}
        sheet.conditional_format(*area.ends, rule)


def mark_needed(sheet: Worksheet, styles: Styles, area: Area, condition: str) -> None:
    """Show the cells that must be filled in and are blank."""
    cell = xl_rowcol_to_cell(area.first_row, area.first_column, col_abs=True)
    rule = {
        "type": "formula",
        "criteria": f'=AND({condition},{cell}="")',
        "format": styles.rule(bg_color=NEEDED_FILL),
        "stop_if_true": True,
    }
    sheet.conditional_format(*area.ends, rule)


def offer(sheet: Worksheet, area: Area, words: WordList, language: Language, source: str | None = None) -> None:
    """A drop-down list of words; ``source`` is the range that holds them, for lists too long for the cell itself."""
    listed = words.shown(language)
    choices: list[str] | str = listed
    if len(",".join(listed)) > LONGEST_LIST:
        assert source is not None, words.name
        choices = source
    offer_range(sheet, area, choices, words.title, language)


def offer_range(
    sheet: Worksheet, area: Area, choices: Sequence[str] | str, title: Text, language: Language, *, strict: bool = True
) -> None:
    """A drop-down list from a range or of choices; not ``strict`` where other words are understood as well."""
    options = {
        "validate": "list",
        "source": list(choices) if not isinstance(choices, str) else choices,
        "error_title": title.in_(language)[:_LONGEST_TITLE],
        "error_message": _CHOOSE.in_(language),
        "error_type": "stop" if strict else "information",
        "show_error": strict,
    }
    sheet.data_validation(*area.ends, options)


def ask_month(sheet: Worksheet, area: Area, language: Language) -> None:
    """Months only: a date of this or the last century."""
    options = {
        "validate": "date",
        "criteria": "between",
        "minimum": datetime.date(1900, 1, 1),
        "maximum": datetime.date(2100, 12, 31),
        "error_title": _MONTH_TITLE.in_(language),
        "error_message": _MONTH.in_(language),
    }
    sheet.data_validation(*area.ends, options)


def ask_number(sheet: Worksheet, area: Area, least: int, most: int, language: Language, *, whole: bool = False) -> None:
    """Numbers between two limits."""
    limits = Text(f"{least} 至 {most:,}", f"from {least} to {most:,}")
    if whole:
        limits = Text(f"{limits.zh} 的整数", f"whole, {limits.en}")
    options: dict[str, Any] = {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_message": _NUMBER.format(limits=limits).in_(language)[:_LONGEST_MESSAGE],
    }
    sheet.data_validation(*area.ends, options)
