"""Reading documents: the section of ``pages_a_second.py``, without its longest PDF."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench import Bench
from pages_a_second import report


def measure(bench: Bench) -> Iterator[str]:
    folder = bench.folder / "documents"
    folder.mkdir()
    os.environ["PERSONNEL_BUDGET_CACHE"] = str(folder / "kept")
    try:
        yield from report(folder, quick=True)
    finally:
        del os.environ["PERSONNEL_BUDGET_CACHE"]
