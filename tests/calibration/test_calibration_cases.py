"""Small documents: what is not modelled, what excludes each other, what whole people cannot make up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from calibration.published import document
from openfisca_china_personnel.calibration import calibrate
from openfisca_china_personnel.calibration.mixture import mixture


def fits(found):
    return {line.code: line.fit for line in found.lines}


def test_a_province_s_rent_subsidy_is_left_out_and_said_so():
    found = calibrate(document({"2210201": "390.48", "2210202": "700.00"}, year=2023, name="江苏省某厅"))
    assert fits(found) == {"2210201": "reproduced", "2210202": "not_modelled"}
    assert "line_not_modelled" in {note.code for note in found.notes}


def test_lines_that_exclude_each_other_give_way_in_the_printed_unit():
    # 16 % of one base is twice its 8 %: 10.04 ÷ 2 = 5.02, three hundredths from the printed 5.05.
    found = calibrate(document({"2080505": "10.04", "2080506": "5.05", "2210202": "1.08"}, year=2023))
    missed = {line.code: line.places for line in found.lines if line.fit == "gives_way"}
    assert missed == {"2080506": 3}


def test_stated_heads_are_taken():
    found = calibrate(document({"2080505": "30.72", "2080506": "15.36"}, year=2023, name="江苏省某厅"), heads=20)
    assert sum(row.headcount for row in found.rows if row.pension_base) == 20
    # 307,200 ÷ 16 % ÷ 12 ÷ 20 = 8,000 yuan.
    assert {row.pension_base for row in found.rows} == {800000}


def test_parts_of_a_head_are_the_last_resort_and_stated():
    # No standard ends in fen: 90 × 12 = 1,080 yuan, and 3.21 yuan are 0.035667 of a head's 90 in December.
    found = calibrate(document({"2210202": "1083.21"}, year=2023, unit="元"))
    assert fits(found) == {"2210202": "reproduced"}
    parts = [row for row in found.rows if row.headcount % 1]
    assert [row.headcount for row in parts] == [Decimal("0.035667")]
    assert "最后手段" in parts[0].rests_on[-1].zh


def test_a_line_of_nothing_is_nobody():
    found = calibrate(document({"2080505": "0.00", "2080506": "0.00", "2210202": "1.08"}, year=2023))
    assert set(fits(found).values()) == {"reproduced"}
    assert all(row.pension_base is None for row in found.rows)


@pytest.mark.parametrize(
    ("kinds", "count", "sums", "expected"),
    [
        ([(5,), (6,)], 12, (60,), {(5,): 12}),
        ([(5,), (6,)], 12, (67,), {(5,): 5, (6,): 7}),
        ([(5,), (6,)], 12, (73,), None),
        ([(2, 1), (3, 1), (3, 2)], 10, (25, 13), {(2, 1): 5, (3, 1): 2, (3, 2): 3}),
        ([(2, 1), (4, 2)], 10, (25, 13), None),
        ([(9000,), (11500,), (7000,)], 12, (110500,), {(9000,): 11, (11500,): 1}),
        ([(1,)], 0, (0,), {}),
    ],
)
def test_mixtures_are_exact(kinds, count, sums, expected):
    assert mixture(kinds, count, sums) == expected


def test_a_budget_drafted_at_january_s_rate_is_told():
    # 20 % : 8 % all year, while the law of 2019 is 16 % from May.
    found = calibrate(document({"2080505": "20.00", "2080506": "8.00"}, year=2019, name="江苏省某厅"), heads=8)
    assert "gives_way" in fits(found).values()
    assert "drafted_at_january_rates" in {note.code for note in found.notes}
    later = calibrate(document({"2080505": "16.00", "2080506": "8.00"}, year=2020, name="江苏省某厅"), heads=8)
    assert "drafted_at_january_rates" not in {note.code for note in later.notes}


def test_in_a_year_of_two_rates_one_base_serves_both_lines():
    # Eight people on 9,000 yuan: 4 × 1,800 + 8 × 1,440 = 18,720 and 12 × 720 = 8,640 each.
    found = calibrate(document({"2080505": "14.98", "2080506": "6.91"}, year=2019, name="江苏省某厅"), heads=8)
    assert fits(found) == {"2080505": "reproduced", "2080506": "reproduced"}
    assert {row.start for row in found.rows} == {None}
