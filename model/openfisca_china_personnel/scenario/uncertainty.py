"""A number that a scenario assumes: stated, or uncertain and drawn from a range or a distribution."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Tag, model_validator

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.scenario.values import Strict, fault, growth, percentage, read_by

_STEP = Decimal("0.000001")
"""Drawn fractions are whole millionths, so that a run can be written down and repeated."""

_WIDEST = 8
"""Standard deviations that a draw stays within; one in 10¹⁵ would not."""

Percentage = Annotated[Decimal, BeforeValidator(read_by(percentage))]
GrowthFraction = Annotated[Decimal, BeforeValidator(read_by(growth))]


class Uncertain(Strict):
    """An uncertain fraction: from ``low`` to ``high``, with ``likely`` triangular, or around a ``mean`` with ``sd``."""

    low: Percentage | None = None
    likely: Percentage | None = None
    high: Percentage | None = None
    mean: Percentage | None = None
    sd: Percentage | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Uncertain:
        stated = {name for name in ("low", "likely", "high", "mean", "sd") if getattr(self, name) is not None}
        if stated not in ({"low", "high"}, {"low", "likely", "high"}, {"mean", "sd"}):
            raise fault(
                Text(
                    "不确定的数应写 low 和 high（可加 likely），或 mean 和 sd",
                    "an uncertain number takes low and high (and likely), or mean and sd",
                )
            )
        if self.low is not None and self.high is not None and not self.low <= self.central <= self.high:
            raise fault(Text("应有 low ≤ likely ≤ high", "low, likely and high must rise"))
        if self.sd is not None and self.mean is not None and not 0 <= self.sd * _WIDEST < 1 + self.mean:
            raise fault(
                Text(
                    "sd 不能为负，也不能大到使工资或上下限归零以下",
                    "sd cannot be negative, nor so large that wages or limits could fall below zero",
                )
            )
        return self

    @property
    def central(self) -> Decimal:
        """The likely value, the mean, or the middle of the range."""
        if self.mean is not None:
            return self.mean
        if self.likely is not None:
            return self.likely
        assert self.low is not None
        assert self.high is not None
        return (self.low + self.high) / 2

    def drawn(self, source: random.Random) -> Decimal:
        """One draw, in whole millionths."""
        if self.mean is not None and self.sd is not None:
            number = source.gauss(float(self.mean), float(self.sd))
        else:
            assert self.low is not None
            assert self.high is not None
            low, high, likely = float(self.low), float(self.high), float(self.central)
            number = source.uniform(low, high) if self.likely is None else source.triangular(low, high, likely)
        return Decimal(number).quantize(_STEP, ROUND_HALF_UP)


Fraction = Decimal | Uncertain
"""A fraction that is stated, or uncertain."""


def _kind(value: Any) -> str:
    return "uncertain" if isinstance(value, (dict, Uncertain)) else "stated"


_UNCERTAIN = Annotated[Uncertain, Tag("uncertain")]
GrowthRate = Annotated[Annotated[GrowthFraction, Tag("stated")] | _UNCERTAIN, Discriminator(_kind)]
"""A yearly growth (``3%``), or an uncertain one."""
PercentRise = Annotated[Annotated[Percentage, Tag("stated")] | _UNCERTAIN, Discriminator(_kind)]
"""A rise in percent (``5`` or ``5%``), or an uncertain one."""


def central(fraction: Fraction) -> Decimal:
    """The stated fraction, or the central value of an uncertain one."""
    return fraction.central if isinstance(fraction, Uncertain) else fraction


def drawn(fraction: Fraction, source: random.Random) -> Decimal:
    """The stated fraction, or one draw of an uncertain one."""
    return fraction.drawn(source) if isinstance(fraction, Uncertain) else fraction
