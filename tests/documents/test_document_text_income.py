"""A unit's table of income in plain text: one row whose blank cells leave fewer figures than columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Row, read_document

HEAD = """合计 上年结转
一般公共预算
拨款收入
政府性基
金预算拨款收入
国有资本经营预
算拨款收入
事业收入
事业单位
经营收入
上级补助收入
附属单位
上缴收入
其他收入
使用非财政
拨款结余
金额
其中：教育
收费
"""
GENERAL = """单位公开表5
一般公共预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
221 住房保障支出 50.00 20.00 30.00
合计 50.00 20.00 30.00
"""


def income(tmp_path: Path, row: str, prose: str, head: str = HEAD) -> Row | None:
    text = (
        f"示例局2024年度单位预算\n单位公开表2\n单位收入总表\n单位：万元\n{head}{row}\n{GENERAL}第三部分 说明\n{prose}\n"
    )
    file = tmp_path / "x.txt"
    file.write_text(text, "utf-8")
    return next((table.rows[0] for table in read_document(file).tables if table.kind == "income"), None)


def test_the_narrative_decides_which_cells_are_blank(tmp_path: Path):
    row = income(
        tmp_path, "100.00 30.00 60.00 10.00", "上年结转30万元，一般公共预算拨款收入60.00万元，其他收入10万元。"
    )
    assert row is not None
    assert dict(row.values) == {
        "total": "100.00",
        "carried_in": "30.00",
        "general_budget": "60.00",
        "other_income": "10.00",
    }
    assert row.uncertain == ()


def test_what_the_narrative_does_not_decide_is_open(tmp_path: Path):
    row = income(tmp_path, "100.00 40.00 60.00", "一般公共预算拨款收入60.00万元。")
    assert row is not None
    assert dict(row.values) == {"total": "100.00", "carried_in": "40.00", "general_budget": "60.00"}
    open_ = income(tmp_path, "100.00 40.00 60.00", "另行说明。")
    assert open_ is not None
    assert dict(open_.values) == {"total": "100.00"}
    assert {"carried_in", "general_budget", "other_income", "used_surplus"} <= set(open_.uncertain)


def test_a_part_of_business_income_counts_once(tmp_path: Path):
    prose = "一般公共预算拨款收入60.00万元，事业收入40万元，教育收费15万元。"
    row = income(tmp_path, "100.00 60.00 40.00 15.00", prose)
    assert row is not None
    assert row.values["事业收入/其中:教育收费"] == "15.00"
    assert row.uncertain == ()


def test_a_row_that_does_not_add_up_is_read_where_the_narrative_decides(tmp_path: Path):
    row = income(tmp_path, "100.00 30.00 60.00", "上年结转30万元，一般公共预算拨款收入60万元，其他收入0万元。")
    assert row is not None
    assert dict(row.values) == {"total": "100.00", "carried_in": "30.00", "general_budget": "60.00"}


def test_where_row_and_narrative_contradict_the_cells_are_open(tmp_path: Path):
    row = income(tmp_path, "100.00 40.00 60.00", "上年结转30万元。")
    assert row is not None
    assert dict(row.values) == {"total": "100.00"}


@pytest.mark.parametrize(
    ("row", "head"), [("100.00 30.00 60.00", HEAD), ("100.00 40.00 60.00", HEAD.replace("其他收入", "捐赠收入"))]
)
def test_what_fits_in_no_way_and_another_head_are_no_table(tmp_path: Path, row: str, head: str):
    assert income(tmp_path, row, "另行说明。", head) is None
