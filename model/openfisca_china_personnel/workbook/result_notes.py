"""The sheet 说明: how to use the workbook, and everything that the result rests on."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.workbook.result_book import ResultBook, lines_needed
from openfisca_china_personnel.workbook.result_layout import CALCULATION, CHECK, LAW, NOTES, PEOPLE

_TITLE = Text("说明", "Notes")
_SUBTITLE = Text("怎样使用本工作簿，以及结果依据什么。", "How to use this workbook, and what the result rests on.")
_USE = Text("怎样使用", "How to use it")
_HOW = (
    Text(
        f"“{PEOPLE}”列出参与测算的每一行人员。黄色单元格（人数、工资、基数、比例、一次性补贴）可以改，"
        "汇总、分月、分职级随之重算。",
        f"{PEOPLE} lists every row of people. Its yellow cells (headcount, wages, bases, rate, lump sum) can be "
        "changed; all other sheets follow.",
    ),
    Text(
        f"“{LAW}”列出公式所用的法规数值及其文件、条款、日期和可信级别。黄色单元格可以改作假设；"
        "标“未知”的是法规数据缺口，可以填入数值。",
        f"{LAW} lists the law's values with document, article, date and grade. They can be changed as an assumption, "
        "and gaps, marked unknown, can be filled in.",
    ),
    Text(
        f"“{CALCULATION}”是逐行逐月的计算过程，与模型用同样的取整：住房公积金每人每月取整到元，"
        "养老保险和职业年金取整到分，均四舍五入；再乘人数取整到分。",
        f"{CALCULATION} holds the arithmetic, row by row and month by month, rounded as the model does: the fund to "
        "whole yuan a person and month, pension and annuity to the fen, half up, then times headcount to the fen.",
    ),
    Text(
        f"“{CHECK}”把公式的合计与模型的结果逐项核对到分。改动输入后两者不同是正常的，差额就是改动的影响。",
        f"{CHECK} holds the formulas' totals against the model's, to the fen. After a change they differ, and the "
        "difference is its effect.",
    ),
    Text(
        "情景的行引用基准的行：改基准的人数、工资，情景随之改变。起始月、终止月、享受哪一档标准等由模型判定，"
        "改动后不重新判定。",
        "A scenario's rows point to the baseline's: change a headcount or a wage there and the scenario follows. Who "
        "is there when, and which standard applies, was settled by the model and is not judged again.",
    ),
    Text(
        "区间（下限、上限）和变动分解是模型算得的静态数。重新测算请用 personnel-budget 命令。",
        "Ranges and the decomposition are static figures of the model. To compute anew use personnel-budget.",
    ),
)
_COLOURS = Text("颜色", "Colours")
_INPUT = Text("可以改的数", "can be changed")
_FIXED = Text("事实与公式，不要改", "facts and formulas, leave as they are")
_BASIS = Text("结果的依据", "What the result rests on")
_HEADINGS = (
    (Text("序号", "No."), 7),
    (Text("说明", "Note"), 90),
    (Text("科目", "Lines"), 18),
    (Text("名册行", "Rows"), 16),
    (Text("月份", "Months"), 24),
    (Text("可信级别", "Grade"), 10),
)
_MOST_ROWS = 40


def write_notes(book: ResultBook, notes: Sequence[Note]) -> None:
    """Write the sheet."""
    sheet = book.sheet(NOTES, _TITLE, _SUBTITLE)
    for place, (_, width) in enumerate(_HEADINGS):
        sheet.set_column(place, place, width)
    row = _section(book, sheet, 3, _USE)
    for number, text in enumerate(_HOW, start=1):
        sheet.write_number(row, 0, number, book.styles.of(align="center", valign="top"))
        sheet.merge_range(row, 1, row, 5, book.say(text), book.styles.text)
        sheet.set_row(row, 14.5 * lines_needed(book.say(text), sum(width for _, width in _HEADINGS[1:])) + 3)
        row += 1
    row = _section(book, sheet, row + 1, _COLOURS)
    sheet.write_blank(row, 0, None, book.styles.input)
    sheet.write_string(row, 1, book.say(_INPUT), book.styles.text)
    sheet.write_blank(row + 1, 0, None, book.styles.fixed)
    sheet.write_string(row + 1, 1, book.say(_FIXED), book.styles.text)
    row = _section(book, sheet, row + 3, _BASIS)
    for place, (heading, _) in enumerate(_HEADINGS):
        sheet.write_string(row, place, book.say(heading), book.styles.heading)
    for number, note in enumerate(notes, start=1):
        _write_note(book, sheet, row + number, number, note)


def _section(book: ResultBook, sheet: Worksheet, row: int, title: Text) -> int:
    book.section(sheet, row, title, len(_HEADINGS))
    return row + 1


def _write_note(book: ResultBook, sheet: Worksheet, row: int, number: int, note: Note) -> None:
    text = book.say(note.text)
    rows = ", ".join(str(each) for each in note.rows[:_MOST_ROWS]) + (" …" if len(note.rows) > _MOST_ROWS else "")
    months = note.months[0] if len(note.months) == 1 else f"{note.months[0]} – {note.months[-1]}" if note.months else ""
    wrapped = book.cell("fixed", "wrapped")
    sheet.write_number(row, 0, number, book.cell("fixed", "whole", valign="top"))
    cells = (text, " ".join(note.lines), rows, months, note.grade or "")
    for place, cell in enumerate(cells, start=1):
        sheet.write_string(row, place, cell, wrapped)
    # Rows are set as high as their text needs, as not every program does so by itself.
    widths = [width for _, width in _HEADINGS[1:]]
    needed = max(lines_needed(cell, width * 0.95) for cell, width in zip(cells, widths, strict=True))
    sheet.set_row(row, 14.5 * needed + 3)
