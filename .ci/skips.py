"""Reads pytest's JUnit reports, refuses skipped tests, and closes with the sum: ``N passed, N failed, N skipped``.

usage: skips.py TEST.xml TEST_ALL.xml

Two skips are allowed: another Python that the machine does not have, and tests that read the shared folder where that
folder does not lie beside the checkout.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

CHECKOUT = Path(__file__).resolve().parents[1]
MISSING_PYTHON = "missing Python"
NOT_BESIDE = "beside"
"""In the reason of every test that reads the shared folder: “… not beside the checkout”."""


@dataclass(frozen=True)
class Case:
    """One test of a report; ``skipped`` is the reason or ``None``."""

    name: str
    failed: bool
    skipped: str | None


def main(arguments: list[str]) -> int:
    """Print the refused skips and the sum; 1 where there is a failure, a refused skip or no test at all."""
    test, test_all = ([*cases(Path(report))] for report in arguments)
    shared = (CHECKOUT.parent / "shared" / "documents").is_dir()
    refused = [
        *refused_skips(test, without_shared_folder=not shared),
        *refused_skips(test_all, without_shared_folder=not shared),
    ]
    for case in refused:
        print(f"skipped, but must run here: {case.name}: {case.skipped}")
    everything = [*test, *test_all]
    failed = sum(case.failed for case in everything)
    skipped = sum(case.skipped is not None for case in everything) - len(refused)
    passed = len(everything) - failed - skipped - len(refused)
    print(f"{passed} passed, {failed + len(refused)} failed, {skipped} skipped")
    return 1 if failed or refused or not test or not test_all else 0


def refused_skips(report: list[Case], *, without_shared_folder: bool = False) -> Iterator[Case]:
    """The skipped tests of a report that had no good reason."""
    for case in report:
        if case.skipped is None or case.skipped.startswith(MISSING_PYTHON):
            continue
        if not (without_shared_folder and NOT_BESIDE in case.skipped):
            yield case


def cases(report: Path) -> Iterator[Case]:
    """The tests of a JUnit report; an expected failure counts as passed."""
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  written by our own pytest a moment ago
        skip = case.find("skipped")
        left_out = skip is not None and skip.get("type") == "pytest.skip"
        yield Case(
            name=f"{case.get('classname')}::{case.get('name')}",
            failed=case.find("failure") is not None or case.find("error") is not None,
            skipped=skip.get("message", "") if skip is not None and left_out else None,
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
