"""The whole command from a file to its figures, by one process and by two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import Bench, megabytes
from machine import cores
from timing import Seconds, aside, command, in_turn
from whole_command import CLI, arguments, takes_workers

FEW_ROWS = 10
FILES = (("Parquet", "parquet", 10_000_000), ("CSV", "csv", 1_000_000))
ROUNDS = 3


def measure(bench: Bench) -> Iterator[str]:
    yield "## End to end: `personnel-budget budget`"
    yield ""
    yield "The whole process from its start to the last figure, less a run on ten rows in the same round. The peak is"
    yield "that of the process and, where it starts others, the largest of them for every other worker."
    yield ""
    yield "| file | rows | workers | time, start-up off | rows/s | of one worker's time | peak |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, ending, most in FILES:
        rows = bench.up_to(most)
        path, few = bench.roster(rows, ending), bench.roster(FEW_ROWS, ending)
        bench.figures |= {f"{name} rows": rows, f"{name} bytes a row": path.stat().st_size / rows}
        seconds = _less_start(path, few)
        for workers, each in seconds.items():
            peak = _peak(path, workers)
            bench.figures[f"{name} {workers} rows/s"] = rows / each.median
            bench.figures[f"{name} {workers} MB"] = peak or 0.0
            ratio = "" if workers == 1 else f"{each.ratio_to(seconds[1]):.2f} ×"
            done = f"{rows / each.median:,.0f}"
            yield f"| {name} | {rows:,} | {workers} | {each} | {done} | {ratio} | {megabytes(peak)} |"
    if _workers() == (1,):
        yield ""
        yield f"One worker only: this machine has {cores()} core(s), or `budget` takes no `--workers`."


def _workers() -> tuple[int, ...]:
    return (1, 2) if cores() > 1 and takes_workers() else (1,)


def _less_start(path: Path, few: Path) -> dict[int, Seconds]:
    """By workers the time of each round, less that of ten rows, which one process computes however many may be used."""
    runs = {workers: command(*CLI, *arguments(path, workers)) for workers in _workers()}
    named = {str(workers): run for workers, run in runs.items()} | {"few": command(*CLI, *arguments(few, 1))}
    found = in_turn(named, ROUNDS, warm=0)
    return {workers: found[str(workers)].less(found["few"]) for workers in runs}


def _peak(path: Path, workers: int) -> float | None:
    held = aside("budget", path, str(workers))
    if held["peak"] is None or workers == 1:
        return held["peak"]
    # The process itself is one of the workers.
    return float(held["peak"] + (workers - 1) * held["worker"])
