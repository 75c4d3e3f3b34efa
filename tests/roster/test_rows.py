"""Row numbers as runs."""

from __future__ import annotations

import polars
from hypothesis import given
from hypothesis import strategies as st

from openfisca_china_personnel.roster.rows import Rows


@given(st.sets(st.integers(2, 40)), st.sets(st.integers(41, 80)))
def test_runs_are_the_rows_that_they_were_made_of(earlier, later):
    first, second = (Rows.of(polars.Series(sorted(rows), dtype=polars.Int64)) for rows in (earlier, later))
    assert first.numbers() == tuple(sorted(earlier))
    assert (first + second).numbers() == tuple(sorted(earlier | later))
    assert len(first + second) == len(earlier) + len(later)
    assert bool(first) == bool(earlier)


def test_rows_that_follow_one_another_are_one_run():
    rows = Rows.of(polars.Series(range(2, 1_000_002), dtype=polars.Int64))
    assert (rows.firsts.tolist(), rows.lasts.tolist()) == ([2], [1_000_001])
