"""The peak of memory of each way on top of a roster already read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from bench import Bench, megabytes
from contestants import BUDGET, FUSED, MODEL, PLAIN_OPENFISCA, STRETCHES, TWELVE_MONTHS
from timing import aside

ROWS = 1_000_000


def measure(bench: Bench) -> Iterator[str]:
    rows = bench.up_to(ROWS)
    yield f"## Memory: {rows:,} rows held at once"
    yield ""
    yield "The peak of a process that reads the roster whole and does this alone, and how much of it came on top of"
    yield "what was held before. A file read in blocks takes less: see “By rows”."
    yield ""
    yield "| what | peak | on top |"
    yield "| --- | ---: | ---: |"
    path = bench.roster(rows)
    for name in (MODEL, BUDGET, STRETCHES, TWELVE_MONTHS, PLAIN_OPENFISCA, FUSED):
        if name == FUSED and not find_spec("numba"):
            continue
        held = aside(name, path)
        on_top = None if held["peak"] is None else max(held["peak"] - held["before"], 0.0)
        yield f"| {name} | {megabytes(held['peak'])} | {megabytes(on_top)} |"
