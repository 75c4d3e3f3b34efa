"""The same model over rosters of any size: in blocks, over all cores, over a cluster."""

from __future__ import annotations

from openfisca_china_personnel.scale.budgeting import expected_budget

__all__ = ["expected_budget"]
