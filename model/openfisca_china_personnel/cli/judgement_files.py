"""The files of judgements beside documents: made, or completed with the findings that they lack, and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openfisca_china_personnel.cli.delivery import deliver_file
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Language

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit import AuditReport

JudgementFile = tuple[Path, bytes]


def judgement_files(audits: Iterable[tuple[Path, AuditReport]], language: Language) -> tuple[JudgementFile, ...]:
    """The files that lack a finding of the audit of the document beside them, and their contents with all of them.

    Raises:
        InputFaults: the faults of all files that are there and cannot be read.

    """
    made: list[JudgementFile | None] = []
    faults: list[Fault] = []
    for document, report in audits:
        try:
            made.append(_completed(document, report, language))
        except InputFaults as refused:
            faults.extend(refused.faults)
    if faults:
        raise InputFaults(faults)
    return tuple(each for each in made if each is not None)


def deliver_judgements(files: Sequence[JudgementFile]) -> None:
    """Write them, each whole or not at all."""
    for file, content in files:
        deliver_file(content, file)


def _completed(document: Path, report: AuditReport, language: Language) -> JudgementFile | None:
    """A document's file of judgements with all findings; None where it has them already."""
    from openfisca_china_personnel.documents.audit.judgements import judgements_file, judgements_text
    from openfisca_china_personnel.documents.lines import decode

    file = judgements_file(document)
    text = decode(file.read_bytes(), file.name) if file.exists() else None
    made = judgements_text(report, file.name, text, language)
    # The mark lets the editors of Windows see that the file is UTF-8.
    return None if made == text else (file, made.encode("utf-8-sig"))
