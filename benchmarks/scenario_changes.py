"""A scenario of many changes of every kind to people, for rosters of ``rosters.py``."""

from __future__ import annotations

from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario import Scenario

KINDS = 4


def scenario_of(roster: Roster, changes: int, year: int) -> Scenario:
    """``changes`` additions, departures, promotions and retirements, spread over the months and the units."""
    units = roster.units
    return Scenario.model_validate(
        {"name": f"{changes} changes", "year": year, "changes": [_change(n, units, year) for n in range(changes)]}
    )


def _change(number: int, units: tuple[str, ...], year: int) -> dict[str, object]:
    month = f"{year}-{number % 12 + 1:02d}"
    unit = units[number * 7 % len(units)]
    return (
        {"add": {"headcount": 10, "rank": "staff", "monthly_salary": 9000, "unit": unit, "from": month}},
        {"remove": {"headcount": 3, "where": {"rank": "division_head"}, "from": month}},
        {"promote": {"headcount": 5, "where": {"rank": "staff"}, "to": "section_head", "from": month}},
        {"retire": {"headcount": 20, "where": {"rank": "section_head"}, "from": month}},
    )[number % KINDS]
