"""Changes of rules that cannot be made."""

from __future__ import annotations

import pytest

from scenario.made import PERSON, made, refused

DEFAULT = "housing_fund.rate.default"


def rule(parameter, value, since="2024-03", until=None):
    return {"set": {"parameter": parameter, "value": value, "from": since, **({"until": until} if until else {})}}


@pytest.mark.parametrize(
    ("parameter", "nearest"),
    [
        ("housing_fund.rate.defalt", DEFAULT),
        ("housing_fund.rate", "housing_fund.rate.default"),
        ("提租补贴人均月标谁", "提租补贴人均月标准"),
        ("rent_subsidy.standard.staf", "rent_subsidy.standard.staff"),
    ],
)
def test_an_unknown_parameter_names_the_nearest(parameter, nearest):
    (fault,) = refused(PERSON, rule(parameter, "1"))
    assert f"没有参数“{parameter}”" in fault.text.zh
    assert f"there is no parameter “{parameter}”" in fault.text.en
    if nearest != DEFAULT or parameter.startswith("housing_fund.rate.d"):
        assert f"“{nearest}”" in fault.text.zh
        assert f"“{nearest}”" in fault.text.en


def test_a_parameter_like_no_other_is_refused_too():
    (fault,) = refused(PERSON, rule("zzz", "1"))
    assert "是否应为" not in fault.text.zh


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (DEFAULT, "一成"),
        (DEFAULT, "-5%"),
        (DEFAULT, "101%"),
        (DEFAULT, "12.345%"),
        (DEFAULT, "nan"),
        ("housing_fund.reset_month.central_beijing", "13"),
        ("housing_fund.reset_month.central_beijing", "0"),
        ("housing_fund.reset_month.central_beijing", "1.5"),
        ("housing_fund.reset_month.central_beijing", "50%"),
        ("rent_subsidy.average", "-1"),
        ("rent_subsidy.average", "90.005"),
        ("rent_subsidy.average", "90%"),
        ("rent_subsidy.average", "九十"),
    ],
)
def test_a_value_that_does_not_fit(parameter, value):
    (fault,) = refused(PERSON, rule(parameter, value))
    assert f"“{value}”不合参数“{parameter}”" in fault.text.zh
    assert f"“{value}” does not fit “{parameter}”" in fault.text.en


@pytest.mark.parametrize(
    "parameter", ["budget_subjects.pension.functional", "retirement_age.men.raised_from_birth_month"]
)
def test_what_is_no_number_cannot_be_set(parameter):
    (fault,) = refused(PERSON, rule(parameter, "1"))
    assert "不是数值" in fault.text.zh


@pytest.mark.parametrize(
    ("changes", "rate"),
    [
        ([rule(DEFAULT, "13%")], "13%"),
        ([rule(DEFAULT, "4%")], "4%"),
        ([rule("housing_fund.rate.maximum", "10%")], "12%"),
        ([rule("housing_fund.rate.minimum", "12.5%")], "12%"),
    ],
)
def test_a_default_rate_outside_the_limits(changes, rate):
    (fault,) = refused(PERSON, *changes)
    assert f"比例 {rate} 不在法定的" in fault.text.zh
    assert "housing_fund.rate.minimum" in fault.text.en


def test_a_default_rate_that_outlasts_a_higher_limit():
    changes = [
        rule("housing_fund.rate.maximum", "15%", "2024-03", "2024-06"),
        rule(DEFAULT, "15%", "2024-03", "2024-09"),
    ]
    assert refused(PERSON, *changes)
    made(PERSON, changes[0], rule(DEFAULT, "15%", "2024-03", "2024-06"))


@pytest.mark.parametrize(
    ("first", "second", "month"),
    [
        (("2024-03", "2024-06"), ("2024-06", "2024-08"), "2024-06"),
        (("2024-03", None), ("2024-06", "2024-08"), "2024-06"),
        (("2024-06", "2024-08"), ("2024-03", "forever"), "2024-06"),
        (("2024-03", "2024-08"), ("2024-03", "2024-08"), "2024-03"),
    ],
)
def test_overlapping_changes_of_one_rule(first, second, month):
    (fault,) = refused(
        PERSON, rule("pension.employer_rate", "10%", *first), rule("pension.employer_rate", "9%", *second)
    )
    assert fault.text.zh.endswith(f"与第 1 项变动重叠：两项都调整参数“pension.employer_rate”在 {month} 的数值")
    assert fault.text.en.endswith(f"overlaps with change 1: both set “pension.employer_rate” in {month}")


def test_what_ends_with_the_laws_next_value_overlaps_nothing_after_it():
    cap = "pension.base_cap.central_beijing"
    made(PERSON, rule(cap, "20000", "2024-03"), rule(cap, "21000", "2024-07"))
    assert refused(PERSON, rule(cap, "20000", "2024-03"), rule(cap, "21000", "2024-06"))
    assert refused(PERSON, rule(cap, "20000", "2024-03", "forever"), rule(cap, "21000", "2024-07"))


def test_a_change_of_rules_that_no_year_sees():
    for since, until in (("2020-03", "2020-05"), ("2026-03", "2026-05"), ("2026-03", None)):
        (fault,) = refused(PERSON, rule("pension.employer_rate", "10%", since, until))
        assert "2024" in fault.text.zh


def test_a_rule_that_nothing_rests_on_is_not_changed_in_silence():
    row = {**PERSON, "birth_month": "1964-05", "sex": "男"}
    change = rule("retirement_age.men.age", "65", "2024-01", "forever")
    try:
        passed = made(row, change, assumptions={"retirement_by_age": "yes"})
    except ValueError:
        return
    assert "retired_by_age" not in {note.code for note in passed.notes}


def test_all_at_once():
    faults = refused(PERSON, rule("zzz", "1"), rule(DEFAULT, "x"), rule("rent_subsidy.average", "-1"))
    assert [fault.text.zh[5:10] for fault in faults] == ["第 1 项", "第 2 项", "第 3 项"]
