"""The facts of law that reading a roster needs, from the parameter files: limits of the rate, ranks of the grades."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from openfisca_china_personnel.places import law_folder

_NODE_KEYS = frozenset({"description", "documentation", "metadata", "reference"})
_HUNDREDTHS_OF_A_PERCENT = 10_000


class RateLimits(NamedTuple):
    """The lowest and the highest housing fund rate, in hundredths of a percent; ``None`` where no value is known."""

    minimum: int | None
    maximum: int | None


def rate_limits(year: int | None) -> RateLimits:
    """The limits of the housing fund rate: the tightest over the year's months, the latest known without a year.

    A change within a month counts from the next first of a month.
    """
    folder = law_folder("parameters") / "housing_fund" / "rate"
    minimums = _in_force(_values(_read(folder / "minimum.yaml")), year)
    maximums = _in_force(_values(_read(folder / "maximum.yaml")), year)
    return RateLimits(max(minimums, default=None), min(maximums, default=None))


def ranks_of_grades() -> dict[str, str]:
    """The rank that each 职级 of 2019 counts as: its Chinese name to the rank's English member name."""
    node = _read(law_folder("parameters") / "civil_service" / "grade_equivalent.yaml")
    ranks: dict[str, str] = {}
    for grade, leaf in node.items():
        if grade in _NODE_KEYS:
            continue
        known = [value for _, value in _values(leaf) if value is not None]
        if known:
            ranks[grade] = known[-1]
    return ranks


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _values(leaf: dict[str, Any]) -> list[tuple[datetime.date, Any]]:
    """The dated values of a parameter, earliest first; null is a gap."""
    dated = {_date(day): entry["value"] if isinstance(entry, dict) else entry for day, entry in leaf["values"].items()}
    return sorted(dated.items())


def _date(day: object) -> datetime.date:
    return day if isinstance(day, datetime.date) else datetime.date.fromisoformat(str(day))


def _in_force(values: list[tuple[datetime.date, Any]], year: int | None) -> list[int]:
    if year is None:
        known = [value for _, value in values if value is not None][-1:]
    else:
        firsts = [datetime.date(year, month, 1) for month in range(1, 13)]
        held = [[value for day, value in values if day <= first][-1:] for first in firsts]
        known = [value for month in held for value in month if value is not None]
    return [round(value * _HUNDREDTHS_OF_A_PERCENT) for value in known]
