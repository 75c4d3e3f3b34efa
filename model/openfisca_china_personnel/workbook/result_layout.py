"""Where everything stands in a result workbook: sheets, columns, and the rows of each computation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import Location
from openfisca_china_personnel.workbook.result_facts import Facts, Piece
from openfisca_china_personnel.workbook.result_law import LIMITS, LawLine, law_lines
from openfisca_china_personnel.workbook.result_probe import SCHEMES

SUMMARY, COMPARISON, MONTHS, RANKS, CHANGES = "汇总", "对照", "分月", "分职级", "变动分解"
COSTS = "增人成本"
PEOPLE, LAW, CALCULATION, NOTES, CHECK = "人员", "参数与依据", "计算", "说明", "核对"
"""The names of the sheets: Chinese in both languages, as in the workbook that people fill in."""

_SHEETS = (SUMMARY, COMPARISON, MONTHS, RANKS, CHANGES, COSTS, PEOPLE, LAW, CALCULATION, NOTES, CHECK)
_QUOTED = {name: quote_sheetname(name) for name in _SHEETS}

HEADING_ROW = 4
FIRST_ROW = 5
"""Rows from 0 of the column headings and of the first piece, in 人员 and 计算 alike."""

PEOPLE_COLUMNS = (
    *("year", "variant", "row", "unit", "person_id", "status", "rank", "location", "first", "last", "headcount"),
    *("monthly_salary", "prior_year_salary", "housing_fund_before", "housing_fund_after"),
    *("pension_before", "pension_after", "rate", "lump_sum", "lump_sum_month"),
    *(line.key for line in LINES),
    "total",
)
STRUCTURE_COLUMNS = (
    *("year", "variant", "row", "unit", "status", "rank", "whole", "part"),
    *("housing_fund_from", "housing_fund_to", "pension_from", "pension_to"),
)
"""The first columns of 计算; the blocks of twelve months follow, then the year of each line."""

_LAW_FIRST_ROW = 4
_LAW_FIRST_MONTH = 2


def cell(row: int, column: int, sheet: str | None = None, *, fixed: str = "both") -> str:
    """A reference; ``fixed`` is ``both``, ``row``, ``column`` or ``none``."""
    place: str = xl_rowcol_to_cell(row, column, fixed in ("both", "row"), fixed in ("both", "column"))
    return place if sheet is None else f"{_QUOTED[sheet]}!{place}"


def area(first_row: int, first_column: int, last_row: int, last_column: int, sheet: str) -> str:
    """A reference to a rectangle, fixed."""
    return f"{_QUOTED[sheet]}!{xl_range_abs(first_row, first_column, last_row, last_column)}"


@dataclass(frozen=True)
class LawBlock:
    """The law of one year in one wording, and the variants that it serves; ``rows`` are those of its lines."""

    year: int
    variants: tuple[int, ...]
    lines: tuple[LawLine, ...]
    first_row: int

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each line by its path; the sides of its gaps stand in the two rows below."""
        found, row = {}, self.first_row + 1
        for line in self.lines:
            found[line.path] = row
            row += 3 if line.has_gap else 1
        return found

    @property
    def end(self) -> int:
        """The first row below the block."""
        return self.first_row + 1 + sum(3 if line.has_gap else 1 for line in self.lines)

    @cached_property
    def by_path(self) -> dict[str, LawLine]:
        """The lines by their paths."""
        return {line.path: line for line in self.lines}

    def value(self, path: str, month: int, side: int = 0) -> str:
        """The cell of a value in a month (1 … 12); ``side`` 1 and 2 are the known values around its gap."""
        return cell(self.rows[path] + side, _LAW_FIRST_MONTH + month - 1, LAW)


@dataclass(frozen=True)
class Block:
    """The rows of one computation in 人员 and 计算, from ``first_row`` (0 is the sheet's first) on."""

    facts: Facts
    law: LawBlock
    first_row: int

    @property
    def last_row(self) -> int:
        """The last row; a computation without anybody has a row of its own all the same."""
        return self.first_row + max(len(self.facts.pieces), 1) - 1

    @property
    def year(self) -> int:
        """The budget year."""
        return self.facts.computation.year

    @property
    def variant(self) -> int:
        """0 for the baseline."""
        return self.facts.computation.variant


class Layout:
    """The places of all that a result workbook holds."""

    def __init__(self, computed: Sequence[Facts]) -> None:
        """``computed`` are ordered by year, within a year by variant; every year has the same variants."""
        laws: dict[tuple[int, int], list[Facts]] = {}
        for facts in computed:
            laws.setdefault((facts.computation.year, id(facts.computation.law)), []).append(facts)
        law_blocks: dict[tuple[int, int], LawBlock] = {}
        row = _LAW_FIRST_ROW
        for key, sharing in laws.items():
            variants = tuple(facts.computation.variant for facts in sharing)
            law_blocks[key] = LawBlock(key[0], variants, law_lines(sharing), row)
            row = law_blocks[key].end + 1
        self.laws = tuple(law_blocks.values())
        blocks, row = [], FIRST_ROW
        for facts in computed:
            block = Block(facts, law_blocks[facts.computation.year, id(facts.computation.law)], row)
            blocks.append(block)
            row = block.last_row + 1
        self.blocks = tuple(blocks)
        self.years = tuple(dict.fromkeys(block.year for block in blocks))
        self.variants = tuple(dict.fromkeys(block.variant for block in blocks))
        # How many ways of the law each scheme is calculated in, and the place of every block of months.
        self.ways = {scheme: self._most_ways(scheme) for scheme in SCHEMES}
        self._columns: dict[str, int] = {}
        column = len(STRUCTURE_COLUMNS)
        for name in self.month_blocks:
            self._columns[name] = column
            column += 12
        for line in LINES:
            self._columns[f"{line.key} year"] = column
            column += 1

    @property
    def month_blocks(self) -> tuple[str, ...]:
        """The blocks of twelve months in 计算: the bases of each scheme and way, then the lines."""
        bases = [base_name(scheme, way) for scheme in SCHEMES for way in range(self.ways[scheme])]
        return (*bases, *(line.key for line in LINES))

    @property
    def last_column(self) -> int:
        """The last column of 计算."""
        return self._columns[f"{LINES[-1].key} year"]

    def block(self, year: int, variant: int) -> Block:
        """The block of a computation."""
        return next(block for block in self.blocks if (block.year, block.variant) == (year, variant))

    def laws_of_year(self, year: int) -> list[LawBlock]:
        """The wordings of the law in a year, that of the baseline first."""
        return [law for law in self.laws if law.year == year]

    def column(self, name: str, month: int = 1) -> int:
        """A column of 计算: of a month of a block, ``<line> year``, or one of the first columns."""
        if name in STRUCTURE_COLUMNS:
            return STRUCTURE_COLUMNS.index(name)
        return self._columns[name] + month - 1

    def of_months(self, block: Block, line: str, month: int | None = None) -> str:
        """The cells of a line in 计算 for all rows of a computation, in one month or the whole year."""
        first, last = (1, 12) if month is None else (month, month)
        columns = self.column(line, first), self.column(line, last)
        return area(block.first_row, columns[0], block.last_row, columns[1], CALCULATION)

    def of_rows(self, block: Block, column: str) -> str:
        """One column of 计算 for all rows of a computation."""
        place = self.column(column)
        return area(block.first_row, place, block.last_row, place, CALCULATION)

    def of_people(self, block: Block, column: str) -> str:
        """One column of 人员 for all rows of a computation."""
        place = PEOPLE_COLUMNS.index(column)
        return area(block.first_row, place, block.last_row, place, PEOPLE)

    def _most_ways(self, scheme: str) -> int:
        return max(
            len(ways(block.law, piece, scheme, month))
            for block in self.blocks
            for piece in (*block.facts.pieces, None)
            for month in EVERY_MONTH
        )


def person(row: int, column: str, *, sheet: str | None = PEOPLE) -> str:
    """A cell of 人员, its row free."""
    return cell(row, PEOPLE_COLUMNS.index(column), sheet, fixed="column")


def base_name(scheme: str, way: int) -> str:
    """The block of months with a scheme's bases in one way of the law."""
    return f"{scheme} base {way}"


def ways(law: LawBlock, piece: Piece | None, scheme: str, month: int) -> tuple[tuple[int, int], ...]:
    """The ways in which the law may have been for somebody in a month: sides of the reset month and of the limits.

    0 is the law itself, 1 and 2 the sides of a gap.
    """
    if piece is None or scheme not in piece.paid:
        return ((0, 0),)
    reset = law.by_path[f"{scheme}.reset_month.{piece.location.name}"].sides[month - 1] is not None
    limits = piece.location is not Location.other and any(
        law.by_path[f"{scheme}.{limit}.{piece.location.name}"].sides[month - 1] is not None for limit in LIMITS
    )
    return tuple((r, s) for r in ((1, 2) if reset else (0,)) for s in ((1, 2) if limits else (0,)))
