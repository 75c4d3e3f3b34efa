"""The sheet of people: the roster, ready to be filled in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.workbook.people_columns import EXAMPLE_MARK, GROUPS, MEANINGS, Meaning
from openfisca_china_personnel.workbook.sheet_layout import (
    PREPARED_ROWS,
    Area,
    ask_month,
    ask_number,
    fitting_width,
    head,
    mark_inputs,
    offer,
    offer_range,
    page,
    remark,
)
from openfisca_china_personnel.workbook.styles import EXAMPLE_INK, MUTED, Kind, Styles
from openfisca_china_personnel.workbook.word_lists import ROSTER_LISTS, YES_NO

_TITLE = Text("人员：名册", "People: the roster")
_SUBTITLE = Text(
    "一行一人，或一行若干情况相同的人。黄色格填写，空格按列名批注中的说明处理；可以加列，不认识的列不使用并在结果中注明。",
    "A row is one person or several alike. Fill in the yellow cells; the remark on each heading says what blank means. "
    "Columns of your own are allowed: results name them as not used.",
)
_SUMMARY = Text(
    '="已填人数的行："&COUNT({heads})&"，合计 "&SUM({heads})&" 人"',
    '="rows: "&COUNT({heads})&", people: "&SUM({heads})',
)
_SUMMARY_VALUE = Text("已填人数的行：{rows}，合计 {people} 人", "rows: {rows}, people: {people}")
_EXAMPLES_LEFT = Text(
    "⚠ 编号以“示例”开头的是示例行，请改写或删除",
    "⚠ Rows whose identifier begins with “example” are examples: replace or delete them",
)
_BLANK = Text("空白：{blank}", "Blank: {blank}")

SUMMARY_ROW, GROUP_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4, 5
_KINDS: dict[str, Kind] = {
    "name": "text",
    "word": "word",
    "yes_no": "word",
    "headcount": "heads",
    "money": "money",
    "rate": "rate",
    "month": "month",
    "calendar_month": "whole",
}
_MOST_HEADS = 10_000_000
_MOST_YUAN = 10_000_000


def write_people(
    sheet: Worksheet, styles: Styles, rows: Iterable[Mapping[str, str]], rank_source: str | None = None
) -> None:
    """The roster's sheet with these rows; words are named as the model names them, months YYYY-MM.

    ``rank_source`` is the range of the ranks' names, where they are too long for a list in the cell.
    """
    language = styles.language
    rows = list(rows)
    last = len(MEANINGS) - 1
    area = Area(FIRST_ROW, 0, FIRST_ROW + PREPARED_ROWS - 1, last)
    head(sheet, styles, _TITLE, _SUBTITLE)
    page(sheet, styles, heading_row=HEADING_ROW, pages_wide=2, first_columns=2)
    _write_summary(sheet, styles, area, rows)
    names = [meaning.column.name for meaning in MEANINGS]
    for place, group in enumerate(GROUPS):
        ends = names.index(group.first), names.index(group.last)
        sheet.merge_range(GROUP_ROW, ends[0], GROUP_ROW, ends[1], group.title.in_(language), styles.group(place))
    sheet.set_row_pixels(HEADING_ROW, 44)
    for place, meaning in enumerate(MEANINGS):
        words = ROSTER_LISTS[meaning.column.name].shown(language) if meaning.column.name in ROSTER_LISTS else ()
        width = fitting_width(meaning.heading(language), meaning.width, words)
        sheet.set_column(place, place, width, styles.typed(_KINDS[meaning.column.kind]))
        sheet.write_string(HEADING_ROW, place, meaning.heading(language), styles.heading)
        remark(sheet, HEADING_ROW, place, _remark(meaning, styles))
        _restrict(sheet, styles, area.column(place), meaning, rank_source)
    for row, values in enumerate(rows, start=FIRST_ROW):
        for place, meaning in enumerate(MEANINGS):
            if meaning.column.name in values:
                write_value(sheet, styles, (row, place), meaning, values[meaning.column.name])
    mark = EXAMPLE_MARK.in_(language)
    mark_inputs(sheet, styles, area, example_column=names.index("person_id"), example_mark=mark)
    sheet.freeze_panes(FIRST_ROW, names.index("headcount"))


def write_value(sheet: Worksheet, styles: Styles, place: tuple[int, int], meaning: Meaning, value: str) -> None:
    """One cell of the roster."""
    kind = meaning.column.kind
    form = styles.typed(_KINDS[kind])
    if kind in ("money", "headcount", "rate", "calendar_month"):
        sheet.write_number(*place, float(value), form)
    elif kind == "month":
        sheet.write_datetime(*place, datetime.date.fromisoformat(f"{value}-01"), form)
    else:
        sheet.write_string(*place, in_words(meaning, value, styles.language), form)


def in_words(meaning: Meaning, value: str, language: Language) -> str:
    """A word as people read it; anything else as it is."""
    if meaning.column.kind == "yes_no":
        return YES_NO.words[value].in_(language)
    if meaning.column.kind == "word":
        return ROSTER_LISTS[meaning.column.name].words[value].in_(language)
    return value


def _write_summary(sheet: Worksheet, styles: Styles, area: Area, rows: list[Mapping[str, str]]) -> None:
    """How many rows and people there are, and whether examples are among them: live."""
    language = styles.language
    names = [meaning.column.name for meaning in MEANINGS]
    identifiers = area.column(names.index("person_id")).absolute
    heads = area.column(names.index("headcount")).absolute
    formula = _SUMMARY.format(heads=heads).in_(language)
    stated = [float(row["headcount"]) for row in rows if "headcount" in row]
    shown = _SUMMARY_VALUE.format(rows=len(stated), people=f"{sum(stated):g}").in_(language)
    sheet.write_formula(SUMMARY_ROW, 0, formula, styles.of(bold=True, font_color=MUTED), shown)
    mark = EXAMPLE_MARK.in_(language)
    warning = _EXAMPLES_LEFT.in_(language)
    formula = f'=IF(COUNTIF({identifiers},"{mark}*")>0,"{warning}","")'
    is_shown = any(row.get("person_id", "").startswith(mark) for row in rows)
    bold = styles.of(bold=True, font_color=EXAMPLE_INK)
    sheet.write_formula(SUMMARY_ROW, names.index("headcount"), formula, bold, warning if is_shown else "")


def _remark(meaning: Meaning, styles: Styles) -> str:
    language = styles.language
    column = meaning.column
    name = f"{column.zh} {column.name}"
    return "\n".join((name, meaning.text.in_(language), _BLANK.format(blank=meaning.blank).in_(language)))


def _restrict(sheet: Worksheet, styles: Styles, area: Area, meaning: Meaning, rank_source: str | None) -> None:
    """What may be typed into a column."""
    language = styles.language
    kind = meaning.column.kind
    if kind == "word":
        offer(sheet, area, ROSTER_LISTS[meaning.column.name], language, rank_source)
    elif kind == "yes_no":
        offer(sheet, area, YES_NO, language)
    elif kind == "month":
        ask_month(sheet, area, language)
    elif kind == "calendar_month":
        months = Text(meaning.column.zh, meaning.column.name)
        offer_range(sheet, area, [str(month) for month in range(1, 13)], months, language)
    elif kind == "headcount":
        ask_number(sheet, area, 0, _MOST_HEADS, language)
    elif kind == "money":
        ask_number(sheet, area, 0, _MOST_YUAN, language)
    elif kind == "rate":
        ask_number(sheet, area, 0, 100, language)
