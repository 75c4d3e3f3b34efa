"""Several years one by one are the several-year run."""

from __future__ import annotations

import pytest

from budget.rows import roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.scenario import simulate
from openfisca_china_personnel.scenario.application import apply
from openfisca_china_personnel.scenario.preparation import prepared
from openfisca_china_personnel.scenario.projection import next_year
from openfisca_china_personnel.scenario.uncertainty import central
from scenario.made import PERSON, made, scenario

YEARS = (2022, 2023, 2024)
ROWS = [
    {**PERSON, "headcount": "10", "birth_month": "1963-03", "sex": "男"},
    {
        **PERSON,
        "unit": "乙",
        "rank": "staff",
        "headcount": "7.5",
        "monthly_salary": "8765.43",
        "purchase_lump_sum": "9",
    },
    {
        **PERSON,
        "rank": "staff",
        "headcount": "3",
        "entry": "first_job",
        "start_month": "2022-04",
        "purchase_subsidy": "是",
    },
    {"unit": "乙", "rank": "staff", "location": "central_beijing", "housing_fund_base": "9999", "pension_base": "9998"},
    {**PERSON, "unit": "乙", "rank": "section_head", "start_month": "2023-05", "end_month": "2024-08"},
]
CHANGES = [
    {
        "add": {
            "headcount": "2",
            "unit": "甲",
            "rank": "staff",
            "monthly_salary": "7000",
            "entry": "first_job",
            "from": "2022-07",
            "yearly": "yes",
        }
    },
    {
        "promote": {
            "headcount": "2",
            "where": {"rank": "staff"},
            "to": "正科级",
            "monthly_salary": "9500",
            "from": "2022-05",
            "yearly": "yes",
        }
    },
    {"raise": {"percent": "4.5", "from": "2023-07"}},
    {"transfer": {"headcount": "1", "where": {"unit": "甲", "rank": "正处级"}, "to_unit": "乙", "from": "2023-03"}},
    {"retire": {"headcount": "1", "where": {"unit": "乙"}, "from": "2023-11"}},
    {"assign": {"housing_fund_rate": "10%", "where": {"rank": "staff"}, "from": "2024-02"}},
    {"remove": {"headcount": "2", "from": "2022-12", "yearly": "yes"}},
    {"set": {"parameter": "pension.employer_rate", "value": "15%", "from": "2023-05", "until": "2024-04"}},
]
ASSUMED = {"wage_growth": {"2023": "3%", "2024": "3.3%"}, "average_wage_growth": "2%"}


BASE_RULES = {"prior year": "prior_year", "甲 expected": {"甲": "expected"}}


@pytest.fixture(scope="module")
def whole():
    """The several-year run under each base rule."""
    return {
        name: made(ROWS, *CHANGES, years=YEARS, base_rule=rule, assumptions=ASSUMED)
        for name, rule in BASE_RULES.items()
    }


@pytest.mark.parametrize("name", BASE_RULES)
def test_each_year_follows_from_the_one_before(whole, name):
    base_rule, passed = BASE_RULES[name], whole[name]
    told = scenario(*CHANGES, years="2022-2024", assumptions=ASSUMED)
    on_expected = frozenset() if base_rule == "prior_year" else frozenset({"甲"})
    people = prepared(roster(*ROWS, year=2022), 2022)
    for place, year in enumerate(YEARS):
        if place:
            growth = central(told.assumptions.wage_growth.in_year(year))
            people = next_year(passed.rosters[place - 1], year - 1, growth, on_expected)
        changed = apply(told, people, year, by_age=True).roster
        budget = expected_budget(changed, year, base_rule=base_rule, system=passed.system)
        assert budget.items == passed.budgets[place].items
        assert budget.units == passed.budgets[place].units
        assert budget.months == passed.budgets[place].months


def test_a_run_of_more_years_begins_like_one_of_fewer(whole):
    before_2024 = [change for change in CHANGES if "assign" not in change]
    short = made(ROWS, *before_2024, years=YEARS[:2], assumptions=ASSUMED)
    assert [budget.months for budget in short.budgets] == [budget.months for budget in whole["prior year"].budgets[:2]]


def test_the_public_run_is_this_one():
    told = scenario(*CHANGES[:3], years="2022-2023", assumptions=ASSUMED)
    outcome = simulate(roster(*ROWS[:2], year=2022), told)
    passed = made(ROWS[:2], *CHANGES[:3], years=(2022, 2023), assumptions=ASSUMED)
    assert [budget.items for budget in outcome.scenarios[0].budgets] == [budget.items for budget in passed.budgets]
    assert len(outcome.scenarios[0].difference) == 10


def test_every_thread_keeps_its_heads_and_its_months_apart(whole):
    for year, people in zip(YEARS, whole["prior year"].rosters, strict=True):
        january = year * 12
        spans = {}
        for row in people.table.iter_rows(named=True):
            first = max(row["start_month"] or 0, january)
            last = min(row["end_month"] or 10**6, january + 11)
            spans.setdefault(row["thread"], []).append((first, last, row["headcount_millionths"]))
        for pieces in spans.values():
            assert len({heads for _, _, heads in pieces}) == 1
            months = [month for first, last, _ in pieces for month in range(first, last + 1)]
            assert len(months) == len(set(months))
