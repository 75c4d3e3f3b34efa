"""Every kind of change in a file, in English and in Chinese, and every way in which a file can be wrong about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.scenario.changes import FOREVER
from openfisca_china_personnel.scenario.uncertainty import Uncertain
from scenario.made import written

PAIRS = [
    (
        "promote: {headcount: 4, where: {rank: staff}, to: deputy_section_head, monthly_salary: 9500, from: 2023-05}",
        "晋升: {人数: 4人, 条件: {职级: 科员}, 晋升为: 副科级, 月工资: 9500元, 起: 2023年5月}",
    ),
    (
        "transfer: {headcount: 2, where: {unit: 甲}, to_unit: 乙, decided: 2023-03}",
        "调动: {人数: 2, 条件: {单位: 甲}, 调入单位: 乙, 决定月: 2023-03}",
    ),
    (
        "raise: {percent: 5, where: {status: active, location: central_beijing}, from: 2023-01}",
        "调资: {百分比: 5%, 条件: {人员状态: 在职, 所在地: 在京中央}, 自: 2023-01}",
    ),
    (
        "raise: {amount: -300, headcount: 3, from: 2023-01, yearly: yes}",
        "调资: {金额: -300, 人数: 3, 起始月: 2023.01, 每年: 是}",
    ),
    (
        "enrol: {schemes: [housing_fund, pension], where: {contributes_pension: n}, from: 2023-7, purchase_subsidy: y}",
        "纳入: {险种: [住房公积金, 养老保险], 条件: {参加养老保险: 否}, 起: 2023-07, 按月购房补贴: 是}",
    ),
    (
        "assign: {housing_fund_rate: 0.10, purchase_lump_sum: 500, where: {sex: f, category: worker}, from: 2023-07}",
        "指定: {公积金比例: 0.10, 一次性购房补贴: 500, 条件: {性别: 女, 人员类别: 工勤}, 起: 2023-07}",
    ),
    (
        "set: {parameter: housing_fund.rate.default, value: 0.10, from: 2023-07, until: 2024-06}",
        "参数调整: {参数: housing_fund.rate.default, 数值: 0.10, 起: 2023-07, 止: 2024年6月}",
    ),
]


def head(changes):
    return "name: 试\nyear: 2023\nchanges:\n" + "".join(f"  - {change}\n" for change in changes)


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=[english.split(":")[0] for english, _ in PAIRS])
def test_both_languages_say_the_same(tmp_path, english, chinese):
    assert written(tmp_path, head([english])).changes == written(tmp_path, head([chinese])).changes


def test_what_each_kind_says(tmp_path):
    promote, transfer, rise, amount, enrol, assign, rule = (
        change.content for change in written(tmp_path, head(english for english, _ in PAIRS)).changes
    )
    assert (promote.headcount, promote.to, promote.monthly_salary) == (4, "deputy_section_head", 9500)
    assert not promote.yearly
    assert amount.yearly
    assert promote.selection == {"status": "active", "rank": "staff"}
    assert (transfer.to_unit, transfer.first_month) == ("乙", 2023 * 12 + 3)
    assert (rise.percent, rise.headcount, rise.amount) == (Decimal("0.05"), None, None)
    assert (amount.amount, amount.headcount) == (Decimal(-300), 3)
    assert (enrol.schemes, enrol.purchase_subsidy) == (("housing_fund", "pension"), True)
    assert enrol.selection == {"status": "active", "contributes_pension": False}
    assert dict(assign.columns) == {"housing_fund_rate": "0.10", "purchase_lump_sum": "500"}
    assert assign.selection == {"status": "active", "sex": "female", "category": "worker"}
    assert (rule.parameter, rule.value, rule.until) == ("housing_fund.rate.default", "0.10", 2024 * 12 + 5)


def test_until_forever(tmp_path):
    for word in ("forever", "永久", "长期", "Forever"):
        change = f"set: {{parameter: rent_subsidy.average, value: 95, from: 2023-07, until: {word}}}"
        assert written(tmp_path, head([change])).changes[0].content.until == FOREVER


def test_assumptions_in_both_languages(tmp_path):
    english = (
        "name: 试\nyears: 2023-2025\nassumptions:\n  wage_growth: {2024: 3%, 2025: {low: 2%, likely: 3%, high: 5%}}\n"
        "  average_wage_growth: {mean: 4%, sd: 1%}\n  retirement_by_age: no\n  draws: 50\n  seed: 7\n"
    )
    chinese = (
        "名称: 试\n年度: 2023-2025\n假设:\n  工资增长率: {2024: 3%, 2025年: {下限: 2%, 最可能: 3%, 上限: 5%}}\n"
        "  社会平均工资增长率: {均值: 4%, 标准差: 1%}\n  到龄退休: 否\n  抽样次数: 50\n  随机种子: 7\n"
    )
    first, second = (written(tmp_path, text) for text in (english, chinese.replace("2025年:", "2025:")))
    assert first.assumptions == second.assumptions
    assert first.span == second.span == (2023, 2024, 2025)
    growth = first.assumptions.wage_growth
    assert growth.in_year(2024) == Decimal("0.03")
    assert growth.in_year(2025) == Uncertain(low="2%", likely="3%", high="5%")
    assert growth.in_year(2026) == 0
    assert (first.assumptions.retirement_by_age, first.assumptions.draws, first.assumptions.seed) == (False, 50, 7)
    assert first.is_uncertain


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("promote: {headcount: 1, to: 局长, from: 2023-01}", "“局长”"),
        ("promote: {headcount: 1, from: 2023-01}", "缺少“晋升为（to）”"),
        ("promote: {to: staff, from: 2023-01}", "缺少“人数（headcount）”"),
        ("promote: {headcount: 1, to: staff, monthly_salary: 1.005, from: 2023-01}", "“1.005”"),
        ("promote: {headcount: 1, to: staff, monthly_salary: -5, from: 2023-01}", "-5"),
        ("transfer: {headcount: 1, from: 2023-01}", "缺少“调入单位（to_unit）”"),
        ("transfer: {headcount: 1, to_unit: '', from: 2023-01}", "“调入单位（to_unit）”是空的"),
        ("transfer: {headcount: 1, to_unit: 乙, from: 2023-01, yearly: yes}", "yearly"),
        ("raise: {from: 2023-01}", "percent"),
        ("raise: {percent: 5, amount: 5, from: 2023-01}", "percent"),
        ("raise: {percent: 五, from: 2023-01}", "“五”不是百分数"),
        ("raise: {percent: 1000, from: 2023-01}", "“1000”不是百分数"),
        ("raise: {percent: -100%, from: 2023-01}", "“-100%”不是百分数"),
        ("raise: {amount: 20000000, from: 2023-01}", "“20000000”不是金额"),
        ("raise: {percent: 5, from: 2023-01, yearly: 也许}", "也许"),
        ("raise: {percent: {low: 5}, from: 2023-01}", "low"),
        ("raise: {percent: {low: 5, hi: 6}, from: 2023-01}", "hi"),
        ("raise: {percent: {low: 5, high: x}, from: 2023-01}", "“x”不是百分数"),
        ("raise: {percent: {low: 6, high: 5}, from: 2023-01}", "low ≤ likely ≤ high"),
        ("enrol: {schemes: [医疗], from: 2023-01}", "“医疗”不是险种"),
        ("enrol: {from: 2023-01}", "schemes"),
        ("enrol: {schemes: [], from: 2023-01}", "schemes"),
        ("assign: {from: 2023-01}", "列"),
        ("assign: {rank: staff, from: 2023-01}", "rank"),
        ("assign: {housing_fund_rat: 5%, from: 2023-01}", "“housing_fund_rate”"),
        ("assign: {公积金比列: 5%, from: 2023-01}", "公积金比例"),
        ("set: {value: 5, from: 2023-01}", "缺少“参数（parameter）”"),
        ("set: {parameter: rent_subsidy.average, from: 2023-01}", "缺少“数值（value）”"),
        ("set: {parameter: rent_subsidy.average, value: 5}", "decided"),
        ("set: {parameter: rent_subsidy.average, value: 5, from: 2023-05, until: 2023-04}", "until 早于起始月"),
        ("set: {parameter: rent_subsidy.average, value: 5, decided: 2023-05, until: 2023-05}", "until 早于起始月"),
        ("set: {parameter: rent_subsidy.average, value: 5, from: 2023-05, until: 明年}", "明年"),
        ("set: {parameter: rent_subsidy.average, value: 5, from: 2023-05, until: 2023-06-15}", "整月"),
        ("remove: {headcount: 1, where: {birth_month: 1960-01}, from: 2023-01}", "birth_month"),
        ("remove: {headcount: 1, where: {contributes_pension: 也许}, from: 2023-01}", "也许"),
        ("remove: {headcount: 1, where: {status: 在岗位}, from: 2023-01}", "在岗位"),
    ],
)
def test_one_sentence_with_its_line(tmp_path, change, words):
    with pytest.raises(InputFaults) as caught:
        written(tmp_path, head(["remove: {headcount: 1, from: 2023-01}", change]))
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("s.yaml", 5)
    assert words in fault.text.zh, fault.text.zh
    assert fault.text.en
    assert "{" not in fault.text.zh + fault.text.en


@pytest.mark.parametrize(
    ("assumption", "line", "words"),
    [
        ("wage_growth: 3", 5, "“3”没有百分号"),
        ("wage_growth: {2024: 3}", 5, "“3”没有百分号"),
        ("wage_growth: {low: 3}", 5, "low"),
        ("wage_growth: {3000: 3%}", 5, "3000"),
        ("average_wage_growth: {mean: 3%, sd: 50%}", 5, "sd"),
        ("draws: 1", 5, "draws"),
        ("draws: 10001", 5, "draws"),
        ("draws: x", 5, "“x”"),
        ("seed: -1", 5, "“-1”"),
        ("retirement_by_age: 也许", 5, "也许"),
        ("wage_grwth: 3%", 5, "wage_grwth"),
    ],
)
def test_an_assumption_that_cannot_be(tmp_path, assumption, line, words):
    text = "name: 试\nyear: 2023\nassumptions:\n  # as one line\n  " + assumption + "\n"
    with pytest.raises(InputFaults) as caught:
        written(tmp_path, text)
    (fault,) = caught.value.faults
    assert fault.line == line
    assert words in fault.text.zh, fault.text.zh
    assert fault.text.en


def test_every_fault_of_a_file_at_once(tmp_path):
    changes = [
        "promote: {headcount: 0, to: 局长, from: 2023-13}",
        "raise: {percent: 五, from: 2023-01}",
        "set: {parameter: x, value: 1, from: 2023-05, until: 2023-04}",
    ]
    with pytest.raises(InputFaults) as caught:
        written(tmp_path, head(changes))
    assert [fault.line for fault in caught.value.faults] == [4, 4, 4, 5, 6]
