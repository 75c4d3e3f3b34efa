"""What a table as a whole shows: another unit of money than the narrative's, headings that its rows do not keep."""

from __future__ import annotations

from dataclasses import replace

from audit.made_document import document, with_figure
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.audit import audit
from openfisca_china_personnel.documents.lines import numbered

MADE = document()


def in_yuan_by_mistake(made: Document) -> Document:
    """The table of the general budget headed 元, with the figures of ten thousands."""
    tables = list(made.tables)
    tables[2] = replace(tables[2], amount_unit="元")
    return replace(made, tables=(tables[2],))


def test_a_table_headed_in_another_unit_than_its_narrative_is_one_finding():
    text = (
        "一、关于一般公共预算支出情况说明\n住房保障支出（类）住房改革支出（款）住房公积金（项）131.77万元。\n"
        "住房保障支出（类）住房改革支出（款）提租补贴（项）49.36万元。"
    )
    findings = audit(replace(in_yuan_by_mistake(MADE), prose=numbered(text))).findings
    assert [(f.check, f.severity, f.where[0].code) for f in findings] == [("unit_of_money", "inconsistent", "2210201")]
    assert "131.77万元" in findings[0].text.zh


def test_one_figure_that_is_far_too_high_is_no_other_unit():
    text = (
        "一、关于一般公共预算支出情况说明\n住房保障支出（类）住房改革支出（款）住房公积金（项）1317700万元。\n"
        "住房保障支出（类）住房改革支出（款）提租补贴（项）49.36万元。"
    )
    findings = audit(replace(MADE, prose=numbered(text))).findings
    assert [(f.check, f.severity) for f in findings if f.severity == "error"] == [("prose_table", "error")]


def test_headings_that_most_rows_do_not_keep_are_an_oddity():
    table = MADE.tables[1]
    made = replace(MADE, tables=(table,), prose=())
    for row, line in enumerate(table.rows):
        if "basic" in line.values:
            made = with_figure(made, 0, row, "basic", 100 * 7 ** (row % 3))
    odd = [f for f in audit(made).findings if f.check == "row_sum" and f.severity == "oddity"]
    assert [(f.where[0].table, f.where[0].column) for f in odd] == [("2", "total")]
    assert audit(replace(MADE, tables=(table,), prose=())).findings == ()
