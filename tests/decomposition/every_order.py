"""The decomposition once more, slowly and in plain Python: every order of the causes, every person, every month.

Shares no code with the one under test: states are dictionaries, months are walked through one by one, and the costs
come from ``expected_budget`` with a unit for each set of causes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import polars

from budget.rows import CODES
from decomposition.changed_rosters import DECEMBER, JANUARY, YEAR
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.roster import Roster

ORDER = ("heads", "pay", "rank_mix", "rules", "months")
COLUMNS = {
    "heads": [
        "unit",
        "status",
        "entry",
        "entry_month",
        "contributes_housing_fund",
        "contributes_pension",
        "purchase_subsidy",
    ],
    "pay": [
        "monthly_salary",
        "prior_year_monthly_salary",
        "housing_fund_base",
        "pension_base",
        "housing_fund_base_until_june",
        "pension_base_until_june",
        "entry_salary",
    ],
    "rank_mix": ["rank", "category", "work_start"],
    "rules": ["housing_fund_rate", "location"],
}
SETS = [frozenset(each) for size in range(6) for each in combinations(ORDER, size)]
MONTHS = range(JANUARY, DECEMBER + 1)
Piece = dict[str, Any]


def exact_parts(
    before: Roster, after: Roster, law_after: Any, base_rule: str | Mapping[str | None, str]
) -> dict[str, dict[str, Fraction]]:
    """For each line's code, what each cause explains: the mean over all 120 orders."""
    costs = _costs(before, after, law_after, base_rule)
    parts: dict[str, dict[str, Fraction]] = {}
    for code in CODES:
        sums = dict.fromkeys(ORDER, Fraction(0))
        for order in permutations(ORDER):
            for place, cause in enumerate(order):
                sums[cause] += costs[frozenset(order[: place + 1])][code] - costs[frozenset(order[:place])][code]
        parts[code] = {cause: total / 120 for cause, total in sums.items()}
    return parts


def _costs(before: Roster, after: Roster, law_after: Any, base_rule: Any) -> dict[frozenset[str], dict[str, int]]:
    """Fen by set of causes and line."""
    costs: dict[frozenset[str], dict[str, int]] = {chosen: dict.fromkeys(CODES, 0) for chosen in SETS}
    for law, sets in (
        (None, [chosen for chosen in SETS if "rules" not in chosen]),
        (law_after, [chosen for chosen in SETS if "rules" in chosen]),
    ):
        rows = []
        rules = {}
        for number, chosen in enumerate(sets):
            for row in _rows(before, after, chosen):
                unit = f"{number} {row['unit']}"
                own = base_rule if isinstance(base_rule, str) else base_rule.get(row["unit"], "prior_year")
                rules[unit] = own
                rows.append({**row, "unit": unit})
        table = polars.DataFrame(rows, schema=before.table.schema)
        for each in expected_budget(replace(before, table=table), YEAR, base_rule=rules, system=law).units:
            chosen = sets[int(str(each.unit).split()[0])]
            for item in each.items:
                assert item.amount is not None
                costs[chosen][item.code] += int(item.amount * 100)
    return costs


def _rows(before: Roster, after: Roster, chosen: frozenset[str]) -> list[Piece]:
    """A row a person-group and month, as the causes in ``chosen`` make it."""
    rows = []
    for old, new in _people(before, after):
        for month in MONTHS:
            row = _in_month(old, new, month, chosen)
            if row is not None:
                rows.append({**row, "start_month": month, "end_month": month})
    return rows


def _people(before: Roster, after: Roster) -> list[tuple[Piece | None, list[Piece]]]:
    """Each group that shares all its history: its row before (with the group's heads) and its pieces after."""
    threads: dict[int, list[Piece]] = defaultdict(list)
    for piece in after.table.iter_rows(named=True):
        if piece["headcount_millionths"]:
            threads[piece["thread"]].append(piece)
    rows = {row["origin"]: row for row in before.table.iter_rows(named=True)}
    left = {origin: row["headcount_millionths"] for origin, row in rows.items()}
    groups: list[tuple[Piece | None, list[Piece]]] = []
    for pieces in threads.values():
        origin, heads = pieces[0]["origin"], pieces[0]["headcount_millionths"]
        if origin is None:
            groups.append((None, pieces))
        else:
            groups.append(({**rows[origin], "headcount_millionths": heads}, pieces))
            left[origin] -= heads
    groups += [({**rows[origin], "headcount_millionths": heads}, []) for origin, heads in left.items() if heads]
    return groups


def _there(piece: Piece | None, month: int) -> bool:
    return piece is not None and (piece["start_month"] or 0) <= month <= (piece["end_month"] or DECEMBER)


def _piece(pieces: list[Piece], month: int) -> Piece:
    """The piece of a month; while nobody is there the last one, before anybody is there the first."""
    ordered = sorted(pieces, key=lambda piece: piece["start_month"] or 0)
    begun = [piece for piece in ordered if (piece["start_month"] or 0) <= month]
    return begun[-1] if begun else ordered[0]


def _in_month(old: Piece | None, new: list[Piece], month: int, chosen: frozenset[str]) -> Piece | None:
    shown = month if "months" in chosen else DECEMBER
    there_after = {m: any(_there(piece, m) for piece in new) for m in MONTHS}
    if old is None:
        if "heads" not in chosen or not there_after[shown]:
            return None
        row = dict(_piece(new, shown))
        if "months" not in chosen and row["entry_month"] is not None:
            row["entry_month"] = min(row["entry_month"], JANUARY)
        return _paid(row, new, month)
    comes_or_goes = any(there_after[m] != _there(old, m) for m in MONTHS)
    there = there_after[shown] if comes_or_goes and "heads" in chosen else _there(old, month)
    if not there:
        return None
    row = dict(old)
    for cause, columns in COLUMNS.items():
        for column in columns:
            if cause not in chosen or not new:
                continue
            differs = [
                m
                for m in MONTHS
                if there_after[m]
                and _piece(new, m)[column] != old[column]
                and (cause != "pay" or _piece(new, m)["status"] == "active")
            ]
            if differs:
                row[column] = _piece(new, shown)[column]
    if "pay" in chosen and _lump_sums_differ(old, new, there_after):
        return _paid(row, new, month)
    return _paid(row, [old], month)


def _paid(row: Piece, pieces: list[Piece], month: int) -> Piece:
    """A lump sum is paid in its month by the state of that month, or the last one while nobody is there."""
    piece = _piece(pieces, month)
    is_paid = piece["lump_sum_month"] == month % 12 + 1
    return {
        **row,
        "purchase_lump_sum": piece["purchase_lump_sum"] if is_paid else None,
        "lump_sum_month": month % 12 + 1,
    }


def _lump_sum(pieces: list[Piece], month: int) -> int | None:
    paid = [p["purchase_lump_sum"] for p in pieces if p["lump_sum_month"] == month % 12 + 1 and _there(p, month)]
    return next((each for each in paid if each), None)


def _lump_sums_differ(old: Piece, new: list[Piece], there_after: dict[int, bool]) -> bool:
    return any(there_after[m] and _lump_sum(new, m) != _lump_sum([old], m) for m in MONTHS)
