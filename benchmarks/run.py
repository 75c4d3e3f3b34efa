"""``python benchmarks``: measure, print the results as Markdown and write them to ``RESULTS.md``.

One run on one machine; what travels to another machine are the ratios. Each section is written when it is measured; one
that fails leaves what was there and is named at the end. The short tables are written when the sections that feed them
were measured, here and in the pages that quote them. ``--quick`` tries everything on small rosters, writing nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Measure
from machine import described, load
from measured import alone, changes, cores, documents, memory, scenarios, sizes, starting, units
from sections import section, write_section
from summary import TABLES, quote

RESULTS = Path(__file__).parent / "RESULTS.md"
SECTIONS: dict[str, Measure] = {
    "starting": starting.measure,
    "alone": alone.measure,
    "sizes": sizes.measure,
    "cores": cores.measure,
    "units": units.measure,
    "changes": changes.measure,
    "scenarios": scenarios.measure,
    "memory": memory.measure,
    "documents": documents.measure,
}


IN_TABLES = {"starting", "alone", "cores"}
"""The sections that the short tables take their figures from."""
QUICK = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"rosters of {QUICK:,} rows at most; writes no file")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), help="these sections only")
    parser.add_argument("--most-rows", type=int, default=Bench.most, help="the largest roster (default: %(default)s)")
    asked = parser.parse_args()
    whole = asked.only == list(SECTIONS)
    machine = described()
    if section(_page(), "about") and not whole and not asked.quick and machine not in _page():
        sys.exit("RESULTS.md was measured on another machine or with other libraries: measure everything again.")
    if not asked.quick and (whole or not section(_page(), "about")):
        write_section(RESULTS, "about", about(machine))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), min(asked.most_rows, QUICK) if asked.quick else asked.most_rows)
        failed = [name for name in asked.only if not _measured(name, bench, write=not asked.quick)]
    if set(asked.only) - set(failed) >= IN_TABLES:
        for name, (table, language) in TABLES.items():
            lines = list(table(bench.figures, machine, language))
            print("\n".join(lines), flush=True)
            if not asked.quick:
                write_section(RESULTS, name, lines)
        if not asked.quick:
            print("quoted anew in:", ", ".join(quote(_page())) or "no page", flush=True)
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def about(machine: str) -> Iterator[str]:
    """What the figures are and where they were measured."""
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench` (`python benchmarks`), a section at a time. Medians of several runs, in brackets the"
    yield "fastest and the slowest. Ratios are medians of the ratios within each round, in which everything compared"
    yield "runs in turn. A row is one person's year whatever its headcount. Other runs differ, their ratios less."
    yield ""
    yield f"{machine}."
    busy = load()
    if busy is not None and busy > 0.5:
        yield ""
        yield f"Other work ran on the machine ({busy:.1f} processes at the start): times are too long, ratios nearer."


def _measured(name: str, bench: Bench, *, write: bool) -> bool:
    started, lines = time.perf_counter(), []
    try:
        for line in SECTIONS[name](bench):
            print(line, flush=True)
            lines.append(line)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the other sections are still wanted
        traceback.print_exception(error)
        return False
    print(f"({name}: {time.perf_counter() - started:.0f} s)\n", file=sys.stderr, flush=True)
    if write:
        write_section(RESULTS, name, lines)
    return True


def _page() -> str:
    return RESULTS.read_text("utf-8") if RESULTS.exists() else ""


if __name__ == "__main__":
    main()
