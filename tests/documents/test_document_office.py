"""Word documents, workbooks and web pages, written here and read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents import Table as ReadTable
from openfisca_china_personnel.faults import InputFaults

COVER = "某某局2023年度单位预算"
HEAD = [["科目", "", "一般公共预算支出", "", ""], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
MERGED = [(0, 0, 0, 1), (0, 2, 0, 4)]  # first row, first column, last row, last column
ROWS: list[list[str | float | None]] = [
    ["208", "社会保障和就业支出", 300.5, 300.5, None],
    ["2080505", "机关事业单位基本养老保险缴费支出", 200.5, 200.5, None],
    ["2080506", "机关事业单位职业年金缴费支出", 100.0, 100.0, None],
    ["221", "住房保障支出", 1050.0, 20.0, 1030.0],
    ["2210201", "住房公积金", 1050.0, 20.0, 1030.0],
    ["合计", None, 1350.5, 320.5, 1030.0],
]
EXPECTED = {
    "208": {"total": "300.50", "basic": "300.50"},
    "2080505": {"total": "200.50", "basic": "200.50"},
    "2080506": {"total": "100.00", "basic": "100.00"},
    "221": {"total": "1050.00", "basic": "20.00", "project": "1030.00"},
    "2210201": {"total": "1050.00", "basic": "20.00", "project": "1030.00"},
    "total": {"total": "1350.50", "basic": "320.50", "project": "1030.00"},
}


def assert_is_the_table(document: Document) -> ReadTable:
    (table,) = document.tables
    assert (table.title, table.kind, table.amount_unit) == ("一般公共预算支出表", "general", "万元")
    assert table.columns == ("total", "basic", "project")
    assert {row.code: dict(row.values) for row in table.rows} == EXPECTED
    assert [row.name for row in table.rows][1] == "机关事业单位基本养老保险缴费支出"
    assert not any(row.uncertain for row in table.rows)
    assert (document.unit, document.year, document.kind) == ("某某局", 2023, "budget")
    return table


def shown(value: str | float | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:,.2f}"


def docx_file(path: Path, *, split: bool = False) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in (COVER, "第二部分 预算表", "表5", "一般公共预算支出表", "单位：万元"):
        document.add_paragraph(text)
    cells = [*HEAD, *([shown(cell) for cell in row] for row in ROWS)]
    parts = [cells[:5], HEAD + cells[5:]] if split else [cells]
    for part in parts:
        table = document.add_table(len(part), 5)
        for number, row in enumerate(part):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        for first_row, first, last_row, last in MERGED:
            merged = table.cell(first_row, first).merge(table.cell(last_row, last))
            merged.text = part[first_row][first]
        table.cell(len(part) - 1, 0).merge(table.cell(len(part) - 1, 1)).text = part[-1][0]
    document.add_paragraph("2023年一般公共预算支出1350.5万元。")
    document.save(path)
    return path


def test_word(tmp_path: Path) -> None:
    table = assert_is_the_table(read_document(docx_file(tmp_path / "a.docx")))
    assert table.number == "5"
    assert [row.line for row in table.rows] == list(range(8, 14))
    assert {row.page for row in table.rows} == {None}


def test_word_with_a_table_cut_in_two(tmp_path: Path) -> None:
    assert_is_the_table(read_document(docx_file(tmp_path / "a.docx", split=True)))


def workbook(path: Path, *, merged: bool = True, second: bool = False) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(path)
    money = book.add_format({"num_format": "#,##0.00"})
    cover = book.add_worksheet("封面")
    cover.write(3, 1, COVER)
    sheet = book.add_worksheet("预算05表")
    sheet.write(0, 0, "公开05表")
    if merged:
        sheet.merge_range(1, 0, 1, 4, "一般公共预算支出表")
    else:
        sheet.write(1, 0, "一般公共预算支出表")
    sheet.write(2, 0, "部门：某某局")
    sheet.write(2, 4, "单位：万元")
    for number, row in enumerate([*HEAD, *ROWS]):
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                sheet.write(3 + number, column, cell, *([money] if isinstance(cell, float) else []))
    if merged:
        for first_row, first, last_row, last in MERGED:
            sheet.merge_range(3 + first_row, first, 3 + last_row, last, HEAD[first_row][first])
    sheet.write(12, 0, "注：本表为示例。")
    hidden = book.add_worksheet("草稿")
    hidden.write(0, 0, "一般公共预算支出表")
    hidden.hide()
    if second:
        other = book.add_worksheet("三公")
        other.merge_range(0, 0, 0, 5, "财政拨款“三公”经费支出表")
        other.write(1, 5, "单位：元")
        names = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
        other.merge_range(2, 2, 2, 4, "公务用车购置及运行维护费")
        for column, name in enumerate(names):
            if 2 <= column <= 4:
                other.write(3, column, name)
            else:
                other.merge_range(2, column, 3, column, name)
            other.write(4, column, [7, 1, 4, 0, 4, 2][column])
    book.close()
    return path


@pytest.mark.parametrize("merged", [True, False])
def test_a_workbook(tmp_path: Path, merged: bool) -> None:
    document = read_document(workbook(tmp_path / "a.xlsx", merged=merged))
    table = assert_is_the_table(document)
    assert table.number == "05"
    assert [row.line for row in table.rows] == list(range(6, 12))
    assert any("本表为示例" in line.printed for line in document.prose)


def test_several_sheets_with_units_of_their_own(tmp_path: Path) -> None:
    document = read_document(workbook(tmp_path / "a.xlsx", second=True))
    general, public = document.tables
    assert (general.amount_unit, public.amount_unit, document.amount_unit) == ("万元", "元", None)
    (row,) = public.rows
    assert dict(row.values) == {
        "total": "7",
        "abroad": "1",
        "vehicles": "4",
        "vehicle_purchase": "0",
        "vehicle_running": "4",
        "reception": "2",
    }


def html_text() -> str:
    def cell(text: str, span: str = "") -> str:
        return f"<td{span}><p><span>{text}</span></p></td>"

    head = f"<tr>{cell('科目', ' colspan=2')}{cell('一般公共预算支出', ' colspan=3')}</tr>"
    head += "<tr>" + "".join(cell(text) for text in HEAD[1]) + "</tr>"
    body = "".join("<tr>" + "".join(cell(shown(each)) for each in row) + "</tr>" for row in ROWS[:-1])
    total = "<tr>" + cell("合&nbsp;计", ' colspan="2"') + "".join(cell(shown(each)) for each in ROWS[-1][2:]) + "</tr>"
    script = "<script>document.write('<table><tr><td>1</td><td>2</td></tr></table>')</script><style>td{}</style>"
    frame = f"<h1>{COVER}</h1>{script}<p>一般公共预算支出表</p><div>单位：万元</div>"
    table = f"<table>{head}{body}{total}</table>"
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{frame}{table}</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(html_text().encode(encoding))
    assert_is_the_table(read_document(file))


def test_a_web_page_by_another_name_and_unclosed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(html_text().replace("</td>", "").replace("</tr>", "").replace("</p>", ""), encoding="utf-8")
    assert_is_the_table(read_document(file))


def test_a_page_laid_out_in_a_table(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    inner = html_text().partition("<body>")[2].partition("</body>")[0]
    file.write_text(f"<html><body><table><tr><td>{inner}</td></tr></table></body></html>", encoding="utf-8")
    assert_is_the_table(read_document(file))


def test_text_and_tables_in_two_files(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("某某局2023年度单位预算\n一、说明\n2023年预算增加。\n", encoding="utf-8")
    tables = workbook(tmp_path / "b.xlsx")
    document = read_document([text, tables], together=True)
    assert_is_the_table(document)
    assert any("2023年预算增加" in line.printed for line in document.prose)


def fault(path: Path) -> str:
    with pytest.raises(InputFaults) as caught:
        read_document(path)
    (found,) = caught.value.faults
    assert found.file == path.name
    return found.text.en


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 60_000_000)
    assert file.stat().st_size < 1_000_000
    assert "refused" in fault(file)


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "anything"])
def test_a_damaged_package(tmp_path: Path, name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(name, "<a>")
    file = tmp_path / "a.docx"
    file.write_bytes(buffer.getvalue())
    assert fault(file)
    file.write_bytes(buffer.getvalue()[:-20])
    assert fault(file)


def test_an_old_workbook(tmp_path: Path) -> None:
    """The file is ``workbook(…, second=True)`` saved in the old form by LibreOffice."""
    old = read_document(Path(__file__).with_name("old-workbook.xls"))
    new = read_document(workbook(tmp_path / "a.xlsx", second=True))
    assert [table.to_dict() for table in old.tables] == [table.to_dict() for table in new.tables]
    assert [line.printed for line in old.prose] == [line.printed for line in new.prose]
    assert "1350.50" in {at.printed for at in old.cells()}


def test_an_old_workbook_cut_off(tmp_path: Path) -> None:
    content = Path(__file__).with_name("old-workbook.xls").read_bytes()
    for length in range(600, len(content), 700):
        file = tmp_path / "a.xls"
        file.write_bytes(content[:length])
        assert "no workbook" in fault(file)


def test_an_old_workbook_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert "no workbook" in fault(file)


def test_deep_html_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html>" + "<table><tr><td>" * 20_000 + "x", encoding="utf-8")
    assert fault(file)
