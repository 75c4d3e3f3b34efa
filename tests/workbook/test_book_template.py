"""The templates: what they hold, what may be typed into them, and that they compute as they are."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import cache

import polars
import pytest

from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.provisions import all_series, in_force
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.roster.columns import COLUMNS, recognise
from openfisca_china_personnel.scenario import read_scenario, simulate
from openfisca_china_personnel.scenario.changes import ASSIGNABLE, KINDS
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Category, Entry, Location, Rank, Status, label
from openfisca_china_personnel.workbook import change_columns
from openfisca_china_personnel.workbook.function_list import FUNCTIONS
from openfisca_china_personnel.workbook.reading import read_book
from openfisca_china_personnel.workbook.template import roster_template, scenario_template, template, workbook_template
from workbook import office

# Taking a file apart is slow and the templates do not change: once a file.
cells, sheets = cache(office.cells), cache(office.sheets)
LANGUAGES = ("zh", "en")
SHEETS = ["说明", "人员", "变动", "预算数", "参数与依据"]
WORDS = {"人员状态": Status, "人员类别": Category, "职级": Rank, "所在地": Location, "进入方式": Entry}


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / f"{request.param}.xlsx"
    path.write_bytes(workbook_template(request.param, 2024))
    return request.param, path


def column_of(path, sheet, recognised):
    """The letters of the columns of a sheet whose heading is recognised as something, by that."""
    found = {}
    for address, text in cells(path)[sheet].items():
        name = recognised(str(text))
        if name is not None:
            found.setdefault(name, re.sub("[0-9]", "", address))
    return found


def validations(path, sheet):
    """What may be typed, by the first cell of the range: the attributes and the formula."""
    found = {}
    for attributes, content in re.findall(r"<dataValidation ([^>]*)>(.*?)</dataValidation>", sheets(path)[sheet]):
        reference = re.search(r'sqref="([^"]+)"', attributes)[1]
        first = re.search("<formula1>(.*?)</formula1>", content)
        found[reference] = (attributes, first[1] if first else None)
    return found


def choices(path, sheet, column):
    """The words that the drop-down list of a column offers, whether in the cell or in a range."""
    for reference, (attributes, source) in validations(path, sheet).items():
        if re.match(rf"{column}[0-9]+:", reference) and 'type="list"' in attributes:
            if source.startswith("&quot;"):
                return source.removeprefix("&quot;").removesuffix("&quot;").split(",")
            if source.startswith('"'):
                return source.strip('"').split(",")
            name, first, last = re.fullmatch(r"(\w+)!\$([A-Z]+\$[0-9]+):\$([A-Z]+\$[0-9]+)", source).groups()
            letter, top = first.split("$")
            return [cells(path)[name][f"{letter}{row}"] for row in range(int(top), int(last.split("$")[1]) + 1)]
    raise AssertionError(f"no list in column {column} of {sheet}")


def roster_columns(path):
    return column_of(path, "人员", lambda text: (found := recognise(text)) and found.column.name)


def test_the_workbook_has_its_five_sheets_in_both_languages(made):
    _, path = made
    assert list(cells(path)) == SHEETS


def test_the_people_of_the_template_compute(made):
    _, path = made
    people = read_roster(path, year=2024, sheet="人员")
    assert people.notes == ()
    assert people.table["headcount_millionths"].sum() == 57 * 10**6  # 12 + 30 + 2 + 8 + 5
    amounts = {item.code: item.amount for item in expected_budget(people, 2024).items}
    assert all(amount is not None and amount > 0 for amount in amounts.values())


def test_both_languages_describe_the_same_people_and_changes(tmp_path):
    found = {}
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(workbook_template(language, 2024))
        book = read_book(path)
        unnamed = book.roster(2024).table.drop("unit", "person_id")
        changes = [change.content for scenario in book.described for change in scenario.changes]
        found[language] = unnamed, re.sub(r"示例下属单位|示例单位|Example subsidiary|Example unit", "U", str(changes))
    assert found["zh"][0].equals(found["en"][0])
    assert found["zh"][1] == found["en"][1]


def test_the_example_changes_are_one_of_each_kind_and_run(made):
    _, path = made
    book = read_book(path)
    assert [change.kind for scenario in book.described for change in scenario.changes] == list(KINDS)
    outcome = simulate(book.roster(2024), book.scenarios)
    for scenario in outcome.to_dict()["scenarios"]:
        assert any(difference["amount"] for difference in scenario["difference"])


@pytest.mark.parametrize("heading", WORDS)
def test_drop_down_lists_of_people_hold_exactly_the_vocabulary(made, heading):
    language, path = made
    column = roster_columns(path)[next(column.name for column in COLUMNS if column.zh == heading)]
    assert choices(path, "人员", column) == [label(word).in_(language) for word in WORDS[heading]]


def test_yes_no_and_sex_are_lists_that_the_reader_understands(made):
    language, path = made
    columns = roster_columns(path)
    yes_no = {"zh": ["是", "否"], "en": ["yes", "no"]}[language]
    for name in ("contributes_housing_fund", "contributes_pension", "purchase_subsidy"):
        assert choices(path, "人员", columns[name]) == yes_no
    assert choices(path, "人员", columns["sex"]) == {"zh": ["男", "女"], "en": ["male", "female"]}[language]


def test_drop_down_lists_of_changes_hold_kinds_ranks_columns_and_parameters(made):
    language, path = made
    columns = column_of(path, "变动", change_columns.recognise)
    kinds = {
        "zh": ["增加", "减少", "退休", "晋升", "调动", "调资", "纳入", "指定", "参数调整"],
        "en": list(KINDS),
    }
    assert choices(path, "变动", columns["kind"]) == kinds[language]
    ranks = [label(word).in_(language) for word in Rank]
    assert choices(path, "变动", columns["to"]) == choices(path, "变动", columns["rank"]) == ranks
    offered = [recognise(word).column.name for word in choices(path, "变动", columns["assigned_column_1"])]
    assert offered == list(ASSIGNABLE)
    names = [series[0].label.in_(language) for series in all_series(baseline().parameters)]
    assert sorted(choices(path, "变动", columns["parameter"])) == sorted(names)


def test_two_thousand_rows_are_prepared(made):
    _, path = made
    for sheet, first in (("人员", 6), ("变动", 7)):
        ranges = [re.fullmatch(r"[A-Z]+([0-9]+):[A-Z]+([0-9]+)", each) for each in validations(path, sheet)]
        table = {(int(found[1]), int(found[2])) for found in ranges if found}
        assert table == {(first, first + 1999)}


def test_every_heading_of_people_and_changes_has_a_remark(made):
    _, path = made
    with zipfile.ZipFile(path) as archive:
        remarks = [archive.read(name).decode() for name in archive.namelist() if "comments" in name]
    counts = [text.count("<comment ref=") for text in remarks]
    # 25 columns; the columns of changes and the four labels above them
    assert {25, len(change_columns.COLUMNS) + 4} <= set(counts)


def test_sheets_are_frozen_and_print_across_the_page(made):
    _, path = made
    for name, xml in sheets(path).items():
        assert 'fitToHeight="0"' in xml
        if name != "说明":
            assert 'orientation="landscape"' in xml
            assert 'state="frozen"' in xml


def test_nothing_needs_macros_or_dynamic_arrays(made):
    _, path = made
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode() for name in names if name.endswith(".xml")]
    assert not [name for name in names if "vba" in name.casefold() or name == "xl/metadata.xml"]
    assert not [text for text in texts if "_xlfn" in text or re.search(r'<c [^>]*cm="', text)]
    used = {
        name
        for sheet in office.formulas(path).values()
        for text in sheet.values()
        for name in re.findall(r"([A-Z]+)\(", text)
    }
    assert used <= set(FUNCTIONS)
    assert used


def test_the_law_stands_on_its_sheet_with_its_documents(made):
    language, path = made
    shown = cells(path)["参数与依据"]
    rows = {str(text): address[1:] for address, text in shown.items() if address.startswith("O")}
    later = {}
    for address, text in shown.items():
        if address.startswith("O"):
            later.setdefault(str(text), []).append(address[1:])
    checked = 0
    for series in all_series(baseline().parameters):
        held = in_force(baseline().parameters, series[0].path, "2024-01-01")
        row = later[series[0].path][0]
        if held is None or held.value is None:
            assert shown[f"C{row}"] in ("未知", "unknown", "尚未施行", "not yet begun")
            continue
        assert shown[f"C{row}"] == held.value
        assert shown[f"B{row}"] == held.label.in_(language)
        assert shown.get(f"I{row}") == held.document
        assert shown.get(f"J{row}") == held.number
        assert shown.get(f"K{row}") == held.article
        assert shown[f"L{row}"] == held.grade
        assert len(later[series[0].path]) == 1 + sum(each.start > "2024-01-01" for each in series)
        checked += 1
    assert checked > 100
    assert len(rows) == 1 + len(list(all_series(baseline().parameters)))  # and the heading


def test_the_same_template_is_the_same_file():
    assert workbook_template("zh", 2024) == workbook_template("zh", 2024)


@pytest.mark.parametrize("year", [2014, 2101])
def test_a_year_without_budgets_is_refused(year):
    with pytest.raises(InputFaults, match="2015"):
        workbook_template("zh", year)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_roster_templates_have_all_columns_and_compute(tmp_path, language):
    for ending, rows in ((".csv", 5), (".xlsx", 5)):
        path = tmp_path / f"roster{ending}"
        path.write_bytes(roster_template(ending, language))
        people = read_roster(path, year=2024)
        assert set(people.column_headers) == {column.name for column in COLUMNS}
        assert people.table.height == rows
        assert all(item.amount is not None for item in expected_budget(people, 2024).items)


def test_the_headers_of_the_csv_template_are_those_of_its_language():
    headers = {
        language: next(csv.reader(io.StringIO(roster_template(".csv", language).decode("utf-8-sig"))))
        for language in LANGUAGES
    }
    assert [header.split("（")[0] for header in headers["zh"]] == [column.zh for column in COLUMNS]
    assert [header.split(" (")[0] for header in headers["en"]] == [column.name for column in COLUMNS]


@pytest.mark.parametrize(("kind", "ending"), [("roster", ".ods"), ("scenario", ".xlsx"), ("workbook", ".csv")])
def test_a_template_of_another_ending_is_refused(kind, ending):
    with pytest.raises(InputFaults, match=f"not “{ending}”"):
        template(kind, ending, "zh")


def test_a_template_is_chosen_by_its_kind():
    assert template("roster", ".CSV", "zh") == roster_template(".csv", "zh")
    assert template("scenario", ".yaml", "en") == scenario_template("en")
    assert template("workbook", ".xlsx", "en", 2023) == workbook_template("en", 2023)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scenario_template_has_each_kind_and_runs_on_the_roster_template(tmp_path, language):
    (tmp_path / "roster.xlsx").write_bytes(roster_template(".xlsx", language))
    (tmp_path / "scenario.yaml").write_bytes(scenario_template(language))
    scenario = read_scenario(tmp_path / "scenario.yaml")
    kinds = [type(change.content).__name__ for change in scenario.changes]
    assert len(set(kinds)) == len(KINDS)
    outcome = simulate(read_roster(tmp_path / "roster.xlsx", year=2024, sheet="人员"), [scenario])
    assert any(found["amount"] for found in outcome.to_dict()["scenarios"][0]["difference"])


def test_the_assumptions_of_the_scenario_template_can_be_used(tmp_path):
    for language in LANGUAGES:
        text = scenario_template(language).decode()
        head, mark, rest = text.rpartition("# 假设:" if language == "zh" else "# assumptions:")
        used = head + mark.removeprefix("# ") + rest.replace("\n# ", "\n")
        (tmp_path / "scenario.yaml").write_text(used, encoding="utf-8")
        assumptions = read_scenario(tmp_path / "scenario.yaml").assumptions
        assert assumptions.wage_growth is not None
        assert assumptions.average_wage_growth is not None
        assert assumptions.retirement_by_age is True


def test_frames_of_both_templates_agree_with_what_was_put_in(tmp_path):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(roster_template(".xlsx", "zh"))
    table = read_roster(path, year=2024, sheet="人员").table
    assert table["monthly_salary"].to_list() == [1680000, 1050050, 1120000, None, None]
    assert table["pension_base"].to_list() == [None, None, None, None, 1320035]
    assert table["housing_fund_rate"].to_list() == [None, 1200, None, None, None]
    assert table["work_start"].to_list()[-1] == 2004 * 12 + 6
    assert table["purchase_subsidy"].to_list() == [True, None, None, None, None]
    assert table.filter(polars.col("status") == "retired")["rank"].to_list() == ["section_head"]
