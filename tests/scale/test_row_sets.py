"""Sets of rows too large to be listed: counted the same whatever the parts, and told from one another."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openfisca_china_personnel import row_sets
from openfisca_china_personnel.row_sets import RowSet, RowsOfBlock
from openfisca_china_personnel.uniform import all_of, is_uniform, negated, uniform

ROWS = st.lists(st.integers(2, 80), min_size=1, max_size=60, unique=True).map(sorted)


@given(ROWS, st.lists(st.integers(0, 60), max_size=3), st.integers(0, 40))
def test_parts_of_a_set_join_to_the_set(rows: list[int], cuts: list[int], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_sets, "MOST_ROWS", most)
        numbers = numpy.array(rows, dtype=numpy.int64)
        whole = RowSet.of(numbers)
        joined = RowSet.joined(RowSet.of(part) for part in numpy.split(numbers, sorted(cuts)))
        assert joined == whole
        assert hash(joined) == hash(whole)
        assert (len(whole), whole.total, whole.is_listed) == (len(rows), sum(rows), len(rows) <= most)
        assert (int(whole.firsts[0]), int(whole.lasts[-1])) == (rows[0], rows[-1])


@given(st.integers(0, 10**6), st.lists(st.booleans(), min_size=2, max_size=50), st.integers(1, 3))
def test_a_mask_chooses_the_same_rows_counted_or_listed(first: int, chosen: list[bool], step: int) -> None:
    numbers = first + step * numpy.arange(len(chosen))
    mask = numpy.array(chosen)
    listed = RowsOfBlock(numbers).where(mask, counted=False)
    counted = RowsOfBlock(numbers).where(mask, counted=True)
    assert list(listed) == numbers[mask].tolist()
    assert (counted.count, counted.total) == (listed.count, listed.total)
    if any(chosen):
        assert (counted.firsts[0], counted.lasts[-1]) == (listed.firsts[0], listed.lasts[-1])


def test_sets_of_as_many_rows_that_differ_are_not_equal() -> None:
    rows = numpy.arange(2, row_sets.MOST_ROWS + 10)
    one, other = numpy.delete(rows, 50), numpy.delete(rows, 51)
    assert RowSet.of(one) != RowSet.of(other)
    assert RowSet.of(one) == RowSet.of(one.copy())


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=4))
def test_masks_of_one_value_decide_as_others_do(masks: list[list[bool]]) -> None:
    arrays = [
        uniform(mask[0], 3, numpy.bool_) if len(set(mask)) == 1 else numpy.array(mask, dtype=numpy.bool_)
        for mask in masks
    ]
    assert all_of(*arrays).tolist() == [all(mask[row] for mask in masks) for row in range(3)]
    for mask, array in zip(masks, arrays, strict=True):
        assert negated(array).tolist() == [not value for value in mask]
        assert is_uniform(negated(array)) == is_uniform(array)
