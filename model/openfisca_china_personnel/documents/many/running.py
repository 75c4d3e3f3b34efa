"""Reading or auditing many documents: over all cores, each in a process that can be ended."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.limits import USUAL, Limits
from openfisca_china_personnel.documents.many.files import File, Found, find
from openfisca_china_personnel.documents.many.kept import Kept, folder
from openfisca_china_personnel.documents.many.process import ReaderProcess
from openfisca_china_personnel.documents.many.results import Audited, AuditedDocuments, Read, ReadDocuments
from openfisca_china_personnel.documents.many.worker import Answer, Task, Wanted
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.processes.pool import Progress, answers, cores, refuse_workers

PathLike = str | os.PathLike[str]


def read_documents(
    paths: Iterable[PathLike],
    *,
    workers: int | None = None,
    limits: Limits = USUAL,
    fresh: bool = False,
    progress: Progress | None = None,
    without: Path | None = None,
) -> ReadDocuments:
    """Read every document of files and folders; the result is the same for any number of workers.

    A document that cannot be read, or not within ``limits``, is among ``faults`` and the others are read. What was read
    is kept in the user's cache folder and taken from there while neither the file nor the reader has changed, unless
    ``fresh``. ``workers`` is the number of processes, all cores by default. ``without`` is left out of folders.

    Raises:
        InputFaults: fewer workers than one; never for a document.

    """
    found = find(paths, without)
    answers = _answers(found, "document", workers, limits, fresh=fresh, progress=progress)
    read = tuple(Read(file.name, each) for file, each in answers if isinstance(each, Document))
    return ReadDocuments(read, _faults(found, answers), found.passed_over)


def audit_documents(
    paths: Iterable[PathLike],
    *,
    workers: int | None = None,
    limits: Limits = USUAL,
    fresh: bool = False,
    progress: Progress | None = None,
    without: Path | None = None,
) -> AuditedDocuments:
    """Audit every document of files and folders, each against itself; otherwise as ``read_documents``."""
    found = find(paths, without)
    answers = _answers(found, "audit", workers, limits, fresh=fresh, progress=progress)
    audited = tuple(Audited(file.name, each, file.path) for file, each in answers if isinstance(each, AuditReport))
    return AuditedDocuments(audited, _faults(found, answers), found.passed_over)


def read_bounded(paths: Sequence[Path], limits: Limits = USUAL) -> Document:
    """One document, of one file or of several, read in a process of its own.

    Raises:
        InputFaults: whatever ``read_document`` refuses, and a document beyond the limits.

    """
    with ReaderProcess() as process:
        answer = process.ask(Task(tuple(paths), limits=limits))
    if not isinstance(answer, Document):
        assert isinstance(answer, tuple)
        raise InputFaults(answer)
    return answer


def _answers(
    found: Found, wanted: Wanted, workers: int | None, limits: Limits, *, fresh: bool, progress: Progress | None
) -> list[tuple[File, Answer]]:
    refuse_workers(workers)
    kept = folder()
    Kept(kept).forget_old()
    tasks = [Task((file.path,), wanted, limits, kept, fresh) for file in found.files]
    # The largest files are begun first, so that none is left to the end.
    order = sorted(range(len(tasks)), key=lambda each: _size(tasks[each].paths[0]), reverse=True)
    processes = [ReaderProcess() for _ in range(min(workers or cores(), len(tasks)))]
    answered = dict(answers(tasks, order, processes, progress))
    return [(file, answered[number]) for number, file in enumerate(found.files)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _faults(found: Found, answers: Sequence[tuple[File, Answer]]) -> tuple[Fault, ...]:
    """All faults, those of a file, and of what lies beside it, under its name in the results."""
    faults = list(found.faults)
    for file, answer in answers:
        if isinstance(answer, tuple):
            faults += [replace(each, file=_beside(file, each.file)) for each in answer]
    return tuple(faults)


def _beside(file: File, named: str | None) -> str:
    if named is None or named == file.path.name:
        return file.name
    return PurePath(file.name).with_name(named).as_posix()
