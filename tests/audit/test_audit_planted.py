"""A document whose every identity holds: nothing is found in it, and one changed figure is one finding at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.made_document import document, figures, stated_numbers, with_figure, with_number
from openfisca_china_personnel.documents import Row
from openfisca_china_personnel.documents.audit import audit

MADE = document()


def test_nothing_is_found_in_a_document_that_agrees_with_itself():
    report = audit(MADE)
    assert report.findings == ()
    assert report.checks > 150


@pytest.mark.parametrize("table", range(len(MADE.tables)), ids=[table.title for table in MADE.tables])
@pytest.mark.parametrize("steps", [1, -1])
def test_a_figure_changed_by_one_last_place_is_one_finding_that_names_it(table: int, steps: int):
    for index, row, column in figures(MADE):
        if index != table:
            continue
        changed = with_figure(MADE, index, row, column, steps)
        findings = audit(changed).findings
        line = changed.tables[index].rows[row]
        wanted = (changed.tables[index].number, column, line.line)
        assert len(findings) == 1, (wanted, [finding.text.zh for finding in findings])
        assert wanted in [(place.table, place.column, place.line) for place in findings[0].where]


@pytest.mark.parametrize("steps", [1, -1])
def test_a_number_of_the_narrative_changed_by_one_last_place_is_one_finding_on_its_line(steps: int):
    for index, start, end in stated_numbers(MADE):
        changed = with_number(MADE, index, start, end, steps)
        findings = audit(changed).findings
        line = changed.prose[index]
        assert len(findings) == 1, (line.text, [finding.text.zh for finding in findings])
        assert (9, line.number) in [(place.page, place.line) for place in findings[0].where]


def test_a_figure_that_a_second_identity_shows_to_be_wrong_is_given_as_it_should_be():
    general = MADE.tables[2]
    row = next(n for n, line in enumerate(general.rows) if line.code == "2080505")
    findings = audit(with_figure(MADE, 2, row, "budget", 700)).findings
    assert [(f.severity, f.stated, f.computed, f.difference) for f in findings] == [
        ("error", "167.32", "160.32", "7.00")
    ]
    assert findings[0].where[0].code == "2080505"
    assert "应为160.32万元" in findings[0].text.zh
    assert "should be 160.32" in findings[0].text.en


def test_the_figures_that_nothing_holds_are_named():
    assert audit(MADE).uncovered == ()
    alone = Row("2050101", "行政运行", None, 2, 40, {"上年结余": "3.00"})
    table = replace(MADE.tables[1], columns=(*MADE.tables[1].columns, "上年结余"), rows=(*MADE.tables[1].rows, alone))
    report = audit(replace(MADE, tables=(MADE.tables[0], table, *MADE.tables[2:])))
    assert [(place.line, place.code, place.column) for place in report.uncovered] == [(40, "2050101", "上年结余")]
    assert report.figures == audit(MADE).figures + 1
