"""From one year's roster to another's: each cause alone by hand, several together against every order."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.rows import PLAIN, roster
from calibration.published import random_rows
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.decomposition import YEARLY_CAUSES
from openfisca_china_personnel.decomposition.of_rosters import decompose_rosters
from openfisca_china_personnel.faults import InputFaults

PENSION, ANNUITY, FUND, RENT = "2080505", "2080506", "2210201", "2210202"
STAFF = {**PLAIN, "rank": "staff", "headcount": "10"}


def parts_of(before, after, years, code):
    found = decompose_rosters(roster(*before, year=years[0]), roster(*after, year=years[1]), years)
    change = next(change for change in found.changes if change.code == code)
    return {part.cause: part.amount for part in change.parts if part.amount != 0}


@pytest.mark.parametrize(
    ("after", "code", "expected"),
    [
        # 2 × 9,000 × 16 % × 12 months.
        ({"headcount": "12"}, PENSION, {"heads": "34560.00"}),
        # 10 × 500 × 16 % × 12.
        ({"monthly_salary": "9500"}, PENSION, {"pay": "9600.00"}),
        # 10 × (100 − 70) × 12.
        ({"rank": "division_head"}, RENT, {"rank_mix": "3600.00"}),
        # 10 × 9,000 × (8 % − 12 %) × 12.
        ({"housing_fund_rate": "8%"}, FUND, {"rate": "-43200.00"}),
        # Gone, and nobody in their place: −10 × 70 × 12.
        ({"headcount": "0"}, RENT, {"heads": "-8400.00"}),
        # They leave in June: alone, heads −8,400 and months nothing; together −4,200. Half of either order.
        ({"end_month": "2024-06"}, RENT, {"heads": "-6300.00", "months": "2100.00"}),
    ],
)
def test_one_cause_by_hand(after, code, expected):
    found = parts_of([STAFF], [{**STAFF, **after}], (2023, 2024), code)
    assert found == {cause: Decimal(amount) for cause, amount in expected.items()}


def test_people_who_came_during_the_first_year_are_a_matter_of_months():
    # From May 2023, all of 2024: four more months of 10 × 70.
    assert parts_of([{**STAFF, "start_month": "2023-05"}], [STAFF], (2023, 2024), RENT) == {"months": Decimal(2800)}


def test_the_law_s_own_rate():
    # 20 % in 2018, 16 % in 2020: 10 × 9,000 × −4 % × 12.
    assert parts_of([STAFF], [STAFF], (2018, 2020), PENSION) == {"rate": Decimal("-43200.00")}
    # 2019 has four months of 20 %: −4 % × 8.
    assert parts_of([STAFF], [STAFF], (2018, 2019), PENSION) == {"rate": Decimal("-28800.00")}


def test_the_cap_moves_whoever_is_at_it():
    rich = {**PLAIN, "headcount": "1", "monthly_salary": "90000"}
    # 2023: 31,884 to June and 33,891 from July; 2024: 33,891 and 35,283. 16 % × 6 × (2,007 + 1,392).
    assert parts_of([rich], [rich], (2023, 2024), PENSION) == {"cap_and_floor": Decimal("3263.04")}


def test_heads_and_pay_share_by_both_orders():
    # Heads first: 2 × 9,000, then 12 × 500; pay first: 10 × 500, then 2 × 9,500; × 16 % × 12.
    found = parts_of([STAFF], [{**STAFF, "headcount": "12", "monthly_salary": "9500"}], (2023, 2024), PENSION)
    # The two who came bring their own wage: 2 × 9,500 whichever comes first.
    assert found == {"heads": Decimal("36480.00"), "pay": Decimal("9600.00")}


def test_identifiers_pair_people_and_without_them_likeness_does():
    before = [{**PLAIN, "person_id": "a", "monthly_salary": "8000"}, {**PLAIN, "person_id": "b"}]
    after = [{**PLAIN, "person_id": "b"}, {**PLAIN, "person_id": "c", "monthly_salary": "8000"}]
    # a left and c came on the same wage: 8,000 × 16 % × 12 less and more.
    assert parts_of(before, after, (2023, 2024), PENSION) == {}
    raised = [{**PLAIN, "person_id": "b", "monthly_salary": "9100"}, after[1]]
    assert parts_of(before, raised, (2023, 2024), PENSION) == {"pay": Decimal("192.00")}
    bare = [
        [{key: cell for key, cell in row.items() if key != "person_id"} for row in rows] for rows in (before, raised)
    ]
    # 8,000 → 9,100 and 9,000 → 8,000: the earlier rows meet first, and it is all pay.
    assert parts_of(*bare, (2023, 2024), PENSION) == {"pay": Decimal("192.00")}


def test_a_person_of_two_rows_is_one_person():
    before = [{**PLAIN, "person_id": "a", "rank": "staff"}]
    after = [
        {**PLAIN, "person_id": "a", "rank": "staff", "end_month": "2024-06"},
        {**PLAIN, "person_id": "a", "rank": "division_head", "start_month": "2024-07"},
    ]
    # 30 more from July: all year 360, half of it does not hold. Rank mix (360 + 180) ÷ 2, months (180 − 360) ÷ 2.
    assert parts_of(before, after, (2023, 2024), RENT) == {"rank_mix": Decimal(270), "months": Decimal(-90)}


def test_years_out_of_order_are_refused():
    with pytest.raises(InputFaults, match="must follow"):
        decompose_rosters(roster(STAFF), roster(STAFF), (2024, 2024))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([(2015, 2018), (2018, 2020), (2022, 2023), (2023, 2026)]))
def test_parts_add_up_to_the_difference_of_the_budgets(seed, years):
    chance = Random(seed)
    people = [roster(*random_rows(chance, year), year=year) for year in years]
    before, after = (expected_budget(each, year).items for each, year in zip(people, years, strict=True))
    found = decompose_rosters(*people, years)
    for change, old, new in zip(found.changes, before, after, strict=True):
        assert (change.start, change.end) == (old.amount, new.amount)
        amounts = [part.amount for part in change.parts]
        assert [part.cause for part in change.parts] == [cause.key for cause in YEARLY_CAUSES]
        if None in (old.amount, new.amount):
            assert amounts == [None] * len(amounts)
        elif None not in amounts:
            assert sum(amounts) == new.amount - old.amount
