"""Whole columns at once give what cell after cell gives: values, notes and faults."""

from __future__ import annotations

import datetime
from dataclasses import replace

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.roster.cells import as_texts
from openfisca_china_personnel.roster.coded import Coded

YEAR = 2023

_INTEGERS = st.one_of(
    st.integers(-3, 13),
    st.sampled_from([100, 101, 202_307, 202_313, 202_300, 189_912, 210_012, 210_101, 10_000_000, 10_000_001, 2**40]),
    st.integers(0, 20_000_000),
)
_DECIMALS = st.one_of(
    st.integers(0, 10**9 + 5).map(lambda fen: fen / 100),
    st.integers(-5, 10**11).map(lambda steps: steps / 10_000),
    st.integers(0, 10_000).map(lambda steps: steps / 1_000_000),
    st.sampled_from([0.0, -0.0, 0.12, 0.285, 1.0, 12.0, 12.005, 20.1, 1.005, 8333.299999999999, 0.1 + 0.2, 1e-9, 1e16]),
    st.sampled_from([float("nan"), float("inf"), -float("inf"), 9_999_999.995, 10_000_000.004, 202307.0, 2023.1]),
    st.floats(0, 1e8),
)
_DATES = st.dates(datetime.date(1890, 1, 1), datetime.date(2110, 1, 1))
_KINDS = [
    (polars.Int64(), _INTEGERS),
    (polars.Int8(), st.integers(-3, 100)),
    (polars.UInt32(), st.integers(0, 2**32 - 1)),
    (polars.UInt64(), st.sampled_from([0, 1, 12, 2**64 - 1])),
    (polars.Float64(), _DECIMALS),
    (polars.Float32(), st.one_of(st.integers(0, 2**25).map(float), st.sampled_from([0.5, 20.125, 0.25, 1234567.75]))),
    (polars.Boolean(), st.booleans()),
    (polars.Date(), _DATES),
    (polars.Datetime("us"), _DATES),
    (polars.Decimal(18, 4), st.decimals(-1, 10**8, places=4)),
]
_COLUMNS = (
    ("unit", "person_id", "备用"),
    ("headcount", "housing_fund_rate"),
    ("monthly_salary", "housing_fund_base(万元)", "pension_base(千元)"),
    ("contributes_pension", "contributes_housing_fund", "purchase_subsidy"),
    ("start_month", "work_start", "lump_sum_month", "status", "rank"),
)

_SPACES = st.sampled_from(["", "", "", " ", "\u3000", "\ufeff", "\t"])
_WORDS = {
    "unit": ["甲", "乙 部", "合计", "小 计", "Total", "#REF!", "设计", ""],
    "person_id": ["1", "总计", "A-1", "#N/A", "统计局", ""],
    "headcount": ["1", "0.5", "3人", "-1", "x", "1e3", "0.1234567", "", "10000001", "#DIV/0!"],
    "status": ["在职", "active", "退休", "离休", "在岗", "在植", ""],
    "category": ["行政", "工勤", "worker", "公勤", ""],
    "rank": ["科员", "二级科员", "正处级", "正高", "高级工", "staff", "正处", "二级科圆", ""],
    "location": ["在京中央", "北京市", "其它", "上海", ""],
    "monthly_salary": [
        "8000",
        "8,000.50",
        "8000.005",
        "8333.299999999999",
        "0.8万元",
        "-1",
        "八千",
        "1e5",
        "",
        "99999999",
    ],
    "housing_fund_rate": ["12", "0.12", "12%", "4", "13%", "12.005", "nan", ""],
    "contributes_pension": ["是", "no", "1", "0.0", "也许", ""],
    "start_month": ["2023-07", "2023年3月", "202312", "2023.1", "2023-13", "45000", ""],
    "end_month": ["2023-05", "2023-12-31", ""],
    "purchase_lump_sum": ["1000", ""],
    "lump_sum_month": ["6", "6月", "2023-06", "2022-06", "13", ""],
    "备用": ["x", "合计", ""],
}


def _outcome(source):
    """What reading gives: the table, the notes and the faults."""
    try:
        roster = read_roster(source, year=YEAR)
    except InputFaults as refused:
        return None, (), refused.faults
    return roster.table, roster.notes, ()


def _assert_same(one, other):
    assert one[1:] == other[1:]
    assert (one[0] is None) == (other[0] is None)
    if one[0] is not None:
        assert one[0].equals(other[0], null_equal=True)


@st.composite
def _typed_frames(draw):
    height = draw(st.integers(1, 8))
    columns = {}
    for names in _COLUMNS:
        name = draw(st.sampled_from(names))
        dtype, cells = draw(st.sampled_from(_KINDS))
        found = draw(st.lists(st.one_of(cells, cells, st.none()), min_size=height, max_size=height))
        columns[name] = polars.Series(name, found, dtype=dtype, strict=False)
    return polars.DataFrame(columns)


@settings(max_examples=150, deadline=None)
@given(_typed_frames())
def test_typed_columns_are_read_as_their_texts_are(frame):
    texts = polars.DataFrame([as_texts(column) for column in frame])
    _assert_same(_outcome(frame), _outcome(texts))


@settings(max_examples=30, deadline=None)
@given(_typed_frames())
def test_a_parquet_file_is_read_as_its_dataframe(tmp_path_factory, frame):
    path = tmp_path_factory.mktemp("typed") / "roster.parquet"
    frame.write_parquet(path)
    table, notes, faults = _outcome(path)
    _assert_same((table, notes, tuple(replace(fault, file=None) for fault in faults)), _outcome(frame))


@pytest.mark.parametrize(
    ("dtype", "cells"),
    [(polars.Float64, [20.1, 0.29, 1.15, 8333.33, 9_999_999.99]), (polars.Float64, [n / 100 for n in range(2_000)])],
)
def test_a_float_is_the_decimal_number_that_it_is_written_as(dtype, cells):
    table = read_roster(polars.DataFrame({"月工资": polars.Series(cells, dtype=dtype)})).table
    assert table["monthly_salary"].to_list() == [int(round(cell * 100, 3)) for cell in cells]


@st.composite
def _text_rows(draw):
    names = draw(st.lists(st.sampled_from(sorted(_WORDS)), min_size=3, max_size=8, unique=True))
    cell = st.sampled_from
    row = st.tuples(*(st.tuples(_SPACES, cell(_WORDS[name]), _SPACES).map("".join) for name in names))
    return names, draw(st.lists(row, min_size=1, max_size=12))


@settings(max_examples=100, deadline=None)
@given(_text_rows())
def test_rows_of_text_are_read_as_each_of_them_alone(names_and_rows):
    names, rows = names_and_rows
    # A column that every row has says that salaries and units are stated, which is asked of the roster as a whole.
    frames = [polars.DataFrame({"pension_base": "1", **dict(zip(names, row, strict=True))}) for row in rows]
    at_once = _outcome(polars.concat(frames))
    alone = [_outcome(frame) for frame in frames]
    moved = [replace(fault, row=fault.row + place) for place, found in enumerate(alone) for fault in found[2]]
    assert [fault for fault in at_once[2] if "单位为空" not in fault.text.zh] == moved
    if at_once[0] is not None:
        tables = polars.concat([found[0] for found in alone]).with_columns(row=at_once[0]["row"])
        blank = tables["person_id"] == "2"
        own = tables.with_columns(person_id=tables["row"].cast(polars.String).zip_with(blank, tables["person_id"]))
        assert own.equals(at_once[0], null_equal=True)


@given(st.lists(st.one_of(st.none(), st.sampled_from("abcdefghij"), st.text(max_size=3))))
def test_codes_stand_for_their_texts(cells):
    column = polars.Series(cells, dtype=polars.String)
    coded = Coded.of(column)
    assert coded.valued(coded.texts, polars.String()).to_list() == cells
    assert list(coded.texts) == list(dict.fromkeys(cell for cell in cells if cell is not None))
