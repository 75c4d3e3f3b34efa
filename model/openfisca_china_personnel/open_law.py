"""The law of a year in which something is not known: every way in which it may have been.

A cap or a floor with a gap lies between its known neighbours on both sides; a reset month with a gap is one of its
two neighbours. The law is completed each of those ways and the results span a range. A gap with a known value on one
side only is left open: what rests on it stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import product

from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.provisions import all_series, neighbours
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
    def is_bounded(self) -> bool:
        """Whether a value is known on both sides."""
        return self.before is not None and self.after is not None


def completions(system: TaxBenefitSystem, year: int, location: Location) -> list[TaxBenefitSystem]:
    """Every law that the ``year`` may have had at ``location``; the law itself alone where it is known.

    The least and the greatest limits are enough: no contribution falls when a cap or a floor rises.
    """
    bounded = [gap for gap in gaps(system.parameters, year, location) if gap.is_bounded]
    if not bounded:
        return [system]
    limits = [gap for gap in bounded if ".reset_month." not in gap.path]
    resets = [gap for gap in bounded if ".reset_month." in gap.path]
    laws = []
    for choice in product(*[(gap.before, gap.after) for gap in resets]):
        chosen = [_filling(gap, value) for gap, value in zip(resets, choice, strict=True)]
        for extreme in (min, max):
            laws.append(_completed(system, chosen + [_filling(gap, extreme(gap.before, gap.after)) for gap in limits]))
    return laws


def gaps(parameters: ParameterNode, year: int, location: Location) -> list[Gap]:
    """The gaps of caps, floors and reset months at ``location`` that reach into ``year``."""
    first_day, last_day = f"{year}-01-01", f"{year}-12-31"
    found = []
    for series in all_series(parameters):
        path = series[0].path
        scheme, *middle, name = path.split(".")
        if name != location.name or middle not in (["base_cap"], ["base_floor"], ["reset_month"]):
            continue
        before_all = [(first_day, series[0].start)] if series[0].start > first_day else []
        open_spans = [(p.start, p.next_start or "9999-12-31") for p in series if p.value is None]
        for start, end in before_all + open_spans:
            if start <= last_day and end > first_day:
                before, after = neighbours(parameters, path, start)
                found.append(Gap(path, start, _day_before(end), before and before.value, after and after.value))
    return found


def _filling(gap: Gap, value: float) -> Filling:
    return gap.path, gap.first_day, gap.last_day, value


def _completed(system: TaxBenefitSystem, fillings: list[Filling]) -> TaxBenefitSystem:
    class Completed(Reform):
        def apply(self) -> None:
            self.modify_parameters(partial(_fill, fillings=fillings))

    return Completed(system)


def _fill(parameters: ParameterNode, fillings: list[Filling]) -> ParameterNode:
    for path, first_day, last_day, value in fillings:
        node = parameters
        for key in path.split("."):
            node = node.children[key]
        node.update(start=instant(first_day), stop=instant(last_day), value=value)
    return parameters


def _day_before(day: str) -> str:
    return str(instant(day).offset(-1, "day"))


