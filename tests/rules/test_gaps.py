"""Where no source gives a number the formulas say so, with the month and the nearest known dates."""

from __future__ import annotations

from typing import Any

import pytest
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder

from openfisca_china_personnel import GapInLaw, NotModelled
from openfisca_china_personnel.system import baseline

CENTRAL = "central_beijing"
Gap = tuple[str, tuple[str, ...], tuple[str | None, str | None]]
"""Parameter, months, nearest known dates before and after."""
PROFESSIONALS = ("senior_professional", "associate_professional", "middle_professional", "junior_professional")


def calculate(variable: str, month: str, system: Any = None, **inputs: Any) -> float:
    """The variable for one person in one month; the inputs hold in that month."""
    simulation = SimulationBuilder().build_from_dict(
        system or baseline(), {"persons": {"甲": {name: {month: value} for name, value in inputs.items()}}}
    )
    return float(simulation.calculate(variable, month)[0])


def gap_of(variable: str, month: str, system: Any = None, **inputs: Any) -> Gap:
    with pytest.raises(GapInLaw) as raised:
        calculate(variable, month, system, **inputs)
    return raised.value.parameter, raised.value.months, raised.value.nearest


@pytest.mark.parametrize("month", ["2017-01", "2018-07", "2019-06"])
def test_the_central_reset_month_is_a_gap_from_2017_to_june_2019(month: str) -> None:
    assert gap_of("housing_fund", month) == (
        f"housing_fund.reset_month.{CENTRAL}",
        (month,),
        ("2015-01-01", "2019-07-01"),
    )


@pytest.mark.parametrize("month", ["2017-01", "2018-07", "2019-06", "2019-07", "2020-06"])
def test_the_central_floor_is_a_gap_from_2017_to_june_2020(month: str) -> None:
    assert gap_of("housing_fund", month, housing_fund_base=10000) == (
        f"housing_fund.base_floor.{CENTRAL}",
        (month,),
        ("2016-01-01", "2020-07-01"),
    )


@pytest.mark.parametrize("month", ["2017-01", "2018-07", "2019-06"])
def test_the_central_cap_is_a_gap_from_2017_to_june_2019(month: str) -> None:
    # The floor is missing in the same months, so it is filled to reach the cap.
    assert gap_of("housing_fund", month, FloorIsKnown(baseline()), housing_fund_base=10000) == (
        f"housing_fund.base_cap.{CENTRAL}",
        (month,),
        ("2016-01-01", "2019-07-01"),
    )


def test_the_central_cap_is_known_again_from_july_2019() -> None:
    filled = FloorIsKnown(baseline())
    assert calculate("housing_fund_assessed_base", "2019-07", filled, housing_fund_base=99999) == 27786


@pytest.mark.parametrize("month", ["2021-07", "2022-06", "2023-06"])
def test_the_central_floor_is_a_gap_from_july_2021_to_june_2023(month: str) -> None:
    assert gap_of("housing_fund", month, housing_fund_base=10000) == (
        f"housing_fund.base_floor.{CENTRAL}",
        (month,),
        ("2020-07-01", "2023-07-01"),
    )


@pytest.mark.parametrize("month", ["2025-09", "2026-01", "2026-12"])
def test_the_central_floor_is_a_gap_from_september_2025_with_nothing_after(month: str) -> None:
    assert gap_of("housing_fund", month, housing_fund_base=10000) == (
        f"housing_fund.base_floor.{CENTRAL}",
        (month,),
        ("2023-07-01", None),
    )


@pytest.mark.parametrize("month", ["2014-07", "2015-06"])
def test_beijing_has_no_known_floor_before_july_2015(month: str) -> None:
    found = gap_of("housing_fund", month, housing_fund_base=10000, housing_fund_rate=0.12, location="beijing")
    assert found == ("housing_fund.base_floor.beijing", (month,), (None, "2015-07-01"))


@pytest.mark.parametrize("month", ["2016-07", "2017-12", "2019-06"])
def test_beijings_floor_is_a_gap_from_july_2016_to_june_2019(month: str) -> None:
    found = gap_of("housing_fund", month, housing_fund_base=10000, location="beijing")
    assert found == ("housing_fund.base_floor.beijing", (month,), ("2015-07-01", "2019-07-01"))


@pytest.mark.parametrize("month", ["2008-01", "2011-06", "2014-12"])
def test_the_default_rate_is_a_gap_from_2008_to_2014(month: str) -> None:
    assert gap_of("housing_fund", month, housing_fund_assessed_base=10000) == (
        "housing_fund.rate.default",
        (month,),
        ("2007-01-01", "2015-01-01"),
    )


@pytest.mark.parametrize("rank", ["minister", "vice_minister", *PROFESSIONALS])
def test_the_monthly_purchase_subsidy_of_the_rank_was_never_found(rank: str) -> None:
    found = gap_of("purchase_subsidy", "2024-07", rank=rank, entitled_to_purchase_subsidy=True)
    assert found == (f"purchase_subsidy.monthly.{rank}", ("2024-07",), (None, None))


def test_the_area_standard_of_senior_technicians_was_never_found() -> None:
    found = gap_of("purchase_area_standard", "2024-07", rank="senior_technician")
    assert found == ("purchase_subsidy.area.senior_technician", ("2024-07",), (None, None))


def test_an_entitled_person_without_a_rank_has_no_monthly_purchase_subsidy() -> None:
    parameter, months, nearest = gap_of("purchase_subsidy", "2024-07", entitled_to_purchase_subsidy=True)
    assert (parameter, months, nearest) == ("purchase_subsidy.monthly.unspecified", ("2024-07",), (None, None))


def test_one_person_in_a_gap_is_told_even_among_people_who_are_not() -> None:
    simulation = SimulationBuilder().build_from_dict(
        baseline(),
        {
            "persons": {
                "甲": {"housing_fund_base": {"2022-07": 10000}, "location": {"2022-07": "beijing"}},
                "乙": {"housing_fund_base": {"2022-07": 10000}},
            },
            "units": {"单位": {"members": ["甲", "乙"]}},
        },
    )
    with pytest.raises(GapInLaw, match=f"housing_fund.base_floor.{CENTRAL}"):
        simulation.calculate("housing_fund", "2022-07")


def test_the_message_names_parameter_month_and_nearest_dates_in_both_languages() -> None:
    with pytest.raises(GapInLaw) as raised:
        calculate("housing_fund", "2022-07", housing_fund_base=10000)
    text = str(raised.value)
    assert "法规数据缺口" in text
    assert "Gap in the law file" in text
    for part in (f"housing_fund.base_floor.{CENTRAL}", "2022-07 ", "2020-07-01", "2023-07-01"):
        assert part in text


@pytest.mark.parametrize("location", ["beijing", "other"])
@pytest.mark.parametrize("variable", ["rent_subsidy", "purchase_subsidy"])
def test_subsidies_outside_the_central_units_in_beijing_are_not_modelled(variable: str, location: str) -> None:
    with pytest.raises(NotModelled) as raised:
        calculate(variable, "2024-07", rank="staff", location=location)
    assert raised.value.variable == variable


@pytest.mark.parametrize("location", ["beijing", "other"])
def test_the_purchase_subsidy_of_before_2005_is_not_modelled_elsewhere_either(location: str) -> None:
    with pytest.raises(NotModelled):
        calculate("purchase_subsidy", "2004-12", location=location, standard_wage=600)


@pytest.mark.parametrize("location", ["beijing", "other"])
def test_fund_and_pension_are_modelled_at_every_location(location: str) -> None:
    assert calculate("housing_fund", "2024-07", location=location, housing_fund_base=10000) == 1200
    assert calculate("pension", "2024-07", location=location, pension_base=10000) == 1600


class FloorIsKnown(Reform):
    """The central floor of the gap of 2017 to 2020, as if somebody had read it."""

    def apply(self) -> None:
        def fill(parameters: Any) -> Any:
            floor = parameters.housing_fund.base_floor.central_beijing
            floor.update(start=instant("2017-01-01"), stop=instant("2020-06-30"), value=1890)
            return parameters

        self.modify_parameters(fill)
