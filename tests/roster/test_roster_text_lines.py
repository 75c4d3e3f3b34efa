"""Text in blocks of any size is the text that it is at once."""

from __future__ import annotations

import io

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import read_roster, roster_blocks, text_encoding, text_lines
from openfisca_china_personnel.roster.grid import Place
from openfisca_china_personnel.roster.text_encoding import Writing, writing_of
from openfisca_china_personnel.roster.text_lines import UTF8, blocks_of_lines

_TEXTS = st.lists(st.sampled_from(["a", "甲", "é", "𠀀", ",", "\n", "\r", "\r\n"]), max_size=14).map("".join)
_ANY_ORDER = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_ANY_ORDER
@given(text=_TEXTS, size=st.integers(1, 9), skipped=st.integers(0, 2), encoding=st.sampled_from([UTF8, "gb18030"]))
def test_the_lines_of_all_blocks_are_those_of_the_file(tmp_path, monkeypatch, text, size, skipped, encoding):
    monkeypatch.setattr(text_lines, "_CHUNK", size)
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    expected = [line.removesuffix("\n") for line in io.StringIO(text, newline=None)][skipped:]
    for whole in (True, False):
        blocks = list(blocks_of_lines(path, encoding, skipped, whole=whole))
        assert len(blocks) == 1 or not whole
        assert blocks
        assert b"".join(blocks).decode().split("\n")[:-1] == expected


@_ANY_ORDER
@given(text=_TEXTS, size=st.integers(4, 9))
def test_utf8_is_known_in_blocks_that_cut_characters(tmp_path, monkeypatch, text, size):
    monkeypatch.setattr(text_encoding, "_CHUNK", size)
    path = tmp_path / "x.csv"
    path.write_bytes(("x" + text).encode())
    assert writing_of(path, Place("x.csv")) == Writing(UTF8, quoted=False)
    path.write_bytes(("x" + text).encode() + b"\xff\xff")
    with pytest.raises(InputFaults):
        writing_of(path, Place("x.csv"))


_ROWS = st.lists(
    st.lists(st.sampled_from(["甲", "1", "8000", " ", "", "\u3000", "#N/A", "是"]), max_size=5), max_size=8
)


def _outcome(source, read):
    try:
        return read(source), ()
    except InputFaults as refused:
        return None, refused.faults


def _in_blocks(path):
    blocks = roster_blocks(path, rows=2)
    return polars.concat([roster.table for roster in blocks]), blocks.whole.notes()


def _at_once(path):
    roster = read_roster(path)
    return roster.table, roster.notes


@_ANY_ORDER
@given(rows=_ROWS)
def test_ragged_lines_are_read_alike_by_whole_columns_and_line_by_line(tmp_path, rows):
    path = tmp_path / "x.csv"
    path.write_text("单位,月工资,备用\n" + "".join(",".join(row) + "\n" for row in rows), "utf-8")
    columns = _outcome(path, _at_once)
    in_blocks = _outcome(path, _in_blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polars, "read_csv", _refusing)
        lines = _outcome(path, _at_once)
    for other in (lines, in_blocks):
        assert other[1] == columns[1]
        if columns[0] is not None:
            assert other[0][0].equals(columns[0][0], null_equal=True)
            assert other[0][1] == columns[0][1]


def _refusing(*_args, **_options):
    raise polars.exceptions.ComputeError
