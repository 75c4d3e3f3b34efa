"""Tables of a PDF page that no lines divide: columns from where things stand, rows from codes and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.column_choice import choose
from openfisca_china_personnel.documents.grid import Cell, Grid
from openfisca_china_personnel.documents.grid_heads import is_listed
from openfisca_china_personnel.documents.headings import layout_of
from openfisca_china_personnel.documents.kinds import TableKind, bare_title, kind_of_title
from openfisca_china_personnel.documents.pdf_headings import Chunk, Column, Stack, What, is_label, stacks_of
from openfisca_china_personnel.documents.pdf_text import Glyph, piece_of, words
from openfisca_china_personnel.documents.printed import as_printed, is_number, is_printed_blank, plain
from openfisca_china_personnel.documents.titles import is_over_table, without_label
from openfisca_china_personnel.documents.totals import is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = 0.75  # of a character's height between what stands in different cells
_MINUS = 0.4  # of a character's height between a minus sign and its figure; a dash in its own cell stands further
_GLUED = re.compile(r"([235]\d{2}(?:\d{2}){0,3})(?=[^\d.,%年月日万元人])")
_PART_OF_CODE = re.compile(r"\d{1,2}")
_SENTENCE = re.compile(r".*[。;].*|第[一二三四五六七八九十]+部分.*|[(]?(?:注|备注|说明)[:：].*")
_COMMA = re.compile(r"\D,|,(?!\d)")
_FEWEST_ROWS = 2
_ROOM = 1.6
_PAGE_NUMBER = re.compile(r"-?\d{1,3}-?|第\d+页.*")


@dataclass(frozen=True)
class Found:
    """A table on a page: its lines, and its columns, by which it may go on over the page."""

    first: int
    after: int
    columns: tuple[Column, ...]
    grid: Grid


def find_unruled(lines: Sequence[Sequence[Glyph]], page: int, before: Sequence[Column] = ()) -> list[Found]:
    """The tables among the lines of a page; ``before`` are the columns of one that the page before may have cut."""
    chunks = [_chunks(line, number) for number, line in enumerate(lines)]
    texts = ["".join(chunk.text for chunk in line) for line in chunks]
    kinds = [kind_of_title(without_label(text)) for text in texts]
    found: list[Found] = []
    starts: list[tuple[int, TableKind | None, str]] = [
        (number + 1, kind, texts[number]) for number, kind in enumerate(kinds) if kind is not None
    ]
    if before and (not starts or starts[0][0] > 1):
        starts.insert(0, (0, None, ""))
    for index, (first, kind, title) in enumerate(starts):
        limit = starts[index + 1][0] - 1 if index + 1 < len(starts) else len(lines)
        after = next((n for n in range(first, limit) if _ends(texts[n])), limit)
        table = _table(chunks[first:after], page, kind, bare_title(title), before if kind is None else ())
        if table is not None:
            skipped, columns, grid = table
            found.append(Found(first + skipped, after, columns, grid))
    return found


def _ends(text: str) -> bool:
    return _SENTENCE.fullmatch(text) is not None or _COMMA.search(text) is not None or len(text) > 120


def _chunks(line: Sequence[Glyph], number: int) -> list[Chunk]:
    groups: list[list[Glyph]] = []
    for word in words(line):
        near = bool(groups) and word[0].x0 - groups[-1][-1].x1 < _APART * word[0].height
        if near and not _told_apart(groups[-1], word):
            groups[-1] += word
        else:
            groups.append(list(word))
    found: list[Chunk] = []
    for group in groups:
        text = plain("".join(glyph.text for glyph in group))
        glued = _GLUED.match(text)
        cut = glued.end() if glued is not None and len(text) == len(group) else 0
        found += [Chunk(tuple(part), number) for part in (group[:cut], group[cut:]) if part]
    return found


def _told_apart(left: Sequence[Glyph], right: Sequence[Glyph]) -> bool:
    """Whether a gap lies beside a figure: two figures are two however near they stand, and a figure is no word."""
    before, after = ("".join(plain(glyph.text) for glyph in part) for part in (left, right))
    gap = right[0].x0 - left[-1].x1
    if before == "-" and after[0].isdigit() and gap < _MINUS * right[0].height:
        return False
    if before[-1] in "0123456789-%)" and after[0] in "0123456789-(":
        return True
    exact = [text for text in (before, after) if is_number(text) and ("." in text or "," in text)]
    return len(exact) == 1


def _table(
    lines: Sequence[list[Chunk]], page: int, kind: TableKind | None, title: str, before: Sequence[Column]
) -> tuple[int, tuple[Column, ...], Grid] | None:
    start = next((n for n, line in enumerate(lines) if _is_data(line)), None)
    if start is None:
        return None
    start -= _names_over(lines, start)
    body = [line for line in lines[start:] if not _is_page_number(line)]
    if sum(_is_data(line) for line in body) < (1 if before else _FEWEST_ROWS):
        return None
    head = [line for line in lines[:start] if line and not is_over_table("".join(c.text for c in line))]
    first_of_head = next((n for n, line in enumerate(lines[:start]) if any(line is each for each in head)), start)
    columns = tuple(before) or _headed(_columns(body), head, body, kind, title)
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


def _names_over(lines: Sequence[list[Chunk]], start: int) -> int:
    """How many lines over the first row belong to its name: a row of a code and figures without one has it there."""
    row = lines[start]
    if any(chunk.what == "word" for chunk in row) or not start or row[0].what != "code":
        return 0
    over = lines[start - 1]
    return int(len(over) == 1 and row[0].x1 < over[0].x0 and not is_total(over[0].text))


def _columns(body: Sequence[Sequence[Chunk]]) -> list[Column]:
    """Columns from what stands under one another, of each kind by itself, from left to right."""
    chunks = [chunk for line in body for chunk in line]
    words_left = min((c.x0 for c in chunks if c.what == "word"), default=0.0)
    kinds: dict[What, list[Chunk]] = {"code": [], "figure": [], "word": []}
    for chunk in chunks:
        left = chunk.what == "figure" and _PART_OF_CODE.fullmatch(chunk.text) is not None and chunk.x1 < words_left
        kinds["code" if left else chunk.what].append(chunk)
    columns = [
        Column(what, min(c.x0 for c in group), max(c.x1 for c in group), _own_heading(what, group))
        for what, found in kinds.items()
        for group in _under_one_another(found)
    ]
    figures = [column for column in columns if column.what == "figure"]
    # A whole number of three or more digits may look like a code: under other figures it is one.
    kept = [c for c in columns if c.what != "code" or not any(f.meets(c.x0, c.x1) > 0 for f in figures)]
    return sorted(kept, key=lambda column: column.x0)


def _own_heading(what: What, chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Of a column that holds parts of codes, which by themselves look like figures."""
    return ("科目编码",) if what == "code" and any(chunk.what == "figure" for chunk in chunks) else ()


def _under_one_another(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    groups: list[list[Chunk]] = []
    right = 0.0
    for chunk in sorted(chunks, key=lambda each: each.x0):
        if groups and chunk.x0 < right:
            groups[-1].append(chunk)
            right = max(right, chunk.x1)
        else:
            groups.append([chunk])
            right = chunk.x1
    return [part for group in groups for part in _side_by_side(group)]


def _side_by_side(group: list[Chunk]) -> list[list[Chunk]]:
    """Two chunks of one line are no one column: such a group is cut between them."""
    by_line: dict[int, list[Chunk]] = {}
    for chunk in group:
        by_line.setdefault(chunk.line, []).append(chunk)
    fullest = max(by_line.values(), key=len)
    if len(fullest) == 1 or all(chunk.what == "word" for chunk in group):
        return [group]
    models = sorted(fullest, key=lambda each: each.x0)
    parts: list[list[Chunk]] = [[] for _ in models]
    for chunk in group:
        nearest = min(range(len(models)), key=lambda i: abs(models[i].x1 - chunk.x1))
        parts[nearest].append(chunk)
    return parts


def _headed(
    columns: Sequence[Column],
    head: Sequence[Sequence[Chunk]],
    body: Sequence[Sequence[Chunk]],
    kind: TableKind | None,
    title: str,
) -> tuple[Column, ...]:
    """The columns with their headings; a heading under which nothing is printed is a column too.

    Columns and headings are cut into runs of figures by the codes and names between them, and matched run by run.
    """
    runs, over = _runs(columns), _stack_runs(stacks_of(head))
    headed: list[Column] = []
    for number, (labels, figures) in enumerate(runs):
        headed += labels
        stacks = over[number] if len(over) == len(runs) else []
        chosen = choose(figures, stacks, _figures_of(body, columns, figures)) if figures else None
        if chosen is None:
            headed += figures
            continue
        way, unsettled = chosen
        at = {heading: column for column, heading in enumerate(way)}
        for place, stack in enumerate(stacks):
            column = at.get(place)
            if column is None:
                headed.append(Column("figure", stack.x0, stack.x1, tuple(stack.texts)))
            else:
                open_ = column in unsettled
                headed.append(replace(figures[column], heading=tuple(stack.texts), unsettled=open_))
    return _by_layout(headed, head, kind, title)


def _by_layout(
    columns: Sequence[Column], head: Sequence[Sequence[Chunk]], kind: TableKind | None, title: str
) -> tuple[Column, ...]:
    """A known head gives its columns' names better than what stands over each, where it has as many."""
    values = [i for i, column in enumerate(columns) if column.what == "figure"]
    tokens = [tuple(chunk.text for chunk in line) for line in head]
    layout = layout_of(kind, tokens, final="决算" in title) if kind is not None else None
    headed = list(columns)
    if layout is not None and len(layout.columns) == len(values):
        for i, name in zip(values, layout.columns, strict=True):
            headed[i] = replace(headed[i], heading=(name,))
    return tuple(headed)


def _runs(columns: Sequence[Column]) -> list[tuple[list[Column], list[Column]]]:
    runs: list[tuple[list[Column], list[Column]]] = []
    for column in columns:
        if not runs or (column.what != "figure" and runs[-1][1]):
            runs.append(([], []))
        runs[-1][column.what == "figure"].append(column)
    return runs


def _stack_runs(stacks: Sequence[Stack]) -> list[list[Stack]]:
    """The headings over figures, cut where headings of codes and names stand between."""
    runs: list[list[Stack]] = [[]]
    for stack in stacks:
        if not is_label(stack.texts):
            runs[-1].append(stack)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _figures_of(
    body: Sequence[Sequence[Chunk]], columns: Sequence[Column], figures: Sequence[Column]
) -> list[dict[int, str]]:
    number = {id(column): n for n, column in enumerate(figures)}
    rows: list[dict[int, str]] = []
    for line in body:
        row: dict[int, str] = {}
        for chunk in line:
            column = columns[_column_of(chunk, columns)]
            printed = as_printed(chunk.text)
            if id(column) in number and printed is not None:
                row[number[id(column)]] = printed
        if row:
            rows.append(row)
    return rows


def _grid(body: Sequence[Sequence[Chunk]], columns: Sequence[Column], page: int) -> Grid:
    """One row for every line of codes and figures; a name goes to the row that it stands by."""
    rows = [n for n, line in enumerate(body) if _is_data(line) or _names_total(line)]
    owners = _owners(body, rows, columns)
    held: dict[tuple[int, int], list[Chunk]] = {}
    for number, line in enumerate(body):
        row = owners.get(number)
        if row is None:
            continue
        for chunk in line:
            held.setdefault((row, _column_of(chunk, columns)), []).append(chunk)
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


def _names_total(line: Sequence[Chunk]) -> bool:
    return bool(line) and is_total("".join(chunk.text for chunk in line if chunk.what == "word"))


def _column_of(chunk: Chunk, columns: Sequence[Column]) -> int:
    what = chunk.what
    fitting = [i for i, column in enumerate(columns) if _fits(what, column.what)] or list(range(len(columns)))
    return max(fitting, key=lambda i: columns[i].meets(chunk.x0, chunk.x1))


def _fits(what: What, column: What) -> bool:
    return what == column or (what != "word" and column != "word")


def _edges(columns: Sequence[Column]) -> tuple[float, ...]:
    between = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    places = [columns[0].x0, *between, columns[-1].x1]
    return tuple(max(places[: n + 1]) for n in range(len(places)))


def _owners(body: Sequence[Sequence[Chunk]], rows: Sequence[int], columns: Sequence[Column]) -> dict[int, int]:
    """The row of every line: of the ways in which names may stand the one that breaks them where their cell is full."""
    ways = [_nearest(body, rows), _below(body, rows), _above(body, rows)]
    return min(ways, key=lambda way: _broken_early(body, rows, way, columns))


def _nearest(body: Sequence[Sequence[Chunk]], rows: Sequence[int]) -> dict[int, int]:
    owners = {row: row for row in rows}
    for number, line in enumerate(body):
        if number in owners or not line or not rows:
            continue
        place = line[0].glyphs[0].middle
        owners[number] = min(rows, key=lambda row: (round(abs(body[row][0].glyphs[0].middle - place) / 3), row))
    return owners


def _below(body: Sequence[Sequence[Chunk]], rows: Sequence[int]) -> dict[int, int]:
    return {n: max((row for row in rows if row <= n), default=rows[0] if rows else n) for n in range(len(body))}


def _above(body: Sequence[Sequence[Chunk]], rows: Sequence[int]) -> dict[int, int]:
    return {n: min((row for row in rows if row >= n), default=rows[-1] if rows else n) for n in range(len(body))}


def _broken_early(
    body: Sequence[Sequence[Chunk]], rows: Sequence[int], owners: dict[int, int], columns: Sequence[Column]
) -> int:
    """How many pieces of names end before their cell is full although the name goes on, and rows without a name."""
    right = {i: column.x1 for i, column in enumerate(columns) if column.what == "word"}
    pieces: dict[tuple[int, int], list[Chunk]] = {}
    for number, row in owners.items():
        for chunk in body[number]:
            if chunk.what == "word":
                pieces.setdefault((row, _column_of(chunk, columns)), []).append(chunk)
    early = 0
    for (_, column), found in pieces.items():
        ordered = sorted(found, key=lambda chunk: chunk.line)
        early += sum(
            right.get(column, 0.0) - chunk.x1 > _ROOM * chunk.glyphs[0].height
            for chunk, following in pairwise(ordered)
            if following.line != chunk.line
        )
    named = {row for row, _ in pieces}
    return early + sum(row not in named for row in rows)
