"""What is measured in a process of its own: ``python benchmarks/aside.py TASK FILE`` prints one JSON object.

``FILE`` is a CSV roster, or its table as Parquet for the tasks that start from a roster already read, or a document.
"""

# ruff: noqa: PLC0415  what a process imports is part of what is measured

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATUS = Path("/proc/self/status")


def load(_: Path) -> dict[str, float]:
    """Seconds of importing the package and building its tax-benefit system."""
    started = time.perf_counter()
    from openfisca_china_personnel import CountryTaxBenefitSystem

    imported = time.perf_counter()
    CountryTaxBenefitSystem()
    return {"import": imported - started, "system": time.perf_counter() - imported}


def read(path: Path) -> dict[str, float | None]:
    """The peak of memory when a roster is read."""
    from contestants import YEAR

    from openfisca_china_personnel import read_roster

    read_roster(path, year=YEAR)
    return {"peak": peak_megabytes()}


def document(path: Path) -> dict[str, float | None]:
    """The peak of memory when a document is read."""
    from openfisca_china_personnel import read_document

    read_document(path)
    return {"peak": peak_megabytes()}


def only(name: str) -> Callable[[Path], dict[str, float | None]]:
    """The peak of memory when one contestant runs, and what the process held before it."""

    def run(path: Path) -> dict[str, float | None]:
        import polars
        from contestants import contestants

        from openfisca_china_personnel import Roster

        contestant = contestants(Roster(None, None, polars.read_parquet(path)))[name]
        forget_peak()
        before = peak_megabytes()
        contestant()
        return {"before": before, "peak": peak_megabytes()}

    return run


def forget_peak() -> None:
    """Let the peak start again from what the process holds now."""
    if STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_megabytes() -> float | None:
    """The most memory that this process has held; ``None`` where the system does not tell.

    Not ``resource.getrusage``: on Linux its peak begins with that of the process which started this one.
    """
    if not STATUS.exists():
        return None
    (line,) = (line for line in STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    task, file = sys.argv[1:]
    tasks: dict[str, Callable[[Path], dict[str, Any]]] = {"load": load, "read": read, "document": document}
    print(json.dumps(tasks.get(task, only(task))(Path(file))))
