"""CSV and other text: encodings, separators, quotes, row numbers."""

from __future__ import annotations

import pytest

HEADER = "单位,编号,月工资,公积金比例\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_give_the_same_roster(csv_file, encoding):
    from openfisca_china_personnel.roster import read_roster

    roster = read_roster(csv_file(HEADER + "国家移民管理局,甲１,8333.30,12%\n", encoding=encoding))
    assert roster.units == ("国家移民管理局",)
    assert roster.table["monthly_salary"].to_list() == [833330]
    assert roster.source == "roster.csv"
    assert roster.sheet is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(csv_file, separator, newline):
    from openfisca_china_personnel.roster import read_roster

    text = "unit,headcount,monthly_salary\nA,2,100.5\nB,0.5,200\n".replace(",", separator).replace("\n", newline)
    table = read_roster(csv_file(text, name="roster.txt")).table
    assert table["headcount_millionths"].to_list() == [2_000_000, 500_000]
    assert table["monthly_salary"].to_list() == [10050, 20000]


def test_blank_lines_are_skipped_and_counted(read):
    table = read("月工资,备注\n\n1,\n,\n  ,　\n2,\n\n").table
    assert table["row"].to_list() == [3, 6]
    assert table["person_id"].to_list() == ["3", "6"]


def test_title_and_blank_rows_above_the_header_keep_row_numbers(read):
    table = read("2023年人员名册,,\n\n单位,月工资,人数\nA,1,1\n").table
    assert table["row"].to_list() == [4]


def test_a_quoted_cell_with_a_line_break_is_one_row(read, faults):
    table = read('单位,月工资\n"甲\n乙","1,234.50"\n丙,2\n').table
    assert table["row"].to_list() == [2, 3]
    assert table["unit"].to_list() == ["甲\n乙", "丙"]
    assert table["monthly_salary"].to_list() == [123450, 200]
    (fault,) = faults('单位,月工资\n"甲\n乙",1\n丙,x\n')
    assert (fault.row, fault.column) == (3, "月工资")


@pytest.mark.parametrize("unit", ["A", '"A"'])
def test_more_cells_than_the_header(faults, unit):
    (fault,) = faults(f"单位,月工资\n{unit},1,,\n\nB,2,3\n")
    assert (fault.row, fault.column) == (4, None)
    assert "3" in fault.text.zh
    assert "2" in fault.text.zh


@pytest.mark.parametrize(("rows", "row"), [('A,1\n"B,2\n', 3), ('"B,2\n', 2)])
def test_unpaired_quotes(faults, rows, row):
    (fault,) = faults(f"单位,月工资\n{rows}")
    assert fault.row == row
    assert "引号" in fault.text.zh


@pytest.mark.parametrize("name", ["roster.csv", "roster.tsv"])
def test_a_single_column(csv_file, name):
    from openfisca_china_personnel.roster import read_roster

    assert read_roster(csv_file("月工资\n1\n\n2\n", name=name)).table["row"].to_list() == [2, 4]


def test_neither_utf8_nor_gb18030(tmp_path, faults):
    path = tmp_path / "x.csv"
    path.write_bytes("单位,月工资\n".encode() + b"\xff\xff\xff,1\n")
    (fault,) = faults(path)
    assert "GB18030" in fault.text.zh
    assert fault.file == "x.csv"


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\0\0", b"a\0b"])
def test_a_csv_that_is_not_text(tmp_path, faults, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert "文本" in fault.text.zh


@pytest.mark.parametrize("text", ["", "\n\n", "  \n"])
def test_an_empty_file(faults, text):
    (fault,) = faults(text)
    assert "空" in fault.text.zh


def test_a_header_without_rows(faults):
    (fault,) = faults("单位,月工资\n\n,\n")
    assert fault.text.en == "the file has no person rows"


def test_no_known_column_lists_the_expected_ones(faults):
    (fault,) = faults("a,b\n1,2\n")
    assert "月工资" in fault.text.zh
    assert "monthly_salary" in fault.text.en


@pytest.mark.parametrize(
    ("name", "word"),
    [("none.csv", "不存在"), ("x.xls", "另存为 .xlsx"), ("x.ods", "扩展名"), ("folder.csv", "文件夹")],
)
def test_files_that_cannot_be_read(tmp_path, faults, name, word):
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()
    elif not name.startswith("none"):
        path.write_bytes(b"x")
    (fault,) = faults(path)
    assert word in fault.text.zh
    assert fault.file == name


def test_a_sheet_of_a_text_file(faults):
    (fault,) = faults("月工资\n1\n", sheet="人员")
    assert "人员" in fault.text.zh
