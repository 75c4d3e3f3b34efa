"""A sheet of a workbook as text, cell by cell, for sheets that are not one table from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused, plain, refuse_errors
from openfisca_china_personnel.roster.columns import letter
from openfisca_china_personnel.roster.grid import Place
from openfisca_china_personnel.roster.workbook_cells import UnknownStructure
from openfisca_china_personnel.roster.workbook_source import cell_texts, opened, with_special_cells

_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00:00(?:\.0+)?")
_NOT_A_WORKBOOK = Text(
    "文件内容不是 Excel 工作簿（.xlsx），请用 Excel 打开后另存为 .xlsx",
    "the file is not an Excel workbook (.xlsx): open it in Excel and save it as .xlsx",
)
_TWICE = Text("“{heading}”列出现了两次，请只保留一列", "the column “{heading}” stands twice: keep one of them")


@dataclass(frozen=True)
class SheetCells:
    """The texts of a sheet; rows are counted from 1 as a spreadsheet shows them, columns from 0."""

    file: str
    sheet: str
    rows: tuple[tuple[str | None, ...], ...]
    percentages: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row and column) that show a percentage of 100 % and more, as shown."""

    def text(self, row: int, column: int) -> str | None:
        """A cell without the spaces around it; ``None`` where it is blank or there is none."""
        if (row, column) in self.percentages:
            return self.percentages[row, column]
        if not 1 <= row <= len(self.rows) or not 0 <= column < len(self.rows[row - 1]):
            return None
        found = (self.rows[row - 1][column] or "").strip()
        day = _MIDNIGHT.fullmatch(plain(found))
        # A date cell comes with its hour; the first of a month is how spreadsheets keep months.
        return (day[1].removesuffix("-01") if day else found) or None

    def fault(self, text: Text, row: int | None = None, heading: str | None = None) -> Fault:
        """A fault of this sheet."""
        return Fault(text, file=self.file, sheet=self.sheet, row=row, column=heading)

    def heading_row(self, recognise: Callable[[str], str | None], searched: int) -> int | None:
        """The row, among so many first ones, with most headings that are known; the first of several such."""
        scores = [
            (sum(1 for cell in row if cell and recognise(cell) is not None), -number)
            for number, row in enumerate(self.rows[:searched], start=1)
        ]
        best = max(scores, default=(0, 0))
        return -best[1] if best[0] else None

    def right_of(self, label: Text, before_row: int, others: Sequence[Text]) -> Labelled | None:
        """The cell beside a label above the table: the first filled one to its right, up to the next label."""
        wanted = {_bare(label.zh), _bare(label.en)}
        stops = {_bare(text) for other in others for text in (other.zh, other.en)} - wanted
        for row in range(1, before_row):
            for column in range(self.width(row)):
                found = self.text(row, column)
                if found is None or _bare(found) not in wanted:
                    continue
                for place in range(column + 1, self.width(row)):
                    beside = self.text(row, place)
                    if beside is not None:
                        return None if _bare(beside) in stops else Labelled(beside, row, place, found)
        return None

    def width(self, row: int) -> int:
        """How many cells a row has."""
        return len(self.rows[row - 1]) if row <= len(self.rows) else 0


@dataclass(frozen=True)
class Labelled:
    """A cell found by the label beside it."""

    text: str
    row: int
    column: int
    label: str


@dataclass(frozen=True)
class Cell:
    """A filled cell of a table under its heading as written."""

    text: str
    heading: str


@dataclass(frozen=True)
class TableRow:
    """The filled cells of a row by the name of their column."""

    number: int
    cells: dict[str, Cell]


class Table:
    """The part of a sheet below a row of headings."""

    def __init__(self, sheet: SheetCells, heading_row: int, recognise: Callable[[str], str | None]) -> None:
        self.sheet = sheet
        self.heading_row = heading_row
        self.headings: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.unknown: list[tuple[int, str]] = []
        self._places: dict[str, int] = {}
        for column in range(sheet.width(heading_row)):
            heading = sheet.text(heading_row, column)
            name = recognise(heading) if heading else None
            if name is None:
                self.unknown.append((column, heading or letter(column)))
            elif name in self._places:
                self.faults.append(sheet.fault(_TWICE.format(heading=heading), heading_row, heading))
            else:
                self._places[name] = column
                self.headings[name] = heading or ""

    def rows(self) -> Iterator[TableRow]:
        """Rows with at least one filled cell in a known column."""
        for number in range(self.heading_row + 1, len(self.sheet.rows) + 1):
            cells = {
                name: Cell(text, self.headings[name])
                for name, column in self._places.items()
                if (text := self.sheet.text(number, column)) is not None
            }
            if cells:
                yield TableRow(number, cells)

    def filled_unknown(self) -> Iterator[tuple[int, str]]:
        """Columns that are not known and hold something: the first such row, and the heading."""
        for column, heading in self.unknown:
            for number in range(self.heading_row + 1, len(self.sheet.rows) + 1):
                if self.sheet.text(number, column) is not None:
                    yield number, heading
                    break


def read_sheets(path: Path, names: Sequence[str]) -> dict[str, SheetCells]:
    """The sheets of these names that a workbook has. Raises ``InputFaults`` where the file is no workbook."""
    place = Place(path.name)
    try:
        reader = opened(path, place)
        return {name: _cells(reader, path, name) for name in names if name in reader.sheet_names}
    except (fastexcel.FastExcelError, UnknownStructure, OSError) as error:
        raise place.refuse(_NOT_A_WORKBOOK) from error


def refusal(text: str) -> Text | None:
    """Why a cell cannot be used at all; ``None`` where it can."""
    try:
        refuse_errors(text)
    except Refused as refused:
        return refused.text
    return None


def _cells(reader: fastexcel.ExcelReader, path: Path, name: str) -> SheetCells:
    # Everything counts as below the heading: error values are to be seen wherever they stand.
    texts, percentages = with_special_cells(cell_texts(reader, name), path, name, -1)
    return SheetCells(path.name, name, tuple(texts.rows()), percentages)


def _bare(text: str) -> str:
    return "".join(plain(text).split()).casefold().rstrip(":：")
