"""Sums in float64 are those of Python's integers: of whole heads and parts of heads, known and unknown, at any size."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openfisca_china_personnel.money import HEADCOUNT_STEPS, Heads, only
from openfisca_china_personnel.tally import Summation, UnitSums
from openfisca_china_personnel.uniform import differs, is_uniform, mapped, rows_of, uniform

MOST_FEN = 10**9
MOST_HEADS = 10**7 * HEADCOUNT_STEPS
ROWS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, MOST_FEN), st.sampled_from([1, MOST_FEN - 1, MOST_FEN])),
        st.one_of(
            st.integers(0, 10**7).map(lambda heads: heads * HEADCOUNT_STEPS),
            st.integers(0, MOST_HEADS),
            st.sampled_from([1, 499_999, 500_000, 500_001, MOST_HEADS - 1]),
        ),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


def by_hand(fen: int, millionths: int) -> int:
    return int(Fraction(fen * millionths, HEADCOUNT_STEPS) + Fraction(1, 2))


@given(ROWS)
def test_units_get_the_sums_of_whole_numbers(rows: list[tuple[int, int, int, bool]]) -> None:
    amount = numpy.array([numpy.nan if unknown else fen / 100 for fen, _, _, unknown in rows])
    headcount = numpy.array([millionths / HEADCOUNT_STEPS for _, millionths, _, _ in rows])
    unit = numpy.array([unit for _, _, unit, _ in rows])
    found = Summation(headcount, unit, 3).of(amount)
    for number in range(3):
        own = [row for row in rows if row[2] == number]
        assert int(found.fen[number]) == sum(by_hand(fen, heads) for fen, heads, _, unknown in own if not unknown)
        unknown = found.unknown is not None and bool(found.unknown[number])
        assert unknown == any(unknown and heads for _, heads, _, unknown in own)


@given(st.lists(st.integers(0, 2**51), min_size=1, max_size=8))
def test_sums_of_sums_stay_exact_where_float64_would_not(parts: list[int]) -> None:
    sums = UnitSums(numpy.zeros(1))
    for part in parts:
        sums += UnitSums(numpy.array([float(part)]))
    assert int(sums.fen[0]) == sum(parts)


def test_a_product_beyond_float64_is_not_trusted() -> None:
    heads = numpy.array([10.0**7, 10.0**7 - 1, 1.0])
    fen = [MOST_FEN - 1, MOST_FEN - 3, 1]
    found = Summation(heads, numpy.zeros(3, dtype=numpy.int64), 1).of(numpy.array(fen) / 100)
    assert int(found.fen[0]) == sum(each * int(head) for each, head in zip(fen, heads, strict=True)) > 2**53


@given(st.integers(0, MOST_FEN), st.integers(0, HEADCOUNT_STEPS))
def test_parts_of_a_head_round_the_same_in_float64_and_in_integers(fen: int, millionths: int) -> None:
    heads = Heads(numpy.array([millionths / HEADCOUNT_STEPS]))
    amount = numpy.array([fen / 100])
    assert heads.times_in_float(amount)[0] == heads.times(amount)[0] == by_hand(fen, millionths)


def test_only_selects_as_where_does() -> None:
    amount = numpy.array([1.5, numpy.nan, numpy.inf, -0.0, 3.25, numpy.nan])
    mask = numpy.array([True, True, True, True, False, False])
    numpy.testing.assert_array_equal(only(mask, amount), numpy.where(mask, amount, 0.0))
    assert not numpy.signbit(only(mask, amount)[4:]).any()


def test_a_uniform_array_is_an_array_of_one_value() -> None:
    blank = uniform(7, 4, numpy.int64)
    assert is_uniform(blank)
    assert not is_uniform(numpy.full(4, 7))
    assert differs(blank, 6)
    assert not differs(blank, 7)
    assert is_uniform(rows_of(blank, numpy.array([0, 2])))
    assert rows_of(blank, slice(0, 3)).tolist() == [7, 7, 7]
    assert is_uniform(mapped(numpy.negative, blank))
    assert mapped(numpy.add, blank, numpy.arange(4)).tolist() == [7, 8, 9, 10]
    with pytest.raises(ValueError, match="read-only"):
        blank[0] = 1
