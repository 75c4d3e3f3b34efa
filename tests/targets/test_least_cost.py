"""The least-cost question in whole numbers, against looking at every combination."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.targets.least_cost import Row, least_cost

MOST = 7
COST = st.integers(0, 40).map(lambda step: step * 144_000) | st.integers(0, 5_000_000)


def by_hand(rows, totals, most):
    """The cheapest combination, of equally cheap ones the number of people of the smallest; ``None`` for none."""
    meeting = [
        numbers for numbers in product(range(most + 1), repeat=len(totals)) if all(row.holds(numbers) for row in rows)
    ]
    return min(((cost(numbers, totals), sum(numbers)) for numbers in meeting), default=None)


def cost(numbers, totals):
    return sum(number * total for number, total in zip(numbers, totals, strict=True))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(1, 3), st.integers(1, 3), st.sampled_from([0, 50, 50_000, 5_000_000]), st.data())
def test_the_answer_is_the_cheapest_of_all_combinations(kinds, conditions, width, data):
    totals = data.draw(st.lists(st.integers(1, 9_000_000), min_size=kinds, max_size=kinds))
    wanted = data.draw(st.lists(st.integers(0, MOST), min_size=kinds, max_size=kinds))
    rows = []
    for _ in range(conditions):
        costs = data.draw(st.lists(COST, min_size=kinds, max_size=kinds))
        middle = cost(wanted, costs) + data.draw(st.sampled_from([0, 0, 1, -60_000, 123_456]))
        rows.append(Row(tuple(costs), middle - width, middle + width))
    found = least_cost(rows, totals, MOST)
    best = by_hand(rows, totals, MOST)
    if best is None:
        assert found is None
    else:
        assert all(row.holds(found) for row in rows)
        assert (cost(found, totals), sum(found)) == best


def test_two_ranks_by_hand():
    # 9a + 8b = 42 has one answer, a = 2 and b = 3; times 1440 yuan.
    assert least_cost([Row((1_296_000, 1_152_000), 6_048_000, 6_048_000)], (4_008_000, 3_540_000), 10**7) == (2, 3)


def test_of_equally_dear_answers_the_fewest_people():
    # Six at 1, three at 2 or one of 4 and one of 2: all cost 6.
    assert least_cost([Row((1, 2, 4), 6, 6)], (1, 2, 4), 100) == (0, 1, 1)


def test_nothing_to_add_where_the_figure_is_met_already():
    assert least_cost([Row((100, 200), -5, 5)], (1, 1), 100) == (0, 0)


@pytest.mark.parametrize(
    "row",
    [
        Row((1_440_000, 720_000), 360_000, 360_050),  # whole multiples of 720,000 fen never reach it
        Row((1_440_000, 720_000), -720_000, -720_000),  # people are never removed
        Row((0, 0), 1, 10),  # nobody moves the line
    ],
)
def test_what_no_whole_numbers_meet(row):
    assert least_cost([row], (1, 1), 10**7) is None


def test_a_fen_decides():
    # 3 × 1,000,001 + 2 × 999,998 = 4,999,999; a combination a fen beside it is none.
    costs = (1_000_001, 999_998)
    assert least_cost([Row(costs, 4_999_999, 4_999_999)], (1, 1), 10**6) == (3, 2)
    assert least_cost([Row(costs, 4_999_998, 4_999_998)], (1, 1), 4) is None


def test_many_people_and_narrow_bounds():
    # 123,456 of one and 7 of the other, to the fen.
    costs, numbers = (1_382_400, 1_036_801), (123_456, 7)
    figure = cost(numbers, costs)
    assert least_cost([Row(costs, figure, figure)], (4_008_000, 3_540_000), 10**7) == numbers


def test_scipy_is_loaded_by_the_question_that_needs_it_only():
    code = "import sys, openfisca_china_personnel.targets; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
