"""Rosters of one year before and after changes, made by hand: rows and, for whoever is taken from them, pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars

from budget.rows import roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.decomposition import Change, decompose
from openfisca_china_personnel.roster import Roster

YEAR = 2024
JANUARY, DECEMBER = YEAR * 12, YEAR * 12 + 11
MILLION = 1_000_000

Values = Mapping[str, Any]


def month(text: str) -> int:
    """The number of a month written YYYY-MM."""
    return int(text[:4]) * 12 + int(text[5:]) - 1


@dataclass(frozen=True)
class Thread:
    """People taken from a row (``origin``) or added (a row of their own), their new states, and their last month.

    ``states``: the first month of each new state and the columns that it sets, as the table has them.
    """

    heads: int
    origin: int | None = None
    row: Mapping[str, str] | None = None
    states: tuple[tuple[str, Values], ...] = ()
    until: str | None = None


def taken(origin: int, heads: int, *states: tuple[str, Values], until: str | None = None) -> Thread:
    """People of a row whose state changes."""
    return Thread(heads, origin, None, states, until)


def added(row: Mapping[str, str], heads: int, *states: tuple[str, Values], until: str | None = None) -> Thread:
    """People who come."""
    return Thread(heads, None, row, states, until)


RETIRED: Values = {
    "status": "retired",
    "entry": "standing",
    "entry_month": None,
    "entry_salary": None,
    "contributes_housing_fund": None,
    "contributes_pension": None,
}


def prepared(people: Roster) -> Roster:
    """A baseline: one piece a row, with the columns that pieces need."""
    col = polars.col
    came = col("entry") != "standing"
    since = col("start_month").fill_null(JANUARY)
    last = col("end_month").fill_null(DECEMBER).clip(JANUARY, DECEMBER)
    return replace(
        people,
        table=people.table.with_columns(
            origin=polars.int_range(polars.len(), dtype=polars.Int64),
            thread=polars.int_range(polars.len(), dtype=polars.Int64),
            entry_month=polars.when(came).then(since),
            entry_salary=polars.when(came & (since >= JANUARY)).then(
                polars.coalesce("monthly_salary", "prior_year_monthly_salary")
            ),
            prior_year_monthly_salary=polars.coalesce("prior_year_monthly_salary", "monthly_salary"),
            lump_sum_month=polars.when(col("purchase_lump_sum").is_not_null()).then(
                col("lump_sum_month").fill_null(last % 12 + 1)
            ),
        ),
    )


def before(*rows: Mapping[str, str]) -> Roster:
    """The roster of these rows before any change."""
    return prepared(roster(*rows, year=YEAR))


def after(people: Roster, *threads: Thread) -> Roster:
    """The roster with the changes: what is left of each row, then the pieces of each thread."""
    rows = people.table.to_dicts()
    pieces: list[dict[str, Any]] = []
    for number, thread in enumerate(threads, start=len(rows)):
        heads = thread.heads * MILLION
        if thread.origin is None:
            first = prepared(roster(thread.row or {}, year=YEAR)).table.to_dicts()[0] | {"origin": None}
        else:
            first = dict(people.table.to_dicts()[thread.origin])
            rows[thread.origin]["headcount_millionths"] -= heads
            assert rows[thread.origin]["headcount_millionths"] >= 0
        pieces += [{**piece, "thread": number, "headcount_millionths": heads} for piece in _pieces(first, thread)]
    return replace(people, table=polars.DataFrame([*rows, *pieces], schema=people.table.schema))


def _pieces(first: dict[str, Any], thread: Thread) -> list[dict[str, Any]]:
    pieces = [dict(first)]
    for since, values in thread.states:
        start = month(since)
        new = {**pieces[-1], "start_month": start, **values}
        is_later = (pieces[-1]["lump_sum_month"] or 0) > start % 12
        if pieces[-1]["purchase_lump_sum"] is not None and "purchase_lump_sum" not in values:
            (pieces[-1] if is_later else new)["purchase_lump_sum"] = None
        pieces[-1]["end_month"] = start - 1
        pieces.append(new)
    if thread.until is not None:
        pieces[-1]["end_month"] = month(thread.until)
    # Whoever changes in January, or before they came, has no month of the old state.
    return [
        piece
        for piece in pieces
        if piece["end_month"] is None or max(piece["start_month"] or 0, JANUARY) <= piece["end_month"]
    ]


def explained(
    people: Roster, *threads: Thread, law_after: Any = None, base_rule: Any = "prior_year", year: int = YEAR
) -> tuple[Change, ...]:
    """The decomposition of what the threads (and a change of law) do to the roster's budget."""
    changed = after(people, *threads)
    return decompose(
        people,
        changed,
        year,
        base_rule=base_rule,
        system_after=law_after,
        budget_before=expected_budget(people, year, base_rule=base_rule),
        budget_after=expected_budget(changed, year, base_rule=base_rule, system=law_after),
    )
