"""What lies under, over or unseen on a page's text: watermarks, hidden text, shaded cells, and lines of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from pathlib import Path

from documents.made_pdf import FONT, HEIGHT, WIDTH, Page, Ruled, Table
from documents.test_document_pdf_layouts import COVER, HEAD, ROWS, TITLE, WIDTHS, assert_is_the_table, read

Draw = Callable[[Any], None]


def over(ruled: Ruled, **how: Any) -> list[str | Table]:
    return [COVER, *TITLE, Table(WIDTHS, HEAD + ROWS, ruled, heads=1, **how)]


@pytest.mark.parametrize("ruled", ["zebra", "striped", "fills", "dashed", "dots", "double"])
def test_shaded_cells_are_no_lines_and_lines_of_every_kind_are(tmp_path: Path, ruled: Ruled) -> None:
    (table,) = read(tmp_path, [over(ruled)]).tables
    assert_is_the_table(table)


def stamp(text: str, *, shade: float, angle: float, size: float, many: bool = False, opaque: float = 1) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.setFont(FONT, size)
        canvas.setFillGray(shade, opaque)
        places = [(x * 150, y * 70) for x in range(-3, 4) for y in range(-3, 4)] if many else [(0, 60)]
        for x, y in places:
            canvas.drawCentredString(x, y, text)

    return draw


STAMPS = {
    "slanted": stamp("某某局预算公开", shade=0.5, angle=45, size=60),
    "slanted a little": stamp("内部12.34", shade=0.5, angle=10, size=12, many=True),
    "pale": stamp("某某局预算公开", shade=0.9, angle=0, size=60),
    "pale figures": stamp("2023 12345.67", shade=0.9, angle=0, size=60),
    "small, pale and everywhere": stamp("内部12.34", shade=0.85, angle=0, size=10, many=True),
    "seen through": stamp("某某局预算公开", shade=0, angle=0, size=60, opaque=0.1),
    "dark and large": stamp("某某局预算公开", shade=0, angle=0, size=50),
}


@pytest.mark.parametrize("below", [True, False], ids=["under", "over"])
@pytest.mark.parametrize("name", STAMPS)
@pytest.mark.parametrize("ruled", ["all", "none"])
def test_a_watermark_is_no_text_of_the_page(tmp_path: Path, ruled: Ruled, name: str, below: bool) -> None:
    draw = STAMPS[name]
    page = Page(over(ruled), under=draw if below else None, over=None if below else draw)
    (table,) = read(tmp_path, [page]).tables
    assert_is_the_table(table)


def written(text: str, *, mode: int = 0, white: bool = False, lift: float = 0) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.setFillGray(1 if white else 0)
        lines = canvas.beginText()
        lines.setTextRenderMode(mode)
        for y in (480, 464, 420, 400, 380):
            for x in (150, 300, 390, 480):
                lines.setTextOrigin(x, y + lift)
                lines.textOut(text)
        canvas.drawText(lines)

    return draw


@pytest.mark.parametrize("how", [{"mode": 3}, {"white": True}, {"lift": 700}], ids=["undrawn", "white", "outside"])
@pytest.mark.parametrize("ruled", ["all", "none"])
def test_what_nobody_sees_is_not_read(tmp_path: Path, ruled: Ruled, how: dict[str, Any]) -> None:
    (table,) = read(tmp_path, [Page(over(ruled), over=written("999.99", **how))]).tables
    assert_is_the_table(table)


def test_white_text_on_dark_cells_and_pale_figures_are_read(tmp_path: Path) -> None:
    def heading(canvas: Any, x: float, y: float, text: str) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(x - 2, y - 3, canvas.stringWidth(text) + 4, 13, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(x, y, text)
        canvas.setFillGray(0)

    def pale(canvas: Any, x: float, y: float, text: str) -> None:
        canvas.setFillGray(0.75 if text == "30.00" else 0)
        canvas.drawString(x, y, text)
        canvas.setFillGray(0)

    for draw in (heading, pale):
        (table,) = read(tmp_path, [over("all", draw=draw)]).tables
        assert_is_the_table(table)
