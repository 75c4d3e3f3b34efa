"""Which wages the housing fund of each unit rests on: one rule for all units, or one by unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.vocabulary import BaseRule

BaseRules = str | BaseRule | Mapping[str | None, str]
"""``prior_year`` or ``expected``, for all units or by unit name; units that are not named have ``prior_year``."""

_UNKNOWN = Text(
    "基数口径“{name}”不存在；应为 prior_year（上年工资）或 expected（预计工资）。",
    "unknown base rule “{name}”; expected prior_year or expected.",
)
_NO_SUCH_UNIT = Text(
    "基数口径中的单位“{unknown}”不在名册中。", "the base rule names units that the roster has not: {unknown}."
)


def base_rule_of(base_rule: BaseRules, unit: str | None) -> BaseRule:
    """The rule of one unit. Raises ``InputFaults`` for a rule that does not exist."""
    rule = base_rule.get(unit, BaseRule.prior_year) if isinstance(base_rule, Mapping) else base_rule
    name = rule.name if isinstance(rule, BaseRule) else rule
    if name not in BaseRule.__members__:
        raise refuse(_UNKNOWN.format(name=name))
    return BaseRule[name]


def codes_of(base_rule: BaseRules, units: tuple[str | None, ...]) -> NDArray[Any]:
    """The code of ``BaseRule`` of each unit. Raises ``InputFaults`` for unknown rules and unknown units."""
    refuse_strangers(base_rule, units)
    return codes_among(base_rule, units)


def codes_among(base_rule: BaseRules, units: tuple[str | None, ...]) -> NDArray[Any]:
    """The same where ``units`` are some of a roster's only. Raises ``InputFaults`` for unknown rules."""
    return numpy.array([base_rule_of(base_rule, unit).index for unit in units], dtype=numpy.int16)


def refuse_strangers(base_rule: BaseRules, units: tuple[str | None, ...]) -> None:
    """Raise ``InputFaults`` where the rules name units that are not among all ``units`` of a roster."""
    if isinstance(base_rule, Mapping):
        known = set(units)
        unknown = [unit for unit in base_rule if unit not in known]
        if unknown:
            raise refuse(_NO_SUCH_UNIT.format(unknown="、".join(str(unit) for unit in unknown)))
