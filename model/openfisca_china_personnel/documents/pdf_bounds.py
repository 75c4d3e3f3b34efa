"""Bounds on what a PDF may unpack to: its streams are inflated piece by piece before anything else trusts them."""

from __future__ import annotations

import re
import zlib

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

MOST_BYTES = 200_000_000
"""What one stream may unpack to: a page's drawing has some thousand, a large picture some ten million."""
_PIECE = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_ZLIB_HEADS = (0x48, 0x58, 0x68, 0x78)

_BOMB = Text(
    "PDF 中有数据流解压后超过 {size} MB，拒绝读取；请核对文件来源。",
    "a stream of the PDF unpacks to more than {size} MB, which is refused; check where the file comes from",
)


def check_streams(content: bytes, file: str) -> None:
    """Refuse a PDF with a stream that unpacks to more than ``MOST_BYTES``. Raises ``InputFaults``."""
    for match in _STREAM.finditer(content):
        start = match.end()
        if start < len(content) and content[start] in _ZLIB_HEADS and _unpacks_to_too_much(content, start):
            raise refuse(_BOMB.format(size=MOST_BYTES // 1_000_000), file=file)


def _unpacks_to_too_much(content: bytes, start: int) -> bool:
    inflating = zlib.decompressobj()
    size = 0
    packed: bytes | memoryview = memoryview(content)[start : start + _PIECE]
    taken = start + len(packed)
    try:
        while packed and not inflating.eof:
            size += len(inflating.decompress(packed, _PIECE))
            if size > MOST_BYTES:
                return True
            packed = inflating.unconsumed_tail
            if not packed:
                packed = memoryview(content)[taken : taken + _PIECE]
                taken += len(packed)
    except zlib.error:
        return False
    return False
