"""Changes to people that cannot be made: one sentence each, in both languages, with file and line, all at once."""

from __future__ import annotations

import pytest

from budget.rows import roster
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario import read_scenarios, simulate
from scenario.made import PERSON, made, refused, written

TWO_UNITS = [{**PERSON, "headcount": "3"}, {**PERSON, "unit": "乙", "rank": "staff"}]


def promote(to, **said):
    return {"promote": {"headcount": "1", "to": to, "from": "2024-05", **said}}


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            {"remove": {"headcount": "5", "from": "2024-05"}},
            "要减少 5 人，符合条件的整数人数只有 4 人",
            "remove takes 5 people; only 4 whole people match",
        ),
        (
            {"retire": {"headcount": "2", "from": "2024-05", "where": {"unit": "乙"}}},
            "要退休 2 人，符合条件的整数人数只有 1 人",
            "retire takes 2 people; only 1 whole people match",
        ),
        (
            promote("副司级", headcount="4", where={"rank": "正处级"}),
            "要晋升 4 人，符合条件的整数人数只有 3 人",
            "promote takes 4 people; only 3 whole people match",
        ),
        (
            {"transfer": {"headcount": "4", "from": "2024-05", "where": {"unit": "甲"}, "to_unit": "乙"}},
            "要调动 4 人，符合条件的整数人数只有 3 人",
            "transfer takes 4 people; only 3 whole people match",
        ),
        (
            {"raise": {"percent": "5", "from": "2024-05", "where": {"rank": "minister"}}},
            "没有符合调资条件的人员",
            "nobody matches for raise",
        ),
        (
            {"enrol": {"schemes": "pension", "from": "2024-05"}},
            "没有符合纳入条件的人员",
            "nobody matches for enrol",
        ),
        (
            {"assign": {"purchase_subsidy": "yes", "from": "2024-05", "where": {"location": "other"}}},
            "没有符合指定条件的人员",
            "nobody matches for assign",
        ),
        (
            promote("正处级", where={"unit": "甲"}),
            "晋升后的职级“正处级”不高于原职级“正处级”",
            "is no promotion",
        ),
        (
            promote("副处级", where={"unit": "甲"}),
            "晋升后的职级“副处级”不高于原职级“正处级”",
            "is no promotion",
        ),
        (
            {"transfer": {"headcount": "1", "from": "2024-05", "where": {"unit": "甲"}, "to_unit": "丙"}},
            "名册中没有单位“丙”；现有：甲、乙",
            "the roster has no unit “丙”; its units: 甲、乙",
        ),
        (
            {"transfer": {"headcount": "1", "from": "2024-05", "where": {"unit": "甲"}, "to_unit": "甲"}},
            "调入单位与原单位相同：“甲”",
            "they are in the unit “甲” already",
        ),
        (
            {"raise": {"amount": "-9000.01", "from": "2024-05"}},
            "调资后的月工资超出 0 至 1000 万元",
            "the wage after the raise lies outside 0 to 10 million yuan",
        ),
        (
            {"raise": {"amount": "9991000.01", "from": "2024-05"}},
            "调资后的月工资超出 0 至 1000 万元",
            "the wage after the raise lies outside 0 to 10 million yuan",
        ),
        (
            {"assign": {"housing_fund_rate": "13%", "from": "2024-05"}},
            "公积金比例 13% 高于上限 12%",
            "the rate 13% is above the maximum of 12%",
        ),
        (
            {"assign": {"housing_fund_rate": "4.99%", "from": "2024-05"}},
            "公积金比例 4.99% 低于下限 5%",
            "the rate 4.99% is below the minimum of 5%",
        ),
        (
            {"assign": {"monthly_salary": "x", "from": "2024-05"}},
            "“x”不是数字",
            "“x” is not a number",
        ),
        (
            {"add": {"headcount": "1", "unit": "甲", "rank": "局长级", "monthly_salary": "1", "from": "2024-05"}},
            "“局长级”不是已知的",
            "“局长级” is not a known",
        ),
        (
            {"add": {"headcount": "1", "unit": "甲", "rank": "staff", "from": "2024-05"}},
            "在职人员须填写月工资",
            "an active row needs monthly_salary",
        ),
        (
            {"remove": {"headcount": "1", "from": "2025-01"}},
            "自 2025-01 起，不在 2024 年度内",
            "starts in 2025-01, outside 2024",
        ),
        (
            {"raise": {"percent": "1", "decided": "2024-12", "yearly": "yes"}},
            "自 2025-01 起，不在 2024 年度内",
            "starts in 2025-01, outside 2024",
        ),
    ],
)
def test_one_sentence_in_each_language(change, zh, en):
    (fault,) = refused(TWO_UNITS, change)
    assert fault.text.zh.startswith("情景“试”第 1 项变动：")
    assert zh in fault.text.zh
    assert fault.text.en.startswith("scenario “试”: change 1: ")
    assert en in fault.text.en


@pytest.mark.parametrize(
    ("rank", "to"),
    [
        ("minister", "vice_minister"),
        ("vice_minister", "director_general"),
        ("minister", "staff"),
        ("senior_technician", "technician"),
        ("middle_worker", "ordinary_worker"),
        ("senior_professional", "junior_professional"),
        ("unspecified", "unspecified"),
        ("staff", "staff"),
        ("section_head", "deputy_section_head"),
    ],
)
def test_no_promotion_leads_down(rank, to):
    (fault,) = refused({**PERSON, "rank": rank}, promote(to))
    assert "不高于" in fault.text.zh


@pytest.mark.parametrize(
    ("rank", "to"),
    [
        ("director_general", "vice_minister"),
        ("vice_minister", "minister"),
        ("technician", "senior_technician"),
        ("junior_professional", "middle_professional"),
        ("unspecified", "staff"),
        ("staff", "section_head"),
    ],
)
def test_promotions_that_lead_up(rank, to):
    assert made({**PERSON, "rank": rank}, promote(to)).rosters


RAISE = {"raise": {"percent": "5", "from": "2024-05"}}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ([RAISE, RAISE], ("月工资", "monthly_salary")),
        ([RAISE, {"assign": {"monthly_salary": "1", "from": "2024-05"}}], ("月工资", "monthly_salary")),
        (
            [promote("副司级", monthly_salary="12000", where={"unit": "甲"}), RAISE],
            ("月工资", "monthly_salary"),
        ),
        (
            [
                promote("副司级", headcount="3", where={"unit": "甲"}),
                promote("正司级", where={"rank": "副司级"}),
            ],
            ("职级", "rank"),
        ),
        (
            [{"assign": {"housing_fund_rate": rate, "from": "2024-05"}} for rate in ("5%", "6%")],
            ("公积金比例", "housing_fund_rate"),
        ),
        (
            [
                {"assign": {"contributes_pension": "no", "from": "2024-05"}},
                {"enrol": {"schemes": "pension", "from": "2024-05"}},
            ],
            ("参加养老保险", "contributes_pension"),
        ),
        (
            [
                {"transfer": {"headcount": "3", "from": "2024-05", "where": {"unit": "甲"}, "to_unit": "乙"}},
                {"transfer": {"headcount": "4", "from": "2024-05", "where": {"unit": "乙"}, "to_unit": "甲"}},
            ],
            ("单位", "unit"),
        ),
        (
            [
                {"transfer": {"headcount": "3", "from": "2024-05", "where": {"unit": "甲"}, "to_unit": "乙"}},
                {"assign": {"location": "other", "from": "2024-05", "where": {"unit": "乙"}}},
            ],
            ("所在地", "location"),
        ),
    ],
    ids=["raises", "raise, assign", "promote, raise", "promotions", "assigns", "assign, enrol", "transfers", "places"],
)
def test_the_same_column_of_the_same_people_is_set_once_a_month(changes, column):
    (fault,) = refused(TWO_UNITS, *changes)
    zh, en = column
    assert fault.text.zh == f"情景“试”第 2 项变动：与第 1 项变动矛盾：同一些人在 2024-05 的“{zh}”被指定了两次"
    assert fault.text.en == (
        f"scenario “试”: change 2: contradicts change 1: “{en}” of the same people is set twice in 2024-05"
    )


def test_a_later_month_or_other_people_are_no_contradiction():
    made(TWO_UNITS, RAISE, {"raise": {"percent": "5", "from": "2024-06"}})
    made(TWO_UNITS, *[{"raise": {"percent": "5", "from": "2024-05", "where": {"unit": unit}}} for unit in "甲乙"])
    made(TWO_UNITS, RAISE, {"assign": {"housing_fund_rate": "5%", "from": "2024-05"}})
    made(TWO_UNITS, {"raise": {"percent": "5", "from": "2024-01"}}, {"raise": {"percent": "5", "from": "2024-02"}})


def test_a_change_in_between_neither_hides_a_contradiction_nor_makes_one():
    rate = {"assign": {"housing_fund_rate": "5%", "from": "2024-05"}}
    (fault,) = refused(TWO_UNITS, RAISE, rate, RAISE)
    assert "change 3: contradicts change 1" in fault.text.en
    made(
        TWO_UNITS,
        RAISE,
        {"assign": {"housing_fund_rate": "5%", "from": "2024-06"}},
        {"raise": {"percent": "5", "from": "2024-06"}},
    )


def test_a_contradiction_in_january_is_found_and_one_over_the_years_is_none():
    january = {"raise": {"percent": "5", "from": "2024-01"}}
    assert len(refused(TWO_UNITS, january, january)) == 1
    made(TWO_UNITS, {"raise": {"percent": "5", "from": "2023-01", "yearly": "yes"}}, years=(2023, 2024))


def test_people_without_a_wage_cannot_be_enrolled():
    bare = {"unit": "甲", "rank": "staff", "location": "central_beijing"}
    bare |= {"contributes_housing_fund": "no", "contributes_pension": "no"}
    for change in (
        {"enrol": {"schemes": ["housing_fund", "pension"], "from": "2024-05"}},
        {"assign": {"contributes_pension": "yes", "where": {"contributes_pension": "no"}, "from": "2024-05"}},
    ):
        (fault,) = refused([PERSON, bare], change)
        assert "第 3 行没有工资" in fault.text.zh


def test_a_category_that_contradicts_the_rank_cannot_be_assigned():
    (fault,) = refused(PERSON, {"assign": {"category": "工勤", "from": "2024-05"}})
    assert "矛盾" in fault.text.zh


@pytest.mark.parametrize(
    "columns", [{"lump_sum_month": "3"}, {"purchase_lump_sum": "9", "lump_sum_month": "3"}, {"lump_sum_month": "6"}]
)
def test_a_lump_sum_cannot_be_assigned_to_a_month_that_is_over(columns):
    row = {**PERSON, "purchase_lump_sum": "500"}
    (fault,) = refused(row, {"assign": {**columns, "from": "2024-07"}})
    assert "发放月份" in fault.text.zh
    made(row, {"assign": {"lump_sum_month": "7", "from": "2024-07"}})


def test_every_change_that_is_wrong_is_said_with_file_and_line(tmp_path):
    text = """\
name: 试
year: 2024
changes:
  - remove: {headcount: 9, from: 2024-08}
  - set:
      parameter: housing_fund.rate.defalt
      value: 10%
      from: 2024-01
  - promote: {headcount: 1, to: staff, where: {unit: 甲}, from: 2024-02}
  - retire: {headcount: 1, from: 2030-01}
  - add: {headcount: 1, rank: staff, monthly_salary: 9000, from: 2024-01}
  - set: {parameter: pension.employer_rate, value: 300%, from: 2024-01}
"""
    with pytest.raises(InputFaults) as caught:
        simulate(roster(*TWO_UNITS, year=2024), written(tmp_path, text))
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("s.yaml", n) for n in (4, 5, 9, 10, 11, 12)]
    for place, fault in enumerate(caught.value.faults, start=1):
        assert f"第 {place} 项变动" in fault.text.zh
        assert f"change {place}: " in fault.text.en
    assert "s.yaml，文件第 4 行：情景“试”第 1 项变动" in caught.value.sentences("zh")
    assert "s.yaml, line 4: scenario “试”: change 1: remove takes 9" in caught.value.sentences("en")


def test_the_faults_of_all_files_at_once(tmp_path):
    for name in "ab":
        text = f"name: {name}\nyear: 2024\nchanges:\n  - remove: {{headcount: 0, from: 2024-08}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_scenarios([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("a.yaml", 4), ("b.yaml", 4)]
