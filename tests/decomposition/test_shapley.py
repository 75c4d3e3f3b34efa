"""The arithmetic of splitting, by hand and for any numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openfisca_china_personnel.decomposition import in_whole_fen, shapley

NAMES = "abcde"
AMOUNTS = st.integers(-(10**15), 10**15)


@st.composite
def games(draw: st.DrawFn) -> tuple[str, dict[frozenset[str], int]]:
    causes = NAMES[: draw(st.integers(0, 5))]
    sets = [
        frozenset(cause for place, cause in enumerate(causes) if number >> place & 1)
        for number in range(2 ** len(causes))
    ]
    return causes, {chosen: draw(AMOUNTS) for chosen in sets}


def test_two_causes_share_what_they_do_together() -> None:
    # a alone 10, b alone 20, both 45: a (10 + 25) / 2, b (20 + 35) / 2.
    worth = {"": 0, "a": 10, "b": 20, "ab": 45}
    parts = shapley("ab", lambda chosen: worth["".join(sorted(chosen))])
    assert parts == {"a": Fraction(35, 2), "b": Fraction(55, 2)}


def test_three_causes_by_hand() -> None:
    # The glove game: a has a left glove, b and c right ones; a pair is worth 6. a 4, b and c 1 each.
    parts = shapley("abc", lambda chosen: 6 if "a" in chosen and chosen & {"b", "c"} else 0)
    assert parts == {"a": 4, "b": 1, "c": 1}


def test_no_causes_have_no_parts() -> None:
    assert shapley("", lambda _: 5) == {}


def test_each_set_is_asked_for_once() -> None:
    asked = []

    def value(chosen: frozenset[str]) -> int:
        asked.append(chosen)
        return len(chosen)

    shapley(NAMES, value)
    assert len(asked) == len(set(asked)) == 32


@given(games())
def test_the_parts_are_the_mean_over_all_orders(game: tuple[str, dict[frozenset[str], int]]) -> None:
    causes, worth = game
    orders = list(permutations(causes))
    sums = dict.fromkeys(causes, 0)
    for order in orders:
        for place, cause in enumerate(order):
            sums[cause] += worth[frozenset(order[: place + 1])] - worth[frozenset(order[:place])]
    parts = shapley(causes, worth.__getitem__)
    assert list(parts) == list(causes)
    assert parts == {cause: Fraction(total, len(orders)) for cause, total in sums.items()}
    assert sum(parts.values()) == worth[frozenset(causes)] - worth[frozenset()]


@given(games(), games())
def test_two_games_at_once_are_the_sum_of_both(
    game: tuple[str, dict[frozenset[str], int]], other: tuple[str, dict[frozenset[str], int]]
) -> None:
    # A game of fewer causes is one in which the others change nothing.
    worths = [
        lambda chosen, causes=causes, worth=worth: worth[chosen & frozenset(causes)] for causes, worth in (game, other)
    ]
    together = shapley(NAMES, lambda chosen: sum(worth(chosen) for worth in worths))
    parts = [shapley(causes, worth.__getitem__) for causes, worth in (game, other)]
    assert together == {cause: sum(each.get(cause, Fraction(0)) for each in parts) for cause in NAMES}


def test_a_half_is_rounded_away_from_zero() -> None:
    assert in_whole_fen({"a": Fraction(1, 2), "b": Fraction(7, 2)}, 4) == {"a": 1, "b": 3}
    assert in_whole_fen({"a": Fraction(-1, 2), "b": Fraction(-7, 2)}, -4) == {"a": -1, "b": -3}
    assert in_whole_fen({"a": Fraction(5, 2), "b": Fraction(-1, 2)}, 2) == {"a": 3, "b": -1}


def test_the_odd_fen_goes_to_the_largest_of_the_exact_parts() -> None:
    # 33⅓ each: 33 + 33 + 33, one short: the first of three equals.
    assert in_whole_fen(dict.fromkeys("abc", Fraction(100, 3)), 100) == {"a": 34, "b": 33, "c": 33}
    # 10½ → 11 and −20½ → −21 and 5 leave −5 where −5 is the total.
    assert in_whole_fen({"a": Fraction(21, 2), "b": Fraction(-41, 2), "c": Fraction(5)}, -5) == {
        "a": 11,
        "b": -21,
        "c": 5,
    }
    # 1½ → 2, 2½ → 3: one too many, taken from the larger.
    assert in_whole_fen({"a": Fraction(3, 2), "b": Fraction(5, 2)}, 4) == {"a": 2, "b": 2}
    # By size, not by sign.
    assert in_whole_fen({"a": Fraction(1, 2), "b": Fraction(-13, 2)}, -6) == {"a": 1, "b": -7}
    assert in_whole_fen({"a": Fraction(7, 3), "b": Fraction(-31, 3)}, -8) == {"a": 2, "b": -10}


def test_a_total_needs_a_part_to_carry_it() -> None:
    assert in_whole_fen({}, 0) == {}
    with pytest.raises(ValueError, match="no part"):
        in_whole_fen({}, 1)


FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=120)


@given(st.dictionaries(st.sampled_from(NAMES), FRACTIONS, min_size=1))
def test_whole_parts_add_up_and_stay_near(parts: dict[str, Fraction]) -> None:
    last = next(reversed(parts))
    parts[last] += -(-sum(parts.values()) // 1) - sum(parts.values())  # to a whole total
    total = int(sum(parts.values()))
    whole = in_whole_fen(parts, total)
    assert sum(whole.values()) == total
    assert list(whole) == list(parts)
    for cause, part in parts.items():
        assert abs(whole[cause] - part) <= Fraction(len(parts) + 1, 2)
    assert in_whole_fen({cause: -part for cause, part in parts.items()}, -total) == {
        cause: -amount for cause, amount in whole.items()
    }
