"""The limits that a stated housing fund rate must keep, from the law's parameters."""

from __future__ import annotations

from typing import NamedTuple

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.money import RATE_STEPS
from openfisca_china_personnel.provisions import in_force, series


class RateLimits(NamedTuple):
    """The lowest and the highest housing fund rate, in hundredths of a percent; ``None`` where no value is known."""

    minimum: int | None
    maximum: int | None


def rate_limits(parameters: ParameterNode, year: int | None) -> RateLimits:
    """The limits of the housing fund rate: the tightest over the year's months, the latest known without a year.

    A change within a month counts from the next first of a month.
    """
    minimums = _rates(parameters, "housing_fund.rate.minimum", year)
    maximums = _rates(parameters, "housing_fund.rate.maximum", year)
    return RateLimits(max(minimums, default=None), min(maximums, default=None))


def _rates(parameters: ParameterNode, path: str, year: int | None) -> list[int]:
    if year is None:
        found = [provision for provision in series(parameters, path) if provision.value is not None][-1:]
    else:
        held = [in_force(parameters, path, f"{year}-{month:02d}-01") for month in range(1, 13)]
        found = [provision for provision in held if provision is not None]
    return [round(provision.value * RATE_STEPS) for provision in found if isinstance(provision.value, (int, float))]
