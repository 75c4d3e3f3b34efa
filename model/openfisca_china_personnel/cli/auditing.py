"""The audit of the documents of a command: read, judged, and brought where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from openfisca_china_personnel.cli.delivery import FormatName, deliver, deliver_file, spare
from openfisca_china_personnel.cli.judgement_files import JudgementFile, deliver_judgements, judgement_files
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Language, Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit.several import Audits
    from openfisca_china_personnel.documents.limits import Limits

_ONE_DOCUMENT = Text(
    "标注后的 PDF 一次只能由一份文件生成，现有 {count} 份；同一份文件分成几个 PDF 的请加 --together，否则请逐份运行",
    "a marked PDF is made of one document at a time, and here are {count}; if they are one document add --together, "
    "otherwise run them one by one",
)
_NO_FILE = Text("标注后的 PDF 只能写入文件，请用 -o 指定", "a marked PDF goes into a file: name it with -o")
_PDF = ".pdf"
AuditFormat = FormatName | Literal["pdf"]
_Input = TypeVar("_Input")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Audited:
    """The audits of some documents, and the files of judgements that are to be written: their places and contents."""

    audits: Audits
    files: tuple[Path, ...]
    judgements: tuple[JudgementFile, ...]


def audited(
    files: Sequence[Path], language: Language, *, together: bool, write_judgements: bool, limits: Limits
) -> Audited:
    """The documents held against themselves, their findings judged as the files beside them say.

    ``write_judgements`` prepares the file beside each document (beside the first of several that are one): a new one,
    or the findings that it lacks.

    Raises ``InputFaults`` with the faults of all documents, then with those of all files of judgements.
    """
    from openfisca_china_personnel.cli.many import one_document
    from openfisca_china_personnel.documents.audit.judgements import judgements_beside
    from openfisca_china_personnel.documents.audit.several import audit_all

    groups = [files] if together else [[file] for file in files]
    documents = _of_all(groups, lambda group: one_document(group, limits))
    about = [group[0] for group in groups]
    kept = _of_all(about, judgements_beside)
    found = audit_all(documents, kept)
    pairs = list(zip(about, found.reports, strict=True))
    return Audited(found, tuple(files), judgement_files(pairs, language) if write_judgements else ())


def _of_all(inputs: Iterable[_Input], made: Callable[[_Input], _Made]) -> list[_Made]:
    """What comes of every input. Raises ``InputFaults`` with the faults of all of them."""
    found: list[_Made] = []
    faults: list[Fault] = []
    for each in inputs:
        try:
            found.append(made(each))
        except InputFaults as refused:
            faults.extend(refused.faults)
    if faults:
        raise InputFaults(faults)
    return found


def deliver_audit(found: Audited, form: AuditFormat | None, output: Path | None, language: Language) -> None:
    """Show an audit, or write the document's PDF with the findings marked; then write the files of judgements.

    Raises ``InputFaults`` where a marked PDF is asked for of several documents, of one that is no PDF, or without a
    file to write, and where the output is a document or its file of judgements.
    """
    from openfisca_china_personnel.documents.audit.judgements import judgements_file

    inputs = [*found.files, *(judgements_file(file) for file in found.files)]
    if form == "pdf" or marks_are_wanted(form, output):
        _deliver_marked(found, output, language, inputs)
    else:
        deliver(found.audits, form, output, language, inputs)
    deliver_judgements(found.judgements)


def marks_are_wanted(form: AuditFormat | None, output: Path | None) -> bool:
    """Whether the result is to be a marked PDF: the format says so, or the file's ending where there is none."""
    return form == "pdf" or (form is None and output is not None and output.suffix.casefold() == _PDF)


def _deliver_marked(found: Audited, output: Path | None, language: Language, inputs: Sequence[Path]) -> None:
    if output is None:
        raise refuse(_NO_FILE)
    spare(inputs, output)
    if len(found.audits.reports) != 1:
        raise refuse(_ONE_DOCUMENT.format(count=len(found.audits.reports)))
    from openfisca_china_personnel.report.marked_pdf import marked_pdf

    deliver_file(marked_pdf(found.audits.reports[0], found.files, language), output)
