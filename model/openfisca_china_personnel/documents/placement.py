"""Which column each printed figure of a row stands in, where blank cells leave fewer figures than columns."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import half_last_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Cells = tuple[str | None, ...]  # one printed figure, or None for a blank, per column

_ZERO = Decimal(0)
_PUBLIC = frozenset(
    f"{column}{suffix}"
    for column in ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
    for suffix in ("", "_prior_year")
)
_PARTS = ("basic", "project", "remitted", "business", "affiliated")
_APPROPRIATION = "财政拨款收入"
_SOURCES = (
    _APPROPRIATION, "上级补助收入", "事业收入", "经营收入", "事业单位经营收入", "附属单位上缴收入", "other_income",
)  # fmt: skip


def placements(tokens: Sequence[str | None], columns: Sequence[str], half: Decimal) -> tuple[Cells, ...]:
    """Every way to put a row's tokens into the columns that the row's own identities allow.

    ``tokens`` are figures as printed, None for a printed dash (which takes a cell); order is kept. ``half`` is half a
    unit of the last place that the table prints amounts to. Where no way satisfies the identities (the document has
    an error, or is of another make) all ways are returned; none where there are more tokens than columns.
    """
    ways = dict.fromkeys(_in_order(tokens, len(columns)))
    allowed = tuple(cells for cells in ways if row_holds(dict(zip(columns, cells, strict=True)), half))
    return allowed or tuple(ways)


def _in_order(tokens: Sequence[str | None], count: int) -> list[Cells]:
    ways: list[Cells] = []
    for chosen in combinations(range(count), len(tokens)):
        cells: list[str | None] = [None] * count
        for column, token in zip(chosen, tokens, strict=True):
            cells[column] = token
        ways.append(tuple(cells))
    return ways


def row_holds(row: Mapping[str, str | None], half: Decimal) -> bool:
    """Whether the figures of one row, by column, agree with each other as printed."""
    return (
        _public_holds(row, half)
        and _sums_hold(row, half)
        and _less_capital_holds(row, half)
        and _change_holds(row, half)
    )


def _sums_hold(row: Mapping[str, str | None], half: Decimal) -> bool:
    whole = next((column for column in ("budget", "actual") if column in row), "total")
    checks: list[tuple[str, tuple[str, ...]]] = []
    if "basic" in row:
        checks.append((whole, _PARTS))
        if "personnel" in row:
            checks.append(("basic", ("personnel", "operating")))
    elif "personnel" in row:
        checks.append((whole, ("personnel", "operating")))
    elif _APPROPRIATION in row:
        checks.append((whole, _SOURCES))
    return all(_is_sum(row, total, parts, half) for total, parts in checks if total in row)


def _public_holds(row: Mapping[str, str | None], half: Decimal) -> bool:
    """The three public expenses add up, of the year, of the year before, and as budgeted."""
    if "abroad" not in row or any(column.partition("/")[0] not in _PUBLIC for column in row):
        return True
    return all(
        _is_sum(row, f"{whole}{suffix}", [f"{part}{suffix}" for part in parts], half)
        for suffix in ("", "_prior_year", "/budget")
        for whole, parts in (
            ("total", ("abroad", "vehicles", "reception")),
            ("vehicles", ("vehicle_purchase", "vehicle_running")),
        )
        if f"{whole}{suffix}" in row
    )


def _is_sum(row: Mapping[str, str | None], total: str, parts: Sequence[str], half: Decimal) -> bool:
    cells = [row.get(part) for part in parts]
    printed = [cell for cell in (row[total], *cells) if cell is not None]
    return abs(_amount(row[total]) - sum(map(_amount, cells), _ZERO)) <= half * len(printed)


def _less_capital_holds(row: Mapping[str, str | None], half: Decimal) -> bool:
    pairs = (("prior_year_actual", "prior_year_actual_less_capital"), ("budget", "budget_less_capital"))
    return all(_amount(row[less]) <= _amount(row.get(whole)) + 2 * half for whole, less in pairs if less in row)


def _change_holds(row: Mapping[str, str | None], half: Decimal) -> bool:
    """The change is that of the budget or, where the table takes it less capital investment, of those columns."""
    if "change" not in row:
        return True
    pairs = [("prior_year_actual", "budget")]
    if "budget_less_capital" in row:
        pairs.append(("prior_year_actual_less_capital", "budget_less_capital"))
    return any(_change_is(row, before, after, half) for before, after in pairs)


def _change_is(row: Mapping[str, str | None], before: str, after: str, half: Decimal) -> bool:
    change, percent = row["change"], row.get("change_percent")
    if change is None and percent is None:
        return True
    old, new = row.get(before), row.get(after)
    printed = [cell for cell in (change, old, new) if cell is not None]
    if abs(_amount(change) - (_amount(new) - _amount(old))) > half * len(printed):
        return False
    return percent is None or _percent_is(percent, old, new, half)


def _percent_is(percent: str, old: str | None, new: str | None, half: Decimal) -> bool:
    """Whether the rise from old to new, each known to half a place, meets the printed percentage, known likewise."""
    low, high = _amount(old) - half, _amount(old) + half
    if low <= 0:
        return True  # no percentage of nothing: documents print 100, 0 or a dash
    new_half = _ZERO if new is None else half
    rises = [((_amount(new) + side) / base - 1) * 100 for side in (-new_half, new_half) for base in (low, high)]
    stated, stated_half = Decimal(percent), half_last_place(percent)
    return min(rises) <= stated + stated_half and stated - stated_half <= max(rises)


def _amount(printed: str | None) -> Decimal:
    return _ZERO if printed is None else Decimal(printed)
