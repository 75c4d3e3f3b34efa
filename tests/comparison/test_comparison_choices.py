"""Which figure of a document is compared with which rows of a roster, for which year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.rows import HOUSING_FUND, PENSION, PLAIN, roster
from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.documents.document import Row
from openfisca_china_personnel.faults import InputFaults

UNITS = ({**PLAIN, "unit": "甲局"}, {**PLAIN, "unit": "乙局", "headcount": "2"})


def table(title, scope, column, printed, **more):
    values = {} if printed is None else {column: printed}
    return Table("5", title, scope, "元", None, (column,), (Row(PENSION, "", values=values, **more),))


def published(*tables, unit=None, year=2024, kind="budget", source=None):
    return Document(unit, year, kind, "元", tables, source)


GENERAL = table("一般公共预算支出表", "general", "budget", "17280")
ALL = table("单位支出总表", "all", "total", "20000")


def pension(found):
    return next(each for each in found.lines if each.code == PENSION)


def note_codes(found):
    return [note.code for note in found.notes]


def test_each_scope_reads_its_own_table():
    people = roster(PLAIN, year=2024)
    document = published(ALL, GENERAL)
    general, everything = (compare(people, document, scope=scope) for scope in ("general", "all"))
    assert (pension(general).reported, pension(everything).reported) == (Decimal("17280.00"), Decimal("20000.00"))
    assert (general.scope, everything.scope) == ("general", "all")
    named = (
        (general, "一般公共预算支出表", "本年预算数", "Budget"),
        (everything, "单位支出总表", "合计", "Total"),
    )
    for found, title, column_zh, column_en in named:
        note = found.notes[0]
        assert (note.code, note.lines) == ("reported_from", (PENSION,))
        assert title in note.text.zh
        assert column_zh in note.text.zh
        assert title in note.text.en
        assert column_en in note.text.en


def test_final_accounts_report_what_was_spent():
    both = Table(
        "5",
        "一般公共预算财政拨款支出决算表",
        "general",
        "元",
        None,
        ("budget", "actual"),
        (Row(PENSION, "", values={"budget": "1", "actual": "17280"}),),
    )
    found = compare(roster(PLAIN, year=2024), published(both, kind="final_accounts"))
    assert pension(found).reported == Decimal("17280.00")
    assert pension(found).verdict == "equal"


def test_the_unit_named_like_the_document():
    found = compare(roster(*UNITS, year=2024), published(GENERAL, unit="乙局"))
    assert pension(found).expected == Decimal("34560.00")
    assert found.unit == "乙局"


def test_the_unit_asked_for_goes_before_the_one_named_alike():
    found = compare(roster(*UNITS, year=2024), published(GENERAL, unit="乙局"), unit="甲局")
    assert pension(found).expected == Decimal("17280.00")


def test_a_roster_of_one_unit_needs_no_choice():
    for rows in (UNITS[:1], (PLAIN,)):
        found = compare(roster(*rows, year=2024), published(GENERAL, unit="另一个局"))
        assert pension(found).verdict == "equal"


@pytest.mark.parametrize("unit", [None, "丙局"])
def test_a_choice_that_cannot_be_made_lists_the_units(unit):
    with pytest.raises(InputFaults) as caught:
        compare(roster(*UNITS, year=2024), published(GENERAL, unit="丁局"), unit=unit)
    (fault,) = caught.value.faults
    for text in (fault.text.zh, fault.text.en):
        assert "甲局、乙局" in text
        assert "--unit" in text
        assert (unit or "") in text


def test_a_unit_asked_of_a_roster_that_names_none():
    with pytest.raises(InputFaults, match="no unit “丙局”"):
        compare(roster(PLAIN, year=2024), published(GENERAL), unit="丙局")


def test_another_year_is_compared_as_asked_and_said():
    found = compare(roster(PLAIN), published(GENERAL, year=2023), year=2024)
    assert found.year == 2024
    (note,) = [note for note in found.notes if note.code == "year_differs"]
    assert "2023" in note.text.zh
    assert "2024" in note.text.en
    assert "year_differs" not in note_codes(compare(roster(PLAIN), published(GENERAL), year=2024))


def test_a_roster_of_another_unit_is_compared_and_said_to_be_of_another_unit():
    other = roster({**PLAIN, "unit": "乙"})
    (note,) = [
        note for note in compare(other, published(GENERAL, unit="甲"), year=2024).notes if note.code == "unit_differs"
    ]
    assert "乙" in note.text.zh
    assert "甲" in note.text.en
    same = compare(roster({**PLAIN, "unit": "甲"}), published(GENERAL, unit="甲"), year=2024)
    assert "unit_differs" not in note_codes(same)


def test_the_notes_of_another_unit_are_left_out():
    both = roster({**PLAIN, "unit": "甲", "location": None}, {**PLAIN, "unit": "乙", "location": None})
    found = compare(both, published(GENERAL, unit="乙"), year=2024)
    assumed = [note.rows for note in found.notes if note.code == "location_assumed"]
    assert assumed == [(3,)]


def test_a_document_without_a_year_needs_one():
    document = published(GENERAL, year=None, source="公开.txt")
    with pytest.raises(InputFaults) as caught:
        compare(roster(PLAIN), document)
    (fault,) = caught.value.faults
    assert "--year" in fault.text.zh
    assert fault.file == "公开.txt"
    assert pension(compare(roster(PLAIN), document, year=2024)).verdict == "equal"


def test_a_figure_that_the_print_leaves_open_is_refused():
    undecided = table("一般公共预算支出表", "general", "budget", None, uncertain=("budget",), line=7)
    with pytest.raises(InputFaults) as caught:
        compare(roster(PLAIN), published(undecided))
    (fault,) = caught.value.faults
    assert fault.line == 7
    assert PENSION in fault.text.en


def test_a_table_without_a_unit_of_amounts_is_refused():
    unknown = replace(GENERAL, amount_unit=None)
    with pytest.raises(InputFaults, match="states no unit of amounts"):
        compare(roster(PLAIN), published(unknown))


def test_two_prints_of_one_table_that_differ_are_noted():
    found = compare(roster(PLAIN), published(GENERAL, table("一般公共预算支出表", "general", "budget", "17281")))
    assert pension(found).verdict == "equal"
    (note,) = [note for note in found.notes if note.code == "reported_twice_differently"]
    assert note.lines == (PENSION,)


def test_the_notes_of_the_budget_follow():
    found = compare(roster(PLAIN), published(GENERAL))
    assert note_codes(found)[0] == "reported_from"
    assert "prior_year_salary_assumed" in note_codes(found)


def test_the_base_rule_reaches_the_expected_amounts():
    people = roster({**PLAIN, "prior_year_monthly_salary": "8000"})
    usual, expected = (compare(people, published(GENERAL), base_rule=rule) for rule in ("prior_year", "expected"))
    fund = [next(each for each in found.lines if each.code == HOUSING_FUND).expected for found in (usual, expected)]
    assert fund == [Decimal("11520.00"), Decimal("12960.00")]  # 8000 and 9000 × 12 % × 12


def test_amounts_in_ten_thousands_and_thousands():
    for amount_unit, printed in (("元", "17280.00"), ("千元", "17.28"), ("万元", "1.728")):
        document = published(
            replace(table("一般公共预算支出表", "general", "budget", printed), amount_unit=amount_unit)
        )
        assert pension(compare(roster(PLAIN), document)).reported == Decimal("17280.00")


def test_a_document_without_a_table_of_the_scope_is_said_to_have_none():
    only_general = compare(roster(PLAIN), published(GENERAL), scope="all", year=2024)
    assert {line.verdict for line in only_general.lines} == {"not_reported"}
    assert "scope_not_printed" in note_codes(only_general)
    assert "scope_not_printed" not in note_codes(compare(roster(PLAIN), published(GENERAL), year=2024))
    spent = published(table("一般公共预算财政拨款支出决算表", "general", "budget", "1"), kind="final_accounts")
    assert "scope_not_printed" in note_codes(compare(roster(PLAIN), spent, year=2024))


def test_a_base_rule_for_a_unit_that_is_not_there_is_refused():
    people = roster({**PLAIN, "unit": "甲"}, {**PLAIN, "unit": "乙"})
    assert compare(people, published(GENERAL, unit="甲"), year=2024, base_rule={"乙": "expected"}).lines
    with pytest.raises(InputFaults, match="丙"):
        compare(people, published(GENERAL, unit="甲"), year=2024, base_rule={"丙": "expected"})
