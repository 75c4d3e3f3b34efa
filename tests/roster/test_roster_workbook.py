"""Workbooks as Excel saves them: rows, sheets, dates, percentages, errors, formulas."""

from __future__ import annotations

import datetime
import zipfile

import pytest
import xlsxwriter

from openfisca_china_personnel.roster import read_roster

HEADERS = ["编号", "月工资", "公积金比例", "起始月", "按月购房补贴", "备注"]


def test_rows_dates_percentages_and_noise(workbook):
    def fill(book):
        sheet = book.add_worksheet("人员")
        month = book.add_format({"num_format": "yyyy-mm"})
        chinese = book.add_format({"num_format": 'yyyy"年"m"月"'})
        percent = book.add_format({"num_format": "0.00%"})
        sheet.merge_range(1, 0, 1, 5, "2023年人员名册")
        sheet.write_row(3, 0, HEADERS)
        sheet.write_row(5, 0, ["00123", 8333.299999999999])
        sheet.write_number(5, 2, 0.12, percent)
        sheet.write_datetime(5, 3, datetime.date(2023, 7, 1), month)
        sheet.write_boolean(5, 4, True)
        sheet.write_row(8, 0, [124, 12345.675])
        sheet.write_number(8, 2, 0.0525, percent)
        sheet.write_datetime(8, 3, datetime.date(2023, 12, 31), chinese)
        sheet.write_boolean(8, 4, False)
        sheet.write_row(9, 0, [125, 0.1 + 0.2, 12, "2023年9月", "否"])

    roster = read_roster(workbook(fill), year=2023)
    table = roster.table
    assert roster.sheet == "人员"
    assert table["row"].to_list() == [6, 9, 10]
    assert table["person_id"].to_list() == ["00123", "124", "125"]
    assert table["monthly_salary"].to_list() == [833330, 1234568, 30]
    assert table["housing_fund_rate"].to_list() == [1200, 525, 1200]
    assert table["start_month"].to_list() == [24282, 24287, 24284]
    assert table["purchase_subsidy"].to_list() == [True, False, False]
    rounded = [note for note in roster.notes if note.code == "rounded_to_fen"]
    assert [note.rows for note in rounded] == [(9,)]


def test_numbers_with_many_decimals_are_read_in_full(workbook):
    # 15 digits leave 8333.29499999995, which is below the half fen; nine decimals would lift it.
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "月工资")
        sheet.write(1, 0, 8333.29499999995)
        sheet.write(2, 0, "8333.29")

    assert read_roster(workbook(fill)).table["monthly_salary"].to_list() == [833329, 833329]


def test_a_percentage_of_a_hundred_and_more_is_not_taken_for_a_number(workbook, faults):
    def fill(book):
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["月工资", "公积金比例"])
        sheet.write(1, 0, 1)
        sheet.write_number(1, 1, 12, percent)
        sheet.write(2, 0, 1, percent)
        sheet.write_number(2, 1, 0.12, percent)

    (fault,) = faults(workbook(fill))
    assert (fault.row, fault.column) == (2, "公积金比例")
    assert "1200%" in fault.text.zh


def test_error_cells_and_formulas_without_a_result(workbook, faults):
    def fill(book):
        sheet = book.add_worksheet("人员")
        sheet.write_row(0, 0, ["单位", "编号", "月工资", "养老基数", "备注"])
        sheet.write_row(1, 0, ["甲"])
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_row(4, 0, ["甲", 7])
        sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 3, "=C1", None, "")

    found = faults(workbook(fill))
    assert [(fault.row, fault.column, fault.sheet) for fault in found] == [
        (2, "编号", "人员"),
        (5, "月工资", "人员"),
        (5, "养老基数", "人员"),
    ]
    assert "#N/A" in found[0].text.zh
    assert "#DIV/0!" in found[1].text.zh
    assert "公式" in found[2].text.zh


def test_a_formula_with_an_empty_text_as_its_result_is_blank(workbook, tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["月工资", "养老基数"])
        sheet.write(1, 0, 5)
        sheet.write_formula(1, 1, '=IF(A2>9,1,"")', None, "MARK")

    source = workbook(fill)
    path = tmp_path / "blank.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>MARK</v>", b"<v></v>"))
    table = read_roster(path).table
    assert table["pension_base"].to_list() == [None]


def test_which_sheet(workbook, faults):
    def fill(book):
        book.add_worksheet("说明").write(0, 0, "请填写")
        first = book.add_worksheet("甲表")
        first.write_row(0, 0, ["月工资", "编号"])
        first.write_row(1, 0, [1, "first"])
        second = book.add_worksheet("Roster")
        second.write_row(0, 0, ["月工资", "编号"])
        second.write_row(1, 0, [1, "named"])

    path = workbook(fill)
    assert read_roster(path).table["person_id"].to_list() == ["named"]
    assert read_roster(path, sheet="甲表").table["person_id"].to_list() == ["first"]
    (fault,) = faults(path, sheet="乙表")
    assert "甲表" in fault.text.zh
    assert fault.file == "roster.xlsx"


def rosters_on(sheets):
    """Fills a workbook with one roster a sheet, the sheet's name as the identifier; each hidden in its own way."""

    def fill(book):
        for name, hide in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["月工资", "编号"])
            sheet.write_row(1, 0, [1, name])
            # A workbook opens on a sheet that is shown: the writer shows its first where no other is made active.
            getattr(sheet, hide or "activate")()

    return fill


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
@pytest.mark.parametrize("name", ["旧表", "人员", "roster"])
def test_hidden_sheets_are_read_only_if_named(workbook, hide, name):
    path = workbook(rosters_on({name: hide, "今年": None}))
    assert read_roster(path).sheet == "今年"
    assert read_roster(path, sheet=name).table["person_id"].to_list() == [name]


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_roster_only_on_a_hidden_sheet(workbook, faults, hide):
    def fill(book):
        rosters_on({"人员": hide})(book)
        sheet = book.add_worksheet("说明")
        sheet.write(0, 0, "请填写")
        sheet.activate()

    path = workbook(fill)
    (fault,) = faults(path)
    assert "隐藏" in fault.text.zh
    assert fault.text.zh.endswith("--sheet 指定：人员")
    assert read_roster(path, sheet="人员").sheet == "人员"


def test_several_sheets_with_a_roster(workbook, faults):
    path = workbook(rosters_on({"甲": None, "藏": "hide", "乙": None}))
    (fault,) = faults(path)
    assert fault.text.zh == "有多个工作表像是名册，请用 --sheet 指定一个：甲、乙"
    assert fault.text.en == "several sheets look like a roster: choose one with --sheet: 甲, 乙"
    assert fault.sheet is None
    assert read_roster(path, sheet="乙").table["person_id"].to_list() == ["乙"]
    assert read_roster(path, sheet="藏").table["person_id"].to_list() == ["藏"]


def test_a_merged_unit_column(workbook, faults):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位", "月工资"])
        sheet.merge_range(1, 0, 3, 0, "甲")
        sheet.write_column(1, 1, [1, 2, 3])

    found = faults(workbook(fill))
    assert [(fault.row, fault.column) for fault in found] == [(3, "单位"), (4, "单位")]
    assert found[0].text.zh.endswith("；如为合并单元格，请取消合并并逐行填写")
    assert found[0].text.en.endswith("; if the cells are merged, unmerge them and fill every row")


def test_the_only_sheet_with_a_known_header(workbook):
    def fill(book):
        book.add_worksheet("空")
        book.add_worksheet("说明").write(0, 0, "请填写")
        sheet = book.add_worksheet("三")
        sheet.write_row(4, 2, ["月工资", "编号"])
        sheet.write_row(5, 2, [1, "x"])
        sheet.write(5, 5, "y")

    roster = read_roster(workbook(fill))
    assert (roster.sheet, roster.table["row"].to_list()) == ("三", [6])
    (note,) = [note for note in roster.notes if note.code == "unknown_column"]
    assert "F 列" in note.text.zh


def test_an_empty_workbook(workbook, faults):
    (fault,) = faults(workbook(lambda book: book.add_worksheet()))
    assert "空" in fault.text.zh


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"unit,headcount\nA,1\n", "不是 Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "密码"),
        (b"PK\x03\x04broken", "不是 Excel"),
    ],
)
def test_a_workbook_that_is_none(tmp_path, faults, content, word):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert word in fault.text.zh


def test_a_zip_archive_that_is_no_workbook(tmp_path, faults):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    (fault,) = faults(path)
    assert "不是 Excel" in fault.text.zh


SHEET_AS_OTHERS_WRITE_IT = """<?xml version="1.0"?>
<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
<x:row><x:c t="inlineStr"><x:is><x:t>月工资</x:t></x:is></x:c>
<x:c t="inlineStr"><x:is><x:t>人数</x:t></x:is></x:c></x:row>
<x:row/>
<x:row><x:c><x:v>5</x:v></x:c><x:c t='e'><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>
<x:row><x:c><x:f>A3</x:f></x:c><x:c><x:v>1</x:v></x:c></x:row>
</x:sheetData></x:worksheet>"""


def test_sheets_with_prefixes_and_without_references(workbook, tmp_path, faults):
    source = workbook(lambda book: book.add_worksheet("人员").write(0, 0, "月工资"))
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, SHEET_AS_OTHERS_WRITE_IT if name.endswith("sheet1.xml") else old.read(name))
    assert [(fault.row, fault.column) for fault in faults(path)] == [(3, "人数"), (4, "月工资")]


def test_a_sheet_of_explanations_with_one_known_word_is_no_roster(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("填表说明").write_row(0, 0, ["单位", "请按实际填写"])
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["职级", "月工资"])
        sheet.write_row(1, 0, ["科员", 9000])
    assert read_roster(path).sheet == "数据"
