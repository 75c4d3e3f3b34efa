"""Inside the process that reads one document after another; it is stopped from outside when one takes too long."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from typing import Literal

from openfisca_china_personnel.documents.audit.auditing import audit
from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.audit.judgements import judgements_beside
from openfisca_china_personnel.documents.document import Document
from openfisca_china_personnel.documents.limits import MOST_BYTES, USUAL, Limits
from openfisca_china_personnel.documents.many.kept import Kept, key_of
from openfisca_china_personnel.documents.reading import read_document
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.serving import serve

Wanted = Literal["document", "audit"]
Answer = Document | AuditReport | tuple[Fault, ...]

TOO_MUCH_MEMORY = Text(
    "读取时所用内存超过 {most} MB，已停止读取；如确需读取，请用 --most-memory 提高上限，或拆分后分别读取。",
    "reading took more than {most} MB of memory and was stopped; if it must be read, raise the limit with "
    "--most-memory, or split the file",
)
_FAILED = Text(
    "读取时程序出错（{kind}：{message}）；请把文件发给维护者。",
    "the program failed while reading it ({kind}: {message}); please send the file to the maintainers",
)


_GRACE = 30


@dataclass(frozen=True)
class Task:
    """One document of one or several files, and what is wanted of it.

    ``kept`` is the folder of documents read before, None to keep nothing; ``fresh`` reads anew what is kept there.
    """

    paths: tuple[Path, ...]
    wanted: Wanted = "document"
    limits: Limits = USUAL
    kept: Path | None = None
    fresh: bool = False


def answer(task: Task) -> Answer:
    """What is wanted of a document, or the faults for which it is refused. Raises ``MemoryError``."""
    try:
        document = _document(task)
        if isinstance(document, Document) and task.wanted == "audit":
            return audit(document, judgements=judgements_beside(task.paths[0]))
    except MemoryError:
        raise
    except InputFaults as refused:
        return refused.faults
    except Exception as error:  # noqa: BLE001 - one document must not end the run for the others
        told = {"kind": type(error).__name__, "message": str(error)[:300]}
        return refuse(_FAILED.format(**told), file=_name(task)).faults
    return document


def _document(task: Task) -> Document | tuple[Fault, ...]:
    kept = None if task.kept is None or len(task.paths) > 1 else Kept(task.kept)
    key = None if kept is None or not task.paths[0].is_file() else key_of(task.paths[0], MOST_BYTES)
    found = kept.get(key) if kept is not None and key is not None and not task.fresh else None
    if found is not None:
        return found
    try:
        paths = list(task.paths)
        # The clock outside ends what takes too long: that depends on the limit and must not be kept.
        read = read_document(paths, together=True, limits=replace(task.limits, seconds=math.inf))
    except InputFaults as refused:
        read_or_not: Document | tuple[Fault, ...] = refused.faults
    else:
        read_or_not = read
    if kept is not None and key is not None:
        kept.put(key, read_or_not)
    return read_or_not


def _name(task: Task) -> str:
    return "、".join(path.name for path in task.paths)


def main() -> None:
    """Answer until standard input ends."""
    serve(_answered)


def _answered(task: Task) -> tuple[Answer, bool]:
    bound_memory(task.limits.megabytes)
    # Where the program that started this one is gone, nobody else ends a document that never ends.
    alone = Timer(task.limits.seconds + _GRACE, os._exit, (1,))
    alone.daemon = True
    alone.start()
    try:
        return answer(task), True
    except MemoryError:
        # What filled the memory may still hold it: the next document gets a new process.
        return refuse(TOO_MUCH_MEMORY.format(most=task.limits.megabytes), file=_name(task)).faults, False
    finally:
        alone.cancel()


def bound_memory(megabytes: int) -> None:
    """Let the system refuse more memory to this process, where it can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
