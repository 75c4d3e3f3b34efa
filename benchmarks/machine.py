"""The machine and the libraries that a run used: figures without them say nothing."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("numpy", "polars", "openfisca-core", "numba", "pandas")


def described() -> str:
    """Processor, cores, memory, system, Python and libraries, in one sentence without its full stop."""
    parts = [f"{_processor()}, {os.cpu_count()} cores", f"{platform.system()} {platform.machine()}"]
    memory = _gigabytes()
    if memory is not None:
        parts.insert(1, f"{memory:.0f} GB of memory")
    libraries = [f"{name} {found}" for name in LIBRARIES if (found := _version(name))]
    return ", ".join([*parts, f"Python {platform.python_version()}", *libraries])


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float | None:
    """How many processes wanted a core in the last minute, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        facts = dict(
            (part.strip() for part in line.split(":", 1))
            for line in told.read_text("utf-8").splitlines()
            if ":" in line
        )
        if "model name" in facts:
            model = f" (family {facts['cpu family']}, model {facts['model']})" if "cpu family" in facts else ""
            return facts["model name"] + model
    return platform.processor() or platform.machine()


def _gigabytes() -> float | None:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
