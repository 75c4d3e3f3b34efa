"""Modules of the benchmarks' folder, which is no package, for tests that hold the model against them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def benchmark(name: str) -> Any:
    """The module of that name; what it imports from its folder comes with it."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return import_module(name)
