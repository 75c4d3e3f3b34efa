"""One bar for work that takes a while, on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from openfisca_china_personnel.cli.stderr import say
from openfisca_china_personnel.language import Language, Text

if TYPE_CHECKING:
    from openfisca_china_personnel.processes.pool import Progress

INTERRUPTED = 130


@contextmanager
def progress_shown(doing: Text, stopped: Text, language: Language) -> Iterator[Progress]:
    """Shows how many of all are done; Ctrl-C ends the run with the sentence ``stopped`` (of ``done`` and ``all``)."""
    counts = [0, 0]
    shown, close = _bar(doing, language)

    def progress(done: int, of: int) -> None:
        counts[:] = done, of
        shown(done, of)

    try:
        yield progress
    except KeyboardInterrupt:
        close()
        say(stopped.format(done=counts[0], all=counts[1]).in_(language))
        raise typer.Exit(INTERRUPTED) from None
    finally:
        close()


def _bar(doing: Text, language: Language) -> tuple[Progress, Callable[[], None]]:
    if not sys.stderr.isatty():
        return lambda _done, _of: None, lambda: None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}")
    bar = Progress(words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True))
    bar.start()
    task = bar.add_task(doing.in_(language), total=None)
    return lambda done, of: bar.update(task, completed=done, total=of), bar.stop
