"""The ways in which text taken from a PDF lays a table out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from openfisca_china_personnel.documents import Document, Table, read_document
from openfisca_china_personnel.faults import InputFaults

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str, name: str = "x.txt") -> Document:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return read_document(file)


def only_table(tmp_path: Path, text: str) -> Table:
    (table,) = read(tmp_path, text).tables
    return table


def figures(table: Table) -> dict[str, dict[str, str]]:
    return {row.code: dict(row.values) for row in table.rows}


LOCAL_HEAD = "一般公共预算支出表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n"
LOCAL_ROWS = """208 社会保障和就业支出 300.5 300.5
20805 行政事业单位养老支出 300.5 300.5
2080505 机关事业单位基本养老保险缴费支出 200.5 200.5
2080506 机关事业单位职业年金缴费支出 100 100
221 住房保障支出 50 20 30
2210201 住房公积金 50 20 30
合 计 350.5 320.5 30
"""


def test_blank_cells_are_decided_by_the_totals(tmp_path: Path) -> None:
    table = only_table(tmp_path, LOCAL_HEAD + LOCAL_ROWS)
    assert table.columns == ("total", "basic", "project")
    assert table.amount_unit == "元"
    assert figures(table)["2080506"] == {"total": "100", "basic": "100"}
    assert figures(table)["total"] == {"total": "350.5", "basic": "320.5", "project": "30"}
    assert not any(row.uncertain for row in table.rows)
    assert [row.parent for row in table.rows] == [None, "208", "20805", "20805", None, "221", None]


def test_the_total_stands_for_the_budget_where_the_table_has_no_other(tmp_path: Path) -> None:
    document = read(tmp_path, LOCAL_HEAD + LOCAL_ROWS)
    figure = document.figure("2080505")
    assert figure is not None
    assert (figure.column, figure.printed, figure.yuan) == ("total", "200.5", Decimal("200.5"))
    assert figure.half_last_place == Decimal("0.05")


def test_totals_on_top(tmp_path: Path) -> None:
    rows = LOCAL_ROWS.splitlines()
    table = only_table(tmp_path, LOCAL_HEAD + "\n".join([rows[-1], *rows[:-1]]) + "\n二、说明\n2080599 其他 1 1\n")
    assert [row.code for row in table.rows] == ["total", "208", "20805", "2080505", "2080506", "221", "2210201"]
    assert figures(table)["2080505"] == {"total": "200.5", "basic": "200.5"}


def test_what_nothing_decides_is_uncertain_and_left_out(tmp_path: Path) -> None:
    text = LOCAL_HEAD + "208 社会保障和就业支出 100.00 100.00\n2080505 养老支出 100.00 100.00\n合计 100.00 100.00\n"
    table = only_table(tmp_path, text)
    for row in table.rows:
        assert dict(row.values) == {"total": "100.00"}
        assert row.uncertain == ("basic", "project")


def test_the_basic_table_decides_the_totals_of_the_general_one(tmp_path: Path) -> None:
    general = LOCAL_HEAD + "208 社会保障和就业支出 100.00 100.00\n合计 100.00 100.00\n"
    basic = "一般公共预算基本支出表\n单位：元\n科目编码 科目名称 合计 人员经费 公用经费\n"
    basic += "301 工资福利支出 60.00 60.00\n302 商品和服务支出 40.00 40.00\n合计 100.00 60.00 40.00\n"
    first, second = read(tmp_path, general + basic).tables
    assert figures(first)["208"] == {"total": "100.00", "basic": "100.00"}
    assert figures(second)["302"] == {"total": "40.00", "operating": "40.00"}


def test_a_dash_takes_its_cell(tmp_path: Path) -> None:
    table = only_table(tmp_path, LOCAL_HEAD + "208 社会保障和就业支出 5.00 - 5.00\n合计 5.00 — 5.00\n")
    assert figures(table)["208"] == {"total": "5.00", "project": "5.00"}
    assert not table.rows[1].uncertain


NAMES = ["机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出"]


@pytest.mark.parametrize(
    "rows",
    [
        "2080505 机关事业单位基本养老保险缴费支出 2.00 2.00\n2080506 机关事业单位职业年金缴费支出 1.00 1.00",
        "2080505\n机关事业单位基本养老保险\n缴费支出\n2.00 2.00\n2080506\n机关事业单位职业年金缴费\n支出\n1.00 1.00",
        "2080505\n机关事业单位基本养老保险\n缴费支出 2.00 2.00\n2080506\n机关事业单位职业年金缴费\n支出 1.00 1.00",
        "机关事业单位基本养老\n2080505 2.00 2.00\n保险缴费支出\n机关事业单位职业\n2080506 1.00 1.00\n年金缴费支出",
        "机关事业单位\n2080505 基本养老保险 2.00 2.00\n缴费支出\n机关事业单位\n2080506 职业年金 1.00 1.00\n缴费支出",
        "机关事业单位基本养老保险缴费支出\n2080505 2.00 2.00\n机关事业单位职业年金缴费支出\n2080506 1.00 1.00",
        "2080505 机关事业单位基本养老保险 2.00 2.00\n缴费支出\n2080506 机关事业单位职业年金缴费 1.00 1.00\n支出",
        "208 05 05 机关事业单位基本养老保险缴费支出 2.00 2.00\n208 05 06 机关事业单位职业年金缴费支出 1.00 1.00",
        "2080505机关事业单位基本养老保险缴费支出2.00 2.00\n2080506机关事业单位职业年金缴费支出 1.00 1.00",
        (
            "２０８０５０５　机关事业单位基本养老保险缴费支出　２．００　2.00\n"
            "2080506 机关事业单位职业年金缴费支出 1.00 1.00"
        ),
    ],
)
def test_where_names_and_figures_stand(tmp_path: Path, rows: str) -> None:
    table = only_table(tmp_path, f"{LOCAL_HEAD}{rows}\n2080599 其他支出 7.00 3.00 4.00\n合计 10.00 6.00 4.00\n")
    assert [row.code for row in table.rows] == ["2080505", "2080506", "2080599", "total"]
    assert [row.name for row in table.rows] == [*NAMES, "其他支出", "合计"]
    assert figures(table)["2080505"] == {"total": "2.00", "basic": "2.00"}
    assert figures(table)["2080506"] == {"total": "1.00", "basic": "1.00"}


def test_codes_in_groups_at_every_level(tmp_path: Path) -> None:
    text = (
        LOCAL_HEAD.replace("科目编码", "科目编码 类 款 项")
        + "208 社会保障和就业支出 2.00 2.00\n208 05 养老支出 2.00 2.00\n"
    )
    table = only_table(tmp_path, text + "208 05 05 基本养老 2.00 2.00\n221 住房 1.00 1.00\n合计 3.00 2.00 1.00\n")
    assert [row.code for row in table.rows] == ["208", "20805", "2080505", "221", "total"]
    assert figures(table)["221"] == {"total": "1.00", "project": "1.00"}


@pytest.mark.parametrize("blank", ["", "\n", " \n"])
def test_a_table_cut_by_a_page_goes_on(tmp_path: Path, blank: str) -> None:
    rows = LOCAL_ROWS.splitlines()
    head = "单位公开表 5\n" + LOCAL_HEAD
    text = f"{head}{chr(10).join(rows[:3])}\n{blank}3\n\f{head}{chr(10).join(rows[3:])}\n"
    (table,) = read(tmp_path, text).tables
    assert [row.code for row in table.rows][2:5] == ["2080505", "2080506", "221"]
    assert [row.page for row in table.rows] == [1, 1, 1, 2, 2, 2, 2]
    assert figures(table)["2080506"] == {"total": "100", "basic": "100"}
    assert table.number == "5"


def test_a_page_may_repeat_only_the_headings_or_nothing(tmp_path: Path) -> None:
    rows = LOCAL_ROWS.splitlines()
    for again in ("", "科目编码 科目名称 合计 基本支出 项目支出\n"):
        table = only_table(
            tmp_path, f"{LOCAL_HEAD}{chr(10).join(rows[:4])}\n- 3 -\n\f{again}{chr(10).join(rows[4:])}\n"
        )
        assert len(table.rows) == 7
        assert [row.name for row in table.rows][3] == "机关事业单位职业年金缴费支出"


@pytest.mark.parametrize(
    ("stated", "unit"),
    [
        ("单位：千元", "千元"),
        ("金额单位: 元", "元"),
        ("（单位：万元）", "万元"),
        ("单位：万\n元", "万元"),
        ("单位：万 元", "万元"),
    ],
)
def test_unit_lines(tmp_path: Path, stated: str, unit: str) -> None:
    assert only_table(tmp_path, LOCAL_HEAD.replace("单位：元", stated) + LOCAL_ROWS).amount_unit == unit


def test_no_unit_line_is_a_fault_only_when_yuan_are_asked(tmp_path: Path) -> None:
    document = read(tmp_path, LOCAL_HEAD.replace("单位：元\n", "") + LOCAL_ROWS)
    assert document.amount_unit is None
    with pytest.raises(InputFaults, match="states no unit"):
        document.figure("2080505")


def test_a_table_without_a_unit_takes_the_unit_of_all_others(tmp_path: Path) -> None:
    bare = LOCAL_HEAD.replace("单位：元\n", "") + LOCAL_ROWS
    other = "单位支出总表\n单位：万元\n" + LOCAL_HEAD.splitlines()[-1] + "\n" + LOCAL_ROWS
    assert [table.amount_unit for table in read(tmp_path, other + bare).tables] == ["万元", "万元"]
    third = "三公经费支出表\n单位：元\n合计 1 2\n"
    assert [table.amount_unit for table in read(tmp_path, other + bare + third).tables] == ["万元", None]


HEADS = {
    "one line": "科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出 事业单位经营支出 对附属单位补助支出",
    "another order": "科目编码 科目名称 合计 基本支出 项目支出 事业单位经营支出 上缴上级支出 对附属单位补助支出",
    "cell by cell": "科目编码 科目名称 合 计\n基本支出\n项目支出\n"
    "上缴\n上级\n支出\n事业\n单位\n经营\n支出\n对附属单位\n补助支出",
    "side by side": "上缴 事业单 对附属\n科目编码 科目名称 合计 基本支出 项目支出 上级 位经营 单位补\n支出 支出 助支出",
}


@pytest.mark.parametrize("head", HEADS)
def test_headings_in_any_cut(tmp_path: Path, head: str) -> None:
    rows = "204 公共安全支出 21.00 1.00 2.00 3.00 7.00 8.00\n合计 21.00 1.00 2.00 3.00 7.00 8.00\n"
    table = only_table(tmp_path, f"部门支出总表\n单位：万元\n{HEADS[head]}\n{rows}")
    after = ("business", "remitted") if head == "another order" else ("remitted", "business")
    assert table.columns == ("total", "basic", "project", *after, "affiliated")
    assert table.scope == "all"


def test_sides_that_swap_places_on_one_line_are_another_order(tmp_path: Path) -> None:
    head = "事业单 上缴 对附属\n科目编码 科目名称 合计 基本支出 项目支出 位经营 上级 单位补\n支出 支出 助支出"
    table = only_table(tmp_path, f"部门支出总表\n单位：万元\n{head}\n204 公共安全支出 1.00 1.00\n合计 1.00 1.00\n")
    assert table.columns[3:] == ("business", "remitted", "affiliated")


def test_a_head_with_an_unknown_column_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputFaults):
        read(tmp_path, LOCAL_HEAD.replace("项目支出", "项目支出 结转下年") + LOCAL_ROWS)


def test_a_list_of_contents_and_prose_are_no_tables(tmp_path: Path) -> None:
    contents = "目录\n三、单位支出总表 5\n五、一般公共预算支出表\n六、一般公共预算基本支出表\n"
    prose = "五、关于一般公共预算支出表的说明\n2023年一般公共预算支出 350.5元。\n"
    document = read(tmp_path, contents + LOCAL_HEAD + LOCAL_ROWS + prose)
    assert [table.title for table in document.tables] == ["一般公共预算支出表"]


def test_prose_settles_the_line_of_totals(tmp_path: Path) -> None:
    rows = "204 公共安全支出 3.00 1.00 2.00\n2040201 行政运行 1.00 1.00\n2040202 其他 2.00 2.00\n合计 3.00 1.00 2.00\n"
    text = f"部门支出总表\n单位：万元\n{HEADS['one line']}\n{rows}"
    assert only_table(tmp_path, text).rows[1].uncertain == ("basic", "project", "remitted", "business")
    table = only_table(tmp_path, text + "支出预算 3万元，其中：基本支出 1万元，占 33%；项目支\n出 2.0万元，占 67%。\n")
    assert figures(table)["2040201"] == {"total": "1.00", "basic": "1.00"}
    assert figures(table)["2040202"] == {"total": "2.00", "project": "2.00"}


def test_an_error_in_the_document_moves_no_figure(tmp_path: Path) -> None:
    table = only_table(tmp_path, LOCAL_HEAD + "2040601 行政运行 14.00 14.00 64.00\n合计 78.00 14.00 64.00\n")
    assert figures(table)["2040601"] == {"total": "14.00", "basic": "14.00", "project": "64.00"}


def test_rounded_parts_need_not_add_up_to_the_last_place(tmp_path: Path) -> None:
    table = only_table(tmp_path, LOCAL_HEAD + "208 社会保障 0.67 0.33 0.33\n221 住房 0.50 0.50\n合计 1.17 0.34 0.83\n")
    assert figures(table)["208"] == {"total": "0.67", "basic": "0.33", "project": "0.33"}
    assert figures(table)["221"] == {"total": "0.50", "project": "0.50"}


def test_gb18030_and_marks_of_encoding(tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8-sig"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes((LOCAL_HEAD + LOCAL_ROWS).encode(encoding))
        assert len(read_document(file).tables[0].rows) == 7


def test_several_files_are_a_list_or_one_document(tmp_path: Path) -> None:
    text, tables = tmp_path / "a.txt", tmp_path / "b.txt"
    text.write_text("某某市档案馆\n2019年度部门预算\n说明。\n", encoding="utf-8")
    tables.write_text("公开05表\n" + LOCAL_HEAD + LOCAL_ROWS, encoding="utf-8")
    document = read_document([text, tables], together=True)
    assert (document.unit, document.year, len(document.tables)) == ("某某市档案馆", 2019, 1)
    assert document.tables[0].number == "05"
    assert document.figure("221", table="5") is not None
    assert [each.year for each in read_document([tables, tables])] == [None, None]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("某某部机关服务中心\n2022年度单位预算", ("某某部机关服务中心", 2022, "budget")),
        ("2019年度某某省高级人民法院部门预算", ("某某省高级人民法院", 2019, "budget")),
        ("某某区财政局2024年度部门决算\n一般公共预算财政拨款支出决算表", ("某某区财政局", 2024, "final_accounts")),
        ("二〇二一年度部门预算\n编制单位：某某局", ("某某局", 2021, "budget")),
        ("2021年部门预算\n本单位2021年收支总预算1元。", (None, 2021, "budget")),
    ],
)
def test_whose_document_it_is(tmp_path: Path, cover: str, expected: tuple[str | None, int, str]) -> None:
    document = read(tmp_path, f"{cover}\n{LOCAL_HEAD}{LOCAL_ROWS}")
    assert (document.unit, document.year, document.kind) == expected


def test_table_five_with_six_columns(tmp_path: Path) -> None:
    head = "功能分类科目 2018年执行数 2019年预算数 2019年预算数比2018年执行数\n"
    head += "科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%\n"
    rows = "208 社会保障和就业支出 400.00 500.00 500.00 100.00 25.0%\n229 其他支出 10.00 －10.00 －100.0%\n"
    total = "总计 410.00 500.00 500.00 90.00 22.0%\n"
    text = f"表５\n2019年一般公共预算支出表\n单位：万元\n{head}{rows}{total}"
    basic = "一般公共预算基本支出表\n单位：万元\n科目编码 科目名称 合计 人员经费 公用经费\n301 工资 500.00 500.00\n"
    table = read(tmp_path, text + basic + "合计 500.00 500.00\n").tables[0]
    assert table.number == "5"
    expected = {"prior_year_actual": "400.00", "budget": "500.00", "basic": "500.00", "change": "100.00"}
    assert figures(table)["208"] == {**expected, "change_percent": "25.0"}
    assert figures(table)["229"] == {"prior_year_actual": "10.00", "change": "-10.00", "change_percent": "-100.0"}


@pytest.mark.parametrize("printed", ["（1,030.50）", "(1,030.50)", "(1030.50)"])
def test_accounting_brackets_are_a_minus(tmp_path: Path, printed: str) -> None:
    rows = f"208 社会保障和就业支出 {printed} {printed} -\n221 住房保障支出 50.00 20.00 30.00\n"
    table = only_table(tmp_path, LOCAL_HEAD + rows + "合计 （980.50） （1,010.50） 30.00\n")
    assert figures(table)["208"] == {"total": "-1030.50", "basic": "-1030.50"}
    assert figures(table)["total"] == {"total": "-980.50", "basic": "-1010.50", "project": "30.00"}
    assert table.rows[0].amount("total") == Decimal("-1030.50")


@pytest.mark.parametrize(
    ("title", "head", "first"),
    [
        ("一般公共预算支出表", "科目编码 科目名称 2023年预算数 基本支出 项目支出", "budget"),
        ("一般公共预算支出表", "科目编码 科目名称 预算数 基本支出 项目支出", "budget"),
        ("一般公共预算支出表", "科目编码 科目（单位）名称 预算数 基本支出 项目支出", "budget"),
        ("一般公共预算支出表", "科目编码 科目（单位）名称 合计 基本支出 项目支出", "total"),
        ("一般公共预算支出表", "科目编码 科目名称 年初预算数\n小计 基本支出 项目支出", "total"),
        ("一般公共预算支出表", "科目编码 科目名称 本年支出 基本支出 项目支出", "total"),
        ("一般公共预算财政拨款支出决算表", "科目编码 科目名称 本年支出 基本支出 项目支出", "actual"),
        ("一般公共预算财政拨款支出决算表", "科目编码 科目名称 本年支出\n小计 基本支出 项目支出", "total"),
        ("一般公共预算财政拨款支出决算表", "科目编码 科目名称 本年支出合计 基本支出 项目支出", "total"),
    ],
)
def test_what_the_general_table_calls_its_first_column(tmp_path: Path, title: str, head: str, first: str) -> None:
    table = only_table(tmp_path, f"{title}\n单位：元\n{head}\n{LOCAL_ROWS}")
    assert table.columns == (first, "basic", "project")
    assert figures(table)["2080506"] == {first: "100", "basic": "100"}
    assert not any(row.uncertain for row in table.rows)


def test_long_figures_beside_the_end_of_a_name_are_no_sentence(tmp_path: Path) -> None:
    rows = "2080505 机关事业单位基本养老保险\n缴费支出 1,000,000,000.00 1,000,000,000.00 0.00\n"
    table = only_table(tmp_path, f"{LOCAL_HEAD}{rows}221 住房 1.00 1.00\n合计 1,000,000,001.00 1,000,000,001.00 -\n")
    assert [row.code for row in table.rows] == ["2080505", "221", "total"]
