"""The ways to the same five lines that are measured against one another, and the check that they agree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from handwritten import law_by_month, over_stretches, over_twelve_months
from plain_openfisca import month_by_month

from openfisca_china_personnel import Roster, expected_budget
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.system import baseline

YEAR = 2024
"""A year without gaps in the law of central units."""

BUDGET = "expected_budget"
TWELVE_MONTHS = "NumPy by hand, twelve months"
STRETCHES = "NumPy by hand, stretches"
PLAIN_OPENFISCA = "OpenFisca, plain Simulation by month"


def contestants(roster: Roster) -> dict[str, Callable[[], object]]:
    """``expected_budget`` from the roster as read, the others from arrays that stand ready."""
    people, system = staffing(roster, YEAR), baseline()
    law = law_by_month(system.parameters, YEAR)
    return {
        BUDGET: partial(expected_budget, roster, YEAR),
        TWELVE_MONTHS: partial(over_twelve_months, people, law),
        STRETCHES: partial(over_stretches, people, law),
        PLAIN_OPENFISCA: partial(month_by_month, people, system),
    }


def check_agreement(roster: Roster) -> None:
    """Refuse to measure where one way gives another fen for a unit, a month or a line than the others."""
    people, system = staffing(roster, YEAR), baseline()
    law = law_by_month(system.parameters, YEAR)
    budget = expected_budget(roster, YEAR)
    plain = month_by_month(people, system)
    for number, line in enumerate(LINES):
        of_units = [_fen(unit.items[number].amount) for unit in budget.units]
        of_months = [_fen(month.amount) for month in budget.months[number :: len(LINES)]]
        for by_hand in (over_twelve_months(people, law), over_stretches(people, law)):
            _agree(line.key, by_hand[line.key].sum(axis=1).tolist(), of_units)
            _agree(line.key, by_hand[line.key].sum(axis=0).tolist(), of_months)
        _agree(line.key, [round(yuan * 100) for yuan in plain[line.key]], of_units)


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _agree(line: str, found: list[int], expected: list[int | None]) -> None:
    if found != expected:
        raise SystemExit(f"{line}: the ways do not agree; nothing was measured.")
