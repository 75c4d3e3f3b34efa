"""Zipped office files: bounded before they are unpacked."""

from __future__ import annotations

import io
import zipfile

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

_MOST_BYTES = 300_000_000
_MOST_TIMES = 400  # how many times its packed size a part may unpack to, where it is large
_LARGE = 20_000_000
_MOST_PARTS = 20_000

_BROKEN = Text("文件已损坏，无法解压：{problem}。", "the file is damaged and cannot be unpacked: {problem}")
_BOMB = Text(
    "文件解压后过大（{size} MB），拒绝读取；请核对文件来源。",
    "the file unpacks to {size} MB, which is refused; check where it comes from",
)
_ENCRYPTED = Text(
    "文件有密码保护，无法读取；请另存为不加密的文件。", "the file is protected by a password; save it without one"
)


def check_package(content: bytes, file: str) -> tuple[str, ...]:
    """The names of the parts of a zipped office file, which unpacks to no more than is read.

    Raises:
        InputFaults: a damaged or encrypted file, or one that unpacks to too much.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refuse(_BROKEN.format(problem=str(error)[:120]), file=file) from error
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(_ENCRYPTED, file=file)
    size = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > _LARGE and part.file_size > _MOST_TIMES * max(part.compress_size, 1) for part in parts
    )
    if size > _MOST_BYTES or swollen or len(parts) > _MOST_PARTS:
        raise refuse(_BOMB.format(size=size // 1_000_000), file=file)
    return tuple(part.filename for part in parts)
