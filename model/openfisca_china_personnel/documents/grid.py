"""A table as it is drawn: cells in rows and columns, before anything is understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.printed import plain

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.lines import Line


@dataclass(frozen=True)
class Piece:
    """What stands together on one line of a cell, with its place where the format has places."""

    printed: str
    box: Box | None = None


@dataclass(frozen=True)
class Cell:
    """One cell: the rows and columns that it covers, counted from 0, and the lines of text in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...] = ()

    @cached_property
    def printed(self) -> str:
        """The text as printed, its lines joined without spaces between."""
        return "".join(piece.printed for piece in self.pieces)

    @cached_property
    def joined(self) -> str:
        """The text in ordinary characters without any spaces."""
        return "".join(plain(self.printed).split())


@dataclass(frozen=True)
class Grid:
    """One drawn table, or the part of one that stands on a page.

    ``cells`` has every cell once, from left to right and top to bottom. ``row_lines`` numbers the rows as lines of the
    page (of the file where there are no pages). ``edges`` are the places between the columns, in points, None where
    the format has none. ``heads`` are the headings over every column where they are known apart from the cells, and
    ``unsettled`` the columns whose headings may be another's.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None
    row_lines: tuple[int, ...]
    edges: tuple[float, ...] | None = None
    heads: tuple[tuple[str, ...], ...] | None = None
    unsettled: frozenset[int] = frozenset()

    @cached_property
    def at(self) -> dict[tuple[int, int], Cell]:
        """The cell that covers a row and a column."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def starting_in(self, row: int) -> tuple[Cell, ...]:
        """The cells whose first row this is."""
        return tuple(cell for cell in self.cells if cell.row == row)


@dataclass(frozen=True)
class Content:
    """What a file shows, in reading order: lines of text and drawn tables.

    ``recognised`` are the pages that are pictures, whose text a program recognised in them.
    """

    file: str
    blocks: tuple[Line | Grid, ...]
    recognised: tuple[int, ...] = ()
