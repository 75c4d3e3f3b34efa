"""The roster: people and what they earn, read from a file or a dataframe and checked."""

from __future__ import annotations

from openfisca_china_personnel.roster.blocks import RosterBlocks, roster_blocks, sum_of
from openfisca_china_personnel.roster.partitions import Partition, partitions
from openfisca_china_personnel.roster.reading import read_roster
from openfisca_china_personnel.roster.table import Roster
from openfisca_china_personnel.roster.units import of_unit
from openfisca_china_personnel.roster.whole import Whole

__all__ = [
    "Partition",
    "Roster",
    "RosterBlocks",
    "Whole",
    "of_unit",
    "partitions",
    "read_roster",
    "roster_blocks",
    "sum_of",
]
