"""``python benchmarks``: measure, print the results as Markdown and write them to ``RESULTS.md``.

One run on one machine; what travels to another machine are the ratios. Each section is written when it is measured; one
that fails leaves what was there and is named at the end. The short table is written when every section was measured,
here and in the pages that quote it. ``--quick`` tries everything on small rosters and writes nothing.
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
from sections import write_section
from summary import NAMES, quote, summary

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small rosters; writes no file")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=[], help="these sections only")
    asked = parser.parse_args()
    names = asked.only or list(SECTIONS)
    if asked.only and not asked.quick and described() not in _page():
        sys.exit("RESULTS.md was measured on another machine or with other libraries: measure everything again.")
    if not asked.quick and not asked.only:
        write_section(RESULTS, "about", about())
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), quick=asked.quick)
        failed = [name for name in names if not _measured(name, bench)]
    if not asked.quick and not asked.only and not failed:
        for language, name in NAMES.items():
            write_section(RESULTS, name, summary(bench.figures, described(), language))
        print("quoted in", ", ".join(quote(_page())) or "no page", flush=True)
    elif asked.quick and not asked.only:
        print("\n".join(summary(bench.figures, described(), "en")))
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def about() -> Iterator[str]:
    """What the figures are and where they were measured."""
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench` (`python benchmarks`), a section at a time. Medians of several runs, in brackets the"
    yield "fastest and the slowest. Ratios are medians of the ratios within each round, in which everything compared"
    yield "runs in turn. A row is one person's year whatever its headcount. Other runs differ, their ratios less."
    yield ""
    yield f"{described()}."
    busy = load()
    if busy is not None and busy > 0.5:
        yield ""
        yield f"Other work ran on the machine ({busy:.1f} processes at the start): times are too long, ratios nearer."


def _measured(name: str, bench: Bench) -> bool:
    started, lines = time.perf_counter(), []
    try:
        for line in SECTIONS[name](bench):
            print(line, flush=True)
            lines.append(line)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the other sections are still wanted
        traceback.print_exception(error)
        return False
    print(f"({name}: {time.perf_counter() - started:.0f} s)\n", file=sys.stderr, flush=True)
    if not bench.quick:
        write_section(RESULTS, name, lines)
    return True


def _page() -> str:
    return RESULTS.read_text("utf-8") if RESULTS.exists() else ""


if __name__ == "__main__":
    main()
