"""A roster in a text file: CSV with commas or semicolons, or tab-separated text, in the encodings that Excel writes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.grid import (
    HEADER_SEARCHED_ROWS,
    Grid,
    Place,
    header_place,
    known_in,
    no_header,
    without_blank_rows,
)
from openfisca_china_personnel.roster.text_encoding import Writing, writing_of
from openfisca_china_personnel.roster.text_lines import blocks_of_lines

_SEPARATORS = (",", ";", "\t")

_MORE_CELLS = Text(
    "本行有 {found} 个单元格，表头只有 {expected} 个；带千位分隔符的数要加引号",
    "the row has {found} cells, the header only {expected}; a number with thousands separators needs quotes",
)
_QUOTES = Text("引号不成对或位置不对：{reason}", "quotation marks are not paired or misplaced: {reason}")


@dataclass(frozen=True)
class _Layout:
    """Where the header stands, what it says and what separates the cells."""

    place: Place
    separator: str
    header: int
    headers: tuple[str, ...]

    @property
    def first_row(self) -> int:
        """The row of the first record, as a spreadsheet shows it."""
        return self.header + 2

    def grid(self, columns: list[polars.Series], start: int, faults: list[Fault]) -> Grid:
        """A block whose first row is ``start``."""
        rows = polars.Series("row", range(start, start + len(columns[0])), dtype=polars.Int64)
        named = (column.alias(str(place)) for place, column in enumerate(columns))
        records = without_blank_rows(polars.DataFrame([rows, *named]))
        return Grid(self.place, self.headers, self.header + 1, records, tuple(faults))

    def too_many(self, cells: list[str], row: int) -> Fault | None:
        """Cells beyond the header are a fault where one holds anything."""
        if not any(cell.strip() for cell in cells[len(self.headers) :]):
            return None
        return self.place.fault(_MORE_CELLS.format(found=len(cells), expected=len(self.headers)), row=row)


def read_text(path: Path, place: Place, rows: int | None = None) -> Iterator[Grid]:
    """The grids of a text file, one at least, each of ``rows`` rows of the file at most (``None``: all in one).

    No more of the file is held than a block; it is gone over once before, for its encoding.
    """
    writing = writing_of(path, place)
    first = [_first_rows(path, writing, separator) for separator in _SEPARATORS]
    scores = [max((known_in(row) for row in found), default=0) for found in first]
    chosen = scores.index(max(scores))
    header = header_place(first[chosen])
    if header is None:
        raise no_header(place, empty=False)
    layout = _Layout(place, _SEPARATORS[chosen], header, tuple(first[chosen][header]))
    blocks = _quoted(path, writing.encoding, layout, rows) if writing.quoted else _plain(path, writing, layout, rows)
    yield from blocks


def _plain(path: Path, writing: Writing, layout: _Layout, rows: int | None) -> Iterator[Grid]:
    """Without any quotation mark a line is a row and every separator divides: whole columns at once."""
    start = layout.first_row
    for lines in blocks_of_lines(path, writing.encoding, layout.header + 1, whole=rows is None):
        columns, too_long = _cells(lines, layout)
        height = len(columns[0])
        for first in range(0, max(height, 1), rows or max(height, 1)):
            part = [column.slice(first, rows) for column in columns]
            here = range(first, first + len(part[0]))
            found = (layout.too_many(cells, start + place) for place, cells in too_long if place in here)
            yield layout.grid(part, start + first, [fault for fault in found if fault is not None])
        start += height


def _cells(lines: bytes, layout: _Layout) -> tuple[list[polars.Series], list[tuple[int, list[str]]]]:
    """The columns of some lines, and the cells of lines that have more than the header by their place."""
    width = len(layout.headers)
    names = [str(place) for place in range(width)]
    header = layout.separator.join(names).encode() + b"\n"
    schema = dict.fromkeys(names, polars.String)
    with suppress(polars.exceptions.PolarsError):
        cells = polars.read_csv(
            header + lines, schema=schema, separator=layout.separator, quote_char=None, raise_if_empty=False
        )
        if cells.height == lines.count(b"\n"):
            return cells.get_columns(), []
    # Where a line has more cells than the header that reader does not say which.
    body = polars.Series(lines.decode().split("\n")[:-1], dtype=polars.String)
    cells = body.str.split_exact(layout.separator, width - 1).struct.unnest() if width > 1 else body.to_frame()
    too_long = (body.str.count_matches(layout.separator, literal=True) >= width).arg_true()
    return cells.get_columns(), [(place, body[place].split(layout.separator)) for place in too_long]


def _quoted(path: Path, encoding: str, layout: _Layout, rows: int | None) -> Iterator[Grid]:
    """With quotation marks a cell may hold separators and line breaks: row by row."""
    width = len(layout.headers)
    start = layout.first_row
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=layout.separator, strict=True)
        list(islice(reader, layout.header + 1))
        broken = False
        while not broken:
            columns: list[list[str | None]] = [[] for _ in layout.headers]
            faults: list[Fault] = []
            row = start - 1
            try:
                for row, cells in enumerate(islice(reader, rows), start=start):
                    if len(cells) > width and (fault := layout.too_many(cells, row)) is not None:
                        faults.append(fault)
                    for index, column in enumerate(columns):
                        column.append(cells[index] if index < len(cells) else None)
            except csv.Error as error:
                broken = True
                faults.append(layout.place.fault(_QUOTES.format(reason=error), row=row + 1))
            if row < start and not broken and start > layout.first_row:
                return
            yield layout.grid([polars.Series(column, dtype=polars.String) for column in columns], start, faults)
            if row < start:
                return
            start = row + 1


def _first_rows(path: Path, writing: Writing, separator: str) -> list[list[str]]:
    if not writing.quoted:
        with path.open(encoding=writing.encoding) as file:
            return [line.removesuffix("\n").split(separator) for line in islice(file, HEADER_SEARCHED_ROWS)]
    rows: list[list[str]] = []
    # Under a wrong separator quotes seem misplaced; under the right one the whole reading says so.
    with path.open(encoding=writing.encoding, newline="") as file, suppress(csv.Error):
        rows.extend(islice(csv.reader(file, delimiter=separator, strict=True), HEADER_SEARCHED_ROWS))
    return rows
