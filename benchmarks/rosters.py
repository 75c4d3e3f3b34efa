"""Made-up rosters for the measurements: steady rows of central units, whose five lines are all known."""

from __future__ import annotations

from pathlib import Path

import numpy
import polars

RANKS = (
    "director_general",
    "deputy_director_general",
    "division_head",
    "deputy_division_head",
    "section_head",
    "deputy_section_head",
    "staff",
    "technician",
    "senior_worker",
)
"""Ranks whose standards of both subsidies a source gives."""
STATUSES = ("active", "retired", "veteran_retired")
UNITS = 20
SEED = 20240101
ROWS_AT_ONCE = 1_000_000


def roster_frame(rows: int, *, units: int = UNITS, part: int = 0) -> polars.DataFrame:
    """A roster of eight columns, three rows in four active; the same for the same arguments.

    Money is in yuan with whole fen (Float64). ``part`` makes another roster of the same kind.
    """
    chance = numpy.random.default_rng(SEED + part)
    status = chance.choice(len(STATUSES), rows, p=[0.75, 0.24, 0.01])
    return polars.DataFrame(
        {
            "unit": _words(
                [f"单位{number:05d}" for number in range(units)], chance.integers(0, min(units, rows), rows)
            ),
            "headcount": chance.integers(1, 4, rows),
            "status": _words(STATUSES, status),
            "rank": _words(RANKS, chance.integers(0, len(RANKS), rows)),
            "location": polars.repeat("central_beijing", rows, eager=True),
            "monthly_salary": _yuan(chance, rows),
            "prior_year_monthly_salary": _yuan(chance, rows),
            "purchase_subsidy": _words(("no", "yes"), ((status == 0) & (chance.random(rows) < 0.2)).astype(int)),
        }
    )


def roster_file(path: Path, rows: int, *, units: int = UNITS) -> Path:
    """A CSV or Parquet file (by its ending) of such a roster, made in parts so that it may be larger than memory."""
    if path.exists():
        return path
    parts = [(number, min(ROWS_AT_ONCE, rows - first)) for number, first in enumerate(range(0, rows, ROWS_AT_ONCE))]
    if path.suffix == ".csv":
        with path.open("wb") as file:
            for number, height in parts:
                frame = roster_frame(height, units=units, part=number)
                frame.write_csv(file, include_header=number == 0, float_precision=2)
        return path
    pieces = []
    for number, height in parts:
        pieces.append(path.with_name(f"{path.stem}-{number}.piece"))
        roster_frame(height, units=units, part=number).write_parquet(pieces[-1])
    polars.scan_parquet(pieces).sink_parquet(path, row_group_size=ROWS_AT_ONCE // 4)
    for piece in pieces:
        piece.unlink()
    return path


def _words(words: tuple[str, ...] | list[str], codes: object) -> polars.Series:
    return polars.Series(words).gather(polars.Series(codes))


def _yuan(chance: numpy.random.Generator, rows: int) -> polars.Series:
    """Wages on both sides of floor and cap, to the fen."""
    return polars.Series(chance.integers(100_000, 5_000_000, rows) / 100)
