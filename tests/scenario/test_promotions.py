"""Promotion: rent and purchase subsidies at once, bases at the next reset only."""

from __future__ import annotations

from budget.rows import HOUSING_FUND, amounts, roster, yuan
from openfisca_china_personnel.scenario import simulate
from scenario.made import PERSON, made, months_of, of_month, scenario, texts

STAFF = {**PERSON, "rank": "staff", "headcount": "4", "purchase_subsidy": "yes"}
"""A month of one: 1,440, 720, 1,080, rent 70, purchase 800; of a section head rent 80, purchase 1,000."""
THREE = {"headcount": "3", "to": "section_head", "from": "2024-05"}


def test_subsidies_follow_the_new_rank_from_its_first_month():
    (budget,) = made(STAFF, {"promote": THREE}).budgets
    assert of_month(budget, 4) == yuan(5760, 2880, 4320, 280, 3200)  # four staff
    risen = yuan(5760, 2880, 4320, 310, 3800)  # 70 + 3 × 80, 800 + 3 × 1000
    assert of_month(budget, 5) == risen
    assert of_month(budget, 6) == risen
    # 12 × 5760, 12 × 2880, 12 × 4320, 4 × 280 + 8 × 310, 4 × 3200 + 8 × 3800
    assert amounts(budget) == [*yuan(69120, 34560, 51840, 3600, 43200)]


def test_who_is_taken_is_said():
    passed = made([STAFF, {**STAFF, "headcount": "2"}], {"promote": THREE})
    # 3 of 4 + 2: 2 and 1.
    assert texts(passed, "people_taken") == [
        (
            "情景“试”第 1 项（晋升，自 2024-05 起）按人数比例取自：第 2 行 2 人、第 3 行 1 人。",
            (
                "Scenario “试”, change 1 (promote, from 2024-05) takes people in proportion to headcount: 2 of row 2, "
                "1 of row 3."
            ),
        )
    ]


def test_a_new_wage_moves_the_fund_at_once_where_it_rests_on_expected_wages():
    passed = made(STAFF, {"promote": {**THREE, "monthly_salary": "10000"}}, base_rule="expected")
    (budget,) = passed.budgets
    # 4 × 1080; 1080 + 3 × 1200
    assert months_of(budget, HOUSING_FUND, 4, 6) == [*yuan(4320, 4680, 4680)]
    assert of_month(budget, 5)[:2] == yuan(5760, 2880)
    (note,) = [note for note in passed.notes if note.code == "raise_moves_bases_later"]
    assert note.months == ("2025-07",)


def test_a_new_wage_moves_bases_at_the_reset_of_the_next_year():
    change = {"promote": {**THREE, "headcount": "4", "from": "2023-05", "monthly_salary": "10000"}}
    first, second = made(STAFF, change, years=(2023, 2024)).budgets
    assert of_month(first, 12)[:3] == yuan(5760, 2880, 4320)
    assert of_month(second, 6)[:3] == yuan(5760, 2880, 4320)
    # (4 × 9000 + 8 × 10000) / 12 = 9666.67; × 16 % = 1546.67, × 8 % = 773.33, × 12 % = 1160
    assert of_month(second, 7)[:3] == yuan("6186.68", "3093.32", 4640)
    assert of_month(second, 8)[:3] == yuan("6186.68", "3093.32", 4640)


def test_without_a_new_wage_bases_stay():
    _, second = made(STAFF, {"promote": {**THREE, "from": "2023-05"}}, years=(2023, 2024)).budgets
    assert of_month(second, 12) == yuan(5760, 2880, 4320, 310, 3800)


def test_whoever_is_promoted_can_be_promoted_again_in_a_later_month():
    second = {"headcount": "1", "where": {"rank": "section_head"}, "to": "正处级", "from": "2024-08"}
    (budget,) = made(STAFF, {"promote": THREE}, {"promote": second}).budgets
    assert of_month(budget, 7)[3:] == yuan(310, 3800)
    assert of_month(budget, 8)[3:] == yuan(330, 4000)  # 70 + 2 × 80 + 100, 800 + 2 × 1000 + 1200


def test_a_promotion_every_year():
    change = {"promote": {**THREE, "headcount": "1", "where": {"rank": "staff"}, "from": "2022-05", "yearly": "是"}}
    passed = made(STAFF, change, years=(2022, 2023, 2024))
    rents = [[*of_month(budget, month)][3] for budget in passed.budgets for month in (4, 5)]
    # one more each May: 280, then 10 more each time
    assert rents == [*yuan(280, 290, 290, 300, 300, 310)]


def test_a_worker_who_becomes_an_official_is_no_worker_any_more():
    worker = {**PERSON, "rank": "senior_worker", "category": "工勤"}
    (roster,) = made(worker, {"promote": {"headcount": "1", "to": "technician", "from": "2024-07"}}).rosters
    assert roster.table.filter(roster.table["start_month"].is_not_null())["category"].to_list() == ["worker"]
    (roster,) = made(worker, {"promote": {"headcount": "1", "to": "副科级", "from": "2024-07"}}).rosters
    assert roster.table.filter(roster.table["start_month"].is_not_null())["category"].to_list() == [None]


def test_people_are_counted_in_their_rank_of_each_month():
    outcome = simulate(roster(STAFF, year=2024), scenario({"promote": THREE}, year=2024))
    (result,) = outcome.scenarios
    heads = [(each.month, each.rank, each.headcount) for each in result.people if each.month in ("2024-04", "2024-05")]
    assert heads == [("2024-04", "staff", 4), ("2024-05", "section_head", 3), ("2024-05", "staff", 1)]
    assert {(each.rank, each.headcount) for each in outcome.baseline_people} == {("staff", 4)}


def test_a_rank_that_follows_from_a_grade_name_is_said():
    passed = made(STAFF, {"promote": {**THREE, "to": "一级主任科员"}})
    assert {note.code for note in (*passed.notes, *passed.budgets[0].notes)} >= {"rank_from_grade_name"}
