"""A scenario of many changes: two budgets, the changes made to people, and the difference explained."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import Bench
from contestants import YEAR
from rosters import roster_frame
from scenario_changes import scenario_of
from timing import in_turn

from openfisca_china_personnel import expected_budget, read_roster, simulate

CHANGES = 200
SIZES = (10_000, 200_000)
ROUNDS = 2


def measure(bench: Bench) -> Iterator[str]:
    yield f"## A scenario of {CHANGES} changes"
    yield ""
    yield "| rows | `simulate` | `expected_budget` | `simulate` takes |"
    yield "| ---: | ---: | ---: | ---: |"
    for rows in SIZES:
        if rows != bench.up_to(rows):
            continue
        roster = read_roster(roster_frame(rows), year=YEAR)
        asked = scenario_of(roster, CHANGES, YEAR)
        seconds = in_turn(
            {"simulate": partial(simulate, roster, asked), "budget": partial(expected_budget, roster, YEAR)},
            ROUNDS,
            warm=0,
        )
        simulated, budget = seconds["simulate"], seconds["budget"]
        yield f"| {rows:,} | {simulated} | {budget} | {simulated.ratio_to(budget):.2g} × |"
