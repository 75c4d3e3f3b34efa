"""The sheet 分职级: what each rank costs, and how many people of it there are in each month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import Rank, Status, label
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_chart import CHART_ROWS, Series, column_chart
from openfisca_china_personnel.workbook.result_facts import Piece, total
from openfisca_china_personnel.workbook.result_layout import RANKS, Block, Layout, area, cell

_TITLE = Text("分职级", "By rank")
_SUBTITLE = Text(
    "在职人员按职级、离退休人员合并；左为全年应列金额（元），右为各月在册人数。",
    "Active people by rank, retired people together; what they cost in the year (yuan), and the people of each month.",
)
_RANK, _SUM = Text("职级", "Rank"), Text("合计", "Total")
_SECTION = Text("{year} 年度 · {label}", "{year} · {label}")
_AMOUNTS, _HEADS = Text("全年应列金额（元）", "Expected in the year (yuan)"), Text("各月人数", "People by month")
_CHART = Text("各月人数：{year} 年度 · {label}", "People by month: {year} · {label}")
_FIRST_ROW = 3
_TOTAL_COLUMN = 1 + len(LINES)
_FIRST_MONTH = _TOTAL_COLUMN + 1
_MOST_CHARTS = 4


@dataclass(frozen=True)
class _People:
    """People who are shown in one row."""

    name: Text
    status: Status
    rank: Rank | None

    def holds(self, piece: Piece) -> bool:
        return piece.status is self.status and self.rank in (None, piece.rank)

    def conditions(self, layout: Layout, block: Block) -> str:
        """As ``SUMIFS`` takes them."""
        by_status = f"{layout.of_rows(block, 'status')},{self.status.index}"
        return by_status if self.rank is None else f"{by_status},{layout.of_rows(block, 'rank')},{self.rank.index}"


def write_ranks(book: ResultBook, layout: Layout) -> None:
    """Write the sheet."""
    _Ranks(book, layout).write()


class _Ranks:
    """The sheet being written, from ``row`` on."""

    def __init__(self, book: ResultBook, layout: Layout) -> None:
        self.book, self.layout = book, layout
        self.sheet = book.sheet(RANKS, _TITLE, _SUBTITLE)
        self.people = _people(layout)
        self.row = _FIRST_ROW

    def write(self) -> None:
        self.sheet.set_column(0, 0, 22)
        self.sheet.set_column(1, _TOTAL_COLUMN, 17)
        self.sheet.set_column(_FIRST_MONTH, _FIRST_MONTH + 11, 9)
        first_rows = [(block, self._block(block)) for block in self.layout.blocks]
        if self.people:
            for block, first in first_rows[:_MOST_CHARTS]:
                self._chart(block, first)
        self.sheet.freeze_panes(_FIRST_ROW, 1)

    def _block(self, block: Block) -> int:
        """Write a computation; the row of its first people."""
        title = _SECTION.format(year=block.year, label=block.facts.computation.label)
        self.book.section(self.sheet, self.row, title, _FIRST_MONTH + 12)
        groups = ((1, _TOTAL_COLUMN, _AMOUNTS), (_FIRST_MONTH, _FIRST_MONTH + 11, _HEADS))
        for number, (first, last, text) in enumerate(groups):
            style = self.book.styles.group(number)
            self.sheet.merge_range(self.row + 1, first, self.row + 1, last, self.book.say(text), style)
        self.row += 2
        self.sheet.set_row(self.row, 44)
        for place, text in enumerate((_RANK, *(line.name for line in LINES), _SUM)):
            self.sheet.write_string(self.row, place, self.book.say(text), self.book.styles.heading)
        for month in EVERY_MONTH:
            self.sheet.write_number(self.row, _FIRST_MONTH + month - 1, month, self.book.month_heading)
        heading = self.row
        for people in self.people:
            self.row += 1
            self._amounts(block, people)
            self._heads(block, people, heading)
        self.row += 1
        self._totals(block, heading + 1)
        self.row += 2
        return heading + 1

    def _amounts(self, block: Block, people: _People) -> None:
        conditions = people.conditions(self.layout, block)
        pieces = [piece for piece in block.facts.pieces if people.holds(piece)]
        self.sheet.write_string(self.row, 0, self.book.say(people.name), self.book.cell("fixed"))
        amounts = [total(total(piece.amounts[line.key]) for piece in pieces) for line in LINES]
        for place, (line, amount) in enumerate(zip(LINES, amounts, strict=True), start=1):
            formula = self.book.total_yuan_where(self.layout.of_rows(block, f"{line.key} year"), conditions)
            style = self.book.cell("fixed", "money")
            self.sheet.write_formula(self.row, place, f"={formula}", style, self.book.fen_as_yuan(amount))
        whole = self.book.sum_of_yuan(f"{cell(self.row, 1)}:{cell(self.row, len(LINES))}")
        bold, value = self.book.cell("fixed", "money", bold=True), self.book.fen_as_yuan(total(amounts))
        self.sheet.write_formula(self.row, _TOTAL_COLUMN, f"={whole}", bold, value)

    def _heads(self, block: Block, people: _People, heading: int) -> None:
        conditions = people.conditions(self.layout, block)
        heads, first, last = (self.layout.of_people(block, name) for name in ("headcount", "first", "last"))
        for month in EVERY_MONTH:
            place = _FIRST_MONTH + month - 1
            now = cell(heading, place, fixed="row")
            formula = f'ROUND(SUMIFS({heads},{conditions},{first},"<="&{now},{last},">="&{now}),6)'
            there = (piece for piece in block.facts.pieces if people.holds(piece))
            value = _heads_of(there, month)
            self.sheet.write_formula(self.row, place, f"={formula}", self.book.cell("fixed", "heads"), value)

    def _totals(self, block: Block, first: int) -> None:
        self.sheet.write_string(self.row, 0, self.book.say(_SUM), self.book.cell("total"))
        if not self.people:
            for place in range(1, _FIRST_MONTH + 12):
                self.sheet.write_number(self.row, place, 0, self.book.cell("total", "number"))
            return
        pieces = block.facts.pieces
        amounts = [total(total(piece.amounts[line.key]) for piece in pieces) for line in LINES]
        for place, amount in enumerate((*amounts, total(amounts)), start=1):
            formula = self.book.sum_of_yuan(f"{cell(first, place)}:{cell(self.row - 1, place)}")
            style = self.book.cell("total", "money")
            self.sheet.write_formula(self.row, place, f"={formula}", style, self.book.fen_as_yuan(amount))
        for month in EVERY_MONTH:
            place = _FIRST_MONTH + month - 1
            formula = f"ROUND(SUM({cell(first, place)}:{cell(self.row - 1, place)}),6)"
            style = self.book.cell("total", "heads")
            self.sheet.write_formula(self.row, place, f"={formula}", style, _heads_of(pieces, month))

    def _chart(self, block: Block, first: int) -> None:
        text = _CHART.format(year=block.year, label=block.facts.computation.label)
        last_month = _FIRST_MONTH + 11
        months = area(first - 1, _FIRST_MONTH, first - 1, last_month, RANKS)
        series = [
            Series(self.book.say(people.name), months, area(at, _FIRST_MONTH, at, last_month, RANKS))
            for at, people in enumerate(self.people, start=first)
        ]
        chart = column_chart(self.book, self.book.say(text), series, stacked=True)
        self.sheet.insert_chart(self.row, 0, chart, {"x_offset": 4, "y_offset": 6})
        self.row += CHART_ROWS


def _people(layout: Layout) -> list[_People]:
    pieces = [piece for block in layout.blocks for piece in block.facts.pieces]
    active = {piece.rank for piece in pieces if piece.status is Status.active}
    others = {piece.status for piece in pieces} - {Status.active}
    shown = [_People(label(rank), Status.active, rank) for rank in Rank if rank in active]
    return [*shown, *(_People(label(status), status, None) for status in Status if status in others)]


def _heads_of(pieces: Iterable[Piece], month: int) -> float:
    return sum(piece.millionths for piece in pieces if piece.first <= month <= piece.last) / HEADCOUNT_STEPS
