"""What a worker does with one document: everything that comes back is plain data or faults."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text

Task = Literal["read", "audit"]

MOST_MEMORY = 4 * 2**30
"""Bytes that reading one document may take, where the system can hold a process to a limit."""

TOO_MUCH_MEMORY = Text(
    "读取所需内存超过 {size} GB，停止读取；请拆分后分别读取。",
    "reading it takes more than {size} GB of memory, so it was stopped; split it and read the parts",
)
_TOO_NESTED = Text(
    "文件内部嵌套过深，无法读取；请另存为新文件。", "the file is nested too deeply to be read; save it anew"
)
_UNEXPECTED = Text(
    "读取时出现程序内部错误（{kind}：{message}），已略过；请把文件发给维护者。",
    "an internal error ({kind}: {message}) came up and the file was passed over; please send it to the maintainers",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one document: its ``content`` as JSON has it, or its faults."""

    shown: str
    content: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()


def limit_memory(most: int | None = MOST_MEMORY) -> None:
    """Hold this process to so many bytes, on systems that can; ``None`` lifts the limit again."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if most is None or (hard != resource.RLIM_INFINITY and hard < most):
        most = hard
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def work(task: Task, path: Path, shown: str) -> Outcome:
    """Read or audit one document; never raises."""
    try:
        return Outcome(shown, _done(task, path))
    except InputFaults as found:
        return Outcome(shown, None, tuple(replace(fault, file=shown) for fault in found.faults))
    except MemoryError:
        return refused(shown, TOO_MUCH_MEMORY.format(size=MOST_MEMORY // 2**30))
    except RecursionError:
        return refused(shown, _TOO_NESTED)
    except Exception as error:  # noqa: BLE001 - whatever one file brings, the next ones go on
        return refused(shown, _UNEXPECTED.format(kind=type(error).__name__, message=str(error)[:200]))


def refused(shown: str, text: Text) -> Outcome:
    """A document that gives nothing, with the one reason."""
    return Outcome(shown, None, (Fault(text, file=shown),))


def fingerprint() -> str:
    """What the results of reading rest on beside the file: the package's own source."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[2]
    for source in sorted(package.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _done(task: Task, path: Path) -> dict[str, Any]:
    from openfisca_china_personnel.documents.audit import audit  # noqa: PLC0415 - a worker loads what it needs
    from openfisca_china_personnel.documents.reading import read_document  # noqa: PLC0415

    document = read_document(path)
    return document.to_dict() if task == "read" else audit(document).to_dict()
