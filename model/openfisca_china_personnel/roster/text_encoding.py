"""How the text of a file is encoded: UTF-8, GB18030 (GBK) or UTF-16, found out without holding the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.grid import Place, no_header
from openfisca_china_personnel.roster.text_lines import UTF8

_CHUNK = 1 << 22
_LONGEST_CHARACTER = 4

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
        return _decoded(path, place, "utf-16")
    quoted, is_utf8 = False, True
    for block in _characters(path):
        if b"\0" in block:
            raise place.refuse(_NOT_TEXT)
        quoted = quoted or b'"' in block
        is_utf8 = is_utf8 and _is_utf8(block)
    if not is_utf8:
        return _decoded(path, place, "gb18030")
    if all(not block.removeprefix(codecs.BOM_UTF8).decode().strip() for block in _characters(path)):
        raise no_header(place, empty=True)
    return Writing(UTF8, quoted)


def _decoded(path: Path, place: Place, encoding: str) -> Writing:
    quoted, binary, blank = False, False, True
    try:
        with path.open(encoding=encoding) as file:
            while text := file.read(_CHUNK):
                quoted = quoted or '"' in text
                binary = binary or "\0" in text
                blank = blank and not text.strip()
    except UnicodeDecodeError as error:
        raise place.refuse(_ENCODING) from error
    if binary:
        raise place.refuse(_NOT_TEXT)
    if blank:
        raise no_header(place, empty=True)
    return Writing(encoding, quoted)


def _is_utf8(text: bytes) -> bool:
    # Several times as fast as decoding, as nothing is made of it.
    try:
        polars.Series([text]).cast(polars.String)
    except polars.exceptions.ComputeError:
        return False
    return True


def _characters(path: Path) -> Iterator[bytes]:
    """The file in blocks that cut no character of UTF-8 in two."""
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            end = _last_character(text)
            yield text[:end]
            rest = text[end:]
    yield rest


def _last_character(text: bytes) -> int:
    """Where the last character begins, which may go on in the next block."""
    for place in range(len(text) - 1, max(len(text) - _LONGEST_CHARACTER, 0) - 1, -1):
        if text[place] & 0b1100_0000 != 0b1000_0000:
            return place
    return len(text)
