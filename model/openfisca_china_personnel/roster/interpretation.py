"""From a grid of text to the typed table: each column by its kind, refused cells kept by place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Cells, read_cells
from openfisca_china_personnel.roster.columns import COLUMNS, Column
from openfisca_china_personnel.roster.grid import Columns, Grid
from openfisca_china_personnel.roster.month_cells import calendar_month_of, month_of
from openfisca_china_personnel.roster.numbers import MILLIONTHS, rate_of, read_headcount, read_money
from openfisca_china_personnel.roster.table import SCHEMA
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

_DEFAULTS = {"status": "active", "rank": "unspecified", "location": "central_beijing", "entry": "standing"}
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
    """Every column of the contract from the grid's texts; absent ones as null or by their default.

    ``grades`` maps the grades of 2019 to the ranks that they count as.
    """
    grades = {key(grade): rank for grade, rank in grades.items()}
    height = grid.records.height
    rows = grid.records["row"]
    texts = {name: grid.records[str(place)] for name, (place, _) in columns.known.items()}
    if "housing_fund_rate" in texts and grid.percent_cells:
        place = columns.known["housing_fund_rate"][0]
        texts["housing_fund_rate"] = _with_percentages(texts["housing_fund_rate"], rows, place, grid.percent_cells)
    result = Interpretation(polars.DataFrame(), {}, [])
    values: dict[str, polars.Series] = {"row": rows}
    for column in COLUMNS:
        name = column.name
        canonical = "headcount_millionths" if name == "headcount" else name
        if name not in texts:
            values[canonical] = _absent(canonical, height)
            continue
        text = texts[name]
        cells, rounded = _read(column, text, columns.known[name][1].scale, year, grades)
        values[canonical] = cells.values
        if rounded:
            result.rounded[name] = rounded
        if cells.refused:
            result.bad[canonical] = cells.bad
            result.refused.extend((place, name, reason) for place, reason in cells.refused.items())
    values["rank_from_grade_name"] = _from_grade_name(texts.get("rank"), grades, height)
    result.location_assumed = values["location"].is_null()
    if "location" in result.bad:
        result.location_assumed = result.location_assumed & ~result.bad["location"]
    for name, default in _DEFAULTS.items():
        values[name] = values[name].fill_null(default)
    values["person_id"] = values["person_id"].fill_null(rows.cast(polars.String))
    result.table = polars.DataFrame({name: values[name].cast(dtype) for name, dtype in SCHEMA.items()})
    return result


def _read(column: Column, text: polars.Series, scale: int, year: int | None, grades: Words) -> tuple[Cells, list[int]]:
    kind = column.kind
    if kind == "money":
        return read_money(text, scale)
    if kind == "headcount":
        return read_headcount(text), []
    if kind == "name":
        return read_names(text), []
    if kind == "word":
        return read_cells(text, word_parser(column.name, grades), polars.String()), []
    parsers: dict[str, tuple[Callable[[str], object], polars.DataType]] = {
        "rate": (rate_of, polars.Int64()),
        "yes_no": (yes_no_of, polars.Boolean()),
        "month": (month_of, polars.Int32()),
        "calendar_month": (partial(calendar_month_of, year=year), polars.Int32()),
    }
    return read_cells(text, *parsers[kind]), []


def word_parser(name: str, grades: Words) -> Callable[[str], str]:
    """What reads the cells of a column of words: from a cell to the English member name; ``Refused`` for no such word.

    ``grades`` maps the grades of 2019, as ``key`` makes them, to the ranks that they count as.
    """
    if name == "rank":
        return partial(word_of, words={**RANK, **grades}, what=_RANK, shown=Text("", ""))
    known, what, shown = _WORDS[name]
    return partial(word_of, words=known, what=what, shown=shown)


def read_names(text: polars.Series) -> Cells:
    """Names and identifiers as written."""
    suspicious = text.str.starts_with("#") | text.str.starts_with("\0")
    if not suspicious.any():
        return Cells(text)
    return read_cells(text, str, polars.String())


def _absent(canonical: str, height: int) -> polars.Series:
    value = MILLIONTHS if canonical == "headcount_millionths" else None
    return polars.repeat(value, height, dtype=SCHEMA[canonical], eager=True)


def _from_grade_name(text: polars.Series | None, grades: Words, height: int) -> polars.Series:
    if text is None:
        return polars.repeat(value=False, n=height, dtype=polars.Boolean, eager=True)
    named = [found for found in text.drop_nulls().unique() if key(found) in grades]
    return text.is_in(named).fill_null(value=False)


def _with_percentages(
    texts: polars.Series, rows: polars.Series, place: int, percent_cells: dict[tuple[int, int], str]
) -> polars.Series:
    shown = {row: text for (row, column), text in percent_cells.items() if column == place}
    replaced = rows.replace_strict(list(shown), list(shown.values()), default=None, return_dtype=polars.String)
    return replaced.fill_null(texts)
