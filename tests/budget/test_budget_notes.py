"""Every kind of note: when it is said, and of which lines, rows and months."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import openfisca_china_personnel
from budget.rows import ANNUITY, HOUSING_FUND, PENSION, PLAIN, PURCHASE_SUBSIDY, RENT_SUBSIDY, budget, notes, roster
from openfisca_china_personnel.budget import expected_budget

CONTRIBUTIONS = (PENSION, ANNUITY, HOUSING_FUND)
SUBSIDIES = (RENT_SUBSIDY, PURCHASE_SUBSIDY)
MONTHS = tuple(f"{{}}-{month:02d}" for month in range(1, 13))

COMPLETE = {
    **PLAIN,
    "prior_year_monthly_salary": "9000",
    "housing_fund_base_until_june": "9000",
    "pension_base_until_june": "9000",
}
"""A row that leaves nothing to say but what the law itself leaves open."""
WITHOUT_RATE = {key: value for key, value in COMPLETE.items() if key != "housing_fund_rate"}
WITHOUT_PRIOR = {key: value for key, value in COMPLETE.items() if key != "prior_year_monthly_salary"}
WITHOUT_WAGE = {key: value for key, value in COMPLETE.items() if key != "monthly_salary"}
WITHOUT_PLACE = {key: value for key, value in COMPLETE.items() if key != "location"}
RETIRED = {"status": "retired", "location": "central_beijing"}

# Each case: the code of the note, the second row of the roster, lines, grade, the base rule.
OF_ROWS = [
    ("prior_year_salary_assumed", WITHOUT_PRIOR, CONTRIBUTIONS, None, "prior_year"),
    ("one_base_all_year", {**PLAIN, "prior_year_monthly_salary": "9000"}, CONTRIBUTIONS, None, "prior_year"),
    ("expected_salary_blank", WITHOUT_WAGE, (HOUSING_FUND,), None, "expected"),
    ("default_rate", WITHOUT_RATE, (HOUSING_FUND,), None, "prior_year"),
    ("entry_wage", {**COMPLETE, "entry": "transfer", "start_month": "2024-05"}, CONTRIBUTIONS, "C", "prior_year"),
    (
        "entry_wage_blank",
        {**WITHOUT_WAGE, "entry": "transfer", "start_month": "2024-05"},
        CONTRIBUTIONS,
        None,
        "prior_year",
    ),
    ("no_wage", {**PLAIN, "monthly_salary": "0"}, CONTRIBUTIONS, None, "prior_year"),
    ("entry_in_january", {**COMPLETE, "entry": "transfer"}, CONTRIBUTIONS, None, "prior_year"),
    ("service_not_known", {**COMPLETE, "rank": "staff"}, (RENT_SUBSIDY,), None, "prior_year"),
    (
        "purchase_service_not_known",
        {**COMPLETE, "rank": "ordinary_worker", "purchase_subsidy": "yes"},
        (PURCHASE_SUBSIDY,),
        None,
        "prior_year",
    ),
    (
        "service_counted_after_retirement",
        {**RETIRED, "rank": "staff", "work_start": "1980-01"},
        (RENT_SUBSIDY,),
        "C",
        "prior_year",
    ),
    ("average_rent_subsidy", {**COMPLETE, "rank": "unspecified"}, (RENT_SUBSIDY,), None, "prior_year"),
    (
        "average_rent_subsidy_of_professionals",
        {**COMPLETE, "rank": "junior_professional"},
        (RENT_SUBSIDY,),
        "C",
        "prior_year",
    ),
    (
        "lump_sum_in_last_month",
        {**COMPLETE, "purchase_lump_sum": "1", "end_month": "2024-03"},
        (PURCHASE_SUBSIDY,),
        None,
        "prior_year",
    ),
    ("not_in_year", {**COMPLETE, "end_month": "2023-12"}, (), None, "prior_year"),
    ("not_modelled", {**COMPLETE, "location": "beijing"}, SUBSIDIES, None, "prior_year"),
    ("no_limits_elsewhere", {**COMPLETE, "location": "other"}, CONTRIBUTIONS, "C", "prior_year"),
    (
        "purchase_amount_not_known",
        {**COMPLETE, "rank": "minister", "purchase_subsidy": "yes"},
        (PURCHASE_SUBSIDY,),
        "C",
        "prior_year",
    ),
    ("location_assumed", WITHOUT_PLACE, (), None, "prior_year"),
    ("rounded_to_fen", {**COMPLETE, "monthly_salary": "9000.005"}, (), None, "prior_year"),
    ("rank_from_grade_name", {**COMPLETE, "rank": "一级巡视员"}, (), "B", "prior_year"),
]


def codes_of(found):
    return {note.code for note in found.notes}


@pytest.mark.parametrize(("code", "row", "lines", "grade", "rule"), OF_ROWS, ids=[case[0] for case in OF_ROWS])
def test_a_note_of_rows(code, row, lines, grade, rule):
    quiet = budget(COMPLETE, base_rule=rule)
    assert code not in codes_of(quiet)
    (note,) = notes(budget(COMPLETE, row, base_rule=rule), code)
    assert (note.lines, note.rows, note.months, note.grade) == (lines, (3,), (), grade)


def test_the_base_until_june_where_the_reset_was_in_january():
    # In 2016 the fund was reset in January, the pension in July: of the two only the fund's base is not used.
    without = {key: value for key, value in COMPLETE.items() if not key.endswith("until_june")}
    fund, pension = ({**without, f"{scheme}_base_until_june": "8000"} for scheme in ("housing_fund", "pension"))
    (note,) = notes(budget(without, fund, pension, year=2016), "until_june_base_unused")
    assert (note.rows, note.lines) == ((3,), (HOUSING_FUND,))


def test_entrants_of_the_year_and_stated_bases_are_not_said_to_rest_on_last_year():
    entrant = {**WITHOUT_PRIOR, "entry": "first_job", "start_month": "2024-05"}
    del entrant["housing_fund_base_until_june"], entrant["pension_base_until_june"]
    stated = {
        **PLAIN,
        "housing_fund_base": "9000",
        "pension_base": "9000",
        "entry": "transfer",
        "start_month": "2024-05",
    }
    found = budget(COMPLETE, entrant, stated)
    assert [note.rows for note in notes(found, "entry_wage")] == [(3,)]
    assert notes(found, "prior_year_salary_assumed") == []


def test_the_highest_rate_is_uncertain_from_october_2026():
    beijing = {**COMPLETE, "location": "beijing"}
    told = [note for note in notes(budget(beijing, year=2026), "uncertain_value") if "12%" in note.text.zh]
    assert [(note.months, note.grade) for note in told] == [(("2026-10", "2026-11", "2026-12"), "C")]


def test_before_2018_the_economic_class_of_pension_and_annuity_is_not_known():
    (note,) = notes(budget(COMPLETE, year=2016), "economic_class_not_known")
    assert note.lines == (PENSION, ANNUITY)
    assert "economic_class_not_known" not in codes_of(budget(COMPLETE))


def test_a_gap_elsewhere_concerns_nobody_here():
    retired = {**RETIRED, "rank": "division_head"}
    assert "gap_in_law" not in codes_of(budget(retired, {**COMPLETE, "location": "beijing"}, year=2022))
    assert "gap_in_law" in codes_of(budget(retired, COMPLETE, year=2022))


def test_a_complete_row_leaves_the_law_alone_to_speak():
    assert codes_of(budget(COMPLETE)) == {"uncertain_value", "purchase_subsidy_open_above"}


def test_the_rows_of_a_note_are_gathered_in_order():
    rows = [WITHOUT_RATE, COMPLETE, {**WITHOUT_RATE, "start_month": "2024-06"}, WITHOUT_RATE]
    (note,) = notes(budget(*rows), "default_rate")
    assert note.rows == (2, 4, 5)
    assert "12%" in note.text.zh


def test_rows_that_do_not_count_are_not_spoken_of():
    retired = {**RETIRED, "rank": "division_head"}
    gone = {**WITHOUT_RATE, "end_month": "2023-12"}
    empty = {**WITHOUT_RATE, "headcount": "0"}
    outside = {**WITHOUT_RATE, "contributes_housing_fund": "no"}
    assert notes(budget(COMPLETE, retired, gone, empty, outside), "default_rate") == []


def test_notes_of_whole_lines():
    found = budget(COMPLETE, {**RETIRED, "rank": "division_head"}, base_rule="expected")
    (open_above,) = notes(found, "purchase_subsidy_open_above")
    (rule,) = notes(found, "expected_base_rule")
    (retired,) = notes(found, "economic_class_of_retired")
    assert (open_above.lines, open_above.rows, open_above.grade) == ((PURCHASE_SUBSIDY,), (), None)
    assert (rule.lines, rule.grade) == ((HOUSING_FUND,), "C")
    assert (retired.lines, retired.grade) == (SUBSIDIES, "C")


def test_a_line_without_rows_here_is_not_spoken_of():
    found = budget({**COMPLETE, "location": "beijing"})
    assert not {"purchase_subsidy_open_above", "economic_class_of_retired"} & codes_of(found)


def test_a_gap_between_known_values_names_its_months():
    # The floor: gap to 2023-06 between 2200 and 2420.
    (note,) = notes(budget(COMPLETE, year=2023), "gap_in_law")
    assert note.lines == (HOUSING_FUND,)
    assert note.rows == ()
    assert note.months == tuple(month.format(2023) for month in MONTHS[:6])
    assert note.grade == "C"
    assert "2200" in note.text.zh
    assert "2420" in note.text.zh
    assert "housing_fund.base_floor.central_beijing" in note.text.en


def test_a_gap_with_one_side_says_so_in_both_languages():
    (note,) = notes(budget(COMPLETE, year=2025), "gap_in_law")
    assert note.rows == (2,)
    assert note.months == tuple(month.format(2025) for month in MONTHS[8:])
    assert "无" in note.text.zh
    assert "none" in note.text.en


def test_a_gap_that_nobody_reaches_is_not_noted():
    outside = {**COMPLETE, "contributes_housing_fund": "no", "housing_fund_base_until_june": ""}
    assert notes(budget(outside, year=2025), "gap_in_law") == []


def test_uncertain_values_come_with_the_lines_and_months_that_rest_on_them():
    # The fund's cap of July 2024 (35,283) is grade B, the one before (33,891) grade A; the pension's are both C.
    found = notes(budget(COMPLETE), "uncertain_value")
    caps = {note.lines: note for note in found if "35283" in note.text.zh}
    assert set(caps) == {(HOUSING_FUND,), (PENSION, ANNUITY)}
    assert caps[HOUSING_FUND,].grade == "B"
    assert caps[HOUSING_FUND,].months == tuple(month.format(2024) for month in MONTHS[6:])
    assert caps[PENSION, ANNUITY].grade == "C"
    assert [note.lines for note in found if "33891" in note.text.zh] == [(PENSION, ANNUITY)]


def test_values_that_no_row_rests_on_are_not_noted():
    found = budget({**RETIRED, "rank": "division_head"})
    assert not [note for note in found.notes if {PENSION, ANNUITY} & set(note.lines)]


def test_values_after_the_last_known_day_are_carried_forward():
    # Caps are known until 2027-06-30; what holds from July is the value of 2026.
    found = notes(budget(COMPLETE, year=2027), "carried_forward")
    assert {note.months for note in found} == {tuple(month.format(2027) for month in MONTHS[6:])}
    caps = [note for note in found if "36348" in note.text.zh]
    assert sorted(note.lines for note in caps) == [(PENSION, ANNUITY), (HOUSING_FUND,)]
    assert all("2026-07-01" in note.text.en and "2027-06-30" in note.text.en for note in caps)
    assert notes(budget(COMPLETE, year=2026), "carried_forward") == []


def test_what_is_in_force_until_changed_is_not_carried_forward():
    found = notes(budget(COMPLETE, year=2040), "carried_forward")
    assert found
    assert not [note for note in found if RENT_SUBSIDY in note.lines]


def test_notes_of_the_roster_come_first():
    found = budget({**COMPLETE, "附注": "x"}, {**COMPLETE, "housing_fund_rate": "8%"})
    assert [note.code for note in found.notes[:2]] == ["unknown_column", "different_rates"]
    assert "“附注”" in found.notes[0].text.en
    assert "8%" in found.notes[1].text.zh
    assert "12%" in found.notes[1].text.zh


def in_the_source(function_names):
    """The codes of all notes that the package makes, with their files."""
    root = Path(openfisca_china_personnel.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in function_names and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, path.parent.name


def test_no_kind_of_note_is_forgotten():
    tested = {case[0] for case in OF_ROWS}
    tested |= {"until_june_base_unused", "purchase_subsidy_open_above", "expected_base_rule", "carried_forward"}
    tested |= {
        "economic_class_of_retired",
        "economic_class_not_known",
        "gap_in_law",
        "uncertain_value",
        "unknown_column",
        "different_rates",
    }
    tested |= {"lump_sum_not_counted"}
    of_scenarios = {"assumed_value"}
    made = {
        code
        for code, folder in in_the_source({"Note", "Remark", "_on_provisions"})
        if folder in ("budget_notes", "roster")
    }
    assert made == tested | of_scenarios


def test_a_lump_sum_outside_the_months_on_the_roster_is_said_to_be_left_out():
    # Read without a year, the roster could not see that November lies outside.
    row = {**COMPLETE, "purchase_lump_sum": "1", "lump_sum_month": "11", "end_month": "2024-03"}
    found = expected_budget(roster(COMPLETE, row), 2024)
    (note,) = notes(found, "lump_sum_not_counted")
    assert (note.lines, note.rows) == ((PURCHASE_SUBSIDY,), (3,))
    assert [each.amount for each in found.items][4] == 0


@pytest.mark.parametrize("year", [2015, 2018, 2024, 2025, 2027])
def test_every_note_is_a_whole_sentence_in_both_languages(year):
    rows = [case[1] for case in OF_ROWS if "2024" not in str(case[1])]
    found = budget(COMPLETE, *rows, {**COMPLETE, "附注": "{year}"}, year=year, base_rule="expected")
    assert len({note.code for note in found.notes}) > 12
    for note in found.notes:
        for text in (note.text.zh, note.text.en):
            assert text.strip()
            assert "{" not in text
        assert any("一" <= character <= "鿿" for character in note.text.zh), note.code
        assert note.grade in (None, "A", "B", "C")
