"""What the number of units costs: one, or a hundred thousand, for the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import Bench, rate
from contestants import YEAR
from rosters import roster_frame
from timing import in_turn

from openfisca_china_personnel import expected_budget, read_roster
from openfisca_china_personnel.parts import part_of
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

ROWS = 1_000_000
UNITS = (1, 20, 1_000, 100_000)
ROUNDS = 2


def measure(bench: Bench) -> Iterator[str]:
    rows = bench.up_to(ROWS)
    yield f"## By units: {rows:,} rows"
    yield ""
    yield "Sums by unit and month, and the whole result, which has thirty amounts a unit as `Decimal`."
    yield ""
    yield "| units | sums | rows/s | with the result |"
    yield "| ---: | ---: | ---: | ---: |"
    for units in UNITS:
        roster = read_roster(roster_frame(rows, units=units), year=YEAR)
        runs = {
            "sums": partial(part_of, roster, YEAR, BaseRule.prior_year, baseline()),
            "result": partial(expected_budget, roster, YEAR),
        }
        seconds = in_turn(runs, ROUNDS, warm=0)
        found = len(roster.units)
        yield f"| {found:,} | {seconds['sums']} | {rate(rows, seconds['sums'])} | {seconds['result']} |"
