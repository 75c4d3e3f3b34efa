"""A roster in a dataframe of any library, or in a Parquet file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import as_texts
from openfisca_china_personnel.roster.columns import recognise
from openfisca_china_personnel.roster.grid import Grid, Place, header_place, no_header, without_blank_rows

if TYPE_CHECKING:
    import narwhals

_NOT_PARQUET = Text("文件不是有效的 Parquet 文件", "the file is not a Parquet file that can be read")
_UNREADABLE = Text("这一列的数据类型 {type} 不能读取", "columns of type {type} cannot be read")
_NO_ROWS = Text("文件是空的，没有行", "the file is empty: it has no rows")


def read_parquet(
    path: Path, place: Place, rows: int | None = None, *, first: int = 0, number: int | None = None
) -> Iterator[Grid]:
    """The grids of a Parquet file, one at least, each of ``rows`` records at most (``None``: all in one).

    Its first record is row 2. ``first`` and ``number`` choose records: how many to leave out, and how many to read.
    """
    try:
        source = polars.scan_parquet(path, glob=False)
        height = records_of(path)
        end = height if number is None else min(height, first + number)
        starts = range(first, end, rows or max(end - first, 1)) or [first]
        for start in starts:
            length = min(rows or end, end - start)
            yield _grid(source.slice(start, max(length, 0)).collect(), place, start)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise place.refuse(_NOT_PARQUET) from error


def records_of(path: Path) -> int:
    """The number of records of a Parquet file, from its metadata."""
    count: int = polars.scan_parquet(path, glob=False).select(polars.len()).collect().item()
    return count


def read_dataframe(source: Any, place: Place) -> Grid:
    """The grid of a dataframe; its first record is row 2. ``TypeError`` where it is no dataframe."""
    if isinstance(source, polars.DataFrame):
        return _grid(source, place)
    import narwhals  # noqa: PLC0415 - a start without dataframes of others is faster

    frame = narwhals.from_native(source)
    if isinstance(frame, narwhals.LazyFrame):
        frame = frame.collect()
    if frame.implementation.is_pandas_like():
        return _grid(_from_pandas_like(frame), place)
    return _grid(frame.to_polars(), place)


def _from_pandas_like(frame: narwhals.DataFrame[Any]) -> polars.DataFrame:
    """Read a missing value where pandas marks one by NaN, and columns of mixed objects by their text."""
    import narwhals  # noqa: PLC0415 - loaded by the caller

    columns: dict[str, polars.Series] = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype == narwhals.Object:
            texts = [
                None if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)
                for value in column.to_list()
            ]
            columns[str(name)] = polars.Series(texts, dtype=polars.String)
        else:
            series = column.to_polars()
            columns[str(name)] = series.fill_nan(None) if series.dtype.is_float() else series
    return polars.DataFrame(columns)


def _grid(frame: polars.DataFrame, place: Place, before: int = 0) -> Grid:
    headers = tuple(frame.columns)
    if not headers:
        raise place.refuse(_NO_ROWS)
    if header_place([headers]) is None:
        raise no_header(place, empty=False)
    columns = [polars.Series("row", range(before + 2, before + 2 + frame.height), dtype=polars.Int64)]
    faults = []
    for index, name in enumerate(headers):
        column = frame[name] if _is_plain(frame[name].dtype) else as_texts(frame[name])
        if column is None:
            if recognise(name) is not None:
                faults.append(place.fault(_UNREADABLE.format(type=frame[name].dtype), column=name))
            column = polars.Series([None] * frame.height, dtype=polars.String)
        columns.append(column.alias(str(index)))
    return Grid(place, headers, 1, without_blank_rows(polars.DataFrame(columns)), tuple(faults))


def _is_plain(dtype: polars.DataType) -> bool:
    """Types that are read as they are; others by their text."""
    return dtype in (polars.Boolean, polars.Date) or dtype.is_float() or dtype.is_integer()
