"""The documents among files and folders, in an order that depends on nothing but their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PathLike = str | os.PathLike[str]

ENDINGS = (".pdf", ".docx", ".xlsx", ".xlsm", ".xls", ".html", ".htm", ".txt")
FIGURES = (".figures.yaml", ".figures.yml")
_MADE_BY_AUDITS = (".marked.pdf",)


@dataclass(frozen=True, order=True)
class DocumentFile:
    """A file with the name that results show: its place in the folder that was given, else its own name."""

    shown: str
    path: Path


@dataclass(frozen=True)
class Found:
    """The documents, sorted by name; ``others`` counts the files in folders that are none by their names."""

    files: tuple[DocumentFile, ...]
    others: int


def documents_in(paths: Iterable[PathLike]) -> Found:
    """The files themselves, and in folders and the folders in them what a reader takes; each file once.

    Hidden files, those that an office program has open (``~$…``) and marked copies of audits are no documents.
    """
    chosen: dict[Path, DocumentFile] = {}
    others: set[Path] = set()
    for given in sorted(Path(path) for path in paths):
        if not given.is_dir():
            chosen.setdefault(given.resolve(), DocumentFile(given.name, given))
            continue
        for path in _below(given):
            if is_document(path):
                shown = path.relative_to(given.parent if given.name else given).as_posix()
                chosen.setdefault(path.resolve(), DocumentFile(shown, path))
            else:
                others.add(path.resolve())
    return Found(tuple(sorted(chosen.values())), len(others))


def is_document(path: Path) -> bool:
    """Whether a reader takes a file of this name."""
    name = path.name.casefold()
    if name.endswith(_MADE_BY_AUDITS):
        return False
    return name.endswith((*ENDINGS, *FIGURES))


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inner):
            yield path
