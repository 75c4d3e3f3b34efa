"""What the reader of values leaves out of a workbook: error values, formulas without a result, percentages."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

Cell = tuple[int, int]
"""Row as a spreadsheet shows it and place of the column (0 is A)."""


@dataclass
class SpecialCells:
    """Cells by place: error values with their text, formulas without a stored result, percentages of 100 % and more."""

    errors: dict[Cell, str] = field(default_factory=dict)
    unfinished: list[Cell] = field(default_factory=list)
    percentages: dict[Cell, str] = field(default_factory=dict)


_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILT_IN_PERCENT = frozenset({9, 10})
_CHUNK = 1 << 20

# Sheets are written by programs, one cell like the other; names may carry a prefix.
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_CELL = re.compile(rb"<(?:\w+:)?c(?P<attributes>(?:\s[^>]*?)?)(?:/>|>(?P<inside>.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""(?<![\w:])(\w+)\s*=\s*["']([^"']*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>(?P<value>[^<]*)<")
# An error value, or a formula that no value follows.
_SPECIAL = re.compile(
    rb"""\st=["']e["']|(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?"""
    rb"""\s*</(?:\w+:)?c>"""
)


class UnknownStructure(ValueError):
    """A workbook whose parts are not where its format puts them."""


def special_cells(path: Path, sheet: str) -> SpecialCells:
    """The special cells of one sheet; only rows that hold one are taken apart.

    Raises ``UnknownStructure`` where the sheet is not found: to read on would pass error values off as blanks.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _searched(archive, _member(archive, sheet), _percent_styles(archive))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise UnknownStructure(sheet) from error


def hidden_sheets(path: Path) -> frozenset[str]:
    """The names of the sheets that a spreadsheet does not show, hidden and very hidden.

    Raises ``UnknownStructure`` where the archive does not say which sheets there are.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = [part for part in _parts(archive, "xl/workbook.xml") if _tag(part) == "sheet"]
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise UnknownStructure(path.name) from error
    return frozenset(part.get("name", "") for part in sheets if part.get("state", "visible") != "visible")


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive's member that holds the sheet; ``KeyError`` where there is none."""
    sheets = {part.get("name"): part for part in _parts(archive, "xl/workbook.xml") if _tag(part) == "sheet"}
    wanted = sheets[sheet].get(_RELATIONSHIP) or sheets[sheet].get(_STRICT_RELATIONSHIP)
    targets = {part.get("Id"): part.get("Target") or "" for part in _parts(archive, "xl/_rels/workbook.xml.rels")}
    target = targets[wanted]
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _parts(archive: zipfile.ZipFile, member: str) -> list[ElementTree.Element]:
    # expat itself limits how far entities may grow, and fetches nothing from outside.
    return list(ElementTree.fromstring(archive.read(member)).iter())  # noqa: S314


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    parts = _parts(archive, "xl/styles.xml")
    formats = set(_BUILT_IN_PERCENT)
    for element in parts:
        if _tag(element) == "numFmt" and "%" in (element.get("formatCode") or ""):
            formats.add(int(element.get("numFmtId") or 0))
    for element in parts:
        if _tag(element) == "cellXfs":
            return frozenset(
                str(number) for number, style in enumerate(element) if int(style.get("numFmtId") or 0) in formats
            )
    return frozenset()


def _searched(archive: zipfile.ZipFile, member: str, percent_styles: frozenset[str]) -> SpecialCells:
    """Row by row, so that only the few rows with something special in them are taken apart."""
    special = SpecialCells()
    patterns = [_SPECIAL, *([_percentage(percent_styles)] if percent_styles else [])]
    number = 0
    with archive.open(member) as file:
        for row in _rows(file):
            opening = _ROW.findall(row)
            # Rows without a number follow one another; ones that close at once stand before the row they precede.
            stated = _attributes(opening[-1]).get("r")
            number = int(stated) if stated else number + len(opening)
            if any(pattern.search(row) for pattern in patterns):
                _add_cells(special, row, number, percent_styles)
    return special


def _rows(file: IO[bytes]) -> Iterator[bytes]:
    """The text of every row with cells, from before its opening to its closing tag."""
    rest = b""
    while chunk := file.read(_CHUNK):
        *rows, rest = _ROW_END.split(rest + chunk)
        yield from (row for row in rows if _ROW.search(row))


def _add_cells(special: SpecialCells, row: bytes, number: int, percent_styles: frozenset[str]) -> None:
    column = -1
    for found in _CELL.finditer(row):
        cell = _attributes(found["attributes"])
        column = _column(cell["r"]) if "r" in cell else column + 1
        inside = found["inside"] or b""
        stored = _VALUE.search(inside)
        value = html.unescape(stored["value"].decode()).strip() if stored else ""
        kind = cell.get("t", "n")
        if kind == "e":
            special.errors[number, column] = value or "#VALUE!"
        elif _FORMULA.search(inside) and not value and kind not in ("str", "inlineStr"):
            special.unfinished.append((number, column))
        elif kind == "n" and value and cell.get("s") in percent_styles and _at_least_one(value):
            special.percentages[number, column] = f"{Decimal(value) * 100:f}%"


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(text)}


def _percentage(styles: frozenset[str]) -> re.Pattern[bytes]:
    """A number of 1 and more in a cell that shows a percentage."""
    numbers = "|".join(sorted(styles)).encode()
    return re.compile(
        rb"""\ss=["'](?:""" + numbers + rb""")["'][^>]*>\s*(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"""
        rb"""<(?:\w+:)?v>[1-9]"""
    )


def _column(reference: str) -> int:
    number = 0
    for character in reference:
        if not character.isalpha():
            break
        number = number * 26 + ord(character.upper()) - ord("A") + 1
    return number - 1


def _at_least_one(value: str) -> bool:
    try:
        return Decimal(value) >= 1
    except InvalidOperation:
        return False


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
