"""What a marked PDF holds beside its rectangles: the pages as they were, sentences, a legend, bookmarks, links."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

import openfisca_china_personnel as ocp
from marking.made_budget import WRONG, budget
from marking.reread import marks, texts
from openfisca_china_personnel.documents.audit import AuditReport, Finding, Place
from openfisca_china_personnel.documents.audit.judgement import Judgement
from openfisca_china_personnel.language import Text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "made.pdf"
    file.write_bytes(budget())
    return file


@pytest.fixture
def report(file: Path) -> AuditReport:
    return ocp.audit(ocp.read_document(file))


def with_judgement(report: AuditReport, conclusion: str) -> AuditReport:
    judged = replace(report.findings[0], judgement=Judgement(conclusion, "张三", "2026-03-01", "已核实"))
    return replace(report, findings=(judged, *report.findings[1:]))


def test_the_pages_stay_as_they_were_and_the_legend_follows(file: Path, report: AuditReport) -> None:
    content = ocp.marked_pdf(report, [file], "zh")
    before, after = PdfReader(file), PdfReader(io.BytesIO(content))
    assert len(after.pages) == len(before.pages) + 1
    for old, new in zip(before.pages, after.pages, strict=False):
        assert old.get_contents().get_data() == new.get_contents().get_data()
        assert old.mediabox == new.mediabox


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_legend_lists_every_finding(file: Path, report: AuditReport, language: str) -> None:
    legend = texts(ocp.marked_pdf(report, [file], language))[2]
    for finding in report.findings:
        assert "".join(finding.text.in_(language).split()) in legend
        assert finding.stated in legend
        assert finding.computed in legend
    assert ("错误" if language == "zh" else "error") in legend
    assert ("第2页" if language == "zh" else "page2") in legend


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_annotations_say_what_was_found(file: Path, report: AuditReport, language: str) -> None:
    (first, *_) = marks(ocp.marked_pdf(report, [file], language))
    (finding, *_) = report.findings
    assert finding.text.in_(language) in first.text
    assert finding.stated == WRONG
    figures = {"zh": f"所列 {WRONG}，应为 421.64", "en": f"stated {WRONG}, computed 421.64"}
    assert figures[language] in first.text
    assert first.title == {"zh": "1 错误", "en": "1 error"}[language]


def test_a_finding_without_a_place_is_in_the_legend_only(file: Path, report: AuditReport) -> None:
    lost = Finding("missing_table", "oddity", (Place(page=1),), Text("没有第九张表。", "table nine is missing."))
    content = ocp.marked_pdf(replace(report, findings=(*report.findings, lost)), [file], "zh")
    assert "没有第九张表。" in texts(content)[2]
    assert "无法在页面上标出" in texts(content)[2]
    assert not any("没有第九张表" in mark.text for mark in marks(content))
    with_places = texts(ocp.marked_pdf(report, [file], "zh"))[2]
    assert "无法在页面上标出" not in with_places


def test_nothing_found_is_said(file: Path, report: AuditReport) -> None:
    content = ocp.marked_pdf(replace(report, findings=()), [file], "zh")
    assert "未发现问题" in texts(content)[2]
    assert marks(content) == []


def test_bookmarks_and_links_lead_to_the_page(file: Path, report: AuditReport) -> None:
    reader = PdfReader(io.BytesIO(ocp.marked_pdf(report, [file], "zh")))
    above, below = reader.outline
    assert (above.title, reader.get_destination_page_number(above)) == ("核对标注", 2)
    assert [(item.title, reader.get_destination_page_number(item)) for item in below] == [("1 错误", 1)]
    (link,) = [each.get_object() for each in reader.pages[2]["/Annots"]]
    assert link["/Subtype"] == "/Link"
    assert link["/Dest"][0].get_object() == reader.pages[1].get_object()


def test_judged_findings_are_drawn_otherwise(file: Path, report: AuditReport) -> None:
    drawn = {}
    for conclusion in ("confirmed", "dismissed"):
        content = ocp.marked_pdf(with_judgement(report, conclusion), [file], "zh")
        drawn[conclusion] = marks(content)[0]
        assert "张三" in texts(content)[2]
        assert "已核实" in drawn[conclusion].text
    open_ = marks(ocp.marked_pdf(report, [file], "zh"))[0]
    assert [open_.dashed, drawn["confirmed"].dashed, drawn["dismissed"].dashed] == [False, True, True]
    assert open_.colour == drawn["confirmed"].colour
    assert len(set(drawn["dismissed"].colour)) == 1
    assert drawn["dismissed"].title == "1 错误，误报"


def test_a_long_legend_goes_on_over_pages(file: Path, report: AuditReport) -> None:
    many = replace(report, findings=report.findings * 60)
    content = ocp.marked_pdf(many, [file], "zh")
    pages = texts(content)[2:]
    assert len(pages) > 1
    assert all("序号" in page for page in pages)
    assert len(marks(content)) == 60 * len({place.box for place in report.findings[0].where})


def test_a_sentence_longer_than_a_page_is_not_lost(file: Path, report: AuditReport) -> None:
    long = Text("很长的说明。" * 900 + "完", "a long sentence. " * 900 + "end")
    for language in ("zh", "en"):
        findings = (replace(report.findings[0], text=long),)
        legend = "".join(texts(ocp.marked_pdf(replace(report, findings=findings), [file], language))[2:])
        assert legend.count("很长的说明" if language == "zh" else "alongsentence") == 900


def test_a_file_locked_against_changes_is_marked(file: Path, report: AuditReport) -> None:
    writer = PdfWriter(clone_from=PdfReader(file))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(file)
    assert marks(ocp.marked_pdf(ocp.audit(ocp.read_document(file)), [file], "zh"))


def test_the_newest_lock_needs_no_library_of_ciphers(report: AuditReport) -> None:
    """The file is the made budget with an outline and a title, locked by AES with 256 bits and no password to read."""
    locked = Path(__file__).with_name("locked-aes-256.pdf")
    content = ocp.marked_pdf(ocp.audit(ocp.read_document(locked)), [locked], "zh")
    assert len(marks(content)) == len(marks(ocp.marked_pdf(report, [locked], "zh"))) > 0
    reader = PdfReader(io.BytesIO(content))
    assert not reader.is_encrypted
    assert reader.outline[0].title == "第一部分"
    assert reader.metadata.title == "示例"


def test_what_a_copy_had_stays(file: Path, report: AuditReport) -> None:
    writer = PdfWriter(clone_from=PdfReader(file))
    writer.add_outline_item(title="第一部分", page_number=0)
    writer.add_metadata({"/Title": "示例"})
    writer.write(file)
    reader = PdfReader(io.BytesIO(ocp.marked_pdf(report, [file], "zh")))
    assert reader.outline[0].title == "第一部分"
    assert reader.metadata.title == "示例"
