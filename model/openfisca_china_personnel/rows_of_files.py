"""The rows of several files in one set of numbers, and how a sentence names them.

Each file's rows are numbered as a spreadsheet shows them; in sets of rows over several files the first row of each
stands behind room enough for all rows of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.row_sets import Rows, RowSet

ROOM_OF_A_FILE = 2**31
MOST_FILES = 10_000
"""So many that sums of row numbers stay whole numbers of 64 bits."""
_MOST_NAMED = 10
_MOST_LISTED = 12

_IN_FILE = Text("{file} 第 {rows} 行", "{file} rows {rows}")
_MANY_IN_FILE = Text(
    "{file} 第 {first} 至 {last} 行之间 {count} 行", "{file} {count} rows between rows {first} and {last}"
)
_MORE_FILES = Text("另有 {count} 个文件", "{count} more files")
_TOO_MANY = Text(
    "共 {count} 行，自 {first_file} 第 {first} 行至 {last_file} 第 {last} 行之间。",
    "{count} rows, between row {first} of {first_file} and row {last} of {last_file}.",
)
_ALL = Text("共 {count} 行：{files}。", "{count} rows: {files}.")


def before(file: int) -> int:
    """What is added to the row numbers of a file, which is told by its place among all files."""
    return file * ROOM_OF_A_FILE


def named_by_file(rows: RowSet, files: Sequence[str]) -> Text:
    """How many rows they are, and where in the first of the files that have some."""
    count = f"{len(rows):,}"
    if not rows.is_listed:
        ends = {"first": int(rows.firsts[0]), "last": int(rows.lasts[-1])}
        places = {end: row % ROOM_OF_A_FILE for end, row in ends.items()}
        names = {f"{end}_file": files[row // ROOM_OF_A_FILE] for end, row in ends.items()}
        return _TOO_MANY.format(count=count, **places, **names)
    of_run = rows.firsts // ROOM_OF_A_FILE
    found = numpy.unique(of_run)
    said = []
    for file in found[:_MOST_NAMED].tolist():
        runs = of_run == file
        said.append(_in_file(rows.firsts[runs] - before(file), rows.lasts[runs] - before(file), files[file]))
    if len(found) > _MOST_NAMED:
        said.append(_MORE_FILES.format(count=len(found) - _MOST_NAMED))
    listed = Text("；".join(each.zh for each in said), "; ".join(each.en for each in said))
    return _ALL.format(count=count, files=listed)


def _in_file(firsts: Rows, lasts: Rows, file: str) -> Text:
    """``firsts`` and ``lasts``: the runs of the rows, as the file numbers them."""
    count = int((lasts - firsts + 1).sum())
    if count > _MOST_LISTED:
        return _MANY_IN_FILE.format(file=file, first=int(firsts[0]), last=int(lasts[-1]), count=f"{count:,}")
    rows = [str(row) for first, last in zip(firsts, lasts, strict=True) for row in range(int(first), int(last) + 1)]
    return Text(
        _IN_FILE.zh.format(file=file, rows="、".join(rows)), _IN_FILE.en.format(file=file, rows=", ".join(rows))
    )
