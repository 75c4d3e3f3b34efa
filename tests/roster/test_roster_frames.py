"""Dataframes of several libraries, and Parquet."""

from __future__ import annotations

import datetime
from decimal import Decimal

import polars
import pyarrow
import pytest

from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.roster.table import SCHEMA

DATA = {
    "unit": ["A", "A", "B"],
    "headcount": [1.0, 0.5, 12.0],
    "monthly_salary": [8333.299999999999, None, 7000.0],
    "housing_fund_base": [Decimal("5000.50"), Decimal("6000.00"), None],
    "pension_base": [5000, 6000, None],
    "work_start": [datetime.date(2003, 7, 15)] * 3,
    "purchase_subsidy": [True, None, False],
}


@pytest.mark.parametrize("kind", ["polars", "lazy", "pyarrow", "parquet"])
def test_the_same_roster_from_every_source(tmp_path, kind):
    frame = polars.DataFrame(DATA)
    if kind == "parquet":
        frame.write_parquet(tmp_path / "r.parquet")
    source = {
        "polars": frame,
        "lazy": frame.lazy(),
        "pyarrow": frame.to_arrow(),
        "parquet": tmp_path / "r.parquet",
    }[kind]
    roster = read_roster(source)
    table = roster.table
    assert dict(table.schema) == SCHEMA
    assert roster.source == ("r.parquet" if kind == "parquet" else None)
    assert roster.units == ("A", "B")
    assert table["row"].to_list() == [2, 3, 4]
    assert table["headcount_millionths"].to_list() == [1_000_000, 500_000, 12_000_000]
    assert table["monthly_salary"].to_list() == [833330, None, 700000]
    assert table["housing_fund_base"].to_list() == [500050, 600000, None]
    assert table["pension_base"].to_list() == [500000, 600000, None]
    assert table["work_start"].to_list() == [2003 * 12 + 6] * 3
    assert table["purchase_subsidy"].to_list() == [True, None, False]


def test_pandas_marks_missing_values_by_nan():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"monthly_salary": [1.5, float("nan")], "pension_base": [None, 2.0]})
    frame["housing_fund_base"] = [float("nan"), 3]
    frame["rank"] = ["正处级", float("nan")]
    table = read_roster(frame).table
    assert table["monthly_salary"].to_list() == [150, None]
    assert table["pension_base"].to_list() == [None, 200]
    assert table["rank"].to_list() == ["division_head", "unspecified"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0])
@pytest.mark.parametrize("library", [polars.DataFrame, pyarrow.table])
def test_numbers_that_are_none(faults, library, value):
    (fault,) = faults(library({"monthly_salary": [1.0, value]}))
    assert (fault.file, fault.row, fault.column) == (None, 3, "monthly_salary")


def test_categories_times_and_blank_rows():
    # In Shanghai it is the first of July already.
    july = datetime.datetime(2023, 6, 30, 16, tzinfo=datetime.UTC)
    august = datetime.datetime(2023, 8, 31, 15, tzinfo=datetime.UTC)
    frame = polars.DataFrame(
        {
            "职级": polars.Series(["正处级", None, "科员"], dtype=polars.Categorical),
            "月工资": ["1", "  ", "2"],
            "起始月": polars.Series([july, None, august]).dt.convert_time_zone("Asia/Shanghai"),
        }
    )
    table = read_roster(frame, year=2023).table
    assert table["row"].to_list() == [2, 4]
    assert table["rank"].to_list() == ["division_head", "staff"]
    assert table["start_month"].to_list() == [2023 * 12 + 6, 2023 * 12 + 7]


def test_a_column_of_lists(faults):
    (fault,) = faults(polars.DataFrame({"monthly_salary": [1.0], "unit": [["A"]]}))
    assert fault.column == "unit"


def test_lists_in_a_column_that_is_not_ours_are_only_unknown():
    roster = read_roster(polars.DataFrame({"monthly_salary": [1.0], "extra": [["A"]]}))
    assert "unknown_column" in [note.code for note in roster.notes]


def test_a_frame_without_rows_or_columns(faults):
    (fault,) = faults(polars.DataFrame({"monthly_salary": []}))
    assert fault.text.en == "the file has no person rows"
    (fault,) = faults(polars.DataFrame())
    assert "空" in fault.text.zh


def test_a_parquet_file_that_is_none(tmp_path, faults):
    path = tmp_path / "x.parquet"
    path.write_bytes(b"unit,headcount\n")
    (fault,) = faults(path)
    assert "Parquet" in fault.text.zh
    assert fault.file == "x.parquet"


def test_what_is_neither_path_nor_dataframe():
    with pytest.raises(TypeError):
        read_roster(12)
