"""Bands: what uncertain assumptions leave open, from draws that a seed repeats."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from budget.rows import HOUSING_FUND, PENSION, roster, yuan
from openfisca_china_personnel.scenario import simulate
from openfisca_china_personnel.scenario.bands import bands_of
from openfisca_china_personnel.scenario.uncertainty import Uncertain
from openfisca_china_personnel.system import baseline
from scenario.made import PERSON, made, scenario

RISE = {"raise": {"percent": {"low": "2%", "high": "8%"}, "from": "2024-03"}}


def bands(*changes, rows=(PERSON,), years=(2024,), base_rule="expected", **assumptions):
    told = scenario(*changes, assumptions={"draws": "9", **assumptions})
    return bands_of(roster(*rows, year=years[0]), told, years, base_rule, baseline())


def band(found, code, year=2024):
    (line,) = [line for line in found.lines if (line.code, line.year) == (code, year)]
    return (line.least, line.p10, line.p50, line.p90, line.most)


def test_the_same_seed_gives_the_same_bands_and_another_others():
    first, again = bands(RISE), bands(RISE)
    assert first == again
    assert (first.draws, first.seed) == (9, 1)
    assert band(bands(RISE, seed="2"), HOUSING_FUND) != band(first, HOUSING_FUND)


def test_a_wage_that_is_uncertain_is_drawn_as_told():
    # Whole millionths of Python's own uniform draws: the fund of ten months at a wage of 9000 × (1 + draw).
    source = random.Random(1)
    funds = []
    for _ in range(9):
        rise = round(source.uniform(0.02, 0.08) * 1_000_000)
        wage = (900_000 * (1_000_000 + rise) + 500_000) // 1_000_000  # fen
        funds.append(2 * 1080 + 10 * ((wage * 12 // 100 + 50) // 100))
    funds.sort()
    # Of nine draws the first reaches a tenth, the fifth a half, the ninth nine tenths.
    assert band(bands(RISE), HOUSING_FUND) == yuan(funds[0], funds[0], funds[4], funds[8], funds[8])


def test_all_draws_lie_within_the_range():
    least, *_, most = band(bands(RISE, draws="30"), HOUSING_FUND)
    # 2 × 1080 + 10 × 9180 × 12 % (1101.60 → 1102) … 10 × 9720 × 12 % (1166.40 → 1166)
    assert yuan(13180)[0] <= least < most <= yuan(13820)[0]


def test_what_is_certain_has_bands_of_no_width():
    found = bands(RISE)
    assert set(band(found, PENSION)) == set(yuan(17280))
    degenerate = bands({"raise": {"percent": {"low": "5%", "high": "5%"}, "from": "2024-03"}})
    point = made(PERSON, {"raise": {"percent": "5", "from": "2024-03"}}, base_rule="expected").budgets[0]
    for item in point.items:
        assert set(band(degenerate, item.code)) == {item.amount}


def test_a_line_that_is_not_known_has_no_band():
    found = bands(RISE, rows=({**PERSON, "location": "beijing"},))
    assert set(band(found, "2210202")) == {None}
    assert None not in band(found, HOUSING_FUND)


def test_percentiles_are_draws_that_so_many_reach_or_stay_below():
    from openfisca_china_personnel.scenario.bands import _at

    hundred = list(range(1, 101))
    assert [_at(hundred, percent) for percent in (10, 50, 90)] == [10, 50, 90]
    assert [_at(list(range(1, 12)), percent) for percent in (10, 50, 90)] == [2, 6, 10]  # 1.1, 5.5, 9.9 draws
    assert [_at([7, 8], percent) for percent in (10, 50, 90)] == [7, 7, 8]


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        ({"low": "1%", "high": "3%"}, (0.01, 0.03)),
        ({"low": "1%", "likely": "2.5%", "high": "3%"}, (0.01, 0.03)),
        ({"low": "-3", "likely": "-3", "high": "1"}, (-0.03, 0.01)),
        ({"mean": "2%", "sd": "0"}, (0.02, 0.02)),
    ],
)
def test_draws_lie_inside_in_whole_millionths(said, inside):
    source = random.Random(7)
    draws = [Uncertain(**said).drawn(source) for _ in range(300)]
    low, high = (Decimal(str(end)) for end in inside)
    assert all(low <= draw <= high for draw in draws)
    assert all(draw == draw.quantize(Decimal("0.000001")) for draw in draws)


def test_the_kinds_of_distribution_have_their_own_middle():
    source = random.Random(7)

    def mean(**said):
        return float(sum(Uncertain(**said).drawn(source) for _ in range(4000)) / 4000)

    assert mean(low="0%", high="6%") == pytest.approx(0.03, abs=0.001)
    assert mean(low="0%", likely="0%", high="6%") == pytest.approx(0.02, abs=0.001)  # a third of the way
    assert mean(mean="3%", sd="1%") == pytest.approx(0.03, abs=0.001)


def test_the_point_result_takes_the_central_value():
    for said, wage in (
        ({"low": "2%", "high": "8%"}, 945_000),
        ({"low": "2%", "likely": "3%", "high": "8%"}, 927_000),
        ({"mean": "4%", "sd": "1%"}, 936_000),
    ):
        (people,) = made(PERSON, {"raise": {"percent": said, "from": "2024-03"}}).rosters
        assert people.table.filter(people.table["start_month"].is_not_null())["monthly_salary"].to_list() == [wage]


def test_uncertain_growth_of_wages_and_of_caps():
    growth = {"low": "2%", "high": "4%"}
    rows = ({**PERSON, "monthly_salary": "90000"},)
    found = bands(rows=rows, years=(2026, 2027), wage_growth="3%", average_wage_growth=growth, draws="4")
    assert set(band(found, PENSION, 2026)) == set(yuan("69272.64"))  # 6 × 35811 × 16 % + 6 × 36348 × 16 %
    least, *_, most = band(found, PENSION, 2027)
    # 6 × 36348 × 16 % = 34894.08, and six months of a cap from 37,075 to 37,802
    assert yuan("70486.08")[0] <= least < most <= yuan("71184")[0]
    wages = bands(years=(2023, 2024), wage_growth=growth, base_rule="expected", draws="4")
    least, *_, most = band(wages, HOUSING_FUND)
    assert yuan(13212)[0] <= least < most <= yuan(13476)[0]  # 12 × 9180, 9360 × 12 %


def test_one_draw_of_growth_serves_all_years():
    told = scenario(assumptions={"wage_growth": {"low": "0%", "high": "10%"}})
    settled = told.settled(random.Random(3)).assumptions.wage_growth
    assert settled.in_year(2024) == settled.in_year(2025)
    assert not settled.is_uncertain
    by_year = scenario(assumptions={"wage_growth": {"2024": {"low": "0%", "high": "9%"}, "2025": "3%"}})
    settled = by_year.settled(random.Random(3)).assumptions.wage_growth
    assert settled.in_year(2025) == Decimal("0.03")
    assert settled.in_year(2024) != Decimal("0.045")


def test_an_outcome_has_bands_where_something_is_uncertain_and_only_there():
    people = roster(PERSON, year=2024)
    certain = scenario({"raise": {"percent": "5", "from": "2024-03"}}, name="甲案", year="2024")
    uncertain = scenario(RISE, name="乙案", year="2024", assumptions={"draws": "3"})
    first, second = simulate(people, [certain, uncertain], base_rule="expected").scenarios
    assert first.bands is None
    assert "bands" not in first.to_dict()
    assert second.bands == bands(RISE, draws="3")
    told = second.to_dict()["bands"]
    assert (told["draws"], told["seed"], len(told["lines"])) == (3, 1, 5)
    assert set(told["lines"][0]) == {"year", "code", "least", "p10", "p50", "p90", "most"}
    # 5 % is the middle of 2 to 8 %.
    assert [item.amount for item in second.budget.items] == [item.amount for item in first.budget.items]


def test_the_bands_of_several_units_keep_their_base_rules():
    rows = ({**PERSON}, {**PERSON, "unit": "乙"})
    found = bands(RISE, rows=rows, base_rule={"乙": "expected"})
    alone = bands(RISE, rows=(PERSON,))
    # 甲 stays at 12,960
    assert band(found, HOUSING_FUND) == tuple(each + 12960 for each in band(alone, HOUSING_FUND))


@pytest.mark.parametrize(
    "said",
    [
        {"low": "3%"},
        {"low": "3%", "mean": "4%"},
        {"mean": "4%"},
        {"low": "5%", "high": "3%"},
        {"low": "1%", "likely": "4%", "high": "3%"},
        {"mean": "4%", "sd": "-1%"},
        {"mean": "4%", "sd": "90%"},
        {"low": "x", "high": "3%"},
    ],
)
def test_an_uncertain_number_that_is_none(said):
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own, whose texts the reading of files shows
        made(PERSON, {"raise": {"percent": said, "from": "2024-03"}})
