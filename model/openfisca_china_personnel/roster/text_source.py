"""A roster in a text file: CSV with commas or semicolons, or tab-separated text, in the encodings that Excel writes."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
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

_SEPARATORS = (",", ";", "\t")

_ZIPPED = Text(
    "文件内容是压缩包（可能是 Excel 工作簿），不是文本，请改用 .xlsx 扩展名或另存为 CSV",
    "the file is a zip archive (perhaps an Excel workbook), not text: name it .xlsx or save it as CSV",
)
_NOT_TEXT = Text("文件不是文本文件", "the file is not a text file")
_ENCODING = Text(
    "文字编码既不是 UTF-8 也不是 GB18030（GBK），请另存为“CSV UTF-8”",
    "the text is neither UTF-8 nor GB18030 (GBK): save the file as “CSV UTF-8”",
)
_MORE_CELLS = Text(
    "本行有 {found} 个单元格，表头只有 {expected} 个；带千位分隔符的数要加引号",
    "the row has {found} cells, the header only {expected}; a number with thousands separators needs quotes",
)
_QUOTES = Text("引号不成对或位置不对：{reason}", "quotation marks are not paired or misplaced: {reason}")


def read_text(path: Path, place: Place) -> Grid:
    """The grid of a text file."""
    text = _decoded(path.read_bytes(), place)
    if not text.strip():
        raise no_header(place, empty=True)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if '"' not in text else None
    if lines is not None and not lines[-1]:
        lines.pop()
    first = [_first_rows(text, lines, separator) for separator in _SEPARATORS]
    scores = [max((known_in(row) for row in rows), default=0) for rows in first]
    chosen = scores.index(max(scores))
    header = header_place(first[chosen])
    if header is None:
        raise no_header(place, empty=False)
    headers = tuple(first[chosen][header])
    separator = _SEPARATORS[chosen]
    if lines is None:
        return _quoted(text, separator, header, headers, place)
    return _plain(lines, separator, header, headers, place)


def _plain(lines: list[str], separator: str, header: int, headers: tuple[str, ...], place: Place) -> Grid:
    """Without any quotation mark a line is a row and every separator divides: whole columns at once."""
    body = polars.Series("line", lines[header + 1 :], dtype=polars.String)
    width = len(headers)
    cells = body.str.split_exact(separator, width - 1).struct.unnest() if width > 1 else body.to_frame()
    cells.columns = [str(index) for index in range(width)]
    rows = polars.Series("row", range(header + 2, header + 2 + len(body)), dtype=polars.Int64)
    too_long = (body.str.count_matches(separator, literal=True) >= width).arg_true()
    faults = [
        fault
        for index in too_long
        if (fault := _too_many(body[index].split(separator), width, header + 2 + index, place)) is not None
    ]
    records = without_blank_rows(cells.insert_column(0, rows))
    return Grid(place, headers, header + 1, records, tuple(faults))


def _quoted(text: str, separator: str, header: int, headers: tuple[str, ...], place: Place) -> Grid:
    """With quotation marks a cell may hold separators and line breaks: row by row."""
    width = len(headers)
    columns: list[list[str | None]] = [[] for _ in headers]
    faults: list[Fault] = []
    row = 0
    try:
        for row, cells in enumerate(_reader(text, separator), start=1):
            if row <= header + 1:
                continue
            if len(cells) > width and (fault := _too_many(cells, width, row, place)) is not None:
                faults.append(fault)
            for index, column in enumerate(columns):
                column.append(cells[index] if index < len(cells) else None)
    except csv.Error as error:
        faults.append(place.fault(_QUOTES.format(reason=error), row=row + 1))
    rows = range(header + 2, header + 2 + len(columns[0]))
    data = {str(index): polars.Series(column, dtype=polars.String) for index, column in enumerate(columns)}
    records = polars.DataFrame({"row": polars.Series(rows, dtype=polars.Int64), **data})
    return Grid(place, headers, header + 1, without_blank_rows(records), tuple(faults))


def _first_rows(text: str, lines: list[str] | None, separator: str) -> list[list[str]]:
    if lines is not None:
        return [line.split(separator) for line in lines[:HEADER_SEARCHED_ROWS]]
    rows: list[list[str]] = []
    try:
        rows.extend(islice(_reader(text, separator), HEADER_SEARCHED_ROWS))
    except csv.Error:
        # Under a wrong separator quotes seem misplaced; under the right one the whole reading says so.
        return rows
    return rows


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _too_many(cells: list[str], width: int, row: int, place: Place) -> Fault | None:
    """Cells beyond the header are a fault where one holds anything."""
    if not any(cell.strip() for cell in cells[width:]):
        return None
    return place.fault(_MORE_CELLS.format(found=len(cells), expected=width), row=row)


def _decoded(content: bytes, place: Place) -> str:
    if content.startswith(b"PK\x03\x04"):
        raise place.refuse(_ZIPPED)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        if b"\0" in content:
            raise place.refuse(_NOT_TEXT)
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise place.refuse(_NOT_TEXT)
        return text
    raise place.refuse(_ENCODING)
