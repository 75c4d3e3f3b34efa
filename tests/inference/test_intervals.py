"""Intervals by hand: what a printed figure holds, and which whole numbers lie in a quotient."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from inference.made import document
from openfisca_china_personnel.inference.intervals import Interval, of_figure
from openfisca_china_personnel.inference.person_months import at_standard, nearest_at_standard
from openfisca_china_personnel.inference.rounding import error_to_fen, greatest_excess, half_fen_each, joint_limits

PRINTED = Interval.of_printed(Decimal("14.77"), Decimal("0.005"))


def test_a_printed_figure_is_closed_below_and_open_above() -> None:
    assert PRINTED.holds(Decimal("14.765"))
    assert not PRINTED.holds(Decimal("14.775"))
    negative = Interval.of_printed(Decimal("-1.5"), Decimal("0.05"))
    assert negative.holds(Decimal("-1.45"))
    assert not negative.holds(Decimal("-1.55"))


def test_a_figure_of_a_document_is_whole_fen() -> None:
    figure = document({"rent": Decimal(147_700)}, 2023).figure("2210202")
    assert figure is not None
    assert of_figure(figure) == Interval(Fraction(147_650), Fraction("147749.99"))


def test_whole_numbers_respect_open_ends() -> None:
    # 1365 × 90 = 122,850 would be printed 12.29.
    line = Interval.of_printed(Decimal("12.28"), Decimal("0.005")).times(10_000)
    assert at_standard(line, Fraction(90)) == Interval(Fraction(1364), Fraction(1364))
    assert nearest_at_standard(line, Fraction(90)) == 1364


def test_where_no_whole_number_fits_every_number_does() -> None:
    assert at_standard(Interval.point(100), Fraction(90)) == Interval.point(Fraction(10, 9))
    assert nearest_at_standard(Interval.point(100), Fraction(90)) == Fraction(10, 9)


def test_meeting_intervals_keep_the_tighter_end() -> None:
    met = Interval(Fraction(0), Fraction(2), high_closed=False).meet(Interval(Fraction(1), Fraction(2)))
    assert met == Interval(Fraction(1), Fraction(2), high_closed=False)
    assert Interval(Fraction(0), Fraction(1), high_closed=False).meet(Interval.point(1)).is_empty
    assert not Interval(Fraction(0), Fraction(1)).meet(Interval.point(1)).is_empty


def test_errors_of_rounding_by_hand() -> None:
    # 16 % of 3 fen is 0.48, printed 0; of 22 fen 3.52, printed 4.
    assert error_to_fen(Fraction("0.16")) == (Fraction("-0.0048"), Fraction("0.0048"))
    # At 8 % of 7 fen 0.56 → 1 while 16 % gives 1.12 → 1: one fen short of twice; 4 fen: 0.32 → 0 and 0.64 → 1.
    assert greatest_excess(Fraction("0.16"), Fraction("0.08")) == Fraction("0.01")
    assert half_fen_each(Fraction("0.16"), Fraction("0.08")) == Fraction("0.015")


def test_joint_limits_hold_for_every_base() -> None:
    for first, second in ((Fraction("0.16"), Fraction("0.08")), (Fraction("0.2"), Fraction("0.08"))):
        limits = joint_limits(first, second)
        tight = set()
        for base in range(10_000):
            errors = []
            for rate in (first, second):
                exact = rate * base
                errors.append((int(exact + Fraction(1, 2)) - exact) / 100)
            for number, limit in enumerate(limits):
                reached = limit.first * errors[0] + limit.second * errors[1]
                assert reached <= limit.most
                if reached == limit.most:
                    tight.add(number)
        assert tight == set(range(len(limits)))
