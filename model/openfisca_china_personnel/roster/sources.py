"""What a roster is read from: which reader takes a source, and the faults of a path that none takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.frame_source import read_dataframe, read_parquet
from openfisca_china_personnel.roster.grid import Grid, Place
from openfisca_china_personnel.roster.partitions import PARQUET_ENDING, Partition
from openfisca_china_personnel.roster.text_source import read_text
from openfisca_china_personnel.system_errors import reason_of

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")

_MISSING = Text("文件不存在", "there is no such file")
_DIRECTORY = Text("这是文件夹，不是文件", "this is a folder, not a file")
_UNREADABLE = Text("文件无法读取：{reason}", "the file cannot be read: {reason}")
_EMPTY = Text("文件是空的，没有行", "the file is empty: it has no rows")
_OLD_WORKBOOK = Text(
    "旧版 .xls 不能读取，请用 Excel 另存为 .xlsx", "old .xls workbooks are not read: save as .xlsx in Excel"
)
_ENDING = Text(
    "不认识的扩展名“{ending}”，应为 .csv、.xlsx 或 .parquet",
    "unknown ending “{ending}”; expected .csv, .xlsx or .parquet",
)
_SHEET = Text(
    "只有 Excel 工作簿才有工作表，“{sheet}”无从选择", "only a workbook has sheets: “{sheet}” cannot be chosen"
)


def grids_of(source: Any, sheet: str | None, rows: int | None = None) -> Iterator[Grid]:
    """The grids of a file (its path), of a part of one, or of a dataframe: one at least.

    A file that can be streamed comes in grids of ``rows`` rows at most.
    Raises ``InputFaults`` where it cannot be read at all.
    """
    if isinstance(source, Partition):
        sheet = source.sheet
    elif not isinstance(source, (str, Path)):
        if sheet is not None:
            raise Place().refuse(_SHEET.format(sheet=sheet))
        yield read_dataframe(source, Place())
        return
    part = source if isinstance(source, Partition) else Partition(Path(source))
    path = part.path
    place = Place(path.name)
    try:
        yield from _grids_of_file(part, place, sheet, rows)
    except OSError as error:
        raise place.refuse(_UNREADABLE.format(reason=reason_of(error))) from error


def _grids_of_file(part: Partition, place: Place, sheet: str | None, rows: int | None) -> Iterator[Grid]:
    path = part.path
    if path.is_dir():
        raise place.refuse(_DIRECTORY)
    if not path.exists():
        raise place.refuse(_MISSING)
    ending = path.suffix.casefold()
    if ending == ".xls":
        raise place.refuse(_OLD_WORKBOOK)
    if ending not in (*TEXT_ENDINGS, *WORKBOOK_ENDINGS, PARQUET_ENDING):
        raise place.refuse(_ENDING.format(ending=path.suffix))
    if path.stat().st_size == 0:
        raise place.refuse(_EMPTY)
    if ending in WORKBOOK_ENDINGS:
        from openfisca_china_personnel.roster.workbook_source import read_workbook  # noqa: PLC0415 - heavy

        yield read_workbook(path, place, sheet)
        return
    if sheet is not None:
        raise place.refuse(_SHEET.format(sheet=sheet))
    if ending in TEXT_ENDINGS:
        yield from read_text(path, place, rows)
    else:
        yield from read_parquet(path, place, rows, first=part.first, number=part.number)
