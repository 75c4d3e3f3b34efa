"""What a budget looks like as JSON and as a dataframe."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.rows import CODES, PLAIN, budget, roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.report.forms import as_json

ITEM_KEYS = [
    "year",
    "code",
    "name_zh",
    "name_en",
    "economic",
    "amount",
    "low",
    "high",
    "legal_low",
    "legal_high",
]
UNITS = ("乙局", "甲局")


@pytest.fixture(scope="module")
def found():
    rows = [{**PLAIN, "unit": unit, "headcount": "3"} for unit in UNITS]
    return budget(*rows, {"unit": "甲局", "status": "retired", "rank": "staff", "location": "central_beijing"})


def test_keys_in_their_order(found):
    data = found.to_dict()
    assert list(data) == ["year", "items", "units", "employee", "months", "notes"]
    assert [list(item) for item in data["items"]] == [ITEM_KEYS] * 5
    assert [list(unit) for unit in data["units"]] == [["unit", "items"]] * 2
    assert [list(item) for unit in data["units"] for item in unit["items"]] == [ITEM_KEYS] * 10
    assert {tuple(part) for item in data["items"] for part in item["economic"]} == {("code", "amount", "grade")}
    assert {tuple(side) for side in data["employee"]} == {("line", "amount")}
    assert {tuple(month) for month in data["months"]} == {("month", "code", "amount")}
    assert {tuple(note) for note in data["notes"]} == {("code", "lines", "rows", "months", "text", "grade")}


def test_always_all_five_lines_in_the_order_of_their_codes(found):
    data = found.to_dict()
    assert [item["code"] for item in data["items"]] == list(CODES)
    assert [[item["code"] for item in unit["items"]] for unit in data["units"]] == [list(CODES)] * 2
    assert {item["year"] for item in data["items"]} == {data["year"]} == {2024}
    assert [item["name_zh"] for item in data["items"]] == [
        "机关事业单位基本养老保险缴费支出",
        "机关事业单位职业年金缴费支出",
        "住房公积金",
        "提租补贴",
        "购房补贴",
    ]


def test_units_stand_in_the_order_of_the_roster(found):
    assert [unit["unit"] for unit in found.to_dict()["units"]] == list(UNITS)


def test_a_roster_without_units_is_one_unit_without_a_name():
    (unit,) = budget(PLAIN).to_dict()["units"]
    assert unit["unit"] is None
    assert unit["items"] == budget(PLAIN).to_dict()["items"]


def test_twelve_months_of_five_lines(found):
    months = found.to_dict()["months"]
    assert [(each["month"], each["code"]) for each in months] == [
        (f"2024-{month:02d}", code) for month in range(1, 13) for code in CODES
    ]


def test_the_employees_own_sides_stand_apart_and_are_not_budget(found):
    # 9000 × 12 % = 1080, × 8 % = 720, × 4 % = 360; six people, twelve months.
    assert found.to_dict()["employee"] == [
        {"line": "housing_fund_employee", "amount": Decimal("77760.00")},
        {"line": "pension_employee", "amount": Decimal("51840.00")},
        {"line": "annuity_employee", "amount": Decimal("25920.00")},
    ]


def test_every_amount_is_a_decimal_of_two_places(found):
    data = found.to_dict()
    items = [*data["items"], *(item for unit in data["units"] for item in unit["items"])]
    stated = [item[key] for item in items for key in ITEM_KEYS[5:]]
    stated += [part["amount"] for item in items for part in item["economic"]]
    stated += [each["amount"] for each in (*data["employee"], *data["months"])]
    assert {None if amount is None else amount.as_tuple().exponent for amount in stated} == {-2, None}


def test_only_the_housing_fund_has_legal_bounds_and_the_purchase_subsidy_no_upper_one(found):
    for item in found.to_dict()["items"]:
        assert (item["legal_low"] is None) == (item["code"] != "2210201")
        assert (item["legal_high"] is None) == (item["code"] != "2210201")
        assert (item["high"] is None) == (item["code"] == "2210203")


def test_notes_speak_the_language_asked_for(found):
    chinese, english = (found.to_dict(language)["notes"] for language in ("zh", "en"))
    assert [note["code"] for note in chinese] == [note["code"] for note in english]
    assert all(zh["text"] != en["text"] for zh, en in zip(chinese, english, strict=True))


def test_json_shows_two_decimals(found):
    assert '"amount": 103680.00' in as_json(found.to_dict())  # 9000 × 16 % × 6 people × 12


def test_a_frame_has_a_row_a_unit_and_line(found):
    frame = found.to_frame()
    assert frame.columns == [
        "unit",
        "year",
        "code",
        "name_zh",
        "name_en",
        "amount",
        "low",
        "high",
        "legal_low",
        "legal_high",
    ]
    assert frame.height == 10
    assert frame["unit"].unique(maintain_order=True).to_list() == list(UNITS)
    assert frame["amount"].sum() == sum(item.amount for item in found.items)


@pytest.mark.parametrize("year", [2014, 2101, 0])
def test_a_year_that_cannot_be_computed(year):
    with pytest.raises(InputFaults) as caught:
        expected_budget(roster(PLAIN), year)
    (fault,) = caught.value.faults
    assert str(year) in fault.text.zh
    assert "2015" in fault.text.en


@pytest.mark.parametrize("rule", ["next_year", {None: "上年"}])
def test_an_unknown_base_rule(rule):
    with pytest.raises(InputFaults, match="unknown base rule"):
        expected_budget(roster(PLAIN), 2024, base_rule=rule)
