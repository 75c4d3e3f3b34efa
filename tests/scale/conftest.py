"""Rosters in several files, with units that straddle them."""

from __future__ import annotations

from pathlib import Path

import numpy
import polars
import pytest

UNITS = ("甲局", "乙局", "丙局", "丁局")
RANKS = ("division_head", "deputy_division_head", "staff", "unspecified", "minister")


def roster(rows: int, seed: int) -> polars.DataFrame:
    """Rows of every kind that costs a note, an event or a sum of its own; units in no order."""
    random = numpy.random.default_rng(seed)

    def some(*values: object) -> list[object]:
        return [values[place] for place in random.integers(0, len(values), rows)]

    return polars.DataFrame(
        {
            "unit": some(*UNITS),
            "headcount": some("1", "2", "0.5", "0"),
            "status": some("active", "active", "retired"),
            "rank": some(*RANKS),
            "location": some("central_beijing", "beijing", "other", None),
            "monthly_salary": [f"{fen / 100:.3f}" for fen in random.integers(300_000, 4_000_000, rows)],
            "prior_year_monthly_salary": some(None, "8000", "40000.55"),
            "housing_fund_rate": some(None, "12%", "0.05"),
            "start_month": some(None, None, "2024-03"),
        }
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files of one roster: Parquet, Parquet, CSV."""
    folder = tmp_path_factory.mktemp("名册")
    roster(300, 1).write_parquet(folder / "a.parquet")
    roster(200, 2).write_parquet(folder / "b.parquet")
    roster(100, 3).write_csv(folder / "c.csv")
    (folder / "说明.md").write_text("no roster", "utf-8")
    return folder


@pytest.fixture(scope="session")
def together() -> polars.DataFrame:
    """The rows of all three, in one table."""
    return polars.concat([roster(300, 1), roster(200, 2), roster(100, 3)])
