"""A table as its file shows it, before anything in it is understood: rows of cells under recognised headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import blank_to_null, has_no_spaces
from openfisca_china_personnel.roster.columns import COLUMNS, Header, is_remark, is_weak_identifier, letter, recognise

HEADER_SEARCHED_ROWS = 10

_NO_KNOWN_COLUMN = Text(
    "没有一个认识的列名；应有的列名（中文或英文）：{columns}",
    "no column is known; the columns expected (in English or Chinese): {columns}",
)
_TWICE = Text(
    "“{first}”列和“{second}”列含义相同（{meaning}），请只保留一列",
    "columns “{first}” and “{second}” mean the same ({meaning}): keep one of them",
)
_EMPTY = Text("文件是空的，没有行", "the file is empty: it has no rows")


@dataclass(frozen=True)
class Place:
    """Where a table comes from: the file's name and the worksheet's, where there are any."""

    file: str | None = None
    sheet: str | None = None

    def fault(self, text: Text, *, row: int | None = None, column: str | None = None) -> Fault:
        """A fault in this table."""
        return Fault(text, file=self.file, sheet=self.sheet, row=row, column=column)

    def refuse(self, text: Text, *, row: int | None = None, column: str | None = None) -> InputFaults:
        """The table's one fault, ready to be raised."""
        return InputFaults([self.fault(text, row=row, column=column)])


@dataclass(frozen=True)
class Grid:
    """Rows of cells: ``records`` has the column ``row`` (as a spreadsheet shows it) and one column a file column.

    Its columns are String, with whatever spaces the cells have around them, or, from a typed source, numbers, Boolean
    or Date. ``headers`` are the headers as written ("" where there is none), by place; the records' columns are named
    by their place. ``faults`` are what was already found wrong.
    """

    place: Place
    headers: tuple[str, ...]
    header_row: int
    records: polars.DataFrame
    faults: tuple[Fault, ...] = ()
    percent_cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells (row, place of the column) that show a percentage of 100 % and more, as shown."""


@dataclass(frozen=True)
class Columns:
    """What the headers of a grid were understood as: canonical name to place, and the places not understood."""

    known: dict[str, tuple[int, Header]]
    unknown: tuple[int, ...]
    faults: tuple[Fault, ...]


def known_in(cells: Sequence[str | None]) -> int:
    """How many cells of a row are headers of the contract."""
    return sum(1 for cell in cells if cell and recognise(cell) is not None)


def header_place(rows: Sequence[Sequence[str | None]]) -> int | None:
    """The place (0 is the first row) of the header: the row of the first ten with most known headers."""
    scores = [known_in(row) for row in rows[:HEADER_SEARCHED_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def no_header(place: Place, *, empty: bool) -> InputFaults:
    """The fault of a table without any known column."""
    if empty:
        return place.refuse(_EMPTY)
    expected = Text("、".join(column.zh for column in COLUMNS), ", ".join(column.name for column in COLUMNS))
    return place.refuse(_NO_KNOWN_COLUMN.format(columns=expected))


def without_blank_rows(records: polars.DataFrame) -> polars.DataFrame:
    """The records without the wholly blank rows."""
    columns = [records[name] for name in records.columns if name != "row"]
    # Numbers are soonest known to be there.
    if any(_is_filled(column) for column in sorted(columns, key=lambda column: column.dtype == polars.String)):
        return records
    return records.filter(polars.any_horizontal(_stated(column).is_not_null() for column in columns))


def _is_filled(column: polars.Series) -> bool:
    """Whether it is plain at a glance that every cell holds something."""
    return not column.null_count() and (column.dtype != polars.String or has_no_spaces(column))


def _stated(column: polars.Series) -> polars.Expr:
    name = polars.col(column.name)
    return blank_to_null(name) if column.dtype == polars.String else name


def understand(grid: Grid) -> Columns:
    """Which column of the grid is which of the contract."""
    recognised = {place: found for place, header in enumerate(grid.headers) if (found := recognise(header)) is not None}
    by_name: dict[str, list[int]] = {}
    for place, header in recognised.items():
        by_name.setdefault(header.column.name, []).append(place)
    by_name = {name: _strong(places, grid.headers) for name, places in by_name.items()}
    faults = [
        grid.place.fault(
            _TWICE.format(
                first=_shown(grid.headers, places[0]),
                second=_shown(grid.headers, other),
                meaning=Text(recognised[places[0]].column.zh, name),
            ),
            row=grid.header_row,
            column=grid.headers[other],
        )
        for name, places in by_name.items()
        for other in places[1:]
    ]
    known = {name: (places[0], recognised[places[0]]) for name, places in by_name.items()}
    used = {place for places in by_name.values() for place in places}
    unknown = tuple(
        place
        for place, written in enumerate(grid.headers)
        if place not in used and not is_remark(written) and (written.strip() or _has_content(grid.records, place))
    )
    return Columns(known, unknown, tuple(faults))


def _has_content(records: polars.DataFrame, place: int) -> bool:
    return bool(records.select(_stated(records[str(place)]).count()).item())


def _shown(headers: Sequence[str], place: int) -> str:
    return f"{headers[place].strip()} ({letter(place)})"


def _strong(places: list[int], headers: Sequence[str]) -> list[int]:
    strong = [place for place in places if not is_weak_identifier(headers[place])]
    return strong or places
