"""Scenarios that are built in code: plain Python values mean what a file means by them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import polars
import pytest
from pydantic import ValidationError

from budget.rows import roster
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario import (
    Add,
    Assign,
    Assumptions,
    Change,
    Enrol,
    Promote,
    Raise,
    Remove,
    Retire,
    Scenario,
    SetRule,
    Transfer,
    simulate,
)
from openfisca_china_personnel.vocabulary import Rank, Status
from scenario.made import PERSON, made, scenario


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ({"remove": {"headcount": 3, "from": "2024-05"}}, {"remove": {"headcount": "3", "from": "2024-05"}}),
        (
            {
                "add": {
                    "headcount": 3,
                    "from": "2024-05",
                    "monthly_salary": Decimal("9000.50"),
                    "purchase_subsidy": True,
                }
            },
            {"add": {"headcount": "3", "from": "2024-05", "monthly_salary": "9000.50", "purchase_subsidy": "yes"}},
        ),
        (
            {"add": {"headcount": 3, "from": "2024-05", "monthly_salary": 9000, "housing_fund_rate": 0.1}},
            {"add": {"headcount": "3", "from": "2024-05", "monthly_salary": "9000", "housing_fund_rate": "0.1"}},
        ),
        (
            {"raise": {"percent": 5, "from": "2024-05", "yearly": True}},
            {"raise": {"percent": "5", "from": "2024-05", "yearly": "yes"}},
        ),
        ({"raise": {"amount": 450, "from": "2024-05"}}, {"raise": {"amount": "450", "from": "2024-05"}}),
        (
            {"raise": {"amount": Decimal("450.50"), "from": "2024-05"}},
            {"raise": {"amount": "450.50", "from": "2024-05"}},
        ),
        (
            {"assign": {"housing_fund_rate": Decimal("0.10"), "contributes_pension": False, "from": "2024-05"}},
            {"assign": {"housing_fund_rate": "0.10", "contributes_pension": "no", "from": "2024-05"}},
        ),
        (
            {"enrol": {"schemes": ("pension",), "purchase_subsidy": False, "from": "2024-05"}},
            {"enrol": {"schemes": ["养老"], "purchase_subsidy": "否", "from": "2024-05"}},
        ),
        (
            {"retire": {"headcount": 1, "where": {"contributes_pension": True}, "from": "2024-05"}},
            {"retire": {"headcount": "1", "where": {"contributes_pension": "是"}, "from": "2024-05"}},
        ),
    ],
)
def test_plain_values_are_read_as_a_file_would_write_them(plain, text):
    assert Change.model_validate(plain) == Change.model_validate(text)


@pytest.mark.parametrize("value", [0.1, Decimal("0.1"), "0.1", "10%"])
def test_a_rate_is_the_same_number_however_it_is_stated(value):
    change = Change(set=SetRule(parameter="housing_fund.rate.default", value=value, since="2024-03"))
    (budget,) = made({**PERSON, "housing_fund_rate": ""}, change).budgets
    assert budget.items[2].amount == 2 * 1080 + 10 * 900


def test_every_kind_of_change_can_be_built_by_name():
    changes = (
        Change(
            add=Add(headcount=2, columns={"rank": "staff", "monthly_salary": "8000", "unit": "甲"}, since="2024-02")
        ),
        Change(remove=Remove(headcount=1, where={"rank": "staff"}, since="2024-03")),
        Change(retire=Retire(headcount=1, since="2024-04")),
        Change(promote=Promote(headcount=1, to="副司级", where={"rank": "正处级"}, decided="2024-04")),
        Change(transfer=Transfer(headcount=1, where={"unit": "甲"}, to_unit="乙", since="2024-06")),
        Change(raise_=Raise(percent="5", since="2024-07")),
        Change(enrol=Enrol(schemes=("pension",), where={"contributes_pension": False}, since="2024-08")),
        Change(assign=Assign(columns={"housing_fund_rate": "10%"}, since="2024-09")),
        Change(set_=SetRule(parameter="pension.employer_rate", value="15%", since="2024-10")),
    )
    told = Scenario(name="码", year=2024, changes=changes)
    rows = [{**PERSON, "headcount": "5"}, {**PERSON, "unit": "乙", "contributes_pension": "no"}]
    outcome = simulate(roster(*rows, year=2024), told)
    assert outcome.scenarios[0].scenario == told
    assert [change.content.first_month % 12 for change in told.changes] == list(range(1, 10))


def test_kinds_dates_and_words_of_the_vocabulary_are_understood():
    leaving = Remove(headcount=1, where={"rank": Rank.staff, "status": Status.retired}, since=datetime.date(2024, 5, 1))
    told = Scenario(name="码", year=2024, changes=[leaving, {"remove": leaving}])
    text = {"headcount": "1", "where": {"rank": "staff", "status": "retired"}, "from": "2024-05"}
    assert told.changes == (Change.model_validate({"remove": text}),) * 2
    with pytest.raises(ValidationError):
        Remove(headcount=1, since=datetime.date(2024, 5, 2))


@pytest.mark.parametrize("headcount", [0, -5, 1.5, 10_000_001, "0", True])
def test_a_headcount_is_a_whole_number_of_people(headcount):
    for kind in ("add", "remove", "retire"):
        with pytest.raises(ValidationError):
            scenario({kind: {"headcount": headcount, "from": "2024-05"}})


@pytest.mark.parametrize(
    "change",
    [
        {"remove": {"headcount": 1, "from": 24288}},
        {"remove": {"headcount": 1, "from": None}},
        {"raise": {"percent": -100, "from": "2024-05"}},
        {"raise": {"percent": 1000, "from": "2024-05"}},
        {"raise": {"amount": Decimal("0.005"), "from": "2024-05"}},
        {"raise": {"amount": 5, "percent": 5, "from": "2024-05"}},
        {"raise": {"from": "2024-05"}},
        {"promote": {"headcount": 1, "to": "staff", "monthly_salary": -1, "from": "2024-05"}},
        {"transfer": {"headcount": 1, "to_unit": "", "from": "2024-05"}},
        {"transfer": {"headcount": 1, "to_unit": "乙", "from": "2024-05", "yearly": True}},
        {"enrol": {"schemes": [], "from": "2024-05"}},
        {"enrol": {"schemes": ["医疗"], "from": "2024-05"}},
        {"assign": {"from": "2024-05"}},
        {"assign": {"rank": "staff", "from": "2024-05"}},
        {"assign": {"unit": "乙", "from": "2024-05"}},
        {"assign": {"housing_fund_rate": ["10%"], "from": "2024-05"}},
        {"set": {"parameter": "", "value": 1, "from": "2024-05"}},
        {"set": {"parameter": "rent_subsidy.average", "value": "", "from": "2024-05"}},
        {"set": {"parameter": "rent_subsidy.average", "value": 1, "from": "2024-05", "until": "2024-04"}},
        {"set": {"parameter": "rent_subsidy.average", "value": 1, "from": "2024-05", "until": "2024-06-15"}},
        {},
    ],
)
def test_what_a_file_could_not_say_code_cannot_either(change):
    with pytest.raises(ValidationError):
        scenario(change)


def test_growth_in_code_is_what_it_says():
    for stated in ("3%", {"2024": "3%"}, {2024: "3%"}):
        growth = Assumptions(wage_growth=stated).wage_growth
        assert growth.in_year(2024) == Decimal("0.03")
    with pytest.raises(ValidationError):
        Assumptions(wage_growth="3")
    with pytest.raises(ValidationError):
        Assumptions(wage_growth=Decimal("-1.5"))


def test_the_years_of_a_scenario():
    assert scenario({"raise": {"percent": 5, "from": "2024-05"}}, years=[2024, 2025]).span == (2024, 2025)
    assert scenario({"raise": {"percent": 5, "from": "2024-05"}}, years="2024—2026年").span == (2024, 2025, 2026)
    for years in ([2023, 2025], [2024, 2023], [], "2024-2023", "1800", "2000-2060"):
        with pytest.raises(ValidationError):
            scenario({"raise": {"percent": 5, "from": "2024-05"}}, years=years)
    with pytest.raises(ValidationError):
        scenario({"raise": {"percent": 5, "from": "2024-05"}}, years="2024", year=2024)
    with pytest.raises(InputFaults):
        simulate(roster(PERSON), scenario({"raise": {"percent": 5, "from": "2024-05"}}), years=[2023, 2025])


def test_without_a_scenario_there_is_nothing_to_simulate():
    with pytest.raises(InputFaults, match="there is no scenario"):
        simulate(roster(PERSON, year=2024), [], year=2024)


def test_a_scenario_is_never_changed():
    told = scenario({"raise": {"percent": 5, "from": "2024-05"}})
    with pytest.raises(ValidationError):
        told.name = "又"
    with pytest.raises(ValidationError):
        told.changes[0].content.percent = Decimal(1)


def test_the_frame_of_an_outcome_has_a_row_a_scenario_year_and_line():
    told = scenario({"raise": {"percent": 5, "from": "2023-07"}}, years="2023-2024")
    frame = simulate(roster(PERSON, year=2023), told).to_frame()
    assert frame.height == 10
    fund = frame.filter((polars.col("year") == 2024) & (polars.col("code") == "2210201"))
    # 6 × 1080 + 6 × 1107
    assert fund.select("baseline", "amount", "difference").rows() == [
        (Decimal("12960.00"), Decimal("13122.00"), Decimal("162.00"))
    ]


def test_people_selected_by_what_a_blank_means():
    # Blank is administrative, pays contributions, has no purchase subsidy; the blank identifier is the row's number.
    for where in (
        {"category": "行政"},
        {"contributes_pension": True},
        {"contributes_housing_fund": "是"},
        {"purchase_subsidy": False},
        {"entry": "原有"},
        {"person_id": 2},
        {"location": "在京中央"},
    ):
        (people,) = made(PERSON, {"remove": {"headcount": 1, "where": where, "from": "2024-05"}}).rosters
        assert people.table["end_month"].drop_nulls().to_list() == [2024 * 12 + 3], where
