"""A scenario's changes of rules as an OpenFisca Reform that stands on its own, to keep and to name in YAML tests."""

from __future__ import annotations

import json
from collections.abc import Sequence

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.scenario.law_changes import Setting, end_of, settings_of
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.system import baseline

_NO_RULES = Text(
    "情景“{names}”没有调整规则（set）或上下限的假设，没有可写的 Reform",
    "no rule is changed by “{names}” (no set, no assumed caps and floors): there is no reform to print",
)
_NO_END = "9999-12-31"

_MODULE = '''\
"""Changes of rules, as OpenFisca Reforms: {names}."""

from openfisca_core.periods import instant
from openfisca_core.reforms import Reform


def _put(parameters, path, first_day, last_day, value):
    leaf = parameters
    for key in path.split("."):
        leaf = leaf.children[key]
    leaf.update(start=instant(first_day), stop=instant(last_day) if last_day else None, value=value)
'''
_CLASS = '''

class {name}(Reform):
    """{title}."""

    def apply(self):
        self.modify_parameters(self._changed)

    @staticmethod
    def _changed(parameters):
{lines}
        return parameters
'''


def reform_source(
    scenarios: Scenario | Sequence[Scenario], *, last_year: int, system: TaxBenefitSystem | None = None
) -> str:
    """A Python module with a Reform for each scenario, ``ScenarioReform``, ``ScenarioReform2`` and so on.

    ``last_year`` is the last one for which assumed caps and floors are written. Raises ``InputFaults`` where no
    scenario changes a rule or a change of rules is wrong.
    """
    asked = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    law = system or baseline()
    found = [(scenario, settings_of(scenario, law, last_year)) for scenario in asked]
    with_rules = [(scenario, settings) for scenario, settings in found if settings]
    names = "、".join(scenario.name for scenario in asked)
    if not with_rules:
        raise refuse(_NO_RULES.format(names=names))
    classes = [
        _CLASS.format(
            name="ScenarioReform" if number == 1 else f"ScenarioReform{number}",
            title=_inside_quotes(scenario.name),
            lines="\n".join(_line(setting, law) for setting in settings),
        )
        for number, (scenario, settings) in enumerate(with_rules, start=1)
    ]
    return _MODULE.format(names=_inside_quotes(names)) + "".join(classes)


def _line(setting: Setting, law: TaxBenefitSystem) -> str:
    end = end_of(setting, law.parameters)
    last_day = None if end == _NO_END else end
    arguments = ", ".join(
        [
            "parameters",
            json.dumps(setting.path),
            json.dumps(setting.first_day),
            "None" if last_day is None else json.dumps(last_day),
            repr(setting.value),
        ]
    )
    return f"        _put({arguments})"


def _inside_quotes(text: str) -> str:
    """A name as it can stand in a docstring."""
    return text.replace("\\", "\\\\").replace('"', "”")
