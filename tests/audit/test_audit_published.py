"""Published documents: every error known in them is found at its place, scopes are no errors, nothing false is."""

from __future__ import annotations

from pathlib import Path

import pytest

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


# Judged one by one against the pages. 301 and 302 of the final accounts miss by 0.01 and 0.02, which rounding may
# explain; 71.73 % is 71.65 % (the other shares leave 71.66); the total of appropriations is 2961.68 in its table.
ERRORS: dict[tuple[str, ...], list[tuple[str, int | None, int, str | None, str | None]]] = {
    ("nia-2023.txt",): [("change", None, 573, "-4.75", "0.00")],
    ("js-rd-2017.pdf",): [("share", 28, 15, "8.75", "26.69")],
    ("js-rd-2018.pdf",): [("percent", 21, 9, "1312.56", "1212.56")],
    ("js-fy-2019.pdf",): [],
    ("js-swb-2019-text.pdf", "js-swb-2019-tables.pdf"): [],
    ("sh-putuo-czj-2024-final.pdf",): [
        ("column_total", 8, 6, "2946.25", "2946.26"),
        ("hierarchy", 16, 6, "2082.85", "2082.86"),
        ("hierarchy", 16, 6, "171.07", "171.09"),
        ("prose_table", 21, 14, "0.3", "2961.68"),
        ("share", 21, 25, "71.73", "71.65"),
    ],
    ("sh-putuo-sfj-2026-unit.pdf",): [
        ("percent", 6, 10, "-1.10", "-15.13"),
        ("prose_table", 6, 23, "57.8", "56.12"),
        ("naming", 7, 9, "医疗卫生与计划生育支出", "卫生健康支出"),
        ("prose_table", 7, 14, "170.03", "207.00"),
        ("between_tables", 8, 18, "20374181", "20272981"),
        ("hierarchy", 11, 8, "64840547.00", "0.00"),
        ("broken_sentence", 21, 5, None, None),
    ],
    ("sh-putuo-wanli-2024-dept.pdf",): [("prose_table", 9, 19, "352.67", "350.35")],
}


@pytest.mark.parametrize("names", ERRORS, ids=[names[0] for names in ERRORS])
def test_errors_are_those_that_stand_in_the_document(audited, names):
    errors = [(check, *rest) for check, _, *rest in found(report(audited, *names), "error")]
    assert errors == ERRORS[names]


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
