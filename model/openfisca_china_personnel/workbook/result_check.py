"""The sheet 核对: the formulas' totals held against the model's figures, to the fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_facts import Amount
from openfisca_china_personnel.workbook.result_layout import CHECK, MONTHS, SUMMARY, Layout, cell
from openfisca_china_personnel.workbook.result_months import MonthPlaces
from openfisca_china_personnel.workbook.result_summary import CHECK_RESULT, Places, amount_of, of_unit
from openfisca_china_personnel.workbook.styles import BAD_FILL, BAD_INK, GOOD_FILL, GOOD_INK

_TITLE = Text("核对", "Check")
_SUBTITLE = Text(
    "公式的合计与模型的结果逐项核对到分。改动黄色单元格后出现“不一致”是正常的：差额就是改动的影响。",
    "The formulas' totals against the model's figures, to the fen. After a yellow cell was changed a difference is "
    "expected: it is the effect of the change.",
)
_RESULT = Text("结果", "Result")
_ALL_AGREE = Text("核对：全部一致，共 {count} 项", "Check: all {count} figures agree")
_BEFORE_COUNT = Text("核对：共 {count} 项，其中不一致 ", "Check: of {count} figures ")
_AFTER_COUNT = Text(" 项（改动输入后属正常）", " differ (expected after a change)")
AGREE, DIFFER = Text("一致", "agrees"), Text("不一致", "differs")
_HEADINGS = (
    (Text("年度", "Year"), 8),
    (Text("测算", "Computation"), 26),
    (Text("范围", "Of"), 22),
    (Text("科目编码", "Code"), 12),
    (Text("科目名称", "Line"), 36),
    (Text("公式合计（元）", "Formulas (yuan)"), 20),
    (Text("模型结果（元，静态）", "Model (yuan, static)"), 20),
    (Text("差额", "Difference"), 16),
    (Text("核对", "Check"), 11),
)
_WHOLE_YEAR = Text("全年", "the year")
_HEADING_ROW = 5
_FORMULA, _MODEL, _DIFFERENCE, _STATUS = range(5, 9)


@dataclass(frozen=True)
class _Figure:
    """A figure that both have: where it stands, whose it is, what the model says and what the formulas should give."""

    year: int
    label: Text
    of: str
    code: str
    name: Text
    place: str
    model: Yuan
    expected: Amount


def write_check(book: ResultBook, layout: Layout, places: Places, months: MonthPlaces) -> str:
    """Write the sheet; what it has found. ``places`` and ``months`` are the amounts of 汇总 and 分月."""
    sheet = book.sheet(CHECK, _TITLE, _SUBTITLE)
    figures = list(_figures(book, layout, places, months))
    for place, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEADING_ROW, place, book.say(heading), book.styles.heading)
    first = _HEADING_ROW + 1
    for row, figure in enumerate(figures, start=first):
        _write_figure(book, sheet, row, figure)
    last = first + len(figures) - 1
    result = _write_result(book, sheet, first, last)
    _colours(book, sheet, first, last)
    sheet.autofilter(_HEADING_ROW, 0, last, _STATUS)
    sheet.freeze_panes(first, 0)
    sheet.repeat_rows(_HEADING_ROW)
    return result


def _figures(book: ResultBook, layout: Layout, places: Places, months: MonthPlaces) -> Iterator[_Figure]:
    for block in layout.blocks:
        computation = block.facts.computation
        budget = computation.budget
        for line, item in zip(LINES, budget.items, strict=True):
            place = cell(*places[block.year, block.variant, line.key], SUMMARY, fixed="none")
            whole = book.say(_WHOLE_YEAR)
            yield _Figure(
                block.year, computation.label, whole, item.code, line.name, place, item.amount, amount_of(block, line)
            )
        for unit, own in enumerate(budget.units):
            for line, item in zip(LINES, own.items, strict=True):
                found = places.get((block.year, block.variant, of_unit(line, unit)))
                if found is not None:
                    place = cell(*found, SUMMARY, fixed="none")
                    amount = amount_of(block, line, unit=unit)
                    name = own.unit or ""
                    yield _Figure(block.year, computation.label, name, item.code, line.name, place, item.amount, amount)
        lines = {item.code: line for line, item in zip(LINES, budget.items, strict=True)}
        for of_month in budget.months:
            line, month = lines[of_month.code], int(of_month.month[5:])
            place = cell(*months[block.year, block.variant, line.key, month], MONTHS, fixed="none")
            amount = amount_of(block, line, month=month)
            yield _Figure(
                block.year, computation.label, of_month.month, of_month.code, line.name, place, of_month.amount, amount
            )


def _write_figure(book: ResultBook, sheet: Worksheet, row: int, figure: _Figure) -> None:
    sheet.write_number(row, 0, figure.year, book.cell("fixed", "whole"))
    for place, text in enumerate((book.say(figure.label), figure.of), start=1):
        sheet.write_string(row, place, text, book.cell("fixed"))
    sheet.write_string(row, 3, figure.code, book.cell("fixed", "code"))
    sheet.write_string(row, 4, book.say(figure.name), book.cell("fixed"))
    money = book.cell("fixed", "money")
    sheet.write_formula(row, _FORMULA, f"={figure.place}", money, book.fen_as_yuan(figure.expected))
    book.write_static(sheet, (row, _MODEL), figure.model, money)
    formula, model = cell(row, _FORMULA, fixed="none"), cell(row, _MODEL, fixed="none")
    both = f"AND(ISNUMBER({formula}),ISNUMBER({model}))"
    fen = figure.expected if isinstance(figure.expected, int) else None
    off = None if fen is None or figure.model is None else fen - int(figure.model.scaleb(2))
    sheet.write_formula(
        row, _DIFFERENCE, f'=IF({both},ROUND({formula}-{model},2),"—")', money, "—" if off is None else off / 100
    )
    agree, differ = book.say(AGREE), book.say(DIFFER)
    # Where neither has an amount they agree as well.
    neither = f"AND(NOT(ISNUMBER({formula})),NOT(ISNUMBER({model})))"
    same = f"ROUND({formula}*100,0)=ROUND({model}*100,0)"
    status = f'IF(IF({both},{same},{neither}),"{agree}","{differ}")'
    agrees = off == 0 or (fen is None and figure.model is None)
    sheet.write_formula(row, _STATUS, f"={status}", book.cell("fixed", "word"), agree if agrees else differ)


def _write_result(book: ResultBook, sheet: Worksheet, first: int, last: int) -> str:
    statuses = f"{cell(first, _STATUS)}:{cell(last, _STATUS)}"
    count = last - first + 1
    all_agree = book.say(_ALL_AGREE.format(count=count))
    head, tail = book.say(_BEFORE_COUNT.format(count=count)), book.say(_AFTER_COUNT)
    differing = f'COUNTIF({statuses},"{book.say(DIFFER)}")'
    formula = f'IF({differing}=0,"{all_agree}","{head}"&{differing}&"{tail}")'
    style = book.styles.of(bold=True, font_size=12)
    sheet.write_string(CHECK_RESULT[0], 0, book.say(_RESULT), book.styles.label)
    sheet.write_formula(*CHECK_RESULT, f"={formula}", style, all_agree)
    return all_agree


def _colours(book: ResultBook, sheet: Worksheet, first: int, last: int) -> None:
    good = book.workbook.add_format({"bg_color": GOOD_FILL, "font_color": GOOD_INK})
    bad = book.workbook.add_format({"bg_color": BAD_FILL, "font_color": BAD_INK})
    for text, style in ((AGREE, good), (DIFFER, bad)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{book.say(text)}"', "format": style}
        sheet.conditional_format(first, _STATUS, last, _STATUS, rule)
