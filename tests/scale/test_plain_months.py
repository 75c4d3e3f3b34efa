"""Stretches, kinds, blocks and workers give the fen of the plain computation by month, for every kind of roster."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import openfisca_china_personnel as ocp
from independent.rosters import COLUMNS, base_rules, cell, roster
from openfisca_china_personnel import blocks
from openfisca_china_personnel.roster import Roster
from scale.from_benchmarks import benchmark
from scale.plain_months import differences, plain_budget

YEARS = range(2015, 2027)
BLOCKS = (1, 2, 3, 7, 65_536)
SOME = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a seed does not shrink to a smaller roster
    suppress_health_check=list(HealthCheck),
)


def read(rows: list[dict[str, object]], year: int) -> Roster:
    texts = {column: [cell(row[column]) or None for row in rows] for column in COLUMNS}
    return ocp.read_roster(polars.DataFrame(texts, schema=dict.fromkeys(COLUMNS, polars.String)), year=year)


@SOME
@given(st.sampled_from(YEARS), st.integers(0, 2**32 - 1), st.sampled_from(BLOCKS))
def test_stretches_and_blocks_of_any_size_give_the_fen_of_plain_months(year: int, seed: int, block: int) -> None:
    rows = roster(year, seed)
    people, rules = read(rows, year), base_rules(rows, year, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", block)
        found = ocp.expected_budget(people, year, base_rule=rules)
    assert not differences(found, plain_budget(people, year, rules))


@pytest.mark.parametrize("kind", benchmark("changing").KINDS)
@pytest.mark.parametrize("year", [2019, 2023, 2024, 2025])
def test_every_kind_of_change_gives_the_fen_of_plain_months(year: int, kind: str) -> None:
    frame = benchmark("changing").changing_frame(300, kind, year)
    people = ocp.read_roster(frame, year=year)
    assert not differences(ocp.expected_budget(people, year), plain_budget(people, year, {}))


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_processes_gives_the_fen_of_plain_months(workers: int, tmp_path: Path) -> None:
    year = 2023
    frame = benchmark("changing").changing_frame(900, "bases, entries and lump sums at once", year)
    file = tmp_path / "roster.parquet"
    frame.write_parquet(file)
    found = ocp.expected_budget(file, year, workers=workers, rows_of_a_piece=250)
    assert not differences(found, plain_budget(ocp.read_roster(file, year=year), year, {}))


def test_a_fen_too_many_is_seen() -> None:
    frame = benchmark("changing").changing_frame(20, "promotions", 2024)
    people = ocp.read_roster(frame, year=2024)
    plain = plain_budget(people, 2024, {})
    (first, *_) = plain.fen
    plain.add(first, 1)
    assert len(differences(ocp.expected_budget(people, 2024), plain)) == 2
