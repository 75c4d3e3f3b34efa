"""Plain text of tables by codes beside those of expenditure: of income, of appropriations, of operating funds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, read_document

EXPENDITURE = """单位支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
208 社会保障和就业支出 300.50 300.50
20805 行政事业单位养老支出 300.50 300.50
2080505 机关事业单位基本养老保险缴费支出 300.50 300.50
合计 300.50 300.50
"""
INCOME = """单位收入总表
单位：万元
项目 收入预算
功能分类科目编码 功能分类科目名称 合计 财政拨款收入 事业收入 事业单位经营收入 其他收入
类 款 项
208 社会保障和就业支出 {class_}
208 05 行政事业单位养老支出 300.50 250.00 0.00 0.00 50.50
208 05 05 机关事业单位基本养老保险缴费支出 300.50 250.00 0.00 0.00 50.50
合计 300.50 250.00 0.00 0.00 50.50
"""
ALL = "300.50 250.00 0.00 0.00 50.50"


def read(tmp_path: Path, *tables: str) -> Document:
    file = tmp_path / "x.txt"
    file.write_text("\n".join(("某某局2024年度单位预算", *tables)), encoding="utf-8")
    return read_document(file)


def test_a_table_of_income_by_code(tmp_path: Path) -> None:
    income, expenditure = read(tmp_path, INCOME.format(class_=ALL), EXPENDITURE).tables
    assert (income.kind, expenditure.kind) == ("income", "expenditure")
    assert income.columns == ("total", "财政拨款收入", "事业收入", "事业单位经营收入", "other_income")
    assert [row.code for row in income.rows] == ["208", "20805", "2080505", "total"]
    assert income.rows[1].values["other_income"] == "50.50"
    assert not any(row.uncertain for row in income.rows)


def test_fewer_figures_than_columns(tmp_path: Path) -> None:
    """The rows around decide where they can; where no row does, the columns stay open."""
    few = "300.50 250.00 50.50"
    decided, _ = read(tmp_path, INCOME.format(class_=few), EXPENDITURE).tables
    assert decided.rows[0].values["other_income"] == "50.50"
    left_open, _ = read(tmp_path, INCOME.format(class_=few).replace(ALL, few), EXPENDITURE).tables
    for row in left_open.rows:
        assert row.values["total"] == "300.50"
        assert "other_income" in row.uncertain
        assert "50.50" not in row.values.values()


@pytest.mark.parametrize("line", ["{} 12.3x", "2080505 机关 1.00 2080506 职业 2.00"])
def test_a_table_with_a_line_that_cannot_be_read_is_left_out_with_a_note(tmp_path: Path, line: str) -> None:
    document = read(tmp_path, INCOME.format(class_=line.format(ALL)), EXPENDITURE)
    (table,) = document.tables
    assert table.kind == "expenditure"
    (note,) = document.notes
    assert note.code == "table_not_read"
    assert "单位收入总表" in note.text.zh
    assert "line 7 of x.txt" in note.text.en
    assert json.loads(json.dumps(document.to_dict("en")))["notes"][0]["text"] == note.text.en


def test_appropriations_and_operating_funds_in_one_column(tmp_path: Path) -> None:
    rows = "合计 50.00\n302 商品和服务支出 50.00\n30201 办公费 50.00\n"
    basic = f"财政拨款基本支出预算表（经济科目）\n单位：万元\n科目编码 科目名称 金额\n{rows}"
    funds = f"一般公共预算机关运行经费支出预算表\n单位：万元\n科目编码 科目名称 机关运行经费支出\n{rows}"
    kinds = {table.kind: table for table in read(tmp_path, EXPENDITURE, basic, funds).tables}
    assert kinds["appropriation_basic"].rows[2].values == {"budget": "50.00"}
    assert kinds["agency_operating"].rows[2].values == {"机关运行经费支出": "50.00"}


def test_a_form_feed_begins_a_line(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(INCOME.format(class_=ALL).rstrip() + "\f" + EXPENDITURE, encoding="utf-8")
    assert [(table.kind, table.page) for table in read_document(file).tables] == [("income", 1), ("expenditure", 2)]


def test_a_table_whose_heading_is_not_known_is_named(tmp_path: Path) -> None:
    unknown = EXPENDITURE.replace("单位支出总表", "财政拨款收支总表").replace("科目编码 科目名称", "甲 乙")
    other = EXPENDITURE.replace("单位支出总表", "一般公共预算支出表").replace("项目支出", "项目支出 结转下年")
    document = read(tmp_path, EXPENDITURE, unknown, other)
    assert [table.kind for table in document.tables] == ["expenditure"]
    assert [note.text.zh for note in document.notes] == [
        "表“财政拨款收支总表”（第10行）没有读取：看不懂其表头。",
        "表“一般公共预算支出表”（第18行）没有读取：看不懂其表头。",
    ]


def test_a_row_without_a_code_between_rows_with_figures_is_kept(tmp_path: Path) -> None:
    text = EXPENDITURE.replace("2080505", "其他 5.00 5.00\n2080505")
    (table,) = read(tmp_path, text).tables
    assert [(row.code, row.name) for row in table.rows][2] == ("", "其他")
    assert table.rows[2].values["total"] == "5.00"
