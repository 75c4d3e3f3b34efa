"""What scenarios make of rosters of a few rows, without the parts of an outcome that take long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from budget.rows import CODES, PLAIN, roster
from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.scenario import Scenario, read_scenario
from openfisca_china_personnel.scenario.running import Laws, Run, plan, run
from openfisca_china_personnel.system import baseline

YEAR = 2024
PERSON = {**PLAIN, "unit": "甲"}
"""A division head of 9,000 yuan at 12 %: a month costs 1,440 pension, 720 annuity, 1,080 fund, 100 rent, 0 purchase."""

Rows = Mapping[str, str] | Sequence[Mapping[str, str]]


def scenario(*changes: Mapping[str, Any], name: str = "试", **said: Any) -> Scenario:
    """A scenario of these changes; ``said`` are its other keys."""
    return Scenario.model_validate({"name": name, "changes": list(changes), **said})


def made(
    rows: Rows,
    *changes: Mapping[str, Any],
    years: Sequence[int] = (YEAR,),
    base_rule: Any = "prior_year",
    **said: Any,
) -> Run:
    """The years of a roster of these rows after the changes."""
    people = roster(*([rows] if isinstance(rows, Mapping) else rows), year=years[0])
    span = tuple(years)
    return run(plan(people, scenario(*changes, **said), span, base_rule, Laws(baseline())), span, base_rule)


def of_month(budget: Budget, month: int) -> tuple[Decimal | None, ...]:
    """The five lines of a month (1 to 12), in the order of their codes."""
    found = {each.code: each.amount for each in budget.months if each.month == f"{budget.year}-{month:02d}"}
    return tuple(found[code] for code in CODES)


def months_of(budget: Budget, code: str, first: int, last: int) -> list[Decimal | None]:
    """One line from a first to a last month (1 to 12)."""
    return [each.amount for each in budget.months if each.code == code][first - 1 : last]


def texts(passed: Run, code: str) -> list[tuple[str, str]]:
    """The sentences of all notes of a kind, in Chinese and in English."""
    return [(note.text.zh, note.text.en) for note in passed.notes if note.code == code]


def refused(rows: Rows, *changes: Mapping[str, Any], **options: Any) -> tuple[Fault, ...]:
    """The faults for which the changes cannot be made; every one in both languages and without a gap in it."""
    with pytest.raises(InputFaults) as caught:
        made(rows, *changes, **options)
    for fault in caught.value.faults:
        assert fault.text.zh
        assert fault.text.en
        assert "{" not in fault.text.zh + fault.text.en
    return caught.value.faults


def written(folder: Any, text: str) -> Scenario:
    """A scenario that stands in a file of this text."""
    path = folder / "s.yaml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path)
