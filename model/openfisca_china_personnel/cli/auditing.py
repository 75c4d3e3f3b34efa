"""The audit of the documents of a command: read, judged, and brought where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.cli.delivery import FormatName, deliver, deliver_file, spare
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit.several import Audits

_ONE_DOCUMENT = Text(
    "标注后的 PDF 一次只能由一份文件生成，现有 {count} 份；同一份文件分成几个 PDF 的请加 --together，否则请逐份运行",
    "a marked PDF is made of one document at a time, and here are {count}; if they are one document add --together, "
    "otherwise run them one by one",
)
_NO_FILE = Text("标注后的 PDF 只能写入文件，请用 -o 指定", "a marked PDF goes into a file: name it with -o")
_PDF = ".pdf"


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
