"""The text of a document as numbered lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.printed import plain
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

_EMPTY = Text("文件是空的。", "the file is empty")
_BINARY = Text(
    "文件不是文本，也不是能读的公开文件格式。", "the file is neither text nor a document format that is read"
)
_NOT_DECODED = Text(
    "文件不是 UTF-8 或 GB18030 编码的文本。", "the file is text in neither of the encodings UTF-8 and GB18030"
)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufeff]")


@dataclass(frozen=True)
class Line:
    """One line: ``text`` in ordinary characters, ``printed`` as it stands, character for character beside it.

    ``number`` counts from 1 in its file, ``page`` is None where none is known; ``starts_page`` marks the first line
    of a page; ``box`` is its place where the format has places.
    """

    text: str
    printed: str
    number: int
    page: int | None = None
    starts_page: bool = False
    box: Box | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """What stands between the spaces."""
        return tuple(self.text.split())

    @property
    def joined(self) -> str:
        """The text without its spaces."""
        return "".join(self.text.split())


def decode(content: bytes, file: str) -> str:
    """The text of a file in UTF-8 (with or without a mark) or GB18030.

    Raises:
        InputFaults: an empty file, a file that is not text.

    """
    if not content.strip():
        raise refuse(_EMPTY, file=file)
    if b"\0" in content:
        raise refuse(_BINARY, file=file)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise refuse(_EMPTY, file=file)
        return text
    raise refuse(_NOT_DECODED, file=file)


def numbered(text: str) -> tuple[Line, ...]:
    """The lines of a text that have anything on them.

    Pages are counted by form feeds. Some converters mark a page's first line by one leading space instead: that tells
    where pages begin and not which they are (a cover may be missing), so it gives no page numbers.
    """
    counted = "\f" in text
    page, starts, found = 1, True, []
    raw_lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, raw in enumerate(raw_lines, start=1):
        starts = starts or (not counted and _one_leading_space(raw))
        for place, part in enumerate(raw.split("\f")):
            if place:
                page, starts = page + 1, True
            printed = _INVISIBLE.sub("", part).strip()
            if printed:
                found.append(Line(plain(printed), printed, number, page if counted else None, starts))
                starts = False
    return tuple(found)


def _one_leading_space(raw: str) -> bool:
    return raw.startswith(" ") and not raw.startswith("  ")
