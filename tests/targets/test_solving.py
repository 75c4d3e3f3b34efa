"""Solving for figures with the real model, against hand arithmetic.

One person of 9,000 yuan, a division head at 12 %, costs 1,440 pension, 720 annuity, 1,080 fund and 100 rent a month:
17,280, 8,640, 12,960 and 1,200 a year, 40,080 in all. Ten of them have a fund of 129,600 a year.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from budget.rows import HOUSING_FUND, PENSION, PLAIN, RENT_SUBSIDY, item, roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario import Scenario, simulate
from openfisca_china_personnel.system import CountryTaxBenefitSystem
from openfisca_china_personnel.targets import read_question, solve

TEN = {**PLAIN, "headcount": "10"}
STAFF = {**PLAIN, "rank": "staff", "monthly_salary": "8000", "headcount": "10"}
SLOW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)


def ask(targets, varies, *rows, year=2024, years=None, **options):
    asked, varied = read_question(
        [targets] if isinstance(targets, str) else targets, [varies] if isinstance(varies, str) else varies
    )
    people = roster(*(rows or (TEN,)), year=year)
    return solve(people, options.pop("scenario", None), targets=asked, varies=varied, years=years or (year,), **options)


def scenario(*changes, years=None, **more):
    span = {"years": years} if years else {"year": "2024"}
    return Scenario.model_validate({"name": "试", **span, "changes": list(changes), **more})


def codes(found):
    return [note.code for note in found.notes]


def steps(trial):
    return [value.steps for value in trial.values]


def given_amounts(trial):
    return [each.amount for each in trial.reached]


def faults(*args, **options):
    with pytest.raises(InputFaults) as found:
        ask(*args, **options)
    for fault in found.value.faults:
        assert fault.text.zh
        assert not fault.text.en.isspace()
    return found.value.sentences("en").split("\n")


# Headcounts.


def test_three_more_from_january():
    # 129,600 + 3 × 12,960 = 168,480
    found = ask(f"{HOUSING_FUND}=168480", "headcount:division_head")
    assert steps(found.answer) == [3]
    assert given_amounts(found.answer) == [Decimal("168480.00")]
    assert found.answer.cost == Decimal("120240.00")  # 3 × 40,080
    assert (found.lowest.steps, found.highest.steps) == (3, 3)
    assert (found.below, found.above) == (None, None)


def test_from_july_it_takes_twice_as_many():
    # 6,480 a head
    assert steps(ask(f"{HOUSING_FUND}=168480", "headcount:division_head@2024-07").answer) == [6]


def test_three_fewer():
    # 129,600 − 3 × 12,960 = 90,720
    found = ask(f"{HOUSING_FUND}=90720", "headcount:正处级")
    assert steps(found.answer) == [-3]
    assert found.answer.cost == Decimal("-120240.00")
    assert "target_removal" in codes(found)
    assert "target_wage" not in codes(found)


def test_no_change_where_the_figure_is_met():
    found = ask(f"{HOUSING_FUND}=129600.00", "headcount:division_head")
    assert steps(found.answer) == [0]
    assert found.scenario is None


def test_a_rough_figure_is_met_by_several_and_the_nearest_is_chosen():
    # 15万 is 145,000 to 155,000: 142,560 is one more and 155,520 two more, so none.
    found = ask(f"{HOUSING_FUND}=15万", "headcount:division_head")
    assert found.answer is None
    # From December a head costs 1,080: 145,000 to 155,000 is 15 (145,800) to 23 (154,440); 150,000 − 129,600 = 18.9.
    found = ask(f"{HOUSING_FUND}=15万", "headcount:division_head@2024-12")
    assert (found.lowest.steps, steps(found.answer), found.highest.steps) == (15, [19], 23)
    assert given_amounts(found.answer) == [Decimal("150120.00")]


def test_between_two_headcounts_there_is_none_and_both_neighbours_are_given():
    found = ask(f"{HOUSING_FUND}=150000", "headcount:division_head")
    assert not found.is_met
    assert (steps(found.below), given_amounts(found.below)) == ([1], [Decimal("142560.00")])
    assert (steps(found.above), given_amounts(found.above)) == ([2], [Decimal("155520.00")])
    assert found.scenario is None


def test_nobody_is_removed_beyond_the_last_one():
    found = ask(f"{RENT_SUBSIDY}=500", "headcount:division_head", TEN, {"status": "retired", "rank": "staff"})
    # The retired person keeps 70 × 12 = 840 even where all ten leave.
    assert (found.below, steps(found.above), given_amounts(found.above)) == (None, [-10], [Decimal("840.00")])
    (note,) = [each for each in found.notes if each.code == "target_exceeded"]
    assert "-10 人" in note.text.zh
    assert "840.00" in note.text.en


def test_a_part_of_a_head_is_not_removed():
    # Twice 1.5 heads: one whole person can leave each row; two halves stay, 12,960 × 1.
    half = {**PLAIN, "headcount": "1.5"}
    found = ask(f"{HOUSING_FUND}=0", "headcount:division_head", half, half)
    assert (steps(found.above), given_amounts(found.above)) == ([-2], [Decimal("12960.00")])


def test_the_heads_added_are_like_the_ranks_own():
    rows = (
        {**PLAIN, "rank": "staff", "monthly_salary": "8000", "housing_fund_rate": "8%", "purchase_subsidy": "yes"},
        {**PLAIN, "rank": "staff", "monthly_salary": "10000", "housing_fund_rate": "8%", "purchase_subsidy": "yes"},
        TEN,
    )
    # Average 9,000 at 8 % = 720 × 12 = 8,640 a head; the start is 640 × 12 + 800 × 12 + 129,600 = 146,880.
    found = ask(f"{HOUSING_FUND}={146880 + 2 * 8640}", "headcount:staff", *rows)
    assert steps(found.answer) == [2]
    (change,) = found.scenario.changes
    assert change.content.columns == {
        "rank": "staff",
        "location": "central_beijing",
        "entry": "transfer",
        "monthly_salary": "9000.00",
        "housing_fund_rate": "8%",
        "purchase_subsidy": "yes",
    }
    (note,) = [each for each in found.notes if each.code == "target_wage"]
    assert note.rows == (2, 3)
    assert "9,000.00" in note.text.zh


def test_the_scenario_of_the_answer_gives_the_answer():
    found = ask(f"{HOUSING_FUND}=168480", "headcount:division_head")
    outcome = simulate(roster(TEN, year=2024), found.scenario)
    assert item(outcome.scenarios[0].budget, HOUSING_FUND).amount == Decimal("168480.00")


def test_what_a_scenario_does_anyway_counts():
    two = {"add": {"headcount": "2", "from": "2024-01", "rank": "division_head", "monthly_salary": "9000"}}
    found = ask(f"{HOUSING_FUND}=168480", "headcount:division_head", scenario=scenario(two), years=None)
    # Two come anyway: one more.
    assert steps(found.answer) == [1]
    assert found.answer.cost == Decimal("40080.00")
    assert [change.content.headcount for change in found.scenario.changes] == [2, 1]


def test_a_rank_that_only_the_scenario_adds_has_the_wage_stated_there():
    two = {"add": {"headcount": "2", "from": "2024-07", "rank": "staff", "monthly_salary": "8000"}}
    # Two for six months and three more for twelve at 960 a month: 11,520 + 34,560 beside 129,600.
    found = ask(f"{HOUSING_FUND}=175680", "headcount:staff", scenario=scenario(two))
    assert steps(found.answer) == [3]
    assert found.answer.values[0].vary.rank == "staff"


def test_people_whom_the_scenario_adds_can_leave_again():
    two = {"add": {"headcount": "2", "from": "2024-01", "rank": "staff", "monthly_salary": "9000"}}
    one = {**STAFF, "headcount": "1"}
    found = ask(f"{PENSION}=0", "headcount:staff@2024-07", one, scenario=scenario(two))
    assert steps(found.above) == [-3]


@pytest.mark.parametrize("gone", range(1, 15))
def test_every_removal_is_found_though_taking_more_may_spare_a_dearer_row(gone):
    # 6 and 6 at 9,000 and 2 at 30,000: of 10 people 4, 4 and 2 are taken, of 11 people 5, 5 and 1.
    rows = [{**PLAIN, "headcount": "6"}] * 2 + [{**PLAIN, "headcount": "2", "monthly_salary": "30000"}]
    remove = {"remove": {"headcount": str(gone), "where": {"rank": "division_head"}, "from": "2024-01"}}
    outcome = simulate(roster(*rows, year=2024), scenario(remove))
    amount = item(outcome.scenarios[0].budget, PENSION).amount
    found = ask(f"{PENSION}={amount}", "headcount:division_head", *rows)
    assert given_amounts(found.answer) == [amount]


@SLOW
@given(st.integers(-9, 30), st.integers(1, 12), st.sampled_from(["9000", "8765.43", "40000"]))
def test_solving_for_what_a_headcount_gives_finds_it(heads, month, salary):
    row = {**TEN, "monthly_salary": salary}
    since = f"2024-{month:02d}"
    change = {"remove": {"headcount": str(-heads), "where": {}, "from": since}}
    if heads > 0:
        added = {"rank": "division_head", "monthly_salary": salary, "entry": "transfer", "housing_fund_rate": "12%"}
        change = {"add": {**added, "headcount": str(heads), "from": since}}
    people = roster(row, year=2024)
    budget = simulate(people, scenario(change)).scenarios[0].budget if heads else expected_budget(people, 2024)
    wanted = item(budget, HOUSING_FUND).amount
    found = ask(f"{HOUSING_FUND}={wanted}", f"headcount:division_head@{since}", row)
    assert steps(found.answer) == [heads]


@SLOW
@given(st.integers(0, 300_000), st.sampled_from([f"headcount:division_head@2024-0{n}" for n in (1, 7)] + ["rate"]))
def test_the_neighbours_lie_on_both_sides_and_side_by_side(wanted, vary):
    found = ask(f"{HOUSING_FUND}={wanted}.00", vary)
    if found.is_met:
        assert given_amounts(found.answer) == [Decimal(wanted)]
        return
    if found.below and found.above:
        assert given_amounts(found.below)[0] < wanted < given_amounts(found.above)[0]
        assert steps(found.above)[0] == steps(found.below)[0] + 1
    else:
        assert {"target_exceeded", "target_missed"} & set(codes(found))


# The rate.


def test_ten_percent():
    # 900 × 12 × 10 = 108,000; 9.99 % is 899 and 10.01 % is 901 yuan a month.
    found = ask(f"{HOUSING_FUND}=108000", "rate")
    assert steps(found.answer) == [1000]
    assert (found.lowest.steps, found.highest.steps) == (1000, 1000)
    assert found.answer.values[0].value == Decimal("0.1000")
    assert found.answer.cost == Decimal("-21600.00")


def test_a_rough_figure_is_met_by_a_range_of_rates():
    # 107,500 to 108,500 ÷ 120 is 895.83 to 904.17 a month: 896 (9.95 %: 895.50 rounds up) to 904 (10.04 %: 903.60).
    found = ask(f"{HOUSING_FUND}=10.8万", "rate")
    assert (found.lowest.steps, steps(found.answer), found.highest.steps) == (995, [1000], 1004)


def test_no_rate_gives_a_figure_between_two_yuan():
    # 900 and 901 yuan a month are 108,000 and 108,120 a year; 10.00 % and 10.01 % (900.90) give them.
    found = ask(f"{HOUSING_FUND}=108050", "rate")
    assert (steps(found.below), steps(found.above)) == ([1000], [1001])
    assert given_amounts(found.below) + given_amounts(found.above) == [Decimal("108000.00"), Decimal("108120.00")]


def test_a_rate_from_july():
    # Six months at 1,080 and six at 540: 97,200 is 6 % from July.
    assert steps(ask(f"{HOUSING_FUND}=97200", "rate@2024-07").answer) == [600]


def test_the_rate_of_one_unit():
    rows = ({**TEN, "unit": "甲"}, {**TEN, "unit": "乙"})
    # 129,600 for 甲 and 108,000 at 10 % for 乙.
    found = ask(f"{HOUSING_FUND}=237600", "rate:乙", *rows)
    assert steps(found.answer) == [1000]
    assert found.answer.values[0].vary.unit == "乙"


@pytest.mark.parametrize(
    ("figure", "code", "rate"), [(50_000, "target_exceeded", "5%"), (140_000, "target_missed", "12%")]
)
def test_no_rate_beyond_the_law(figure, code, rate):
    # 5 % is 450 × 120 = 54,000, 12 % is 129,600.
    found = ask(f"{HOUSING_FUND}={figure}", "rate")
    assert not found.is_met
    (note,) = [each for each in found.notes if each.code == code]
    assert rate in note.text.zh
    assert (found.below is None) == (code == "target_exceeded")
    assert (found.above is None) == (code == "target_missed")


def test_the_legal_range_is_that_of_the_law_asked_for():
    system = CountryTaxBenefitSystem()
    limit = system.parameters.children["housing_fund"].children["rate"].children["minimum"]
    limit.update(start="2024-01-01", value=0.11)
    found = ask(f"{HOUSING_FUND}=108000", "rate", system=system)
    assert steps(found.above) == [1100]


def test_a_rate_is_legal_in_every_year():
    system = CountryTaxBenefitSystem()
    limit = system.parameters.children["housing_fund"].children["rate"].children["minimum"]
    limit.update(start="2024-01-01", value=0.11)
    # 11 % is the least of 2024, so in 2023 the fund is at least 990 × 120 = 118,800.
    found = ask(f"{HOUSING_FUND}@2023=108000", "rate", year=2023, years=(2023, 2024), system=system)
    assert (steps(found.above), given_amounts(found.above)) == ([1100], [Decimal("118800.00")])


# The pay rise.


def test_a_rise_of_five_percent_on_expected_wages():
    # 9,450 × 12 % = 1,134 a month, 136,080 a year. 9,446.40 (4.96 %) gives 1,133.57 → 1,134 as well, 4.95 % 1,133.
    found = ask(f"{HOUSING_FUND}=136080", "raise", base_rule="expected")
    assert given_amounts(found.answer) == [Decimal("136080.00")]
    assert (found.lowest.steps, found.highest.steps) == (496, 504)
    assert steps(found.answer) == [496]  # of equally near ones the smallest


def test_a_rise_within_the_year_moves_nothing_that_rests_on_last_years_wages():
    found = ask(f"{PENSION}=180000", "raise")
    assert not found.is_met
    assert (steps(found.below), given_amounts(found.below)) == ([0], [Decimal("172800.00")])
    assert found.above is None
    (note,) = [each for each in found.notes if each.code == "raise_without_effect"]
    assert "上年工资" in note.text.zh
    assert "next reset" in note.text.en


def test_a_rise_shows_after_the_next_reset():
    # 2024: six months on 9,000 and six on 9,900: 10 × 6 × (1,440 + 1,584) = 181,440.
    found = ask(f"{PENSION}@2024=181440.00", "raise@2023-01", year=2023, years=(2023, 2024))
    assert steps(found.answer) == [1000]
    assert found.answer.values[0].value == Decimal("0.1000")
    assert found.answer.reached[0].year == 2024


def test_a_rise_of_one_rank():
    # Staff of 8,000: 11,520 × 10 a year; a rise of 5 % is 1,008 a month: 120,960.
    found = ask(f"{HOUSING_FUND}={129600 + 120960}", "raise:staff", TEN, STAFF, base_rule="expected")
    assert given_amounts(found.answer) == [Decimal("250560.00")]
    assert found.lowest.steps <= 500 <= found.highest.steps


def test_a_rise_stops_at_the_cap():
    # On 30,000 yuan the cap of 35,283 and 33,891 bites long before a doubled wage.
    row = {**PLAIN, "monthly_salary": "30000"}
    found = ask(f"{HOUSING_FUND}=60000", "raise", row, base_rule="expected")
    # 33,891 × 12 % = 4,066.92 → 4,067 until June, 35,283 × 12 % = 4,233.96 → 4,234 from July: 49,806.
    assert given_amounts(found.below) == [Decimal("49806.00")]
    # The smallest rise that gives as much: 35,279.17 × 12 % = 4,233.50; 30,000 × 1.1760 = 35,280.
    assert steps(found.below) == [1760]
    assert "target_missed" in codes(found)


# Several targets, several headcounts.


def test_one_headcount_for_two_targets():
    found = ask([f"{HOUSING_FUND}=168480", f"{PENSION}=224640"], "headcount:division_head")
    assert steps(found.answer) == [3]
    assert [each.is_met for each in found.answer.reached] == [True, True]


def test_two_targets_that_no_headcount_meets_together():
    # The pension asks for one more (190,080), the fund for three.
    found = ask([f"{HOUSING_FUND}=168480", f"{PENSION}=190080"], "headcount:division_head")
    assert not found.is_met
    assert (steps(found.below), steps(found.above)) == ([1], [3])
    assert [each.is_met for each in found.below.reached] == [False, True]
    assert [each.is_met for each in found.above.reached] == [True, False]


def test_two_ranks_to_the_yuan():
    # The start is 129,600 + 115,200; 2 × 12,960 + 3 × 11,520 = 60,480: 9a + 8b = 42 has no other answer.
    found = ask(f"{HOUSING_FUND}=305280", ["headcount:division_head", "headcount:staff"], TEN, STAFF)
    assert steps(found.answer) == [2, 3]
    assert given_amounts(found.answer) == [Decimal("305280.00")]
    assert found.answer.cost == Decimal("186360.00")  # 2 × 40,080 + 3 × 35,400
    assert codes(found).count("target_wage") == 2
    assert "target_least_cost" in codes(found)


def test_of_all_plans_the_cheapest():
    # 31万 is 305,000 to 315,000: 60,200 to 70,200 more, 9a + 8b from 42 to 48. At 4,453 and 4,425 yuan a unit the
    # least, 42 = 9 × 2 + 8 × 3, is the cheapest.
    found = ask(f"{HOUSING_FUND}=31万", ["headcount:division_head", "headcount:staff"], TEN, STAFF)
    assert steps(found.answer) == [2, 3]


def test_the_cost_is_that_of_all_five_lines():
    # 8,400 yuan of rent subsidy are seven division heads (1,200) or ten staff (840). Seven of 20,000 yuan cost
    # 7 × 12 × (3,200 + 1,600 + 2,400 + 100) = 613,200, ten staff of 8,000 yuan 10 × 35,400 = 354,000.
    dear = {**TEN, "monthly_salary": "20000"}
    found = ask(f"{RENT_SUBSIDY}=28800", ["headcount:division_head", "headcount:staff"], dear, STAFF)
    assert steps(found.answer) == [0, 10]
    assert found.answer.cost == Decimal("354000.00")


def test_two_lines_and_two_ranks():
    # Rent tells the ranks apart: 2 × 1,200 + 3 × 840 = 4,920 more than 20,400.
    found = ask(
        [f"{RENT_SUBSIDY}=25320", f"{HOUSING_FUND}=305280"], ["headcount:division_head", "headcount:staff"], TEN, STAFF
    )
    assert steps(found.answer) == [2, 3]


def test_no_plan_is_said_plainly():
    found = ask(f"{HOUSING_FUND}=305281", ["headcount:division_head", "headcount:staff"], TEN, STAFF)
    assert (found.answer, found.below, found.above, found.scenario) == (None, None, None, None)
    (note,) = [each for each in found.notes if each.code == "targets_not_met"]
    assert note.text.zh == "没有任何整数的增加人数能同时满足全部目标。"


def test_adding_people_cannot_lower_a_line():
    found = ask(f"{HOUSING_FUND}=200000", ["headcount:division_head", "headcount:staff"], TEN, STAFF)
    assert not found.is_met
    assert {"targets_not_met", "target_exceeded"} <= set(codes(found))


def test_several_headcounts_over_the_scenarios_own_changes():
    rows = ({**STAFF, "headcount": "5", "monthly_salary": "7000"}, {**STAFF, "headcount": "5"}, TEN)
    later = {"remove": {"headcount": "6", "where": {"rank": "staff"}, "from": "2024-07"}}
    # Some of the twelve staff that the figure asks for (14,400 each) would be among the six who leave.
    found = faults("2080505=45万", ["headcount:division_head", "headcount:staff"], *rows, scenario=scenario(later))
    assert "not proportional" in found[0]


def test_the_cost_leaves_out_lines_that_are_not_modelled():
    rows = [{**row, "location": "beijing"} for row in (TEN, STAFF)]
    found = ask(f"{HOUSING_FUND}=305280", ["headcount:division_head", "headcount:staff"], *rows)
    assert steps(found.answer) == [2, 3]
    assert found.answer.cost is None
    (note,) = [each for each in found.notes if each.code == "cost_without_unknown_lines"]
    assert note.lines == (RENT_SUBSIDY, "2210203")


# Questions that cannot be asked.


@pytest.mark.parametrize(
    ("targets", "varies", "sentence"),
    [
        ([], "rate", "no target is stated"),
        (f"{HOUSING_FUND}=1", [], "nothing to vary is stated"),
        (
            "2080599=1",
            "rate",
            "the target “2080599” is no personnel line of 2024; expected one of 2080505, 2080506, 22",
        ),
        (f"{HOUSING_FUND}@2025=1", "rate", "the target 2210201@2025 is of none of the years"),
        ([f"{HOUSING_FUND}=1", f"{HOUSING_FUND}@2024=2"], "rate", "the target 2210201 of 2024 is stated twice"),
        (f"{PENSION}=1", "rate", "the housing fund rate moves line 2210201 only"),
        (f"{HOUSING_FUND}=1", ["rate", "headcount:division_head"], "“housing fund rate” can only be solved for alone"),
        (f"{HOUSING_FUND}=1", ["raise", "raise"], "“pay rise” is stated twice"),
        (f"{HOUSING_FUND}=1", "headcount:staff", "the roster has no active staff and below"),
        (f"{HOUSING_FUND}=1", "rate:乙", "the roster has no unit “乙”; it has (none named)"),
        (f"{HOUSING_FUND}=1", "rate@2025-01", "“housing fund rate from 2025-01” does not begin within 2024"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(targets, varies, sentence):
    assert any(each.startswith(sentence) for each in faults(targets, varies))


def test_every_fault_at_once():
    found = faults(["2080599=1", f"{HOUSING_FUND}@2030=1"], ["headcount:staff", "raise"])
    assert len(found) == 4


def test_a_headcount_needs_one_unit_and_one_location_and_a_wage():
    rows = ({**TEN, "unit": "甲"}, {**TEN, "unit": "乙"})
    assert "choose one with --unit" in faults(f"{HOUSING_FUND}=1", "headcount:division_head", *rows)[0]
    rows = (TEN, {**TEN, "location": "beijing"})
    assert "several locations" in faults(f"{HOUSING_FUND}=1", "headcount:division_head", *rows)[0]
    row = {"rank": "staff", "housing_fund_base": "9000", "pension_base": "9000"}
    assert "states a wage" in faults(f"{HOUSING_FUND}=1", "headcount:staff", row)[0]


def test_several_years_need_to_be_told_apart():
    found = faults(f"{PENSION}=1万", "raise", year=2023, years=(2023, 2024))
    assert found == ["the target 2080505 names no year and there are several; write 2080505@2023=1万"]
    assert faults(f"{PENSION}=1", "raise", years=(2024, 2026)) == ["the years must follow one another"]


def test_no_year_at_all():
    asked, varied = read_question([f"{PENSION}=1"], ["raise"])
    with pytest.raises(InputFaults, match="no year is stated"):
        solve(roster(TEN), targets=asked, varies=varied)


def test_a_line_that_is_not_known_is_no_target():
    found = faults(f"{RENT_SUBSIDY}=1万", "headcount:division_head", {**TEN, "location": "beijing"})
    assert found[0].startswith("line 2210202 of 2024 has no known amount")


def test_a_line_that_becomes_unknown_on_the_way():
    # Until June 2023 the central floor lies between 2,200 and 2,420: a wage of 2,100 is lifted to either, and one that
    # a rise brings between the two as well; above 2,420 all is known, so the course begins unknown.
    row = {**TEN, "monthly_salary": "2100"}
    found = faults(f"{HOUSING_FUND}=1万", "raise", row, year=2023, base_rule="expected")
    assert "has no known amount" in found[0]
