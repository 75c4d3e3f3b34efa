"""Files that lie in a storage: anything fsspec has an address for, such as ``s3://bucket/rosters``."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from openfisca_china_personnel.faults import InputFaults, refuse
from openfisca_china_personnel.language import Text

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WILD = ("*", "?", "[")

_NO_FSSPEC = Text(
    "读取该地址需要安装：pip install 'openfisca-china-personnel[cluster]'",
    "this address needs: pip install 'openfisca-china-personnel[cluster]'",
)
_CANNOT_READ = Text("地址无法读取：{reason}", "the address cannot be read: {reason}")


def is_address(source: str) -> bool:
    """Whether a source is an address; a path with the letter of a drive is none."""
    return _ADDRESS.match(source) is not None


def addresses_of(source: str, wanted: Callable[[str], bool]) -> list[str]:
    """The addresses of the files that an address means: itself, those of a pattern, those below a folder."""
    with _explained(source):
        storage, path = _storage(source)
        if any(sign in path for sign in _WILD):
            return sorted(storage.unstrip_protocol(each) for each in storage.glob(path) if storage.isfile(each))
        if storage.isdir(path):
            found = (each for each in storage.find(path) if wanted(PurePosixPath(each).name))
            return sorted(storage.unstrip_protocol(each) for each in found)
        return [source]


@contextmanager
def fetched(source: str) -> Iterator[Path]:
    """The file of an address in a folder of its own for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="roster-") as folder:
        own = Path(folder, PurePosixPath(source).name)
        with _explained(source):
            storage, path = _storage(source)
            storage.get_file(path, str(own))
        yield own


def _storage(source: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise refuse(_NO_FSSPEC, file=source) from error
    storage, path = url_to_fs(source)
    return storage, path


@contextmanager
def _explained(source: str) -> Iterator[None]:
    try:
        yield
    except InputFaults:
        raise
    except Exception as error:  # each storage has errors of its own
        reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
        raise refuse(_CANNOT_READ.format(reason=reason), file=source) from error
