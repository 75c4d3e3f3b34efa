"""What holds of changes of every kind: nothing from nothing, order, size, months and people."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from budget.rows import CODES, HOUSING_FUND, amounts, by_month, roster
from openfisca_china_personnel.scenario import simulate
from scenario.made import PERSON, YEAR, made, months_of, scenario
from scenario.test_scenario_properties import MONTHS, SOME, present

RANKS = ("staff", "division_head", "section_head")
ROWS = [
    {**PERSON, "unit": unit, "rank": rank, "headcount": "30", "monthly_salary": wage}
    for unit, rank, wage in (
        ("甲", "staff", "8765.43"),
        ("甲", "division_head", "12345.67"),
        ("乙", "section_head", "9000"),
    )
]
ROWS[0] |= {"contributes_pension": "no"}


FEW = settings(SOME, max_examples=2)


def of_rank(rank):
    return {"where": {"rank": rank}}


def kinds(heads, since):
    """A change of every kind, each to people of one rank only."""
    return {
        "remove": {"headcount": str(heads), "from": since},
        "retire": {"headcount": str(heads), "from": since},
        "promote": {"headcount": str(heads), "from": since, "to": "deputy_director_general"},
        "raise": {"headcount": str(heads), "from": since, "percent": "7"},
        "enrol": {"headcount": str(heads), "from": since, "purchase_subsidy": "yes"},
        "assign": {"headcount": str(heads), "from": since, "housing_fund_rate": "8%"},
    }


KIND = st.sampled_from(sorted(kinds(1, "2024-01")))


@FEW
@given(MONTHS)
def test_what_changes_nothing_gives_no_difference(since):
    nothing = [
        {"raise": {"percent": "0", "from": since}},
        {"assign": {"housing_fund_rate": "12%", "from": since}},
        {"set": {"parameter": "pension.employer_rate", "value": "16%", "from": since}},
        {"assign": {"purchase_subsidy": "no", "headcount": "30", "from": since, **of_rank("section_head")}},
    ]
    outcome = simulate(roster(*ROWS, year=YEAR), scenario(*nothing, year=YEAR), base_rule="expected")
    assert {amount for _, _, amount in outcome.scenarios[0].difference} == {Decimal("0.00")}
    assert outcome.scenarios[0].budget.months == outcome.baseline.months
    assert outcome.scenarios[0].people == outcome.baseline_people


@FEW
@given(st.permutations([0, 1, 2]), st.tuples(KIND, KIND, KIND), st.tuples(MONTHS, MONTHS, MONTHS))
def test_changes_on_different_people_commute(order, chosen, since):
    changes = [
        {kind: {**kinds(heads, month)[kind], **of_rank(rank)}}
        for kind, month, rank, heads in zip(chosen, since, RANKS, (3, 5, 7), strict=True)
    ]
    first = made(ROWS, *changes, base_rule="expected").budgets[0]
    second = made(ROWS, *[changes[place] for place in order], base_rule="expected").budgets[0]
    assert first.items == second.items
    assert first.months == second.months
    assert first.units == second.units


@FEW
@given(KIND, MONTHS, st.integers(2, 15))
def test_costs_are_linear_in_whole_headcount(kind, since, heads):
    def difference(count):
        change = {kind: {**kinds(count, since)[kind], **of_rank("section_head")}}
        return amounts(made(ROWS, change, base_rule="expected").budgets[0])

    before = amounts(made(ROWS, {"raise": {"percent": "0", "from": since}}, base_rule="expected").budgets[0])
    one = [after - was for after, was in zip(difference(1), before, strict=True)]
    several = [after - was for after, was in zip(difference(heads), before, strict=True)]
    assert several == [heads * each for each in one]


@SOME
@given(st.integers(-20, 20), st.integers(1, 20), MONTHS)
def test_costs_are_monotone_in_pay(percent, more, since):
    funds = [
        amounts(made(ROWS, {"raise": {"percent": str(rise), "from": since}}, base_rule="expected").budgets[0])[2]
        for rise in (percent, percent + more)
    ]
    assert funds[0] <= funds[1]
    assert funds[0] < funds[1] or more < 2


@FEW
@given(st.integers(500, 1199), st.integers(1, 600), MONTHS)
def test_costs_are_monotone_in_the_rate(rate, more, since):
    higher = min(rate + more, 1200)
    rows = [{**row, "housing_fund_rate": ""} for row in ROWS]
    funds = []
    for hundredths in (rate, higher):
        value = f"{Decimal(hundredths) / 100}%"
        by_law = {"set": {"parameter": "housing_fund.rate.default", "value": value, "from": since}}
        by_rows = {"assign": {"housing_fund_rate": value, "from": since}}
        law, stated = (made(rows, change).budgets[0] for change in (by_law, by_rows))
        assert by_month(law, HOUSING_FUND) == by_month(stated, HOUSING_FUND)
        funds.append(amounts(law)[2])
    assert funds[0] <= funds[1]
    assert funds[0] < funds[1] or higher - rate < 2


@SOME
@given(
    st.lists(st.tuples(KIND, st.integers(1, 9), st.sampled_from(RANKS)), min_size=1, max_size=3),
    st.permutations(range(1, 13)),
)
def test_months_add_up_and_so_do_units_and_the_decomposition(chosen, months):
    changes = [
        {kind: {**kinds(heads, f"{YEAR}-{month:02d}")[kind], **of_rank(rank)}}
        for (kind, heads, rank), month in zip(chosen, months, strict=False)
    ]
    outcome = simulate(roster(*ROWS, year=YEAR), scenario(*changes, year=YEAR), base_rule="expected")
    (result,) = outcome.scenarios
    for place, code in enumerate(CODES):
        total = result.budget.items[place].amount
        assert sum(months_of(result.budget, code, 1, 12)) == total
        assert sum(unit.items[place].amount for unit in result.budget.units) == total
    assert {each.code for each in result.decomposition} == set(CODES)
    for each, (year, code, amount) in zip(result.decomposition, result.difference, strict=True):
        assert (each.code, year) == (code, YEAR)
        told = each.to_dict()
        assert told["to"] - told["from"] == amount == sum(part["amount"] for part in told["parts"])


@SOME
@given(st.sampled_from(["promote", "raise", "enrol", "assign"]), st.integers(1, 9), MONTHS, st.sampled_from(RANKS))
def test_nobody_comes_or_goes_but_by_adding_and_removing(kind, heads, since, rank):
    change = {kind: {**kinds(heads, since)[kind], **of_rank(rank)}}
    (people,) = made(ROWS, change).rosters
    assert set(present(people.table).values()) == {90_000_000}
    assert set(present(people.table, "active").values()) == {90_000_000}


@SOME
@given(st.integers(1, 30), MONTHS)
def test_a_transfer_moves_heads_from_unit_to_unit(heads, since):
    change = {"headcount": str(heads), "from": since, "where": {"unit": "甲"}, "to_unit": "乙"}
    (people,) = made(ROWS, {"transfer": change}).rosters
    for month, count in present(people.table.filter(people.table["unit"] == "乙")).items():
        assert count == (30 + heads if month >= since else 30) * 1_000_000
    assert set(present(people.table).values()) == {90_000_000}


@SOME
@given(st.integers(1, 30), st.integers(1, 11))
def test_a_transfer_there_and_back_changes_no_total(heads, month):
    rows = [{**ROWS[0], "person_id": "丙"}, *ROWS[1:]]
    there, back = (
        {"headcount": str(heads), "where": {"person_id": "丙", "unit": unit}, "to_unit": other, "from": since}
        for unit, other, since in (("甲", "乙", f"{YEAR}-{month:02d}"), ("乙", "甲", f"{YEAR}-{month + 1:02d}"))
    )
    budget = made(rows, {"transfer": there}, {"transfer": back}).budgets[0]
    before = made(rows, {"raise": {"percent": "0", "from": f"{YEAR}-01"}}).budgets[0]
    assert budget.months == before.months
    assert budget.items == before.items
    # A month of the staff's fund, 8765.43 × 12 % = 1051.85 → 1052, is the other unit's.
    assert amounts(before, "甲")[2] - amounts(budget, "甲")[2] == heads * 1052
