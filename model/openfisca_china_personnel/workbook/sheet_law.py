"""The sheet of the law's values: each with its document, article, date and grade, and a cell to assume another."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from openfisca_core.parameters import ParameterNode
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.provisions import Provision, all_series, in_force
from openfisca_china_personnel.workbook.law_columns import (
    ASSUMED_FROM,
    ASSUMED_UNTIL,
    ASSUMED_VALUE,
    NAME,
    PATH,
)
from openfisca_china_personnel.workbook.sheet_layout import Area, ask_month, head, page, remark
from openfisca_china_personnel.workbook.styles import Kind, Styles

_TITLE = Text("参数与依据：法规的数值", "Law: values and where they stand")
_SUBTITLE = Text(
    "灰格是 {date} 有效的数值及其依据，由程序写出，改动不起作用；要假设另一个数值请填黄格，每个情景都用它。",
    "Grey cells, written by the program, are the values in force on {date}; changing them has no effect. "
    "To assume another value fill in the yellow cells: it becomes a change of rules in every scenario.",
)
_LATER = Text("此后已公布的数值（{date} 之后开始施行）", "Later values that are known already (from after {date})")
_UNKNOWN = Text("未知", "unknown")
_NOT_BEGUN = Text("尚未施行", "not yet begun")
_GRADES = Text(
    "级别：A 见于原文；B 背景知识；C 未核实", "grade: A read in a source; B background knowledge; C unverified"
)

GROUP_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4
_SUBJECTS = {
    "housing_fund": Text("住房公积金", "Housing fund"),
    "pension": Text("基本养老保险", "Basic pension"),
    "annuity": Text("职业年金", "Occupational annuity"),
    "rent_subsidy": Text("提租补贴", "Rent subsidy"),
    "purchase_subsidy": Text("购房补贴", "Purchase subsidy"),
    "retirement_age": Text("退休年龄", "Retirement age"),
    "civil_service": Text("职级", "Grades"),
    "budget_subjects": Text("预算科目", "Budget subjects"),
}
"""The subjects of law, in the order of the sheet; others follow under the name of their parameters."""
_UNITS = {
    "CNY/month": Text("元/月", "yuan/month"),
    "/1": Text("比例", "fraction"),
    "m2": Text("平方米", "m²"),
    "code": Text("编码", "code"),
    "rank": Text("职级", "rank"),
    "years": Text("年", "years"),
    "month_of_year": Text("月份", "month"),
    "months": Text("个月", "months"),
    "YYYY-MM": Text("年月", "month"),
    "CNY/m2": Text("元/平方米", "yuan/m²"),
    "CNY/m2/year": Text("元/平方米·年", "yuan/m²/year"),
    "CNY/m2/month": Text("元/平方米·月", "yuan/m²/month"),
}


@dataclass(frozen=True)
class _Column:
    title: Text
    width: int
    kind: Kind = "text"
    is_input: bool = False


_SUBJECT = Text("类别", "subject")
_COLUMNS = (
    _Column(_SUBJECT, 13),
    _Column(NAME, 44, "wrapped"),
    _Column(Text("数值", "value"), 12, "number"),
    _Column(Text("计量单位", "unit of the value"), 12, "word"),
    _Column(ASSUMED_VALUE, 12, "number", is_input=True),
    _Column(ASSUMED_FROM, 10, "month", is_input=True),
    _Column(ASSUMED_UNTIL, 10, "month", is_input=True),
    _Column(Text("施行日期", "in force from"), 12, "date"),
    _Column(Text("文件", "document"), 42, "wrapped"),
    _Column(Text("文号", "number"), 26, "wrapped"),
    _Column(Text("条款", "article"), 22, "wrapped"),
    _Column(Text("级别", "grade"), 7, "word"),
    _Column(Text("已知至", "known until"), 12, "date"),
    _Column(Text("说明", "note"), 50, "wrapped"),
    _Column(PATH, 44),
)
_NAME_PLACE = 1


def parameter_names(parameters: ParameterNode, language: Language) -> dict[str, str]:
    """Every parameter's name by its path, in the order of the sheet."""
    return {series[0].path: series[0].label.in_(language) for series in _in_order(parameters)}


def parameter_source(parameters: ParameterNode, sheet: str) -> str:
    """The range that holds the names of all parameters, as a drop-down list on another sheet refers to it."""
    count = len(list(all_series(parameters)))
    area = Area(FIRST_ROW, _NAME_PLACE, FIRST_ROW + count - 1, _NAME_PLACE)
    return f"={sheet}!{area.absolute}"


def write_law(sheet: Worksheet, styles: Styles, parameters: ParameterNode, day: str) -> None:
    """Every parameter's value in force on a day (ISO), below them the later ones that are known."""
    language = styles.language
    head(sheet, styles, _TITLE, _SUBTITLE.format(date=day))
    page(sheet, styles, heading_row=HEADING_ROW, pages_wide=2, first_columns=2)
    for place, column in enumerate(_COLUMNS):
        sheet.set_column(place, place, column.width)
    _write_groups(sheet, styles)
    sheet.set_row_pixels(HEADING_ROW, 36)
    for place, column in enumerate(_COLUMNS):
        sheet.write_string(HEADING_ROW, place, column.title.in_(language), styles.heading)
    _write_remarks(sheet, language)
    row = FIRST_ROW
    later: list[Provision] = []
    for series in _in_order(parameters):
        held = in_force(parameters, series[0].path, day)
        _write_provision(sheet, styles, row, held or series[0], begun=held is not None, with_inputs=True)
        later.extend(each for each in series if each.start > day)
        row += 1
    inputs = [place for place, column in enumerate(_COLUMNS) if column.is_input]
    for place in inputs[1:]:
        ask_month(sheet, Area(FIRST_ROW, place, row - 1, place), language)
    sheet.autofilter(HEADING_ROW, 0, row - 1, len(_COLUMNS) - 1)
    row += 1
    sheet.merge_range(row, 0, row, _NAME_PLACE + 2, _LATER.format(date=day).in_(language), styles.section)
    for place, provision in enumerate(later, start=row + 1):
        _write_provision(sheet, styles, place, provision, begun=True, with_inputs=False)
    values = Area(FIRST_ROW, _NAME_PLACE + 1, row + len(later), _NAME_PLACE + 1)
    sheet.ignore_errors({"number_stored_as_text": values.relative})
    sheet.freeze_panes(FIRST_ROW, _NAME_PLACE + 1)


def _in_order(parameters: ParameterNode) -> list[tuple[Provision, ...]]:
    subjects = list(_SUBJECTS)

    def place(series: tuple[Provision, ...]) -> tuple[int, str]:
        subject = series[0].path.partition(".")[0]
        return (subjects.index(subject) if subject in subjects else len(subjects), subject)

    return sorted(all_series(parameters), key=place)


def _write_groups(sheet: Worksheet, styles: Styles) -> None:
    language = styles.language
    inputs = [place for place, column in enumerate(_COLUMNS) if column.is_input]
    groups = (
        (0, inputs[0] - 1, Text("法规数值", "Value of law")),
        (inputs[0], inputs[-1], Text("假设（可填）", "Assumption (fill in)")),
        (inputs[-1] + 1, len(_COLUMNS) - 1, Text("依据", "Where it stands")),
    )
    for place, (first, last, title) in enumerate(groups):
        sheet.merge_range(GROUP_ROW, first, GROUP_ROW, last, title.in_(language), styles.group(place))


def _write_remarks(sheet: Worksheet, language: Language) -> None:
    remarks = {
        ASSUMED_VALUE: Text(
            "假设的数值；比例写 10% 或 0.10。\n空白：按法规",
            "The assumed value; a rate as 10% or 0.10.\nBlank: as the law has it",
        ),
        ASSUMED_FROM: Text("假设从哪个月起，有假设值时须填", "First month of the assumption, needed with a value"),
        ASSUMED_UNTIL: Text(
            "执行到哪个月（含），或写“长期”。\n空白：到法规下一个数值生效之前",
            "Last month, or 长期 or forever.\nBlank: until the law's next value",
        ),
        Text("级别", "grade"): _GRADES,
    }
    for place, column in enumerate(_COLUMNS):
        if column.title in remarks:
            remark(sheet, HEADING_ROW, place, remarks[column.title].in_(language))


def _write_provision(
    sheet: Worksheet, styles: Styles, row: int, provision: Provision, *, begun: bool, with_inputs: bool
) -> None:
    language = styles.language
    subject = provision.path.partition(".")[0]
    value = provision.value if begun else _NOT_BEGUN.in_(language)
    note = provision.note.in_(language) if provision.note else None
    shown = (
        _SUBJECTS.get(subject, Text(subject, subject)).in_(language),
        provision.label.in_(language),
        _UNKNOWN.in_(language) if value is None else value,
        _UNITS.get(provision.unit, Text(provision.unit, provision.unit)).in_(language),
        None,
        None,
        None,
        provision.start,
        provision.document,
        provision.number,
        provision.article,
        provision.grade,
        provision.known_until,
        note,
        provision.path,
    )
    sheet.set_row_pixels(row, _height(shown))
    for place, (column, cell) in enumerate(zip(_COLUMNS, shown, strict=True)):
        if column.is_input:
            if with_inputs:
                kind: Kind = "rate" if column.kind == "number" and provision.unit == "/1" else column.kind
                sheet.write_blank(row, place, None, styles.cell("input", kind))
            continue
        _write_cell(sheet, styles, (row, place), column, cell, is_rate=provision.unit == "/1")


def _height(cells: Sequence[object]) -> int:
    """Pixels that the longest of the wrapped texts needs; a Chinese character is two wide."""
    lines = 1
    for column, cell in zip(_COLUMNS, cells, strict=True):
        if column.kind == "wrapped" and cell:
            width = len(str(cell).encode("gbk", errors="replace"))
            lines = max(lines, -(-width // (column.width - 2)))
    return 8 + 17 * lines


def _write_cell(
    sheet: Worksheet, styles: Styles, place: tuple[int, int], column: _Column, cell: object, *, is_rate: bool
) -> None:
    if cell is None:
        sheet.write_blank(*place, None, styles.cell("fixed", column.kind, valign="vcenter"))
    elif isinstance(cell, (int, float)):
        sheet.write_number(*place, cell, styles.cell("fixed", "rate" if is_rate else "number"))
    elif column.kind == "date":
        sheet.write_datetime(*place, datetime.date.fromisoformat(str(cell)), styles.cell("fixed", "date"))
    elif column.kind == "number":
        sheet.write_string(*place, str(cell), styles.cell("fixed", "word"))
    else:
        sheet.write_string(*place, str(cell), styles.cell("fixed", column.kind, valign="vcenter"))
