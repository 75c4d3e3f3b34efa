"""Published documents: every error known in them is found at its place, scopes are no errors, nothing false is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.documents.audit import AuditReport, audit
from openfisca_china_personnel.documents.lines import decode, numbered

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")

Key = tuple[str, str, int | None, int | None, str | None, str | None]


@pytest.fixture(scope="module")
def audited() -> dict[str, AuditReport]:
    return {}


def report(audited: dict[str, AuditReport], *names: str) -> AuditReport:
    if names[0] not in audited:
        paths = [FOLDER / name for name in names]
        document = read_document(paths[0]) if len(paths) == 1 else read_document(paths, together=True)
        lines = numbered(decode(paths[0].read_bytes(), names[0])) if names[0].endswith(".txt") else None
        audited[names[0]] = audit(document, lines=lines)
    return audited[names[0]]


def found(report: AuditReport, *severities: str) -> list[Key]:
    return [
        (f.check, f.severity, f.where[0].page, f.where[0].line, f.stated, f.computed)
        for f in report.findings
        if not severities or f.severity in severities
    ]


EXPECTED = Path(__file__).resolve().parents[1] / "documents" / "expected"
JUDGED = {path.name.removesuffix(".findings.yaml"): path for path in sorted(EXPECTED.glob("*.findings.yaml"))}


@pytest.mark.parametrize("name", JUDGED)
def test_errors_are_those_that_were_judged_by_hand(audited, name):
    judged = yaml.safe_load(JUDGED[name].read_text("utf-8"))
    errors = [(check, *rest) for check, _, *rest in found(report(audited, *judged["files"]), "error")]
    wanted = [(e["check"], e["page"], e["line"], e["stated"], e["computed"]) for e in judged["errors"]]
    assert errors == wanted


def test_fewer_than_one_error_in_twenty_is_false():
    judged = [each for path in JUDGED.values() for each in yaml.safe_load(path.read_text("utf-8"))["errors"]]
    assert len(judged) > 20
    assert sum(not each["is_true"] for each in judged) * 20 < len(judged)


def test_differences_of_scope_are_no_errors(audited):
    scope = [(stated, computed) for *_, stated, computed in found(report(audited, "nia-2023.txt"), "scope")]
    assert {("547.06", "390.48"), ("406.48", "142.11"), ("639.27", "631.34")} <= set(scope)


def test_causes_and_odd_figures_of_a_central_unit(audited):
    rest = report(audited, "nia-2023.txt")
    by_check = {f.check: f for f in rest.findings if f.severity in ("inconsistent", "oddity")}
    assert {place.code for place in by_check["cause"].where} >= {"2210201", "2210203"}
    assert [place.code for place in by_check["functional_economic"].where] == ["30112", "2210202", "2210203"]
    assert (by_check["ratio"].stated, by_check["ratio"].computed) == ("307.71", "307.68")
    lists = [f for f in rest.findings if f.check == "item_list"]
    assert [f.stated for f in lists] == ["退休费", "手续费、租赁费"]
    assert lists[1].computed == "邮电费、培训费、税金及附加费用"


def test_a_percentage_that_only_rounding_could_explain_is_named(audited):
    inconsistent = found(report(audited, "sh-putuo-sfj-2026-unit.pdf"), "inconsistent")
    assert ("percent", "inconsistent", 7, 8, "22.22", "24.00") in inconsistent


def test_one_cause_is_one_finding_with_all_its_places(audited):
    first = report(audited, "sh-putuo-czj-2024-final.pdf").errors[0]
    places = {(place.page, place.code) for place in first.where}
    assert {
        (8, "total"),
        (10, "total"),
        (15, "total"),
        (6, "八、社会保障和就业支出"),
        (12, "八、社会保障和就业支出"),
    } <= places


def test_faults_put_in_on_purpose_are_found(audited):
    planted = report(audited, "sh-putuo-czj-2024-final-planted-errors.pdf")
    errors = {(f.check, f.where[0].page, f.where[0].line) for f in planted.errors}
    assert {
        ("missing_table", 2, 8),
        ("placeholder", 7, 1),
        ("year", 18, 1),
        ("prose_table", 18, 3),
        ("direction", 19, 16),
        ("direction", 20, 22),
        ("direction", 21, 6),
        ("year", 24, 2),
    } <= errors
    assert any(f.check == "empty_table" and f.where[0].page == 15 for f in planted.errors)
