"""The numbers of law for the plain computation, read from `parameters/` with a few lines of its own.

Every scalar stays text until it becomes a Decimal, so that 0.05 is exactly five hundredths.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PARAMETERS = Path(__file__).resolve().parents[2] / "parameters"


def number(path: str, year: int, month: int) -> Decimal:
    """A number that the law must have in that month."""
    value = in_force(path, year, month)
    assert value is not None, f"{path} has no value in {year}-{month:02d}"
    return value


def in_force(path: str, year: int, month: int) -> Decimal | None:
    """The value in force on the first day of the month; None in a gap and before the first value."""
    result = None
    for day, value in series(path):
        if day <= f"{year}-{month:02d}-01":
            result = value
    return result


def candidates(path: str, year: int, month: int) -> list[Decimal]:
    """The value in force; in a gap its known neighbours, if there is one on either side; else nothing."""
    known = in_force(path, year, month)
    if known is not None:
        return [known]
    first_day = f"{year}-{month:02d}-01"
    before = [value for day, value in series(path) if day <= first_day and value is not None]
    after = [value for day, value in series(path) if day > first_day and value is not None]
    return [before[-1], after[0]] if before and after else []


@cache
def series(path: str) -> list[tuple[str, Decimal | None]]:
    """A parameter's days and values in order of time, exactly as the file writes the digits."""
    node: Any = parameter_files()
    for step in path.split("."):
        node = node[step]
    result: list[tuple[str, Decimal | None]] = []
    for day, entry in sorted(node["values"].items()):
        text = entry["value"] if isinstance(entry, dict) else entry
        result.append((day, None if text in ("null", "~", "") else Decimal(text)))
    return result


@cache
def parameter_files(folder: Path = PARAMETERS) -> dict[str, Any]:
    """The folder as nested dictionaries; every scalar stays text, so that 0.05 never becomes a float."""
    result: dict[str, Any] = {}
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            result.setdefault(entry.name, {}).update(parameter_files(entry))
        elif entry.suffix == ".yaml" and entry.stem != "index" and not entry.name.startswith("."):
            content = yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            result.setdefault(entry.stem, {}).update(content)
    return result
