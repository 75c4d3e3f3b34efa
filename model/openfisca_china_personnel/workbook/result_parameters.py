"""The sheet 参数与依据: the law's values that the formulas use, month by month, with document, article and grade."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.provisions import Provision
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.workbook.result_book import ResultBook, lines_needed
from openfisca_china_personnel.workbook.result_law import LawLine
from openfisca_china_personnel.workbook.result_layout import LAW, LawBlock, Layout, cell
from openfisca_china_personnel.workbook.styles import Kind

_TITLE = Text("参数与依据", "Parameters and their sources")
_SUBTITLE = Text(
    "公式所用的法规数值，逐月列出。黄色单元格可以改（假设），全部合计随之重算；“未知”是法规数据缺口，"
    "填入数值后即按该数值计算。",
    "The law's values that the formulas use, month by month. Yellow cells can be changed as an assumption; a gap of "
    "the law file says “unknown” and can be filled in.",
)
_DOCUMENT_WIDTH, _REMARK_WIDTH = 40, 62
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("参数", "Parameter"), 38),
    (Text("单位", "Unit"), 8),
    *((Text(f"{month}月", str(month)), 9) for month in EVERY_MONTH),
    (Text("施行日期", "In force from"), 12),
    (Text("文件", "Document"), _DOCUMENT_WIDTH),
    (Text("条款", "Article"), 16),
    (Text("可信级别", "Grade"), 9),
    (Text("已知至", "Known until"), 12),
    (Text("说明", "Remark"), _REMARK_WIDTH),
    (Text("参数路径", "Path"), 38),
)
_UNITS = {
    "CNY/month": Text("元/月", "yuan/month"),
    "/1": Text("比例", "rate"),
    "month_of_year": Text("月份", "month"),
}
_HEADER = Text("{year} 年度 · {law}：{variants}", "{year} · {law}: {variants}")
_LAW_AS_IT_STANDS = Text("现行规定", "the law as it stands")
_LAW_CHANGED = Text("含假设的参数调整", "with assumed changes")
_SIDES = {
    "limit": (Text("　缺口：取低值", "   gap: lower value"), Text("　缺口：取高值", "   gap: higher value")),
    "reset": (Text("　缺口：按此前规定", "   gap: as before"), Text("　缺口：按此后规定", "   gap: as after")),
}
_ASSUMED = Text("情景假设", "assumed by the scenario")
_CARRIED = Text("沿用最近已知数值", "last known value carried forward")
_FIRST_MONTH = 2
_DOCUMENT, _REMARK = 1, 5
_SOURCES = _FIRST_MONTH + 12
_HEADING_ROW = 3


def write_parameters(book: ResultBook, layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.sheet(LAW, _TITLE, _SUBTITLE)
    sheet.set_row(_HEADING_ROW, 20)
    for place, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEADING_ROW, place, book.say(heading), book.styles.heading)
    for law in layout.laws:
        _write_block(book, sheet, layout, law)
    sheet.freeze_panes(_HEADING_ROW + 1, _FIRST_MONTH)
    sheet.repeat_rows(_HEADING_ROW)


def _write_block(book: ResultBook, sheet: Worksheet, layout: Layout, law: LawBlock) -> None:
    labels = [layout.block(law.year, variant).facts.computation.label for variant in law.variants]
    variants = Text("、".join(text.zh for text in labels), ", ".join(text.en for text in labels))
    is_changed = any(provision.assumed for line in law.lines for provision in line.provisions)
    wording = _LAW_CHANGED if is_changed else _LAW_AS_IT_STANDS
    header = _HEADER.format(year=law.year, law=wording, variants=variants)
    book.section(sheet, law.first_row, header, len(_COLUMNS))
    baseline = layout.laws_of_year(law.year)[0]
    for line in law.lines:
        _write_line(book, sheet, law, line, baseline)


def _write_line(book: ResultBook, sheet: Worksheet, law: LawBlock, line: LawLine, baseline: LawBlock) -> None:
    row = law.rows[line.path]
    kind = _kind(line)
    sheet.write_string(row, 0, book.say(line.name), book.cell("fixed", "text", text_wrap=True))
    unit = book.say(_UNITS[line.unit]) if line.unit in _UNITS else line.unit
    sheet.write_string(row, 1, unit, book.cell("fixed", "word"))
    style = book.cell("input", kind)
    in_baseline = baseline.by_path.get(line.path) if baseline is not law else None
    for month in EVERY_MONTH:
        place, value = _FIRST_MONTH + month - 1, line.values[month - 1]
        if value is None:
            sheet.write_string(row, place, book.unknown, book.cell("input", "word", font_color="#A3231B"))
        elif in_baseline is not None and in_baseline.values[month - 1] == value:
            same = cell(baseline.rows[line.path], place, fixed="none")
            sheet.write_formula(row, place, f"={same}", style, value)
        else:
            sheet.write_number(row, place, value, style)
    _write_sources(book, sheet, law, line)
    if line.has_gap:
        _write_sides(book, sheet, row, line, kind)


def _write_sides(book: ResultBook, sheet: Worksheet, row: int, line: LawLine, kind: Kind) -> None:
    names = _SIDES["reset" if ".reset_month." in line.path else "limit"]
    for side, name in enumerate(names):
        sheet.write_string(row + 1 + side, 0, book.say(name), book.cell("fixed", "text", italic=True))
        sheet.write_blank(row + 1 + side, 1, None, book.cell("fixed"))
        for month in EVERY_MONTH:
            sides = line.sides[month - 1]
            place = _FIRST_MONTH + month - 1
            if sides is None:
                sheet.write_blank(row + 1 + side, place, None, book.cell("fixed", kind))
            else:
                sheet.write_number(row + 1 + side, place, sides[side], book.cell("fixed", kind))


def _write_sources(book: ResultBook, sheet: Worksheet, law: LawBlock, line: LawLine) -> None:
    def each(text_of: Callable[[Provision], str | None]) -> str:
        return "\n".join(text_of(provision) or "—" for provision in line.provisions)

    def day(provision: Provision) -> str:
        return max(provision.start, f"{law.year}-01-01")

    texts = (
        each(lambda provision: provision.start),
        each(lambda provision: provision.number or provision.document),
        each(lambda provision: provision.article),
        each(lambda provision: provision.grade_at(day(provision))),
        each(lambda provision: provision.known_until if provision.next_start is None else None),
        each(lambda provision: _remark(book, provision, law.year)),
        line.path,
    )
    row = law.rows[line.path]
    # Rows are set as high as their text needs, as not every program does so by itself.
    needed = max(lines_needed(texts[_REMARK], _REMARK_WIDTH), lines_needed(texts[_DOCUMENT], _DOCUMENT_WIDTH))
    sheet.set_row(row, max(16, 14 * needed + 2))
    for place, text in enumerate(texts):
        wrapped = book.cell("fixed", "wrapped", valign="vcenter")
        sheet.write_string(row, _SOURCES + place, text, wrapped)


def _remark(book: ResultBook, provision: Provision, year: int) -> str | None:
    said = []
    if provision.assumed:
        said.append(book.say(_ASSUMED))
    if provision.is_carried_forward_at(f"{year}-12-01"):
        said.append(book.say(_CARRIED))
    if provision.note is not None:
        said.append(book.say(provision.note))
    return ("；" if book.language == "zh" else "; ").join(said) or None


def _kind(line: LawLine) -> Kind:
    if line.unit == "/1":
        return "rate"
    return "whole" if ".reset_month." in line.path else "number"
