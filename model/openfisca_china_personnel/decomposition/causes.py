"""The five causes that may move a personnel line, and which facts of the roster belong to each."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_china_personnel.language import Text


@dataclass(frozen=True)
class Cause:
    """A cause of change: ``key`` is its word in JSON, ``columns`` the roster columns that move with it."""

    key: str
    name: Text
    columns: tuple[str, ...] = ()


HEADS = Cause(
    "heads",
    Text("人数", "heads"),
    (
        "unit",
        "status",
        "entry",
        "entry_month",
        "contributes_housing_fund",
        "contributes_pension",
        "purchase_subsidy",
    ),
)
"""Who is on the roster, and takes part in what; being there at all (first and last month) is part of it."""
PAY = Cause(
    "pay",
    Text("工资", "pay"),
    (
        "monthly_salary",
        "prior_year_monthly_salary",
        "housing_fund_base",
        "pension_base",
        "housing_fund_base_until_june",
        "pension_base_until_june",
        "entry_salary",
        "purchase_lump_sum",
        "lump_sum_month",
    ),
)
RANK_MIX = Cause("rank_mix", Text("职级结构", "rank mix"), ("rank", "category", "work_start"))
RULES = Cause("rules", Text("规则", "rules"), ("housing_fund_rate", "location"))
"""The law itself, and what decides which of its values apply."""
MONTHS = Cause("months", Text("月份", "months"))
"""That a new state does not hold for the whole year."""

CAUSES = (HEADS, PAY, RANK_MIX, RULES, MONTHS)
"""In the order in which they are always told."""
