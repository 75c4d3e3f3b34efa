"""The audit of the documents of a command: read, judged, and brought where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.cli.delivery import FormatName, deliver, deliver_file, spare
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Language, Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit.judgements import Judgements
    from openfisca_china_personnel.documents.audit.several import Audits

_ONE_DOCUMENT = Text(
    "标注后的 PDF 一次只能由一份文件生成，现有 {count} 份；同一份文件分成几个 PDF 的请加 --together，否则请逐份运行",
    "a marked PDF is made of one document at a time, and here are {count}; if they are one document add --together, "
    "otherwise run them one by one",
)
_NO_FILE = Text("标注后的 PDF 只能写入文件，请用 -o 指定", "a marked PDF goes into a file: name it with -o")
_PDF = ".pdf"


def audited(files: Sequence[Path], language: Language, *, together: bool, write_judgements: bool) -> Audits:
    """The documents held against themselves, their findings judged as the files beside them say.

    With ``write_judgements`` the file beside each document (beside the first of several that are one) is written, or
    gets the findings that it lacks; nothing is written where anything is at fault.

    Raises ``InputFaults`` with the faults of all documents, then with those of all files of judgements.
    """
    from openfisca_china_personnel.documents import read_document
    from openfisca_china_personnel.documents.audit.judgements import judgements_beside, judgements_file
    from openfisca_china_personnel.documents.audit.several import audit_all

    if together:
        documents, beside = [read_document(list(files), together=True)], files[:1]
    else:
        documents, beside = read_document(list(files)), files
    kept: list[Judgements | None] = []
    faults: list[Fault] = []
    for file in beside:
        try:
            kept.append(judgements_beside(file))
        except InputFaults as refused:
            faults.extend(refused.faults)
    if faults:
        raise InputFaults(faults)
    found = audit_all(documents, kept)
    if write_judgements:
        _write([judgements_file(file) for file in beside], found, language)
    return found


def _write(files: Sequence[Path], found: Audits, language: Language) -> None:
    from openfisca_china_personnel.documents.audit.judgements import judgements_text
    from openfisca_china_personnel.documents.lines import decode

    made = []
    for file, report in zip(files, found.reports, strict=True):
        text = decode(file.read_bytes(), file.name) if file.exists() else None
        made.append((file, text, judgements_text(report, file.name, text, language)))
    for file, text, new in made:
        if new != text:
            # The mark lets the editors of Windows see that the file is UTF-8.
            deliver_file(new.encode("utf-8-sig"), file)


def deliver_audit(
    found: Audits,
    form: FormatName | Literal["pdf"] | None,
    output: Path | None,
    language: Language,
    files: Sequence[Path],
) -> None:
    """Show an audit, or write the document's PDF with the findings marked where that is asked for.

    Raises ``InputFaults`` where a marked PDF is asked for of several documents, of one that is no PDF, or without a
    file to write.
    """
    if form != "pdf" and (form is not None or output is None or output.suffix.casefold() != _PDF):
        deliver(found, form, output, language, files)
        return
    if output is None:
        raise refuse(_NO_FILE)
    spare(files, output)
    if len(found.reports) != 1:
        raise refuse(_ONE_DOCUMENT.format(count=len(found.reports)))
    from openfisca_china_personnel.report.marked_pdf import marked_pdf

    deliver_file(marked_pdf(found.reports[0], files, language), output)
