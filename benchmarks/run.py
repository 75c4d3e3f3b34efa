"""``python benchmarks/run.py``: measure, print the results as Markdown and write them to ``RESULTS.md``.

One run on one machine; what travels to another machine are the ratios. ``--quick`` leaves the million rows out and
writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from changes import scenario_of
from contestants import BUDGET, PLAIN_OPENFISCA, STRETCHES, TWELVE_MONTHS, YEAR, check_agreement, contestants
from rosters import roster_frame
from timing import Seconds, aside, command, in_turn

from openfisca_china_personnel import expected_budget, read_roster, simulate

RESULTS = Path(__file__).parent / "RESULTS.md"
ROUNDS = {10: 15, 10_000: 9, 1_000_000: 3}
"""Rows of a roster and how often it is measured."""
WITH_COMMAND = (10, 10_000)
COMMAND_ROUNDS = 5
CHANGES = 200
SCENARIO_ROUNDS = 2
CLI = ("-c", "from openfisca_china_personnel.cli import main; main()")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the million rows; writes no file")
    quick = parser.parse_args().quick
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for line in report(Path(folder), [rows for rows in ROUNDS if not quick or rows <= 10_000]):
            print(line, flush=True)
            lines.append(line)
    if not quick:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(folder: Path, sizes: list[int]) -> Iterator[str]:
    """The Markdown, line by line as it is measured."""
    yield "# Benchmarks"
    yield ""
    yield "Written by `python benchmarks/run.py`. Medians of several runs, in brackets the fastest and the slowest."
    yield "Ratios are medians of the ratios within each round, in which everything compared runs in turn."
    yield ""
    yield f"{_machine()}."
    yield ""
    yield from _starting(folder)
    for rows in sizes:
        yield from _roster(folder, rows)
    yield from _scenarios(folder, [rows for rows in sizes if rows >= 10_000])
    yield from _memory(folder, sizes[-1])


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars", "openfisca-core"))
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {libraries}"


def _starting(folder: Path) -> Iterator[str]:
    loads = [aside("load", folder) for _ in range(COMMAND_ROUNDS)]
    imports, systems = (Seconds(tuple(load[part] for load in loads)) for part in ("import", "system"))
    both = Seconds(tuple(load["import"] + load["system"] for load in loads))
    processes = in_turn({"nothing": command("-c", ""), "help": command(*CLI, "--help")}, COMMAND_ROUNDS)
    yield "## Starting"
    yield ""
    yield "| what | time |"
    yield "| --- | ---: |"
    yield f"| `import openfisca_china_personnel` and its system class | {imports} |"
    yield f"| `CountryTaxBenefitSystem()` | {systems} |"
    yield f"| both | {both} |"
    yield f"| `personnel-budget --help`, the whole process | {processes['help']} |"
    yield f"| a Python process that does nothing | {processes['nothing']} |"
    yield ""


def _roster(folder: Path, rows: int) -> Iterator[str]:
    path = folder / f"{rows}.csv"
    roster_frame(rows).write_csv(path)
    roster = read_roster(path, year=YEAR)
    check_agreement(roster)
    roster.table.write_parquet(path.with_suffix(".parquet"))
    rounds = ROUNDS[rows]
    reading = in_turn({"read": partial(read_roster, path, year=YEAR)}, rounds)["read"]
    seconds = in_turn(contestants(roster), rounds)
    budget = seconds[BUDGET]
    yield f"## {rows:,} rows"
    yield ""
    yield f"| what | time | rows/s | `{BUDGET}` takes |"
    yield "| --- | ---: | ---: | ---: |"
    yield f"| `read_roster` (CSV, {roster_frame(1).width} columns) | {reading} | {_rate(rows, reading)} | |"
    yield f"| `{BUDGET}` | {budget} | {_rate(rows, budget)} | |"
    for name in (STRETCHES, TWELVE_MONTHS, PLAIN_OPENFISCA):
        other = seconds[name]
        yield f"| {name} | {other} | {_rate(rows, other)} | {budget.ratio_to(other):.2g} × |"
    if rows in WITH_COMMAND:
        run = command(*CLI, "budget", str(path), "--year", str(YEAR), "--format", "json")
        whole = in_turn({"command": run}, COMMAND_ROUNDS)["command"]
        yield f"| `personnel-budget budget`, the whole process | {whole} | {_rate(rows, whole)} | |"
    yield ""


def _scenarios(folder: Path, sizes: list[int]) -> Iterator[str]:
    """A simulation computes two budgets, makes the changes and explains the difference."""
    yield f"## A scenario of {CHANGES} changes"
    yield ""
    yield "| rows | `simulate` | `expected_budget` | `simulate` takes |"
    yield "| ---: | ---: | ---: | ---: |"
    for rows in sizes:
        roster = read_roster(folder / f"{rows}.csv", year=YEAR)
        asked = scenario_of(roster, CHANGES, YEAR)
        seconds = in_turn(
            {"simulate": partial(simulate, roster, asked), BUDGET: partial(expected_budget, roster, YEAR)},
            SCENARIO_ROUNDS,
        )
        simulated, budget = seconds["simulate"], seconds[BUDGET]
        yield f"| {rows:,} | {simulated} | {budget} | {simulated.ratio_to(budget):.2g} × |"
    yield ""


def _memory(folder: Path, rows: int) -> Iterator[str]:
    yield f"## Memory, {rows:,} rows"
    yield ""
    yield "The peak of a process that does this alone, and how much of it came on top of a roster already read."
    yield ""
    yield "| what | peak | on top |"
    yield "| --- | ---: | ---: |"
    yield f"| `read_roster` | {_megabytes(aside('read', folder / f'{rows}.csv')['peak'])} | |"
    for name in (BUDGET, STRETCHES, TWELVE_MONTHS, PLAIN_OPENFISCA):
        held = aside(name, folder / f"{rows}.parquet")
        on_top = None if held["peak"] is None else held["peak"] - held["before"]
        shown = f"`{name}`" if name == BUDGET else name
        yield f"| {shown} | {_megabytes(held['peak'])} | {_megabytes(on_top)} |"
    yield ""
    yield (
        f"`{BUDGET}` starts from the roster as read and gives ranges, employees' sides and notes besides the five "
        "amounts; the others start from arrays that stand ready and give the amounts only. All agree to the fen by "
        "unit and line, which is checked before anything is timed."
    )


def _rate(rows: int, seconds: Seconds) -> str:
    return f"{rows / seconds.median:,.0f}"


def _megabytes(size: float | None) -> str:
    return "not told by this system" if size is None else f"{size:,.0f} MB"


if __name__ == "__main__":
    main()
