"""An audit as JSON, as a dataframe and as a report."""

from __future__ import annotations

import json

from audit.made_document import document, with_figure
from openfisca_china_personnel.documents.audit import audit
from openfisca_china_personnel.report.of_audit import view

CHANGED = with_figure(document(), 2, 2, "budget", 5)


def test_json_has_the_fields_of_the_contract():
    made = audit(CHANGED).to_dict()
    assert list(made) == ["unit", "year", "checks", "findings", "figures", "uncovered", "notes"]
    (finding,) = made["findings"]
    assert list(finding) == [
        *("check", "severity", "where", "stated", "computed", "difference", "text_zh", "text_en"),
        "judgement",
    ]
    assert list(finding["where"][0]) == ["page", "line", "table", "code", "column"]
    assert finding["difference"] == "0.05"
    json.dumps(made)


def test_a_dataframe_has_a_row_a_finding():
    frame = audit(CHANGED).to_frame()
    assert frame.height == 1
    assert frame.row(0, named=True)["column"] == "budget"
    assert audit(document()).to_frame().height == 0


def test_a_report_counts_and_lists():
    shown = view(audit(CHANGED))
    assert "错误1项" in shown.sections[0].title.zh
    assert len(shown.sections[0].rows) == 1
    assert "nothing found" in view(audit(document())).sections[0].title.en


def test_the_same_document_gives_the_same_findings():
    assert audit(CHANGED) == audit(CHANGED)
