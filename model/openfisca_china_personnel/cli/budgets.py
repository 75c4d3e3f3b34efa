"""The budget of one roster, or of files of any size, on the command line."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openfisca_china_personnel.cli.books import of_budget
from openfisca_china_personnel.cli.delivery import FormatName, deliver, deliver_file, format_of, spare
from openfisca_china_personnel.cli.progress import progress_shown
from openfisca_china_personnel.cli.sources import is_book, people_of
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.scale.files import files_of, is_one_file

if TYPE_CHECKING:
    from openfisca_china_personnel.budget import Budget

_PARQUET = ".parquet"
_SMALL = 5_000_000
"""A file of fewer bytes is read whole, which loads less of the program."""

_COMPUTING = Text("计算", "computing")
_STOPPED = Text(
    "已中断：{all} 部分中完成了 {done} 部分，没有写出结果。",
    "interrupted when {done} of {all} parts were done; nothing was written",
)


def bring_budget(
    sources: Sequence[str],
    year: int,
    form: FormatName | None,
    output: Path | None,
    language: Language,
    *,
    unit: str | None,
    base_rule: str,
    sheet: str | None,
    workers: int | None,
    cluster: str | None,
) -> None:
    """Compute the budget of all files together and show or write it; by unit where the output is a Parquet file."""
    if cluster is None and is_one_file(sources) and _is_read_whole(Path(sources[0]), form, output):
        from openfisca_china_personnel.budget import expected_budget as budget_of_people

        path = Path(sources[0])
        _check([path], form, output)
        people = people_of(path, year, sheet=sheet, unit=unit)
        found = budget_of_people(people, year, base_rule=base_rule)
        _bring(found, form, output, language, [path], of_budget(found, people, base_rule, language))
        return
    from openfisca_china_personnel.scale.budgeting import expected_budget

    files = files_of(sources)
    inputs = [Path(file) for file in files]
    _check(inputs, form, output)
    with progress_shown(_COMPUTING, _STOPPED, language) as progress:
        found = expected_budget(
            files,
            year,
            base_rule=base_rule,
            unit=unit,
            sheet=sheet,
            workers=workers,
            client=cluster,
            progress=progress,
        )
    _bring(found, form, output, language, inputs)


def _is_read_whole(path: Path, form: FormatName | None, output: Path | None) -> bool:
    """A small file, a workbook of the template, and whatever becomes a workbook with its people."""
    wants_book = form == "xlsx" or (form is None and output is not None and output.suffix.casefold() == ".xlsx")
    return wants_book or not path.is_file() or path.stat().st_size < _SMALL or is_book(path)


def _check(inputs: Sequence[Path], form: FormatName | None, output: Path | None) -> None:
    """Refuse before all is computed what would be refused after it."""
    spare(inputs, output)
    if not _is_parquet(form, output):
        format_of(form, output, (_PARQUET,))


def _is_parquet(form: FormatName | None, output: Path | None) -> bool:
    return form is None and output is not None and output.suffix.casefold() == _PARQUET


def _bring(
    found: Budget,
    form: FormatName | None,
    output: Path | None,
    language: Language,
    inputs: Sequence[Path],
    workbook: Callable[[], bytes] | None = None,
) -> None:
    if _is_parquet(form, output):
        assert output is not None
        content = io.BytesIO()
        found.to_frame().write_parquet(content)
        deliver_file(content.getvalue(), output)
        return
    deliver(found, form, output, language, inputs, workbook)
