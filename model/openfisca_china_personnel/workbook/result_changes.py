"""The sheet 变动分解: why each line of a scenario differs from the baseline, as the model splits it."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.decomposition import CAUSES, Change
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_chart import CHART_ROWS, Series, column_chart
from openfisca_china_personnel.workbook.result_layout import CHANGES, Layout, area

_TITLE = Text("变动分解", "Why the lines change")
_SUBTITLE = Text(
    "单位：元。由模型算得（五种原因的沙普利值，合计精确到分），是静态数，不随改动重算。",
    "In yuan. Computed by the model (Shapley values of five causes, adding up to the fen); static, they do not follow "
    "changes.",
)
_CODE, _NAME = Text("科目编码", "Code"), Text("科目名称", "Line")
_FROM, _TO, _CHANGE = Text("基准", "Baseline"), Text("情景", "Scenario"), Text("增减", "Change")
_SECTION = Text("{year} 年度 · {label}", "{year} · {label}")
_NONE = Text("没有分解结果。", "There is no decomposition.")
_FIRST_CAUSE = 5


def write_changes(book: ResultBook, layout: Layout, changes: Sequence[tuple[int, Sequence[Change]]]) -> None:
    """Write the sheet. ``changes``: the number of each scenario's variant and its changes, of one or several years."""
    sheet = book.sheet(CHANGES, _TITLE, _SUBTITLE)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, _FIRST_CAUSE + len(CAUSES), 17)
    row = 3
    for variant, of_scenario in changes:
        for year in layout.years:
            of_year = [change for change in of_scenario if change.year == year]
            if of_year:
                row = _write_block(book, sheet, layout, (year, variant), of_year, row) + 1
    if row == 3:
        sheet.write_string(row, 0, book.say(_NONE), book.styles.text)
    sheet.freeze_panes(3, 2)


def _write_block(
    book: ResultBook, sheet: Worksheet, layout: Layout, key: tuple[int, int], changes: Sequence[Change], row: int
) -> int:
    block = layout.block(*key)
    names = {item.code: item.name for item in block.facts.computation.budget.items}
    headings = (_CODE, _NAME, _FROM, _TO, _CHANGE, *(cause.name for cause in CAUSES))
    title = _SECTION.format(year=key[0], label=block.facts.computation.label)
    for place, heading in enumerate(headings):
        sheet.write_string(row + 1, place, book.say(heading), book.styles.heading)
    book.section(sheet, row, title, len(headings))
    first = row + 2
    signed = book.signed("fixed")
    for at, change in enumerate(changes, start=first):
        sheet.write_string(at, 0, change.code, book.cell("fixed", "code"))
        sheet.write_string(at, 1, book.say(names[change.code]), book.cell("fixed"))
        book.write_static(sheet, (at, 2), change.start, book.cell("fixed", "money"))
        book.write_static(sheet, (at, 3), change.end, book.cell("fixed", "money"))
        whole = None if change.start is None or change.end is None else change.end - change.start
        book.write_static(sheet, (at, 4), whole, signed)
        amounts = {part.cause: part.amount for part in change.parts}
        for place, cause in enumerate(CAUSES, start=_FIRST_CAUSE):
            book.write_static(sheet, (at, place), amounts.get(cause.key), signed)
    last = first + len(changes) - 1
    causes = area(row + 1, _FIRST_CAUSE, row + 1, _FIRST_CAUSE + len(CAUSES) - 1, CHANGES)
    series = [
        Series(
            book.say(names[change.code]), causes, area(at, _FIRST_CAUSE, at, _FIRST_CAUSE + len(CAUSES) - 1, CHANGES)
        )
        for at, change in enumerate(changes, start=first)
    ]
    chart = column_chart(book, book.say(title), series, stacked=True)
    sheet.insert_chart(last + 2, 0, chart, {"x_offset": 4})
    return last + 2 + CHART_ROWS
