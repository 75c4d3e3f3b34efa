"""What a row costs beyond NumPy's own loops: nothing. Counts that no other work on the machine can change.

Wall-clock limits fail on busy machines; the number of Python calls and of formulas that a budget takes does not. Both
follow the number of blocks and of stretches, never that of rows, so that a slip into a loop over rows is seen at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from openfisca_core.simulations import Simulation

import openfisca_china_personnel as ocp
from openfisca_china_personnel import blocks, ledger
from openfisca_china_personnel.base_rules import codes_among
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.parts import part_of
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.system import baseline
from scale.from_benchmarks import benchmark

YEAR = 2024
BLOCK = 1_000
MOST_FORMULAS_OF_A_STRETCH = 40
"""Formulas run for a block and stretch; there are about thirty variables, each computed once at most."""
MOST_CALLS_OF_A_BLOCK = 25_000
"""Python calls for a block of steady rows, whatever its size; two thirds of it are used."""


def read(rows: int, kind: str = "no change") -> Roster:
    return ocp.read_roster(benchmark("changing").changing_frame(rows, kind, YEAR), year=YEAR)


def computing(roster: Roster) -> Callable[[], object]:
    people = staffing(roster, YEAR)
    rules = codes_among("prior_year", people.units)
    return lambda: compute(people, baseline(), rules)


def calls(run: Callable[[], object]) -> int:
    """Calls of Python functions while it runs, once caches are warm."""
    run()
    counted = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return counted


@contextmanager
def formulas_counted() -> Iterator[list[tuple[str, str]]]:
    """Every formula that runs: the variable and the month."""
    ran: list[tuple[str, str]] = []
    own = Simulation._run_formula

    def counted(self: Simulation, variable: Any, population: Any, period: Any) -> Any:
        found = own(self, variable, population, period)
        if found is not None:
            ran.append((variable.name, str(period)))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Simulation, "_run_formula", counted)
        yield ran


@pytest.mark.parametrize("kind", benchmark("changing").KINDS)
def test_more_rows_in_a_block_take_no_more_calls(kind: str) -> None:
    few, many = (calls(computing(read(rows, kind))) for rows in (5_000, 40_000))
    assert many == pytest.approx(few, rel=0.01)


def test_a_block_takes_no_more_calls_than_it_does_now() -> None:
    assert calls(computing(read(60_000))) <= MOST_CALLS_OF_A_BLOCK


def test_calls_a_row_fall_to_nothing() -> None:
    """From ten thousand rows to a million: a hundred times the rows, sixteen blocks instead of one."""
    few, many = (calls(computing(read(rows))) / rows for rows in (10_000, 1_000_000))
    assert many < few / 5
    assert many < 0.2


def test_the_whole_part_and_reading_take_no_calls_for_a_row() -> None:
    """Blanks resolved, notes found, words and numbers understood: all of it by columns."""
    frames = [benchmark("changing").changing_frame(rows, "no change", YEAR) for rows in (20_000, 60_000)]
    few, many = (calls(lambda frame=frame: ocp.read_roster(frame, year=YEAR)) for frame in frames)
    assert many - few < 400
    rosters = [ocp.read_roster(frame, year=YEAR) for frame in frames]
    few, many = (calls(lambda roster=each: part_of(roster, YEAR, "prior_year", baseline())) for each in rosters)
    assert many - few < 400


def test_a_formula_runs_once_a_block_and_stretch_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BLOCK", BLOCK)
    stretches = 2  # of 2024: the funds' bases are set anew in July
    with formulas_counted() as ran:
        computing(read(4 * BLOCK))()
    most = 4 + 1  # and one of the kinds of people, for what rests on rank and status alone
    assert max(ran.count(each) for each in set(ran)) <= most
    assert len(ran) <= most * stretches * MOST_FORMULAS_OF_A_STRETCH
    assert {month for _, month in ran if month.startswith("2024")} == {"2024-01", "2024-07"}


def test_a_loop_over_rows_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count sees what it is there for."""
    own = ledger.simulation

    def looping(people: Any, *others: Any, **named: Any) -> Any:
        for _ in map(lambda row: row, people.row):  # noqa: C417 - a call a row is the point
            pass
        return own(people, *others, **named)

    monkeypatch.setattr(ledger, "simulation", looping)
    few, many = (calls(computing(read(rows))) for rows in (2_000, 4_000))
    assert many - few >= 2_000


MOST_TIMES_NUMPY = 25
"""The model against NumPy by hand over stretches, which gives the amounts only: three to six times is usual."""


def test_the_model_stays_near_numpy_by_hand() -> None:
    """Both run in turn, so that other work slows both; the best of each counts."""
    contestants = benchmark("contestants")
    roster = read(200_000)
    running = contestants.contestants(roster)
    two = {name: running[name] for name in (contestants.MODEL, contestants.STRETCHES)}
    contestants.check_agreement(roster, two)
    seconds = benchmark("timing").in_turn(two, 7)
    assert seconds[contestants.MODEL].best < MOST_TIMES_NUMPY * seconds[contestants.STRETCHES].best
