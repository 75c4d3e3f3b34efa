"""What was read before, kept in the user's cache folder: a run that was interrupted goes on where it stopped.

A document is kept under the hash of its bytes and its name, and of everything that reads it: the package's own
source and the versions of the libraries. A changed file or a changed reader is read anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.kept_files import forget_old, keep, kept_folder

_LIBRARIES = ("pdfplumber", "pdfminer.six", "python-docx", "lxml", "fastexcel", "PyYAML")
_PACKAGE = Path(__file__).resolve().parents[2]
_OURS = __name__.split(".", maxsplit=1)[0]
_PLAIN = {("decimal", "Decimal"), ("builtins", "set"), ("builtins", "frozenset")}

Outcome = Document | tuple[Fault, ...]
"""A document, or the faults for which the file was refused."""


@dataclass(frozen=True)
class Kept:
    """The documents kept in a folder. What cannot be kept or read back is read anew, never an error."""

    folder: Path

    def get(self, key: str) -> Outcome | None:
        """What is kept under a key, None where nothing usable is."""
        file = self._file(key)
        try:
            found = _Unpickler(io.BytesIO(file.read_bytes())).load()
            os.utime(file)
        except Exception:  # noqa: BLE001 - whatever is wrong with a kept file, the document itself is there
            return None
        return found if isinstance(found, (Document, tuple)) else None

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome; a file appears whole or not at all."""
        keep(self._file(key), pickle.dumps(outcome, 5))

    def forget_old(self) -> None:
        """Remove what nobody asked for in two months."""
        forget_old(self.folder, "*/*")

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def folder() -> Path:
    """The user's folder for documents that were read."""
    return kept_folder("documents")


def key_of(path: Path, most: int) -> str | None:
    """The key of a file's document; None where the file cannot be read or has more than ``most`` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError:
        return None
    if len(content) > most:
        return None
    return hashlib.sha256(b"\0".join((_reader().encode(), path.name.encode("utf-8", "replace"), content))).hexdigest()


@cache
def _reader() -> str:
    """What reads documents here: the package's source, its libraries and the Python they run on."""
    digest = hashlib.sha256(repr((sys.version_info[:3], [_version(name) for name in _LIBRARIES])).encode())
    for file in sorted(_PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


class _Unpickler(pickle.Unpickler):
    """Makes nothing but this package's own classes and plain values: a kept file can run nothing."""

    def find_class(self, module: str, name: str) -> Any:
        if module.split(".", maxsplit=1)[0] == _OURS and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
