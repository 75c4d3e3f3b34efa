"""Bringing a result to the console or into a file, in the format asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text, enumeration
from openfisca_china_personnel.report import Format, Report, print_text, shown, view_of, write_whole

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document

FormatName = Format | Literal["xlsx"]
BY_ENDING: dict[str, FormatName] = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "table", ".xlsx": "xlsx"}
FIGURES_ENDINGS = (".yaml", ".yml")

_ENDING = Text(
    "文件名“{name}”的扩展名不能决定格式，应为 {endings}，或用 --format 指定",
    "the ending of “{name}” chooses no format; expected {endings}, or state --format",
)
_IS_INPUT = Text(
    "输出文件“{name}”就是输入文件，写出会覆盖它；请另取文件名",
    "the output “{name}” is an input and would be overwritten; choose another name",
)
ONE_DOCUMENT = Text(
    "多份文件不能写入同一个 figures.yaml；同一份文件请加 --together",
    "several documents cannot go into one figures.yaml; if they are one document add --together",
)
_NO_FILE = Text("工作簿（xlsx）只能写入文件，请用 -o 指定", "a workbook goes into a file: name it with -o")


def deliver(
    result: Any,
    form: FormatName | None,
    output: Path | None,
    language: Language,
    inputs: Sequence[Path] = (),
    workbook: Callable[[], bytes] | None = None,
) -> None:
    """Show a result that has ``to_dict`` and a view; ``workbook`` makes its workbook where there is a special one.

    Raises ``InputFaults`` for an ending that names no format and for an output that is one of the ``inputs``.
    """
    spare(inputs, output)
    chosen = format_of(form, output)
    if chosen == "xlsx" and workbook is not None:
        _write_workbook(workbook, output)
    else:
        _bring(view_of(result), lambda: result.to_dict(language), chosen, output, language)


def deliver_text(text: str, output: Path | None, inputs: Sequence[Path] = ()) -> None:
    """Print a text that is a file of its own kind, or write it."""
    spare(inputs, output)
    if output is None:
        print_text(text)
    else:
        write_whole(output, text.encode("utf-8"))


def deliver_file(content: bytes, output: Path) -> None:
    """Write a file that was made whole."""
    write_whole(output, content)


def deliver_document(
    found: Document | list[Document],
    form: FormatName | None,
    output: Path | None,
    language: Language,
    inputs: Sequence[Path] = (),
) -> None:
    """Show one document or several, or write the figures file of one."""
    from openfisca_china_personnel.documents import write_figures

    spare(inputs, output)
    documents = found if isinstance(found, list) else [found]
    if output is not None and form is None and output.suffix.casefold() in FIGURES_ENDINGS:
        if len(documents) != 1:
            raise refuse(ONE_DOCUMENT)
        write_whole(output, write_figures(documents[0]).encode("utf-8"))
        return

    def data() -> Any:
        read = [document.to_dict(language) for document in documents]
        return read if isinstance(found, list) else read[0]

    views = [view_of(document) for document in documents]
    sections = tuple(section for each in views for section in each.sections)
    notes = tuple(note for each in views for note in each.notes)
    _bring(Report(sections, notes), data, format_of(form, output, FIGURES_ENDINGS), output, language)


def spare(inputs: Sequence[Path], output: Path | None) -> None:
    """Refuse an output that is one of the inputs. Raises ``InputFaults``."""
    if output is not None and output.resolve() in {path.resolve() for path in inputs}:
        raise refuse(_IS_INPUT.format(name=output.name))


def format_of(form: FormatName | None, output: Path | None, more_endings: tuple[str, ...] = ()) -> FormatName:
    """The format asked for, or that of the output's ending. Raises ``InputFaults`` where the ending names none."""
    if form is not None:
        return form
    if output is None:
        return "table"
    chosen = BY_ENDING.get(output.suffix.casefold())
    if chosen is None:
        raise refuse(_ENDING.format(name=output.name, endings=enumeration((*BY_ENDING, *more_endings))))
    return chosen


def _write_workbook(made: Callable[[], bytes], output: Path | None) -> None:
    if output is None:
        raise refuse(_NO_FILE)
    write_whole(output, made())


def _bring(report: Report, data: Callable[[], Any], form: FormatName, output: Path | None, language: Language) -> None:
    if form == "xlsx":
        from openfisca_china_personnel.report.spreadsheet import as_workbook

        _write_workbook(lambda: as_workbook(report, language), output)
        return
    width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
    text = shown(report, data() if form == "json" else None, form, language, width=width)
    if output is None:
        print_text(text, utf8=form == "json")
    else:
        # Excel takes a CSV file for UTF-8 only where it begins with a byte-order mark.
        write_whole(output, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
