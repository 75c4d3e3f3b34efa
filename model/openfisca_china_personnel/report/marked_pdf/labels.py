"""Where the number of a finding stands: beside its box, on nothing that is printed where there is such a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openfisca_china_personnel.report.marked_pdf.surface import Rectangle

_GAP = 1.5  # points between a box and its label


def free_place(
    width: float, height: float, box: Rectangle, taken: Sequence[Rectangle], visible: Rectangle
) -> Rectangle:
    """The first place around a box that covers nothing, else the one that covers least; inside of ``visible``."""
    around = list(_around(width, height, box))
    inside = [_moved_into(place, visible) for place in around]
    # A place that had to be moved may lie on the box itself.
    in_the_way = [*taken, box]
    covered = [sum(place.shared(other) for other in in_the_way) for place in inside]
    return inside[min(range(len(inside)), key=lambda n: (covered[n], n))]


def _around(width: float, height: float, box: Rectangle) -> Iterator[Rectangle]:
    """Left first: figures are set to the right of their cells, and lines of text have a margin."""
    middle = (box.y0 + box.y1 - height) / 2
    left, right = box.x0 - _GAP - width, box.x1 + _GAP
    above, below = box.y1 + _GAP, box.y0 - _GAP - height
    corners = (
        (left, middle),
        (right, middle),
        (box.x0, above),
        (box.x1 - width, above),
        (box.x0, below),
        (box.x1 - width, below),
        (left, above),
        (right, above),
        (left, below),
        (right, below),
    )
    for x, y in corners:
        yield Rectangle(x, y, x + width, y + height)


def _moved_into(place: Rectangle, visible: Rectangle) -> Rectangle:
    x = min(max(place.x0, visible.x0), max(visible.x0, visible.x1 - place.width))
    y = min(max(place.y0, visible.y0), max(visible.y0, visible.y1 - place.height))
    return Rectangle(x, y, x + place.width, y + place.height)
