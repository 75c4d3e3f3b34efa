"""One computation for all months that are alike.

The rules are monthly formulas. Between two dates at which the law or a row changes, every month gives the same
amounts, so a simulation computes the first month of such a stretch and lets it stand for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openfisca_core.parameters import Parameter
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.populations import Population
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.readings import ReadingsTracer

EVERY_MONTH = tuple(range(1, 13))
ETERNITY = Period.eternity()


class Stretches(Simulation):
    """A simulation of one year in which ``starts`` are the first months (1 … 12) of stretches of equal months.

    Gaps in the law give amounts that are not known (NaN) instead of an error, so that everybody else's stand.
    Inputs are set at the starts only.
    """

    gaps_are_unknown = True

    def __init__(
        self, system: TaxBenefitSystem, populations: dict[str, Population], year: int, starts: Sequence[int]
    ) -> None:
        super().__init__(system, populations)
        self.readings = ReadingsTracer()
        self.year = year
        self.starts = tuple(starts)
        self._first = {month: max(start for start in self.starts if start <= month) for month in EVERY_MONTH}
        self._first_of = {month_of(year, month): month_of(year, self._first[month]) for month in EVERY_MONTH}

    def keep_readings(self) -> None:
        """Record from now on which values of the law the variables rest on."""
        self.trace = True
        self.tracer = self.readings = ReadingsTracer()

    def put(self, variable_name: str, period: Any, array: Any) -> None:
        """Set an input of the first month of a stretch, of a year or of eternity; a value for every row."""
        self.get_holder(variable_name).put_in_cache(array, period)

    def calculate(self, variable_name: str, period: Any) -> Any:
        """As openfisca-core does, at the first month of the stretch that ``period`` lies in."""
        return super().calculate(variable_name, self._first_of_stretch(period))

    def stretches(self) -> Iterator[tuple[Period, tuple[int, ...]]]:
        """Each stretch: its first month as a period, and the months of the year that it stands for."""
        for start in self.starts:
            yield month_of(self.year, start), tuple(m for m in EVERY_MONTH if self._first[m] == start)

    def _first_of_stretch(self, period: Any) -> Any:
        return self._first_of.get(period, period) if isinstance(period, Period) else period


def month_of(year: int, month: int) -> Period:
    """One month as a period."""
    return Period((DateUnit.MONTH, Instant((year, month, 1)), 1))


def calendar_year(year: int) -> Period:
    """One year as a period."""
    return Period((DateUnit.YEAR, Instant((year, 1, 1)), 1))


def starts_in_law(system: TaxBenefitSystem, year: int) -> tuple[int, ...]:
    """The months of ``year`` from which the law may differ from the month before, January among them.

    A date within a month counts from the first of the next one, because values are read on a month's first day.
    """
    starts = {1, *_reset_months(system, year)}
    for date in _dates_in_law(system):
        date_year, month, day = (int(part) for part in date.split("-"))
        if date_year == year:
            starts.add(month if day == 1 else month + 1)
    return tuple(sorted(start for start in starts if start <= 12))


def _dates_in_law(system: TaxBenefitSystem) -> Iterator[str]:
    for leaf in system.parameters.get_descendants():
        if isinstance(leaf, Parameter):
            yield from (value.instant_str for value in leaf.values_list)
    for variable in system.variables.values():
        yield from (str(date) for date in variable.formulas)


def _reset_months(system: TaxBenefitSystem, year: int) -> Iterator[int]:
    for scheme in ("housing_fund", "pension"):
        for leaf in system.parameters.children[scheme].children["reset_month"].children.values():
            for month in EVERY_MONTH:
                value = leaf.get_at_instant(f"{year}-{month:02d}-01")
                if value is not None:
                    yield int(value)
