"""Over all cores: a process a document at a time, stopped where it takes too long, its result kept at once."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openfisca_china_personnel.documents.many.folders import DocumentFile, PathLike, documents_in
from openfisca_china_personnel.documents.many.journal import Journal
from openfisca_china_personnel.documents.many.results import AuditedDocuments, ReadDocuments
from openfisca_china_personnel.documents.many.work import Outcome, Task, limit_memory, refused, work
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

MOST_SECONDS = 300
"""How long one document may take unless the caller says otherwise; budgets take a tenth of a second a page."""
_TASKS_OF_A_WORKER = 50  # then a new process takes its place, and whatever parsers kept is gone

_NONE_FOUND = Text(
    "文件夹中没有可读取的文件（PDF、DOCX、XLSX、XLS、HTML、TXT、figures.yaml）。",
    "the folders hold no file that is read (PDF, DOCX, XLSX, XLS, HTML, TXT, figures.yaml)",
)
TOO_SLOW = Text(
    "读取超过 {seconds} 秒，停止读取；可用 --timeout 放宽，或拆分后分别读取。",
    "it took more than {seconds} seconds and was stopped; raise --timeout, or split it and read the parts",
)
_DIED = Text(
    "读取进程意外结束（多为内存不足），已略过；请拆分后分别读取。",
    "the process that read it ended unexpectedly (mostly for want of memory); split it and read the parts",
)

Progress = Callable[[int, int], None]
"""Told how many documents of how many are done."""


@dataclass(frozen=True)
class Running:
    """How a run goes: processes (all cores where None), seconds a document, where what is done is kept meanwhile.

    ``output`` is the file that the result will go into: what is done stands beside it until ``finished``.
    """

    workers: int | None = None
    timeout: float = MOST_SECONDS
    output: Path | None = None
    fresh: bool = False
    progress: Progress | None = None


def read_documents(paths: Iterable[PathLike], running: Running | None = None) -> ReadDocuments:
    """Read every document among files and folders, over all cores.

    A document that cannot be read gives its faults and stops nothing. The result is the same for any order of
    ``paths`` and any number of workers. On systems that start processes anew (Windows, macOS) a script must call this
    under ``if __name__ == "__main__":``.

    Raises:
        InputFaults: there is nothing to read.

    """
    outcomes, others, journal = _run("read", paths, running or Running())
    return ReadDocuments(outcomes, others, journal)


def audit_documents(paths: Iterable[PathLike], running: Running | None = None) -> AuditedDocuments:
    """Audit every document among files and folders, as ``read_documents`` reads them."""
    outcomes, others, journal = _run("audit", paths, running or Running())
    return AuditedDocuments(outcomes, others, journal)


def _run(task: Task, paths: Iterable[PathLike], running: Running) -> tuple[tuple[Outcome, ...], int, Journal]:
    found = documents_in(paths)
    if not found.files:
        raise refuse(_NONE_FOUND)
    journal = Journal(running.output, task, fresh=running.fresh)
    keys = {file: journal.key(file.path) for file in found.files}
    done = {file: Outcome(file.shown, kept) for file in found.files if (kept := journal.get(keys[file])) is not None}
    left = [file for file in found.files if file not in done]

    def take(file: DocumentFile, outcome: Outcome) -> None:
        done[file] = outcome
        if outcome.content is not None:
            journal.put(keys[file], outcome.content)
        if running.progress is not None:
            running.progress(len(done), len(found.files))

    if running.progress is not None:
        running.progress(len(done), len(found.files))
    if left:
        _over_workers(task, left, running, take)
    return tuple(done[file] for file in found.files), found.others, journal


def _over_workers(
    task: Task, files: list[DocumentFile], running: Running, take: Callable[[DocumentFile, Outcome], None]
) -> None:
    from pebble import ProcessPool  # noqa: PLC0415 - only runs over many documents need it

    workers = max(1, min(running.workers or os.cpu_count() or 1, len(files)))
    pool: Any = ProcessPool(
        max_workers=workers,
        max_tasks=_TASKS_OF_A_WORKER,
        initializer=limit_memory,
        context=multiprocessing.get_context("spawn"),
    )
    try:
        futures = {
            pool.schedule(work, args=[task, file.path, file.shown], timeout=running.timeout): file for file in files
        }
        for future in as_completed(futures):
            take(futures[future], _outcome(futures[future], future, running.timeout))
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def _outcome(file: DocumentFile, future: Any, timeout: float) -> Outcome:
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        outcome: Outcome = future.result()
    except TookTooLong:
        return refused(file.shown, TOO_SLOW.format(seconds=f"{timeout:g}"))
    except ProcessExpired:
        return refused(file.shown, _DIED)
    return outcome
