"""One more head of each rank, against hand arithmetic and against a budget with that head in it.

One person of 9,000 yuan, a division head at 12 %, costs 1,440 pension, 720 annuity, 1,080 fund and 100 rent a month.
"""

from __future__ import annotations

from decimal import Decimal

import polars
import pytest

from budget.rows import CODES, PLAIN, amounts, budget, roster, yuan
from openfisca_china_personnel.costs import marginal_costs, next_heads
from openfisca_china_personnel.roster import read_roster

YEAR = 2024
BARE = {"rank": "division_head", "location": "central_beijing"}


def costs(*rows, year=YEAR):
    return marginal_costs(roster(*rows, year=year), year)


def of(found, rank, month, location="central_beijing"):
    """The six amounts (five lines and the total) of a rank from a month (1 … 12) on."""
    where = (rank, location, f"{found.year}-{month:02d}")
    return [row.amount for row in found.rows if (row.rank, row.location, row.month) == where]


def salary(found, rank):
    (one,) = {row.monthly_salary for row in found.rows if row.rank == rank}
    return one


def codes(found):
    return [note.code for note in found.notes]


def test_a_whole_year_and_every_shorter_one():
    found = costs(PLAIN)
    # A month: 1440 + 720 + 1080 + 100 = 3340; from month m on 13 − m months.
    for month in range(1, 13):
        left = 13 - month
        expected = yuan(1440 * left, 720 * left, 1080 * left, 100 * left, 0, 3340 * left)
        assert of(found, "division_head", month) == list(expected)


def test_the_wage_is_the_average_by_headcount_half_up_to_the_fen():
    rows = ({**BARE, "monthly_salary": "9000.00", "headcount": "2"}, {**BARE, "monthly_salary": "9000.01"})
    # (2 × 900000 + 900001) ÷ 3 = 900000.33 fen → 900000
    assert salary(costs(*rows), "division_head") == Decimal("9000.00")
    rows = ({**BARE, "monthly_salary": "9000.00"}, {**BARE, "monthly_salary": "9000.01"})
    # 900000.5 fen → 900001
    assert salary(costs(*rows), "division_head") == Decimal("9000.01")
    rows = ({**BARE, "monthly_salary": "9000", "headcount": "0.5"}, {**BARE, "monthly_salary": "6000"})
    # (0.5 × 9000 + 6000) ÷ 1.5 = 7000
    assert salary(costs(*rows), "division_head") == Decimal("7000.00")


def test_a_wage_of_last_year_stands_in_for_a_blank_one():
    rows = ({**BARE, "prior_year_monthly_salary": "8000"}, {**BARE, "monthly_salary": "9000"})
    assert salary(costs(*rows), "division_head") == Decimal("8500.00")


def test_rows_without_a_wage_say_nothing_about_it():
    bases = {**BARE, "housing_fund_base": "7000", "pension_base": "7000"}
    rows = (bases, {**BARE, "monthly_salary": "9000"})
    assert salary(costs(*rows), "division_head") == Decimal("9000.00")
    found = costs(bases, {**BARE, "rank": "staff", "monthly_salary": "9000"})
    assert salary(found, "division_head") is None
    assert of(found, "division_head", 1) == [None] * 6
    (note,) = [note for note in found.notes if note.code == "marginal_cost_no_wage"]
    assert note.rows == (2,)
    assert of(found, "staff", 12) == list(yuan(1440, 720, 1080, 70, 0, 3310))


@pytest.mark.parametrize(
    ("rates", "fund"),
    [
        (("8%", "8%"), 720),  # 9000 × 8 %
        (("8%", "10%"), 1080),  # they differ: the default, 12 %
        (("8%", None), 1080),  # one is blank
    ],
)
def test_the_rate_is_the_rows_own_where_all_state_the_same(rates, fund):
    rows = [{**BARE, "monthly_salary": "9000", "housing_fund_rate": rate} for rate in rates]
    assert of(costs(*rows), "division_head", 12)[2] == Decimal(fund)


@pytest.mark.parametrize(("entitled", "subsidy"), [(("yes", "yes"), 960), (("yes", "no"), 0), (("yes", None), 0)])
def test_the_purchase_subsidy_needs_everybodys_entitlement(entitled, subsidy):
    rows = [{**PLAIN, "purchase_subsidy": each} for each in entitled]
    found = of(costs(*rows), "division_head", 12)[4]
    # The amount of a division head, as a budget of one has it; a twelfth of the year.
    assert (found > 0) == (subsidy > 0)
    one = amounts(budget({**PLAIN, "purchase_subsidy": "yes"}))[4]
    assert found == (one / 12 if subsidy else 0)


def test_it_is_what_a_budget_with_that_head_costs_more():
    people = [
        {**PLAIN, "headcount": "3"},
        {**BARE, "rank": "staff", "monthly_salary": "7654.32"},
        {**BARE, "rank": "senior_worker", "monthly_salary": "40000", "housing_fund_rate": "7%"},
    ]
    found = costs(*people)
    before = budget(*people)
    for row in (PLAIN, *people[1:]):
        for month in (1, 2, 7, 12):
            joins = {**row, "headcount": "1", "entry": "transfer", "start_month": f"{YEAR}-{month:02d}"}
            after = budget(*people, joins)
            more = [b - a for a, b in zip(amounts(before), amounts(after), strict=True)]
            assert of(found, row["rank"], month) == [*more, sum(more)]


@pytest.mark.parametrize("rule", ["prior_year", "expected"])
def test_the_base_rule_makes_no_difference_to_somebody_who_transfers_in(rule):
    joins = {**PLAIN, "entry": "transfer", "start_month": f"{YEAR}-01"}
    assert of(costs(PLAIN), "division_head", 1)[:5] == amounts(budget(joins, base_rule=rule))


def test_locations_stand_apart_and_units_together():
    rows = (
        {**PLAIN, "unit": "甲"},
        {**PLAIN, "unit": "乙", "monthly_salary": "11000"},
        {**PLAIN, "unit": "乙", "location": "beijing"},
    )
    found = costs(*rows)
    assert [(head.rank, head.location, head.monthly_salary) for head in next_heads(roster(*rows), YEAR)] == [
        ("division_head", "central_beijing", 1_000_000),
        ("division_head", "beijing", 900_000),
    ]
    # Not modelled in Beijing city: the two subsidies and so the total.
    assert of(found, "division_head", 12, "beijing") == [*yuan(1440, 720, 1080), None, None, None]


def test_only_active_people_of_the_year_have_a_next_head():
    rows = (
        PLAIN,
        {**BARE, "rank": "staff", "status": "retired"},
        {**BARE, "rank": "section_head", "monthly_salary": "9000", "headcount": "0"},
        {**BARE, "rank": "minister", "monthly_salary": "9000", "end_month": "2023-12"},
        {**BARE, "rank": "vice_minister", "monthly_salary": "9000", "start_month": "2025-01"},
    )
    assert {row.rank for row in costs(*rows).rows} == {"division_head"}


def test_a_roster_of_nobody_active_has_no_costs():
    found = costs({"status": "retired", "location": "central_beijing"})
    assert (found.rows, found.notes) == ((), ())
    assert found.to_frame().height == 0


def test_a_gap_in_the_law_leaves_the_line_and_the_total_open():
    # In 2023-01 to 06 the central floor lies between 2,200 and 2,420 yuan: a wage of 2,300 is not known to be lifted.
    found = costs({**BARE, "monthly_salary": "2300"}, year=2023)
    assert "gap_in_law" in codes(found)
    january = of(found, "division_head", 1)
    assert january[2] is None
    assert january[5] is None
    assert of(found, "division_head", 12)[2] == Decimal(290)  # 2420 × 12 % = 290.40 → 290


def test_the_notes_name_no_rows_that_the_roster_has_not():
    found = costs(PLAIN, year=2023)
    assert codes(found)[0] == "marginal_cost_rule"
    assert "uncertain_value" in codes(found)
    assert not any(note.rows for note in found.notes)
    for note in found.notes:
        assert note.text.zh
        assert note.text.en.isascii() or note.code != "marginal_cost_rule"


def test_json_and_frame_carry_the_same():
    found = costs(PLAIN)
    assert found.to_dict()["rows"][5] == {
        "rank": "division_head",
        "location": "central_beijing",
        "monthly_salary": Decimal("9000.00"),
        "month": "2024-01",
        "code": "total",
        "amount": Decimal("40080.00"),  # 12 × 3340
    }
    frame = found.to_frame()
    assert frame.height == 12 * 6
    assert frame["code"].unique(maintain_order=True).to_list() == [*CODES, "total"]
    assert frame.schema["amount"] == polars.Decimal(38, 2)


def test_a_wage_of_the_largest_rosters_is_exact():
    # Ten million heads at ten million yuan are 10²³ fen-millionths: beyond 64 bits.
    rows = {
        "headcount": ["10000000", "10000000"],
        "rank": ["staff", "staff"],
        "monthly_salary": ["10000000", "9999999.98"],
    }
    (head,) = next_heads(read_roster(polars.DataFrame(rows)), YEAR)
    assert head.monthly_salary == 999_999_999
