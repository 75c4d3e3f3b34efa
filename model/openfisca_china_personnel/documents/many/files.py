"""Which files are meant: named ones as they are, folders by the endings of what is read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.system_errors import reason_of

ENDINGS = (".pdf", ".docx", ".xlsx", ".xlsm", ".xls", ".html", ".htm", ".txt", ".figures.yaml", ".figures.yml")
OWN = (".marked.pdf",)
"""Endings of what the program itself makes of a document."""
_HIDDEN = (".", "~$")
_PACKED = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LONG = 1_000_000

_NOTHING_THERE = Text(
    "文件夹中没有可读取的文件（{endings}）。", "the folder holds no file that could be read ({endings})"
)
_NOT_SEARCHED = Text("文件夹无法打开：{problem}。", "the folder cannot be opened: {problem}")


@dataclass(frozen=True)
class File:
    """A file to read, and its name as results show it: the path as given, with ``/`` on every system."""

    path: Path
    name: str


@dataclass(frozen=True)
class Found:
    """The files of the arguments, each once: in the order of the arguments, those of a folder by name.

    ``passed_over`` counts the files of folders that no reader takes, by ending.
    """

    files: tuple[File, ...]
    passed_over: tuple[tuple[str, int], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Search:
    files: dict[Path, File] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def add(self, path: Path) -> None:
        self.files.setdefault(path.resolve(), File(path, path.as_posix()))


def find(paths: Iterable[str | os.PathLike[str]], without: Path | None = None) -> Found:
    """The files that the arguments mean.

    Folders are searched to the bottom, links to folders are not followed, hidden files are not seen. ``without``,
    the output, is left out where a folder holds it. What is wrong with a folder is a fault, not raised.
    """
    search = _Search()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            _search(path, search, None if without is None else without.resolve())
        else:
            search.add(path)
    return Found(tuple(search.files.values()), tuple(sorted(search.passed_over.items())), tuple(search.faults))


def needs_a_process(path: Path) -> bool:
    """Whether a file can ask much of the machine: what is packed or drawn, and what is long."""
    try:
        if not path.is_file():  # a pipe can be read once only
            return False
        with path.open("rb") as file:
            begin = file.read(_LONG + 1)
    except OSError:
        return False
    return len(begin) > _LONG or begin.startswith(_PACKED)


def _search(folder: Path, search: _Search, without: Path | None) -> None:
    def fault(error: OSError) -> None:
        name = Path(error.filename or folder).as_posix()
        search.faults.append(Fault(_NOT_SEARCHED.format(problem=reason_of(error)), file=name))

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=fault):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        found += [Path(parent) / name for name in names if not name.startswith(_HIDDEN)]
    count = len(search.files), len(search.faults)
    is_known = False
    for path in sorted(found, key=lambda each: each.relative_to(folder).parts):
        name = path.name.casefold()
        if path.resolve() == without:
            continue
        if path.is_file() and name.endswith(ENDINGS) and not name.endswith(OWN):
            is_known = True
            search.add(path)
        else:
            search.passed_over[_ending(name)] += 1
    if not is_known and count == (len(search.files), len(search.faults)):
        search.faults.append(Fault(_NOTHING_THERE.format(endings="、".join(ENDINGS)), file=folder.as_posix()))


def _ending(name: str) -> str:
    own = next((ending for ending in (*OWN, ".judgements.yaml") if name.endswith(ending)), None)
    return own or Path(name).suffix or name
