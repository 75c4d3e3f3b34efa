"""Scanned pages under which a program has laid the text that it recognised: read, and said to be so."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from PIL import Image
from reportlab.lib.utils import ImageReader

from documents.made_pdf import HEIGHT, WIDTH, Page, Table
from documents.test_document_pdf_layouts import COVER, HEAD, ROWS, TITLE, WIDTHS, assert_is_the_table, read
from openfisca_china_personnel.report import view_of


def picture(canvas: Any) -> None:
    drawn = io.BytesIO()
    Image.new("L", (80, 60), 255).save(drawn, "PNG")
    drawn.seek(0)
    canvas.drawImage(ImageReader(drawn), 0, 0, WIDTH, HEIGHT)


def undrawn(canvas: Any, x: float, y: float, text: str) -> None:
    line = canvas.beginText(x, y)
    line.setTextRenderMode(3)
    line.textOut(text)
    canvas.drawText(line)


def test_recognised_text_is_read_and_named(tmp_path: Path) -> None:
    scanned = Page([Table(WIDTHS, HEAD + ROWS, "none", heads=1, draw=undrawn)], under=picture)
    document = read(tmp_path, [Page([COVER, *TITLE]), scanned])
    (table,) = document.tables
    assert_is_the_table(table)
    (note,) = document.notes
    assert note.code == "recognised"
    assert "第 2 页" in document.to_dict()["notes"][0]["text"]
    (note,) = view_of(document).notes
    assert "第 2 页" in note.text.zh


def test_a_drawn_page_has_nothing_recognised(tmp_path: Path) -> None:
    document = read(tmp_path, [Page([COVER, *TITLE, Table(WIDTHS, HEAD + ROWS)], under=picture)])
    assert document.notes == ()
    assert not view_of(document).notes
