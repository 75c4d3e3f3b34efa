"""The law of a year in which something is not known: every way in which it may have been.

A cap or a floor with a gap lies between its known neighbours on both sides; a reset month with a gap is one of its
two neighbours. The law is completed each of those ways and the results span a range. A gap with a known value on one
side only is left open: what rests on it stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.days import day_before
from openfisca_china_personnel.grafting import grafted
from openfisca_china_personnel.provisions import Provision, neighbours, series
from openfisca_china_personnel.vocabulary import Location

Filling = tuple[str, str, str, float]
"""A parameter, the first and last day of a gap, and the value that is put there."""


@dataclass(frozen=True)
class Gap:
    """A gap in a series: its path, its days (inclusive) and the known values on both sides, ``None`` where unknown."""

    path: str
    first_day: str
    last_day: str
    before: float | None
    after: float | None

    @property
    def sides(self) -> tuple[float, float] | None:
        """The known values before and after; ``None`` where one of them is not known."""
        return None if self.before is None or self.after is None else (self.before, self.after)


def completions(system: TaxBenefitSystem, year: int, location: Location) -> list[TaxBenefitSystem]:
    """Every law that the ``year`` may have had at ``location``; the law itself alone where it is known.

    The least and the greatest limits are enough: no contribution falls when a cap or a floor rises.
    """
    bounded = [(gap, gap.sides) for gap in gaps(system.parameters, year, location) if gap.sides]
    if not bounded:
        return [system]
    limits = [(gap, sides) for gap, sides in bounded if ".reset_month." not in gap.path]
    resets = [(gap, sides) for gap, sides in bounded if ".reset_month." in gap.path]
    lowest = [_filling(gap, min(sides)) for gap, sides in limits]
    highest = [_filling(gap, max(sides)) for gap, sides in limits]
    laws = []
    for choice in product(*[sides for _, sides in resets]):
        chosen = [_filling(gap, value) for (gap, _), value in zip(resets, choice, strict=True)]
        laws += [_completed(system, chosen + lowest), _completed(system, chosen + highest)]
    return laws


def gaps(parameters: ParameterNode, year: int, location: Location) -> list[Gap]:
    """The gaps of caps, floors and reset months at ``location`` that reach into ``year``."""
    first_day, last_day = f"{year}-01-01", f"{year}-12-31"
    found = []
    for scheme, kind in product(("housing_fund", "pension"), ("base_cap", "base_floor", "reset_month")):
        path = f"{scheme}.{kind}.{location.name}"
        try:
            values = series(parameters, path)
        except KeyError:
            continue
        before_all = [(first_day, values[0].start)] if values[0].start > first_day else []
        open_spans = [(p.start, p.next_start or "9999-12-31") for p in values if p.value is None]
        for start, end in before_all + open_spans:
            if start <= last_day and end > first_day:
                before, after = neighbours(parameters, path, start)
                found.append(Gap(path, start, day_before(end), _number(before), _number(after)))
    return found


def _number(provision: Provision | None) -> float | None:
    if provision is None or provision.value is None:
        return None
    if isinstance(provision.value, (int, float)):
        return provision.value
    raise TypeError(f"{provision.path} is not a series of numbers")


def _filling(gap: Gap, value: float) -> Filling:
    return gap.path, gap.first_day, gap.last_day, value


def _completed(system: TaxBenefitSystem, fillings: list[Filling]) -> TaxBenefitSystem:
    class Completed(Reform):
        def apply(self) -> None:
            parameters: ParameterNode = system.parameters
            for path, first_day, last_day, value in fillings:
                parameters = grafted(parameters, path, _filled(first_day, last_day, value))
            self.parameters = parameters

    return Completed(system)


def _filled(first_day: str, last_day: str, value: float) -> Callable[[Parameter], Parameter]:
    """A series like the one given that has ``value`` from the first to the last day."""

    def fill(leaf: Parameter) -> Parameter:
        changed = leaf.clone()
        changed.update(start=instant(first_day), stop=instant(last_day), value=value)
        return changed

    return fill
