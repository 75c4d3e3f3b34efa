"""From a grid of cells to the typed table: each column by its kind, refused cells kept by place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import (
    ERRORS_BEGIN,
    Cells,
    as_texts,
    blank_to_null,
    read_cells,
)
from openfisca_china_personnel.roster.coded import Coded
from openfisca_china_personnel.roster.columns import COLUMNS, Column
from openfisca_china_personnel.roster.grid import Columns, Grid
from openfisca_china_personnel.roster.month_cells import calendar_month_of, month_of
from openfisca_china_personnel.roster.numbers import MILLIONTHS, rate_of, read_headcount, read_money
from openfisca_china_personnel.roster.table import SCHEMA
from openfisca_china_personnel.roster.totals import is_plain
from openfisca_china_personnel.roster.typed_cells import vouched_for
from openfisca_china_personnel.roster.words import (
    CATEGORY,
    ENTRY,
    LOCATION,
    RANK,
    SEX,
    STATUS,
    Words,
    key,
    word_of,
    yes_no_of,
)

_DEFAULTS: dict[str, str | int] = {
    "headcount_millionths": MILLIONTHS,
    "status": "active",
    "rank": "unspecified",
    "location": "central_beijing",
    "entry": "standing",
}
_WORDS = {
    "status": (STATUS, Text("人员状态", "status"), Text("在职、退休、离休", "active, retired, veteran_retired")),
    "category": (
        CATEGORY,
        Text("人员类别", "category"),
        Text("行政、事业、工勤", "administrative, institution, worker"),
    ),
    "location": (
        LOCATION,
        Text("所在地", "location"),
        Text("在京中央、北京市、其他", "central_beijing, beijing, other"),
    ),
    "entry": (ENTRY, Text("进入方式", "entry"), Text("原有、新参加工作、调入", "standing, first_job, transfer")),
    "sex": (SEX, Text("性别", "sex"), Text("男、女", "male, female")),
}
_RANK = Text("职级", "rank")
_CODED = ("unit", "rank")
"""Columns whose distinct texts are asked for more than once."""


@dataclass
class Interpretation:
    """The table in the canonical columns, which of its cells were refused and why, and what was noticed."""

    table: polars.DataFrame
    bad: dict[str, polars.Series]
    refused: list[tuple[int, str, Text]]
    """Place of the record, canonical column, reason."""
    rounded: dict[str, list[int]] = field(default_factory=dict)
    """Canonical column to the places of amounts rounded to the fen."""
    location_assumed: polars.Series = field(default_factory=lambda: polars.Series(dtype=polars.Boolean))
    """True where the location was not stated."""
    units: Coded[str | None] | None = None
    """The names of the units, null where a cell is blank or refused; ``None`` without such a column of texts."""
    written_units: Coded[str] | None = None
    """The unit's cells as written."""
    plain_names: set[str] = field(default_factory=set)
    """Columns of names of which it was plain at a glance that none is a sum's."""

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The units that the rows name, in order of first appearance."""
        names = self.table["unit"].drop_nulls().unique(maintain_order=True) if self.units is None else self.units.texts
        return tuple(dict.fromkeys(name for name in names if name is not None))


def interpret(grid: Grid, columns: Columns, year: int | None, grades: Words) -> Interpretation:
    """Every column of the contract from the grid's cells; absent ones as null or by their default.

    ``grades`` maps the grades of 2019 to the ranks that they count as.
    """
    grades = {key(grade): rank for grade, rank in grades.items()}
    height = grid.records.height
    rows = grid.records["row"]
    cells = {name: grid.records[str(place)] for name, (place, _) in columns.known.items()}
    if "housing_fund_rate" in cells and grid.percent_cells:
        place = columns.known["housing_fund_rate"][0]
        cells["housing_fund_rate"] = _with_percentages(cells["housing_fund_rate"], rows, place, grid.percent_cells)
    coded = {name: Coded.of(cells[name]) for name in _CODED if name in cells and cells[name].dtype == polars.String}
    result = Interpretation(polars.DataFrame(), {}, [], written_units=coded.get("unit"))
    values: dict[str, polars.Series] = {"row": rows}
    for column in COLUMNS:
        name = column.name
        canonical = "headcount_millionths" if name == "headcount" else name
        if name not in cells:
            values[canonical] = polars.repeat(None, height, dtype=SCHEMA[canonical], eager=True)
            continue
        scale = columns.known[name][1].scale
        if name in coded:
            read, rounded = _read_coded(column, coded[name], year, grades), list[int]()
        else:
            read, rounded = _read(column, cells[name], scale, year, grades)
        values[canonical] = read.values
        if column.kind == "name" and read.values is cells[name]:
            result.plain_names.add(name)
        if name == "unit":
            result.units = read.distinct
        if rounded:
            result.rounded[name] = rounded
        if read.refused:
            result.bad[canonical] = read.bad
            result.refused.extend((place, name, reason) for place, reason in read.refused.items())
    values["rank_from_grade_name"] = _from_grade_name(coded.get("rank"), grades, height)
    result.location_assumed = values["location"].is_null()
    if "location" in result.bad:
        result.location_assumed = result.location_assumed & ~result.bad["location"]
    result.table = _completed(values)
    return result


def _completed(values: dict[str, polars.Series]) -> polars.DataFrame:
    """The table with what a blank cell stands for."""
    for name, default in _DEFAULTS.items():
        values[name] = values[name].fill_null(default)
    if values["person_id"].null_count():
        values["person_id"] = values["person_id"].fill_null(values["row"].cast(polars.String))
    return polars.DataFrame({name: values[name].cast(dtype) for name, dtype in SCHEMA.items()})


def _read(column: Column, cells: polars.Series, scale: int, year: int | None, grades: Words) -> tuple[Cells, list[int]]:
    """A column's cells, and the places of those that had to be rounded.

    Of a typed column only the cells that are not sound at a glance are looked at one by one.
    """
    if cells.dtype == polars.String:
        return _read_texts(column, cells, scale, year, grades)
    vouched = vouched_for(column.kind, cells, scale)
    if vouched is None:
        return _read_texts(column, _texts(cells), scale, year, grades)
    places = (cells.is_not_null() & vouched.is_null()).arg_true()
    if not len(places):
        return Cells(vouched), []
    read, rounded = _read_texts(column, _texts(cells.gather(places)), scale, year, grades)
    refused = {places[place]: reason for place, reason in read.refused.items()}
    return Cells(vouched.scatter(places, read.values), refused), [places[place] for place in rounded]


def _texts(cells: polars.Series) -> polars.Series:
    texts = as_texts(cells)
    assert texts is not None
    return texts


def _read_texts(
    column: Column, text: polars.Series, scale: int, year: int | None, grades: Words
) -> tuple[Cells, list[int]]:
    kind = column.kind
    if kind == "money":
        return read_money(text, scale)
    if kind == "headcount":
        return read_headcount(text), []
    if kind == "name":
        return _read_names(text), []
    return _read_coded(column, Coded.of(text), year, grades), []


def _read_coded(column: Column, texts: Coded[str], year: int | None, grades: Words) -> Cells:
    """The cells of a column of which every distinct text is looked at once."""
    parsers: dict[str, tuple[Callable[[str], object], polars.DataType]] = {
        "name": (str, SCHEMA[column.name] if column.kind == "name" else polars.String()),
        "rate": (rate_of, polars.Int64()),
        "yes_no": (yes_no_of, polars.Boolean()),
        "month": (month_of, polars.Int32()),
        "calendar_month": (partial(calendar_month_of, year=year), polars.Int32()),
    }
    if column.kind == "word":
        parsers["word"] = (word_parser(column.name, grades), SCHEMA[column.name])
    return read_cells(texts, *parsers[column.kind])


def word_parser(name: str, grades: Words) -> Callable[[str], str]:
    """What reads the cells of a column of words: from a cell to the English member name; ``Refused`` for no such word.

    ``grades`` maps the grades of 2019, as ``key`` makes them, to the ranks that they count as.
    """
    if name == "rank":
        return partial(word_of, words={**RANK, **grades}, what=_RANK, shown=Text("", ""))
    known, what, shown = _WORDS[name]
    return partial(word_of, words=known, what=what, shown=shown)


def _read_names(text: polars.Series) -> Cells:
    """Names and identifiers as written, but for the spaces around them."""
    if is_plain(text):
        return Cells(text)
    text = text.to_frame("text").select(blank_to_null(polars.col("text"))).to_series()
    if not any(text.str.starts_with(begin).any() for begin in ERRORS_BEGIN):
        return Cells(text)
    return read_cells(Coded.of(text), str, polars.String())


def _from_grade_name(texts: Coded[str] | None, grades: Words, height: int) -> polars.Series:
    named = [key(text) in grades for text in texts.texts] if texts else []
    if texts is None or not any(named):
        return polars.repeat(value=False, n=height, dtype=polars.Boolean, eager=True)
    return texts.valued(named, polars.Boolean()).fill_null(value=False)


def _with_percentages(
    texts: polars.Series, rows: polars.Series, place: int, percent_cells: dict[tuple[int, int], str]
) -> polars.Series:
    shown = {row: text for (row, column), text in percent_cells.items() if column == place}
    replaced = rows.replace_strict(list(shown), list(shown.values()), default=None, return_dtype=polars.String)
    return replaced.fill_null(texts)
