"""The causes that may move a personnel line, and which facts of the roster belong to each."""

from __future__ import annotations

from dataclasses import dataclass

from openfisca_china_personnel.language import Text


@dataclass(frozen=True)
class Cause:
    """A cause of change: ``key`` is its word in JSON, ``columns`` the roster columns that move with it.

    ``laws`` are the beginnings of the paths of the law's values that move with it.
    """

    key: str
    name: Text
    columns: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()


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
"""Of scenarios, in the order in which they are always told."""

RATE = Cause(
    "rate",
    Text("比例", "rate"),
    ("housing_fund_rate",),
    ("housing_fund.rate.", "pension.employer_rate", "annuity.employer_rate"),
)
CAP_AND_FLOOR = Cause(
    "cap_and_floor",
    Text("上下限", "cap and floor"),
    laws=("housing_fund.base_cap", "housing_fund.base_floor", "pension.base_cap", "pension.base_floor"),
)
REST = Cause("rest", Text("其他", "rest"), ("location",), ("",))
"""Every other rule, places, and what belongs to no other cause."""

YEARLY_CAUSES = (HEADS, PAY, RANK_MIX, RATE, CAP_AND_FLOOR, MONTHS, REST)
"""From one year to another, where the law moves too: what is *rules* in a scenario is told in three."""


@dataclass(frozen=True)
class Question:
    """Which causes are asked about: ``causes`` in order, ``of_law`` those that values of the law move with.

    ``both_years``: two years are compared, in which everybody is concerned, and whose months may both be partly
    filled; what a scenario starts from is one year's roster.
    """

    causes: tuple[Cause, ...]
    of_law: tuple[Cause, ...]
    both_years: bool = False


OF_SCENARIO = Question(CAUSES, (RULES,))
OF_YEARS = Question(YEARLY_CAUSES, (RATE, CAP_AND_FLOOR, REST), both_years=True)
