"""How the text of a file is encoded: UTF-8, GB18030 (GBK) or UTF-16, found out without holding the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.grid import Place, no_header

_CHUNK = 1 << 22

_ZIPPED = Text(
    "文件内容是压缩包（可能是 Excel 工作簿），不是文本，请改用 .xlsx 扩展名或另存为 CSV",
    "the file is a zip archive (perhaps an Excel workbook), not text: name it .xlsx or save it as CSV",
)
_NOT_TEXT = Text("文件不是文本文件", "the file is not a text file")
_ENCODING = Text(
    "文字编码既不是 UTF-8 也不是 GB18030（GBK），请另存为“CSV UTF-8”",
    "the text is neither UTF-8 nor GB18030 (GBK): save the file as “CSV UTF-8”",
)


@dataclass(frozen=True)
class Writing:
    """How a text file is written: its encoding as Python names it, and whether it has quotation marks anywhere."""

    encoding: str
    quoted: bool


def writing_of(path: Path, place: Place) -> Writing:
    """The encoding under which the whole file is text. Raises ``InputFaults`` where there is none, or no text in it."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        raise place.refuse(_ZIPPED)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        if any(b"\0" in chunk for chunk in _chunks(path)):
            raise place.refuse(_NOT_TEXT)
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return _written(path, place, encoding)
        except UnicodeDecodeError:
            continue
    raise place.refuse(_ENCODING)


def _written(path: Path, place: Place, encoding: str) -> Writing:
    """``UnicodeDecodeError`` where the file is not in this encoding."""
    quoted, binary, blank = False, False, True
    for text in _decoded(path, encoding):
        quoted = quoted or '"' in text
        binary = binary or "\0" in text
        blank = blank and not text.strip()
    if binary:
        raise place.refuse(_NOT_TEXT)
    if blank:
        raise no_header(place, empty=True)
    return Writing(encoding, quoted)


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in _chunks(path):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
