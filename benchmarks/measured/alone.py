"""The model against other ways to the same fen, on one core, without reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench import Bench, rate
from contestants import (
    BUDGET,
    FUSED,
    MODEL,
    PLAIN_OPENFISCA,
    STRETCHES,
    TWELVE_MONTHS,
    YEAR,
    check_agreement,
    contestants,
    slow_contestants,
)
from rosters import roster_frame
from spreadsheet import MOST_ROWS, is_there, recalculation
from timing import Seconds, in_turn

from openfisca_china_personnel import Roster, read_roster

ROWS = 1_000_000
ROUNDS = 4
FEW_ROWS = 1_000
FEW_ROUNDS = 2
SPREADSHEET = "the result workbook's live formulas, LibreOffice"


def measure(bench: Bench) -> Iterator[str]:
    rows = bench.up_to(ROWS)
    roster = read_roster(roster_frame(rows), year=YEAR)
    running = contestants(roster)
    check_agreement(roster, running)
    seconds = in_turn(running, ROUNDS)
    model = seconds[MODEL]
    yield f"## Computing alone: {rows:,} rows, one process"
    yield ""
    yield "Every way gives the same fen by unit and line (and by month where it tells), which is checked first."
    yield f"“{MODEL}” gives ranges and employees' sides besides the five amounts, the others the amounts only. All but"
    yield f"“{BUDGET}” start from the same arrays, which stand ready."
    yield ""
    yield "| what | time | rows/s | the model takes |"
    yield "| --- | ---: | ---: | ---: |"
    for name in (MODEL, BUDGET, STRETCHES, TWELVE_MONTHS, PLAIN_OPENFISCA, FUSED):
        if name not in seconds:
            yield f"| {name} | not installed (extra `bench`) | | |"
            continue
        bench.figures[f"{name} rows/s"] = rows / seconds[name].median
        bench.figures[f"model to {name}"] = model.ratio_to(seconds[name])
        yield f"| {name} | {seconds[name]} | {rate(rows, seconds[name])} | {model.ratio_to(seconds[name]):.3g} × |"
    yield ""
    yield from _slow(bench, roster, rows / model.median)


def _slow(bench: Bench, roster: Roster, model_rate: float) -> Iterator[str]:
    yield "Ways that take so long for a row that they are given few rows. Their time a row does not depend on the"
    yield f"number, so that the last column extrapolates to {ROWS:,} rows; it was not waited for."
    yield ""
    yield f"| what | rows | time | rows/s | the model takes | {ROWS:,} rows would take |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    few = replace(roster, table=roster.table.head(FEW_ROWS))
    slow = slow_contestants(few)
    if slow:
        check_agreement(few, slow)
        for name, seconds in in_turn(slow, FEW_ROUNDS).items():
            yield _slow_row(bench, name, FEW_ROWS, seconds, model_rate)
    else:
        yield "| pandas row by row | | not installed (extra `bench`) | | | |"
    if is_there():
        most = replace(roster, table=roster.table.head(MOST_ROWS))
        seconds = recalculation(most, bench.folder)
        yield _slow_row(bench, SPREADSHEET, MOST_ROWS, seconds, model_rate)
    else:
        yield f"| {SPREADSHEET} | | LibreOffice is not installed | | | |"


def _slow_row(bench: Bench, name: str, rows: int, seconds: Seconds, model_rate: float) -> str:
    own_rate = rows / seconds.median
    bench.figures[f"{name} rows/s"] = own_rate
    bench.figures[f"model to {name}"] = own_rate / model_rate
    share, long = own_rate / model_rate, _long(ROWS / own_rate)
    return f"| {name} | {rows:,} | {seconds} | {own_rate:,.0f} | {share:.2g} × | {long} |"


def _long(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
