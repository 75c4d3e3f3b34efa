"""The ways in which PDF files lay tables out, each drawn and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from documents.made_pdf import Cell, Page, Ruled, Table, made
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents import Table as ReadTable

if TYPE_CHECKING:
    from pathlib import Path

COVER = "某某局2023年度单位预算"
TITLE = ["一般公共预算支出表", "单位：万元"]
WIDTHS = [70, 100, 90, 90, 90]
HEAD: list[list[str | Cell]] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
ROWS: list[list[str | Cell]] = [
    ["208", "社会保障和就业支出", "300.50", "300.50", ""],
    ["20805", "行政事业单位养老支出", "300.50", "300.50", ""],
    ["2080505", "机关事业单位基本养老\n保险缴费支出", "200.50", "200.50", ""],
    ["2080506", "机关事业单位职业年金\n缴费支出", "100.00", "100.00", ""],
    ["221", "住房保障支出", "50.00", "20.00", "30.00"],
    ["22102", "住房改革支出", "50.00", "20.00", "30.00"],
    ["2210201", "住房公积金", "1,050.00", "1,020.00", "30.00"],
    ["2210203", "购房补贴", "-1,000.00", "-1,000.00", ""],
    ["", "合计", "350.50", "320.50", "30.00"],
]
EXPECTED = {
    "208": {"total": "300.50", "basic": "300.50"},
    "20805": {"total": "300.50", "basic": "300.50"},
    "2080505": {"total": "200.50", "basic": "200.50"},
    "2080506": {"total": "100.00", "basic": "100.00"},
    "221": {"total": "50.00", "basic": "20.00", "project": "30.00"},
    "22102": {"total": "50.00", "basic": "20.00", "project": "30.00"},
    "2210201": {"total": "1050.00", "basic": "1020.00", "project": "30.00"},
    "2210203": {"total": "-1000.00", "basic": "-1000.00"},
    "total": {"total": "350.50", "basic": "320.50", "project": "30.00"},
}
NAMES = {
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "221": "住房保障支出",
}


def read(tmp_path: Path, pages: list[Page | list[str | Table]], rotation: int = 0) -> Document:
    file = tmp_path / "x.pdf"
    file.write_bytes(made(pages, rotation=rotation))
    return read_document(file)


def figures(table: ReadTable) -> dict[str, dict[str, str]]:
    return {row.code: dict(row.values) for row in table.rows}


def assert_is_the_table(table: ReadTable) -> None:
    assert table.columns == ("total", "basic", "project")
    assert figures(table) == EXPECTED
    assert {code: row.name for code in NAMES if (row := table.row(code)) is not None} == NAMES
    assert not any(row.uncertain for row in table.rows)


@pytest.mark.parametrize("heads", [0, 1])
@pytest.mark.parametrize("ruled", ["all", "none", "columns"])
def test_ruled_and_unruled(tmp_path: Path, ruled: Ruled, heads: int) -> None:
    document = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + ROWS, ruled, heads=heads)]])
    (table,) = document.tables
    assert_is_the_table(table)
    assert (document.unit, document.year, document.amount_unit) == ("某某局", 2023, "万元")


# One row alone is no table where nothing is ruled.
CUTS = [("all", cut) for cut in range(1, 9)] + [("none", cut) for cut in range(2, 9)]


@pytest.mark.parametrize("again", [True, False], ids=["head repeated", "no head"])
@pytest.mark.parametrize(("ruled", "cut"), CUTS)
def test_cut_by_a_page(tmp_path: Path, ruled: Ruled, cut: int, again: bool) -> None:
    first = Page([COVER, *TITLE, Table(WIDTHS, HEAD + ROWS[:cut], ruled, heads=1)], "- 3 -")
    second = Page([Table(WIDTHS, (HEAD if again else []) + ROWS[cut:], ruled, heads=int(again))], "- 4 -")
    (table,) = read(tmp_path, [first, second]).tables
    assert figures(table) == EXPECTED
    assert [row.page for row in table.rows] == [1] * cut + [2] * (9 - cut)


def test_the_title_repeated_on_every_page(tmp_path: Path) -> None:
    pages: list[Page | list[str | Table]] = [
        [COVER, *TITLE, Table(WIDTHS, HEAD + ROWS[:4])],
        [*TITLE, Table(WIDTHS, HEAD + ROWS[4:])],
    ]
    (table,) = read(tmp_path, pages).tables
    assert_is_the_table(table)


def test_a_table_printed_twice_is_two(tmp_path: Path) -> None:
    page = [*TITLE, Table(WIDTHS, HEAD + ROWS)]
    document = read(tmp_path, [[COVER, *page], page])
    assert len(document.tables) == 2
    assert all(figures(table) == EXPECTED for table in document.tables)


def test_a_name_cut_by_the_page(tmp_path: Path) -> None:
    rows = [["2080505", "机关事业单位基本养老", "200.50", "200.50", ""]]
    rest = [["", "保险缴费支出", "", "", ""], *ROWS[3:]]
    (table,) = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + rows)], [Table(WIDTHS, rest)]]).tables
    row = table.row("2080505")
    assert row is not None
    assert row.name == NAMES["2080505"]
    assert len(table.rows) == 7


@pytest.mark.parametrize(
    ("head", "split"),
    [
        (["类", "款", "项"], {"2080505": ["208", "05", "05"], "20805": ["208", "05", ""], "208": ["208", "", ""]}),
        (["类", "款", "项"], {"2080505": ["208", "5", "5"], "20805": ["208", "5", ""], "208": ["208", "", ""]}),
        (["类", "款", "项"], {"2080505": ["", "", "05"], "20805": ["", "05", ""], "208": ["208", "", ""]}),
    ],
    ids=["three cells", "lost zeros", "only the own part"],
)
def test_codes_in_cells(tmp_path: Path, head: list[str], split: dict[str, list[str]]) -> None:
    top: list[list[str | Cell]] = [
        [Cell("科目编码", columns=3), Cell("科目名称", rows=2), Cell("合计", rows=2), Cell("基本支出", rows=2)],
        list(head),
    ]
    rows: list[list[str | Cell]] = [
        [*split["208"], "社会保障和就业支出", "2.50", "2.50"],
        [*split["20805"], "养老支出", "2.50", "2.50"],
        [*split["2080505"], "基本养老", "2.50", "2.50"],
        [Cell("合计", columns=4), "2.50", "2.50"],
    ]
    (table,) = read(tmp_path, [[COVER, *TITLE, Table([40, 30, 30, 150, 90, 90], top + rows)]]).tables
    assert [row.code for row in table.rows] == ["208", "20805", "2080505", "total"]


@pytest.mark.parametrize("code", ["2080505", "208 05 05", "208 5 5", "[2080505]"])
def test_codes_in_one_cell(tmp_path: Path, code: str) -> None:
    rows: list[list[str | Cell]] = [[code, "基本养老", "2.50", "2.50", ""], ["", "合计", "2.50", "2.50", ""]]
    (table,) = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + rows)]]).tables
    assert [row.code for row in table.rows] == ["2080505", "total"]


@pytest.mark.parametrize("glue", ["", " ", "-"])
def test_codes_glued_to_names(tmp_path: Path, glue: str) -> None:
    head: list[list[str | Cell]] = [["科目名称", "合计", "基本支出", "项目支出"]]
    rows: list[list[str | Cell]] = [
        [f"208{glue}社会保障和就业支出", "2.50", "2.50", ""],
        [f"2080505{glue}基本养老", "2.50", "2.50", ""],
        ["合计", "2.50", "2.50", ""],
    ]
    (table,) = read(tmp_path, [[COVER, *TITLE, Table([170, 90, 90, 90], head + rows)]]).tables
    assert [(row.code, row.name) for row in table.rows] == [
        ("208", "社会保障和就业支出"),
        ("2080505", "基本养老"),
        ("total", "合计"),
    ]


ECONOMIC: list[list[str | Cell]] = [
    ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"],
    ["301", "工资福利支出", "10.00", "302", "商品和服务支出", "3.00"],
    ["30101", "基本工资", "10.00", "30201", "办公费", ""],
    ["303", "对个人和家庭的补助", "", "30202", "印刷费", "3.00"],
    ["", "人员经费合计", "10.00", "", "公用经费合计", "3.00"],
]


@pytest.mark.parametrize("ruled", ["all", "none"])
def test_two_groups_side_by_side_with_blank_cells(tmp_path: Path, ruled: Ruled) -> None:
    cover = "某某局2023年度部门决算"
    title = "一般公共预算财政拨款基本支出决算表"
    drawn = Table([80, 120, 70, 80, 120, 70], ECONOMIC, ruled, heads=1)
    document = read(tmp_path, [[cover, title, "单位：万元", drawn]])
    (table,) = document.tables
    assert document.kind == "final_accounts"
    assert [(row.code, dict(row.values)) for row in table.rows] == [
        ("301", {"actual": "10.00"}),
        ("30101", {"actual": "10.00"}),
        ("303", {}),
        ("", {"actual": "10.00"}),
        ("302", {"actual": "3.00"}),
        ("30201", {}),
        ("30202", {"actual": "3.00"}),
        ("", {"actual": "3.00"}),
    ]


def test_headings_over_several_columns(tmp_path: Path) -> None:
    head: list[list[str | Cell]] = [
        [
            Cell("功能分类科目", columns=2),
            Cell("2022年\n执行数", rows=2),
            Cell("2023年预算数", columns=3),
            Cell("2023年预算数比2022年执行数", columns=2),
        ],
        ["科目编码", "科目名称", "小计", "基本支出", "项目支出", "增减额", "增减%"],
    ]
    rows: list[list[str | Cell]] = [
        ["208", "社会保障和就业支出", "425.01", "461.55", "461.55", "", "36.54", "8.6"],
        ["", "合计", "425.01", "461.55", "461.55", "", "36.54", "8.6"],
    ]
    drawn = Table([60, 120, 70, 70, 70, 70, 70, 70], head + rows, heads=2)
    (table,) = read(tmp_path, [[COVER, *TITLE, drawn]]).tables
    assert table.columns == ("prior_year_actual", "budget", "basic", "project", "change", "change_percent")
    assert figures(table)["208"]["change_percent"] == "8.6"


def test_figures_in_a_cell_over_two_columns_are_open(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        ["208", "社会保障和就业支出", "10.00", Cell("10.00", columns=2)],
        ["221", "住房", "5.00", "5.00", ""],
        ["", "合计", "15.00", "15.00", ""],
    ]
    wide = Table(WIDTHS, HEAD + rows, right=False)
    (table,) = read(tmp_path, [[COVER, *TITLE, wide]]).tables
    row = table.row("208")
    assert row is not None
    assert row.values.get("total") == "10.00"
    assert set(row.uncertain) in (set(), {"basic", "project"})
    if not row.uncertain:
        assert row.values.get("basic") == "10.00"


def test_what_has_digits_and_is_no_figure_is_open(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [["208", "社会保障", "10.00", "1O.00*", ""], ["221", "住房", "5.00*", "5.00", ""]]
    total: list[list[str | Cell]] = [["", "合计", "15.00", "15.00", ""]]
    (table,) = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + rows + total)]]).tables
    assert table.row("221").uncertain == ("total",)  # type: ignore[union-attr]


def test_every_figure_has_its_box(tmp_path: Path) -> None:
    (table,) = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + ROWS)]]).tables
    for row in table.rows:
        assert set(row.boxes) == set(row.values)
        assert row.box is not None
        for box in row.boxes.values():
            assert box.page == 1
            assert row.box.x0 <= box.x0 < box.x1 <= row.box.x1
            assert row.box.top - 1 <= box.top < box.bottom <= row.box.bottom + 1


def test_units_are_found_and_never_assumed(tmp_path: Path) -> None:
    bare = [TITLE[0], Table(WIDTHS, HEAD + ROWS)]
    (table,) = read(tmp_path, [[COVER, *bare]]).tables
    assert table.amount_unit is None
    said = "2023年一般公共预算支出 350.5 万元。"
    (table,) = read(tmp_path, [[COVER, *bare, said]]).tables
    assert table.amount_unit == "万元"
    other = ["单位支出总表", "单位：元", Table(WIDTHS, HEAD + ROWS)]
    tables = read(tmp_path, [[COVER, *bare], other]).tables
    assert [table.amount_unit for table in tables] == ["元", "元"]


def test_an_empty_table_is_there_with_its_note(tmp_path: Path) -> None:
    empty: list[list[str | Cell]] = [["", "", "", "", ""], ["", "", "", "", ""], ["", "合计", "", "", ""]]
    note = "注：本单位没有政府性基金预算支出，故本表为空表。"
    page = ["政府性基金预算支出表", "单位：万元", Table(WIDTHS, HEAD + empty), note]
    document = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + ROWS)], page])
    fund = document.tables_of("government_fund")[0]
    assert [(row.code, dict(row.values)) for row in fund.rows] == [("total", {})]
    assert any("故本表为空表" in line.printed for line in document.prose)


def test_the_json_has_no_boxes(tmp_path: Path) -> None:
    document = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + ROWS)]])
    row = document.to_dict()["tables"][0]["rows"][0]
    assert set(row) == {"code", "name", "parent", "page", "line", "values", "uncertain"}


FINAL = "国家某某局2023年度部门决算"


def test_final_accounts_number_rows_and_columns(tmp_path: Path) -> None:
    drawn = Table(
        [130, 40, 80, 130, 40, 80],
        [
            [Cell("收入", columns=3), Cell("支出", columns=3)],
            ["项目", "行次", "金额", "项目", "行次", "金额"],
            ["栏次", "", "1", "栏次", "", "2"],
            ["一、财政拨款收入", "1", "1,000.00", "一、外交支出", "31", "900.00"],
            ["二、政府性基金预算财政拨款收入", "2", "", "二、住房保障支出", "32", "100.00"],
            ["本年收入合计", "27", "1,000.00", "本年支出合计", "57", "1,000.00"],
            ["年初结转和结余", "28", "10.00", "年末结转和结余", "58", "10.00"],
            ["总计", "30", "1,010.00", "总计", "60", "1,010.00"],
        ],
        heads=3,
    )
    over = "部门：国家某某局          金额单位：万元"
    document = read(tmp_path, [[FINAL, "收入支出决算总表", "公开01表", over, drawn]])
    (table,) = document.tables
    assert (document.kind, table.number, table.kind, table.columns) == (
        "final_accounts",
        "01",
        "income_expenditure",
        ("actual",),
    )
    assert [(row.side, row.code, row.name, row.values.get("actual")) for row in table.rows] == [
        ("income", "", "一、财政拨款收入", "1000.00"),
        ("income", "", "二、政府性基金预算财政拨款收入", None),
        ("income", "", "本年收入合计", "1000.00"),
        ("income", "", "年初结转和结余", "10.00"),
        ("income", "total", "总计", "1010.00"),
        ("expenditure", "", "一、外交支出", "900.00"),
        ("expenditure", "", "二、住房保障支出", "100.00"),
        ("expenditure", "", "本年支出合计", "1000.00"),
        ("expenditure", "", "年末结转和结余", "10.00"),
        ("expenditure", "total", "总计", "1010.00"),
    ]


def public(first: str, second: str, cover: str, tmp_path: Path) -> dict[str, str]:
    one: list[str | Cell] = [
        Cell("合计", rows=2),
        Cell("因公出国\n（境）费", rows=2),
        Cell("公务用车购置及运行维护费", columns=3),
        Cell("公务接待费", rows=2),
    ]
    rows: list[list[str | Cell]] = [
        [Cell(first, columns=6), Cell(second, columns=6)],
        one * 2,
        ["小计", "公务用车\n购置费", "公务用车\n运行维护费"] * 2,
        [str(number) for number in range(1, 13)],
        ["50.00", "20.00", "20.00", "", "20.00", "10.00", "30.00", "10.00", "15.00", "", "15.00", "5.00"],
    ]
    title = "财政拨款“三公”经费支出表"
    (table,) = read(tmp_path, [[cover, title, "单位：万元", Table([60] * 12, rows)]]).tables
    assert table.kind == "three_public"
    return dict(table.rows[0].values)


def test_the_three_public_expenses_of_two_years_and_of_budget_and_final_accounts(tmp_path: Path) -> None:
    names = ["total", "abroad", "vehicles", "vehicle_running", "reception"]
    before, after = ["50.00", "20.00", "20.00", "20.00", "10.00"], ["30.00", "10.00", "15.00", "15.00", "5.00"]
    budget = public("2022年预算数", "2023年预算数", COVER, tmp_path)
    assert budget == dict(zip([f"{n}_prior_year" for n in names] + names, before + after, strict=True))
    final = public("预算数", "决算数", FINAL, tmp_path)
    assert final == dict(zip([f"{n}/budget" for n in names] + names, before + after, strict=True))


def test_headings_that_are_not_known_stay_as_printed(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        [
            Cell("科目编码", rows=2),
            Cell("科目名称", rows=2),
            Cell("合计", rows=2),
            Cell("上年结转", rows=2),
            Cell("事业收入", columns=2),
            Cell("使用非财政\n拨款结余", rows=2),
        ],
        ["金额", "其中：教育收费"],
        ["202", "外交支出", "100.00", "10.00", "80.00", "2.00", "10.00"],
        [Cell("合计", columns=2), "100.00", "10.00", "80.00", "2.00", "10.00"],
    ]
    drawn = Table([60, 90, 80, 80, 80, 100, 80], rows)
    (table,) = read(tmp_path, [[COVER, "部门收入总表", "单位：万元", drawn]]).tables
    assert table.columns == ("total", "carried_in", "事业收入/金额", "事业收入/其中:教育收费", "used_surplus")
    assert [row.code for row in table.rows] == ["202", "total"]


def test_a_performance_table_gives_funds_and_weights(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        ["项目名称", Cell("国际合作", columns=5)],
        ["主管部门及代码", Cell("[101]某某部", columns=2), "实施单位", Cell("某某局", columns=2)],
        [Cell("项目资金\n（万元）", rows=3), "年度资金总额：", Cell("120.50", columns=2), "执行率\n分值", "10"],
        ["其中：财政拨款", Cell("100.50", columns=2), Cell("", columns=2)],
        ["上年结转资金", Cell("20.00", columns=2), Cell("", columns=2)],
        ["总体目标", Cell("目标1：合作10次。", columns=5)],
        ["一级指标", "二级指标", Cell("三级指标", columns=2), "指标值", "分值权重"],
        [Cell("产出指标", rows=2), "数量指标", Cell("培训人数", columns=2), "≥200人", "60"],
        ["质量指标", Cell("合格率", columns=2), "≥95%", "30"],
    ]
    drawn = Table([90] * 6, rows)
    document = read(tmp_path, [[COVER, "项目支出绩效目标表", "（2023年度）", drawn]])
    (table,) = document.tables
    assert (table.kind, table.amount_unit) == ("performance", "万元")
    assert [(row.name, dict(row.values)) for row in table.rows] == [
        ("项目名称/国际合作", {}),
        ("年度资金总额", {"budget": "120.50"}),
        ("执行率分值", {"分值": "10"}),
        ("其中:财政拨款", {"budget": "100.50"}),
        ("上年结转资金", {"budget": "20.00"}),
        ("产出指标/数量指标/培训人数", {"分值权重": "60"}),
        ("产出指标/质量指标/合格率", {"分值权重": "30"}),
    ]


def test_posts_and_heads(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        [Cell("单位名称", rows=2), Cell("编制数", columns=2), Cell("实有人数", columns=2)],
        ["行政编制", "事业编制", "在职", "离退休"],
        ["某某局本级", "50", "10", "55", "20"],
        ["合计", "50", "10", "55", "20"],
    ]
    (table,) = read(tmp_path, [[COVER, "人员编制情况表", Table([150, 80, 80, 80, 80], rows)]]).tables
    assert (table.kind, table.amount_unit) == ("headcount", None)
    assert dict(table.rows[1].values) == {
        "编制数/行政编制": "50",
        "编制数/事业编制": "10",
        "实有人数/在职": "55",
        "实有人数/离退休": "20",
    }


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_page_that_lies_on_its_side(tmp_path: Path, rotation: int) -> None:
    document = read(tmp_path, [[COVER, *TITLE, Table(WIDTHS, HEAD + ROWS)]], rotation)
    (table,) = document.tables
    assert_is_the_table(table)
    box = table.rows[0].box
    assert box is not None
    assert (box.bottom - box.top) > (box.x1 - box.x0)


@pytest.mark.parametrize(
    "over",
    [
        ["一般公共预算支出表          公开05表", "单位：万元"],
        ["公开05表", "一般公共预算支出表          单位：万元"],
        ["公开05表          一般公共预算支出表", "部门：某某局          金额单位：万元"],
        ["表05", "2023年一般公共预算支出", "预算表", "单位：万", "部门：某某局          元"],
        ["一般公共预算支出表（草案）", "公开05表", "（单位：万元）"],
        ["附表05：一般公共预算支出表", "部门：某某局          单位：人民币万元"],
        ["预算公开05表", "一般公共预算支出表", "编制单位：某某局", "单位:万元"],
    ],
)
def test_where_title_number_and_unit_stand(tmp_path: Path, over: list[str]) -> None:
    (table,) = read(tmp_path, [[COVER, *over, Table(WIDTHS, HEAD + ROWS)]]).tables
    assert table.title in ("一般公共预算支出表", "一般公共预算支出表（草案）", "2023年一般公共预算支出预算表")
    assert (table.kind, table.number, table.amount_unit) == ("general", "05", "万元")
    assert figures(table) == EXPECTED


def test_what_is_printed_at_the_head_of_every_page_cuts_no_table(tmp_path: Path) -> None:
    running = "某某局2023年度单位预算公开说明"
    first: list[str | Table] = [running, *TITLE, Table(WIDTHS, HEAD + ROWS[:4])]
    (table,) = read(tmp_path, [[COVER], first, [running, Table(WIDTHS, ROWS[4:])]]).tables
    assert figures(table) == EXPECTED


def test_title_and_unit_inside_the_table(tmp_path: Path) -> None:
    inside: list[list[str | Cell]] = [
        [Cell("附件5", columns=5)],
        [Cell("一般公共预算支出表", columns=5)],
        [Cell("部门：某某局", columns=3), Cell("单位：万元", columns=2)],
    ]
    (table,) = read(tmp_path, [[COVER, Table(WIDTHS, inside + HEAD + ROWS)]]).tables
    assert (table.title, table.amount_unit) == (TITLE[0], "万元")
    assert_is_the_table(table)


def test_two_classifications_side_by_side(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        [Cell("政府预算支出经济分类", columns=2), Cell("部门预算支出经济分类", columns=2), Cell("金额", columns=3)],
        ["科目编码", "科目名称", "科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["501", "机关工资福利支出", "301", "工资福利支出", "10.00", "10.00", ""],
        [Cell("50101", rows=2), Cell("工资奖金津补贴", rows=2), "30101", "基本工资", "7.00", "7.00", ""],
        ["30102", "津贴补贴", "3.00", "3.00", ""],
        ["", "合计", "", "", "10.00", "10.00", ""],
    ]
    drawn = Table([50, 120, 50, 120, 80, 80, 80], rows)
    (table,) = read(tmp_path, [[COVER, "一般公共预算基本支出表", "单位：万元", drawn]]).tables
    assert [(row.code, row.name) for row in table.rows] == [
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
        ("30102", "津贴补贴"),
        ("total", "合计"),
    ]


def test_units_and_serial_numbers_before_the_codes(tmp_path: Path) -> None:
    rows: list[list[str | Cell]] = [
        ["序号", "单位编码", "单位名称", "科目编码", "科目名称", "合计", "基本支出"],
        ["1", "101001", "某某部本级", "", "", "30.00", "30.00"],
        ["2", "", "", "201", "一般公共服务支出", "30.00", "30.00"],
        ["3", "", "", "2010101", "行政运行", "30.00", "30.00"],
        ["", "", "合计", "", "", "30.00", "30.00"],
    ]
    drawn = Table([40, 60, 100, 60, 120, 80, 80], rows)
    (table,) = read(tmp_path, [[COVER, "部门支出总表", "单位：万元", drawn]]).tables
    assert [(row.code, row.name) for row in table.rows] == [
        ("101001", "某某部本级"),
        ("201", "一般公共服务支出"),
        ("2010101", "行政运行"),
        ("total", "合计"),
    ]


@pytest.mark.parametrize(
    ("width", "cell", "figure"),
    [(34, "1050.0\n0", "1050.00"), (34, "1050.\n00", "1050.00"), (120, "1050.0\n0", None)],
)
def test_a_figure_that_a_narrow_cell_breaks_is_one_and_in_a_wide_one_it_is_open(
    tmp_path: Path, width: int, cell: str, figure: str | None
):
    rows = [[cell if text == "1,050.00" else text for text in row] for row in ROWS]
    table = Table([70, 100, width, 90, 90], [*HEAD, *rows], heads=1)
    (read_back,) = read(tmp_path, [[COVER, *TITLE, table]]).tables
    row = read_back.row("2210201")
    assert row is not None
    assert (row.values.get("total"), row.uncertain) == (figure, () if figure else ("total",))
