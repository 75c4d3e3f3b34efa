"""Some rows of a staffing, and all of them block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.uniform import rows_of

BLOCK = 131_072
"""Rows a simulation: few enough for the processor's cache, enough for what each simulation costs whatever its rows."""


def take(staffing: Staffing, rows: NDArray[numpy.int64] | slice) -> Staffing:
    """Some rows of a staffing."""
    if isinstance(rows, slice) and rows == slice(None):
        return staffing
    arrays = {
        field.name: rows_of(getattr(staffing, field.name), rows)
        for field in fields(staffing)
        if field.name not in ("year", "units")
    }
    return Staffing(year=staffing.year, units=staffing.units, **arrays)


def blocks(staffing: Staffing) -> Iterator[Staffing]:
    """The rows in runs of at most ``BLOCK``."""
    for first in range(0, staffing.size, BLOCK):
        yield take(staffing, slice(first, first + BLOCK))


def in_blocks(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """An array of an element a row in the same runs as ``blocks``."""
    for first in range(0, len(array), BLOCK):
        yield array[first : first + BLOCK]
