"""Collects the scenarios of law (``*.yaml``) and compares them exactly.

``openfisca test`` reads the same files, but compares in float32: from 131,072 yuan on it no longer sees a fen. Here
the expected number is read as the text that stands in the file, and money is compared in whole fen.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import yaml
from numpy import asarray, ndim
from openfisca_core.tools.test_runner import OpenFiscaPlugin, Options, YamlFile, YamlItem

from openfisca_china_personnel.money import Money
from openfisca_china_personnel.system import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from openfisca_core.variables import Variable

FEN_PER_YUAN = 100
FLOAT64_NOISE = Decimal("0.01")
"""Of a fen: far above what float64 adds to an amount of whole fen, far below half a fen."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    if file_path.suffix not in {".yaml", ".yml"}:
        return None
    # `openfisca test` is pytest with this plugin, which collects the files itself.
    if any(isinstance(plugin, OpenFiscaPlugin) for plugin in parent.config.pluginmanager.get_plugins()):
        return None
    return ScenarioFile.from_parent(parent, path=file_path, tax_benefit_system=baseline(), options=Options())


class WrittenNumber(float):
    """A number of a scenario: a float to compute with, and the text that was written."""

    text: str


class ScenarioLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose decimal numbers keep their text and whose keys may not stand twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return mapping

    def written_number(self, node: yaml.ScalarNode) -> WrittenNumber:
        number = WrittenNumber(self.construct_yaml_float(node))
        number.text = node.value
        return number


ScenarioLoader.add_constructor("tag:yaml.org,2002:float", ScenarioLoader.written_number)


class ScenarioFile(YamlFile):
    """One file of scenarios, UTF-8 whatever the locale."""

    def collect(self) -> Iterator[Scenario]:
        scenarios = yaml.load(self.path.read_text("utf-8"), Loader=ScenarioLoader)
        names = set()
        for scenario in scenarios if isinstance(scenarios, list) else [scenarios]:
            name = scenario.get("name")
            if not name or name in names:
                raise self.CollectError(f"{self.path}: every scenario needs a name of its own, found {name!r}")
            names.add(name)
            if not scenario.get("output"):
                raise self.CollectError(f"{self.path}: “{name}” expects nothing")
            if any(key.endswith("_error_margin") for key in scenario):
                raise self.CollectError(f"{self.path}: “{name}” has a margin; scenarios are exact")
            yield Scenario.from_parent(
                self,
                name=name,
                baseline_tax_benefit_system=self.tax_benefit_system,
                test=scenario,
                options=self.options,
            )


class Scenario(YamlItem):
    """One scenario, compared value by value as it is written."""

    def check_variable(
        self, variable_name: str, expected_value: Any, period: Any, entity_index: int | None = None
    ) -> None:
        if isinstance(expected_value, dict):
            for own_period, expected in expected_value.items():
                self.check_variable(variable_name, expected, own_period, entity_index)
            return
        variable = self.tax_benefit_system.get_variable(variable_name)
        where = f"{variable_name}@{period}"
        actual = self.simulation.calculate(variable_name, period)
        if ndim(actual) != 1:
            raise AssertionError(f"{where}: the formula gave {actual!r}, not one value for each member")
        if entity_index is not None:
            actual = actual[entity_index : entity_index + 1]
        found = [comparable_result(variable, value, where) for value in plain_values(actual)]
        expected = expected_value if isinstance(expected_value, list) else [expected_value] * len(found)
        if not found or len(found) != len(expected):
            raise AssertionError(f"{where}: expected {len(expected)} values, found {len(found)}")
        wanted = [comparable_text(variable, value, where) for value in expected]
        if found != wanted:
            unit = "fen: " if isinstance(variable, Money) else ""
            raise AssertionError(f"{where}: {unit}expected {shown(wanted)}, found {shown(found)}")


def plain_values(array: Any) -> list[Any]:
    """The values of an OpenFisca array as Python's own; an enum by its name."""
    if hasattr(array, "decode_to_str"):
        return [str(name) for name in array.decode_to_str()]
    values: list[Any] = asarray(array).tolist()
    return values


def comparable_result(variable: Variable, value: Any, where: str) -> Any:
    """A computed value as it is compared: fen for money, an exact decimal for other fractions, else as it is."""
    if variable.value_type is not float:
        return value
    number = Decimal(repr(value))
    if not isinstance(variable, Money):
        return number
    if not number.is_finite():
        raise AssertionError(f"{where}: {value} is no amount of money")
    fen = number * FEN_PER_YUAN
    whole_fen = fen.quantize(Decimal(1), ROUND_HALF_EVEN)
    if abs(fen - whole_fen) > FLOAT64_NOISE:
        raise AssertionError(f"{where}: {value} yuan is not a whole number of fen")
    return int(whole_fen)


def comparable_text(variable: Variable, value: Any, where: str) -> Any:
    """An expected value as it is compared; a number that does not suit the variable is an error of the scenario."""
    if variable.value_type is not float:
        if type(value) is not (str if hasattr(variable, "possible_values") else variable.value_type):
            raise AssertionError(f"{where}: the scenario expects {value!r}, which the variable can never be")
        return value
    try:
        number = Decimal(value.text if isinstance(value, WrittenNumber) else str(value))
    except InvalidOperation:
        raise AssertionError(f"{where}: the scenario expects {value!r}, which is no number") from None
    if not isinstance(variable, Money):
        return number
    fen = number * FEN_PER_YUAN
    if fen != int(fen):
        raise AssertionError(f"{where}: the scenario expects {number} yuan, which is not a whole number of fen")
    return int(fen)


def shown(values: list[Any]) -> str:
    return ", ".join(str(value) for value in values)
