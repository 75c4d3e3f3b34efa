"""What the pages of a PDF show: lines of text and drawn tables, each with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.grid import Cell, Grid
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.pdf_characters import Character
from openfisca_china_personnel.documents.pdf_columns import Column
from openfisca_china_personnel.documents.pdf_page import DrawnPage
from openfisca_china_personnel.documents.pdf_rules import Lattice, lattices, rules_of
from openfisca_china_personnel.documents.pdf_text import Glyph, by_place, glyphs_of, piece_of, text_lines
from openfisca_china_personnel.documents.pdf_turn import turn_of
from openfisca_china_personnel.documents.pdf_unruled import find_unruled
from openfisca_china_personnel.documents.printed import plain

if TYPE_CHECKING:
    from collections.abc import Sequence


_Item = Line | Grid | tuple[Lattice, "Sequence[Glyph]"]


def page_blocks(
    page: DrawnPage, characters: Sequence[Character], before: Sequence[Column] = ()
) -> tuple[list[Line | Grid], tuple[Column, ...]]:
    """The lines and tables of one page, whose text these characters are, from top to bottom.

    ``before`` are the columns of a table without ruled lines that the page before may have cut; those of one that
    this page may cut are given back.
    """
    number = page.number
    turn = turn_of(page, characters)
    glyphs = glyphs_of(characters, turn)
    tables = lattices(*rules_of(page, turn))
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        home = next((i for i, table in enumerate(tables) if table.holds(glyph.centre, glyph.middle)), None)
        (outside if home is None else inside[home]).append(glyph)
    lines = text_lines(outside)
    drawn = [(table.ys[0], table, held) for table, held in zip(tables, inside, strict=True) if held]
    unruled = find_unruled(lines, number, before) if not drawn else []
    taken = {n for found in unruled for n in range(found.first, found.after)}
    items: list[tuple[float, _Item]] = [(top, (table, held)) for top, table, held in drawn]
    items += [(_top(lines[found.first]), found.grid) for found in unruled]
    items += [(_top(line), _line(line, number)) for n, line in enumerate(lines) if n not in taken]
    cut = unruled[-1] if unruled and unruled[-1].after >= len(lines) - 1 else None
    blocks = [turn.turned_back(block) for block in _in_order(items, number)]
    return blocks, cut.columns if cut is not None else ()


def _top(glyphs: Sequence[Glyph]) -> float:
    return min(glyph.top for glyph in glyphs)


def _line(glyphs: Sequence[Glyph], page: int) -> Line:
    piece = piece_of(glyphs, page)
    return Line(plain(piece.printed), piece.printed, 0, page, box=piece.box)


def _in_order(items: Sequence[tuple[float, _Item]], page: int) -> list[Line | Grid]:
    """Lines and tables by their upper sides; lines and rows of tables are counted together."""
    blocks: list[Line | Grid] = []
    count = 0
    for _, item in sorted(items, key=lambda each: each[0]):
        if isinstance(item, Line):
            count += 1
            blocks.append(replace(item, number=count, starts_page=not blocks))
            continue
        grid = item if isinstance(item, Grid) else _grid(*item, page)
        blocks.append(replace(grid, row_lines=tuple(range(count + 1, count + grid.rows + 1))))
        count += grid.rows
    return blocks


def _grid(table: Lattice, glyphs: Sequence[Glyph], page: int) -> Grid:
    covering = {
        (row, column): index
        for index, (top, left, high, wide) in enumerate(table.areas)
        for row in range(top, top + high)
        for column in range(left, left + wide)
    }
    held: dict[int, list[Glyph]] = {}
    for place, found in by_place(glyphs, table.place).items():
        held.setdefault(covering[place], []).extend(found)
    cells = tuple(
        Cell(*area, tuple(piece_of(line, page) for line in text_lines(held.get(index, ()))))
        for index, area in enumerate(table.areas)
    )
    rows = len(table.ys) - 1
    return Grid(rows, len(table.xs) - 1, cells, page, (0,) * rows, table.xs)
