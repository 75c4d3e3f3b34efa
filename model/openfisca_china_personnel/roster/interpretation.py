"""From a grid of cells to the typed table: each column by its kind, refused cells kept by place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Cells, as_texts, blank_to_null, has_no_spaces, read_cells
from openfisca_china_personnel.roster.coded import Coded
from openfisca_china_personnel.roster.columns import COLUMNS, Column
from openfisca_china_personnel.roster.grid import Columns, Grid
from openfisca_china_personnel.roster.month_cells import calendar_month_of, month_of
from openfisca_china_personnel.roster.numbers import MILLIONTHS, rate_of, read_headcount, read_money
from openfisca_china_personnel.roster.table import SCHEMA
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
    result = Interpretation(polars.DataFrame(), {}, [])
    values: dict[str, polars.Series] = {"row": rows}
    for column in COLUMNS:
        name = column.name
        canonical = "headcount_millionths" if name == "headcount" else name
        if name not in cells:
            values[canonical] = polars.repeat(None, height, dtype=SCHEMA[canonical], eager=True)
            continue
        read, rounded = _read(column, cells[name], columns.known[name][1].scale, year, grades)
        values[canonical] = read.values
        if rounded:
            result.rounded[name] = rounded
        if read.refused:
            result.bad[canonical] = read.bad
            result.refused.extend((place, name, reason) for place, reason in read.refused.items())
    values["rank_from_grade_name"] = _from_grade_name(cells.get("rank"), grades, height)
    result.location_assumed = values["location"].is_null()
    if "location" in result.bad:
        result.location_assumed = result.location_assumed & ~result.bad["location"]
    for name, default in _DEFAULTS.items():
        values[name] = values[name].fill_null(default)
    if values["person_id"].null_count():
        values["person_id"] = values["person_id"].fill_null(rows.cast(polars.String))
    result.table = polars.DataFrame({name: values[name].cast(dtype) for name, dtype in SCHEMA.items()})
    return result


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
        return read_names(text), []
    parsers: dict[str, tuple[Callable[[str], object], polars.DataType]] = {
        "rate": (rate_of, polars.Int64()),
        "yes_no": (yes_no_of, polars.Boolean()),
        "month": (month_of, polars.Int32()),
        "calendar_month": (partial(calendar_month_of, year=year), polars.Int32()),
    }
    if kind == "word":
        parsers["word"] = (word_parser(column.name, grades), SCHEMA[column.name])
    return read_cells(Coded.of(text), *parsers[kind]), []


def word_parser(name: str, grades: Words) -> Callable[[str], str]:
    """What reads the cells of a column of words: from a cell to the English member name; ``Refused`` for no such word.

    ``grades`` maps the grades of 2019, as ``key`` makes them, to the ranks that they count as.
    """
    if name == "rank":
        return partial(word_of, words={**RANK, **grades}, what=_RANK, shown=Text("", ""))
    known, what, shown = _WORDS[name]
    return partial(word_of, words=known, what=what, shown=shown)


def read_names(text: polars.Series) -> Cells:
    """Names and identifiers as written, but for the spaces around them."""
    if not has_no_spaces(text):
        text = text.to_frame("text").select(blank_to_null(polars.col("text"))).to_series()
    suspicious = text.str.starts_with("#") | text.str.starts_with("\0")
    if not suspicious.any():
        return Cells(text)
    return read_cells(Coded.of(text), str, polars.String())


def _from_grade_name(cells: polars.Series | None, grades: Words, height: int) -> polars.Series:
    if cells is None or cells.dtype != polars.String:
        return polars.repeat(value=False, n=height, dtype=polars.Boolean, eager=True)
    texts = Coded.of(cells)
    return texts.valued([key(text) in grades for text in texts.texts], polars.Boolean()).fill_null(value=False)


def _with_percentages(
    texts: polars.Series, rows: polars.Series, place: int, percent_cells: dict[tuple[int, int], str]
) -> polars.Series:
    shown = {row: text for (row, column), text in percent_cells.items() if column == place}
    replaced = rows.replace_strict(list(shown), list(shown.values()), default=None, return_dtype=polars.String)
    return replaced.fill_null(texts)
