"""What is measured in a process of its own: ``python benchmarks/aside.py TASK FILE [WORKERS]`` prints a JSON object.

``FILE`` is a roster or a document.
"""

# ruff: noqa: PLC0415  what a process imports is part of what is measured

from __future__ import annotations

import contextlib
import io
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


def streamed(path: Path) -> dict[str, float | None]:
    """Seconds of reading a file in blocks and of computing them, in one process, and the peak of memory."""
    from contestants import YEAR

    from openfisca_china_personnel.budget import budget_of
    from openfisca_china_personnel.parts import joined, part_of
    from openfisca_china_personnel.roster import roster_blocks
    from openfisca_china_personnel.system import baseline
    from openfisca_china_personnel.vocabulary import BaseRule

    law, parts = baseline(), []
    reading = computing = 0.0
    ready = time.perf_counter()
    for block in roster_blocks(path, year=YEAR):
        begun = time.perf_counter()
        reading += begun - ready
        parts.append(part_of(block, YEAR, BaseRule.prior_year, law))
        ready = time.perf_counter()
        computing += ready - begun
    budget_of(joined(parts), BaseRule.prior_year, law)
    computing += time.perf_counter() - ready
    return {"reading": reading, "computing": computing, "peak": peak_megabytes()}


def document(path: Path) -> dict[str, float | None]:
    """The peak of memory when a document is read."""
    from openfisca_china_personnel import read_document

    read_document(path)
    return {"peak": peak_megabytes()}


def budget(path: Path, workers: str) -> dict[str, float | None]:
    """The peak of memory of ``personnel-budget budget``, and of the largest of the processes that it starts."""
    from whole_command import arguments

    from openfisca_china_personnel.cli import main

    sys.argv = ["personnel-budget", *arguments(path, int(workers))]
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")), contextlib.suppress(SystemExit):
        main()
    return {"peak": peak_megabytes(), "worker": _largest_child_megabytes()}


def only(name: str) -> Callable[[Path], dict[str, float | None]]:
    """The peak of memory when one contestant runs, and what the process held before it."""

    def run(path: Path) -> dict[str, float | None]:
        from contestants import YEAR, contestants

        from openfisca_china_personnel import read_roster

        contestant = contestants(read_roster(path, year=YEAR))[name]
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


def _largest_child_megabytes() -> float | None:
    if not STATUS.exists():
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "load": load,
    "streamed": streamed,
    "document": document,
    "budget": budget,
}

if __name__ == "__main__":
    task, file, *words = sys.argv[1:]
    print(json.dumps((TASKS.get(task) or only(task))(Path(file), *words)))
