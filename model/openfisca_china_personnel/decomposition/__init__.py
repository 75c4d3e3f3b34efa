"""Why a budget line changed: how much of the change each cause explains, adding up to the fen."""

from __future__ import annotations

from openfisca_china_personnel.decomposition.causes import CAUSES, YEARLY_CAUSES, Cause
from openfisca_china_personnel.decomposition.change import Change, Part
from openfisca_china_personnel.decomposition.explanation import decompose
from openfisca_china_personnel.decomposition.shapley import in_whole_fen, shapley

__all__ = ["CAUSES", "YEARLY_CAUSES", "Cause", "Change", "Part", "decompose", "in_whole_fen", "shapley"]
