"""Pages whose text runs up or down: turned so that it runs from left to right, and their places turned back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.grid import Grid, Piece
from openfisca_china_personnel.documents.pdf_page import DrawnPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.pdf_characters import Character

Direction = Literal["right", "up", "down", "left"]
Sides = tuple[float, float, float, float]  # x0, top, x1, bottom

_MOSTLY = 0.7
_LOOKED_AT = 300  # characters that tell whether a page stands on its head


@dataclass(frozen=True)
class Turn:
    """How the text of a page of this size runs."""

    direction: Direction
    width: float
    height: float

    def turned(self, x0: float, top: float, x1: float, bottom: float) -> Sides:
        """A place on the page once it is turned to be read."""
        if self.direction == "up":
            return self.height - bottom, x0, self.height - top, x1
        if self.direction == "down":
            return top, self.width - x1, bottom, self.width - x0
        if self.direction == "left":
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return x0, top, x1, bottom

    def back(self, box: Box | None) -> Box | None:
        """A place on the turned page where it is on the page itself."""
        if box is None or self.direction == "right":
            return box
        if self.direction == "left":
            return Box(box.page, *self.turned(box.x0, box.top, box.x1, box.bottom))
        if self.direction == "up":
            return Box(box.page, box.top, self.height - box.x1, box.bottom, self.height - box.x0)
        return Box(box.page, self.width - box.bottom, box.x0, self.width - box.top, box.x1)

    def turned_back(self, block: Line | Grid) -> Line | Grid:
        """A line or table with its places on the page itself."""
        if self.direction == "right":
            return block
        if not isinstance(block, Grid):
            return replace(block, box=self.back(block.box))
        cells = tuple(
            replace(cell, pieces=tuple(Piece(piece.printed, self.back(piece.box)) for piece in cell.pieces))
            for cell in block.cells
        )
        return replace(block, cells=cells, edges=None)


def _steps(along: Sequence[float], across: Sequence[float]) -> list[float]:
    """How far each character stands behind the one before it on the same line."""
    places = pairwise(zip(along, across, strict=False))
    return [after - before for (before, side), (after, other) in places if abs(other - side) < 1]


def turn_of(page: DrawnPage, characters: Sequence[Character]) -> Turn:
    """How the text of a page runs: as most of its characters do."""
    lying = [char for char in characters if not char.upright]
    if not characters or len(lying) < _MOSTLY * len(characters):
        back = _steps([char.x0 for char in characters[:_LOOKED_AT]], [char.top for char in characters])
        direction: Direction = "left" if sum(step < 0 for step in back) > _MOSTLY * max(len(back), 3) else "right"
        return Turn(direction, page.width, page.height)
    steps = _steps([char.top for char in lying], [char.x0 for char in lying])
    ups = sum(step < 0 for step in steps)
    return Turn("up" if 2 * ups > len(steps) else "down", page.width, page.height)
