"""PDF files that cannot be read are refused in one sentence, in bounded time."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from documents.made_pdf import Table, made
from openfisca_china_personnel.documents import pdf_page, pdf_reader, read_document
from openfisca_china_personnel.documents.limits import USUAL, Limits
from openfisca_china_personnel.faults import InputFaults

if TYPE_CHECKING:
    from pathlib import Path

    from documents.made_pdf import Page


def fault(tmp_path: Path, content: bytes, limits: Limits = USUAL) -> str:
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    with pytest.raises(InputFaults) as caught:
        read_document(file, limits=limits)
    (found,) = caught.value.faults
    assert found.file == "x.pdf"
    assert found.text.zh.endswith("。")
    return found.text.en


def drawn(text: str | None, *, pages: int = 1, password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    encrypt = None if password is None else StandardEncryption(password, "owner")
    canvas = Canvas(buffer, encrypt=encrypt)
    for _ in range(pages):
        canvas.rect(50, 50, 300, 300, fill=1)
        if text is not None:
            canvas.drawString(60, 60, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_scanned_pages_hold_no_text(tmp_path: Path) -> None:
    assert "scanned" in fault(tmp_path, drawn(None, pages=3))


def test_a_password(tmp_path: Path) -> None:
    assert "password" in fault(tmp_path, drawn("a" * 100, password="secret"))


def test_no_budget(tmp_path: Path) -> None:
    assert "no table" in fault(tmp_path, drawn("An invitation to a meeting on Monday at ten."))


def test_a_form_with_place_holders(tmp_path: Path) -> None:
    rows = [["科目编码", "科目名称", "合计"], ["208", "社会保障和就业支出", "XX"], ["", "合计", "XX"]]
    page: list[str | Table] = ["XX局2023年度部门预算", "一般公共预算支出表", "单位：万元", Table([80, 150, 80], rows)]
    pages: list[Page | list[str | Table]] = [page]
    assert "blank form" in fault(tmp_path, made(pages))


def test_more_pages_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_MOST_PAGES", 2)
    assert "3 pages" in fault(tmp_path, drawn("a" * 100, pages=3))


def test_more_time_than_is_given(tmp_path: Path) -> None:
    assert "stopped" in fault(tmp_path, drawn("a" * 100), Limits(seconds=-1))


def nested(levels: int, times: int) -> bytes:
    """A page with a form that draws a form so many times, and so on: each level multiplies what is drawn."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.beginForm("0")
    canvas.line(0, 0, 10, 10)
    canvas.endForm()
    for level in range(1, levels):
        canvas.beginForm(str(level))
        for _ in range(times):
            canvas.doForm(str(level - 1))
        canvas.endForm()
    canvas.doForm(str(levels - 1))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_page_with_more_drawn_than_on_any_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "scanned" in fault(tmp_path, nested(3, 10))
    monkeypatch.setattr(pdf_page, "_MOST_THINGS", 1000)
    assert "page 1 of the PDF has more" in fault(tmp_path, nested(5, 10))


def test_a_page_with_more_characters_than_on_any_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "_MOST_CHARACTERS", 1000)
    assert "page 1 of the PDF has more" in fault(tmp_path, drawn("a" * 1001))


@pytest.mark.parametrize("size", [1e7, 1e20])
def test_places_beyond_every_page_are_passed_over(tmp_path: Path, size: float) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(60, 60, "An invitation to a meeting on Monday at ten.")
    canvas.setFont("Helvetica", size)
    canvas.drawString(60, 60, "1234.56")
    canvas.rect(-size, -size, 2 * size, 2 * size)
    canvas.save()
    assert "no table" in fault(tmp_path, buffer.getvalue())


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes(tmp_path: Path, seed: int) -> None:
    rows = [["科目编码", "科目名称", "合计"], ["208", "社会保障", "1.00"], ["", "合计", "1.00"]]
    page: list[str | Table] = ["某某局2023年度部门预算", "一般公共预算支出表", "单位：万元", Table([80, 150, 80], rows)]
    content = bytearray(made([page]))
    chance = random.Random(seed)
    for _ in range(60):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    file = tmp_path / "x.pdf"
    file.write_bytes(bytes(content) if seed % 2 else bytes(content[: len(content) // 2]))
    with suppress(InputFaults):
        read_document(file)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4" + bytes(2000), b"%PDF-" + b"[" * 5000])
def test_what_only_begins_like_a_pdf(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in fault(tmp_path, content)
