"""A page as it is displayed, and the way from there to the coordinates that its PDF uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.boxes import Box

_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""By the page's ``/Rotate``: the matrix that makes what is drawn stand upright on the displayed page."""


@dataclass(frozen=True)
class Rectangle:
    """Points from the lower left corner, upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.y1 - self.y0

    def grown(self, by: float) -> Rectangle:
        """The same with so many points more on every side."""
        return Rectangle(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def shared(self, other: Rectangle) -> float:
        """The area that both cover, in square points."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide * high if wide > 0 and high > 0 else 0.0

    def with_(self, other: Rectangle) -> Rectangle:
        """The smallest rectangle that holds both."""
        return Rectangle(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@dataclass(frozen=True)
class Surface:
    """One page: ``rotation`` in degrees clockwise, ``media`` and ``crop`` in the PDF's own coordinates."""

    rotation: int
    media: Rectangle
    crop: Rectangle

    @property
    def turn(self) -> tuple[int, int, int, int]:
        """The matrix of what is to stand upright on the displayed page."""
        return _TURNS[self.rotation]

    @property
    def lies(self) -> bool:
        """Whether width and height change places when the page is displayed."""
        return self.rotation in (90, 270)

    @property
    def visible(self) -> Rectangle:
        """What a reader shows of the page, in displayed coordinates."""
        return self.displayed(self.crop)

    def of_box(self, box: Box) -> Rectangle:
        """A place of a document, which is measured from the visible upper left corner, in displayed coordinates."""
        corner = self.visible
        return Rectangle(corner.x0 + box.x0, corner.y1 - box.bottom, corner.x0 + box.x1, corner.y1 - box.top)

    def displayed(self, own: Rectangle) -> Rectangle:
        """A rectangle of the PDF's own coordinates in displayed ones, whose origin is the page's lower left corner."""
        media = self.media
        if self.rotation == 90:
            return Rectangle(own.y0 - media.y0, media.x1 - own.x1, own.y1 - media.y0, media.x1 - own.x0)
        if self.rotation == 180:
            return Rectangle(media.x1 - own.x1, media.y1 - own.y1, media.x1 - own.x0, media.y1 - own.y0)
        if self.rotation == 270:
            return Rectangle(media.y1 - own.y1, own.x0 - media.x0, media.y1 - own.y0, own.x1 - media.x0)
        return Rectangle(own.x0 - media.x0, own.y0 - media.y0, own.x1 - media.x0, own.y1 - media.y0)

    def own(self, shown: Rectangle) -> Rectangle:
        """A rectangle of the displayed page in the PDF's own coordinates."""
        media = self.media
        if self.rotation == 90:
            return Rectangle(media.x1 - shown.y1, media.y0 + shown.x0, media.x1 - shown.y0, media.y0 + shown.x1)
        if self.rotation == 180:
            return Rectangle(media.x1 - shown.x1, media.y1 - shown.y1, media.x1 - shown.x0, media.y1 - shown.y0)
        if self.rotation == 270:
            return Rectangle(media.x0 + shown.y0, media.y1 - shown.x1, media.x0 + shown.y1, media.y1 - shown.x0)
        return Rectangle(media.x0 + shown.x0, media.y0 + shown.y0, media.x0 + shown.x1, media.y0 + shown.y1)


def surface_of(page: Any) -> Surface:
    """The surface of a page of pypdf."""
    media, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    inside = Rectangle(max(media.x0, crop.x0), max(media.y0, crop.y0), min(media.x1, crop.x1), min(media.y1, crop.y1))
    usable = inside.width > 0 and inside.height > 0
    rotation = int(page.rotation) % 360
    # Readers show a page upright whose rotation is no quarter turn.
    return Surface(rotation if rotation in _TURNS else 0, media, inside if usable else media)


def _sorted(sides: Any) -> Rectangle:
    x0, y0, x1, y1 = (float(side) for side in sides)
    return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
