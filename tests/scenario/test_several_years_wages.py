"""Wages and bases from year to year: a base moves at the reset that follows a year of other wages, and only then."""

from __future__ import annotations

from budget.rows import HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, amounts, roster, yuan
from openfisca_china_personnel.scenario import simulate
from scenario.made import PERSON, made, months_of, of_month, scenario, texts

GROWTH = {"assumptions": {"wage_growth": "10%"}}
THREE = (2022, 2023, 2024)
SAME = yuan(1440, 720, 1080, 100, 0)


def without(row, *columns):
    return {key: value for key, value in row.items() if key not in columns}


def fen_of(passed, year, column):
    """A column of one year's people."""
    return passed.rosters[passed.years.index(year)].table[column].to_list()


def test_wage_growth_moves_the_base_at_the_next_reset_only():
    passed = made(PERSON, years=THREE, **GROWTH)
    # Wages 9000, 9900, 10890 from each January.
    assert [fen_of(passed, year, "monthly_salary") for year in THREE] == [[900000], [990000], [1089000]]
    _, second, third = passed.budgets
    assert of_month(second, 1) == of_month(second, 7) == of_month(second, 12) == SAME
    assert of_month(third, 6) == SAME
    # The average of 2023: 9900 × 16 %, 8 %, 12 %
    assert of_month(third, 7) == of_month(third, 8) == yuan(1584, 792, 1188, 100, 0)


def test_growth_may_differ_by_year_and_is_none_where_no_year_is_named():
    passed = made(PERSON, years=THREE, assumptions={"wage_growth": {"2024": "5%"}})
    assert [fen_of(passed, year, "monthly_salary") for year in THREE] == [[900000], [900000], [945000]]


def test_growth_is_rounded_half_up_to_the_fen():
    passed = made({**PERSON, "monthly_salary": "8333.35"}, years=(2023, 2024), assumptions={"wage_growth": "10%"})
    assert fen_of(passed, 2024, "monthly_salary") == [916669]  # 9166.685


def test_what_is_assumed_of_wages_is_said():
    passed = made(PERSON, years=THREE, **GROWTH)
    assert texts(passed, "wage_growth_assumed") == [
        (
            "情景“试”的假设：月工资自 2023 年起每年一月增长 10%。",
            "Assumed by the scenario “试”: wages grow by 10% each January from 2023.",
        )
    ]
    assert not texts(made(PERSON, years=(2022,), **GROWTH), "wage_growth_assumed")
    by_year = made(PERSON, years=(2022, 2023), assumptions={"wage_growth": {"2024": "5%", "2023": "3%"}})
    assert "2023 年 3%、2024 年 5%" in texts(by_year, "wage_growth_assumed")[0][0]


def test_last_years_wage_serves_until_the_reset_of_the_second_year():
    row = {**PERSON, "prior_year_monthly_salary": "8000"}
    first, second = made(row, years=(2023, 2024), **GROWTH).budgets
    assert of_month(first, 12)[:3] == of_month(second, 6)[:3] == yuan(1280, 640, 960)
    assert of_month(second, 7)[:3] == yuan(1440, 720, 1080)  # the average of 2023: 9000


def test_a_wage_known_of_last_year_only_goes_on():
    row = {**without(PERSON, "monthly_salary"), "prior_year_monthly_salary": "9000"}
    passed = made(row, years=THREE, **GROWTH)
    assert fen_of(passed, 2023, "monthly_salary") == [990000]
    assert of_month(passed.budgets[2], 7)[:3] == yuan(1584, 792, 1188)


def test_a_first_job_stays_on_the_entry_wage_until_the_reset_of_the_second_year():
    row = {**PERSON, "entry": "first_job", "start_month": "2022-03", "monthly_salary": "8000"}
    rise = {"raise": {"amount": "1200", "from": "2022-09"}}
    first, second, third = made(row, rise, years=THREE).budgets
    # 8000 × 16 % = 1280; the fund 8000 × 12 % = 960 from the second month
    assert months_of(first, PENSION, 2, 4) == [*yuan(0, 1280, 1280)]
    assert months_of(first, HOUSING_FUND, 2, 5) == [*yuan(0, 0, 960, 960)]
    assert of_month(first, 12)[:3] == of_month(second, 6)[:3] == yuan(1280, 640, 960)
    # (6 × 8000 + 4 × 9200) / 10 = 8480: 1356.80, 678.40, 1017.60 → 1018
    assert of_month(second, 7)[:3] == of_month(third, 6)[:3] == yuan("1356.80", "678.40", 1018)
    assert of_month(third, 7)[:3] == yuan(1472, 736, 1104)  # 9200, the whole of 2023


def test_a_transfer_in_stays_on_the_entry_wage_too():
    row = {**PERSON, "entry": "调入", "start_month": "2023-03", "prior_year_monthly_salary": "7500"}
    first, second = made(row, {"raise": {"percent": "10", "from": "2023-08"}}, years=(2023, 2024)).budgets
    assert months_of(first, HOUSING_FUND, 2, 3) == [*yuan(0, 1080)]
    assert of_month(second, 6)[:3] == SAME[:3]
    # (5 × 9000 + 5 × 9900) / 10 = 9450: 1512, 756, 1134
    assert of_month(second, 7)[:3] == yuan(1512, 756, 1134)


def test_a_first_job_of_the_second_year():
    joins = {"add": {**without(PERSON, "unit"), "monthly_salary": "10000", "headcount": "2", "entry": "first_job"}}
    joins["add"]["from"] = "2023-11"
    _, second, third = made(PERSON, joins, years=THREE).budgets
    assert months_of(second, PENSION, 10, 12) == [*yuan(1440, 4640, 4640)]  # + 2 × 1600
    assert months_of(second, HOUSING_FUND, 10, 12) == [*yuan(1080, 1080, 3480)]  # + 2 × 1200
    assert of_month(third, 1)[:3] == of_month(third, 7)[:3] == yuan(4640, 2320, 3480)


def test_added_people_every_year():
    joins = {"add": {**without(PERSON, "unit"), "headcount": "1", "from": "2022-07", "yearly": "yes"}}
    passed = made(PERSON, joins, years=THREE)
    assert [month for budget in passed.budgets for month in months_of(budget, PENSION, 6, 7)] == [
        *yuan(1440, 2880, 2880, 4320, 4320, 5760)
    ]
    assert [note.rows for note in passed.notes if note.code == "people_added"] == [(3,), (4,), (5,)]


def test_bases_that_the_roster_states_serve_until_the_reset_of_the_second_year():
    row = {**PERSON, "housing_fund_base": "12000", "pension_base": "11000", "housing_fund_base_until_june": "7000"}
    first, second = made(row, years=(2023, 2024), **GROWTH).budgets
    assert of_month(first, 6)[:3] == yuan(1760, 880, 840)
    assert of_month(first, 7)[:3] == of_month(second, 6)[:3] == yuan(1760, 880, 1440)
    assert of_month(second, 7)[:3] == SAME[:3]


def test_expected_wages_count_from_january():
    passed = made({**PERSON, "housing_fund_base": "12000"}, years=(2023, 2024), base_rule="expected", **GROWTH)
    first, second = passed.budgets
    assert of_month(first, 12)[:3] == yuan(1440, 720, 1440)
    assert of_month(second, 1)[:3] == of_month(second, 7)[:3] == yuan(1440, 720, 1188)  # 9900


def test_each_unit_keeps_its_own_base_rule():
    rows = [PERSON, {**PERSON, "unit": "乙"}]
    _, second = made(rows, years=(2023, 2024), base_rule={"乙": "expected"}, **GROWTH).budgets
    assert months_of(second, HOUSING_FUND, 1, 1) == [*yuan(1080 + 1188)]


def test_rows_known_by_their_bases_alone_follow_raises():
    row = {**without(PERSON, "monthly_salary"), "housing_fund_base": "12000", "pension_base": "11000"}
    first, second = made(row, {"raise": {"percent": "10", "from": "2023-07"}}, years=(2023, 2024)).budgets
    assert of_month(first, 12)[:3] == of_month(second, 6)[:3] == yuan(1760, 880, 1440)
    # Half a year at 110 %: bases × 1.05: 11550, 12600
    assert of_month(second, 7)[:3] == yuan(1848, 924, 1512)


def test_rows_known_by_their_bases_alone_rest_on_a_wage_once_it_is_stated():
    row = {**without(PERSON, "monthly_salary"), "housing_fund_base": "12000", "pension_base": "11000"}
    change = {"assign": {"monthly_salary": "9000", "from": "2022-07"}}
    first, second, third = made(row, change, years=THREE).budgets
    assert of_month(first, 12)[:3] == of_month(second, 6)[:3] == yuan(1760, 880, 1440)
    # (6 × 11000 + 6 × 9000) / 12 = 10000, the pension's base standing for the wage until July; then 9000
    assert of_month(second, 7)[:3] == of_month(third, 6)[:3] == yuan(1600, 800, 1200)
    assert of_month(third, 7)[:3] == yuan(1440, 720, 1080)


def test_a_row_known_by_the_funds_base_alone_goes_on():
    row = {**without(PERSON, "monthly_salary"), "housing_fund_base": "8000", "contributes_pension": "否"}
    _, second, third = made(row, years=THREE, **GROWTH).budgets
    assert of_month(second, 6)[:3] == of_month(second, 7)[:3] == of_month(third, 6)[:3] == yuan(0, 0, 960)
    assert of_month(third, 7)[:3] == yuan(0, 0, 1056)  # 8000 × 1.1 × 12 %


def test_lump_sums_are_paid_in_the_first_year_only():
    row = {**PERSON, "purchase_lump_sum": "500", "lump_sum_month": "3"}
    first, second = made(row, years=(2023, 2024), **GROWTH).budgets
    assert (amounts(first)[4], amounts(second)[4]) == yuan(500, 0)


def test_a_lump_sum_that_a_scenario_assigns_later_is_paid_then():
    change = {"assign": {"purchase_lump_sum": "500", "from": "2024-02"}}
    first, second = made({**PERSON, "purchase_lump_sum": "7"}, change, years=(2023, 2024)).budgets
    assert months_of(first, PURCHASE_SUBSIDY, 12, 12) == [*yuan(7)]
    assert months_of(second, PURCHASE_SUBSIDY, 1, 12) == [*yuan(*[0] * 11, 500)]


def test_whoever_left_is_gone():
    for rows, changes in (
        ([{**PERSON, "end_month": "2023-10"}], []),
        ([PERSON], [{"remove": {"headcount": "1", "from": "2023-11"}}]),
    ):
        first, second = made(rows, *changes, years=(2023, 2024), **GROWTH).budgets
        assert months_of(first, PENSION, 10, 11) == [*yuan(1440, 0)]
        assert set(amounts(second)) == set(yuan(0))


def test_whoever_retired_keeps_the_rent_subsidy_alone():
    _, second = made(PERSON, {"retire": {"headcount": "1", "from": "2023-11"}}, years=(2023, 2024), **GROWTH).budgets
    assert amounts(second) == [*yuan(0, 0, 0, 1200, 0)]


def test_whoever_comes_in_a_later_year_comes_then_and_on_the_stated_wage():
    rows = [PERSON, {**PERSON, "start_month": "2024-03", "entry": "first_job"}]
    passed = made(rows, years=(2023, 2024), **GROWTH)
    first, second = passed.budgets
    assert months_of(first, PENSION, 12, 12) == [*yuan(1440)]
    assert months_of(second, PENSION, 2, 3) == [*yuan(1440, 2880)]
    assert months_of(second, HOUSING_FUND, 2, 4) == [*yuan(1080, 1080, 2160)]
    assert fen_of(passed, 2024, "monthly_salary") == [990000, 900000]


def test_an_average_counts_only_the_months_on_the_roster():
    # From September 2023 on: 2 months at 9000, 2 at 9900: 9450
    row = {**PERSON, "start_month": "2023-09"}
    _, second = made(row, {"raise": {"percent": "10", "from": "2023-11"}}, years=(2023, 2024)).budgets
    assert of_month(second, 7)[:3] == yuan(1512, 756, 1134)


def test_an_average_is_rounded_half_up_to_the_fen():
    for month, amount, fen in (("05", "1000", 966_667), ("07", "0.01", 900_001), ("08", "0.01", 900_000)):
        # (4 × 9000 + 8 × 10000) / 12 = 9666.666…; six months of a fen more: 9000.005; five: 9000.0042
        passed = made(PERSON, {"raise": {"amount": amount, "from": f"2023-{month}"}}, years=(2023, 2024))
        assert fen_of(passed, 2024, "prior_year_monthly_salary")[-1] == fen, month


def test_a_fund_that_is_reset_in_january_follows_at_once():
    # The central fund's reset was in January in 2015 and 2016; the pension's rate was 20 %.
    row = {**PERSON, "prior_year_monthly_salary": "8000"}
    first, second = made(row, {"raise": {"percent": "10", "from": "2015-07"}}, years=(2015, 2016)).budgets
    assert of_month(first, 12)[:3] == yuan(1600, 640, 960)
    # (6 × 9000 + 6 × 9900) / 12 = 9450
    assert of_month(second, 1)[:3] == of_month(second, 6)[:3] == yuan(1600, 640, 1134)
    assert of_month(second, 7)[:3] == yuan(1890, 756, 1134)


def test_that_several_years_were_projected_is_said():
    change = scenario({"raise": {"percent": "5", "from": "2023-07"}}, years="2023-2024")
    outcome = simulate(roster(PERSON, year=2023), change)
    assert outcome.years == (2023, 2024)
    assert [note.code for note in outcome.notes].count("several_years") == 1
    assert {year for year, _, _ in outcome.scenarios[0].difference} == {2023, 2024}
    assert [
        amount for year, code, amount in outcome.scenarios[0].difference if (year, code) == (2024, HOUSING_FUND)
    ] == [
        *yuan(162)  # 6 × 27
    ]
