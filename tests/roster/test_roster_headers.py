"""Which column is which: headers, their units, doubles and unknown ones."""

from __future__ import annotations

import pytest

from openfisca_china_personnel.roster.columns import COLUMNS, letter, nearest, recognise


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_by_its_english_and_chinese_name(column):
    for header in (column.name, column.zh, f" {column.zh}　", column.name.upper().replace("_", " "), f"*{column.zh}"):
        found = recognise(header)
        assert found is not None
        assert found.column is column
        assert found.scale == 1


@pytest.mark.parametrize(
    ("header", "name", "scale"),
    [
        ("单位名称", "unit", 1),
        ("预算单位", "unit", 1),
        ("姓名", "person_id", 1),
        ("工号", "person_id", 1),
        ("人数(人)", "headcount", 1),
        ("人数（人）", "headcount", 1),
        ("职务职级", "rank", 1),
        ("级别", "rank", 1),
        ("月工资（元）", "monthly_salary", 1),
        ("月工资（元/月）", "monthly_salary", 1),
        ("月工资\n（单位：元，必填）", "monthly_salary", 1),
        ("月工资（万元）", "monthly_salary", 10_000),
        ("月薪", "monthly_salary", 1),
        ("月薪（元）", "monthly_salary", 1),
        ("月工资[千元]", "monthly_salary", 1_000),
        ("公积金比例（％）", "housing_fund_rate", 1),
        ("ｍｏｎｔｈｌｙ＿ｓａｌａｒｙ", "monthly_salary", 1),
    ],
)
def test_synonyms_and_units(header, name, scale):
    found = recognise(header)
    assert found is not None
    assert (found.column.name, found.scale) == (name, scale)


@pytest.mark.parametrize("header", ["月工资（美元）", "月工资（元/年）", "上年月薪", "人数（万人）", "附注", ""])
def test_a_header_that_is_not_ours(header):
    assert recognise(header) is None


@pytest.mark.parametrize("header", ["备注", "Remarks", "remark"])
def test_a_column_of_remarks_is_neither_used_nor_reported(read, header):
    roster = read(f"月工资,{header},附注\n9000,由公布数倒推,甲\n")
    (note,) = [note for note in roster.notes if note.code == "unknown_column"]
    assert header not in note.text.zh
    assert "附注" in note.text.zh


def test_the_unit_of_the_header_counts(read):
    table = read("月工资（万元）,养老基数(元)\n1.23456,7000\n8000元,1\n").table
    assert table["monthly_salary"].to_list() == [1234560, 800000]
    assert table["pension_base"].to_list() == [700000, 100]


def test_two_columns_of_one_meaning(faults):
    (fault,) = faults("单位,月工资,monthly_salary\nA,1,2\n")
    assert "月工资" in fault.text.zh
    assert "monthly_salary" in fault.text.zh
    assert fault.row == 1


def test_a_name_beside_a_number_is_not_a_second_identifier(read):
    roster = read("姓名,工号,月工资\n张三,007,1\n")
    assert roster.table["person_id"].to_list() == ["007"]
    assert roster.column_headers["person_id"] == "工号"
    (note,) = [note for note in roster.notes if note.code == "unknown_column"]
    assert "姓名" in note.text.zh


def test_unknown_columns_are_noted_with_the_nearest(read):
    roster = read("月工资,养老基薮,附注,,\n1,2,x,,y\n")
    (note,) = [note for note in roster.notes if note.code == "unknown_column"]
    assert "“养老基薮”（是否应为“养老基数”？）" in note.text.zh
    assert "“附注”" in note.text.zh
    assert "E 列" in note.text.zh
    assert "D 列" not in note.text.zh
    assert "column E" in note.text.en


@pytest.mark.parametrize(
    ("header", "near"),
    [("月工姿", "月工资"), ("monthly_salery", "monthly_salary"), ("上年月薪", "上年月均工资"), ("zzz", None)],
)
def test_did_you_mean(header, near):
    assert nearest(header) == near


def test_without_a_salary_column_the_unknown_ones_are_named(faults):
    (fault,) = faults("职级,月薪水,岗位,\n正处,9000,甲,\n副处,8000,乙,\n")
    assert fault.row == 2
    assert fault.text.zh.endswith("；文件中没有这些列，共 2 行如此；不认识的列：“月薪水”（是否应为“月工资”？）、“岗位”")
    assert fault.text.en.endswith(
        "the file has none of these columns, so it is in 2 rows;"
        " columns not known: “月薪水” (did you mean “月工资”?), “岗位”"
    )
    (fault,) = faults("职级\n正处\n")
    assert fault.text.zh.endswith("共 1 行如此")


def test_notes_are_whole_sentences(read):
    roster = read("单位,职级,月工资,公积金比例,附注\n甲,一级调研员,1.005,5%,x\n甲,正处,1,6%,\n")
    assert {note.code for note in roster.notes} == {
        "unknown_column",
        "rounded_to_fen",
        "rank_from_grade_name",
        "location_assumed",
        "different_rates",
    }
    for note in roster.notes:
        assert note.text.zh.endswith("。")
        assert note.text.en[0].isupper()
        assert note.text.en.endswith(".")


def test_headers_as_written(read):
    assert read(" 月工资（元） ,人数\n1,2\n").column_headers == {
        "monthly_salary": " 月工资（元） ",
        "headcount": "人数",
    }


def test_letters():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
