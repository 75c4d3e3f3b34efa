"""Reading or auditing many documents: over all cores, each in a process that can be ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from queue import Empty, Queue, SimpleQueue
from threading import Thread

from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.limits import USUAL, Limits
from openfisca_china_personnel.documents.many.files import File, Found, find
from openfisca_china_personnel.documents.many.kept import Kept, folder
from openfisca_china_personnel.documents.many.process import ReaderProcess, Stopped
from openfisca_china_personnel.documents.many.results import Audited, AuditedDocuments, Read, ReadDocuments
from openfisca_china_personnel.documents.many.worker import Answer, Task, Wanted
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text

PathLike = str | os.PathLike[str]
Progress = Callable[[int, int], None]
"""Called with the number of documents done and of all, from the calling thread."""

_NO_WORKERS = Text("进程数须至少为 1，现为 {workers}", "there must be at least 1 worker, not {workers}")


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


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _answers(
    found: Found, wanted: Wanted, workers: int | None, limits: Limits, *, fresh: bool, progress: Progress | None
) -> list[tuple[File, Answer]]:
    if workers is not None and workers < 1:
        raise refuse(_NO_WORKERS.format(workers=workers))
    kept = folder()
    Kept(kept).forget_old()
    tasks = [Task((file.path,), wanted, limits, kept, fresh) for file in found.files]
    answers = _asked(tasks, min(workers or cores(), len(tasks)), progress)
    return list(zip(found.files, answers, strict=True))


def _asked(tasks: Sequence[Task], workers: int, progress: Progress | None) -> list[Answer]:
    """The answers in the order of the tasks; the largest files are begun first, so that none is left to the end."""
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in sorted(range(len(tasks)), key=lambda each: _size(tasks[each].paths[0]), reverse=True):
        waiting.put(number)
    done: Queue[tuple[int, Answer | BaseException]] = Queue()
    processes = [ReaderProcess() for _ in range(workers)]
    threads = [Thread(target=_work, args=(process, tasks, waiting, done), daemon=True) for process in processes]
    answers: dict[int, Answer] = {}
    try:
        for thread in threads:
            thread.start()
        while len(answers) < len(tasks):
            if progress is not None:
                progress(len(answers), len(tasks))
            number, answer = _next(done)
            if isinstance(answer, BaseException):
                raise answer
            answers[number] = answer
        if progress is not None:
            progress(len(answers), len(tasks))
    finally:
        for process in processes:
            process.stop()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
    return [answers[number] for number in range(len(tasks))]


def _next(done: Queue[tuple[int, Answer | BaseException]]) -> tuple[int, Answer | BaseException]:
    # Windows does not interrupt a wait without an end.
    while True:
        try:
            return done.get(timeout=0.2)
        except Empty:
            continue


def _work(
    process: ReaderProcess,
    tasks: Sequence[Task],
    waiting: SimpleQueue[int],
    done: Queue[tuple[int, Answer | BaseException]],
) -> None:
    while True:
        try:
            number = waiting.get_nowait()
        except Empty:
            return
        try:
            done.put((number, process.ask(tasks[number])))
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            done.put((number, error))
            return


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
