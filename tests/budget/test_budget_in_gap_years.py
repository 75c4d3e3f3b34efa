"""Years in which caps, floors or the reset month of the housing fund are not known: hand arithmetic.

Central units in Beijing. Cap: 19,389 until 2016, gap 2017-01 to 2019-06, then 27,786. Floor: 1,720 until 2016, gap to
2020-06, 2,200 to 2021-06, gap to 2023-06, 2,420 to 2025-08, then a gap that nothing follows. Reset: January until 2016,
gap to 2019-06, then July.
"""

from __future__ import annotations

import pytest

from budget.rows import (
    CODES,
    HOUSING_FUND,
    PLAIN,
    amounts,
    budget,
    by_month,
    item,
    notes,
    span,
    yuan,
)

FUND_OF_9000 = 12960
"""9000 × 12 % × 12."""


def earning(wage, **more):
    return {**PLAIN, "rank": "division_head", "monthly_salary": str(wage), **more}


def legal(found):
    line = item(found, HOUSING_FUND)
    return line.legal_low, line.legal_high


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2021, 2022, 2023])
def test_a_base_between_the_neighbours_is_known(year):
    found = budget(earning(9000), year=year)
    assert span(found, HOUSING_FUND) == yuan(FUND_OF_9000, FUND_OF_9000, FUND_OF_9000)
    assert legal(found) == yuan(5400, FUND_OF_9000)  # 450 × 12 at the least rate
    assert by_month(found, HOUSING_FUND) == [*yuan(1080)] * 12
    assert all(note.rows == () for note in notes(found, "gap_in_law"))


@pytest.mark.parametrize(
    ("year", "wage", "low", "high", "known_months"),
    [
        # The cap: 19389 × 12 % = 2326.68 → 2327; 25000 × 12 % = 3000.
        (2017, 25000, 12 * 2327, 12 * 3000, []),
        (2018, 25000, 12 * 2327, 12 * 3000, []),
        # From July 2019 27786 × 12 % = 3334.32 → 3334 is known.
        (2019, 30000, 6 * 2327 + 6 * 3334, 12 * 3334, [7, 8, 9, 10, 11, 12]),
        # The floor: 1800 × 12 % = 216 above 1720; 2200 × 12 % = 264.
        (2018, 1800, 12 * 216, 12 * 264, []),
        (2020, 1800, 6 * 216 + 6 * 264, 12 * 264, [7, 8, 9, 10, 11, 12]),
        # 2300 × 12 % = 276 above 2200; 2420 × 12 % = 290.40 → 290.
        (2021, 2300, 12 * 276, 6 * 276 + 6 * 290, [1, 2, 3, 4, 5, 6]),
        (2022, 2300, 12 * 276, 12 * 290, []),
        (2023, 2300, 6 * 276 + 6 * 290, 12 * 290, [7, 8, 9, 10, 11, 12]),
    ],
)
def test_a_base_beyond_a_neighbour_has_a_range_and_no_amount(year, wage, low, high, known_months):
    found = budget(earning(wage), year=year)
    assert span(found, HOUSING_FUND) == yuan(low, None, high)
    months = by_month(found, HOUSING_FUND)
    assert [place for place, amount in enumerate(months, start=1) if amount is not None] == known_months
    assert [note for note in notes(found, "gap_in_law") if note.rows == (2,)]
    assert HOUSING_FUND not in [each.code for each in found.items if each.amount is not None]


def test_the_legal_range_spans_both_the_rates_and_the_neighbours():
    # At 5 %: 19389 → 969.45 → 969. At 12 %: 25000 → 3000.
    assert legal(budget(earning(25000), year=2017)) == yuan(12 * 969, 12 * 3000)


def test_a_rate_that_nobody_stated_widens_the_range_of_a_gap():
    row = earning(25000, housing_fund_rate="")
    assert span(budget(row, year=2017), HOUSING_FUND) == yuan(12 * 969, None, 12 * 3000)


@pytest.mark.parametrize(
    ("year", "low", "amount", "high", "january"),
    [
        # 1200 a month on the old base, 1440 on the new one; which holds from January to June is not known.
        (2016, 12 * 1440, 12 * 1440, 12 * 1440, 1440),
        (2017, 6 * 1200 + 6 * 1440, None, 12 * 1440, None),
        (2018, 6 * 1200 + 6 * 1440, None, 12 * 1440, None),
        (2019, 6 * 1200 + 6 * 1440, None, 12 * 1440, None),
        (2020, 6 * 1200 + 6 * 1440, 6 * 1200 + 6 * 1440, 6 * 1200 + 6 * 1440, 1200),
    ],
)
def test_the_month_of_the_reset(year, low, amount, high, january):
    row = earning(9000, housing_fund_base="12000", housing_fund_base_until_june="10000")
    found = budget(row, year=year)
    assert span(found, HOUSING_FUND) == yuan(low, amount, high)
    months = by_month(found, HOUSING_FUND)
    assert (months[0], months[6]) == yuan(january, 1440)


@pytest.mark.parametrize(("year", "first_unknown"), [(2025, 9), (2026, 1), (2027, 1)])
def test_a_gap_that_nothing_follows_leaves_the_line_unknown_and_no_other(year, first_unknown):
    found = budget(earning(9000), year=year)
    assert span(found, HOUSING_FUND) == (None, None, None)
    assert legal(found) == (None, None)
    assert by_month(found, HOUSING_FUND) == [*yuan(1080)] * (first_unknown - 1) + [None] * (13 - first_unknown)
    assert amounts(found)[:2] == list(yuan(17280, 8640))  # 9000 × 16 %, × 8 %
    assert amounts(found)[3:] == list(yuan(1200, 0))
    assert dict(found.employee)["housing_fund_employee"] is None
    (note,) = notes(found, "gap_in_law")
    assert note.rows == (2,)
    assert note.months == tuple(f"{year}-{month:02d}" for month in range(first_unknown, 13))


def test_a_gap_leaves_alone_whoever_does_not_contribute():
    rows = [
        earning(9000, unit="甲"),
        earning(9000, unit="乙", contributes_housing_fund="no"),
        {"unit": "乙", "status": "retired", "rank": "staff", "location": "central_beijing"},
        earning(0, unit="乙"),
        earning(9000, unit="乙", end_month="2025-08"),
        earning(9000, unit="乙", headcount="0"),
    ]
    found = budget(*rows, year=2025)
    assert item(found, HOUSING_FUND, "甲").amount is None
    assert item(found, HOUSING_FUND, "乙").amount == yuan(8 * 1080)[0]
    assert item(found, HOUSING_FUND).amount is None
    assert item(found, HOUSING_FUND).low is None


def test_the_same_gap_does_not_concern_another_place():
    # Beijing city knows its floor: 1080 a month.
    found = budget(earning(9000, location="beijing"), year=2025)
    assert item(found, HOUSING_FUND).amount == yuan(FUND_OF_9000)[0]
    assert notes(found, "gap_in_law") == []


def test_beijing_before_its_first_known_floor():
    found = budget(earning(9000, location="beijing"), year=2015)
    assert span(found, HOUSING_FUND) == (None, None, None)
    assert by_month(found, HOUSING_FUND) == [None] * 6 + [*yuan(1080)] * 6
    assert amounts(found)[:2] == list(yuan(9000 * 12 * 20 // 100, 8640))


@pytest.mark.parametrize("year", [2015, 2018, 2021, 2026])
def test_other_places_have_no_gaps(year):
    found = budget(earning(50000, location="other"), year=year)
    assert item(found, HOUSING_FUND).amount == yuan(72000)[0]
    assert notes(found, "gap_in_law") == []


def test_the_sum_is_unknown_only_where_a_row_is():
    # One row differs among the neighbours, the other does not: bounds add up, the amount is unknown.
    found = budget(earning(25000), earning(9000), year=2018)
    assert span(found, HOUSING_FUND) == yuan(12 * 2327 + FUND_OF_9000, None, 12 * 3000 + FUND_OF_9000)
    assert all(set(note.rows) <= {2} for note in notes(found, "gap_in_law"))


def test_every_line_is_there_whatever_is_unknown():
    assert [each.code for each in budget(earning(25000), year=2026).items] == list(CODES)
