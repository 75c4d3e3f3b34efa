"""The judgements of a file on the findings of an audit."""

from __future__ import annotations

from dataclasses import replace

from openfisca_china_personnel.documents.audit.findings import AuditReport
from openfisca_china_personnel.documents.audit.judgements.entries import Judgements, matched
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

_NOTHING_FOUND = Text(
    "{place}判断已不对应任何发现（{judgement}；原问题：{finding}）；文件或其数字已经变动，请重新判断。",
    "{place}the judgement belongs to no finding any more ({judgement}; the finding was: {finding}); the document or "
    "its figures have changed, judge anew",
)
_PLACE = Text("{file} 第{line}行：", "{file}, line {line}: ")


def judged(report: AuditReport, judgements: Judgements) -> AuditReport:
    """The same audit with its findings judged, those that were dismissed last.

    A judgement goes on only where check, place and both figures are still the same. One that belongs to no finding any
    more becomes a note.
    """
    findings = list(report.findings)
    notes = []
    for entry, numbers in matched(judgements.entries, report.findings):
        if entry.judgement is None:
            continue
        for number in numbers:
            findings[number] = replace(findings[number], judgement=entry.judgement)
        if not numbers:
            place = Text("", "") if entry.at is None else _PLACE.format(file=judgements.file or "", line=entry.at)
            said = entry.finding or " ".join(part for part in entry.key if part)
            text = _NOTHING_FOUND.format(place=place, judgement=entry.judgement.text, finding=said)
            notes.append(Note("judgement_without_finding", text))
    ordered = sorted(findings, key=lambda finding: finding.dismissed)
    return replace(report, findings=tuple(ordered), notes=(*report.notes, *notes))
