"""What words, names and missing parts show, one small document each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.made_document import document
from openfisca_china_personnel.documents import Document, Row, Table
from openfisca_china_personnel.documents.audit import Finding, audit
from openfisca_china_personnel.documents.lines import numbered

MADE = document()


def findings(text: str, made: Document = MADE) -> list[Finding]:
    """What is found in the made document with these sentences in place of its own."""
    lines = tuple(replace(line, page=3) for line in numbered(text))
    return list(audit(replace(made, prose=lines)).findings)


def keys(found: list[Finding]) -> list[tuple[str, str, int | None]]:
    return [(f.check, f.severity, f.where[0].line if f.where else None) for f in found]


def test_a_reason_that_breaks_off():
    assert keys(findings("公务接待费0.73万元，主要原因是。其中：接待费0.73万元。")) == [("broken_sentence", "error", 1)]


@pytest.mark.parametrize("holder", ["XX", "××", "○○", "____"])
def test_a_place_holder(holder: str):
    assert keys(findings(f"第二部分\n示例市{holder}局2024年度单位预算表")) == [("placeholder", "error", 2)]


@pytest.mark.parametrize("text", ["二○○八年起执行。", "地块W060701。", "于二○二四年公开。"])
def test_what_only_looks_like_a_place_holder(text: str):
    assert findings(text) == []


def test_a_heading_of_another_year():
    assert keys(findings("第三部分 示例管理局机关2023年度单位预算情况说明")) == [("year", "error", 1)]
    assert findings("第三部分 示例管理局机关2024年度单位预算情况说明") == []


def test_the_end_of_another_year_in_final_accounts():
    made = replace(MADE, kind="final_accounts")
    assert keys(findings("截至2023年12月31日，共有车辆3辆。", made)) == [("year", "error", 1)]
    assert findings("截至2024年12月31日，共有车辆3辆。", made) == []


ITEM = (
    "1.住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：缴存。年初预算为{}万元，支出决算为131.77万元。"
    "决算数{}预算数的主要原因：人员变动。"
)


@pytest.mark.parametrize(
    ("budget", "word", "wrong"),
    [
        *(("187.75", "大于", True), ("187.75", "小于", False), ("100.00", "小于", True)),
        *(("131.77", "等于", False), ("187.75", "等于", True)),
    ],
)
def test_more_or_less_than_the_budget(budget: str, word: str, wrong: bool):
    found = findings(ITEM.format(budget, word))
    assert [f.check for f in found] == (["direction"] if wrong else [])


def test_a_rise_that_is_a_fall():
    text = (
        "1、住房保障支出（221类）住房改革支出（02款）住房公积金（01项）131.77万元。2023年当年预算执行数为150.00万元，"
        "2024年预算安排131.77万元，比2023年预算执行数增加12.15%。"
    )
    (found,) = findings(text)
    assert (found.check, found.severity) == ("direction", "error")
    assert "减少12.15%" in found.text.zh


def test_a_percentage_of_nothing():
    text = (
        "1、住房保障支出（221类）住房改革支出（02款）住房公积金（01项）131.77万元。2023年当年预算执行数为0.00万元，"
        "2024年预算安排131.77万元，比2023年预算执行数增加100.00%。"
    )
    assert keys(findings(text)) == [("percent", "oddity", 1)]


def test_a_cause_that_goes_the_other_way():
    text = (
        "1.住房保障支出（类）住房改革支出（款）住房公积金（项）2024年预算131.77万元，比2023年执行数增加7.71万元，"
        "增长6.2%。主要原因：人员减少。"
    )
    assert keys(findings(text)) == [("cause", "inconsistent", 1)]


def test_a_class_under_another_name_than_the_tables_have():
    text = "1、公共卫生支出（221类）住房改革支出（02款）住房公积金（01项）131.77万元。"
    assert keys(findings(text)) == [("naming", "error", 1)]


def test_an_item_that_no_table_has():
    text = "1.住房保障支出（类）住房改革支出（款）购房补贴（项）2024年预算10.00万元。"
    assert keys(findings(text)) == [("item_absent", "inconsistent", 1)]


def test_lists_of_items_against_the_table():
    text = "公用经费165.23万元，主要包括：办公费、差旅费、租赁费等。"
    (found,) = findings(text)
    assert (found.check, found.severity, found.stated, found.computed) == ("item_list", "oddity", "租赁费", None)
    (found,) = findings("人员经费1068.86万元，主要包括：基本工资、津贴补贴、住房公积金、退休费、生活补助。")
    assert found.computed == "机关事业单位基本养老保险缴费、职业年金缴费"


def test_an_empty_table_says_why():
    empty = Table("5", "政府性基金预算支出表", "government_fund", "万元", 5, ("total",), ())
    made = replace(MADE, tables=(*MADE.tables, empty))
    assert keys(findings("说明。", made)) == [("empty_table", "oddity", None)]
    assert findings("注：本单位没有使用政府性基金预算拨款安排的支出。", made) == []


def test_a_table_called_empty_that_has_figures():
    assert [f.check for f in findings("注：本表为空表。" + "\n" * 3)] == []
    rows = (Row("total", "合计", None, 3, 1, {"total": "5.00"}),)
    table = Table("9", "部门情况表", "all", "万元", 3, ("total",), rows)
    (found,) = findings("\n\n注：本单位无此项预算，故本表为空表。", replace(MADE, tables=(*MADE.tables, table)))
    assert (found.check, found.severity) == ("empty_table", "inconsistent")


def test_one_code_under_two_names():
    general = MADE.tables[2]
    rows = tuple(replace(row, name="购房补贴") if row.code == "2210202" else row for row in general.rows)
    made = replace(MADE, tables=(*MADE.tables[:2], replace(general, rows=rows), MADE.tables[3]))
    assert "naming" in [f.check for f in findings("说明。", made)]


def test_the_general_budget_is_part_of_all_funds_and_their_difference_is_scope():
    expenditure = MADE.tables[1]
    more = {"221": 5, "22102": 5, "2210201": 5, "total": 5}
    rows = tuple(
        replace(row, values={**row.values, **{c: f"{row.amount(c) + 5:.2f}" for c in ("total", "basic")}})
        if row.code in more
        else row
        for row in expenditure.rows
    )
    made = replace(MADE, tables=(replace(expenditure, rows=rows), *MADE.tables[2:]))
    found = findings("说明。", made)
    assert [(f.severity, f.stated, f.computed) for f in found] == [("scope", "136.77", "131.77")]


def test_tables_without_a_unit_are_not_compared_with_others():
    tables = tuple(replace(table, amount_unit=None) for table in MADE.tables)
    assert audit(replace(MADE, tables=tables, amount_unit=None)).findings == ()
