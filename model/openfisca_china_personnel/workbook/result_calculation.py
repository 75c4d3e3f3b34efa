"""The sheet 计算: every row's bases and amounts month by month, in whole fen."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, LINES, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY
from openfisca_china_personnel.vocabulary import Location
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_facts import Amount, Piece, total
from openfisca_china_personnel.workbook.result_law import ANNUITY_RATE, DEFAULT_RATE, PENSION_RATE
from openfisca_china_personnel.workbook.result_layout import (
    CALCULATION,
    FIRST_ROW,
    HEADING_ROW,
    STRUCTURE_COLUMNS,
    Block,
    Layout,
    base_name,
    cell,
    person,
    ways,
)
from openfisca_china_personnel.workbook.result_probe import SCHEMES

_TITLE = Text("计算", "Calculation")
_SUBTITLE = Text(
    "逐行逐月，单位：分（全部为整数，避免二进制误差）。每人金额先取整，再乘人数并取整到分；无须改动本表。",
    "Row by row, month by month, in whole fen, so that no binary fraction decides a rounding. One person's amount is "
    "rounded first, then multiplied by the headcount and rounded to the fen. Nothing here needs to be changed.",
)
_HEADINGS = {
    "year": Text("年度", "Year"),
    "variant": Text("测算", "Computation"),
    "row": Text("名册行", "Row"),
    "unit": Text("单位序号", "Unit no."),
    "status": Text("状态序号", "Status no."),
    "rank": Text("职级序号", "Rank no."),
    "whole": Text("整数人数", "Whole heads"),
    "part": Text("零头（百万分之一人）", "Part of a head (millionths)"),
    "housing_fund_from": Text("公积金\n首月", "Fund\nfrom"),
    "housing_fund_to": Text("公积金\n末月", "Fund\nto"),
    "pension_from": Text("养老\n首月", "Pension\nfrom"),
    "pension_to": Text("养老\n末月", "Pension\nto"),
}
_WHO = Text("谁", "Who")
_BASE = {
    "housing_fund": Text("公积金缴存基数（上下限内，每人，分）", "Fund base within limits (one person, fen)"),
    "pension": Text("养老缴费基数（上下限内，每人，分）", "Pension base within limits (one person, fen)"),
}
_WAY = Text("{base}：缺口情形 {number}", "{base}: way {number} of the gap")
_AMOUNT = Text("{line}（全部人数，分）", "{line} (all heads, fen)")
_YEARS = Text("全年（分）", "The year (fen)")


def write_calculation(book: ResultBook, layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.sheet(CALCULATION, _TITLE, _SUBTITLE, is_very_wide=True)
    _headings(book, sheet, layout)
    for block in layout.blocks:
        for number, piece in enumerate(block.facts.pieces):
            _Row(book, sheet, layout, block, block.first_row + number, piece).write()
    sheet.freeze_panes(FIRST_ROW, 3)
    sheet.repeat_rows(HEADING_ROW - 1, HEADING_ROW)
    sheet.repeat_columns(0, 2)


def _headings(book: ResultBook, sheet: Worksheet, layout: Layout) -> None:
    group = HEADING_ROW - 1
    sheet.set_row(HEADING_ROW, 44)
    sheet.merge_range(group, 0, group, len(STRUCTURE_COLUMNS) - 1, book.say(_WHO), book.styles.group(0))
    for place, name in enumerate(STRUCTURE_COLUMNS):
        sheet.write_string(HEADING_ROW, place, book.say(_HEADINGS[name]), book.styles.heading)
    sheet.set_column(0, len(STRUCTURE_COLUMNS) - 1, 9)
    sheet.set_column(1, 1, 16)
    for number, name in enumerate(layout.month_blocks):
        first = layout.column(name)
        text = book.say(_block_heading(layout, name))
        sheet.merge_range(group, first, group, first + 11, text, book.styles.group(number + 1))
        for month in EVERY_MONTH:
            sheet.write_number(HEADING_ROW, layout.column(name, month), month, book.month_heading)
    first, last = (layout.column(f"{line.key} year") for line in (LINES[0], LINES[-1]))
    sheet.merge_range(group, first, group, last, book.say(_YEARS), book.styles.group(0))
    for line in LINES:
        sheet.write_string(HEADING_ROW, layout.column(f"{line.key} year"), book.say(line.name), book.styles.heading)
    sheet.set_column(len(STRUCTURE_COLUMNS), first - 1, 11.5)
    sheet.set_column(first, last, 16)


def _block_heading(layout: Layout, name: str) -> Text:
    for scheme in SCHEMES:
        for way in range(layout.ways[scheme]):
            if name == base_name(scheme, way):
                several = layout.ways[scheme] > 1
                return _WAY.format(base=_BASE[scheme], number=way + 1) if several else _BASE[scheme]
    return _AMOUNT.format(line=next(line.name for line in LINES if line.key == name))


class _Row:
    """One piece on its way into the sheet."""

    def __init__(
        self, book: ResultBook, sheet: Worksheet, layout: Layout, block: Block, row: int, piece: Piece
    ) -> None:
        self.book, self.sheet, self.layout, self.block, self.row, self.piece = book, sheet, layout, block, row, piece
        self.style = book.cell("fixed", "money", num_format="#,##0")
        self.heads = person(row, "headcount")
        self.whole, self.part = self._own("whole"), self._own("part")

    def write(self) -> None:
        self._structure()
        for scheme in SCHEMES:
            if scheme in self.piece.paid:
                self._bases(scheme)
        if "pension" in self.piece.paid:
            self._line(PENSION.key, lambda month: self._contribution("pension", PENSION_RATE, month))
            self._line(ANNUITY.key, lambda month: self._contribution("pension", ANNUITY_RATE, month))
        if "housing_fund" in self.piece.paid:
            self._line(HOUSING_FUND.key, lambda month: self._contribution("housing_fund", DEFAULT_RATE, month))
        self._line(RENT_SUBSIDY.key, self._rent)
        self._line(PURCHASE_SUBSIDY.key, self._purchase)
        self._years()

    def _own(self, name: str) -> str:
        return cell(self.row, self.layout.column(name), fixed="column")

    def _structure(self) -> None:
        piece, computation = self.piece, self.block.facts.computation
        word = self.book.cell("fixed", "whole")
        numbers: dict[str, int] = {
            "year": self.block.year,
            "row": piece.row,
            "unit": piece.unit,
            "status": piece.status.index,
            "rank": piece.rank.index,
        }
        for scheme, (first, last) in piece.paid.items():
            numbers |= {f"{scheme}_from": first, f"{scheme}_to": last}
        for name in STRUCTURE_COLUMNS:
            place = self.layout.column(name)
            if name in numbers:
                self.sheet.write_number(self.row, place, numbers[name], word)
            elif name not in ("whole", "part"):
                self.sheet.write_blank(self.row, place, None, word)
        self.sheet.write_string(self.row, 1, self.book.say(computation.label), self.book.cell("fixed"))
        whole, part = divmod(piece.millionths, HEADCOUNT_STEPS)
        for name, formula, value in (
            ("whole", formulas.whole_heads(self.heads), whole),
            ("part", formulas.part_of_a_head(self.heads, self.whole), part),
        ):
            self.sheet.write_formula(self.row, self.layout.column(name), f"={formula}", self.style, value)

    def _bases(self, scheme: str) -> None:
        """The base within cap and floor, in every way in which the law may have been in a month."""
        for month in EVERY_MONTH:
            for way, (reset_side, limit_side) in enumerate(ways(self.block.law, self.piece, scheme, month)):
                place = self.layout.column(base_name(scheme, way), month)
                formula = self._assessed(scheme, month, place, reset_side, limit_side)
                # The completed laws come in pairs, the lowest and the highest limits, one pair a reset month.
                laws = self.piece.assessed[scheme]
                law = 2 * max(reset_side - 1, 0) + max(limit_side - 1, 0) if len(laws) > 1 else 0
                self.sheet.write_formula(
                    self.row, place, f"={formula}", self.style, self.book.fen(laws[law][month - 1])
                )

    def _assessed(self, scheme: str, month: int, column: int, reset_side: int, limit_side: int) -> str:
        law, where = self.block.law, self.piece.location.name
        now = cell(HEADING_ROW, column, fixed="row")
        reset = self._value(f"{scheme}.reset_month.{where}", month, reset_side)
        after, before = (person(self.row, f"{scheme}_{part}") for part in ("after", "before"))
        base = formulas.fen(f"IF({now}>={reset},{after},{before})")
        limits: list[str | None] = [None, None]
        guard = None
        if self.piece.location is not Location.other:
            paths = [f"{scheme}.base_floor.{where}", f"{scheme}.base_cap.{where}"]
            limits = [self._value(path, month, limit_side) for path in paths]
            open_gaps = [path for path in paths if self._is_open(path, month)]
            if open_gaps:
                known = ",".join(f"ISNUMBER({law.value(path, month)})" for path in open_gaps)
                guard = f"OR({base}=0,AND({known}))"
        assessed = formulas.within_limits(base, *limits)
        if guard is not None:
            # The product with zero must not reach the word that stands for the limit.
            assessed = f'IF({base}=0,0,IF({guard},{assessed},"{self.book.unknown}"))'
        return formulas.in_months(now, self._own(f"{scheme}_from"), self._own(f"{scheme}_to"), assessed)

    def _value(self, path: str, month: int, side: int) -> str:
        """A value of the law; in a gap, while nobody filled it in, that of one of its sides."""
        law = self.block.law
        if side == 0 or law.by_path[path].sides[month - 1] is None:
            return law.value(path, month)
        return formulas.number_or(law.value(path, month), law.value(path, month, side))

    def _is_open(self, path: str, month: int) -> bool:
        line = self.block.law.by_path[path]
        return line.values[month - 1] is None and line.sides[month - 1] is None

    def _contribution(self, scheme: str, rate_path: str, month: int) -> str:
        rate = self.block.law.value(rate_path, month)
        if scheme == "housing_fund":
            rate = formulas.first_known(person(self.row, "rate"), rate)
        one_person = formulas.fund_fen if scheme == "housing_fund" else formulas.share_fen
        bases = [
            cell(self.row, self.layout.column(base_name(scheme, way), month), fixed="column")
            for way in range(len(ways(self.block.law, self.piece, scheme, month)))
        ]
        amounts = [self._times_heads(one_person(base, formulas.steps(rate))) for base in bases]
        places = [f"{scheme}.{limit}.{self.piece.location.name}" for limit in ("base_floor", "base_cap")]
        if self.piece.location is not Location.other and any(self._is_open(path, month) for path in places):
            unknown = formulas.if_anybody(self.heads, f'"{self.book.unknown}"')
            amounts = [f"IF(ISNUMBER({base}),{amount},{unknown})" for base, amount in zip(bases, amounts, strict=True)]
        return formulas.agreed(amounts, self.book.unknown)

    def _rent(self, month: int) -> str:
        if self.piece.rent is None:
            return self._while_there(month, RENT_SUBSIDY.key, self._nothing_modelled())
        return self._while_there(month, RENT_SUBSIDY.key, self._standard(self.piece.rent, month))

    def _purchase(self, month: int) -> str:
        piece = self.piece
        if piece.location is not Location.central_beijing:
            return self._while_there(month, PURCHASE_SUBSIDY.key, self._nothing_modelled())
        now = cell(HEADING_ROW, self.layout.column(PURCHASE_SUBSIDY.key, month), fixed="row")
        paid_in, paid = person(self.row, "lump_sum_month"), person(self.row, "lump_sum")
        lump_sum = f"IF({now}={paid_in},{formulas.fen(paid)},0)"
        if piece.purchase is None:
            return self._while_there(month, PURCHASE_SUBSIDY.key, self._times_heads(lump_sum))
        return self._while_there(month, PURCHASE_SUBSIDY.key, self._standard(piece.purchase, month, lump_sum))

    def _standard(self, path: str, month: int, more: str | None = None) -> str:
        value = self.block.law.value(path, month)
        amount = formulas.fen(value) + (f"+{more}" if more else "")
        if self.block.law.by_path[path].values[month - 1] is not None:
            return self._times_heads(amount)
        unknown = formulas.if_anybody(self.heads, f'"{self.book.unknown}"')
        return f"IF(ISNUMBER({value}),{self._times_heads(amount)},{unknown})"

    def _nothing_modelled(self) -> str:
        return formulas.if_anybody(self.heads, f'"{self.book.not_modelled}"')

    def _while_there(self, month: int, key: str, then: str) -> str:
        now = cell(HEADING_ROW, self.layout.column(key, month), fixed="row")
        return formulas.in_months(now, person(self.row, "first"), person(self.row, "last"), then)

    def _times_heads(self, amount: str) -> str:
        return formulas.times_heads(amount, self.whole, self.part)

    def _line(self, key: str, formula_of: Callable[[int], str]) -> None:
        for month in EVERY_MONTH:
            amount: Amount = self.piece.amounts[key][month - 1]
            place = self.layout.column(key, month)
            self.sheet.write_formula(self.row, place, f"={formula_of(month)}", self.style, self.book.fen(amount))

    def _years(self) -> None:
        for line in LINES:
            first, last = (cell(self.row, self.layout.column(line.key, month), fixed="column") for month in (1, 12))
            value = self.book.fen(total(self.piece.amounts[line.key]))
            formula = self.book.total_fen(f"{first}:{last}")
            self.sheet.write_formula(self.row, self.layout.column(f"{line.key} year"), f"={formula}", self.style, value)
