"""Values of law that no scenario can reach: averages that only explain a limit, caps of months without a floor."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder

from openfisca_china_personnel.system import baseline

FROZEN_FLOOR = 2020


@pytest.mark.parametrize(
    ("location", "month", "cap"),
    [
        ("beijing", "2014-07", 17379),
        ("beijing", "2016-07", 21258),
        ("beijing", "2017-07", 23118),
        ("beijing", "2018-07", 25401),
        ("beijing", "2019-06", 25401),
        ("central_beijing", "2019-07", 27786),
        ("central_beijing", "2020-06", 27786),
        ("central_beijing", "2021-07", 28221),
        ("central_beijing", "2022-06", 28221),
        ("central_beijing", "2022-07", 31884),
        ("central_beijing", "2023-06", 31884),
        ("central_beijing", "2025-09", 35811),
        ("central_beijing", "2026-06", 35811),
        ("central_beijing", "2026-07", 36348),  # grade C
    ],
)
def test_the_cap_of_a_month_without_a_known_floor(location: str, month: str, cap: int) -> None:
    person = {"location": {month: location}, "housing_fund_base": {month: 99999}}
    simulation = SimulationBuilder().build_from_dict(FloorsAreKnown(baseline()), {"persons": {"甲": person}})
    assert simulation.calculate("housing_fund_assessed_base", month).tolist() == [cap]


@pytest.mark.parametrize("year", range(2014, 2020))
def test_beijings_housing_fund_cap_is_three_average_wages_until_2019(year: int) -> None:
    fund = baseline().get_parameters_at_instant(f"{year}-07-01").housing_fund
    assert fund.base_cap.beijing == 3 * fund.average_wage.beijing


@pytest.mark.parametrize("day", ["2014-10-01", *(f"{year}-07-01" for year in range(2015, 2027))])
def test_the_pension_limits_are_three_and_six_tenths_of_the_average_wage(day: str) -> None:
    pension = baseline().get_parameters_at_instant(day).pension
    average = pension.average_wage.beijing
    assert pension.base_cap_ratio == 3
    assert pension.base_floor_ratio == 0.6
    assert pension.base_cap.beijing == pension.base_cap_ratio * average
    if instant(day).year != FROZEN_FLOOR:
        floor = Decimal(str(pension.base_floor_ratio)) * average
        assert pension.base_floor.beijing == floor.quantize(Decimal(1), ROUND_HALF_UP)


def test_the_pension_floor_of_2020_is_that_of_2019() -> None:
    floors = [baseline().get_parameters_at_instant(f"{year}-07-01").pension.base_floor.beijing for year in (2019, 2020)]
    assert floors == [4713, 4713]


def test_the_rent_that_the_subsidy_answers_is_3_05_yuan() -> None:
    # 国管房改字〔1999〕267号: yuan a square metre of usable area.
    assert baseline().get_parameters_at_instant("2000-04-01").rent_subsidy.reference_rent == 3.05


class FloorsAreKnown(Reform):
    """Every gap of the fund's floors filled, as if somebody had read them."""

    def apply(self) -> None:
        def fill(parameters: Any) -> Any:
            floors = parameters.housing_fund.base_floor
            for floor in (floors.central_beijing, floors.beijing):
                floor.update(start=instant("2014-01-01"), stop=instant("2030-12-31"), value=1)
            return parameters

        self.modify_parameters(fill)
