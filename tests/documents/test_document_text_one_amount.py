"""Plain text of tables with one column of amounts, of codes that lost a zero, of a unit's name over two lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.faults import InputFaults

ROWS = """{total}
208  社会保障和就业支出  1,300.50
20805  行政事业单位养老支出  1,300.50
2080505  机关事业单位基本养老保险缴费支出  1,000.25
2080506  机关事业单位职业年金缴费支出  300.25
221  住房保障支出  50.00
22102  住房改革支出  50.00
2210201  住房公积金  50.00
"""
TOTAL = "合计  1,350.50"
ECONOMIC = """合计  1,350.50
301  工资福利支出  1,350.50
30101  基本工资  1,300.25
30113  住房公积金  50.25
"""


def read(tmp_path: Path, text: str) -> Document:
    file = tmp_path / "x.txt"
    file.write_text(text, encoding="utf-8")
    return read_document(file)


@pytest.mark.parametrize(
    "head",
    ["功能科目代码  功能科目名称  金额", "科目编码 科目名称 2024年预算数", "功能分类科目编码\n科目名称  金   额"],
)
def test_one_column_of_amounts_is_the_budget(tmp_path: Path, head: str) -> None:
    rows = ROWS.format(total=TOTAL)
    (table,) = read(tmp_path, f"一般公共预算支出预算表（功能科目）\n部门：某局  单位：万元\n{head}\n{rows}").tables
    assert (table.kind, table.columns, table.amount_unit) == ("general", ("budget",), "万元")
    assert {row.code: row.values.get("budget") for row in table.rows} == {
        "total": "1350.50",
        "208": "1300.50",
        "20805": "1300.50",
        "2080505": "1000.25",
        "2080506": "300.25",
        "221": "50.00",
        "22102": "50.00",
        "2210201": "50.00",
    }
    assert not any(row.uncertain for row in table.rows)


@pytest.mark.parametrize(("heading", "column"), [("金额", "budget"), ("基本支出", "basic")])
def test_one_column_of_the_economic_table(tmp_path: Path, heading: str, column: str) -> None:
    text = f"一般公共预算基本支出预算表（经济科目）\n单位：万元\n科目编码  科目名称  {heading}\n{ECONOMIC}"
    (table,) = read(tmp_path, text).tables
    assert (table.kind, table.columns) == ("basic", (column,))
    assert [row.values[column] for row in table.rows] == ["1350.50", "1350.50", "1300.25", "50.25"]


def test_one_column_of_final_accounts_is_what_was_spent(tmp_path: Path) -> None:
    rows = ROWS.format(total=TOTAL)
    (table,) = read(tmp_path, f"一般公共预算支出决算表\n单位：万元\n科目编码  科目名称  决算数\n{rows}").tables
    assert table.columns == ("actual",)


@pytest.mark.parametrize("second", ["项目支出", "支出", "上年预算数"])
def test_a_second_heading_is_never_swallowed(tmp_path: Path, second: str) -> None:
    """With one of two headings unknown the table is not understood; its figures are not those of the other."""
    rows = "\n".join(f"{line}  0.50" for line in ROWS.format(total=TOTAL).splitlines())
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, f"一般公共预算支出预算表\n单位：万元\n科目编码  科目名称  金额  {second}\n{rows}\n")
    (fault,) = caught.value.faults
    assert "一般公共预算支出预算表" in fault.text.zh


def test_more_figures_than_columns_are_never_stated(tmp_path: Path) -> None:
    rows = ROWS.format(total=TOTAL).replace("1,000.25", "1,000.25 7.00")
    (table,) = read(tmp_path, f"一般公共预算支出预算表\n单位：万元\n科目编码  科目名称  金额\n{rows}").tables
    row = table.row("2080505")
    assert row is not None
    assert (dict(row.values), row.uncertain) == ({}, ("budget",))


def test_a_name_of_the_unit_over_two_lines(tmp_path: Path) -> None:
    head = "部门名称：某省高级人民法\n院          单位：万元\n\n功能科目编码  功能科目名称  金额\n"
    (table,) = read(tmp_path, f"一般公共预算支出预算表\n{head}{ROWS.format(total=TOTAL)}").tables
    assert table.amount_unit == "万元"
    assert table.columns == ("budget",)


SPACED = """301  工资福利支出  88.00  88.00  0
301  01  基本工资  50.00  50.00  0
301  2  津贴补贴  20.00  20.00  0
301  7  绩效工资  18.00  18.00  0
302  商品和服务支出  9.00  0  9.00
302  99  其他商品和服务支出  9.00  0  9.00
合计  97.00  88.00  9.00
"""


def test_a_pair_that_lost_its_zero(tmp_path: Path) -> None:
    head = "一般公共预算基本支出表\n单位：元\n类 款 科目名称 合计 人员经费 公用经费\n"
    (table,) = read(tmp_path, head + SPACED).tables
    found = {row.code: (row.name, row.values["total"]) for row in table.rows}
    assert found == {
        "301": ("工资福利支出", "88.00"),
        "30101": ("基本工资", "50.00"),
        "30102": ("津贴补贴", "20.00"),
        "30107": ("绩效工资", "18.00"),
        "302": ("商品和服务支出", "9.00"),
        "30299": ("其他商品和服务支出", "9.00"),
        "total": ("合计", "97.00"),
    }


def test_a_sum_without_a_code_is_no_figure_of_the_blank_row_above(tmp_path: Path) -> None:
    text = """一般公共预算财政拨款基本支出决算表
单位：万元
科目编码 科目名称 决算数
301 工资福利支出 80.00
30101 基本工资 80.00
303 对个人和家庭的补助
30399 其他对个人和家庭的补助
人员经费合计 80.00
310 资本性支出 9.00
31002 办公设备购置 9.00
31099 其他资本性支出
公用经费合计 9.00
"""
    (table,) = read(tmp_path, text).tables
    found = {row.code or row.name: (dict(row.values), row.uncertain) for row in table.rows}
    assert found["30399"] == found["31099"] == found["303"] == ({}, ())
    assert found["人员经费合计"] == ({"actual": "80.00"}, ())
    assert found["公用经费合计"] == ({"actual": "9.00"}, ())
    assert [row.name for row in table.rows if row.code == "31099"] == ["其他资本性支出"]


def test_a_whole_figure_glued_to_a_name(tmp_path: Path) -> None:
    rows = ROWS.format(total="合计  1,350").replace("社会保障和就业支出  1,300.50", "社会保障和就业支出1,300")
    rows = (
        rows.replace("1,300.50", "1,300").replace("1,000.25", "1,000").replace("300.25", "300").replace("50.00", "50")
    )
    (table,) = read(tmp_path, f"一般公共预算支出预算表\n单位：元\n科目编码  科目名称  金额\n{rows}").tables
    row = table.row("208")
    assert row is not None
    assert (row.name, dict(row.values)) == ("社会保障和就业支出", {"budget": "1300"})
