"""How units without tables write: every turn of phrase is tied to the amount that it speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.lines import numbered
from openfisca_china_personnel.documents.prose import Statement, read_statements

BARE = Document("示例局", 2022, "budget", None, ())


def stated(text: str) -> list[Statement]:
    lines = [replace(line, page=1) for line in numbered(text)]
    return list(read_statements(lines, replace(BARE, prose=tuple(lines))))


def amounts(text: str) -> list[tuple[str, str | None]]:
    return [(s.subject, s.amount.printed if s.amount else None) for s in stated(text)]


def test_comparisons_go_to_the_amount_that_they_name():
    income, expenditure = stated(
        "本部门收入总计80.00万元，支出总计79.00万元。与2021年相比，收入增加5.00万元，增长6.67%。"
        "支出增加4.00万元，增长5.33%。"
    )
    assert (income.change.printed, income.percent.printed) == ("5.00", "6.67")
    assert (expenditure.change.printed, expenditure.percent.printed) == ("4.00", "5.33")


def test_a_comparison_behind_a_list_of_parts_is_that_of_the_whole():
    whole, first, second = stated(
        "收支总预算400.00万元，含示例站经费20.00万元、示例园经费30.00万元；比2021年预算增加50.00万元，增长14.29%。"
    )
    assert (whole.change.printed, whole.percent.printed) == ("50.00", "14.29")
    assert (first.change, second.change) == (None, None)


def test_two_comparisons_behind_two_amounts():
    _, reception, vehicles = stated(
        "三公经费开支9.00万元，其中公务接待费3.00万元，公务用车运行维护费6.00万元。"
        "公务接待支出比去年减少1.00万元，公务用车运行维护费比去年减少2.00万元。"
    )
    assert (reception.change.printed, vehicles.change.printed) == ("1.00", "2.00")


def test_an_income_and_an_expenditure_of_one_amount_are_two_things():
    assert amounts("2022年收入安排65.50万元，支出65.50万元。") == [("收入", "65.50"), ("支出", "65.50")]


def test_an_amount_of_the_year_before_is_a_base():
    (found,) = stated("公务接待费2022年预算8.00万元，2021年预算12.50万元，对比减少4.50万元，减少率36%。")
    assert (found.subject, found.amount.printed, found.base.printed, found.against) == (
        *("公务接待费", "8.00", "12.50", "prior_year"),
    )
    assert (found.change.printed, found.percent.printed, found.direction) == ("4.50", "36", "减少")


def test_a_base_that_stands_in_the_comparison():
    (found,) = stated("“三公”经费支出2.05万元，较上年2.08减少0.03万元。")
    assert (found.base.printed, found.base.unit, found.change.printed) == ("2.08", "万元", "0.03")


def test_from_and_to():
    (found,) = stated("会议费由上年的10.00万元减少到8.00万元。")
    assert (found.subject, found.amount.printed, found.base.printed, found.direction) == (
        *("会议费", "8.00", "10.00", "减少"),
    )


def test_a_budget_told_after_the_expenditure():
    (found,) = stated("公务接待费支出2.05万元，年初预算为2.95万元，差值为0.90万元。")
    assert (found.subject, found.base.printed, found.against, found.change.printed) == (
        *("公务接待费", "2.95", "initial_budget", "0.90"),
    )


@pytest.mark.parametrize("text", ["按每人每年人均2400元测算。", "定额为6000元/年人均。", "按12家单位每家10000元测算。"])
def test_a_standard_a_head_is_no_amount(text: str):
    assert stated(text) == []


def test_a_remark_in_brackets_is_no_part_of_a_name():
    assert amounts("工资福利支出（人员支出）300元，商品和服务支出（公用支出）100元。") == [
        ("工资福利支出", "300"),
        ("商品和服务支出", "100"),
    ]


def test_a_list_whose_unit_stands_at_its_end():
    assert amounts("对个人和家庭补助支出2370（其中：遗属补助1000、独保费370元，退职人员补助1000元）") == [
        ("对个人和家庭补助支出", "2370"),
        ("遗属补助", "1000"),
        ("独保费", "370"),
        ("退职人员补助", "1000"),
    ]


def test_people_are_no_money():
    assert amounts("年末在职人数245，离退休人数1200、人员经费3000元。") == [("人员经费", "3000")]


def test_a_heading_that_only_names_is_no_part_of_the_sentence():
    assert amounts("一、公务接待费\n2022年公务接待费9.95万元。") == [("公务接待费", "9.95")]


def test_a_sentence_without_a_subject_has_that_of_its_heading():
    assert amounts("（3）公务接待费支出情况。\n2022年接待24批次，210人次，支出2.05万元。") == [("公务接待费", "2.05")]


def test_a_cause_without_the_word_ends_before_the_next_amount():
    first, second = stated("公务接待费2.00万元，比上年减少1.00万元，主要是厉行节约，会议费3.00万元。")
    assert (first.cause, second.subject) == ("厉行节约", "会议费")


def test_what_an_amount_mainly_consists_of_is_no_cause():
    assert amounts("基本支出100.00万元，主要是人员经费80.00万元，公用经费20.00万元。")[1][1] == "80.00"


def test_no_table_no_code():
    (found,) = stated("六、“三公”经费情况说明\n公务接待费1.20万元。")
    assert (found.code, found.table, found.targets) == (None, None, ())
