"""The compressed parts of a PDF, bounded before anything unpacks them whole."""

from __future__ import annotations

import re
import zlib

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

_MOST_UNPACKED = 100_000_000
"""Bytes of one part that is no picture: a font of all Chinese characters has a tenth of it, a page a thousandth."""
_MOST_TIMES = 1032  # how many times its packed size deflate can unpack to
_STEP = 1_000_000
_BEFORE = 2000  # bytes before a stream in which its dictionary stands

_STREAM = re.compile(rb"stream\r?\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")

_BOMB = Text(
    "PDF 中一个压缩部分解压后超过 {most} MB，拒绝读取；请核对文件来源，或用打印重新生成 PDF。",
    "a compressed part of the PDF unpacks to more than {most} MB, which is refused; check where it comes from, or "
    "print it anew",
)


def check_streams(content: bytes, file: str) -> None:
    """Unpack, piece by piece and keeping nothing, the parts that could be too large.

    Pictures are left out: they are never unpacked. Parts under a password cannot be looked into here; reading them is
    bounded by the process that reads.

    Raises:
        InputFaults: a part that unpacks to more than is read.

    """
    for found in _STREAM.finditer(content):
        end = content.find(b"endstream", found.end())
        length = (len(content) if end < 0 else end) - found.end()
        before = content[max(0, found.start() - _BEFORE) : found.start()]
        before = before[before.rfind(b" obj") + 1 :]
        layers = max(1, len(_DEFLATED.findall(before)))
        if length * _MOST_TIMES**layers <= _MOST_UNPACKED or _PICTURE.search(before):
            continue
        packed = memoryview(content)[found.end() : found.end() + length]
        if _unpacks_beyond(packed, layers):
            raise refuse(_BOMB.format(most=_MOST_UNPACKED // 1_000_000), file=file)


def _unpacks_beyond(packed: memoryview, layers: int) -> bool:
    """Whether any layer of a part gives more than is read; what is not deflated gives nothing."""
    unpackers = [zlib.decompressobj() for _ in range(layers)]
    given = [0] * layers

    def feed(piece: bytes | memoryview, layer: int) -> bool:
        if layer == layers:
            return False
        while piece:
            out = unpackers[layer].decompress(piece, _STEP)
            given[layer] += len(out)
            if given[layer] > _MOST_UNPACKED or feed(out, layer + 1):
                return True
            piece = unpackers[layer].unconsumed_tail
        return False

    try:
        return any(feed(packed[start : start + _STEP], 0) for start in range(0, len(packed), _STEP))
    except zlib.error:
        return False
