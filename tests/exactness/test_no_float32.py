"""A number in float32 is refused wherever a system takes variables, in reforms and in reforms of reforms too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openfisca_core.periods import DateUnit
from openfisca_core.reforms import Reform
from openfisca_core.variables import Variable

from openfisca_china_personnel.entities import Person
from openfisca_china_personnel.money import Money
from openfisca_china_personnel.system import baseline


class cold_weather_subsidy(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH


class heating_subsidy(Money):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH


class rent_subsidy(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH


class AddsFloat32(Reform):
    def apply(self) -> None:
        self.add_variable(cold_weather_subsidy)


class ReplacesByFloat32(Reform):
    def apply(self) -> None:
        self.replace_variable(rent_subsidy)


class UpdatesToFloat32(Reform):
    def apply(self) -> None:
        self.update_variable(rent_subsidy)


class AddsMoney(Reform):
    def apply(self) -> None:
        self.add_variable(heating_subsidy)


@pytest.mark.parametrize("reform", [AddsFloat32, ReplacesByFloat32, UpdatesToFloat32])
def test_a_reform_with_a_float32_number_is_refused(reform: Callable[..., Reform]) -> None:
    with pytest.raises(TypeError, match="float32"):
        reform(baseline())
    with pytest.raises(TypeError, match="float32"):
        reform(AddsMoney(baseline()))


def test_a_reform_with_money_is_welcome_and_leaves_the_baseline_alone() -> None:
    assert AddsMoney(baseline()).get_variable("heating_subsidy") is not None
    assert baseline().get_variable("heating_subsidy") is None


def test_the_baseline_refuses_too() -> None:
    with pytest.raises(TypeError, match="float32"):
        baseline().add_variable(cold_weather_subsidy)
    assert baseline().get_variable("cold_weather_subsidy") is None
