"""``personnel-budget`` as people run it: a process from its start to its last line."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

YEAR = 2024
CLI = ("-c", "from openfisca_china_personnel.cli import main; main()")


def arguments(path: Path, workers: int) -> list[str]:
    """The words after ``personnel-budget`` that compute the budget of a file with so many processes."""
    words = ["budget", str(path), "--year", str(YEAR), "--format", "json"]
    return [*words, "--workers", str(workers)] if takes_workers() else words


@cache
def takes_workers() -> bool:
    """Whether ``budget`` can be told how many processes to use."""
    helped = subprocess.run([sys.executable, *CLI, "budget", "--help"], check=True, capture_output=True)
    return b"--workers" in helped.stdout
