"""Judgements go on with the finding that they are about, and with no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.made_document import document, with_figure
from openfisca_china_personnel.documents.audit import AuditReport, Finding, Place, audit
from openfisca_china_personnel.documents.audit.judgement import Judgement
from openfisca_china_personnel.documents.audit.judgements import Judgements, judged
from openfisca_china_personnel.documents.audit.judgements.entries import entry_of
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.of_audit import view

DISMISSED = Judgement("dismissed", "张三", "2026-03-01", "四舍五入")
PLACE = Place(page=3, line=7, table="2", code="221", column="budget")
FIGURES = Finding("hierarchy", "error", (PLACE,), Text("合计不符。", "the sum differs."), "5.00", "6.00", "-1.00")
WORDS = Finding("placeholder", "error", (Place(page=4, line=2),), Text("占位符。", "a place-holder."))


def report(*findings: Finding) -> AuditReport:
    return AuditReport("示例", 2024, 10, findings, "made.pdf")


def about(finding: Finding, judgement: Judgement | None = DISMISSED) -> Judgements:
    return Judgements((replace(entry_of(finding), judgement=judgement, at=5),), "made.judgements.yaml")


@pytest.mark.parametrize("finding", [FIGURES, WORDS])
def test_a_judgement_goes_on(finding: Finding) -> None:
    found = judged(report(finding), about(finding))
    assert found.findings[0].judgement == DISMISSED
    assert found.notes == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(FIGURES, stated="5.01"),
        replace(FIGURES, computed="6.01"),
        replace(FIGURES, check="column_total"),
        *(
            replace(FIGURES, where=(replace(PLACE, **{name: value}),))
            for name, value in [("page", 4), ("table", "3"), ("code", "2210201"), ("column", "basic")]
        ),
    ],
)
def test_a_changed_finding_is_not_judged_and_the_judgement_is_noted(changed: Finding) -> None:
    found = judged(report(changed), about(FIGURES))
    assert found.findings[0].judgement is None
    (note,) = found.notes
    assert note.code == "judgement_without_finding"
    for text in (note.text.zh, note.text.en):
        assert "张三" in text
        assert "made.judgements.yaml" in text
        assert "5" in text
    assert "合计不符" in note.text.zh


def test_other_words_at_the_same_place_are_not_judged() -> None:
    found = judged(report(replace(WORDS, text=Text("另一句。", "another."))), about(WORDS))
    assert found.findings[0].judgement is None
    assert len(found.notes) == 1


def test_another_sentence_about_the_same_figures_is() -> None:
    found = judged(report(replace(FIGURES, text=Text("另一句。", "another."))), about(FIGURES))
    assert found.findings[0].judgement == DISMISSED


def test_the_line_counts_only_among_findings_that_are_alike() -> None:
    moved = replace(FIGURES, where=(replace(PLACE, line=8),))
    assert judged(report(moved), about(FIGURES)).findings[0].judgement == DISMISSED
    both = judged(report(FIGURES, moved), about(FIGURES))
    by_line = {finding.where[0].line: finding.judgement for finding in both.findings}
    assert by_line == {7: DISMISSED, 8: None}


def test_dismissed_findings_come_last_and_are_no_errors() -> None:
    found = judged(report(FIGURES, WORDS), about(FIGURES))
    assert [finding.check for finding in found.findings] == ["placeholder", "hierarchy"]
    assert [finding.check for finding in found.errors] == ["placeholder"]
    assert not judged(report(FIGURES), about(FIGURES)).errors


@pytest.mark.parametrize("conclusion", ["confirmed", "explained"])
def test_other_conclusions_leave_an_error_an_error(conclusion: str) -> None:
    found = judged(report(FIGURES), about(FIGURES, Judgement(conclusion)))
    assert len(found.errors) == 1
    assert found.findings[0].judgement.conclusion == conclusion


def test_what_nobody_judged_is_not_noted() -> None:
    assert judged(report(WORDS), about(FIGURES, None)).notes == ()


def test_every_format_has_the_judgement() -> None:
    made = with_figure(document(), 2, 2, "budget", 5)
    (finding,) = audit(made).findings
    found = audit(made, judgements=about(finding))
    data = found.to_dict()
    assert data["findings"][0]["judgement"] == {
        "conclusion": "dismissed",
        "by": "张三",
        "on": "2026-03-01",
        "why": "四舍五入",
    }
    assert audit(made).to_dict()["findings"][0]["judgement"] is None
    assert found.to_frame()["judgement"].to_list() == ["dismissed"]
    shown = view(found)
    assert shown.sections[0].columns[-1].heading == Text("判断", "Judgement")
    assert shown.sections[0].rows[0][-1] == Text(
        "误报（张三，2026-03-01）：四舍五入", "dismissed (张三, 2026-03-01): 四舍五入"
    )
    assert "误报1项" in shown.sections[0].title.zh


def test_notes_are_in_every_format() -> None:
    found = audit(document(), judgements=about(FIGURES))
    assert [note["code"] for note in found.to_dict()["notes"]] == ["judgement_without_finding"]
    assert "no finding any more" in found.to_dict("en")["notes"][0]["text"]
    assert view(found).notes == found.notes
