"""Values of law that a workbook assumes: changes of rules of every scenario in it."""

from __future__ import annotations

import datetime

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario import simulate
from openfisca_china_personnel.workbook.reading import read_book
from workbook.filled_books import Percent, filled, typed

CAP = "housing_fund.rate.maximum"
REMOVAL = {"kind": "remove", "from": "2024-10", "headcount": "1"}
PEOPLE = [["人数", "职级", "月工资"], [10, "科员及以下", 9000]]
HEADINGS = ["名称", "参数", "假设值", "自", "止"]


def book_of(tmp_path, *rows, headings=HEADINGS):
    sheets = {"人员": PEOPLE, "变动": [["类型", "起始月"]], "参数与依据": [headings, *rows]}
    return read_book(typed(tmp_path / "book.xlsx", sheets))


def test_an_assumed_value_is_a_change_of_every_scenario(tmp_path):
    july, june = datetime.date(2024, 7, 1), datetime.date(2025, 6, 1)
    assumed = {"housing_fund.rate.default": (Percent(0.1), july, june), "rent_subsidy.average": (95, july)}
    changes = [{"scenario": "甲", **REMOVAL}, {"scenario": "乙", **REMOVAL}]
    book = read_book(filled(tmp_path / "book.xlsx", changes=changes, assumed=assumed))
    rate = {"parameter": "housing_fund.rate.default", "value": "0.1", "from": "2024-07", "until": "2025-06"}
    average = {"parameter": "rent_subsidy.average", "value": "95", "from": "2024-07"}
    for scenario in book.described:
        assert [change.kind for change in scenario.changes] == ["remove", "set", "set"]
        assert [change.content for change in scenario.changes[1:]] == [rate, average]


def test_an_assumed_value_without_changes_is_a_scenario_that_runs(tmp_path):
    assumed = {"housing_fund.rate.default": (Percent(0.05), datetime.date(2024, 1, 1))}
    book = read_book(filled(tmp_path / "book.xlsx", assumed=assumed))
    (scenario,) = book.scenarios
    assert (scenario.name, len(scenario.changes)) == ("情景一", 1)
    outcome = simulate(book.roster(2024), [scenario]).to_dict()
    # 9000 × 12 % = 1080, 9000 × 5 % = 450; (450 − 1080) × 10 people × 12 months = −75600
    found = {each["code"]: each["amount"] for each in outcome["scenarios"][0]["difference"]}
    assert {code: amount for code, amount in found.items() if amount} == {"2210201": -75600}


@pytest.mark.parametrize(
    ("cell", "read"),
    [(Percent(0.1), "0.1"), (0.1, "0.1"), (10, "0.1"), ("10%", "0.1"), (Percent(1.0), "1"), (12.5, "0.125")],
)
def test_rates_are_read_as_the_sheet_shows_them(tmp_path, cell, read):
    (scenario,) = book_of(tmp_path, [None, CAP, cell, "2024-07"]).described
    assert scenario.changes[0].content["value"] == read


@pytest.mark.parametrize("word", ["长期", "forever"])
def test_an_assumption_may_hold_for_ever(tmp_path, word):
    (scenario,) = book_of(tmp_path, [None, CAP, "10%", "2024-07", word]).described
    assert scenario.changes[0].content["until"] == "forever"


def test_a_row_without_its_path_goes_by_its_name(tmp_path):
    (scenario,) = book_of(tmp_path, ["住房公积金缴存比例上限", None, "10%", "2024-07"]).described
    assert scenario.changes[0].content["parameter"] == CAP


FAULTS = {
    "no first month": ([None, CAP, "10%", None], "自", "须填“自”"),
    "no value": ([None, CAP, None, "2024-07"], "假设值", "“假设值”是空的"),
    "no number": ([None, "rent_subsidy.average", "多一点", "2024-07"], "假设值", "“多一点”不是数字"),
    "no rate": ([None, CAP, "一成", "2024-07"], "假设值", "“一成”不是百分数"),
    "no such parameter": ([None, "housing_fund.rate.maximun", "10%", "2024-07"], "参数", "housing_fund.rate.maximum"),
    "no month": ([None, CAP, "10%", "明年"], "自", "“明年”不是月份"),
    "an error value": ([None, CAP, "#N/A", "2024-07"], "假设值", "#N/A"),
}


@pytest.mark.parametrize(("row", "column", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_sheet_row_and_column(tmp_path, row, column, text):
    with pytest.raises(InputFaults) as caught:
        _ = book_of(tmp_path, row).scenarios
    (fault,) = caught.value.faults
    assert (fault.file, fault.sheet, fault.row, fault.column) == ("book.xlsx", "参数与依据", 2, column)
    assert text in fault.text.zh


def test_a_fault_that_every_scenario_shares_is_named_once(tmp_path):
    changes = [{"scenario": "甲", **REMOVAL}, {"scenario": "乙", **REMOVAL}]
    assumed = {CAP: (Percent(0.1), datetime.date(2024, 7, 15))}
    with pytest.raises(InputFaults) as caught:
        _ = read_book(filled(tmp_path / "book.xlsx", changes=changes, assumed=assumed)).scenarios
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.column) == ("参数与依据", "自")


def test_a_sheet_that_nobody_filled_in_assumes_nothing(tmp_path):
    assert read_book(filled(tmp_path / "book.xlsx")).described == ()
