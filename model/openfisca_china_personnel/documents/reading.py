"""Reading published documents: the format decides who reads, the result is always a ``Document``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.docx_content import read_docx
from openfisca_china_personnel.documents.drawn_reader import read_drawn
from openfisca_china_personnel.documents.figures_file import parse_figures
from openfisca_china_personnel.documents.file_number import in_file
from openfisca_china_personnel.documents.grid import Content
from openfisca_china_personnel.documents.html_content import read_html
from openfisca_china_personnel.documents.limits import MOST_BYTES, MOST_TEXT_BYTES, USUAL, Limits, within_bytes
from openfisca_china_personnel.documents.lines import decode, numbered
from openfisca_china_personnel.documents.old_workbook import read_xls
from openfisca_china_personnel.documents.packages import check_package
from openfisca_china_personnel.documents.pdf_reader import read_pdf
from openfisca_china_personnel.documents.text_reader import Source, read_text
from openfisca_china_personnel.documents.xlsx_content import read_xlsx
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PathLike = str | os.PathLike[str]
Paths = list[PathLike] | list[str] | list[Path] | tuple[PathLike, ...]

_NO_FILE = Text("找不到文件，请核对文件名和路径。", "there is no such file; check its name and path")
_NOT_READABLE = Text("文件无法读取：{problem}。", "the file cannot be read: {problem}")
_NOT_READ = Text(
    "不能读取 {format} 格式；请改用 PDF、DOCX、XLSX、HTML、纯文本或 figures.yaml。",
    "the format {format} is not read; give a PDF, DOCX, XLSX, HTML, plain text or a figures.yaml",
)
_NOTHING = Text("没有给出要读取的文件。", "no document is given to read")
_YEARS_DIFFER = Text(
    "与 {other} 的年度不同（{year} 与 {other_year}），不能合为一份文件。",
    "is of another year than {other} ({year} and {other_year}), so the two are no one document",
)

# By the first bytes, since endings are often wrong; old and new office files share theirs with other archives.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "OFFICE"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_HTML = re.compile(r"<(?:!doctype html|html|table|body|meta)\b", re.IGNORECASE)
_ENDINGS = {".htm": "HTML", ".html": "HTML"}


@overload
def read_document(path: PathLike, *, limits: Limits = ...) -> Document: ...
@overload
def read_document(path: Paths, *, together: Literal[True], limits: Limits = ...) -> Document: ...
@overload
def read_document(path: Paths, *, together: Literal[False] = False, limits: Limits = ...) -> list[Document]: ...


def read_document(
    path: PathLike | Paths, *, together: bool = False, limits: Limits = USUAL
) -> Document | list[Document]:
    """Read a published document, or a ``*.figures.yaml``, into figures.

    One path gives one document. Several give a list of as many, or with ``together`` one document that is published
    in several files (the text in one, the tables in another). ``limits`` bounds the time of each PDF, looked at after
    every page; ``read_documents`` also bounds memory, and time within a page.

    Raises:
        InputFaults: everything that makes a file unusable, of all files at once.

    """
    if isinstance(path, (str, os.PathLike)):
        return _one([path], limits)
    if not path:
        raise refuse(_NOTHING)
    if together:
        return _one(path, limits)
    documents: list[Document] = []
    faults: list[Fault] = []
    for each in path:
        try:
            documents.append(_one([each], limits))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return documents


def _one(paths: Sequence[PathLike], limits: Limits) -> Document:
    shown: list[Source | Content] = []
    figures: list[Document] = []
    faults: list[Fault] = []
    for number, path in enumerate(paths, start=1):
        try:
            read = _read(Path(path), limits)
        except InputFaults as found:
            faults.extend(found.faults)
            continue
        if isinstance(read, Document):
            figures.append(read)
        else:
            shown.append(in_file(read, number) if isinstance(read, Content) else read)
    if faults:
        raise InputFaults(faults)
    parts = [_document(shown), *figures] if shown else figures
    return parts[0] if len(parts) == 1 else _joined(parts)


def _read(path: Path, limits: Limits) -> Source | Content | Document:
    file = path.name
    content = _content(path)
    form = _format(path, content)
    if form == "PDF":
        return read_pdf(content, file, limits.seconds)
    if form == "OFFICE":
        return _office(content, file)
    if form == "OLE":
        return read_xls(content, file)
    if form is not None and form != "HTML":
        raise refuse(_NOT_READ.format(format=form), file=file)
    text = decode(within_bytes(content, file, MOST_TEXT_BYTES), file)
    if form == "HTML" or _HTML.search(text[:2000]):
        return read_html(text, file)
    if file.lower().endswith((".yaml", ".yml")):
        return parse_figures(text, file)
    return Source(file, numbered(text))


def _office(content: bytes, file: str) -> Content:
    parts = check_package(content, file)
    if "word/document.xml" in parts:
        return read_docx(content, file)
    if "xl/workbook.xml" in parts:
        return read_xlsx(content, file)
    raise refuse(_NOT_READ.format(format="ZIP"), file=file)


def _document(shown: Sequence[Source | Content]) -> Document:
    """One document of what its files show; plain text beside drawn tables is lines without tables of their own."""
    texts = [each for each in shown if isinstance(each, Source)]
    if len(texts) == len(shown):
        return read_text(texts)
    return read_drawn([Content(each.file, each.lines) if isinstance(each, Source) else each for each in shown])


def _content(path: Path) -> bytes:
    file = path.name
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise refuse(_NO_FILE, file=file) from error
    except OSError as error:
        raise refuse(_NOT_READABLE.format(problem=reason_of(error)), file=file) from error
    return within_bytes(content, file)


def _format(path: Path, content: bytes) -> str | None:
    known = next((name for start, name in _SIGNATURES if content.lstrip()[:8].startswith(start)), None)
    return known or _ENDINGS.get(path.suffix.lower())


def _joined(parts: Sequence[Document]) -> Document:
    """One document of several; the first that states something decides, and years must agree."""
    dated = [part for part in parts if part.year is not None]
    for part in dated[1:]:
        if part.year != dated[0].year:
            values = {"other": dated[0].source, "year": part.year, "other_year": dated[0].year}
            raise refuse(_YEARS_DIFFER.format(**values), file=part.source)
    units = {part.amount_unit for part in parts}
    return Document(
        unit=next((part.unit for part in parts if part.unit is not None), None),
        year=dated[0].year if dated else None,
        kind=parts[0].kind,
        amount_unit=units.pop() if len(units) == 1 else None,
        tables=tuple(table for part in parts for table in part.tables),
        source=", ".join(part.source for part in parts if part.source is not None) or None,
        prose=tuple(line for part in parts for line in part.prose),
        notes=tuple(note for part in parts for note in part.notes),
    )
