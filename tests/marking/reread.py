"""A marked PDF read again by other programs than those that made it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

Sides = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """One annotation: its page from 1, its rectangle in the PDF's own coordinates, title, text, dash and colour."""

    page: int
    sides: Sides
    title: str
    text: str
    dashed: bool
    colour: tuple[float, ...]


def marks(content: bytes) -> list[Mark]:
    """Every rectangle that was drawn, in the order of the pages."""
    return [mark for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, 1) for mark in _on(page, number)]


def _on(page: object, number: int) -> Iterator[Mark]:
    for reference in page.get("/Annots") or ():
        found = reference.get_object()
        if found["/Subtype"] == "/Square":
            x0, y0, x1, y1 = (float(side) for side in found["/Rect"])
            left, top, right, bottom = (float(inset) for inset in found["/RD"])
            sides = (x0 + left, y0 + bottom, x1 - right, y1 - top)
            dashed = found["/BS"]["/S"] == "/D"
            colour = tuple(float(part) for part in found["/C"])
            yield Mark(number, sides, found["/T"], found["/Contents"], dashed, colour)


def place_of(content: bytes, page: int, text: str) -> Sides:
    """Where PDFium finds a text on a page (from 1), in the PDF's own coordinates."""
    words = pypdfium2.PdfDocument(content)[page - 1].get_textpage()
    found = words.search(text).get_next()
    assert found is not None, text
    boxes = [words.get_charbox(number) for number in range(found[0], found[0] + found[1])]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def text_in(content: bytes, mark: Mark) -> str:
    """What PDFium reads inside of a rectangle."""
    words = pypdfium2.PdfDocument(content)[mark.page - 1].get_textpage()
    left, bottom, right, top = mark.sides
    return "".join(words.get_text_bounded(left=left, bottom=bottom, right=right, top=top).split())


def texts(content: bytes) -> list[str]:
    """The text of every page as PDFium reads it, without spaces and line breaks."""
    document = pypdfium2.PdfDocument(content)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def picture(content: bytes, page: int) -> Image:
    """A page (from 1) as PDFium draws it with its annotations, four pixels a point."""
    return pypdfium2.PdfDocument(content)[page - 1].render(scale=4).to_pil().convert("RGB")
