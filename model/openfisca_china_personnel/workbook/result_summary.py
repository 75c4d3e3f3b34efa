"""The sheet 汇总: every line of every computation, the differences, the ranges, the units."""

from __future__ import annotations

from decimal import Decimal

from openfisca_china_personnel.budget import BudgetItem, Yuan
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import FEN_PER_YUAN
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_book import DASH, ResultBook
from openfisca_china_personnel.workbook.result_chart import CHART_ROWS, Series, column_chart
from openfisca_china_personnel.workbook.result_facts import Amount, Missing, total
from openfisca_china_personnel.workbook.result_layout import CHECK, SUMMARY, Block, Layout, area, cell
from openfisca_china_personnel.workbook.styles import ACCENT, Role

CHECK_RESULT = (3, 1)
"""The cell of 核对 that says how many figures agree."""

_TITLE = Text("人员经费测算汇总", "Personnel lines: summary")
_SUBTITLE = Text(
    "单位：元。金额都是公式，随“人员”“参数与依据”的黄色单元格重算。",
    "In yuan. Amounts are formulas and follow the yellow cells of 人员 and 参数与依据.",
)
_YEAR = Text("{year} 年度", "{year}")
_YEAR_HEADING = Text("年度", "Year")
_CODE = Text("科目编码", "Code")
_NAME = Text("科目名称", "Line")
_EXPECTED = Text("应列金额", "Expected")
_CHANGE = Text("增减", "Change")
_PERCENT = Text("增减%", "Change %")
_TOTAL = Text("合计", "Total")
_ECONOMIC = Text("部门预算\n经济分类", "Economic\nclass")
_RANGES = Text(
    "{year} 年度 {label}：区间（模型算得；与应列金额不同的是静态数，不随改动重算）",
    "{year}, {label}: ranges (from the model; what differs from the expected amount does not follow changes)",
)
_BOUNDS = (
    Text("下限", "Low"),
    Text("上限", "High"),
    Text("法定最低比例", "Lowest legal rate"),
    Text("法定最高比例", "Highest legal rate"),
)
_UNITS = Text("{year} 年度 分单位", "{year}: by unit")
_UNIT = Text("单位", "Unit")
_NO_UNIT = Text("（未填单位）", "(no unit)")
_CHART = Text("{year} 年度各科目（元）", "{year}: lines (yuan)")
_CHART_OF_YEARS = Text("各年合计（元）", "Total of each year (yuan)")
_FIRST_AMOUNT = 2

Places = dict[tuple[int, int, str], tuple[int, int]]
"""The cells of amounts in yuan, by year, variant and line (``total`` for all lines)."""


def item_of(block: Block, line: Line) -> BudgetItem:
    """The model's line of a computation."""
    return block.facts.computation.budget.items[LINES.index(line)]


def amount_of(block: Block, line: Line | None, *, unit: int | None = None, month: int | None = None) -> Amount:
    """What a line (``None``: all lines) costs for all rows of a computation or one unit, in one month or the year."""
    return total(
        amount
        for each in ([line] if line else LINES)
        for piece in block.facts.pieces
        if unit is None or piece.unit == unit
        for amount in (piece.amounts[each.key] if month is None else [piece.amounts[each.key][month - 1]])
    )


def write_summary(book: ResultBook, layout: Layout) -> Places:
    """Write the sheet; where the amounts stand."""
    return _Summary(book, layout).write()


def show_check(book: ResultBook, result: str) -> None:
    """Show at the top of the sheet what 核对, written meanwhile, has found: ``result``."""
    sheet = book.workbook.get_worksheet_by_name(SUMMARY)
    style = book.styles.of(bold=True, font_color=ACCENT)
    sheet.write_formula(2, 0, f"={cell(*CHECK_RESULT, CHECK)}", style, result)


class _Summary:
    """The sheet being written, from ``row`` on."""

    def __init__(self, book: ResultBook, layout: Layout) -> None:
        self.book, self.layout = book, layout
        self.sheet = book.sheet(SUMMARY, _TITLE, _SUBTITLE, ACCENT)
        self.places: Places = {}
        self.row = 4

    def write(self) -> Places:
        self.sheet.set_column(0, 0, 13)
        self.sheet.set_column(1, 1, 36)
        self.sheet.set_column(_FIRST_AMOUNT, _FIRST_AMOUNT + 3 * len(self.layout.variants) + 2, 18)
        for year in self.layout.years:
            self._year(year)
        self._chart(self.layout.years[0])
        if len(self.layout.years) > 1:
            self._years()
        for block in self.layout.blocks:
            self._ranges(block)
        for year in self.layout.years:
            if any(len(block.facts.units) > 1 for block in self._blocks(year)):
                self._units(year)
        self.sheet.activate()
        return self.places

    def _blocks(self, year: int) -> list[Block]:
        return [self.layout.block(year, variant) for variant in self.layout.variants]

    def _headings(self, title: Text, headings: list[Text]) -> None:
        self.book.section(self.sheet, self.row, title, len(headings))
        self.sheet.set_row(self.row + 1, 32)
        for place, heading in enumerate(headings):
            self.sheet.write_string(self.row + 1, place, self.book.say(heading), self.book.styles.heading)
        self.row += 2

    def _year(self, year: int) -> None:
        blocks = self._blocks(year)
        headings = [_CODE, _NAME, blocks[0].facts.computation.label if len(blocks) > 1 else _EXPECTED]
        for block in blocks[1:]:
            headings += [block.facts.computation.label, _CHANGE, _PERCENT]
        self._headings(_YEAR.format(year=year), [*headings, _ECONOMIC])
        first = self.row
        for line in (*LINES, None):
            role: Role = "fixed" if line else "total"
            item = item_of(blocks[0], line) if line else None
            self.sheet.write_string(self.row, 0, item.code if item else "", self.book.cell(role, "code"))
            self.sheet.write_string(self.row, 1, self.book.say(line.name if line else _TOTAL), self.book.cell(role))
            for place, block in enumerate(blocks):
                self._amount(block, line, (_FIRST_AMOUNT if place == 0 else 3 * place), first)
                if place:
                    self._change(blocks[0], block, line)
            classes = " / ".join(part.code or DASH for part in item.economic) if item else ""
            self.sheet.write_string(self.row, len(headings), classes, self.book.cell(role, "word"))
            self.row += 1
        self.row += 1

    def _amount(self, block: Block, line: Line | None, column: int, first: int) -> None:
        if line is None:
            formula = self.book.sum_of_yuan(f"{cell(first, column)}:{cell(self.row - 1, column)}")
        else:
            formula = self.book.total_yuan(self.layout.of_months(block, line.key))
        style = self.book.cell("fixed" if line else "total", "money")
        value = self.book.fen_as_yuan(amount_of(block, line))
        self.sheet.write_formula(self.row, column, f"={formula}", style, value)
        self.places[block.year, block.variant, _key(line)] = self.row, column

    def _change(self, baseline: Block, block: Block, line: Line | None) -> None:
        role: Role = "fixed" if line else "total"
        _, column = self.places[block.year, block.variant, _key(line)]
        now = cell(self.row, column)
        then = cell(*self.places[baseline.year, baseline.variant, _key(line)])
        before = amount_of(baseline, line)
        change = less(amount_of(block, line), before)
        difference = formulas.difference(now, then, DASH)
        style = self.book.signed(role)
        value = DASH if change is None else change / FEN_PER_YUAN
        self.sheet.write_formula(self.row, column + 1, f"={difference}", style, value)
        changed = cell(self.row, column + 1)
        percent = f'IF(ISNUMBER({changed}),IF({then}=0,"{DASH}",{changed}/{then}),"{DASH}")'
        share = change / before if change is not None and isinstance(before, int) and before else DASH
        self.sheet.write_formula(self.row, column + 2, f"={percent}", self.book.signed(role, percent=True), share)

    def _ranges(self, block: Block) -> None:
        title = _RANGES.format(year=block.year, label=block.facts.computation.label)
        self._headings(title, [_CODE, _NAME, *_BOUNDS])
        for line in LINES:
            item = item_of(block, line)
            self.sheet.write_string(self.row, 0, item.code, self.book.cell("fixed", "code"))
            self.sheet.write_string(self.row, 1, self.book.say(line.name), self.book.cell("fixed"))
            amount = cell(*self.places[block.year, block.variant, line.key], fixed="none")
            bounds = (item.low, item.high, item.legal_low, item.legal_high)
            for place, value in enumerate(bounds, start=_FIRST_AMOUNT):
                style = self.book.cell("fixed", "money")
                if follows(item, value):
                    assert item.amount is not None
                    self.sheet.write_formula(self.row, place, f"={amount}", style, float(item.amount))
                else:
                    self.book.write_static(self.sheet, (self.row, place), value, style)
            self.row += 1
        self.row += 1

    def _units(self, year: int) -> None:
        blocks = self._blocks(year)
        names = list(dict.fromkeys(name for block in blocks for name in block.facts.units))
        self._headings(_UNITS.format(year=year), [_CODE, _UNIT, *(b.facts.computation.label for b in blocks)])
        for name in names:
            for line in LINES:
                self.sheet.write_string(self.row, 0, item_of(blocks[0], line).code, self.book.cell("fixed", "code"))
                self.sheet.write_string(self.row, 1, name or self.book.say(_NO_UNIT), self.book.cell("fixed"))
                for place, block in enumerate(blocks, start=_FIRST_AMOUNT):
                    self._of_unit(block, line, name, place)
                self.row += 1
        self.row += 1

    def _of_unit(self, block: Block, line: Line, name: str | None, column: int) -> None:
        style = self.book.cell("fixed", "money")
        if name not in block.facts.units:
            self.sheet.write_number(self.row, column, 0, style)
            return
        unit = block.facts.units.index(name)
        conditions = f"{self.layout.of_rows(block, 'unit')},{unit}"
        formula = self.book.total_yuan_where(self.layout.of_rows(block, f"{line.key} year"), conditions)
        value = self.book.fen_as_yuan(amount_of(block, line, unit=unit))
        self.sheet.write_formula(self.row, column, f"={formula}", style, value)
        self.places[block.year, block.variant, of_unit(line, unit)] = self.row, column

    def _chart(self, year: int) -> None:
        series = []
        for block in self._blocks(year):
            first, column = self.places[year, block.variant, LINES[0].key]
            last = first + len(LINES) - 1
            names, values = (area(first, place, last, place, SUMMARY) for place in (1, column))
            series.append(Series(self.book.say(block.facts.computation.label), names, values))
        chart = column_chart(self.book, self.book.say(_CHART.format(year=year)), series)
        self.sheet.insert_chart(self.row, 0, chart, {"x_offset": 4})
        self.row += CHART_ROWS

    def _years(self) -> None:
        """The totals of the years side by side, and their chart."""
        blocks = self._blocks(self.layout.years[0])
        self._headings(_CHART_OF_YEARS, [_YEAR_HEADING, _NAME, *(b.facts.computation.label for b in blocks)])
        first = self.row
        for year in self.layout.years:
            self.sheet.write_number(self.row, 0, year, self.book.cell("fixed", "whole"))
            self.sheet.write_string(self.row, 1, self.book.say(_TOTAL), self.book.cell("fixed"))
            for place, block in enumerate(self._blocks(year), start=_FIRST_AMOUNT):
                source = cell(*self.places[year, block.variant, "total"], fixed="none")
                value = self.book.fen_as_yuan(amount_of(block, None))
                self.sheet.write_formula(self.row, place, f"={source}", self.book.cell("fixed", "money"), value)
            self.row += 1
        names = area(first, 0, self.row - 1, 0, SUMMARY)
        series = [
            Series(self.book.say(b.facts.computation.label), names, area(first, place, self.row - 1, place, SUMMARY))
            for place, b in enumerate(blocks, start=_FIRST_AMOUNT)
        ]
        chart = column_chart(self.book, self.book.say(_CHART_OF_YEARS), series)
        self.sheet.insert_chart(self.row + 1, 0, chart, {"x_offset": 4})
        self.row += 1 + CHART_ROWS


def of_unit(line: Line, unit: int) -> str:
    """What ``Places`` calls a line of one unit."""
    return f"{line.key} of unit {unit}"


def follows(item: BudgetItem, bound: Yuan | Decimal) -> bool:
    """Whether an end of a range is nothing but the amount, because nothing is open: it then follows every change."""
    is_closed = item.low == item.amount and item.high in (item.amount, None)
    return bound is not None and is_closed and bound == item.amount


def less(after: Amount, before: Amount) -> int | None:
    """The difference in fen; ``None`` where one of the two is missing."""
    return None if isinstance(after, Missing) or isinstance(before, Missing) else after - before


def _key(line: Line | None) -> str:
    return line.key if line else "total"
