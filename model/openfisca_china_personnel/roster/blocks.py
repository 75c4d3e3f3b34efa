"""A roster in blocks: files of any size, read without holding them.

    blocks = roster_blocks("roster.parquet", year=2024)
    for roster in blocks:          # rosters of at most 262,144 rows, each checked, without notes
        ...
    blocks.whole.notes()           # the notes on the whole roster, as ``read_roster`` gives them
    blocks.whole.units             # its units, in the order in which the rows name them

Parquet and text files (CSV, TSV) are streamed, XLSX files and dataframes are one block. Row numbers go on over the
blocks. From the first block in which something is wrong no further block is handed out, but the file is read to its
end, and then ``InputFaults`` is raised with the faults of all blocks (``MOST_FAULTS`` at most, and how many there are
besides). So whatever was made of the blocks before is to be thrown away when the loop raises. What only the whole file
shows (rows without a unit where later ones name one, different rates in one unit) is found over all blocks.

Several processes share one file by its partitions, each of which can be pickled:

    parts = partitions("roster.parquet", rows=5_000_000)
    blocks = roster_blocks(part, year=2024)      # in each process: the loop raises nothing for faulty rows
    whole = sum_of(blocks.whole for …)           # where they meet, in the order of the parts
    whole.check()                                # InputFaults with the faults of all parts
    whole.notes()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from typing import Any

from openfisca_china_personnel.roster.partitions import Partition
from openfisca_china_personnel.roster.reading import interpreted
from openfisca_china_personnel.roster.sources import grids_of
from openfisca_china_personnel.roster.table import Roster
from openfisca_china_personnel.roster.whole import Whole

ROWS_OF_A_BLOCK = 2**18


class RosterBlocks:
    """The checked blocks of a roster, to be gone through once; ``whole`` is what they say together.

    ``whole`` is complete when the loop is over, and raises ``RuntimeError`` before the first block.
    """

    def __init__(self, source: Any, *, year: int | None, sheet: str | None, rows: int) -> None:
        self._source, self._year, self._sheet, self._rows = source, year, sheet, rows
        self._whole: Whole | None = None

    @property
    def whole(self) -> Whole:
        """What is known after the blocks that were read so far."""
        if self._whole is None:
            message = "no block was read yet"
            raise RuntimeError(message)
        return self._whole

    def __iter__(self) -> Iterator[Roster]:
        self._whole = None
        grids = grids_of(self._source, self._sheet, self._rows)
        for roster, of_block in interpreted(grids, self._year):
            self._whole = of_block if self._whole is None else self._whole + of_block
            if self._whole.is_sound and roster.table.height:
                yield roster
        if not isinstance(self._source, Partition):
            self.whole.check()


def roster_blocks(
    source: Any, *, year: int | None = None, sheet: str | None = None, rows: int = ROWS_OF_A_BLOCK
) -> RosterBlocks:
    """The blocks of a file (its path), of a dataframe, or of a ``Partition``, of ``rows`` rows each at most.

    The other arguments are those of ``read_roster``. Going through the blocks raises what ``read_roster`` raises, but
    at the end; for a partition only what makes it unreadable, its faulty rows are for ``Whole.check`` of all of them.
    """
    return RosterBlocks(source, year=year, sheet=sheet, rows=rows)


def sum_of(parts: Iterable[Whole]) -> Whole:
    """What the parts of one file say together; they stand in the order of the file."""
    return reduce(add, parts)
