"""What a row must say as a whole, and what is noted about a sound roster."""

from __future__ import annotations

import pytest
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.roster.grades import ranks_of_grades
from openfisca_china_personnel.roster.limits import rate_limits
from openfisca_china_personnel.roster.table import SCHEMA


def places(faults):
    return [(fault.row, fault.column) for fault in faults]


def test_defaults(read):
    table = read("月工资\n100\n", year=2023).table
    assert dict(table.schema) == SCHEMA
    stated = {name: value for name, value in table.row(0, named=True).items() if value is not None}
    assert stated == {
        "row": 2,
        "person_id": "2",
        "headcount_millionths": 1_000_000,
        "status": "active",
        "rank": "unspecified",
        "location": "central_beijing",
        "entry": "standing",
        "rank_from_grade_name": False,
        "monthly_salary": 10000,
    }


def test_every_column_in_chinese(read):
    header = (
        "单位,编号,人数,人员状态,人员类别,职级,月工资,上年月均工资,公积金基数,养老基数,上半年公积金基数,上半年养老基数,公积金比例,"
        "所在地,缴存公积金,参加养老保险,按月购房补贴,一次性购房补贴,发放月份,参加工作时间,出生年月,性别,起始月,终止月,进入方式"
    )
    row = "甲,1,2,在职,事业,副高,1,2,3,4,5,6,12%,北京市,是,否,是,7,6月,2000-01,1980-02,女,2023-01,2023-12,调入"
    table = read(f"{header}\n{row}\n", year=2023).table
    assert table.row(0) == (
        2,
        "甲",
        "1",
        2_000_000,
        "active",
        "institution",
        "associate_professional",
        "beijing",
        "transfer",
        "female",
        False,
        100,
        200,
        300,
        400,
        500,
        600,
        700,
        1200,
        True,
        False,
        True,
        6,
        24000,
        23761,
        24276,
        24287,
    )


def test_all_faults_at_once_in_the_order_of_the_file(faults):
    found = faults("单位,月工资,人数\nA,x,-1\n,1,1\nA,,\nA,-5,1.1234567\n")
    assert places(found) == [(2, "月工资"), (2, "人数"), (3, "单位"), (4, None), (5, "月工资"), (5, "人数")]
    assert {fault.file for fault in found} == {"roster.csv"}


def test_a_unit_in_some_rows_only(read, faults):
    assert places(faults("单位,月工资\n,1\nA,1\n,1\n")) == [(2, "单位"), (4, "单位")]
    assert read("单位,月工资\n,1\n,2\n").units == ()


@pytest.mark.parametrize(
    "row",
    ["100,,,,,,", ",100,,,,,", ",,100,100,,,", ",,,100,,否,", ",,100,,,,否", ",,,,,否,否", "0,,,,,,", ",,,,0,,"],
)
def test_a_row_that_says_enough(read, row):
    read(f"月工资,上年月均工资,公积金基数,养老基数,人数,缴存公积金,参加养老保险,编号\n{row},x\n")


@pytest.mark.parametrize("row", [",,100,,,,", ",,,100,,,", ",,100,,,否,", ",,,,,否,", ",,,,2,,"])
def test_an_active_row_without_salary(faults, row):
    found = faults(f"月工资,上年月均工资,公积金基数,养老基数,人数,缴存公积金,参加养老保险,编号\n1,,,,,,,\n{row},x\n")
    assert places(found) == [(3, None)]


def test_the_retired_need_no_salary_and_do_not_contribute(read, faults):
    read("人员状态,月工资,缴存公积金\n退休,,否\n离休,,\n")
    found = faults("人员状态,缴存公积金,参加养老保险\n退休,是,是\n离休,是,否\n")
    assert places(found) == [(2, "缴存公积金"), (2, "参加养老保险"), (3, "缴存公积金")]


def test_no_column_of_salaries_is_one_fault(faults):
    (fault,) = faults("编号,月工姿\na,1\nb,1\n")
    assert fault.row == 2
    assert "月工姿" in fault.text.zh
    assert "2 行" in fault.text.zh


def test_a_cell_in_fault_is_not_blamed_twice(faults):
    assert places(faults("月工资,起始月,终止月,单位\nx,2023-13,2022-01,#REF!\n1,,,A\n")) == [
        (2, "月工资"),
        (2, "起始月"),
        (2, "单位"),
    ]


@pytest.mark.parametrize(
    ("category", "rank", "agree"),
    [
        ("行政", "技师", False),
        ("行政", "副高", False),
        ("行政", "正处级", True),
        ("工勤", "正处级", False),
        ("工勤", "中级", False),
        ("工勤", "高级工", True),
        ("事业", "正处级", True),
        ("事业", "中级", True),
        ("事业", "普通工", True),
        ("工勤", "", True),
        ("行政", "未注明", True),
        ("", "技师", True),
    ],
)
def test_category_and_rank(read, faults, category, rank, agree):
    text = f"月工资,人员类别,职级\n1,{category},{rank}\n"
    if agree:
        read(text)
    else:
        assert places(faults(text)) == [(2, "人员类别")]


def test_unknown_words_name_the_nearest(faults):
    found = faults("月工资,职级,人员状态,所在地\n1,正处极,在值,上海\n1,教授,在职,其他\n")
    assert places(found) == [(2, "职级"), (2, "人员状态"), (2, "所在地"), (3, "职级")]
    assert "正处级" in found[0].text.zh
    assert "在职" in found[1].text.zh
    assert "在京中央" in found[2].text.zh
    (fault,) = faults("monthly_salary,rank\n1,divison_head\n")
    assert "division_head" in fault.text.en


def test_start_after_end(faults):
    assert places(faults("月工资,起始月,终止月\n1,2023-05,2023-05\n1,2023-06,2023-05\n")) == [(3, "起始月")]


def test_a_lump_sum_outside_the_row(read, faults):
    text = "月工资,一次性购房补贴,发放月份,起始月,终止月\n1,5,{},2023-03,2023-06\n"
    for month in ("3", "6月", "2023-05", ""):
        read(text.format(month), year=2023)
    for month in ("2", "7月"):
        assert places(faults(text.format(month), year=2023)) == [(2, "发放月份")]
        read(text.format(month))
    assert places(faults(text.format("2022-05"), year=2023)) == [(2, "发放月份")]


def test_rates_outside_the_limits(read, faults):
    table = read("月工资,公积金比例\n1,5%\n1,12%\n", year=2023).table
    assert table["housing_fund_rate"].to_list() == [500, 1200]
    found = faults("月工资,公积金比例\n1,4.99%\n1,12.01%\n1,\n", year=2023)
    assert places(found) == [(2, "公积金比例"), (3, "公积金比例")]
    assert "5%" in found[0].text.zh
    assert "12%" in found[1].text.zh


def test_limits_are_the_tightest_of_the_year():
    minimum = {"2020-01-01": {"value": 0.05}, "2021-06-02": {"value": 0.06}, "2021-12-15": {"value": 0.07}}
    maximum = {"2020-01-01": {"value": 0.12}, "2022-01-01": {"value": None}}
    rate = {"minimum": {"values": minimum}, "maximum": {"values": maximum}}
    law = ParameterNode("", data={"housing_fund": {"rate": rate}})
    assert rate_limits(law, 2019) == (None, None)
    assert rate_limits(law, 2020) == (500, 1200)
    assert rate_limits(law, 2021) == (600, 1200)  # the change of 15 December counts from January
    assert rate_limits(law, 2022) == (700, None)
    assert rate_limits(law, None) == (700, 1200)


def test_a_grade_counts_as_the_rank_last_known():
    grades = {
        "甲": {"values": {"2019-06-01": {"value": "staff"}, "2020-01-01": {"value": "section_head"}}},
        "乙": {"values": {"2019-06-01": {"value": "staff"}, "2020-01-01": {"value": None}}},
        "丙": {"values": {"2019-06-01": {"value": None}}},
    }
    law = ParameterNode("", data={"civil_service": {"grade_equivalent": grades}})
    assert ranks_of_grades(law) == {"甲": "section_head", "乙": "staff"}


def test_the_grade_names_of_2019(read):
    roster = read("月工资,职级\n1,一级巡视员\n1,正司级\n1,二级科员\n1,四级调研员\n")
    assert roster.table["rank"].to_list() == ["director_general", "director_general", "staff", "deputy_division_head"]
    assert roster.table["rank_from_grade_name"].to_list() == [True, False, True, True]
    (note,) = [note for note in roster.notes if note.code == "rank_from_grade_name"]
    assert (note.grade, note.rows) == ("B", (2, 4, 5))


def test_location_and_rates_are_noted(read):
    roster = read("单位,月工资,所在地,公积金比例\nA,1,,12\nA,1,其他,0.08\nB,1,,5\nB,1,,\n")
    notes = {note.code: note for note in roster.notes}
    assert notes["location_assumed"].rows == (2, 4, 5)
    assert "A（8%、12%）" in notes["different_rates"].text.zh
    assert "B" not in notes["different_rates"].text.zh
    assert "location_assumed" not in {note.code for note in read("月工资,所在地\n1,其他\n").notes}


def test_a_row_of_totals_is_refused(faults):
    assert places(faults("单位,月工资,人数\nA,1,1\nA,1,1\n合 计,2,2\n")) == [(4, None)]
    assert places(faults("序号,月工资\n1,1\n合计,\n")) == [(3, None)]


def test_many_faults_are_all_kept(faults):
    assert len(faults("月工资\n" + "x\n" * 1000)) == 1000


def test_large_rosters_are_ordinary(tmp_path):
    path = tmp_path / "large.csv"
    rows = (f"单位{i % 50},{i},正处级,{5000 + i % 7000}.{i % 100:02d},12%\n" for i in range(100_000))
    path.write_text("单位,编号,职级,月工资,公积金比例\n" + "".join(rows), "utf-8")
    table = read_roster(path, year=2023).table
    assert table.height == 100_000
    assert table["monthly_salary"].sum() == sum((5000 + i % 7000) * 100 + i % 100 for i in range(100_000))
