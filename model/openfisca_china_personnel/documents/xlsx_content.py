"""What a workbook shows: the cells of every visible sheet as drawn tables, figures with the decimals that they show."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from openfisca_china_personnel.documents.grid import Cell, Content, Grid, Piece
from openfisca_china_personnel.documents.kinds import kind_of_title
from openfisca_china_personnel.documents.limits import within_places
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.number_formats import Formats, shown
from openfisca_china_personnel.documents.packages import check_package
from openfisca_china_personnel.documents.printed import plain
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BROKEN = Text("Excel 文件已损坏，无法读取：{problem}。", "the workbook is damaged and cannot be read: {problem}")
_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
MOST_COLUMNS = 300
MOST_ROWS = 20_000

Texts = dict[tuple[int, int], str]
Area = tuple[int, int, int, int]  # first row and column, last row and column


@dataclass(frozen=True)
class _Sheet:
    name: str
    texts: Texts
    merged: tuple[Area, ...]


def read_xlsx(content: bytes, file: str) -> Content:
    """Every visible sheet: its name as a line, its cells as tables; rows are numbered as the workbook shows them.

    Raises:
        InputFaults: a damaged file, or one that unpacks to more than is read.

    """
    check_package(content, file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sheets = list(_sheets(package))
    except (KeyError, ValueError, IndexError, ElementTree.ParseError, OSError, zipfile.BadZipFile) as error:
        raise refuse(_BROKEN.format(problem=str(error)[:120]), file=file) from error
    return contents_of([(sheet.name, sheet.texts, sheet.merged) for sheet in sheets], file)


def contents_of(sheets: Sequence[tuple[str, Texts, Sequence[Area]]], file: str) -> Content:
    """The tables on sheets of cells, cut where a new title stands."""
    blocks: list[Line | Grid] = []
    for name, texts, merged in sheets:
        if not texts:
            continue
        blocks.append(Line(plain(name), name, 0))
        rows = [row for row, _ in texts]
        starts = [min(rows), *_titles(texts), max(rows) + 1]
        for first, after in pairwise(starts):
            part = {place: text for place, text in texts.items() if first <= place[0] < after}
            if part:
                blocks.append(_grid(part, [area for area in merged if first <= area[0] < after], file))
    return Content(file, tuple(blocks))


def _titles(texts: Texts) -> list[int]:
    """The rows, but for the first, that hold nothing but the title of a table."""
    by_row: dict[int, list[str]] = {}
    for (row, _), text in sorted(texts.items()):
        by_row.setdefault(row, []).append(text)
    first = min(by_row)
    alone = [row for row, found in by_row.items() if len(found) == 1 and row > first + 3]
    return [row for row in alone if kind_of_title(by_row[row][0]) is not None]


def _grid(texts: Texts, merged: Sequence[Area], file: str) -> Grid:
    top, left = min(row for row, _ in texts), min(column for _, column in texts)
    bottom, right = max(row for row, _ in texts), max(column for _, column in texts)
    within_places((bottom - top + 1) * (right - left + 1), file)
    merged = [area for area in merged if area[:2] in texts]
    within_places(sum(max(min(c, bottom) - a, 0) * max(min(d, right) - b, 0) for a, b, c, d in merged), file)
    spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in merged}
    inside = {
        (row, column): (a, b)
        for a, b, c, d in merged
        for row in range(a, min(c, bottom) + 1)
        for column in range(b, min(d, right) + 1)
        if (row, column) != (a, b)
    }
    cells = []
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) in inside:
                continue
            high, wide = spans.get((row, column), (1, 1))
            high, wide = min(high, bottom - row + 1), min(wide, right - column + 1)
            text = texts.get((row, column), "")
            pieces = tuple(Piece(part.strip()) for part in text.split("\n") if part.strip())
            cells.append(Cell(row - top, column - left, high, wide, pieces))
    return Grid(bottom - top + 1, right - left + 1, tuple(cells), None, tuple(range(top, bottom + 1)))


def _sheets(package: zipfile.ZipFile) -> Iterator[_Sheet]:
    strings = _shared_strings(package)
    formats = _formats(package)
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - bounded before
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
    for sheet in book.iterfind("m:sheets/m:sheet", _NS):
        if sheet.get("state", "visible") != "visible":
            continue
        target = targets[sheet.get(_R)]
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if "worksheets" not in path:
            continue
        root = ElementTree.fromstring(package.read(path))  # noqa: S314
        texts = dict(_cells(root, strings, formats))
        merged = tuple(_area(each.get("ref", "")) for each in root.iterfind("m:mergeCells/m:mergeCell", _NS))
        yield _Sheet(sheet.get("name", ""), texts, merged)


def _cells(
    root: ElementTree.Element, strings: Sequence[str], formats: Formats
) -> Iterator[tuple[tuple[int, int], str]]:
    row_number = 0
    for row in root.iterfind("m:sheetData/m:row", _NS):
        row_number = int(row.get("r", row_number + 1))
        if row_number > MOST_ROWS:
            return
        column = -1
        for cell in row.iterfind("m:c", _NS):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            if column >= MOST_COLUMNS:
                break
            text = _text(cell, strings, formats)
            if text.strip():
                yield (row_number, column), text.strip()


def _text(cell: ElementTree.Element, strings: Sequence[str], formats: Formats) -> str:
    form = cell.get("t", "n")
    if form == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_M}t"))
    value = cell.findtext("m:v", "", _NS)
    if form == "s":
        return strings[int(value)] if value else ""
    if form == "n" and value:
        return shown(value, formats.of(int(cell.get("s", "0"))))
    return value


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))  # noqa: S314
    return [
        "".join(part.text or "" for path in ("m:t", "m:r/m:t") for part in item.iterfind(path, _NS))
        for item in root.iterfind("m:si", _NS)
    ]


def _formats(package: zipfile.ZipFile) -> Formats:
    if "xl/styles.xml" not in package.namelist():
        return Formats({}, ())
    root = ElementTree.fromstring(package.read("xl/styles.xml"))  # noqa: S314
    own = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iterfind("m:numFmts/m:numFmt", _NS)
    }
    return Formats(own, tuple(int(each.get("numFmtId", "0")) for each in root.iterfind("m:cellXfs/m:xf", _NS)))


def _area(reference: str) -> Area:
    places = [_PLACE.fullmatch(part) for part in reference.split(":")]
    found = [(int(place.group(2)), _column(place.group(1))) for place in places if place is not None]
    if not found:
        raise ValueError(reference)
    (top, left), (bottom, right) = found[0], found[-1]
    return top, left, bottom, right


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
