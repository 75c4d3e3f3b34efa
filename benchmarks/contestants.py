"""The ways to the same five lines that are measured against one another, and the check that they agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy
from handwritten import law_by_month, over_stretches, over_twelve_months
from numpy.typing import NDArray
from plain_openfisca import month_by_month

from openfisca_china_personnel import Roster, expected_budget
from openfisca_china_personnel.base_rules import codes_among
from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.staffing import Staffing, staffing
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

YEAR = 2024
"""A year without gaps in the law of central units."""

MODEL = "this model"
BUDGET = "this model, from the roster as read, with notes"
TWELVE_MONTHS = "NumPy by hand, twelve months"
STRETCHES = "NumPy by hand, stretches"
PLAIN_OPENFISCA = "OpenFisca, plain Simulation by month"
FUSED = "numba, one fused loop"
APPLIED = "pandas, DataFrame.apply"
ITERATED = "pandas, iterrows over twelve months"

Contestants = Mapping[str, Callable[[], Any]]
Fen = list[int]
"""Fen of the year by unit."""


def contestants(roster: Roster) -> dict[str, Callable[[], Any]]:
    """All but the budget start from the same arrays, which stand ready; the fused loop where numba is installed."""
    people, system = staffing(roster, YEAR), baseline()
    law = law_by_month(system.parameters, YEAR)
    rules = codes_among(BaseRule.prior_year, people.units)
    found: dict[str, Callable[[], Any]] = {
        MODEL: partial(compute, people, system, rules),
        BUDGET: partial(expected_budget, roster, YEAR),
        STRETCHES: partial(over_stretches, people, law),
        TWELVE_MONTHS: partial(over_twelve_months, people, law),
        PLAIN_OPENFISCA: partial(month_by_month, people, system),
    }
    if find_spec("numba"):
        from fused import over_stretches as fused  # noqa: PLC0415 - an extra

        found[FUSED] = partial(fused, _in_memory(people), law)
    return found


def slow_contestants(roster: Roster) -> dict[str, Callable[[], Any]]:
    """Those that take so long for a row that only few rows are given to them; where pandas is installed."""
    if not find_spec("pandas"):
        return {}
    from row_by_row import applied, frame_of, iterated  # noqa: PLC0415 - an extra

    people = staffing(roster, YEAR)
    law, frame = law_by_month(baseline().parameters, YEAR), frame_of(people)
    return {APPLIED: partial(applied, frame, law), ITERATED: partial(iterated, frame, law)}


def check_agreement(roster: Roster, measured: Contestants) -> None:
    """Refuse to measure where one way gives another fen for a unit or a line (or a month) than the budget does."""
    budget = expected_budget(roster, YEAR)
    by_unit, by_month = fen_by_unit(budget), _by_month(budget)
    for name, run in measured.items():
        of_units, of_months = _sums(name, run())
        for line in LINES:
            _agree(f"{name}, {line.key}", of_units[line.key], by_unit[line.key])
            if of_months:
                _agree(f"{name}, {line.key} by month", of_months[line.key], by_month[line.key])


def fen_by_unit(budget: Budget) -> dict[str, list[int | None]]:
    """For each line the fen of the year by unit, in the budget's order of units."""
    return {line.key: [_fen(unit.items[number].amount) for unit in budget.units] for number, line in enumerate(LINES)}


def _by_month(budget: Budget) -> dict[str, list[int | None]]:
    return {
        line.key: [_fen(month.amount) for month in budget.months[number :: len(LINES)]]
        for number, line in enumerate(LINES)
    }


def _sums(name: str, found: Any) -> tuple[dict[str, Fen], dict[str, Fen]]:
    """By unit and by month what a contestant found; nothing by month from those that give the year only."""
    keys = [line.key for line in LINES]
    if name == MODEL:
        tallies = {key: found.tally(key) for key in keys}
        return (
            {key: [tally.of_unit(unit) for unit in range(found.units)] for key, tally in tallies.items()},
            {key: [tally.of_month(month) for month in range(1, 13)] for key, tally in tallies.items()},
        )
    if name == BUDGET:
        return fen_by_unit(found), _by_month(found)
    if name == PLAIN_OPENFISCA:
        return {key: [round(yuan * 100) for yuan in found[key]] for key in keys}, {}
    if name in (APPLIED, ITERATED):
        return {key: found[key].tolist() for key in keys}, {}
    return {key: found[key].sum(axis=1).tolist() for key in keys}, {
        key: found[key].sum(axis=0).tolist() for key in keys
    }


def _in_memory(people: Staffing) -> Staffing:
    """Arrays that hold one value for all rows written out: a compiled loop reads plain memory."""
    written: dict[str, NDArray[Any]] = {
        name: numpy.ascontiguousarray(value) for name, value in vars(people).items() if isinstance(value, numpy.ndarray)
    }
    return Staffing(**{**vars(people), **written})


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _agree(what: str, found: list[int], expected: list[int | None]) -> None:
    if found != expected:
        raise SystemExit(f"{what}: not the fen of the budget; nothing was measured.")
