"""A published document held against itself."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.between_tables import identities_between
from openfisca_china_personnel.documents.audit.cause_findings import finding_of
from openfisca_china_personnel.documents.audit.causes import Cause, causes_of
from openfisca_china_personnel.documents.audit.cells import Cells
from openfisca_china_personnel.documents.audit.comparisons import Comparisons
from openfisca_china_personnel.documents.audit.coverage import empty_tables, missing_tables
from openfisca_china_personnel.documents.audit.findings import AuditReport, Finding, Severity
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.judgements import Judgements, judged
from openfisca_china_personnel.documents.audit.naming import (
    contradicting_names,
    lists_of_items,
    names_against_codes,
    unknown_items,
)
from openfisca_china_personnel.documents.audit.ownership import other_units
from openfisca_china_personnel.documents.audit.places_of_codes import codes_out_of_place
from openfisca_china_personnel.documents.audit.plausibility import (
    causes_that_contradict,
    contributions_apart,
    headcount_that_does_not_show,
    sums_under_another_name,
    weights_that_do_not_add_up,
)
from openfisca_china_personnel.documents.audit.proof import proven_by_sentences
from openfisca_china_personnel.documents.audit.prose_amounts import identities_of_prose
from openfisca_china_personnel.documents.audit.prose_sums import sums_of_prose
from openfisca_china_personnel.documents.audit.reach import reach_of
from openfisca_china_personnel.documents.audit.said_twice import said_twice
from openfisca_china_personnel.documents.audit.scopes import scope_findings
from openfisca_china_personnel.documents.audit.shares import Shares
from openfisca_china_personnel.documents.audit.staff import identities_of_staff
from openfisca_china_personnel.documents.audit.staff_lists import identities_of_staff_lists
from openfisca_china_personnel.documents.audit.table_headings import broken_headings
from openfisca_china_personnel.documents.audit.table_notes import misplaced_notes
from openfisca_china_personnel.documents.audit.table_percentages import table_percentages
from openfisca_china_personnel.documents.audit.units_of_money import other_units_of_money, units_of_one_thing
from openfisca_china_personnel.documents.audit.within_tables import identities_within
from openfisca_china_personnel.documents.audit.wording import broken_sentences, other_years, place_holders
from openfisca_china_personnel.documents.prose import Statement, read_statements
from openfisca_china_personnel.documents.prose.passages import passages_of
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.documents.lines import Line

_CHECKS_OF_WORDS = 18
_RANK: dict[Severity, int] = {"error": 0, "inconsistent": 1, "oddity": 2, "scope": 3}


def audit(
    document: Document,
    statements: Sequence[Statement] | None = None,
    lines: Sequence[Line] | None = None,
    *,
    judgements: Judgements | None = None,
) -> AuditReport:
    """Everything in a document that contradicts the document.

    ``lines`` are those outside of its tables (those that the document carries, where none are given), ``statements``
    what they state (read from them, where none are given). Figures are compared exactly, each being known to half its
    last printed place. ``judgements`` are what people concluded about findings before (``read_judgements``).
    """
    prose = tuple(document.prose if lines is None else lines)
    stated = tuple(read_statements(prose, document) if statements is None else statements)
    cells = Cells(document, stated)
    identities = _distinct(
        [
            *identities_within(cells),
            *identities_between(cells),
            *identities_of_prose(cells),
            *identities_of_staff(cells),
            *identities_of_staff_lists(cells),
            *sums_of_prose(cells),
            *said_twice(cells),
        ]
    )
    causes = proven_by_sentences(cells, causes_of(identities))
    corrected = _corrected(causes)
    findings = [finding_of(cause) for cause in causes]
    wrong = {cell.key for cause in causes for cell in cause.cells}
    comparisons = Comparisons(cells, corrected, wrong)
    shares = Shares(cells, corrected)
    for remark in comparisons.remarks():
        _add(findings, causes, remark.statement, remark.finding)
    for index, finding in shares.shares():
        _add(findings, causes, index, finding)
    percentages = list(table_percentages(cells, wrong))
    findings += [finding for finding in percentages if finding is not None]
    findings += _in_words(cells, prose, wrong)
    findings += scope_findings(cells, corrected)
    reach = reach_of(cells, identities, comparisons.held | shares.held)
    report = AuditReport(
        unit=document.unit,
        year=document.year,
        checks=len(identities) + comparisons.checks + shares.checks + len(percentages) + _CHECKS_OF_WORDS,
        findings=tuple(sorted(_once(findings), key=_order)),
        source=document.source,
        figures=reach.figures,
        uncovered=reach.uncovered,
        notes=document.notes,
    )
    return report if judgements is None else judged(report, judgements)


def _in_words(cells: Cells, lines: Sequence[Line], wrong: Container[tuple[object, ...]]) -> list[Finding]:
    """What names, words and missing parts show."""
    document = cells.document
    passages = passages_of(lines, document)
    return [
        *broken_sentences(passages),
        *place_holders(lines, document),
        *other_years(passages, lines, document),
        *other_units(lines, document),
        *other_units_of_money(cells),
        *units_of_one_thing(cells),
        *contradicting_names(cells),
        *codes_out_of_place(cells),
        *names_against_codes(cells, passages),
        *unknown_items(cells, passages),
        *lists_of_items(cells, passages),
        *missing_tables(document, lines),
        *empty_tables(document, lines),
        *misplaced_notes(document, lines),
        *broken_headings(cells),
        *causes_that_contradict(cells),
        *headcount_that_does_not_show(cells),
        *sums_under_another_name(cells),
        *weights_that_do_not_add_up(cells),
        *contributions_apart(cells, wrong),
    ]


def _distinct(identities: Iterable[Identity]) -> list[Identity]:
    """Each identity once, however many ways lead to it."""
    found: dict[object, Identity] = {}
    for identity in identities:
        keys = frozenset(identity.coefficients())
        if identity.is_equality:
            keys = frozenset((key, 0) for key, _ in keys)
        found.setdefault(keys, identity)
    return list(found.values())


def _corrected(causes: Sequence[Cause]) -> dict[tuple[object, ...], Decimal]:
    return {cell.key: cell.value + cause.delta for cause in causes if cause.proven for cell in cause.cells}


def _add(findings: list[Finding], causes: Sequence[Cause], statement: int, finding: Finding) -> None:
    """A statement whose amount is already found wrong gets one finding more only as a remark on that."""
    for number, cause in enumerate(causes):
        told = cause.proven or all(identity.is_equality for identity in cause.broken)
        mine = any(cell.key[0] in _OF_STATEMENT and cell.key[1] == statement for cell in cause.cells)
        told = told or cause.cells[0].key == ("change", statement)
        if told and mine and len(cause.cells) <= _FEW:
            findings[number] = findings[number].with_remark(finding.text, finding.where)
            return
    findings.append(finding)


_FEW = 3
_OF_STATEMENT = ("prose", "base", "change")


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that say the same thing in several places are one."""
    found: dict[tuple[str, str, str | None], Finding] = {}
    for each in findings:
        text = Text(each.text.zh, each.text.en[:1].upper() + each.text.en[1:])
        finding = replace(each, text=text)
        key = (finding.check, finding.text.zh, finding.stated)
        if key in found:
            places = tuple(dict.fromkeys((*found[key].where, *finding.where)))
            found[key] = replace(found[key], where=places)
        else:
            found[key] = finding
    return list(found.values())


def _order(finding: Finding) -> tuple[int, int, int]:
    place = finding.where[0] if finding.where else None
    page = place.page if place is not None and place.page is not None else 0
    line = place.line if place is not None and place.line is not None else 0
    return _RANK[finding.severity], page, line
