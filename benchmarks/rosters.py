"""Made-up rosters for the measurements: steady rows of central units, whose five lines are all known."""

from __future__ import annotations

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
UNITS = 20
SEED = 20240101


def roster_frame(rows: int) -> polars.DataFrame:
    """A roster of eight columns, three rows in four active; the same for the same number of ``rows``."""
    chance = numpy.random.default_rng(SEED)
    status = chance.choice(["active", "retired", "veteran_retired"], rows, p=[0.75, 0.24, 0.01])
    entitled = (status == "active") & (chance.random(rows) < 0.2)
    return polars.DataFrame(
        {
            "unit": [f"单位{number:02d}" for number in chance.integers(0, min(UNITS, rows), rows)],
            "headcount": chance.integers(1, 4, rows),
            "status": status,
            "rank": chance.choice(RANKS, rows),
            "location": ["central_beijing"] * rows,
            "monthly_salary": _yuan(chance, rows),
            "prior_year_monthly_salary": _yuan(chance, rows),
            "purchase_subsidy": numpy.where(entitled, "yes", "no"),
        }
    )


def _yuan(chance: numpy.random.Generator, rows: int) -> list[str]:
    """Wages on both sides of floor and cap, to the fen."""
    return [f"{fen // 100}.{fen % 100:02d}" for fen in chance.integers(100_000, 5_000_000, rows)]
