"""What is a workbook of the kind that the template makes, and that it survives other programs."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.workbook.reading import is_book, read_book
from openfisca_china_personnel.workbook.template import roster_template, workbook_template
from workbook import office
from workbook.filled_books import Formula, Percent, filled, typed

PEOPLE = [["人数", "职级", "月工资"], [10, "科员及以下", 9000]]


def test_a_book_has_the_sheets_of_people_and_of_changes(tmp_path):
    assert is_book(filled(tmp_path / "book.xlsx"))
    assert is_book(typed(tmp_path / "small.xlsx", {"变动": [], "人员": PEOPLE}))
    assert not is_book(typed(tmp_path / "roster.xlsx", {"人员": PEOPLE}))
    assert not is_book(tmp_path / "missing.xlsx")
    (tmp_path / "roster.csv").write_bytes(roster_template(".csv", "zh"))
    assert not is_book(tmp_path / "roster.csv")
    (tmp_path / "text.xlsx").write_text("人员 变动", encoding="utf-8")
    assert not is_book(tmp_path / "text.xlsx")
    (tmp_path / "roster.xlsx").write_bytes(roster_template(".xlsx", "zh"))
    assert not is_book(tmp_path / "roster.xlsx")


@pytest.mark.parametrize(
    ("content", "text"),
    [(None, "there is no such file"), (b"people", "not an Excel workbook"), (b"PK\x03\x04x", "not an Excel")],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, text):
    if content is not None:
        (tmp_path / "book.xlsx").write_bytes(content)
    with pytest.raises(InputFaults, match=text) as caught:
        read_book(tmp_path / "book.xlsx")
    assert caught.value.faults[0].file == "book.xlsx"


def test_a_workbook_without_the_sheets_is_refused(tmp_path):
    with pytest.raises(InputFaults, match="lacks the sheets"):
        read_book(typed(tmp_path / "book.xlsx", {"人员": PEOPLE}))


def test_the_roster_is_that_of_the_sheet_of_people(tmp_path):
    book = read_book(filled(tmp_path / "book.xlsx"))
    assert book.roster(2024).table["monthly_salary"].to_list() == [900000]
    assert book.roster(2024).notes == ()


def test_example_rows_that_were_left_in_are_noted(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(workbook_template("zh", 2024))
    (note,) = read_book(tmp_path / "book.xlsx").roster(2024).notes
    assert (note.code, note.rows) == ("example_rows", (6, 7, 8, 9, 10))


def test_faults_of_people_name_the_sheet(tmp_path):
    people = [["人数", "职级", "月工资"], [Formula("=5+5"), "科员", 9000], [1, "大科员", 9000]]
    book = read_book(typed(tmp_path / "book.xlsx", {"人员": people, "变动": []}))
    with pytest.raises(InputFaults) as caught:
        book.roster(2024)
    found = [(fault.sheet, fault.row, fault.column) for fault in caught.value.faults]
    assert found == [("人员", 2, "人数"), ("人员", 3, "职级")]


def test_a_sheet_that_is_not_needed_cannot_stand_in_the_way(tmp_path):
    sheets = {
        "人员": PEOPLE,
        "变动": [["类型", "起始月"], ["离职", None]],
        "预算数": [["科目编码", "本年预算数"], ["x", 3]],
    }
    book = read_book(typed(tmp_path / "book.xlsx", sheets))
    assert book.roster(2024).table.height == 1
    with pytest.raises(InputFaults, match="kind of change"):
        _ = book.scenarios
    with pytest.raises(InputFaults, match="subject code"):
        _ = book.document


def test_the_year_of_the_figures_serves_where_the_changes_name_none(tmp_path):
    sheets = {"人员": PEOPLE, "变动": [], "预算数": [["年度", 2023], ["科目编码", "本年预算数"]]}
    book = read_book(typed(tmp_path / "book.xlsx", sheets))
    assert (book.year, book.years) == (2023, (2023,))
    assert read_book(typed(tmp_path / "other.xlsx", {"人员": PEOPLE, "变动": []})).year is None


def test_reading_a_book_does_not_load_the_library_that_writes_them():
    program = "import sys, openfisca_china_personnel.workbook.reading; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.debian
@pytest.mark.skipif(office.PROGRAM is None, reason=office.MISSING_OFFICE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_book_that_another_program_saved_reads_the_same(tmp_path, language):
    july = datetime.date(2024, 7, 1)
    path = filled(
        tmp_path / "book.xlsx",
        people=[
            {
                "unit": "甲",
                "headcount": "2.5",
                "rank": "staff",
                "monthly_salary": "9000.37",
                "housing_fund_rate": "0.1",
            },
            {"unit": "甲", "headcount": "3", "status": "retired", "purchase_lump_sum": "5000", "lump_sum_month": "6"},
            {
                "unit": "乙",
                "rank": "division_head",
                "housing_fund_base": "20000",
                "pension_base": "20000",
                "start_month": "2024-03",
                "contributes_housing_fund": "yes",
                "entry": "transfer",
            },
        ],
        changes=[
            {
                "scenario": "甲",
                "kind": "add",
                "from": "2024-07",
                "headcount": "3",
                "unit": "甲",
                "monthly_salary": "8000",
            },
            {"scenario": "甲", "kind": "raise", "decided": "2024-02", "percent": "0.035"},
            {"scenario": "甲", "kind": "set", "from": "2024-07", "parameter": CAP, "value": "10%", "until": "2025-06"},
        ],
        figures={"2210201": (None, None, 12.5, 13), "2080505": (None, None, None, 300)},
        assumed={"housing_fund.rate.default": (Percent(0.1), july), "rent_subsidy.average": (95, july, "长期")},
        language=language,
    )
    (saved,) = office.converted([path], tmp_path, "xlsx")
    before, after = read_book(path), read_book(saved)
    assert after.roster(2024).table.equals(before.roster(2024).table)
    assert [scenario.data for scenario in after.described] == [scenario.data for scenario in before.described]
    assert [table.to_dict() for table in after.document.tables] == [table.to_dict() for table in before.document.tables]
    assert (after.years, after.scope) == (before.years, before.scope) == ((2024,), "general")


CAP = "housing_fund.rate.maximum"
