"""What things cost: one more head of each rank, and the housing fund at other rates."""

from __future__ import annotations

from openfisca_china_personnel.costs.fund_rates import FundAtRates, fund_at_rates
from openfisca_china_personnel.costs.marginal import MarginalCosts, marginal_costs
from openfisca_china_personnel.costs.next_head import NextHead, next_heads

__all__ = ["FundAtRates", "MarginalCosts", "NextHead", "fund_at_rates", "marginal_costs", "next_heads"]
