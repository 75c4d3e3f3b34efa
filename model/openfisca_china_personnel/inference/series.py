"""Several documents side by side, with the jumps from one year to the next marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from openfisca_china_personnel.inference.numerals import shown
from openfisca_china_personnel.inference.result import Inference, Quantity
from openfisca_china_personnel.language import Text

MARKED_FROM = 10
"""Percent from which a change of the plausible points is marked, up or down: a choice of display, no rule."""
_SHOWN = ("heads", "active_heads", "pension_base_year", "housing_fund_base_year", "housing_fund_rate")

_MOVED = Text("{what} {percent}%", "{what} {percent} %")
_CERTAIN = Text("{what} 上下限不相交", "{what}: bounds do not meet")


@dataclass(frozen=True)
class Standing:
    """A unit in a year: the points of heads (all who are paid a rent subsidy, else active), bases in yuan, fund rate.

    ``jumps`` say what moved since the unit's year before.
    """

    unit: str | None
    year: int
    heads: Fraction | None
    pension_base: Fraction | None
    fund_base: Fraction | None
    fund_rate: Fraction | None
    jumps: tuple[Text, ...]


def side_by_side(found: Inference) -> tuple[Standing, ...]:
    """A standing a unit and year, by unit and then by year; empty for less than two.

    Where two documents speak of one year (its own budget, and last year's column of the next) the first one counts.
    """
    known: dict[tuple[str | None, int], dict[str, Quantity]] = {}
    for each in found.quantities:
        if each.name in _SHOWN:
            known.setdefault((each.budget_unit, each.year), {}).setdefault(each.name, each)
    if len(known) <= 1:
        return ()
    return tuple(
        _standing(unit, year, known[unit, year], known.get((unit, year - 1), {}))
        for unit, year in sorted(known, key=lambda pair: (pair[0] or "", pair[1]))
    )


def _standing(unit: str | None, year: int, now: dict[str, Quantity], before: dict[str, Quantity]) -> Standing:
    heads = _point(now, "heads")
    return Standing(
        unit=unit,
        year=year,
        heads=heads if heads is not None else _point(now, "active_heads"),
        pension_base=_point(now, "pension_base_year"),
        fund_base=_point(now, "housing_fund_base_year"),
        fund_rate=_point(now, "housing_fund_rate"),
        jumps=tuple(_jumps(now, before)),
    )


def _jumps(now: dict[str, Quantity], before: dict[str, Quantity]) -> Iterator[Text]:
    for name, after in now.items():
        earlier = before.get(name)
        if earlier is None:
            continue
        if earlier.point and after.point is not None:
            percent = (after.point - earlier.point) / earlier.point * 100
            if abs(percent) >= MARKED_FROM:
                yield _MOVED.format(what=after.label, percent=f"{'+' if percent > 0 else ''}{shown(percent, 1)}")
                continue
        if earlier.bounds.meet(after.bounds).is_empty:
            yield _CERTAIN.format(what=after.label)


def _point(quantities: dict[str, Quantity], name: str) -> Fraction | None:
    found = quantities.get(name)
    return None if found is None else found.point
