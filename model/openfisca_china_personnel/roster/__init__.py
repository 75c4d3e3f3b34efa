"""The roster: people and what they earn, read from a file or a dataframe and checked."""

from __future__ import annotations

from openfisca_china_personnel.roster.reading import read_roster
from openfisca_china_personnel.roster.table import Roster
from openfisca_china_personnel.roster.units import of_unit

__all__ = ["Roster", "of_unit", "read_roster"]
