"""Rosters written for one test, and the faults they raise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.roster import Roster, read_roster


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes text to a file and gives its path."""

    def write(text: str, *, encoding: str = "utf-8", name: str = "roster.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def read(csv_file: Callable[..., Path]) -> Callable[..., Roster]:
    """Reads a roster given as CSV text."""
    return lambda text, **options: read_roster(csv_file(text), **options)


@pytest.fixture
def faults(csv_file: Callable[..., Path]) -> Callable[..., tuple[Fault, ...]]:
    """The faults of a roster given as CSV text or as any source."""

    def found(source: Any, **options: Any) -> tuple[Fault, ...]:
        path = csv_file(source) if isinstance(source, str) else source
        with pytest.raises(InputFaults) as raised:
            read_roster(path, **options)
        return raised.value.faults

    return found


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook filled by a function that gets it from xlsxwriter."""

    def write(fill: Callable[[Any], None], name: str = "roster.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            fill(book)
        return path

    return write
