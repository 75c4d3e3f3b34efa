"""A value of the law that is another one for some months."""

from __future__ import annotations

import pytest

from budget.rows import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, yuan
from openfisca_china_personnel.provisions import in_force, series
from openfisca_china_personnel.system import baseline
from scenario.made import PERSON, made, months_of, texts, written

FREE = {**PERSON, "housing_fund_rate": ""}
"""A person whose rate nobody stated: the default of 12 %."""
CAP = "pension.base_cap.central_beijing"


def rule(parameter, value, since, until=None):
    return {"set": {"parameter": parameter, "value": value, "from": since, **({"until": until} if until else {})}}


@pytest.mark.parametrize("parameter", ["housing_fund.rate.default", "在京中央行政事业单位住房公积金单位缴存比例"])
@pytest.mark.parametrize("value", ["0.10", "10%", "10"])
def test_until_a_last_month(parameter, value):
    (budget,) = made(FREE, rule(parameter, value, "2024-03", "2024-05")).budgets
    assert months_of(budget, HOUSING_FUND, 2, 7) == [*yuan(1080, 900, 900, 900, 1080, 1080)]


@pytest.mark.parametrize(
    ("until", "july"),
    [(None, "5645.28"), ("forever", "3200"), ("2024-07", "3200"), ("2024-06", "5645.28")],
)
def test_until_the_laws_next_dated_value_or_beyond_it(until, july):
    # 20,000 × 16 % = 3200; the law's caps are 33,891 until June 2024 (5422.56) and 35,283 from July (5645.28).
    row = {**PERSON, "monthly_salary": "40000"}
    (budget,) = made(row, rule(CAP, "20000", "2024-03", until)).budgets
    found = months_of(budget, PENSION, 2, 8)
    assert found[:5] == [*yuan("5422.56", 3200, 3200, 3200, 3200)]
    assert found[5] == yuan(july)[0]
    assert found[6] == (yuan("5645.28")[0] if until == "2024-07" else found[5])


def test_what_the_law_says_afterwards_keeps_its_document_and_grade():
    changed = made(PERSON, rule(CAP, "20000", "2024-03", "2024-05")).system.parameters
    law = baseline().parameters
    for day in ("2024-02-01", "2024-06-01", "2024-07-01", "2026-07-01"):
        was, now = (in_force(each, CAP, day) for each in (law, changed))
        assert (now.value, now.document, now.grade, now.assumed) == (was.value, was.document, was.grade, False)
    put = in_force(changed, CAP, "2024-05-31")
    assert (put.value, put.document, put.grade, put.assumed) == (20000, "试", "C", True)
    assert len(series(law, CAP)) == len(series(baseline().parameters, CAP))
    assert in_force(baseline().parameters, CAP, "2024-04-01").value == 33891


def test_a_value_that_begins_with_the_laws_own_takes_its_place():
    row = {**PERSON, "monthly_salary": "40000"}
    (budget,) = made(row, rule(CAP, "20000", "2024-07")).budgets
    assert months_of(budget, PENSION, 6, 8) == [*yuan("5422.56", 3200, 3200)]


def test_a_gap_of_the_law_can_be_filled():
    # Nobody knows a minister's monthly purchase subsidy.
    row = {**PERSON, "rank": "minister", "purchase_subsidy": "yes"}
    changes = [rule("purchase_subsidy.monthly.minister", "2000", "2024-03", "2024-04")]
    (budget,) = made(row, *changes).budgets
    assert months_of(budget, PURCHASE_SUBSIDY, 2, 6) == [None, *yuan(2000, 2000), None, None]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-09", None, (1080, 1080, 1080, 1080, 1080)),
        ("2025-11", None, (1080, None, None, 1080, 1080)),
        ("2025-09", "2025-10", (1080, 1080, 1080, None, None)),
        ("2025-03", "2025-10", (1080, 1080, 1080, None, None)),
        # Without a last month it holds until the law's next dated value, and that is the gap.
        ("2025-03", None, (1080, None, None, None, None)),
        ("2025-03", "forever", (1080, 1080, 1080, 1080, 1080)),
    ],
)
def test_over_the_edge_of_a_gap(since, until, expected):
    # The fund's floor is not known from September 2025 on.
    change = rule("housing_fund.base_floor.central_beijing", "2420", since, until)
    (budget,) = made(PERSON, change, years=(2025,)).budgets
    assert months_of(budget, HOUSING_FUND, 8, 12) == [*yuan(*expected)]


def test_a_gap_with_known_neighbours_goes_on_after_the_months_of_a_change():
    # The floor from July 2021 to June 2023 lies between 2200 and 2420; whoever earns 2300 is between them.
    row = {**PERSON, "monthly_salary": "2300"}
    change = rule("housing_fund.base_floor.central_beijing", "2000", "2022-03", "2022-05")
    (budget,) = made(row, change, years=(2022,)).budgets
    # 2300 × 12 % = 276
    assert months_of(budget, HOUSING_FUND, 2, 6) == [None, *yuan(276, 276, 276), None]


@pytest.mark.parametrize(
    ("year", "value", "since", "until"),
    [(2023, "2500", "2023-07", None), (2023, "2500", "2023-07", "2023-12"), (2022, "2000", "2022-03", "forever")],
)
def test_months_before_a_change_are_as_well_known_as_without_it(year, value, since, until):
    # In the gap from July 2021 to June 2023 the floor lies below 9000 whatever it was.
    change = rule("housing_fund.base_floor.central_beijing", value, since, until)
    (budget,) = made(PERSON, change, years=(year,)).budgets
    assert months_of(budget, HOUSING_FUND, 1, 12) == [*yuan(*[1080] * 12)]


@pytest.mark.parametrize(
    ("parameter", "value", "code", "expected"),
    [
        ("pension.employer_rate", "20%", PENSION, (1440, 1800)),
        ("annuity.employer_rate", "0.075", ANNUITY, (720, 675)),
        ("rent_subsidy.standard.division_head", "120.50", RENT_SUBSIDY, (100, "120.50")),
        ("housing_fund.base_floor.central_beijing", "10,000", HOUSING_FUND, (1080, 1200)),
        ("housing_fund.base_cap.central_beijing", "8000", HOUSING_FUND, (1080, 960)),
        ("pension.base_floor.central_beijing", "10000", PENSION, (1440, 1600)),
    ],
)
def test_any_line_follows_its_rule(parameter, value, code, expected):
    (budget,) = made(PERSON, rule(parameter, value, "2024-03", "2024-04")).budgets
    before, during = yuan(*expected)
    assert months_of(budget, code, 2, 5) == [before, during, during, before]


def test_another_reset_month():
    row = {**PERSON, "housing_fund_base": "10000", "housing_fund_base_until_june": "9000"}
    change = rule("housing_fund.reset_month.central_beijing", "4", "2024-01", "2024-12")
    (budget,) = made(row, change).budgets
    assert months_of(budget, HOUSING_FUND, 3, 7) == [*yuan(1080, 1200, 1200, 1200, 1200)]


def test_two_changes_of_one_rule_one_after_the_other():
    changes = [
        rule("housing_fund.rate.default", "10%", "2024-03", "2024-04"),
        rule("housing_fund.rate.default", "8%", "2024-05", "forever"),
    ]
    for order in (changes, changes[::-1]):
        (budget,) = made(FREE, *order).budgets
        assert months_of(budget, HOUSING_FUND, 2, 6) == [*yuan(1080, 900, 900, 720, 720)]


def test_a_rate_beyond_the_limits_together_with_the_limit():
    changes = [
        rule("housing_fund.rate.default", "15%", "2024-03", "2024-04"),
        rule("housing_fund.rate.maximum", "15%", "2024-03", "2024-04"),
    ]
    (budget,) = made(FREE, *changes).budgets
    assert months_of(budget, HOUSING_FUND, 2, 5) == [*yuan(1080, 1350, 1350, 1080)]


def test_rows_that_state_their_own_rate_keep_it_and_are_named():
    passed = made([FREE, PERSON], rule("housing_fund.rate.default", "10%", "2024-03"))
    assert months_of(passed.budgets[0], HOUSING_FUND, 2, 3) == [*yuan(2160, 1980)]
    (note,) = [note for note in passed.notes if note.code == "stated_rate_kept"]
    assert (note.rows, note.lines) == ((3,), (HOUSING_FUND,))
    assert not texts(made(FREE, rule("housing_fund.rate.default", "10%", "2024-03")), "stated_rate_kept")


def test_an_assumed_value_is_said_to_be_one():
    (budget,) = made(FREE, rule("housing_fund.rate.default", "10%", "2024-03", "2024-05")).budgets
    (note,) = [note for note in budget.notes if note.code == "assumed_value"]
    assert note.months == ("2024-03", "2024-04", "2024-05")
    assert note.lines == (HOUSING_FUND,)
    assert "10%" in note.text.zh


def test_decided_means_the_month_after():
    change = {"set": {"parameter": "pension.employer_rate", "value": "0.2", "decided": "2024-02", "until": "2024-03"}}
    assert months_of(made(PERSON, change).budgets[0], PENSION, 2, 4) == [*yuan(1440, 1800, 1440)]


def test_a_change_of_rules_reaches_over_the_end_of_the_year():
    budgets = made(PERSON, rule("pension.employer_rate", "0.2", "2023-11", "2024-02"), years=(2023, 2024)).budgets
    assert months_of(budgets[0], PENSION, 10, 12) == [*yuan(1440, 1800, 1800)]
    assert months_of(budgets[1], PENSION, 1, 3) == [*yuan(1800, 1800, 1440)]


def test_in_chinese(tmp_path):
    chinese = "{参数: pension.employer_rate, 数值: 20%, 自: 2024-03, 止: 长期}"
    english = "{parameter: pension.employer_rate, value: 20%, from: 2024-03, until: forever}"
    (change,) = written(tmp_path, f"名称: 试\n年度: 2024\n变动:\n  - 参数调整: {chinese}\n").changes
    assert written(tmp_path, f"name: 试\nyear: 2024\nchanges:\n  - set: {english}\n").changes == (change,)
