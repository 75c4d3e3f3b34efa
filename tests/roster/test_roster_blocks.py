"""A roster in blocks or in parts says the same as one that is read at once."""

from __future__ import annotations

import pickle

import polars
import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import Partition, partitions, read_roster, roster_blocks, sum_of
from openfisca_china_personnel.roster.whole import MOST_FAULTS

HEADER = "单位,编号,人数,月工资,公积金比例,所在地,职级,岗位,\n"
SOUND = [
    "甲,1,1,8000,12,在京中央,科员,x,",
    "甲,2,2,8000.005,10,,二级科员,y,",
    "",
    "乙,3,1,9000,12,,正处级,,",
    "乙,4,1,9000,12,其他,二级科员,,",
    "丙,5,1,9000.125,8,其他,科员,,z",
    "乙,6,1,9000,5,,科员,,",
]
FAULTY = [
    ",1,1,8000,12,在京中央,科员,x,",
    "甲,2,2,八千,10,,二级科员,y,",
    "乙,3,-1,9000,12,,正处级,,",
    ",4,1,9000,12,其他,二级科员,,",
    "丙,5,1,9000.125,99,其他,科员,,z,extra",
    "合计,,,,,,,,",
    ",,,9000,12,,正处级,,",
]


def _described(roster):
    return roster.table, roster.notes, roster.source, roster.sheet, roster.column_headers


def _same(blocks, at_once):
    rosters = list(blocks)
    assert polars.concat([roster.table for roster in rosters]).equals(at_once.table, null_equal=True)
    assert {(roster.source, roster.sheet) for roster in rosters} == {(at_once.source, at_once.sheet)}
    assert all(roster.column_headers == at_once.column_headers and not roster.notes for roster in rosters)
    assert blocks.whole.notes() == at_once.notes
    assert blocks.whole.units == at_once.units
    assert blocks.whole.rows == at_once.table.height


def _faults(source, **options):
    with pytest.raises(InputFaults) as raised:
        list(roster_blocks(source, **options))
    return raised.value.faults


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("unit", ["甲", '"甲\n,部"'])
def test_a_text_file_in_blocks(csv_file, rows, encoding, unit):
    path = csv_file((HEADER + "\n".join(SOUND)).replace("\n甲", f"\n{unit}"), encoding=encoding)
    _same(roster_blocks(path, year=2023, rows=rows), read_roster(path, year=2023))


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
@pytest.mark.parametrize("quote", ["", '"'])
def test_all_faults_of_a_text_file_in_blocks(csv_file, faults, rows, quote):
    path = csv_file((HEADER + "\n".join(FAULTY)).replace("正处级", f"{quote}正处级{quote}"))
    expected = faults(path, year=2023)
    assert len(expected) == 8
    assert _faults(path, year=2023, rows=rows) == expected


@pytest.mark.parametrize("rows", [1, 2, 100])
@pytest.mark.parametrize(
    "text", ['单位,月工资\n甲,1\n乙,1\n"丙,2\n', '单位,月工资\n"丙,2\n', "单位,人数,津贴\n甲,1,1\n甲,2,3\n乙,3,4\n"]
)
def test_faults_of_the_file_as_a_whole(csv_file, faults, rows, text):
    path = csv_file(text)
    assert _faults(path, rows=rows) == faults(path)


@pytest.mark.parametrize("text", ["单位,月工资\n", "单位,月工资\n\n,\n,", "", "a,b\n1,2\n"])
def test_files_without_people(csv_file, faults, text):
    path = csv_file(text)
    assert _faults(path, rows=1) == faults(path)


@pytest.fixture
def parquet(tmp_path):
    def write(lines):
        cells = [line.split(",") for line in lines if line]
        names = ["单位", "编号", "人数", "月工资", "公积金比例", "所在地", "职级", "岗位", "x"]
        frame = polars.DataFrame({name: [row[place] or None for row in cells] for place, name in enumerate(names)})
        path = tmp_path / "roster.parquet"
        frame.write_parquet(path, row_group_size=2)
        return path

    return write


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_a_parquet_file_in_blocks_and_in_parts(parquet, rows):
    path = parquet(SOUND)
    at_once = read_roster(path, year=2023)
    _same(roster_blocks(path, year=2023, rows=rows), at_once)
    tables, wholes = [], []
    for part in partitions(path, rows=2):
        blocks = roster_blocks(pickle.loads(pickle.dumps(part)), year=2023, rows=rows)
        tables.extend(roster.table for roster in blocks)
        wholes.append(pickle.loads(pickle.dumps(blocks.whole)))
    assert len(wholes) == 3
    whole = sum_of(wholes)
    whole.check()
    assert polars.concat(tables).equals(at_once.table, null_equal=True)
    assert (whole.notes(), whole.units, whole.rows) == (at_once.notes, at_once.units, 6)


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_all_faults_of_a_parquet_file_in_blocks_and_in_parts(parquet, faults, rows):
    path = parquet(FAULTY)
    expected = faults(path, year=2023)
    assert len(expected) == 7
    assert _faults(path, year=2023, rows=rows) == expected
    wholes = []
    for part in partitions(path, rows=2):
        blocks = roster_blocks(part, year=2023, rows=rows)
        list(blocks)
        wholes.append(blocks.whole)
    with pytest.raises(InputFaults) as raised:
        sum_of(wholes).check()
    assert raised.value.faults == expected


def test_no_block_is_handed_out_from_the_first_fault_on(parquet):
    handed = []
    with pytest.raises(InputFaults):
        handed.extend(
            roster.table["row"][0] for roster in roster_blocks(parquet([*SOUND[:2], *FAULTY, *SOUND]), rows=1)
        )
    assert handed == [2, 3]


def test_a_unit_named_late_is_a_fault_of_the_rows_before(parquet, faults):
    path = parquet([",1,1,8000,12,,,x,", ",2,1,8000,12,,,x,", "甲,3,1,8000,12,,,x,"])
    expected = faults(path)
    assert [fault.row for fault in expected] == [2, 3]
    assert _faults(path, rows=1) == expected


def test_a_file_full_of_faults_lists_the_first_and_counts_the_rest(tmp_path, faults):
    path = tmp_path / "roster.parquet"
    polars.DataFrame({"月工资": ["x"] * (MOST_FAULTS + 5)}).write_parquet(path)
    found = _faults(path, rows=3_000)
    assert found[:-1] == faults(path)[:MOST_FAULTS]
    assert "5" in found[-1].text.en
    assert _faults(path, rows=100_000) == found


def test_what_is_not_a_file_is_one_part(csv_file, tmp_path):
    path = csv_file("月工资\n1\n")
    assert partitions(path, rows=1) == [Partition(path)]
    assert partitions(tmp_path / "none.parquet", rows=1) == [Partition(tmp_path / "none.parquet")]
    frame = polars.DataFrame({"月工资": [1]})
    assert partitions(frame, rows=1) == [frame]
    _same(roster_blocks(frame, rows=1), read_roster(frame))


def test_the_whole_is_not_known_before_the_first_block(csv_file):
    with pytest.raises(RuntimeError):
        _ = roster_blocks(csv_file("月工资\n1\n")).whole
