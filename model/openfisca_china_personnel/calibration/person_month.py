"""What one person's base costs in each month of a year, in whole fen, and the bases that cost nearly the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.calibration.mixture import Amounts
from openfisca_china_personnel.money import RATE_STEPS
from openfisca_china_personnel.provisions import in_force, neighbours
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, Line
from openfisca_china_personnel.vocabulary import Location

MONTHS = range(1, 13)
FEN = 100
_NEARBY = 30
"""Steps on either side of a base among whose amounts an exact sum is sought: more than the amounts take to repeat."""
_HIGHEST_BASE = 100_000_000
"""A million yuan a month, for places whose cap is not known."""


@dataclass(frozen=True)
class Limits:
    """Floor and cap of a base in one month, in fen; within a gap of the law the stricter of the known neighbours."""

    floor: int
    cap: int
    is_gap: bool = False

    def within(self, base: int) -> int:
        """The base as it counts."""
        return min(max(base, self.floor), self.cap)


@dataclass(frozen=True)
class Contributions:
    """Contributions on one base: pension and annuity, or the housing fund.

    ``lines`` are the budget lines, ``rates`` their rates in hundredths of a percent by month, ``limits`` by month.
    """

    lines: tuple[Line, ...]
    rates: tuple[Amounts, ...]
    limits: tuple[Limits, ...]

    def amounts(self, base: int, month: int) -> Amounts:
        """Fen of each line for one person with this base (fen) in a month (1 to 12)."""
        counted = self.limits[month - 1].within(base)
        return tuple(
            self._rounded(line, counted * rate) for line, rate in zip(self.lines, self.rates[month - 1], strict=True)
        )

    def of_months(self, base: int, months: Sequence[int]) -> Amounts:
        """Fen of each line for one person in several months."""
        by_month = [self.amounts(base, month) for month in months]
        return tuple(sum(amounts[place] for amounts in by_month) for place in range(len(self.lines)))

    def only(self, lines: Collection[Line]) -> Contributions:
        """The same for some of the lines."""
        places = [place for place, line in enumerate(self.lines) if line in lines]
        rates = tuple(tuple(rates[place] for place in places) for rates in self.rates)
        return Contributions(tuple(self.lines[place] for place in places), rates, self.limits)

    def is_known(self, base: int, months: Sequence[int]) -> bool:
        """Whether no month's amount rests on a floor or cap that the law file lacks."""
        gaps = [self.limits[month - 1] for month in months if self.limits[month - 1].is_gap]
        return all(limits.floor <= base <= limits.cap for limits in gaps)

    def is_free(self, base: int, month: int) -> bool:
        """Whether neither floor nor cap is near the base."""
        limits = self.limits[month - 1]
        return limits.floor + _NEARBY * self.step <= base <= limits.cap - _NEARBY * self.step

    @cached_property
    def step(self) -> int:
        """How far apart bases are tried: a fen, or for the fund (whole yuan) what moves it by about a yuan."""
        return 1 if HOUSING_FUND not in self.lines else -(-FEN * RATE_STEPS // (_NEARBY // 2 * self.rates[0][0]))

    def kinds_near(self, base: int, month: int) -> dict[Amounts, int]:
        """The amounts that bases near this one give, the nearest first, each with the base nearest to it."""
        found: dict[Amounts, int] = {}
        for away in range(_NEARBY):
            for near in (base + away * self.step, base - away * self.step):
                if near > 0:
                    amounts = self.amounts(near, month)
                    found.setdefault(amounts, self._plain(amounts, near, month))
        return found

    def _plain(self, amounts: Amounts, near: int, month: int) -> int:
        """For the fund the base whose share is the whole yuan itself, where the limits allow it."""
        if HOUSING_FUND not in self.lines:
            return near
        rate = self.rates[month - 1][0]
        plain = (2 * amounts[0] * RATE_STEPS + rate) // (2 * rate)
        return plain if self.amounts(plain, month) == amounts and self.is_free(plain, month) else near

    def alike(self, months: Sequence[int], base: int) -> list[int]:
        """The longest run of free months at one rate."""
        runs: dict[Amounts, list[int]] = {}
        for month in months:
            if self.is_free(base, month):
                runs.setdefault(self.rates[month - 1], []).append(month)
        return max(runs.values(), key=len, default=[])

    def base_for(self, wanted: int, months: Sequence[int], heads: int, place: int = 0) -> int:
        """The least base at which ``heads`` people pay at least ``wanted`` fen in these months.

        ``place`` is that of the line among ``lines``. A million yuan where no base does.
        """
        low, high = 1, _HIGHEST_BASE
        while low < high:
            middle = (low + high) // 2
            if heads * self.of_months(middle, months)[place] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    @staticmethod
    def _rounded(line: Line, product: int) -> int:
        """Half up from millionths of a yuan: the fund to whole yuan, the others to the fen."""
        step = FEN * RATE_STEPS if line is HOUSING_FUND else RATE_STEPS
        return (2 * product + step) // (2 * step) * (step // RATE_STEPS)


def pension_and_annuity(parameters: ParameterNode, year: int, location: Location) -> Contributions:
    """Pension and annuity of a year, on one base."""
    paths = ("pension.employer_rate", "annuity.employer_rate")
    rates = tuple(tuple(_rate(parameters, path, year, month) for path in paths) for month in MONTHS)
    return Contributions((PENSION, ANNUITY), rates, _limits(parameters, "pension", year, location))


def housing_fund(parameters: ParameterNode, year: int, location: Location, rate: str = "default") -> Contributions:
    """The housing fund of a year at the law's ``default`` rate, or at its ``minimum``."""
    path = f"housing_fund.rate.{rate}"
    rates = tuple((_rate(parameters, path, year, month),) for month in MONTHS)
    return Contributions((HOUSING_FUND,), rates, _limits(parameters, "housing_fund", year, location))


def _rate(parameters: ParameterNode, path: str, year: int, month: int) -> int:
    provision = in_force(parameters, path, f"{year}-{month:02d}-01")
    assert provision is not None, f"no {path} in {year}"
    assert isinstance(provision.value, (int, float)), f"{path} is a gap in {year}"
    return round(provision.value * RATE_STEPS)


def _limits(parameters: ParameterNode, scheme: str, year: int, location: Location) -> tuple[Limits, ...]:
    if location is Location.other:
        return tuple(Limits(0, _HIGHEST_BASE) for _ in MONTHS)
    found = []
    for month in MONTHS:
        day = f"{year}-{month:02d}-01"
        floors, no_floor = _known(parameters, f"{scheme}.base_floor.{location.name}", day)
        caps, no_cap = _known(parameters, f"{scheme}.base_cap.{location.name}", day)
        found.append(Limits(max(floors, default=0), min(caps, default=_HIGHEST_BASE), no_floor or no_cap))
    return tuple(found)


def _known(parameters: ParameterNode, path: str, day: str) -> tuple[list[int], bool]:
    """The value of a day in fen, or in a gap those of its known neighbours; and whether it is a gap."""
    provision = in_force(parameters, path, day)
    if provision is not None and isinstance(provision.value, (int, float)):
        return [round(provision.value * FEN)], False
    near = [each.value for each in neighbours(parameters, path, day) if each is not None]
    return [round(value * FEN) for value in near if isinstance(value, (int, float))], True
