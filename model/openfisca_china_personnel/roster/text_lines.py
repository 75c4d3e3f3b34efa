"""The lines of a text file in whatever encoding, as UTF-8 and with one kind of line end, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

_CHUNK = 1 << 22
UTF8 = "utf-8-sig"
_BOM = b"\xef\xbb\xbf"


def blocks_of_lines(path: Path, encoding: str, skipped: int, *, whole: bool) -> Iterator[bytes]:
    """Whole lines, some megabytes of them at once or all (``whole``), but for the first ``skipped`` lines.

    Each line ends in a line feed. There is one block at least, which may be empty.
    """
    rest = b""
    to_skip, is_empty = skipped, True
    for chunk in _chunks(path, encoding, whole=whole):
        text = rest + chunk
        end = len(text) if whole else text.rfind(b"\n") + 1
        to_skip, start = _after(text[:end], to_skip)
        block, rest = text[start:end], text[end:]
        if block:
            is_empty = False
            yield _ended(block)
    rest = _ended(rest)
    to_skip, start = _after(rest, to_skip)
    if is_empty or rest[start:]:
        yield rest[start:]


def _chunks(path: Path, encoding: str, *, whole: bool) -> Iterator[bytes]:
    """The text as UTF-8 without a byte order mark, every line end a line feed; none is cut in two."""
    size = -1 if whole else _CHUNK
    if encoding != UTF8:
        with path.open(encoding=encoding) as text:
            yield from _encoded(text, size)
        return
    with path.open("rb") as file:
        yield from _with_one_line_end(file, size)


def _encoded(file: TextIO, size: int) -> Iterator[bytes]:
    while text := file.read(size):
        yield text.encode()


def _with_one_line_end(file: BinaryIO, size: int) -> Iterator[bytes]:
    start = file.read(len(_BOM))
    rest = b"" if start == _BOM else start
    while chunk := rest + file.read(size):
        rest = b""
        # The line feed that belongs to a carriage return may be the next byte.
        while chunk.endswith(b"\r") and (following := file.read(1)):
            chunk += following
        yield chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in chunk else chunk


def _after(block: bytes, lines: int) -> tuple[int, int]:
    """How many of so many lines are still to be left out after this block, and where in it the other lines begin."""
    place = 0
    while lines and (end := block.find(b"\n", place)) >= 0:
        place, lines = end + 1, lines - 1
    return lines, len(block) if lines else place


def _ended(block: bytes) -> bytes:
    return block if not block or block.endswith(b"\n") else block + b"\n"
