"""Whether the cost of a row stays the same from a thousand rows to ten million, read from files in blocks."""

from __future__ import annotations

from collections.abc import Iterator

from bench import Bench, megabytes
from timing import aside

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS = {1_000: 3, 10_000: 3, 100_000: 3, 1_000_000: 2, 10_000_000: 1}
CSV = (100_000, 1_000_000)


def measure(bench: Bench) -> Iterator[str]:
    yield "## By rows: a file read in blocks, one process, start-up left out"
    yield ""
    yield "The fastest of the runs (one of ten million rows). Computing covers the blanks, the five lines with ranges,"
    yield "and the notes. The peak is that of the whole process."
    yield ""
    yield "| file | rows | reading, ns a row | computing, ns a row | both, rows/s | peak |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    files = [("Parquet", "parquet", rows) for rows in SIZES] + [("CSV", "csv", rows) for rows in CSV]
    for name, ending, rows in files:
        if rows != bench.up_to(rows):
            continue
        path = bench.roster(rows, ending)
        runs = [aside("streamed", path) for _ in range(ROUNDS[rows])]
        reading, computing = (min(run[part] for run in runs) for part in ("reading", "computing"))
        bench.figures[f"streamed {name} {rows} ns"] = (reading + computing) / rows * 1e9
        done, peak = f"{rows / (reading + computing):,.0f}", megabytes(runs[-1]["peak"])
        yield f"| {name} | {rows:,} | {_ns(reading, rows)} | {_ns(computing, rows)} | {done} | {peak} |"


def _ns(seconds: float, rows: int) -> str:
    return f"{seconds / rows * 1e9:,.0f}"
