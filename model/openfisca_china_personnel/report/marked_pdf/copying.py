"""The files of a document one after another with the findings marked, and the legend behind them."""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.errors import PyPdfError
from pypdfium2 import PdfiumError

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.pdf_page import DrawnPage, drawn_pages
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.report.marked_pdf.legend import TITLE, legend, page_name
from openfisca_china_personnel.report.marked_pdf.lettering import fonts
from openfisca_china_personnel.report.marked_pdf.marks import Spot, marks_on, spots_of
from openfisca_china_personnel.report.marked_pdf.styles import label_of
from openfisca_china_personnel.report.marked_pdf.surface import Rectangle, Surface, surface_of
from openfisca_china_personnel.report.marked_pdf.unlocking import unlocked
from openfisca_china_personnel.system_errors import reason_of

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit import AuditReport, Place

_NO_PDF = Text(
    "不是 PDF，无法在页面上标注；标注需要 PDF 文件，其他文件请用 --format xlsx、md 等格式查看核对结果。",
    "is no PDF, so nothing can be marked on its pages; marks need a PDF, and other formats (xlsx, md …) show the "
    "findings of any document",
)
_NOT_COPIED = Text("PDF 无法复制，不能标注：{problem}。", "the PDF cannot be copied and marked: {problem}")
_SIGNATURE = b"%PDF"
# What pypdf mends in a file on its way is no news to the user; what it cannot mend is raised.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
_UNREADABLE = (
    PyPdfError,
    PdfiumError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True)
class _File:
    """One PDF of a document, and the page of the copy (from 0) that it begins on."""

    path: Path
    content: bytes
    begins: int

    def page(self, own: int) -> int:
        """The page of the copy (from 0) that is this page of the file (from 1)."""
        return self.begins + own - 1


def marked_pdf(report: AuditReport, files: Sequence[str | Path], language: Language = "zh") -> bytes:
    """A copy of the PDFs that a document was read from, one after another, with the findings of its audit marked.

    ``files`` are all files of the document in the order in which they were read; those that are no PDF are left out,
    and what was found in them is listed in the legend only. The pages themselves are not touched: rectangles and
    numbers are annotations, which readers show, print and list.

    Raises:
        InputFaults: no file is a PDF, or one cannot be copied.

    """
    writer, copied = _copied([Path(file) for file in files])

    def name_of(place: Place) -> Text | None:
        file = None if place.box is None else copied.get(place.box.file)
        if place.box is None or file is None:
            return None
        return page_name(file.page(place.box.page) + 1, file.path.name if len(files) > 1 else None, place.box.page)

    made = legend(report, name_of, language)
    behind = len(writer.pages)
    writer.append(io.BytesIO(made.content), import_outline=False)
    pages = _mark(writer, copied, report, language)
    above = writer.add_outline_item(title=TITLE.in_(language), page_number=behind)
    for number, page in sorted(pages.items()):
        title = label_of(number, report.findings[number - 1]).in_(language)
        writer.add_outline_item(title=title, page_number=page, parent=above)
        on, place = made.numbers[number]
        link = Link(rect=(place.x0, place.y0, place.x1, place.y1), target_page_index=page)
        writer.add_annotation(behind + on, link)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _copied(files: Sequence[Path]) -> tuple[PdfWriter, dict[int, _File]]:
    """A file with the pages of all PDFs, and these by their number among all files."""
    writer: PdfWriter | None = None
    copied: dict[int, _File] = {}
    for number, path in enumerate(files, start=1):
        content = _content(path)
        if not content.lstrip()[:8].startswith(_SIGNATURE):
            continue
        begins = 0 if writer is None else len(writer.pages)
        try:
            reader = PdfReader(io.BytesIO(unlocked(content)))
            if writer is None:
                writer = PdfWriter(clone_from=reader)
            else:
                writer.append(reader)
        except _UNREADABLE as error:
            raise refuse(_NOT_COPIED.format(problem=str(error)[:120]), file=path.name) from error
        copied[number] = _File(path, content, begins)
    if writer is None:
        raise refuse(_NO_PDF, file=", ".join(path.name for path in files))
    return writer, copied


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse(_NOT_COPIED.format(problem=reason_of(error)), file=path.name) from error


def _mark(writer: PdfWriter, copied: Mapping[int, _File], report: AuditReport, language: Language) -> dict[int, int]:
    """Put every mark on its page; the page of the copy (from 0) that each finding's first mark is on."""
    lettering = writer._add_object(fonts())
    spots: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    first: dict[int, int] = {}
    for spot in spots_of(report.findings):
        if spot.box.file in copied:
            spots[spot.box.file, spot.box.page].append(spot)
            first.setdefault(spot.number, copied[spot.box.file].page(spot.box.page))
    for number, file in copied.items():
        marked = sorted(own for of, own in spots if of == number)
        for shown in drawn_pages(file.content, marked):
            page = writer.pages[file.page(shown.number)]
            surface = surface_of(page)
            printed = _printed(shown, surface)
            mine = spots[number, shown.number]
            for each in marks_on(mine, surface, printed, lettering, language, writer._add_object):
                writer.add_annotation(page, each)
    return first


def _printed(page: DrawnPage, surface: Surface) -> list[Rectangle]:
    """Where the characters of a page stand."""
    boxes = (Box(page.number, char.x0, char.top, char.x1, char.bottom) for char in page.characters)
    return [surface.of_box(box) for box in boxes]
