"""Blocks leave nothing behind but their sums, even where the collector of garbage waits long, as under the command."""

from __future__ import annotations

import gc
from pathlib import Path

import polars

from openfisca_china_personnel.scale.pieces import Question, counted, pieces_of
from openfisca_china_personnel.stretches import Stretches


def test_no_simulation_outlives_its_piece(tmp_path: Path) -> None:
    rows = 400
    file = tmp_path / "roster.parquet"
    polars.DataFrame({"rank": ["staff"] * rows, "monthly_salary": [9000.0] * rows}).write_parquet(file)
    pieces = pieces_of([str(file)], Question(2024, "prior_year"), 100)
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1_000_000)
    try:
        for piece in pieces:
            assert counted(piece).part is not None
        assert not [held for held in gc.get_objects() if isinstance(held, Stretches)]
    finally:
        gc.set_threshold(*before)
