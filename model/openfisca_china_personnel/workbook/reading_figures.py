"""The sheet of published figures as a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from openfisca_china_personnel.comparison import Scope
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.document import Row
from openfisca_china_personnel.documents.document import Table as FigureTable
from openfisca_china_personnel.documents.hierarchy import TOTAL, parents
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit, as_printed, decimals, is_printed_blank
from openfisca_china_personnel.documents.printed import plain as ordinary
from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import plain, quoted
from openfisca_china_personnel.workbook.change_columns import bare
from openfisca_china_personnel.workbook.figure_columns import CODE, FIGURE_COLUMNS, NAME, STATED, TABLES, FigureColumn
from openfisca_china_personnel.workbook.sheet_cells import Cell, Labelled, SheetCells, Table, TableRow, refusal

SEARCHED_ROWS = 30
MOST_DECIMALS = 6
_SCOPES: tuple[Scope, ...] = get_args(Scope)
_CODE_FORM = re.compile(r"\d{3}(?:\d{2}){0,3}")
_YEAR_FORM = re.compile(r"(?:19|20)\d\d")
_TOTALS = (TOTAL, "合计", "总计")

_NOT_ONE_OF = Text("“{found}”不合要求，应为{words}之一", "“{found}” is none of {words}")
_NOT_A_YEAR = Text("“{found}”不是年度，应如 2023", "“{found}” is no year; expected one such as 2023")
_NOT_DECIMALS = Text("“{found}”不是 0 至 {most} 的整数", "“{found}” is no whole number from 0 to {most}")
_NO_AMOUNT_UNIT = Text(
    "填了公布数，须在“金额单位”注明元、千元或万元",
    "figures are stated, so their unit must be: 元, 千元 or 万元 (amount unit)",
)
_NO_CODE = Text("有金额而没有科目编码", "there is an amount and no subject code")
_NOT_A_CODE = Text(
    "“{found}”不是科目编码（3、5、7 或 9 位数字，合计为 total）",
    "“{found}” is no subject code (3, 5, 7 or 9 digits, total for the line of totals)",
)
_CODE_TWICE = Text("科目 {code} 重复，第 {row} 行已有", "the code {code} stands twice, first in row {row}")
_NOT_A_NUMBER = Text(
    "“{found}”不是数字；没有公布的数请留空",
    "“{found}” is not a number; leave the cell blank where no figure is published",
)


@dataclass(frozen=True)
class FiguresSheet:
    """What a sheet of figures says: the document (``None`` without figures), the scope it chooses, every fault."""

    document: Document | None
    scope: Scope | None
    year: int | None
    faults: tuple[Fault, ...]


def read_figures(sheet: SheetCells) -> FiguresSheet:
    """The document of a sheet. Faults are collected and not raised."""
    heading_row = sheet.heading_row(_recognise, SEARCHED_ROWS)
    if heading_row is None:
        return FiguresSheet(None, None, None, ())
    reading = _Reading(sheet, heading_row)
    return reading.result()


class _Reading:
    """One sheet on its way to a document; collects the faults that it meets."""

    def __init__(self, sheet: SheetCells, heading_row: int) -> None:
        self.sheet = sheet
        self.table = Table(sheet, heading_row, _recognise)
        self.faults: list[Fault] = list(self.table.faults)
        labels = [stated.label for stated in STATED]
        cells = {stated.name: sheet.right_of(stated.label, heading_row, labels) for stated in STATED}
        self.stated: dict[str, Labelled] = {name: cell for name, cell in cells.items() if cell is not None}

    def result(self) -> FiguresSheet:
        year = self._year()
        amount_unit = self._amount_unit()
        scope = self._word("scope")
        kind = self._word("kind") or "budget"
        rows = self._rows(self._decimals())
        has_figures = any(values for _, values in rows)
        if has_figures and amount_unit is None and "amount_unit" not in self.stated:
            label = next(stated.label.zh for stated in STATED if stated.name == "amount_unit")
            self.faults.append(self.sheet.fault(_NO_AMOUNT_UNIT, None, label))
        tables = [table for name in TABLES if (table := _table(name, rows, amount_unit, kind)) is not None]
        document = None
        if tables and not self.faults:
            document = Document(
                unit=self.stated["unit"].text if "unit" in self.stated else None,
                year=year,
                kind="final_accounts" if kind == "final_accounts" else "budget",
                amount_unit=amount_unit,
                tables=tuple(tables),
                source=self.sheet.file,
            )
        chosen = next((each for each in _SCOPES if each == scope), None)
        return FiguresSheet(document, chosen, year, tuple(self.faults))

    def _year(self) -> int | None:
        if "year" not in self.stated:
            return None
        text = self.stated["year"].text.removesuffix("年")
        if not _YEAR_FORM.fullmatch(text):
            self._stated_fault("year", _NOT_A_YEAR)
            return None
        return int(text)

    def _decimals(self) -> int:
        if "decimals" not in self.stated:
            return 0
        text = self.stated["decimals"].text
        if not text.isdecimal() or int(text) > MOST_DECIMALS:
            self._stated_fault("decimals", _NOT_DECIMALS, most=MOST_DECIMALS)
            return 0
        return int(text)

    def _amount_unit(self) -> AmountUnit | None:
        found = self._word("amount_unit")
        return next((unit for unit in AMOUNT_UNITS if unit == found), None)

    def _word(self, name: str) -> str | None:
        """A labelled cell that chooses from a list of words."""
        if name not in self.stated:
            return None
        words = next(stated.words for stated in STATED if stated.name == name)
        assert words is not None
        found = words.name_of(self.stated[name].text)
        if found is None:
            shown = Text("、".join(words.shown("zh")), ", ".join(words.shown("en")))
            self._stated_fault(name, _NOT_ONE_OF, words=shown)
        return found

    def _stated_fault(self, name: str, text: Text, **values: object) -> None:
        cell = self.stated[name]
        text = refusal(cell.text) or text.format(found=quoted(cell.text), **values)
        self.faults.append(self.sheet.fault(text, cell.row, cell.label))

    def _rows(self, places: int) -> list[tuple[Row, dict[str, str]]]:
        """The lines without their values, each with its figures by the heading of their column."""
        rows: list[tuple[Row, dict[str, str]]] = []
        first_at: dict[str, int] = {}
        for row in self.table.rows():
            values = self._values(row, places)
            code = self._code(row, is_needed=bool(values))
            if code is None:
                continue
            if code in first_at:
                fault = self.sheet.fault(
                    _CODE_TWICE.format(code=code, row=first_at[code]), row.number, self.table.headings["code"]
                )
                self.faults.append(fault)
                continue
            first_at[code] = row.number
            name = row.cells["name"].text if "name" in row.cells else ""
            rows.append((Row(code, name, line=row.number), values))
        return rows

    def _code(self, row: TableRow, *, is_needed: bool) -> str | None:
        heading = self.table.headings.get("code", CODE.zh)
        if "code" not in row.cells:
            if is_needed:
                self.faults.append(self.sheet.fault(_NO_CODE, row.number, heading))
            return None
        found = row.cells["code"].text
        code = plain(found).removesuffix(".0")
        if code.casefold() in _TOTALS:
            return TOTAL
        if not _CODE_FORM.fullmatch(code):
            text = refusal(found) or _NOT_A_CODE.format(found=quoted(found))
            self.faults.append(self.sheet.fault(text, row.number, heading))
            return None
        return code

    def _values(self, row: TableRow, places: int) -> dict[str, str]:
        values = {}
        for column in FIGURE_COLUMNS:
            cell = row.cells.get(column.title.zh)
            if cell is None or (is_printed_blank(ordinary(cell.text)) and refusal(cell.text) is None):
                continue
            printed = self._printed(cell, row.number, places)
            if printed is not None:
                values[column.title.zh] = printed
        return values

    def _printed(self, cell: Cell, row: int, places: int) -> str | None:
        """A figure as the document prints it: a cell does not keep the zeros at its end."""
        reason = refusal(cell.text)
        printed = as_printed(cell.text) if reason is None else None
        if printed is None:
            text = reason or _NOT_A_NUMBER.format(found=quoted(cell.text))
            self.faults.append(self.sheet.fault(text, row, cell.heading))
            return None
        missing = places - decimals(printed)
        if missing <= 0:
            return printed
        return f"{printed}{'' if '.' in printed else '.'}{'0' * missing}"


def _table(
    name: str, rows: list[tuple[Row, dict[str, str]]], amount_unit: AmountUnit | None, kind: str
) -> FigureTable | None:
    """One of the sheet's tables; ``None`` where it has no figure."""
    columns = [column for column in FIGURE_COLUMNS if column.table == name]
    own = []
    for row, values in rows:
        figures = {_fixed(column, kind): values[column.title.zh] for column in columns if column.title.zh in values}
        if figures:
            own.append((row, figures))
    if not own:
        return None
    above = parents([row.code for row, _ in own])
    return FigureTable(
        number=None,
        title=TABLES[name].zh,
        scope="general" if name == "general" else "all",
        amount_unit=amount_unit,
        page=None,
        columns=tuple(_fixed(column, kind) for column in columns),
        rows=tuple(
            Row(row.code, row.name, parent, None, row.line, figures)
            for (row, figures), parent in zip(own, above, strict=True)
        ),
    )


def _fixed(column: FigureColumn, kind: str) -> str:
    """The fixed name of a column: what budgets call the budget is the actual figure in final accounts."""
    return "actual" if column.column == "budget" and kind == "final_accounts" else column.column


def _recognise(heading: str) -> str | None:
    wanted = bare(heading)
    names = {"code": CODE, "name": NAME, **{column.title.zh: column.title for column in FIGURE_COLUMNS}}
    return next((name for name, text in names.items() if wanted in (bare(text.zh), bare(text.en))), None)
