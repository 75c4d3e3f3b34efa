"""The places of a document that is published in several files: each says which file it is in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.grid import Content, Grid

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.boxes import Box
    from openfisca_china_personnel.documents.lines import Line


def in_file(content: Content, number: int) -> Content:
    """What a file shows, its places being those of the document's file of this number (from 1)."""
    if number == 1:
        return content
    return replace(content, blocks=tuple(_block(block, number) for block in content.blocks))


def _block(block: Line | Grid, number: int) -> Line | Grid:
    if not isinstance(block, Grid):
        return replace(block, box=_box(block.box, number))
    cells = tuple(
        replace(cell, pieces=tuple(replace(piece, box=_box(piece.box, number)) for piece in cell.pieces))
        for cell in block.cells
    )
    return replace(block, cells=cells)


def _box(box: Box | None, number: int) -> Box | None:
    return None if box is None else replace(box, file=number)
