"""The parts of a roster that processes can read each for itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars

from openfisca_china_personnel.roster.frame_source import records_of

PARQUET_ENDING = ".parquet"


@dataclass(frozen=True)
class Partition:
    """Rows of a file that follow one another: ``first`` is how many records are before them; ``None`` is to the end.

    Only of a Parquet file are there parts; of others a partition is the whole.
    """

    path: Path
    first: int = 0
    number: int | None = None
    sheet: str | None = None


def partitions(source: Any, *, rows: int, sheet: str | None = None) -> list[Any]:
    """The parts of a roster, each of ``rows`` rows at most where it can be divided; ``roster_blocks`` takes them.

    A Parquet file is divided. The rows of a text file can only be found by reading it, so that it is one part, and so
    are workbooks; a dataframe is the one part itself. A path that cannot be read is one part, whose reading says why.
    """
    if not isinstance(source, (str, Path)):
        return [source]
    path = Path(source)
    whole = [Partition(path, sheet=sheet)]
    if path.suffix.casefold() != PARQUET_ENDING or sheet is not None:
        return list(whole)
    try:
        records = records_of(path)
    except (OSError, polars.exceptions.PolarsError):
        return list(whole)
    return [Partition(path, first, rows) for first in range(0, records, rows)] or list(whole)
