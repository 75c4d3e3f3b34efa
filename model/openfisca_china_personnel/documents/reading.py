"""Reading published documents: the format decides who reads, the result is always a ``Document``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.figures_file import parse_figures
from openfisca_china_personnel.documents.lines import decode, numbered
from openfisca_china_personnel.documents.text_reader import Source, read_text
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

PathLike = str | os.PathLike[str]
Paths = list[PathLike] | list[str] | list[Path] | tuple[PathLike, ...]

_NO_FILE = Text("找不到文件，请核对文件名和路径。", "there is no such file; check its name and path")
_NOT_READABLE = Text("文件无法读取：{problem}。", "the file cannot be read: {problem}")
_NOT_YET = Text(
    "暂不能读取 {format} 格式；请改用纯文本或 figures.yaml。",
    "the format {format} is not read yet; give plain text or a figures.yaml",
)
_NOTHING = Text("没有给出要读取的文件。", "no document is given to read")
_YEARS_DIFFER = Text(
    "与 {other} 的年度不同（{year} 与 {other_year}），不能合为一份文件。",
    "is of another year than {other} ({year} and {other_year}), so the two are no one document",
)

# By the first bytes, since endings are often wrong; old and new office files share theirs with other archives.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "DOCX/XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_ENDINGS = {".htm": "HTML", ".html": "HTML", ".ofd": "OFD", ".wps": "WPS", ".et": "ET"}


@overload
def read_document(path: PathLike) -> Document: ...
@overload
def read_document(path: Paths, *, together: Literal[True]) -> Document: ...
@overload
def read_document(path: Paths, *, together: Literal[False] = False) -> list[Document]: ...


def read_document(path: PathLike | Paths, *, together: bool = False) -> Document | list[Document]:
    """Read a published document, or a ``*.figures.yaml``, into figures.

    One path gives one document. Several give a list of as many, or with ``together`` one document that is published
    in several files (the text in one, the tables in another).

    Raises:
        InputFaults: everything that makes a file unusable, of all files at once.

    """
    if isinstance(path, (str, os.PathLike)):
        return _one([path])
    if not path:
        raise refuse(_NOTHING)
    if together:
        return _one(path)
    documents: list[Document] = []
    faults: list[Fault] = []
    for each in path:
        try:
            documents.append(_one([each]))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    return documents


def _one(paths: Sequence[PathLike]) -> Document:
    texts: list[Source] = []
    figures: list[Document] = []
    faults: list[Fault] = []
    for path in paths:
        file = Path(path).name
        try:
            text = decode(_content(Path(path)), file)
            if file.lower().endswith((".yaml", ".yml")):
                figures.append(parse_figures(text, file))
            else:
                texts.append(Source(file, numbered(text)))
        except InputFaults as found:
            faults.extend(found.faults)
    if faults:
        raise InputFaults(faults)
    parts = [read_text(texts), *figures] if texts else figures
    return parts[0] if len(parts) == 1 else _joined(parts)


def _content(path: Path) -> bytes:
    file = path.name
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise refuse(_NO_FILE, file=file) from error
    except OSError as error:
        raise refuse(_NOT_READABLE.format(problem=error.strerror or error), file=file) from error
    known = next((name for start, name in _SIGNATURES if content.lstrip()[:8].startswith(start)), None)
    known = known or _ENDINGS.get(path.suffix.lower())
    if known is not None:
        raise refuse(_NOT_YET.format(format=known), file=file)
    return content


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
    )
