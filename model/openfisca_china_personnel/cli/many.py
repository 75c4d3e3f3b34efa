"""Reading and auditing many documents on the command line: progress, faults of some, one table of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openfisca_china_personnel.cli.delivery import (
    FIGURES_ENDINGS,
    FormatName,
    deliver,
    deliver_document,
    deliver_file,
    format_of,
    spare,
)
from openfisca_china_personnel.cli.progress import progress_shown
from openfisca_china_personnel.cli.stderr import say
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.language import Language, Text, enumeration

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.documents.limits import Limits
    from openfisca_china_personnel.documents.many import AuditedDocuments, ReadDocuments
    from openfisca_china_personnel.documents.many.columns import LongColumn, LongRow
    from openfisca_china_personnel.report.long_table import LongFormat

_PARQUET = ".parquet"

_FIGURES = Text("数字", "figures")
_FINDINGS = Text("问题", "findings")
_READING = Text("读取", "reading")
_PASSED_OVER = Text(
    "文件夹中有 {count} 个文件不是能读取的格式，已略过（{endings}）。",
    "{count} files in the folders are of no format that is read and were passed over ({endings})",
)
_SOME = Text(
    "{all} 份文件中有 {bad} 份未能读取，原因如下；其余 {good} 份的结果照常给出。",
    "of {all} documents {bad} could not be read, as said below; the results of the other {good} are given",
)
_STOPPED = Text(
    "已中断：{all} 份文件中完成了 {done} 份。已读取的会保留，再次运行同一命令即从这里继续。",
    "interrupted when {done} of {all} documents were done; what was read is kept, the same command goes on from here",
)


def is_many(documents: Sequence[Path], output: Path | None, *, together: bool) -> bool:
    """Whether the arguments mean documents, not one: folders, several files that are not one, a Parquet file."""
    if together:
        return False
    return len(documents) > 1 or _is_parquet(output) or any(path.is_dir() for path in documents)


def limits_of(seconds: float | None = None, megabytes: int | None = None) -> Limits:
    """The limits as asked for, the usual ones else."""
    from openfisca_china_personnel.documents.limits import Limits

    usual = Limits()
    return Limits(seconds or usual.seconds, megabytes or usual.megabytes)


def one_document(documents: Sequence[Path], limits: Limits) -> Document:
    """One document of its files, those of a folder among them.

    Formats that can ask much of the machine are read in a process of their own, which can be ended.
    """
    from openfisca_china_personnel.documents import read_document
    from openfisca_china_personnel.documents.many.files import find, needs_a_process
    from openfisca_china_personnel.documents.many.running import read_bounded

    found = find(documents)
    if found.faults:
        raise InputFaults(found.faults)
    paths = [file.path for file in found.files]
    if any(needs_a_process(path) for path in paths):
        return read_bounded(paths, limits)
    return read_document(paths, together=True, limits=limits)


def read_many(
    documents: Sequence[Path],
    form: FormatName | None,
    output: Path | None,
    language: Language,
    *,
    workers: int | None,
    limits: Limits,
    fresh: bool,
) -> None:
    """Read documents and bring their figures. Exits with 1 where some could not be read, after the others are there."""
    from openfisca_china_personnel.documents.many import read_documents
    from openfisca_china_personnel.documents.many.columns import FIGURES, figures_of

    _check(documents, form, output, FIGURES_ENDINGS)
    with progress_shown(_READING, _STOPPED, language) as progress:
        found = read_documents(
            documents, workers=workers, limits=limits, fresh=fresh, progress=progress, without=output
        )
    _tell(found, language)
    if len(found):
        rows = figures_of((each.file, each.document) for each in found.read)
        if not _long(_FIGURES, FIGURES, rows, form, output, language):
            deliver_document(list(found.documents), form, output, language)
    if found.faults:
        raise InputFaults(found.faults)


def audit_many(
    documents: Sequence[Path],
    form: FormatName | None,
    output: Path | None,
    language: Language,
    *,
    workers: int | None,
    limits: Limits,
    fresh: bool,
    write_judgements: bool,
) -> bool:
    """Audit documents and bring the findings; whether no document has an error. Exits with 1 as ``read_many``.

    ``write_judgements`` writes or completes the file of judgements beside every document.
    """
    from openfisca_china_personnel.cli.judgement_files import deliver_judgements, judgement_files
    from openfisca_china_personnel.documents.audit.judgements import judgements_file
    from openfisca_china_personnel.documents.many import audit_documents
    from openfisca_china_personnel.documents.many.columns import FINDINGS, findings_of

    _check(documents, form, output)
    with progress_shown(_READING, _STOPPED, language) as progress:
        found = audit_documents(
            documents, workers=workers, limits=limits, fresh=fresh, progress=progress, without=output
        )
    _tell(found, language)
    pairs = [(each.path, each.report) for each in found.audited]
    judgements = judgement_files(pairs, language) if write_judgements else ()
    spare([judgements_file(path) for path, _ in pairs], output)
    if len(found):
        rows = findings_of((each.file, each.report) for each in found.audited)
        if not _long(_FINDINGS, FINDINGS, rows, form, output, language):
            deliver(found.audits, form, output, language)
    deliver_judgements(judgements)
    if found.faults:
        raise InputFaults(found.faults)
    return found.closes


def _check(
    documents: Sequence[Path], form: FormatName | None, output: Path | None, more_endings: tuple[str, ...] = ()
) -> None:
    """Refuse before all is read what would be refused after it: an output that is an input, or of no known ending."""
    spare([path for path in documents if not path.is_dir()], output)
    if output is None or output.suffix.casefold() not in (*more_endings, _PARQUET):
        format_of(form, output, (*more_endings, _PARQUET))


def _is_parquet(output: Path | None) -> bool:
    return output is not None and output.suffix.casefold() == _PARQUET


def _long(
    name: Text,
    columns: Sequence[LongColumn],
    rows: Iterator[LongRow],
    form: FormatName | None,
    output: Path | None,
    language: Language,
) -> bool:
    """Write or print one long table where the format is one for tables; whether it was."""
    from openfisca_china_personnel.report import print_text
    from openfisca_china_personnel.report.long_table import as_file

    ending = "" if output is None else output.suffix.casefold().removeprefix(".")
    chosen = form or ending
    if chosen not in ("csv", "xlsx", "parquet") or (output is None and chosen != "csv"):
        return False
    kind: LongFormat = "csv" if chosen == "csv" else "xlsx" if chosen == "xlsx" else "parquet"
    content = as_file(name, columns, rows, kind, language)
    if output is None:
        print_text(content.decode("utf-8-sig"))
    else:
        deliver_file(content, output)
    return True


def _tell(found: ReadDocuments | AuditedDocuments, language: Language) -> None:
    """Say what was passed over, and that the faults of some do not keep the others."""
    if found.passed_over:
        endings = enumeration(f"{ending} {count}" for ending, count in found.passed_over)
        count = sum(count for _, count in found.passed_over)
        say(_PASSED_OVER.format(count=count, endings=endings).in_(language))
    if found.faults and len(found):
        bad = len({fault.file for fault in found.faults})
        say(_SOME.format(bad=bad, good=len(found), all=bad + len(found)).in_(language))
