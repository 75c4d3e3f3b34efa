"""The sheet of changes: a row a change, with what all scenarios of the workbook assume above."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.roster.columns import BY_NAME
from openfisca_china_personnel.scenario.changes import ASSIGNABLE
from openfisca_china_personnel.workbook.change_columns import (
    AVERAGE_WAGE_GROWTH_LABEL,
    COLUMNS,
    PARTS,
    REMARK,
    RETIREMENT_LABEL,
    WAGE_GROWTH_LABEL,
    YEARS_LABEL,
    ChangeColumn,
)
from openfisca_china_personnel.workbook.people_columns import EXAMPLE_MARK, EXAMPLE_UNITS
from openfisca_china_personnel.workbook.sheet_layout import (
    PREPARED_ROWS,
    Area,
    ask_month,
    ask_number,
    fitting_width,
    head,
    mark_inputs,
    mark_needed,
    offer,
    offer_range,
    page,
    remark,
)
from openfisca_china_personnel.workbook.styles import EXAMPLE_INK, UNUSED_FILL, Kind, Styles
from openfisca_china_personnel.workbook.word_lists import KINDS, ROSTER_LISTS, SCHEMES, YES_NO, WordList

_TITLE = Text("变动：一行一项变动", "Changes: one a row")
_SUBTITLE = Text(
    "先选类型：用不到的格变灰，须填的格变橙。同名情景的各行合为一个情景，按月份先后生效；多个情景并列比较。",
    "Choose the kind first: cells it does not use turn grey, cells it needs turn orange. "
    "Rows of one scenario name make one scenario; several scenarios stand side by side.",
)
_EXAMPLES_LEFT = Text(
    "⚠ 情景以“示例”开头的是示例行，请改写或删除",
    "⚠ Rows whose scenario begins with “example” are examples: replace or delete them",
)
_ASSUMED = (
    (YEARS_LABEL, Text("一个年度（如 2024）或一段（如 2024-2028）。", "One year such as 2024, or several: 2024-2028.")),
    (
        WAGE_GROWTH_LABEL,
        Text(
            "多年测算：每年一月起全体工资的增长，如 4%，或区间 3%-5%。空＝不增长。",
            "Several years: growth of all wages each January, such as 4%, or a range 3%-5%. Blank: none.",
        ),
    ),
    (
        AVERAGE_WAGE_GROWTH_LABEL,
        Text(
            "多年测算：尚未公布的缴存基数上下限按此推算，如 5%。空＝沿用最近的已知数值并注明。",
            "Several years: caps and floors not yet published grow with it. Blank: the last known ones, noted.",
        ),
    ),
    (
        RETIREMENT_LABEL,
        Text(
            "是否按出生年月、性别判断到龄退休。空＝一个年度时否，多年时是。",
            "Whether people retire by age. Blank: no for one year, yes for several.",
        ),
    ),
)
"""Labels above the table, in order, and what may stand beside each."""

ASSUMPTIONS_ROW, WARNING_ROW, GROUP_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4, 5, 6
_ASSUMED_AT = ((0, 0, 1), (2, 3, 4), (5, 6, 7), (8, 9, 10))
"""First and last column of each label, and the column of its cell."""
_CELL_KINDS: dict[str, Kind] = {
    "name": "text",
    "word": "word",
    "yes_no": "word",
    "heads": "heads",
    "month": "month",
    "until": "month",
    "percent": "rate",
    "money": "money",
    "rate": "rate",
    "any": "number",
}
_SHEET_LISTS: dict[str, WordList] = {**ROSTER_LISTS, "kind": KINDS, "schemes": SCHEMES, "yes_no": YES_NO}
_MOST_HEADS = 10_000_000
_MOST_YUAN = 10_000_000


@dataclass(frozen=True)
class _Sources:
    """The ranges on other sheets that drop-down lists refer to."""

    parameters: str
    ranks: str | None


def examples(year: int, language: Language) -> list[dict[str, str]]:
    """A row for each kind of change, which fit the example people; cells as the sheet shows them, months YYYY-MM."""
    own, subsidiary = (unit.in_(language) for unit in EXAMPLE_UNITS)
    first = Text("示例情景一", "example one").in_(language)
    second = Text("示例情景二", "example two").in_(language)
    staff = {"unit": own, "rank": "staff"}
    rate = Text(BY_NAME["housing_fund_rate"].zh, "housing_fund_rate").in_(language)
    rows = [
        {
            "kind": "add",
            "from": f"{year}-07",
            "headcount": "10",
            **staff,
            "entry": "first_job",
            "monthly_salary": "9000",
        },
        {"kind": "remove", "from": f"{year}-10", "headcount": "1", **staff},
        {"kind": "retire", "from": f"{year}-09", "headcount": "1", "unit": own, "rank": "division_head"},
        {"kind": "promote", "decided": f"{year}-04", "headcount": "2", **staff, "to": "deputy_section_head"},
        {"kind": "transfer", "from": f"{year}-04", "headcount": "1", "unit": subsidiary, "to_unit": own},
        {"kind": "raise", "from": f"{year}-01", "percent": "0.05"},
        {
            "kind": "enrol",
            "from": f"{year}-07",
            "unit": own,
            "contributes_pension": "no",
            "schemes": "pension",
            "enrolled_purchase_subsidy": "yes",
        },
    ]
    rules = [
        {
            "kind": "assign",
            "from": f"{year}-07",
            "unit": subsidiary,
            "assigned_column_1": rate,
            "assigned_value_1": "10%",
        },
        {
            "kind": "set",
            "from": f"{year}-07",
            "parameter": "housing_fund.rate.default",
            "value": "10%",
            "until": f"{year + 1}-06",
        },
    ]
    return [{"scenario": first, **row} for row in rows] + [{"scenario": second, **row} for row in rules]


def write_changes(
    sheet: Worksheet,
    styles: Styles,
    rows: Iterable[Mapping[str, str]],
    *,
    years: str,
    parameter_source: str,
    parameter_names: Mapping[str, str],
    rank_source: str | None = None,
) -> None:
    """The sheet with these rows.

    ``parameter_source`` is the range that holds the names of the law's values, ``parameter_names`` each by its path;
    ``rank_source`` is the range of the ranks' names, where they are too long for a list in the cell.
    """
    language = styles.language
    rows = list(rows)
    last = len(COLUMNS)
    sources = _Sources(parameter_source, rank_source)
    area = Area(FIRST_ROW, 0, FIRST_ROW + PREPARED_ROWS - 1, last)
    head(sheet, styles, _TITLE, _SUBTITLE)
    page(sheet, styles, heading_row=HEADING_ROW, pages_wide=3, first_columns=2)
    _write_assumptions(sheet, styles, years)
    _write_warning(sheet, styles, area, rows)
    _write_headings(sheet, styles)
    for place, column in enumerate(COLUMNS):
        words = _SHEET_LISTS[column.words].shown(language) if column.words in _SHEET_LISTS else ()
        width = fitting_width(column.heading(language), column.width, words)
        sheet.set_column(place, place, width, styles.typed(_CELL_KINDS[column.kind]))
        _mark_use(sheet, styles, area.column(place), column)
        _restrict(sheet, language, area.column(place), column, sources)
    sheet.set_column(last, last, 30, styles.typed())
    for row, values in enumerate(rows, start=FIRST_ROW):
        for place, column in enumerate(COLUMNS):
            if column.name in values:
                value = values[column.name]
                shown = parameter_names.get(value, value) if column.name == "parameter" else value
                _write_value(sheet, styles, (row, place), column, shown)
    mark_inputs(sheet, styles, area, example_column=0, example_mark=EXAMPLE_MARK.in_(language))
    sheet.freeze_panes(FIRST_ROW, 2)


def _write_headings(sheet: Worksheet, styles: Styles) -> None:
    language = styles.language
    parts = [column.part for column in COLUMNS]
    for place, (part, title) in enumerate(PARTS.items()):
        first, last = parts.index(part), len(parts) - 1 - parts[::-1].index(part)
        sheet.merge_range(GROUP_ROW, first, GROUP_ROW, last, title.in_(language), styles.group(place))
    sheet.write_blank(GROUP_ROW, len(COLUMNS), None, styles.group(len(PARTS)))
    sheet.set_row_pixels(HEADING_ROW, 44)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(HEADING_ROW, place, column.heading(language), styles.heading)
        name = f"{column.title.zh} {column.title.en}"
        remark(sheet, HEADING_ROW, place, f"{name}\n{column.meaning.in_(language)}\n{_uses(column, language)}")
    sheet.write_string(HEADING_ROW, len(COLUMNS), REMARK.in_(language), styles.heading)


def _uses(column: ChangeColumn, language: Language) -> str:
    """Which kinds of change fill the column in."""
    kinds = [KINDS.words[kind].in_(language) for kind in column.kinds]
    needed = [KINDS.words[kind].in_(language) for kind in column.needed]
    text = Text(f"用于：{'、'.join(kinds)}", f"For: {', '.join(kinds)}")
    if needed:
        text = Text(f"{text.zh}\n须填：{'、'.join(needed)}", f"{text.en}\nNeeded by: {', '.join(needed)}")
    return text.in_(language)


def _write_assumptions(sheet: Worksheet, styles: Styles, years: str) -> None:
    language = styles.language
    sheet.set_row_pixels(ASSUMPTIONS_ROW, 30)
    for (label, meaning), (first, last, cell) in zip(_ASSUMED, _ASSUMED_AT, strict=True):
        if first == last:
            sheet.write_string(ASSUMPTIONS_ROW, first, label.in_(language), styles.label)
        else:
            sheet.merge_range(ASSUMPTIONS_ROW, first, ASSUMPTIONS_ROW, last, label.in_(language), styles.label)
        remark(sheet, ASSUMPTIONS_ROW, first, f"{label.zh} {label.en}\n{meaning.in_(language)}")
        is_rate = label in (WAGE_GROWTH_LABEL, AVERAGE_WAGE_GROWTH_LABEL)
        form = styles.cell("input", "rate" if is_rate else "word")
        sheet.write_blank(ASSUMPTIONS_ROW, cell, None, form)
        if label is YEARS_LABEL:
            sheet.write_string(ASSUMPTIONS_ROW, cell, years, form)
            sheet.ignore_errors({"number_stored_as_text": xl_rowcol_to_cell(ASSUMPTIONS_ROW, cell)})
        if label is RETIREMENT_LABEL:
            offer(sheet, Area(ASSUMPTIONS_ROW, cell, ASSUMPTIONS_ROW, cell), YES_NO, language)


def _write_warning(sheet: Worksheet, styles: Styles, area: Area, rows: list[Mapping[str, str]]) -> None:
    mark = EXAMPLE_MARK.in_(styles.language)
    warning = _EXAMPLES_LEFT.in_(styles.language)
    formula = f'=IF(COUNTIF({area.column(0).absolute},"{mark}*")>0,"{warning}","")'
    shown = warning if any(row.get("scenario", "").startswith(mark) for row in rows) else ""
    sheet.write_formula(WARNING_ROW, 0, formula, styles.of(bold=True, font_color=EXAMPLE_INK), shown)


def _mark_use(sheet: Worksheet, styles: Styles, area: Area, column: ChangeColumn) -> None:
    """Grey where the row's kind does not use the column, orange where it needs it and has nothing."""
    kind = xl_rowcol_to_cell(FIRST_ROW, [each.name for each in COLUMNS].index("kind"), col_abs=True)
    if set(column.kinds) != set(KINDS.words):
        rule = {
            "type": "formula",
            "criteria": f'=AND({kind}<>"",NOT({_is_one_of(kind, column.kinds)}))',
            "format": styles.rule(bg_color=UNUSED_FILL, font_color="#C00000"),
            "stop_if_true": True,
        }
        sheet.conditional_format(*area.ends, rule)
    if column.needed and column.name != "kind":
        mark_needed(sheet, styles, area, _is_one_of(kind, column.needed))


def _is_one_of(cell: str, kinds: tuple[str, ...]) -> str:
    words = dict.fromkeys(word for kind in kinds for word in (KINDS.words[kind].zh, KINDS.words[kind].en))
    return "OR(" + ",".join(f'{cell}="{word}"' for word in words) + ")"


def _restrict(sheet: Worksheet, language: Language, area: Area, column: ChangeColumn, sources: _Sources) -> None:
    """What may be typed into a column."""
    if column.words == "parameter":
        offer_range(sheet, area, sources.parameters, column.title, language, strict=False)
    elif column.words == "assigned_column":
        names = [Text(BY_NAME[name].zh, name).in_(language) for name in ASSIGNABLE]
        offer_range(sheet, area, names, column.title, language, strict=False)
    elif column.words is not None:
        offer(sheet, area, _SHEET_LISTS[column.words], language, sources.ranks)
    elif column.kind == "month":
        ask_month(sheet, area, language)
    elif column.kind == "heads":
        ask_number(sheet, area, 1, _MOST_HEADS, language, whole=True)
    elif column.kind == "money":
        ask_number(sheet, area, -_MOST_YUAN if column.name == "amount" else 0, _MOST_YUAN, language)
    elif column.kind == "rate":
        ask_number(sheet, area, 0, 100, language)


def _write_value(sheet: Worksheet, styles: Styles, place: tuple[int, int], column: ChangeColumn, value: str) -> None:
    form = styles.typed(_CELL_KINDS[column.kind])
    if column.kind in ("heads", "money", "rate", "percent"):
        sheet.write_number(*place, float(value), form)
    elif column.kind in ("month", "until"):
        sheet.write_datetime(*place, datetime.date.fromisoformat(f"{value}-01"), form)
    elif column.kind == "any" and value.endswith("%"):
        sheet.write_number(*place, float(value.removesuffix("%")) / 100, styles.typed("rate"))
    elif column.words in _SHEET_LISTS:
        sheet.write_string(*place, _SHEET_LISTS[column.words].words[value].in_(styles.language), form)
    else:
        sheet.write_string(*place, value, form)
