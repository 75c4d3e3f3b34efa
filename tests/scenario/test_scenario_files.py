"""Scenario files: keys in both languages, and every fault with its line."""

from __future__ import annotations

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.scenario import Add, Remove, Retire, read_scenario

ENGLISH = """\
name: 试
year: 2024
changes:
  - add: {headcount: 10, rank: staff, monthly_salary: 9000, from: 2024-07, entry: first_job}
  - remove: {headcount: 3, where: {rank: division_head}, from: 2024-10}
  - retire: {headcount: 2, decided: 2024-08}
"""
CHINESE = """\
名称: 试
年度: 2024年
变动:
  - 增加: {人数: 10, 职级: staff, 月工资: 9000, 自: 2024年7月, 进入方式: first_job}
  - 减少: {人数: 3, 条件: {职级: 正处级}, 起: 2024.10.01}
  - 退休: {人数: 2, 决定月: 2024-08}
"""


@pytest.fixture
def read(tmp_path):
    def reading(text, encoding="utf-8"):
        (tmp_path / "s.yaml").write_bytes(text.encode(encoding))
        return read_scenario(tmp_path / "s.yaml")

    return reading


def faults(read, text):
    with pytest.raises(InputFaults) as caught:
        read(text)
    assert all(fault.file == "s.yaml" for fault in caught.value.faults)
    return caught.value.faults


def with_change(change):
    return f"name: 试\nyear: 2024\nchanges:\n  - remove: {{headcount: 1, from: 2024-01}}\n  - {change}\n"


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_what_a_scenario_says(read, text):
    found = read(text)
    add, remove, retire = (change.content for change in found.changes)
    assert (found.name, found.year) == ("试", 2024)
    assert isinstance(add, Add)
    assert (add.headcount, add.first_month) == (10, month_number(2024, 7))
    assert dict(add.columns) == {"rank": "staff", "monthly_salary": "9000", "entry": "first_job"}
    assert isinstance(remove, Remove)
    assert remove.selection == {"status": "active", "rank": "division_head"}
    assert remove.first_month == month_number(2024, 10)
    assert isinstance(retire, Retire)
    assert retire.first_month == month_number(2024, 9)


def test_both_languages_say_the_same(read):
    in_english, in_chinese = (read(text) for text in (ENGLISH, CHINESE))
    assert in_english.changes == in_chinese.changes


def test_a_byte_order_mark_is_no_matter(read):
    assert read(ENGLISH, "utf-8-sig").name == "试"


def test_the_year_may_be_left_out(read):
    assert read(ENGLISH.replace("year: 2024\n", "")).year is None


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        ("remove: {headcount: 0, from: 2024-01}", 5, ("“0”", "1 至 10,000,000")),
        ("remove: {headcount: 1.5, from: 2024-01}", 5, ("“1.5”",)),
        ("remove: {headcount: -1, from: 2024-01}", 5, ("“-1”",)),
        ("remove: {headcount: 10000001, from: 2024-01}", 5, ("“10000001”",)),
        ("remove: {headcount: 三, from: 2024-01}", 5, ("“三”",)),
        ("remove: {headcount: 1, from: 2024-13}", 5, ("2024-13",)),
        ("remove: {headcount: 1, from: 明年}", 5, ("明年",)),
        ("remove: {headcount: 1}", 5, ("from", "decided")),
        ("remove: {headcount: 1, from: 2024-01, decided: 2024-01}", 5, ("from", "decided")),
        ("remove: {from: 2024-01}", 5, ("缺少“人数（headcount）”",)),
        ("remove: {headcount: 1, from: 2024-01, wehre: {rank: staff}}", 5, ("wehre",)),
        ("remove: {headcount: 1, from: 2024-01, where: {rnak: staff}}", 5, ("rnak", "rank")),
        ("remove: {headcount: 1, from: 2024-01, where: {monthly_salary: 1}}", 5, ("monthly_salary",)),
        ("remove: {headcount: 1, from: 2024-01, where: {rank: 局长级}}", 5, ("局长级",)),
        ("remove: {headcount: 1, from: 2024-01, where: [rank]}", 5, ("where",)),
        ("remove: {headcount: 1, from: 2024-01, where: {rank: [staff]}}", 5, ("rank",)),
        ("retire: {headcount: 1, from: 2024-01, where: {status: 退休}}", 5, ("只有在职人员可以退休",)),
        ("add: {headcount: 1, from: 2024-01, salry: 1}", 5, ("salry",)),
        ("add: {headcount: 1, from: 2024-01, rank: {a: b}}", 5, ("rank",)),
        ("add: {headcount: 1, from: 2024-01, start_month: 2024-02}", 5, ("start_month",)),
        ("promote: {headcount: 1, from: 2024-01}", 5, ("to",)),
        ("dismiss: {headcount: 1, from: 2024-01}", 5, ("dismiss",)),
        ("{}", 5, ("增加（add）、减少（remove）", "参数调整（set）之一")),
        ("{add: {headcount: 1, from: 2024-01}, remove: {headcount: 1, from: 2024-01}}", 5, ("之一",)),
        ("3", 5, ("3",)),
    ],
)
def test_a_fault_and_its_line(read, change, line, words):
    (fault,) = faults(read, with_change(change))
    assert fault.line == line
    assert all(word in fault.text.zh for word in words), fault.text.zh
    assert fault.text.en
    assert "{" not in fault.text.zh + fault.text.en


def test_the_line_of_a_change_written_over_several(read):
    text = "name: 试\nchanges:\n  - remove:\n      headcount: 1\n      from: 2024-01\n      where:\n        rank: x\n"
    (fault,) = faults(read, text)
    assert fault.line in (6, 7)


def test_all_faults_at_once(read):
    text = "name: ''\nyear: 20x4\nchanges:\n  - remove: {headcount: x, from: 2024-01}\n  - add: {headcount: 1}\n"
    found = faults(read, text)
    assert sorted(fault.line for fault in found) == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name"),
        ("- 1\n", "name"),
        ("name: 试\n", "changes"),
        ("changes: []\nname: 试\n", "changes"),
        ("name: 试\nname: 试\nchanges: []\n", "name"),
        ("name: 试\n名称: 又\nchanges:\n  - remove: {headcount: 1, from: 2024-01}\n", "name"),
        ("name: [\n", "YAML"),
        ("name: 试\nchanges: 3\n", "changes"),
        ("name: 试\nmore: 3\nchanges:\n  - remove: {headcount: 1, from: 2024-01}\n", "more"),
    ],
)
def test_a_file_that_is_no_scenario(read, text, words):
    assert any(words in fault.text.zh for fault in faults(read, text))


def test_other_files(read, tmp_path):
    with pytest.raises(InputFaults, match=r"nothing\.yaml: there is no such file"):
        read_scenario(tmp_path / "nothing.yaml")
    with pytest.raises(InputFaults, match="not a text file"):
        read(CHINESE, "gbk")


@pytest.mark.parametrize("text", ["&a [*a]\n", "[" * 2000 + "]" * 2000])
def test_a_file_within_itself_or_too_deep_is_refused(tmp_path, text):
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults):
        read_scenario(path)


def test_a_day_that_is_not_the_first_is_no_month(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text("name: a\nyear: 2024\nchanges:\n  - remove: {headcount: 1, from: 2024-07-15}\n", encoding="utf-8")
    with pytest.raises(InputFaults, match="names a day"):
        read_scenario(path)
