"""Where something stands on a printed page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: points from its upper left corner, pages from 1.

    ``file`` says which of the document's files the page is of, from 1, where it is published in several.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    file: int = field(default=1, kw_only=True)


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all boxes of the first one's page; None where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    same = [box for box in known if (box.file, box.page) == (known[0].file, known[0].page)]
    return Box(
        known[0].page,
        min(box.x0 for box in same),
        min(box.top for box in same),
        max(box.x1 for box in same),
        max(box.bottom for box in same),
        file=known[0].file,
    )
