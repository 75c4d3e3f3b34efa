"""Which rows of a table without lines the pieces of its names belong to, which may stand over and under them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.pdf_chunks import Chunk
from openfisca_china_personnel.documents.pdf_columns import Column, column_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOM = 1.6  # of a character's height: a name that leaves more room in its cell ends there


def owners_of(body: Sequence[Sequence[Chunk]], rows: Sequence[int], columns: Sequence[Column]) -> dict[int, int]:
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
                pieces.setdefault((row, column_of(chunk, columns)), []).append(chunk)
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
