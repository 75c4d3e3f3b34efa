"""What rows that change within the year cost, a kind of change each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import Bench, rate
from changing import KINDS, SHARE, changing_frame
from contestants import YEAR, fen_by_unit
from plain_openfisca import month_by_month
from timing import in_turn

from openfisca_china_personnel import Roster, expected_budget, read_roster
from openfisca_china_personnel.base_rules import codes_among
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

ROWS = 200_000
ROUNDS = 2


def measure(bench: Bench) -> Iterator[str]:
    rows = bench.up_to(ROWS)
    yield f"## By kinds of change: {rows:,} rows, {SHARE:.0%} of which change in some month"
    yield ""
    yield "Computing alone, against the plain OpenFisca simulation by month, which must give the same fen first."
    yield "The last two columns: what a row costs compared with the roster without changes, and with plain OpenFisca."
    yield ""
    yield "| kind | rows | time | rows/s | of no change | of plain OpenFisca |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    steady: float | None = None
    for kind in KINDS:
        roster = read_roster(changing_frame(rows, kind, YEAR), year=YEAR)
        _check(kind, roster)
        people = staffing(roster, YEAR)
        rules = codes_among(BaseRule.prior_year, people.units)
        seconds = in_turn(
            {
                "model": partial(compute, people, baseline(), rules),
                "plain": partial(month_by_month, people, baseline()),
            },
            ROUNDS,
            warm=0,
        )
        a_row = seconds["model"].median / people.size
        steady = steady or a_row
        yield (
            f"| {kind} | {people.size:,} | {seconds['model']} | {rate(people.size, seconds['model'])} "
            f"| {a_row / steady:.2g} × | {seconds['model'].ratio_to(seconds['plain']):.2g} × |"
        )


def _check(kind: str, roster: Roster) -> None:
    expected = fen_by_unit(expected_budget(roster, YEAR))
    found = month_by_month(staffing(roster, YEAR), baseline())
    for line, of_units in expected.items():
        if [round(yuan * 100) for yuan in found[line]] != of_units:
            message = f"{kind}, {line}: not the fen of the plain simulation; nothing was measured."
            raise SystemExit(message)
