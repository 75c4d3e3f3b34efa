"""Writing results: to the console whatever characters it has, and to files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.system_errors import reason_of

_CANNOT_WRITE = Text("文件无法写入：{reason}", "the file cannot be written: {reason}")


def print_text(text: str, *, utf8: bool = False) -> None:
    """Print to standard output; characters that the console lacks are replaced. ``utf8`` on any console (JSON)."""
    encoding = "utf-8" if utf8 else (sys.stdout.encoding or "utf-8")
    content = text.encode(encoding, errors="replace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(content.decode(encoding))
        return
    try:
        sys.stdout.flush()
        buffer.write(content)
        buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough (| head); Python must not try again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all; an older one stays until then.

    A link keeps pointing where it points; what is no file (a device, a pipe) is written to as it is.
    Raises ``InputFaults`` where the folder cannot be written to.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise refuse(_CANNOT_WRITE.format(reason=reason_of(error)), file=path.name) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise refuse(_CANNOT_WRITE.format(reason=reason_of(error)), file=path.name) from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
