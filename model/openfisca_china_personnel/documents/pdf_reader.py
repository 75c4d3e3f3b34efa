"""A PDF into what its pages show, within bounds of time and size."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.documents.grid import Content
from openfisca_china_personnel.documents.pdf_content import page_blocks
from openfisca_china_personnel.documents.pdf_streams import check_streams
from openfisca_china_personnel.documents.pdf_visible import page_text
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.grid import Grid
    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.pdf_columns import Column

_ENCRYPTED = Text(
    "PDF 有密码保护，无法读取；请用密码打开后另存为不加密的文件。",
    "the PDF is protected by a password; open it with the password and save it without",
)
_BROKEN = Text("PDF 已损坏，无法读取：{problem}。", "the PDF is damaged and cannot be read: {problem}")
_NO_PAGES = Text("PDF 没有页面。", "the PDF has no pages")
_SCANNED = Text(
    "PDF 只有扫描图片，没有文字；请先做文字识别（OCR），或把数字写入 figures.yaml。",
    "the PDF holds only scanned pictures and no text; have it recognised (OCR) first or put its figures in a "
    "figures.yaml",
)
_UNMAPPED = Text(
    "PDF 的字体没有文字对应表，取不出文字；请用打印或文字识别（OCR）重新生成 PDF。",
    "the PDF's fonts do not say which characters they draw, so no text can be taken; print it anew or have it "
    "recognised (OCR)",
)
_TOO_LONG = Text(
    "PDF 有 {pages} 页，超过 {most} 页的上限；请拆分后分别读取。",
    "the PDF has {pages} pages, more than the {most} that are read; split it and read the parts",
)
_TOO_SLOW = Text(
    "PDF 读到第 {page} 页已用时超过 {seconds:g} 秒，停止读取；请拆分后分别读取。",
    "reading the PDF took more than {seconds:g} seconds by page {page}, so it was stopped; split it and read the parts",
)
_TOO_FULL = Text(
    "PDF 第 {page} 页的文字或线条多得不像预算表，停止读取；请核对文件来源，或用打印重新生成 PDF。",
    "page {page} of the PDF has more characters or lines than any budget, so reading was stopped; check where the file "
    "comes from, or print it anew",
)
_MOST_PAGES = 5000  # the final accounts of a whole department have some hundred
_FEW_CHARACTERS = 20  # on all pages together: stamps and page numbers on pictures


def read_pdf(content: bytes, file: str, seconds: float) -> Content:
    """The lines and drawn tables of every page, given up after the page in which ``seconds`` have passed.

    Raises:
        InputFaults: a PDF that is encrypted, damaged, scanned without text, too long, or that unpacks to too much.

    """
    from pypdfium2 import PdfDocument, PdfiumError, raw  # noqa: PLC0415 - heavy, and only PDF files need it

    check_streams(content, file)
    try:
        pdf = PdfDocument(content)
    except PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise refuse(_ENCRYPTED, file=file) from error
        raise refuse(_BROKEN.format(problem=_named(error)), file=file) from error
    try:
        shown = _pages(pdf, file, seconds)
    except PdfiumError as error:
        raise refuse(_BROKEN.format(problem=_named(error)), file=file) from error
    finally:
        pdf.close()
    if shown.characters < _FEW_CHARACTERS:
        raise refuse(_SCANNED, file=file)
    if shown.unmapped * 3 > shown.characters:
        raise refuse(_UNMAPPED, file=file)
    return Content(file, tuple(shown.blocks), tuple(shown.recognised))


@dataclass
class _Shown:
    blocks: list[Line | Grid] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    recognised: list[int] = field(default_factory=list)


def _pages(pdf: Any, file: str, seconds: float) -> _Shown:
    from openfisca_china_personnel.documents.pdf_page import TooFull, drawn_page  # noqa: PLC0415 - needs the PDF library

    started = time.monotonic()
    if not len(pdf):
        raise refuse(_NO_PAGES, file=file)
    if len(pdf) > _MOST_PAGES:
        raise refuse(_TOO_LONG.format(pages=len(pdf), most=_MOST_PAGES), file=file)
    shown = _Shown()
    cut: tuple[Column, ...] = ()
    for number in range(1, len(pdf) + 1):
        opened = pdf[number - 1]
        try:
            page = drawn_page(opened, number)
        except TooFull as full:
            raise refuse(_TOO_FULL.format(page=number), file=file) from full
        opened.close()
        text = page_text(page)
        shown.recognised += [number] if text.recognised else []
        blocks, cut = page_blocks(page, text.characters, cut)
        shown.blocks += blocks
        shown.characters += len(text.characters) + page.unmapped
        shown.unmapped += page.unmapped
        if time.monotonic() - started > seconds:
            raise refuse(_TOO_SLOW.format(seconds=seconds, page=number), file=file)
    return shown


def _named(error: object) -> str:
    text = str(error).split("\n")[0][:120]
    return text or type(error).__name__
