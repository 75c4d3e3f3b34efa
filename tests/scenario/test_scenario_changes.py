"""Adding, removing and retiring people, by hand arithmetic.

One person of 9,000 yuan, a division head at 12 %, costs 1,440 pension, 720 annuity, 1,080 fund and 100 rent a month.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.rows import CODES, HOUSING_FUND, PLAIN, PURCHASE_SUBSIDY, amounts, by_month, roster, yuan
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario import Scenario, simulate
from scenario.made import made

TEN = {**PLAIN, "headcount": "10", "unit": "甲"}
ADDED = {key: PLAIN[key] for key in ("rank", "monthly_salary", "housing_fund_rate")}


def scenario(*changes, name="试", year=2024):
    return Scenario.model_validate({"name": name, "year": str(year), "changes": list(changes)})


def add(heads, since, **columns):
    return {"add": {**ADDED, "headcount": str(heads), "from": since, **columns}}


def remove(heads, since, **where):
    return {"remove": {"headcount": str(heads), "from": since, "where": where}}


def retire(heads, since, **where):
    return {"retire": {"headcount": str(heads), "from": since, "where": where}}


def change(*changes, rows=(TEN,), year=2024):
    """What a scenario changes, line by line, and its result."""
    outcome = simulate(roster(*rows, year=year), scenario(*changes, year=year))
    (result,) = outcome.scenarios
    return [amount for _, _, amount in result.difference], result, outcome


def heads(result, month):
    return {each.rank: each.headcount for each in result.people if each.month == month}


def taken(outcome):
    return [note for note in outcome.notes if note.code == "people_taken"]


def test_adding_people():
    # Ten from July: six months.
    difference, result, outcome = change(add(10, "2024-07"))
    assert difference == list(yuan(86400, 43200, 64800, 6000, 0))
    assert heads(result, "2024-06") == {"division_head": 10}
    assert heads(result, "2024-07") == {"division_head": 20}
    (note,) = [note for note in outcome.notes if note.code == "people_added"]
    assert (note.rows, note.months) == ((3,), ("2024-07",))


def test_a_first_job_pays_the_fund_from_its_second_month():
    difference, *_ = change(add(10, "2024-07", entry="first_job"))
    assert difference == list(yuan(86400, 43200, 54000, 6000, 0))


def test_removing_people():
    # Three from October: nine months less, three months.
    difference, result, outcome = change(remove(3, "2024-10"))
    assert difference == list(yuan(-12960, -6480, -9720, -900, 0))
    assert heads(result, "2024-09") == {"division_head": 10}
    assert heads(result, "2024-10") == {"division_head": 7}
    (note,) = taken(outcome)
    assert (note.rows, note.months) == ((2,), ("2024-10",))


def test_retiring_people_keeps_their_rent_subsidy():
    # Two from September: four months of contributions less.
    difference, result, outcome = change(retire(2, "2024-09"))
    assert difference == list(yuan(-11520, -5760, -8640, 0, 0))
    assert heads(result, "2024-09") == {"division_head": 8}
    rent = next(item for item in result.budget.items if item.code == "2210202")
    assert [(part.code, part.amount) for part in rent.economic] == [("30102", *yuan(11200)), ("303", *yuan(800))]
    assert taken(outcome)[0].rows == (2,)
    assert set(result.rosters[0].table["status"]) == {"active", "retired"}


def test_retirement_stops_the_monthly_purchase_subsidy():
    difference, *_ = change(retire(1, "2024-11"), rows=({**TEN, "purchase_subsidy": "yes"},))
    assert difference[-1] == Decimal("-2400.00")  # 1200 × 2


@pytest.mark.parametrize("kind", [remove, retire])
def test_a_change_in_january_leaves_no_trace_of_the_year_before(kind):
    difference, result, outcome = change(kind(10, "2024-01"))
    rent = 0 if kind is retire else -12000
    assert difference == list(yuan(-172800, -86400, -129600, rent, 0))
    assert [unit.unit for unit in result.budget.units] == ["甲"]
    assert result.people == ()
    assert "not_in_year" not in {note.code for note in outcome.notes}


def test_decided_means_the_month_after():
    decided = {"remove": {"headcount": "3", "decided": "2024-09"}}
    assert change(decided)[0] == change(remove(3, "2024-10"))[0]


def test_people_are_taken_in_proportion_by_largest_remainder():
    # 5 of 10 + 7 + 3: 2.5, 1.75, 0.75 → 2, 1, 0 and the two left to the largest remainders, 0.75 each.
    rows = [{**TEN, "headcount": str(count)} for count in (10, 7, 3)]
    outcome = made(rows, remove(5, "2024-07"))
    assert "第 2 行 2 人、第 3 行 2 人、第 4 行 1 人" in taken(outcome)[0].text.zh
    assert "2 of row 2, 2 of row 3, 1 of row 4" in taken(outcome)[0].text.en


def test_of_equal_remainders_the_earlier_row_goes_first():
    # 3 of 5 + 5: 1.5 each.
    rows = [{**TEN, "headcount": "5"}] * 2
    outcome = made(rows, remove(3, "2024-07"))
    assert "第 2 行 2 人、第 3 行 1 人" in taken(outcome)[0].text.zh
    outcome = made(rows, remove(1, "2024-07"))
    assert taken(outcome)[0].rows == (2,)


def test_only_whole_people_are_taken_from_part_time_rows():
    # 2.5 and 0.5 heads: two whole people at most, both from the first row.
    rows = [{**TEN, "headcount": "0.5"}, {**TEN, "headcount": "2.5"}]
    _, result, outcome = change(remove(2, "2024-07"), rows=rows)
    assert taken(outcome)[0].rows == (3,)
    assert heads(result, "2024-07") == {"division_head": 1}
    with pytest.raises(InputFaults, match="only 2 whole people match"):
        change(remove(3, "2024-07"), rows=rows)


def test_where_selects_rows():
    rows = [TEN, {**TEN, "rank": "staff", "person_id": "丙"}, {**TEN, "unit": "乙", "location": "other"}]
    for where, row in (
        ({"rank": "staff"}, 3),
        ({"rank": "科员"}, 3),
        ({"person_id": "丙"}, 3),
        ({"unit": "乙"}, 4),
        ({"location": "其他"}, 4),
        ({"unit": "甲", "rank": "正处级"}, 2),
    ):
        passed = made(rows, remove(1, "2024-07", **where))
        assert taken(passed)[0].rows == (row,), where


def test_only_active_people_are_taken_unless_the_scenario_says_otherwise():
    retired = {"unit": "甲", "status": "retired", "rank": "staff", "location": "central_beijing", "headcount": "90"}
    outcome = made((retired, TEN), remove(10, "2024-07"))
    assert taken(outcome)[0].rows == (3,)
    difference, *_ = change(remove(10, "2024-07", status="退休"), rows=(retired, TEN))
    assert difference == list(yuan(0, 0, 0, -4200, 0))


def test_whoever_has_left_or_not_yet_come_is_not_taken():
    rows = [{**TEN, "end_month": "2024-06"}, {**TEN, "start_month": "2024-08"}, {**TEN, "headcount": "1"}]
    outcome = made(rows, remove(1, "2024-07"))
    assert taken(outcome)[0].rows == (4,)
    with pytest.raises(InputFaults, match="only 1 whole"):
        change(remove(2, "2024-07"), rows=rows)


def test_changes_go_in_the_order_of_their_months():
    # Written the other way round: the ten that come in March can leave in May.
    changes = [remove(15, "2024-05"), add(10, "2024-03")]
    difference, result, _ = change(*changes)
    assert [sum(heads(result, f"2024-{month:02d}").values()) for month in (2, 3, 4, 5)] == [10, 20, 20, 5]
    # 10 × 2 months more, 5 × 8 months less: −20 person-months.
    assert difference == list(yuan(-28800, -14400, -21600, -2000, 0))
    with pytest.raises(InputFaults):
        change(remove(15, "2024-03"), add(10, "2024-05"))


def test_an_entrant_who_leaves_or_retires_keeps_the_entry_until_then():
    # A first job from March pays the fund from April; in September six months of it are paid, March to August is six of
    # the pension: 6 × 1440, 6 × 720, 5 × 1080.
    joins = add(1, "2024-03", entry="first_job", person_id="新")
    for kind, rent in ((remove, 600), (retire, 1000)):
        difference, *_ = change(joins, kind(1, "2024-09", person_id="新"))
        assert difference == list(yuan(8640, 4320, 5400, rent, 0)), kind


def test_a_split_does_not_move_the_entry():
    # Ten first jobs of March of whom five leave in September: the others' fund still begins in April.
    rows = ({**TEN, "entry": "first_job", "start_month": "2024-03"},)
    difference, result, _ = change(remove(5, "2024-09"), rows=rows)
    assert difference == list(yuan(-28800, -14400, -21600, -2000, 0))
    fund = by_month(result.budget, HOUSING_FUND)
    assert fund == [*yuan(0, 0, 0), *yuan(10800) * 5, *yuan(5400) * 4]


def test_lump_sums_go_with_the_people():
    # 100 each in December, nobody's who left before; 7 each in March, paid before anybody leaves.
    for stated, expected in (({}, -300), ({"lump_sum_month": "3"}, 0), ({"lump_sum_month": "6"}, -300)):
        rows = ({**TEN, "purchase_lump_sum": "100", **stated},)
        difference, *_ = change(remove(3, "2024-06"), rows=rows)
        assert difference[-1] == yuan(expected)[0], stated
    # In retirement the lump sum is still paid.
    difference, result, _ = change(retire(3, "2024-06"), rows=({**TEN, "purchase_lump_sum": "100"},))
    assert difference[-1] == 0
    assert by_month(result.budget, PURCHASE_SUBSIDY) == [*yuan(0) * 11, *yuan(1000)]


def test_a_lump_sum_of_who_leaves_anyway_is_paid_in_the_last_month():
    # The row ends in October and names no month of payment; of its ten three leave before.
    row = {**TEN, "purchase_lump_sum": "100", "end_month": "2024-10"}
    (budget,) = made(row, remove(3, "2024-06")).budgets
    assert by_month(budget, PURCHASE_SUBSIDY) == [*yuan(*[0] * 9, 700, 0, 0)]
    (budget,) = made(row, retire(3, "2024-06")).budgets
    assert by_month(budget, PURCHASE_SUBSIDY) == [*yuan(*[0] * 9, 1000, 0, 0)]


def test_several_scenarios_each_start_from_the_roster():
    people = roster(TEN, year=2024)
    outcome = simulate(people, [scenario(add(1, "2024-12"), name="甲案"), scenario(remove(1, "2024-12"), name="乙案")])
    assert [result.name for result in outcome.scenarios] == ["甲案", "乙案"]
    first, second = (result.difference for result in outcome.scenarios)
    assert [amount for _, _, amount in first] == [-amount for _, _, amount in second]


def test_the_shape_of_an_outcome():
    *_, outcome = change(add(1, "2024-12"))
    data = outcome.to_dict()
    assert list(data) == ["baseline", "scenarios", "notes"]
    assert list(data["baseline"]) == ["items", "months", "people", "fund_at_rates", "marginal_costs"]
    (result,) = data["scenarios"]
    assert list(result) == ["name", "items", "months", "people", "difference", "decomposition", "fund_at_rates"]
    assert [each["code"] for each in result["difference"]] == list(CODES)
    assert {tuple(each) for each in result["difference"]} == {("year", "code", "amount")}
    assert result["people"][0] == {"month": "2024-01", "rank": "division_head", "headcount": 10}
    assert len(result["months"]) == 60
    assert outcome.to_frame()["difference"].sum() == sum(amount for _, _, amount in outcome.scenarios[0].difference)


def test_a_difference_of_what_is_not_known_is_not_known():
    rows = ({**TEN, "location": "beijing"},)
    difference, *_ = change(remove(1, "2024-12"), rows=rows)
    assert difference[3:] == [None, None]
    assert difference[0] == Decimal("-1440.00")


def test_notes_say_what_is_new_only():
    *_, outcome = change(add(1, "2024-12", housing_fund_rate=""))
    (note,) = [note for note in outcome.notes if note.code == "default_rate"]
    assert note.rows == (3,)
    for note in outcome.notes:
        assert "{" not in note.text.zh + note.text.en


def test_added_people_join_the_only_unit_and_its_place():
    rows = ({**TEN, "location": "beijing"},)
    _, result, _ = change(add(1, "2024-12"), rows=rows)
    assert [unit.unit for unit in result.budget.units] == ["甲"]
    assert amounts(result.budget)[3:] == [None, None]


def test_of_several_units_the_added_people_need_one():
    rows = [TEN, {**TEN, "unit": "乙"}]
    with pytest.raises(InputFaults) as caught:
        change(add(1, "2024-12"), rows=rows)
    assert "甲、乙" in caught.value.faults[0].text.zh
    difference, *_ = change(add(1, "2024-12", unit="乙"), rows=rows)
    assert difference[0] == Decimal("1440.00")


def test_a_unit_in_several_places_needs_one():
    rows = [TEN, {**TEN, "location": "other"}]
    with pytest.raises(InputFaults, match="state the location"):
        change(add(1, "2024-12"), rows=rows)
    difference, *_ = change(add(1, "2024-12", location="其他"), rows=rows)
    assert difference[0] == Decimal("1440.00")


def test_people_whom_the_roster_would_refuse():
    with pytest.raises(InputFaults) as caught:
        change(add(1, "2024-07", housing_fund_rate="20%", monthly_salary="x"))
    assert len(caught.value.faults) == 2
    assert all("情景“试”第 1 项变动" in fault.text.zh for fault in caught.value.faults)


def test_all_changes_that_cannot_be_made_are_said_at_once():
    changes = [remove(11, "2024-05"), add(1, "2023-12"), retire(1, "2025-01"), remove(1, "2024-07", rank="staff")]
    with pytest.raises(InputFaults) as caught:
        change(*changes)
    sentences = [fault.text.en for fault in caught.value.faults]
    assert len(sentences) == 4
    for place, words in (
        (1, "takes 11 people; only 10"),
        (2, "outside"),
        (3, "outside"),
        (4, "takes 1 people; only 0"),
    ):
        assert [sentence for sentence in sentences if f"change {place}: " in sentence and words in sentence]


def test_the_faults_of_all_scenarios_at_once():
    people = roster(TEN, year=2024)
    with pytest.raises(InputFaults) as caught:
        simulate(people, [scenario(remove(11, "2024-05"), name="甲案"), scenario(remove(12, "2024-05"), name="乙案")])
    assert ["甲案" in fault.text.zh or "乙案" in fault.text.zh for fault in caught.value.faults] == [True, True]


def test_the_year_of_a_simulation():
    people = roster(TEN)
    unnamed = Scenario.model_validate({"name": "无", "changes": [remove(1, "2024-05")]})
    with pytest.raises(InputFaults, match="--years"):
        simulate(people, unnamed)
    assert simulate(people, unnamed, year=2024).baseline.year == 2024
    with pytest.raises(InputFaults, match="different years"):
        simulate(people, [scenario(remove(1, "2024-05")), scenario(remove(1, "2023-05"), year=2023, name="另")])
    assert simulate(people, scenario(remove(1, "2024-05"), year=2023), year=2024).baseline.year == 2024


def test_the_base_rule_reaches_both_sides():
    rows = {**TEN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"}
    outcome = simulate(roster(rows), scenario(remove(1, "2024-12")), base_rule="expected")
    assert {code: amount for _, code, amount in outcome.scenarios[0].difference}[HOUSING_FUND] == Decimal("-1200.00")


def test_what_was_noted_of_added_people_is_kept():
    people = roster(PLAIN, year=2024)
    added = {"headcount": "1", "rank": "一级调研员", "monthly_salary": "9000.005", "from": "2024-07"}
    outcome = simulate(people, scenario({"add": added}))
    assert {
        note.code: note.rows for note in outcome.notes if note.code in ("rank_from_grade_name", "rounded_to_fen")
    } == {
        "rank_from_grade_name": (3,),
        "rounded_to_fen": (3,),
    }


@pytest.mark.parametrize("month", ["2", "7", "12"])
def test_a_lump_sum_of_somebody_who_retires_is_paid_once_and_never_said_to_be_lost(month):
    people = roster({**PLAIN, "headcount": "3", "purchase_lump_sum": "5000", "lump_sum_month": month}, year=2024)
    outcome = simulate(people, scenario({"retire": {"headcount": "1", "from": "2024-07"}}))
    assert outcome.scenarios[0].budget.items[4].amount == 15000
    assert "lump_sum_not_counted" not in {note.code for note in outcome.notes}


def test_scenarios_that_nobody_could_tell_apart_are_refused():
    with pytest.raises(InputFaults, match="several scenarios are named “试”"):
        simulate(roster(TEN, year=2024), [scenario(remove(1, "2024-05")), scenario(remove(2, "2024-05"))])
