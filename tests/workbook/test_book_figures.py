"""The sheet of published figures as a document."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.documents.figures_file import parse_figures, write_figures
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.workbook.reading import read_book
from workbook.filled_books import Formula, filled, typed

PEOPLE = [["人数", "职级", "月工资"], [10, "科员及以下", 9000]]
STATED = [["单位", "甲"], ["年度", 2024], ["金额单位", "万元"], ["金额小数位", 2]]
HEADINGS = ["科目编码", "科目名称", "基本支出", "项目支出", "本年预算数", "合计（全部资金）"]


def book_of(tmp_path, *rows, stated=STATED, headings=HEADINGS):
    sheets = {"人员": PEOPLE, "变动": [["类型"]], "预算数": [*stated, headings, *rows]}
    return read_book(typed(tmp_path / "book.xlsx", sheets))


def test_figures_of_the_template_are_a_document_in_both_scopes(tmp_path):
    figures = {"2210201": (12.5, None, 12.5, 13), "2080505": (None, None, None, 300)}
    document = read_book(filled(tmp_path / "book.xlsx", figures=figures)).document
    assert (document.unit, document.year, document.kind, document.amount_unit) == ("甲", 2024, "budget", "万元")
    fund = document.figure("2210201")
    assert (fund.printed, fund.yuan, fund.column) == ("12.50", Decimal("125000.00"), "budget")
    assert document.figure("2210201", scope="all").yuan == Decimal("130000.00")
    assert document.figure("2080505") is None
    # 300 stands for 300.00, so half of its last place is 0.005 × 10,000 yuan
    assert document.figure("2080505", scope="all").half_last_place == Decimal("50.000")
    assert document.figure("2210201", column="basic").printed == "12.50"


def test_both_languages_are_the_same_document(tmp_path):
    figures = {"2210201": (None, None, 12.5, 13)}
    books = [read_book(filled(tmp_path / f"{one}.xlsx", figures=figures, language=one)) for one in ("zh", "en")]
    tables = [
        [(table.title, table.columns, [row.values for row in table.rows]) for table in book.document.tables]
        for book in books
    ]
    assert tables[0] == tables[1]
    assert [book.scope for book in books] == ["general", "general"]


def test_the_document_of_a_book_compares(tmp_path):
    # 9000 × 12 % = 1080 yuan; × 10 people × 12 months = 129600 yuan = 12.96 wan
    book = read_book(filled(tmp_path / "book.xlsx", figures={"2210201": (None, None, 12.96)}))
    found = compare(book.roster(2024), book.needed_document(), scope=book.scope)
    verdicts = {line.code: line.verdict for line in found.lines}
    assert verdicts["2210201"] == "equal"
    assert verdicts["2080505"] == "not_reported"


def test_a_document_of_a_book_can_be_kept_as_a_figures_file(tmp_path):
    document = book_of(
        tmp_path, [221, "住房保障支出", None, None, "1,234.5", None], [2210201, "公积金", 1, 2, 3, 4]
    ).document
    again = parse_figures(write_figures(document), "x")
    assert again.figure("2210201", scope="all").printed == "4.00"
    assert again.figure("221").printed == "1234.50"
    assert document.tables[0].row("2210201").parent == "221"


def test_final_accounts_have_the_actual_figure_in_the_column_of_the_budget(tmp_path):
    book = book_of(
        tmp_path,
        ["2210201", "公积金", None, None, 3, None],
        stated=[*STATED, ["文件种类", "决算"], ["对照口径", "全部资金（含结转）"]],
    )
    assert book.document.kind == "final_accounts"
    assert book.document.figure("2210201").column == "actual"
    assert book.scope == "all"


def test_a_line_of_totals_and_blanks_as_documents_print_them(tmp_path):
    document = book_of(tmp_path, ["合计", None, None, None, 5, None], ["2210201", "公积金", "-", "—", 3, None]).document
    table = document.tables[0]
    assert [row.code for row in table.rows] == ["total", "2210201"]
    assert dict(table.row("2210201").values) == {"budget": "3.00"}
    assert len(document.tables) == 1


def test_more_decimals_than_stated_stay(tmp_path):
    document = book_of(tmp_path, ["2210201", "公积金", 12.345, "12", "12.5", None]).document
    assert dict(document.tables[0].rows[0].values) == {"basic": "12.345", "project": "12.00", "budget": "12.50"}


def test_a_sheet_without_figures_is_no_document(tmp_path):
    book = read_book(filled(tmp_path / "book.xlsx"))
    assert book.document is None
    with pytest.raises(InputFaults, match="nothing to compare") as caught:
        book.needed_document()
    assert caught.value.faults[0].sheet == "预算数"
    assert book_of(tmp_path).document is None


@pytest.mark.parametrize("sheets", [{}, {"预算数": []}, {"预算数": [["以后再填"]]}])
def test_a_missing_or_empty_sheet_is_no_document(tmp_path, sheets):
    book = read_book(typed(tmp_path / "book.xlsx", {"人员": PEOPLE, "变动": [], **sheets}))
    assert book.document is None
    assert book.scope is None


ROW = ["2210201", "公积金", None, None, 3, None]
FAULTS = {
    "no code": ([None, "公积金", None, None, 3, None], 6, "科目编码", "没有科目编码"),
    "no such code": (["22102-01", "公积金", None, None, 3, None], 6, "科目编码", "“22102-01”不是科目编码"),
    "no number": (["2210201", "公积金", None, None, "约3万", None], 6, "本年预算数", "“约3万”不是数字"),
    "an error value": (["2210201", "公积金", None, None, "#DIV/0!", None], 6, "本年预算数", "#DIV/0!"),
    "a formula without a result": (["2210201", None, Formula("=1/3"), None, None, None], 6, "基本支出", "公式没有保存"),
}


@pytest.mark.parametrize(("row", "number", "column", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_sheet_row_and_column(tmp_path, row, number, column, text):
    with pytest.raises(InputFaults) as caught:
        _ = book_of(tmp_path, row).document
    (fault,) = caught.value.faults
    assert (fault.file, fault.sheet, fault.row, fault.column) == ("book.xlsx", "预算数", number, column)
    assert text in fault.text.zh


def test_a_code_that_stands_twice_is_a_fault(tmp_path):
    with pytest.raises(InputFaults) as caught:
        _ = book_of(tmp_path, ROW, ROW).document
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (7, "科目编码")
    assert "第 6 行已有" in fault.text.zh


@pytest.mark.parametrize(
    ("label", "cell"),
    [("年度", "明年"), ("金额单位", "亿元"), ("对照口径", "财政"), ("文件种类", "草案"), ("金额小数位", 9)],
)
def test_what_is_said_above_the_table_is_checked(tmp_path, label, cell):
    stated = [row for row in STATED if row[0] != label]
    with pytest.raises(InputFaults) as caught:
        _ = book_of(tmp_path, ROW, stated=[*stated, [label, cell]]).document
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("预算数", len(stated) + 1, label)
    assert f"“{cell}”" in fault.text.zh


def test_figures_without_a_unit_of_amounts_are_refused(tmp_path):
    with pytest.raises(InputFaults, match="unit must be") as caught:
        _ = book_of(tmp_path, ROW, stated=[["单位", "甲"], ["年度", 2024]]).document
    assert caught.value.faults[0].column == "金额单位"
