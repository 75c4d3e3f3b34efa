"""From one published year to another: exact parts at the plausible point, ranges that hold every explanation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import openfisca_china_personnel as ocp
from calibration.published import document
from docs.markdown import ROOT
from openfisca_china_personnel.decomposition.product import BASE, HEADS, RATE, Span, parts, ranges
from openfisca_china_personnel.faults import InputFaults

PENSION, FUND, RENT, PURCHASE = "2080505", "2210201", "2210202", "2210203"


def by_cause(found, code):
    change = next(change for change in found.changes if change.code == code)
    return change, {part.cause: part for part in change.parts}


@pytest.fixture(scope="module")
def nia():
    return ocp.decompose(ocp.read_document(ROOT / "examples/nia-2023/nia-2023.figures.yaml"))


def test_the_example_s_two_years(nia):
    assert nia.years == (2022, 2023)
    change, rent = by_cause(nia, RENT)
    assert (change.start, change.end) == (Decimal(122800), Decimal(147700))
    assert {cause: part.amount for cause, part in rent.items() if part.amount} == {"heads": Decimal(24900)}
    change, pension = by_cause(nia, PENSION)
    # One rate: (n₂ − n₁) × (b₁ + b₂) ÷ 2 with n as 1,364 and 1,641 person-months, X = 2,833,400 and 3,077,100:
    # ½ × (X₂ − X₁ + X₁ × 1,641 ÷ 1,364 − X₂ × 1,364 ÷ 1,641).
    first, second, ratio = Fraction(2833400), Fraction(3077100), Fraction(1641, 1364)
    heads = (second - first + first * ratio - second / ratio) / 2
    assert abs(Fraction(pension["heads"].amount) - heads) <= Fraction(1, 100)
    assert pension["heads"].amount + pension["pay"].amount == Decimal(243700)


def test_parts_add_up_and_lie_within_their_ranges(nia):
    for change in nia.changes:
        assert sum(part.amount for part in change.parts) == change.end - change.start
        for part in change.parts:
            assert part.low is None or part.low <= part.amount
            assert part.high is None or part.high >= part.amount


def test_the_law_s_rate_between_two_documents():
    lines = {"2080505": "20.00", "2080506": "8.00", "2210202": "1.08"}
    later = {"2080505": "16.00", "2080506": "8.00", "2210202": "1.08"}
    found = ocp.decompose(document(lines, year=2018), document(later, year=2020))
    _, pension = by_cause(found, PENSION)
    assert pension["rate"].amount == Decimal(-40000)
    assert (pension["heads"].amount, pension["pay"].amount) == (0, 0)
    # The order of the documents does not matter.
    assert ocp.decompose(document(later, year=2020), document(lines, year=2018)) == found


def test_what_is_not_known_is_not_guessed():
    found = ocp.decompose(
        document({FUND: "12.00", PURCHASE: "3.00"}, before={FUND: "10.00"}, year=2023, name="江苏省某厅")
    )
    change, fund = by_cause(found, FUND)
    assert (change.start, change.end) == (Decimal(100000), Decimal(120000))
    assert fund["heads"].amount is None
    change, purchase = by_cause(found, PURCHASE)
    assert change.start is None
    assert {part.amount for part in purchase.values()} == {None}


def test_inputs_that_do_not_go_together_are_refused():
    one = document({FUND: "12.00"}, year=2023)
    with pytest.raises(InputFaults, match="nothing of the year before"):
        ocp.decompose(one)
    with pytest.raises(InputFaults, match="both documents are of 2023"):
        ocp.decompose(one, one)
    people = ocp.read_roster(ROOT / "examples/nia-2023/roster.csv", year=2023)
    with pytest.raises(InputFaults, match="state --years"):
        ocp.decompose(people, people)
    with pytest.raises(InputFaults, match="cannot be split"):
        ocp.decompose(people, one)


RATIOS = st.fractions(Fraction(1, 4), Fraction(4), max_denominator=50)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(RATIOS, min_size=8, max_size=8), st.lists(st.fractions(0, 1, max_denominator=9), min_size=4, max_size=4)
)
def test_ranges_hold_every_combination(ends, shares):
    spans = [Span(min(pair), max(pair)) for pair in zip(ends[::2], ends[1::2], strict=True)]
    held = ranges(*spans)
    inside = [span.low + (span.high - span.low) * share for span, share in zip(spans, shares, strict=True)]
    found = parts(*inside)
    assert sum(found.values()) == inside[1] - inside[0]
    for factor in (HEADS, BASE, RATE):
        error = Fraction(1, 10**9)
        assert held[factor].low - error <= found[factor] <= held[factor].high + error
