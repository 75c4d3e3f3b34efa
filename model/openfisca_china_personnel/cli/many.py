"""Reading and auditing many documents: what is done is written even where some of them cannot be read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from openfisca_china_personnel.cli.stderr import say
from openfisca_china_personnel.documents.many.journal import ENDING
from openfisca_china_personnel.faults import InputFaults, refuse
from openfisca_china_personnel.language import Language, Text

if TYPE_CHECKING:
    from openfisca_china_personnel.cli.delivery import FormatName
    from openfisca_china_personnel.documents.many import AuditedDocuments, ReadDocuments, Running

Many = TypeVar("Many", "ReadDocuments", "AuditedDocuments")
PARQUET = ".parquet"
_READING = Text("读取文件", "reading documents")
_OTHERS = Text(
    "文件夹中另有 {count} 个文件不是可读取的格式，未读。",
    "{count} more files in the folders are of other kinds and were not read.",
)
_GOES_ON = Text(
    "已中断。已完成的部分保留在“{folder}”，再次运行同一命令即从那里继续。",
    "Interrupted. What was done is kept in “{folder}”; the same command goes on from there.",
)


def are_many(paths: Sequence[Path], output: Path | None) -> bool:
    """Whether the arguments are many documents: several, a folder, or a result that is one long table."""
    is_table = output is not None and output.suffix.casefold() == PARQUET
    return len(paths) > 1 or is_table or any(path.is_dir() for path in paths)


def deliver_many(
    run: Callable[[Sequence[Path], Running], Many],
    paths: Sequence[Path],
    running: Running,
    form: FormatName | None,
    language: Language,
) -> Many:
    """Run over all documents and deliver what they give, into ``running.output`` where that is a file.

    Raises ``InputFaults`` with the faults of all documents that could not be read, after the others are delivered.
    """
    from openfisca_china_personnel.cli.delivery import FIGURES_ENDINGS, ONE_DOCUMENT, deliver, format_of, spare

    output = running.output
    as_frame = form is None and output is not None and output.suffix.casefold() == PARQUET
    spare(paths, output)
    if form is None and output is not None and output.suffix.casefold() in FIGURES_ENDINGS:
        raise refuse(ONE_DOCUMENT)
    if not as_frame:
        format_of(form, output, (PARQUET,))
    try:
        with _progress(language) as progress:
            found = run(paths, replace(running, progress=progress))
    except KeyboardInterrupt:
        if output is not None:
            say(_GOES_ON.format(folder=f"{output.name}{ENDING}").in_(language))
        raise
    if as_frame and output is not None:
        _write_frame(found, output)
    else:
        deliver(found, form, output, language, paths)
    found.finished()
    if found.others:
        say(_OTHERS.format(count=found.others).in_(language))
    return found


def refuse_unread(found: ReadDocuments | AuditedDocuments) -> None:
    """Raise ``InputFaults`` for the documents that could not be read."""
    if found.faults:
        raise InputFaults(found.faults)


def _write_frame(found: ReadDocuments | AuditedDocuments, output: Path) -> None:
    from openfisca_china_personnel.report import write_whole

    content = io.BytesIO()
    found.to_frame().write_parquet(content)
    write_whole(output, content.getvalue())


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True)) as bar:
        task = bar.add_task(_READING.in_(language), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
