"""The sheet 分月: every line in every month, of every computation."""

from __future__ import annotations

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import FEN_PER_YUAN
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_book import DASH, ResultBook
from openfisca_china_personnel.workbook.result_chart import Series, line_chart
from openfisca_china_personnel.workbook.result_facts import total
from openfisca_china_personnel.workbook.result_layout import MONTHS, Layout, area, cell
from openfisca_china_personnel.workbook.result_summary import amount_of, item_of, less
from openfisca_china_personnel.workbook.styles import Role

_TITLE = Text("分月", "By month")
_SUBTITLE = Text("各科目逐月应列金额，单位：元。", "Every line month by month, in yuan.")
_CODE, _NAME, _SUM = Text("科目编码", "Code"), Text("科目名称", "Line"), Text("合计", "Total")
_DIFFERENCE = Text("{label} 减 {baseline}", "{label} less {baseline}")
_CHART = Text("各月合计（元）", "Total of each month (yuan)")
_FIRST_ROW = 3
_FIRST_COLUMN = 2

MonthPlaces = dict[tuple[int, int, str, int], tuple[int, int]]
"""The cells by year, variant, line (``total`` for all) and month."""


def write_months(book: ResultBook, layout: Layout) -> MonthPlaces:
    """Write the sheet; where the amounts stand."""
    return _Months(book, layout).write()


class _Months:
    """The sheet being written, from ``row`` on."""

    def __init__(self, book: ResultBook, layout: Layout) -> None:
        self.book, self.layout = book, layout
        self.sheet = book.sheet(MONTHS, _TITLE, _SUBTITLE)
        self.months = [(year, month) for year in layout.years for month in EVERY_MONTH]
        self.last_column = _FIRST_COLUMN + len(self.months)
        self.places: MonthPlaces = {}
        self.row = _FIRST_ROW

    def write(self) -> MonthPlaces:
        self.sheet.set_column(0, 0, 12)
        self.sheet.set_column(1, 1, 34)
        self.sheet.set_column(_FIRST_COLUMN, self.last_column, 14)
        for variant in self.layout.variants:
            self._heading(self._label(variant))
            for line in (*LINES, None):
                self._amounts(variant, line)
            self.row += 1
        first, *others = self.layout.variants
        for variant in others:
            self._heading(_DIFFERENCE.format(label=self._label(variant), baseline=self._label(first)))
            for line in (*LINES, None):
                self._differences(variant, line)
            self.row += 1
        self._chart()
        self.sheet.freeze_panes(_FIRST_ROW, _FIRST_COLUMN)
        return self.places

    def _label(self, variant: int) -> Text:
        return self.layout.block(self.layout.years[0], variant).facts.computation.label

    def _heading(self, title: Text) -> None:
        self.book.section(self.sheet, self.row, title, self.last_column + 1)
        months = (f"{year}-{month:02d}" for year, month in self.months)
        names = (self.book.say(_CODE), self.book.say(_NAME), *months, self.book.say(_SUM))
        for place, name in enumerate(names):
            self.sheet.write_string(self.row + 1, place, name, self.book.styles.heading)
        self.row += 2

    def _names(self, variant: int, line: Line | None) -> Role:
        role: Role = "fixed" if line else "total"
        code = item_of(self.layout.block(self.layout.years[0], variant), line).code if line else ""
        self.sheet.write_string(self.row, 0, code, self.book.cell(role, "code"))
        self.sheet.write_string(self.row, 1, self.book.say(line.name if line else _SUM), self.book.cell(role))
        return role

    def _amounts(self, variant: int, line: Line | None) -> None:
        role = self._names(variant, line)
        style = self.book.cell(role, "money")
        amounts = []
        for place, (year, month) in enumerate(self.months, start=_FIRST_COLUMN):
            block = self.layout.block(year, variant)
            if line:
                formula = self.book.total_yuan(self.layout.of_months(block, line.key, month))
            else:
                formula = self.book.sum_of_yuan(f"{cell(self.row - len(LINES), place)}:{cell(self.row - 1, place)}")
            amounts.append(amount_of(block, line, month=month))
            self.sheet.write_formula(self.row, place, f"={formula}", style, self.book.fen_as_yuan(amounts[-1]))
            self.places[year, variant, _key(line), month] = self.row, place
        whole = self.book.sum_of_yuan(self._cells_of_row())
        bold = self.book.cell(role, "money", bold=True)
        self.sheet.write_formula(self.row, self.last_column, f"={whole}", bold, self.book.fen_as_yuan(total(amounts)))
        self.row += 1

    def _differences(self, variant: int, line: Line | None) -> None:
        role = self._names(variant, line)
        which = (variant, self.layout.variants[0])
        changes = []
        for place, (year, month) in enumerate(self.months, start=_FIRST_COLUMN):
            after, before = (amount_of(self.layout.block(year, each), line, month=month) for each in which)
            changes.append(less(after, before))
            cells = [cell(*self.places[year, each, _key(line), month]) for each in which]
            value = DASH if changes[-1] is None else changes[-1] / FEN_PER_YUAN
            formula = formulas.difference(cells[0], cells[1], DASH)
            self.sheet.write_formula(self.row, place, f"={formula}", self.book.signed(role), value)
        cells_of_row = self._cells_of_row()
        whole = formulas.if_known(cells_of_row, f"ROUND(SUM({cells_of_row}),2)", [DASH])
        value = DASH if None in changes else sum(change or 0 for change in changes) / FEN_PER_YUAN
        self.sheet.write_formula(self.row, self.last_column, f"={whole}", self.book.signed(role, bold=True), value)
        self.row += 1

    def _cells_of_row(self) -> str:
        return f"{cell(self.row, _FIRST_COLUMN)}:{cell(self.row, self.last_column - 1)}"

    def _chart(self) -> None:
        series = []
        for variant in self.layout.variants:
            at, first = self.places[self.layout.years[0], variant, "total", 1]
            _, last = self.places[self.layout.years[-1], variant, "total", 12]
            names = area(_FIRST_ROW + 1, first, _FIRST_ROW + 1, last, MONTHS)
            series.append(Series(self.book.say(self._label(variant)), names, area(at, first, at, last, MONTHS)))
        chart = line_chart(self.book, self.book.say(_CHART), series)
        self.sheet.insert_chart(self.row, 0, chart, {"x_offset": 4, "y_offset": 6})


def _key(line: Line | None) -> str:
    return line.key if line else "total"
