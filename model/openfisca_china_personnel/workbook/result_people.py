"""The sheet 人员: who is computed, with what can be changed, and what each row costs in the year."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import FEN_PER_YUAN, RATE_STEPS
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import Location, label
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_facts import total
from openfisca_china_personnel.workbook.result_layout import (
    CALCULATION,
    FIRST_ROW,
    HEADING_ROW,
    PEOPLE,
    PEOPLE_COLUMNS,
    Block,
    Layout,
    cell,
    person,
)
from openfisca_china_personnel.workbook.result_links import OWN_CELL, Kinship, Links
from openfisca_china_personnel.workbook.result_probe import SCHEMES
from openfisca_china_personnel.workbook.styles import Role

_TITLE = Text("人员", "People")
_SUBTITLE = Text(
    "黄色单元格可以改：人数、工资、基数、比例、一次性补贴。改后全部合计随之重算；灰色为名册事实和结果。",
    "Yellow cells can be changed: headcount, wages, bases, rate, lump sum. All totals follow; grey cells are facts of "
    "the roster, and results.",
)


@dataclass(frozen=True)
class _Column:
    """A column: its heading, what a remark on it says, its width."""

    heading: Text
    remark: Text | None = None
    width: float = 11


_MONTHS_REMARK = Text("在册的首月与末月，两者都计。", "First and last month on the roster, both counted.")
_BASE_REMARK = Text(
    "元/月，上下限之前。引用工资的公式可以直接改写为数字；空白表示当年不缴。",
    "Yuan a month before cap and floor. A formula that points to a wage may be overwritten; blank: nothing is paid.",
)
_COLUMNS = {
    "year": _Column(Text("年度", "Year"), width=7),
    "variant": _Column(Text("测算", "Computation"), width=16),
    "row": _Column(Text("名册行", "Row"), Text("名册中的行号。", "The row of the roster."), 7),
    "unit": _Column(Text("单位", "Unit"), width=18),
    "person_id": _Column(Text("编号", "Person"), width=16),
    "status": _Column(Text("人员状态", "Status"), width=9),
    "rank": _Column(Text("职级", "Rank"), width=13),
    "location": _Column(Text("所在地", "Location"), width=10),
    "first": _Column(Text("起始月", "From"), _MONTHS_REMARK, 7),
    "last": _Column(Text("终止月", "To"), _MONTHS_REMARK, 7),
    "headcount": _Column(
        Text("人数", "Headcount"),
        Text(
            "同一批人分段列出时，后段的人数引用前段；情景的人数引用基准减去变动人数。",
            "Where the same people stand in several rows, later ones point to the first; a scenario's headcount points "
            "to the baseline's less those whom a change takes.",
        ),
        10,
    ),
    "monthly_salary": _Column(
        Text("月工资", "Monthly wage"), Text("预算年度，元/月。", "In the budget year, yuan a month.")
    ),
    "prior_year_salary": _Column(
        Text("上年月均工资", "Last year's wage"),
        Text("元/月；名册未填时引用月工资。", "Yuan a month; where the roster leaves it blank it points to the wage."),
    ),
    "housing_fund_before": _Column(Text("公积金基数\n调整月前", "Fund base\nbefore reset"), _BASE_REMARK, 12),
    "housing_fund_after": _Column(Text("公积金基数\n调整月起", "Fund base\nfrom reset"), _BASE_REMARK, 12),
    "pension_before": _Column(Text("养老基数\n调整月前", "Pension base\nbefore reset"), _BASE_REMARK, 12),
    "pension_after": _Column(Text("养老基数\n调整月起", "Pension base\nfrom reset"), _BASE_REMARK, 12),
    "rate": _Column(
        Text("公积金比例", "Fund rate"),
        Text("空白：按“参数与依据”的比例。", "Blank: the rate of the sheet 参数与依据."),
        10,
    ),
    "lump_sum": _Column(
        Text("一次性\n购房补贴", "Lump sum"),
        Text("元/人，须同时填发放月。", "Yuan a person; the month must be given too."),
        12,
    ),
    "lump_sum_month": _Column(Text("发放月", "Paid in"), width=7),
    **{line.key: _Column(line.name, width=16) for line in LINES},
    "total": _Column(Text("合计", "Total"), width=16),
}
_GROUPS = (
    ("year", "variant", Text("测算", "Computation")),
    ("row", "last", Text("谁，何时在册（月）", "Who, and when on the roster (months)")),
    ("headcount", "headcount", Text("人", "People")),
    ("monthly_salary", "prior_year_salary", Text("工资（元/月）", "Wages (yuan a month)")),
    ("housing_fund_before", "rate", Text("缴存（缴费）基数（元/月）与比例", "Contribution bases (yuan a month), rate")),
    ("lump_sum", "lump_sum_month", Text("一次性补贴（元）", "Lump sum (yuan)")),
    (LINES[0].key, "total", Text("全年应列金额（元）", "Expected in the year (yuan)")),
)


def write_people(book: ResultBook, layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.sheet(PEOPLE, _TITLE, _SUBTITLE)
    _headings(book, sheet)
    kinship = Kinship(layout)
    for block in layout.blocks:
        for number in range(len(block.facts.pieces)):
            _Row(book, sheet, layout, block, kinship.of(block, number)).write()
        if not block.facts.pieces:
            _empty_row(book, sheet, block)
    last = max(block.last_row for block in layout.blocks)
    sheet.autofilter(HEADING_ROW, 0, last, len(PEOPLE_COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, PEOPLE_COLUMNS.index("status"))
    sheet.repeat_rows(HEADING_ROW - 1, HEADING_ROW)
    at_least_zero = {"validate": "decimal", "criteria": ">=", "value": 0}
    for name in ("headcount", *(f"{scheme}_{part}" for scheme in SCHEMES for part in ("before", "after"))):
        place = PEOPLE_COLUMNS.index(name)
        sheet.data_validation(FIRST_ROW, place, last, place, at_least_zero)
    place = PEOPLE_COLUMNS.index("rate")
    between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    sheet.data_validation(FIRST_ROW, place, last, place, between)


def _headings(book: ResultBook, sheet: Worksheet) -> None:
    for number, (first, last, text) in enumerate(_GROUPS):
        columns = PEOPLE_COLUMNS.index(first), PEOPLE_COLUMNS.index(last)
        if columns[0] == columns[1]:
            sheet.write_string(HEADING_ROW - 1, columns[0], book.say(text), book.styles.group(number))
        else:
            sheet.merge_range(
                HEADING_ROW - 1, columns[0], HEADING_ROW - 1, columns[1], book.say(text), book.styles.group(number)
            )
    sheet.set_row(HEADING_ROW, 44)
    for place, name in enumerate(PEOPLE_COLUMNS):
        column = _COLUMNS[name]
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEADING_ROW, place, book.say(column.heading), book.styles.heading)
        if column.remark is not None:
            sheet.write_comment(HEADING_ROW, place, book.say(column.remark), {"x_scale": 1.6})


def _empty_row(book: ResultBook, sheet: Worksheet, block: Block) -> None:
    computation = block.facts.computation
    sheet.write_number(block.first_row, 0, block.year, book.cell("fixed", "whole"))
    sheet.write_string(block.first_row, 1, book.say(computation.label), book.cell("fixed"))


class _Row:
    """One piece on its way into the sheet."""

    def __init__(self, book: ResultBook, sheet: Worksheet, layout: Layout, block: Block, links: Links) -> None:
        self.book, self.sheet, self.layout, self.block, self.links = book, sheet, layout, block, links
        self.piece, self.row = links.piece, links.row

    def write(self) -> None:
        self._identity()
        self._headcount()
        self._wages()
        for scheme in SCHEMES:
            self._bases(scheme)
        self._rate()
        self._lump_sum()
        self._totals()

    def _identity(self) -> None:
        piece, facts = self.piece, self.block.facts
        self._text("variant", self.book.say(facts.computation.label))
        self._text("unit", facts.units[piece.unit] or "")
        self._text("person_id", piece.person_id or "")
        for name, word in (("status", piece.status), ("rank", piece.rank), ("location", piece.location)):
            self._text(name, self.book.say(label(word)))
        for name, number in (
            ("year", self.block.year),
            ("row", piece.row),
            ("first", piece.first),
            ("last", piece.last),
        ):
            self.sheet.write_number(self.row, PEOPLE_COLUMNS.index(name), number, self.book.cell("fixed", "whole"))

    def _headcount(self) -> None:
        place, style = PEOPLE_COLUMNS.index("headcount"), self.book.cell("input", "heads")
        source = self.links.headcount()
        if source is None:
            self.sheet.write_number(self.row, place, self.piece.heads, style)
        else:
            self.sheet.write_formula(self.row, place, f"={source}", style, self.piece.heads)

    def _wages(self) -> None:
        piece = self.piece
        blank = {
            "monthly_salary": (piece.salary_is_blank, "prior_year_salary", piece.prior_year_salary_is_blank),
            "prior_year_salary": (piece.prior_year_salary_is_blank, "monthly_salary", piece.salary_is_blank),
        }
        for name, (is_blank, other, other_is_blank) in blank.items():
            if is_blank and other_is_blank:
                self.sheet.write_blank(self.row, PEOPLE_COLUMNS.index(name), None, self.book.cell("input", "money"))
            elif is_blank:
                self._money(name, piece.wages[name], person(self.row, other, sheet=None))
            else:
                self._money(name, piece.wages[name])

    def _bases(self, scheme: str) -> None:
        before, after = self.piece.base.get(scheme, (None, None))
        names = f"{scheme}_before", f"{scheme}_after"
        if before is None and after is None:
            for name in names:
                self.sheet.write_blank(self.row, PEOPLE_COLUMNS.index(name), None, self.book.cell("fixed", "money"))
            return
        # Where one base serves all months it stands in one cell and the other points to it.
        main, other = (after, before) if after is not None else (before, after)
        assert main is not None
        places = reversed(names) if after is not None else iter(names)
        main_name, other_name = places
        self._base(main_name, main)
        if other is None or other == main:
            self._money(other_name, self.piece.wages[main], person(self.row, main_name, sheet=None))
        else:
            self._base(other_name, other)

    def _base(self, name: str, wage: str) -> None:
        own = person(self.row, wage, sheet=None) if self._has(wage) else None
        self._money(name, self.piece.wages[wage], own)

    def _has(self, wage: str) -> bool:
        """Whether the wage stands in its own cell: not where the roster states none at all."""
        return wage in OWN_CELL and not (self.piece.salary_is_blank and self.piece.prior_year_salary_is_blank)

    def _rate(self) -> None:
        place, style = PEOPLE_COLUMNS.index("rate"), self.book.cell("input", "rate")
        steps = self.piece.rate_steps
        if "housing_fund" not in self.piece.paid:
            self.sheet.write_blank(self.row, place, None, self.book.cell("fixed", "rate"))
            return
        if steps is None:
            self.sheet.write_blank(self.row, place, None, style)
            return
        source = self.links.same("rate", steps)
        self._number("rate", steps / RATE_STEPS, source, style)

    def _lump_sum(self) -> None:
        piece = self.piece
        month = PEOPLE_COLUMNS.index("lump_sum_month")
        if piece.lump_sum_month is None:
            role: Role = "input" if piece.location is Location.central_beijing else "fixed"
            place = PEOPLE_COLUMNS.index("lump_sum")
            self.sheet.write_blank(self.row, place, None, self.book.cell(role, "money"))
            self.sheet.write_blank(self.row, month, None, self.book.cell(role, "whole"))
            return
        style = self.book.cell("input", "money")
        self._number("lump_sum", piece.lump_sum / FEN_PER_YUAN, self.links.same("lump_sum", piece.lump_sum), style)
        self.sheet.write_number(self.row, month, piece.lump_sum_month, self.book.cell("input", "whole"))

    def _totals(self) -> None:
        style = self.book.cell("fixed", "money")
        years = [total(self.piece.amounts[line.key]) for line in LINES]
        for line, amount in zip(LINES, years, strict=True):
            fen = cell(self.row, self.layout.column(f"{line.key} year"), CALCULATION, fixed="column")
            value = self.book.fen_as_yuan(amount)
            place = PEOPLE_COLUMNS.index(line.key)
            self.sheet.write_formula(self.row, place, f"={formulas.yuan(fen)}", style, value)
        columns = [self.layout.column(f"{line.key} year") for line in (LINES[0], LINES[-1])]
        fen = f"{cell(self.row, columns[0], CALCULATION)}:{cell(self.row, columns[1])}"
        whole = self.book.total_yuan(fen)
        place = PEOPLE_COLUMNS.index("total")
        value = self.book.fen_as_yuan(total(years))
        bold = self.book.cell("fixed", "money", bold=True)
        self.sheet.write_formula(self.row, place, f"={whole}", bold, value)

    def _text(self, name: str, text: str) -> None:
        self.sheet.write_string(self.row, PEOPLE_COLUMNS.index(name), text, self.book.cell("fixed"))

    def _money(self, name: str, fen: int, own: str | None = None) -> None:
        """An amount: pointing to another cell of this row, else to the same people's other rows, else a number."""
        source = own if own is not None else self.links.same(name, fen)
        self._number(name, fen / FEN_PER_YUAN, source, self.book.cell("input", "money"))

    def _number(self, name: str, value: float, source: str | None, style: Format) -> None:
        place = PEOPLE_COLUMNS.index(name)
        if source is None:
            self.sheet.write_number(self.row, place, value, style)
        else:
            self.sheet.write_formula(self.row, place, f"={source}", style, value)
