"""Tables of a PDF page that no lines divide: columns from where things stand, rows from codes and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.grid import Cell, Grid
from openfisca_china_personnel.documents.grid_heads import is_listed
from openfisca_china_personnel.documents.kinds import TableKind, bare_title, kind_of_title
from openfisca_china_personnel.documents.pdf_chunks import Chunk, chunks_of
from openfisca_china_personnel.documents.pdf_columns import Column, column_of, columns_of
from openfisca_china_personnel.documents.pdf_headings import headed, is_label
from openfisca_china_personnel.documents.pdf_row_owners import owners_of
from openfisca_china_personnel.documents.pdf_text import Glyph, piece_of
from openfisca_china_personnel.documents.printed import is_printed_blank
from openfisca_china_personnel.documents.titles import is_over_table, is_title, without_label
from openfisca_china_personnel.documents.totals import is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r".*[。;].*|第[一二三四五六七八九十]+部分.*|[(]?(?:注|备注|说明)[:：].*")
_COMMA = re.compile(r"\D,|,(?=\D)")
_FEWEST_ROWS = 2
_HEAD_UNDER_TITLE = 4  # lines, between which the unit of amounts and the owner stand
_LINE = 1.6  # of a character's height between the lines of one cell
_MOSTLY = 0.7
_PAGE_NUMBER = re.compile(r"-?\d{1,3}-?|第\d+页.*")


@dataclass(frozen=True)
class Found:
    """A table on a page: its lines, and its columns, by which it may go on over the page."""

    first: int
    after: int
    columns: tuple[Column, ...]
    grid: Grid


@dataclass(frozen=True)
class _Start:
    """Where a table may begin: its first line under the title, its kind and title, the columns it goes on from."""

    first: int
    kind: TableKind | None = None
    title: str = ""
    before: tuple[Column, ...] = ()


def find_unruled(lines: Sequence[Sequence[Glyph]], page: int, before: Sequence[Column] = ()) -> list[Found]:
    """The tables among the lines of a page; ``before`` are the columns of one that the page before may have cut."""
    chunks = [chunks_of(line, number) for number, line in enumerate(lines)]
    texts = ["".join(chunk.text for chunk in line) for line in chunks]
    found: list[Found] = []
    starts = _starts(chunks, texts, untitled=not before)
    if before and (not starts or starts[0].first > 1):
        starts.insert(0, _Start(0, before=tuple(before)))
    for index, start in enumerate(starts):
        limit = starts[index + 1].first - 1 if index + 1 < len(starts) else len(lines)
        after = next((n for n in range(start.first, limit) if _ends(texts[n])), limit)
        table = _table(chunks[start.first : after], page, start)
        if table is not None:
            skipped, columns, grid = table
            found.append(Found(start.first + skipped, after, columns, grid))
    return found


def _starts(chunks: Sequence[Sequence[Chunk]], texts: Sequence[str], *, untitled: bool) -> list[_Start]:
    """Under every title of a known table, under any other title with a head, else at a head that has no title."""
    heads = [n for n, line in enumerate(chunks) if len(line) > 1 and any(is_label([chunk.text]) for chunk in line)]
    starts: list[_Start] = []
    for number, text in enumerate(texts):
        kind = kind_of_title(without_label(text))
        if kind is not None:
            starts.append(_Start(number + 1, kind, bare_title(text)))
        elif heads and is_title(text) and any(0 < head - number <= _HEAD_UNDER_TITLE for head in heads):
            starts.append(_Start(number + 1))
    return starts or [_Start(head) for head in heads[:1] if untitled]


def _ends(text: str) -> bool:
    return _SENTENCE.fullmatch(text) is not None or _COMMA.search(text) is not None or len(text) > 120


def _table(lines: Sequence[list[Chunk]], page: int, given: _Start) -> tuple[int, tuple[Column, ...], Grid] | None:
    start = next((n for n, line in enumerate(lines) if _is_data(line)), None)
    if start is None:
        return None
    start -= _names_over(lines, start)
    body = [line for n, line in enumerate(lines) if n >= start and not (_is_page_number(line) and _is_apart(lines, n))]
    if sum(_is_data(line) for line in body) < (1 if given.before else _FEWEST_ROWS):
        return None
    head = [line for line in lines[:start] if line and not is_over_table("".join(c.text for c in line))]
    first_of_head = next((n for n, line in enumerate(lines[:start]) if any(line is each for each in head)), start)
    columns = given.before or headed(columns_of(body), head, body, given.kind, given.title)
    if not any(column.what == "figure" for column in columns):
        return None
    return first_of_head, columns, _grid(body, columns, page)


def _is_data(line: Sequence[Chunk]) -> bool:
    if not line or _is_page_number(line):
        return False
    first = line[0].text
    figures = [chunk for chunk in line if chunk.what == "figure" and not is_printed_blank(chunk.text)]
    numbering = len(figures) == len(line) and [c.text for c in figures] == [str(n) for n in range(1, len(line) + 1)]
    years = all(re.fullmatch(r"(?:19|20)\d\d", chunk.text) for chunk in figures)
    return line[0].what == "code" or (bool(figures) and not numbering and not years) or is_listed(first)


def _is_page_number(line: Sequence[Chunk]) -> bool:
    return 0 < len(line) <= 3 and _PAGE_NUMBER.fullmatch("".join(chunk.text for chunk in line)) is not None


def _is_apart(lines: Sequence[Sequence[Chunk]], number: int) -> bool:
    """Whether a line stands further from those over and under it than the lines of one cell do."""
    near = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines) and lines[n]]
    return not any(_in_one_cell(lines[number], line) for line in near)


def _in_one_cell(one: Sequence[Chunk], other: Sequence[Chunk]) -> bool:
    own = one[0].glyphs[0]
    return abs(other[0].glyphs[0].middle - own.middle) < _LINE * own.height


def _names_over(lines: Sequence[list[Chunk]], start: int) -> int:
    """How many lines over the first row belong to its name: a row of a code and figures without one has it there."""
    row = lines[start]
    if any(chunk.what == "word" for chunk in row) or not start or row[0].what != "code":
        return 0
    over = lines[start - 1]
    return int(len(over) == 1 and row[0].x1 < over[0].x0 and not is_total(over[0].text))


def _grid(body: Sequence[Sequence[Chunk]], columns: Sequence[Column], page: int) -> Grid:
    """One row for every line of codes and figures; a name goes to the row that it stands by."""
    rows = [n for n, line in enumerate(body) if _is_data(line) or _names_total(line)]
    rests = _rests(body, rows)
    rows = [n for n in rows if n not in rests]
    owners = owners_of(body, rows, columns) | rests
    held: dict[tuple[int, int], list[Chunk]] = {}
    for number, line in enumerate(body):
        row = owners.get(number)
        if row is None:
            continue
        for chunk in line:
            held.setdefault((row, column_of(chunk, columns)), []).append(chunk)
    cells = []
    for index, row in enumerate(rows):
        for column in range(len(columns)):
            found = held.get((row, column), [])
            by_line: dict[int, list[Glyph]] = {}
            for chunk in found:
                by_line.setdefault(chunk.line, []).extend(chunk.glyphs)
            pieces = tuple(piece_of(by_line[line], page) for line in sorted(by_line))
            cells.append(Cell(index, column, 1, 1, pieces))
    numbers = tuple(body[row][0].line + 1 for row in rows)
    heads = tuple(column.heading for column in columns)
    edges = _edges(columns)
    unsettled = frozenset(n for n, column in enumerate(columns) if column.unsettled)
    return Grid(len(rows), len(columns), tuple(cells), page, numbers, edges, heads, unsettled)


def _rests(body: Sequence[Sequence[Chunk]], rows: Sequence[int]) -> dict[int, int]:
    """Lines of nothing but figures close over or under a row that has a label: its row, whose cell they go on in."""
    bare = [n for n, line in enumerate(body) if _is_bare(line)]
    labelled = [n for n in rows if n not in bare]
    if not bare or len(labelled) < _MOSTLY * len(rows):
        return {}
    rests: dict[int, int] = {}
    for n in bare:
        middle = body[n][0].glyphs[0].middle
        nearest = min(labelled, key=lambda row: abs(body[row][0].glyphs[0].middle - middle))
        if _in_one_cell(body[n], body[nearest]):
            rests[n] = nearest
    return rests


def _is_bare(line: Sequence[Chunk]) -> bool:
    return bool(line) and all(chunk.what == "figure" for chunk in line)


def _names_total(line: Sequence[Chunk]) -> bool:
    return bool(line) and is_total("".join(chunk.text for chunk in line if chunk.what == "word"))


def _edges(columns: Sequence[Column]) -> tuple[float, ...]:
    between = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    places = [columns[0].x0, *between, columns[-1].x1]
    return tuple(max(places[: n + 1]) for n in range(len(places)))
