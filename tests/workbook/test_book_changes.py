"""The sheet of changes: each kind of row as a scenario file would say it, and every fault at its cell."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.scenario import Add, Remove, Retire
from openfisca_china_personnel.workbook.change_columns import COLUMNS, recognise
from openfisca_china_personnel.workbook.reading import read_book
from workbook.filled_books import Formula, Percent, filled, typed

PEOPLE = [["人数", "职级", "月工资"], [10, "科员及以下", 9000]]
HEADINGS = ["情景", "类型", "起始月", "决定月", "变动人数"]


def book_of(tmp_path, rows, headings=HEADINGS, above=()):
    sheets = {"人员": PEOPLE, "变动": [*above, headings, *rows]}
    return read_book(typed(tmp_path / "book.xlsx", sheets))


def only_change(tmp_path, cells):
    """What the sheet makes of one row, given by heading."""
    book = book_of(tmp_path, [list(cells.values())], list(cells))
    (scenario,) = book.described
    (change,) = scenario.changes
    return change.kind, change.content


def fault_of(tmp_path, cells):
    book = book_of(tmp_path, [list(cells.values())], list(cells))
    with pytest.raises(InputFaults) as caught:
        _ = book.scenarios
    (fault,) = caught.value.faults
    assert (fault.file, fault.sheet, fault.row) == ("book.xlsx", "变动", 2)
    return fault


KINDS = {
    "an addition": (
        {
            "类型": "增加",
            "起始月": "2024-07",
            "变动人数": 10,
            "单位": "甲",
            "职级": "科员",
            "月工资（元/月）": 9000.5,
            "进入方式": "新参加工作",
        },
        (
            "add",
            {
                "from": "2024-07",
                "headcount": "10",
                "unit": "甲",
                "rank": "staff",
                "monthly_salary": "9000.5",
                "entry": "first_job",
            },
        ),
    ),
    "an addition with other columns": (
        {
            "类型": "增加",
            "起始月": "2024-07",
            "变动人数": 1,
            "指定列1": "公积金基数",
            "指定值1": 8000,
            "指定列2": "养老基数",
            "指定值2": 8100,
        },
        ("add", {"from": "2024-07", "headcount": "1", "housing_fund_base": "8000", "pension_base": "8100"}),
    ),
    "people who leave": (
        {"类型": "减少", "起始月": "2024-10", "人数": 3, "职级": "正处级", "参加养老保险": "否"},
        (
            "remove",
            {"from": "2024-10", "headcount": "3", "where": {"rank": "division_head", "contributes_pension": "no"}},
        ),
    ),
    "people who retire, decided the month before": (
        {"类型": "退休", "决定月": "2024-08", "变动人数": 2, "性别": "女", "每年重复": "是"},
        ("retire", {"decided": "2024-08", "headcount": "2", "yearly": "yes", "where": {"sex": "female"}}),
    ),
    "a promotion with a new wage": (
        {
            "类型": "晋升",
            "起始月": "2024-05",
            "变动人数": 4,
            "职级": "科员及以下",
            "新职级": "副科级",
            "月工资": 10000,
            "每年重复": "否",
        },
        (
            "promote",
            {
                "from": "2024-05",
                "headcount": "4",
                "to": "deputy_section_head",
                "monthly_salary": "10000",
                "where": {"rank": "staff"},
            },
        ),
    ),
    "a transfer": (
        {"类型": "调动", "起始月": "2024-04", "变动人数": 2, "单位": "甲", "调入单位": "乙"},
        ("transfer", {"from": "2024-04", "headcount": "2", "to_unit": "乙", "where": {"unit": "甲"}}),
    ),
    "a raise in percent for all": (
        {"类型": "调资", "起始月": "2024-01", "调资幅度（%）": Percent(0.05), "人员状态": "在职"},
        ("raise", {"from": "2024-01", "percent": "5%", "where": {"status": "active"}}),
    ),
    "a raise by an amount": (
        {"类型": "调资", "起始月": "2024-01", "变动人数": 5, "调资金额（元/月）": 300},
        ("raise", {"from": "2024-01", "headcount": "5", "amount": "300"}),
    ),
    "an enrolment in both schemes": (
        {
            "类型": "纳入",
            "起始月": "2024-07",
            "纳入项目": "住房公积金和养老保险",
            "参加养老保险": "否",
            "纳入后按月购房补贴": "是",
        },
        (
            "enrol",
            {
                "from": "2024-07",
                "schemes": ["housing_fund", "pension"],
                "purchase_subsidy": "yes",
                "where": {"contributes_pension": "no"},
            },
        ),
    ),
    "an enrolment in the pension": (
        {"类型": "纳入", "起始月": "2024-07", "纳入项目": "养老保险", "变动人数": 3},
        ("enrol", {"from": "2024-07", "headcount": "3", "schemes": ["pension"]}),
    ),
    "an assigned column": (
        {"类型": "指定", "起始月": "2024-07", "单位": "甲", "指定列1": "公积金比例", "指定值1": Percent(0.1)},
        ("assign", {"from": "2024-07", "where": {"unit": "甲"}, "housing_fund_rate": "0.1"}),
    ),
    "a rule until a month, by its name": (
        {
            "类型": "参数调整",
            "起始月": "2024-07",
            "参数": "住房公积金缴存比例上限",
            "参数数值": Percent(0.1),
            "止": "2025-06",
        },
        ("set", {"from": "2024-07", "parameter": "housing_fund.rate.maximum", "value": "0.1", "until": "2025-06"}),
    ),
    "a rule for ever, by its path": (
        {"类型": "参数调整", "起始月": "2024-07", "参数": "rent_subsidy.average", "参数数值": 95, "止": "长期"},
        ("set", {"from": "2024-07", "parameter": "rent_subsidy.average", "value": "95", "until": "forever"}),
    ),
    "English headings and words": (
        {
            "scenario": "x",
            "kind": "remove",
            "from": "2024-10",
            "headcount (people)": 3,
            "rank": "division head",
            "status": "active",
        },
        ("remove", {"from": "2024-10", "headcount": "3", "where": {"status": "active", "rank": "division_head"}}),
    ),
}


@pytest.mark.parametrize(("cells", "expected"), KINDS.values(), ids=KINDS)
def test_a_row_says_what_a_scenario_file_would(tmp_path, cells, expected):
    assert only_change(tmp_path, cells) == expected


@pytest.mark.parametrize(
    ("typed_month", "read"),
    [
        (datetime.date(2024, 7, 1), "2024-07"),
        ("2024-07", "2024-07"),
        ("2024年7月", "2024年7月"),
        (datetime.date(2024, 1, 1), "2024-01"),
        (datetime.date(2024, 7, 15), "2024-07-15"),
    ],
)
def test_months_may_be_dates_or_texts(tmp_path, typed_month, read):
    _, content = only_change(tmp_path, {"类型": "减少", "起始月": typed_month, "变动人数": 1})
    assert content["from"] == read


@pytest.mark.parametrize(
    ("typed_percent", "read"),
    [
        (Percent(0.05), "5%"),
        (5, "5%"),
        ("5%", "5%"),
        (Percent(1.0), "100%"),  # a cell that shows 100 %
        (1, "1%"),  # one that shows 1
        (Percent(-0.025), "-2.5%"),
        ("4%-6%", {"low": "4%", "high": "6%"}),
        ("4%至6%", {"low": "4%", "high": "6%"}),
    ],
)
def test_percentages_may_be_fractions_percentages_or_ranges(tmp_path, typed_percent, read):
    _, content = only_change(tmp_path, {"类型": "调资", "起始月": "2024-01", "调资幅度": typed_percent})
    assert content["percent"] == read


def test_rows_of_one_name_make_one_scenario_and_a_blank_name_is_the_first(tmp_path):
    rows = [
        ["乙", "减少", "2024-10", None, 1],
        [None, "退休", "2024-09", None, 1],
        [None, None, None, None, None],
        ["乙", "减少", "2024-11", None, 2],
    ]
    first, second = book_of(tmp_path, rows).scenarios
    assert (first.name, second.name) == ("乙", "情景一")
    assert [type(change.content) for change in first.changes] == [Remove, Remove]
    assert [change.content.first_month for change in first.changes] == [month_number(2024, 10), month_number(2024, 11)]
    assert [type(change.content) for change in second.changes] == [Retire]


def test_the_template_filled_in_reads_back(tmp_path):
    rows = [{"kind": "add", "from": "2024-07", "headcount": "3", "rank": "staff", "monthly_salary": "8000"}]
    book = read_book(filled(tmp_path / "book.xlsx", changes=rows, years="2024-2026"))
    (scenario,) = book.scenarios
    (change,) = scenario.changes
    assert isinstance(change.content, Add)
    assert dict(change.content.columns) == {"rank": "staff", "monthly_salary": "8000"}
    assert book.years == scenario.span == (2024, 2025, 2026)
    assert book.year == 2024


def test_what_all_scenarios_assume_stands_above_the_table(tmp_path):
    above = [["测算年度", "2024-2028", "工资增长率", Percent(0.04)], ["社会平均工资增长率", "3%-5%", "到龄退休", "是"]]
    rows = [["甲", "减少", "2024-10", None, 1], ["乙", "退休", "2024-09", None, 1]]
    for scenario in book_of(tmp_path, rows, above=above).scenarios:
        assert scenario.span == (2024, 2025, 2026, 2027, 2028)
        assert scenario.assumptions.wage_growth.in_year(2026) == Decimal("0.04")
        growth = scenario.assumptions.average_wage_growth.in_year(2026)
        assert (growth.low, growth.high) == (Decimal("0.03"), Decimal("0.05"))
        assert scenario.assumptions.retirement_by_age is True


def test_assumptions_without_changes_are_a_scenario(tmp_path):
    book = book_of(tmp_path, [], above=[["测算年度", 2024, "工资增长率", "4%"]])
    (scenario,) = book.scenarios
    assert (scenario.name, scenario.year, scenario.changes) == ("情景一", 2024, ())


def test_a_blank_assumption_is_not_the_label_after_it(tmp_path):
    book = book_of(tmp_path, [], above=[["测算年度", None, "工资增长率", None, "到龄退休", "否"]])
    assert book.described[0].common == {"assumptions": {"retirement_by_age": "no"}}
    assert book.years == ()


def test_a_sheet_without_changes_has_no_scenario(tmp_path):
    book = read_book(filled(tmp_path / "book.xlsx"))
    assert book.scenarios == ()
    with pytest.raises(InputFaults, match="nothing to simulate") as caught:
        book.needed_scenarios()
    (fault,) = caught.value.faults
    assert (fault.file, fault.sheet) == ("book.xlsx", "变动")


REMOVAL = {"类型": "减少", "起始月": "2024-10", "变动人数": 1}
RULE = {"类型": "参数调整", "起始月": "2024-07", "参数": "住房公积金缴存比例上限", "参数数值": "10%"}
FAULTS = {
    "no kind": ({"情景": "甲", "类型": None, "起始月": "2024-10"}, "类型", "没有选类型"),
    "no such kind": ({**REMOVAL, "类型": "离职"}, "类型", "“离职”不是变动的类型"),
    "a cell that the kind does not use": ({**REMOVAL, "调资幅度": "5%"}, "调资幅度", "“减少”不用“调资幅度”"),
    "a headcount that the kind needs": (
        {"类型": "减少", "起始月": "2024-10", "变动人数": None},
        "变动人数",
        "须填“变动人数”",
    ),
    "a needed column that the sheet lacks": ({**REMOVAL, "类型": "晋升"}, "新职级", "“晋升”须填“新职级”"),
    "no month": ({"类型": "减少", "起始月": None, "变动人数": 1}, "起始月", "须填其一"),
    "two months": ({**REMOVAL, "决定月": "2024-09"}, "起始月", "只填其一"),
    "a day": ({**REMOVAL, "起始月": datetime.date(2024, 10, 15)}, "起始月", "“2024-10-15”写到了日"),
    "no month at all": ({**REMOVAL, "起始月": "十月"}, "起始月", "“十月”不是月份"),
    "no headcount": ({**REMOVAL, "变动人数": "若干"}, "变动人数", "“若干”不是人数"),
    "a fraction of a head": ({**REMOVAL, "变动人数": 1.5}, "变动人数", "“1.5”不是人数"),
    "no such rank": ({**REMOVAL, "职级": "处长级"}, "职级", "“处长级”不是已知的职级"),
    "no yes or no": ({**REMOVAL, "参加养老保险": "部分"}, "参加养老保险", "既不是“是”也不是“否”"),
    "retired people who retire": ({**REMOVAL, "类型": "退休", "人员状态": "退休"}, None, "只有在职人员可以退休"),
    "a raise of no size": ({"类型": "调资", "起始月": "2024-01", "调资幅度": None}, "调资幅度", "须填其一"),
    "a raise in words": ({"类型": "调资", "起始月": "2024-01", "调资幅度": "一点"}, "调资幅度", "“一点”不是百分数"),
    "a range that falls": (
        {"类型": "调资", "起始月": "2024-01", "调资幅度": "6%-4%"},
        "调资幅度",
        "low ≤ likely ≤ high",
    ),
    "an amount in words": ({"类型": "调资", "起始月": "2024-01", "调资金额": "三百"}, "调资金额", "“三百”不是金额"),
    "no such schemes": ({"类型": "纳入", "起始月": "2024-07", "纳入项目": "医保"}, "纳入项目", "“医保”不是纳入项目"),
    "a column without a value": (
        {"类型": "指定", "起始月": "2024-07", "指定列1": "公积金比例", "指定值1": "10%", "指定列2": "所在地"},
        "指定值2",
        "“指定列2”已填，还须填“指定值2”",
    ),
    "no such column": (
        {"类型": "指定", "起始月": "2024-07", "指定列1": "公积金比列", "指定值1": "10%"},
        "指定列1",
        "是否应为“公积金比例”",
    ),
    "a column twice": (
        {
            "类型": "指定",
            "起始月": "2024-07",
            "指定列1": "所在地",
            "指定值1": "其他",
            "指定列2": "location",
            "指定值2": "其他",
        },
        "指定列2",
        "只能填一次",
    ),
    "no such parameter": ({**RULE, "参数": "住房公积金缴存比例上线"}, "参数", "是否应为“housing_fund.rate.maximum”"),
    "a value that is no rate": ({**RULE, "参数数值": "一成"}, "参数数值", "“一成”不是百分数"),
    "an end before the beginning": ({**RULE, "止": "2024-06"}, None, "until 早于起始月"),
    "an end that is no month": ({**RULE, "止": "明年"}, "止", "“明年”不是月份"),
    "people of a rule": ({**RULE, "变动人数": 3}, "变动人数", "“参数调整”不用“变动人数”"),
    "a formula without a result": ({**REMOVAL, "变动人数": Formula("=A9*2")}, "变动人数", "公式没有保存计算结果"),
    "an error value": ({**REMOVAL, "职级": "#REF!"}, "职级", "错误值“#REF!”"),
    "a column that is not known": ({**REMOVAL, "说明文字": "因编制"}, "说明文字", "不认识的列“说明文字”"),
}


@pytest.mark.parametrize(("cells", "column", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_sheet_row_and_column(tmp_path, cells, column, text):
    fault = fault_of(tmp_path, cells)
    assert fault.column == column
    assert text in fault.text.zh


def test_all_faults_come_at_once(tmp_path):
    rows = [["甲", "减少", "2024-10", None, None], ["甲", "离职", "2024-10", None, 1], ["甲", "减少", "十月", None, 1]]
    book = book_of(tmp_path, rows[:2])
    with pytest.raises(InputFaults) as caught:
        _ = book.scenarios
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "变动人数"), (3, "类型")]


def test_a_faulty_assumption_is_named_once_for_all_scenarios(tmp_path):
    rows = [["甲", "减少", "2024-10", None, 1], ["乙", "减少", "2024-10", None, 1]]
    book = book_of(tmp_path, rows, above=[["测算年度", 2024, "工资增长率", "7%-5%"]])
    with pytest.raises(InputFaults) as caught:
        _ = book.scenarios
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("变动", 1, "工资增长率")


@pytest.mark.parametrize(("label", "cell"), [("测算年度", "明年"), ("工资增长率", "很快"), ("到龄退休", "也许")])
def test_assumptions_that_cannot_be_read_are_named(tmp_path, label, cell):
    book = book_of(tmp_path, [], above=[[label, cell]])
    with pytest.raises(InputFaults) as caught:
        _ = book.scenarios
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("变动", 1, label)
    assert f"“{cell}”" in fault.text.zh


def test_a_fault_met_in_the_simulation_names_sheet_and_row(tmp_path):
    from openfisca_china_personnel.scenario import simulate

    book = book_of(tmp_path, [["甲", "减少", "2024-10", None, 11]], above=[["测算年度", 2024]])
    with pytest.raises(InputFaults) as caught:
        simulate(book.roster(2024), book.scenarios)
    (fault,) = caught.value.faults
    assert (fault.file, fault.sheet, fault.row) == ("book.xlsx", "变动", 3)


def test_remarks_are_not_read_and_headings_are_told_apart(tmp_path):
    _, content = only_change(tmp_path, {**REMOVAL, "备注": "因机构调整"})
    assert content == {"from": "2024-10", "headcount": "1"}
    names = [recognise(text) for column in COLUMNS for text in (column.heading("zh"), column.heading("en"))]
    assert names == [column.name for column in COLUMNS for _ in range(2)]


def test_a_heading_that_stands_twice_is_a_fault(tmp_path):
    book = book_of(tmp_path, [["甲", "减少", "2024-10", 1, 1]], ["情景", "类型", "起始月", "人数", "变动人数"])
    with pytest.raises(InputFaults) as caught:
        _ = book.scenarios
    assert "出现了两次" in caught.value.faults[0].text.zh


def test_a_scenario_whose_range_was_drawn_still_knows_its_rows(tmp_path):
    import random

    from openfisca_china_personnel.language import Text

    headings = ["类型", "起始月", "调资幅度"]
    (scenario,) = book_of(tmp_path, [["调资", "2024-01", "4%-6%"]], headings).scenarios
    assert scenario.is_uncertain
    fault = scenario.settled(random.Random(1)).fault_in(1, Text("", ""))
    assert (fault.file, fault.sheet, fault.row) == ("book.xlsx", "变动", 2)
