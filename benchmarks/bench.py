"""One run: where its files lie, how much it measures, and the figures that its sections leave for the summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rosters import UNITS, roster_file
from timing import Seconds


@dataclass
class Bench:
    """``most`` is the size of the largest roster: less than all for weak machines and for trying the programs."""

    folder: Path
    most: int = 10_000_000
    figures: dict[str, float] = field(default_factory=dict)
    """By name: rates in rows a second, ratios, megabytes, seconds."""

    def up_to(self, rows: int) -> int:
        """So many rows, or as many as the run allows."""
        return min(rows, self.most)

    def roster(self, rows: int, ending: str = "parquet", units: int = UNITS) -> Path:
        """A roster's file, made once a run."""
        return roster_file(self.folder / f"{rows}-{units}.{ending}", rows, units=units)


Measure = Callable[[Bench], Iterator[str]]
"""The lines of a section, heading first, as they are measured."""


def rate(rows: int, seconds: Seconds) -> str:
    """Rows a second by the median."""
    return f"{rows / seconds.median:,.0f}"


def megabytes(size: float | None) -> str:
    """A size in a table."""
    return "not told by this system" if size is None else f"{size:,.0f} MB"
