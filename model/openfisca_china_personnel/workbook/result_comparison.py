"""The sheet 对照: the published figures beside the expected ones, verdicts included as formulas."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.comparison import SCOPES, VERDICTS, ComparedLine, Comparison
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_book import DASH, ResultBook
from openfisca_china_personnel.workbook.result_chart import Series, column_chart
from openfisca_china_personnel.workbook.result_layout import COMPARISON, SUMMARY, Layout, area, cell
from openfisca_china_personnel.workbook.result_summary import Places, amount_of, follows, item_of
from openfisca_china_personnel.workbook.styles import BAD_FILL, BAD_INK, GOOD_FILL, GOOD_INK

_TITLE = Text("公布数与应列金额对照", "Published and expected")
_SUBTITLE = Text(
    "{unit} {year} 年度；口径：{scope}；单位：元。公布数（黄色）可以改，差额与结论随之重算。",
    "{unit}, {year}; scope: {scope}; in yuan. The reported figures (yellow) can be changed; difference and verdict "
    "follow.",
)
_THE_UNIT = Text("本单位", "the unit")
_HEADINGS = (
    (Text("科目编码", "Code"), 12),
    (Text("科目名称", "Line"), 36),
    (Text("公布数", "Reported"), 17),
    (Text("公布数末位的一半", "Half of its last place"), 12),
    (Text("应列金额", "Expected"), 17),
    (Text("下限", "Low"), 17),
    (Text("上限", "High"), 17),
    (Text("差额", "Difference"), 17),
    (Text("差额%", "Diff. %"), 10),
    (Text("结论", "Verdict"), 13),
)
_REMARK = Text(
    "公布数按末位四舍五入，代表上下各半个末位的区间。区间包含应列金额为“一致”；与上下限相交为“在区间内”。"
    "下限、上限与应列金额不同时是模型算得的静态数，不随改动重算。",
    "A printed figure stands for an interval of half its last place either way. “Equal”: the interval holds the "
    "expected amount; “within”: it meets the range. Where low and high differ from the expected amount they are the "
    "model's and do not follow changes.",
)
_CHART = Text("公布数与应列金额（元）", "Reported and expected (yuan)")
_HEADING_ROW = 3
_REPORTED, _HALF, _EXPECTED, _LOW, _HIGH, _DIFFERENCE, _PERCENT, _VERDICT = range(2, 10)


def write_comparison(
    book: ResultBook, layout: Layout, comparison: Comparison, document: Document, places: Places
) -> None:
    """Write the sheet. ``document`` is the one that was compared; ``places`` are the amounts of 汇总."""
    subtitle = _SUBTITLE.format(unit=comparison.unit or _THE_UNIT, year=comparison.year, scope=SCOPES[comparison.scope])
    sheet = book.sheet(COMPARISON, _TITLE, subtitle)
    sheet.set_row(_HEADING_ROW, 32)
    for place, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEADING_ROW, place, book.say(heading), book.styles.heading)
    first = _HEADING_ROW + 1
    for row, line in enumerate(comparison.lines, start=first):
        _write_line(book, sheet, layout, comparison, line, document, (row, places))
    last = first + len(comparison.lines) - 1
    sheet.merge_range(last + 2, 0, last + 2, _VERDICT, book.say(_REMARK), book.styles.note)
    sheet.set_row(last + 2, 42)
    if comparison.lines:
        _colours(book, sheet, first, last)
        names = area(first, 1, last, 1, COMPARISON)
        series = [
            Series(book.say(_HEADINGS[column][0]), names, area(first, column, last, column, COMPARISON))
            for column in (_REPORTED, _EXPECTED)
        ]
        sheet.insert_chart(last + 4, 0, column_chart(book, book.say(_CHART), series), {"x_offset": 4})
    sheet.freeze_panes(first, 2)


def _write_line(
    book: ResultBook,
    sheet: Worksheet,
    layout: Layout,
    comparison: Comparison,
    line: ComparedLine,
    document: Document,
    where: tuple[int, Places],
) -> None:
    row, places = where
    [block] = layout.blocks
    number = [item.code for item in block.facts.computation.budget.items].index(line.code)
    item = item_of(block, LINES[number])
    figure = document.figure(line.code, scope=comparison.scope)
    reported = figure.yuan if figure is not None else None
    half = figure.half_last_place if figure is not None else Decimal("0.005")
    sheet.write_string(row, 0, line.code, book.cell("fixed", "code"))
    sheet.write_string(row, 1, book.say(line.name), book.cell("fixed"))
    if reported is None:
        sheet.write_blank(row, _REPORTED, None, book.cell("input", "money"))
    else:
        sheet.write_number(row, _REPORTED, float(reported), book.cell("input", "money"))
    sheet.write_number(row, _HALF, float(half), book.cell("input", "money", num_format="#,##0.00###"))
    source = cell(*places[block.year, block.variant, LINES[number].key], SUMMARY)
    shown = book.fen_as_yuan(amount_of(block, LINES[number]))
    money = book.cell("fixed", "money")
    sheet.write_formula(row, _EXPECTED, f"={source}", money, shown)
    for place, value in ((_LOW, line.low), (_HIGH, line.high)):
        if follows(item, value):
            sheet.write_formula(row, place, f"={cell(row, _EXPECTED, fixed='none')}", money, shown)
        else:
            book.write_static(sheet, (row, place), value, money)
    _write_results(book, sheet, row, line)


def _write_results(book: ResultBook, sheet: Worksheet, row: int, line: ComparedLine) -> None:
    reported, half, expected, low, high, difference = (
        cell(row, column, fixed="column") for column in (_REPORTED, _HALF, _EXPECTED, _LOW, _HIGH, _DIFFERENCE)
    )
    formula = f'IF({reported}="","{DASH}",{formulas.difference(reported, expected, DASH)})'
    sheet.write_formula(row, _DIFFERENCE, f"={formula}", book.signed("fixed"), _or_dash(line.difference))
    percent = f'IF(ISNUMBER({difference}),IF({expected}=0,"{DASH}",ROUND({difference}/{expected},3)),"{DASH}")'
    share = None if line.difference_percent is None else line.difference_percent / 100
    sheet.write_formula(row, _PERCENT, f"={percent}", book.signed("fixed", percent=True), _or_dash(share))
    words = {name: book.say(text) for name, text in VERDICTS.items()}
    printed = formulas.Printed(reported, half)
    verdict = formulas.verdict(printed, expected, low, high, words)
    sheet.write_formula(row, _VERDICT, f"={verdict}", book.cell("fixed", "word", bold=True), words[line.verdict])


def _or_dash(value: Decimal | None) -> float | str:
    return DASH if value is None else float(value)


def _colours(book: ResultBook, sheet: Worksheet, first: int, last: int) -> None:
    good = book.workbook.add_format({"bg_color": GOOD_FILL, "font_color": GOOD_INK})
    bad = book.workbook.add_format({"bg_color": BAD_FILL, "font_color": BAD_INK})
    for name, text in VERDICTS.items():
        style = good if name in ("equal", "within") else bad
        rule = {"type": "cell", "criteria": "==", "value": f'"{book.say(text)}"', "format": style}
        sheet.conditional_format(first, _VERDICT, last, _VERDICT, rule)
