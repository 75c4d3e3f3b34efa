"""What the law says of a year, month by month: rates, caps and floors as fractions, a gap as no bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.inference.person_months import AVERAGE, average_standard, common_step, standards
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Grade, Note
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.vocabulary import Location

PENSION_RATE, ANNUITY_RATE = "pension.employer_rate", "annuity.employer_rate"


@dataclass(frozen=True)
class MonthLaw:
    """Yuan a month and rates as fractions; ``None`` is a value that nobody has read, or a rule that is not there."""

    pension_rate: Fraction | None
    annuity_rate: Fraction | None
    pension_cap: Fraction | None
    pension_floor: Fraction | None
    fund_cap: Fraction | None
    fund_floor: Fraction | None
    fund_rate_least: Fraction | None
    fund_rate_most: Fraction | None
    fund_rate_default: Fraction | None
    rent_least: Fraction | None
    rent_most: Fraction | None
    rent_average: Fraction | None
    rent_step: Fraction | None


@dataclass(frozen=True)
class Stretch:
    """Months of a year (1–12) with one law."""

    months: tuple[int, ...]
    law: MonthLaw


@dataclass(frozen=True)
class YearLaw:
    """The year's stretches and the notes on what is uncertain or unknown in them."""

    year: int
    location: Location
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def all_have(self, *names: str) -> bool:
        """Whether the law knows each of these values in every month."""
        return all(getattr(each.law, name) is not None for each in self.stretches for name in names)


def law_of_year(parameters: ParameterNode, year: int, location: Location, *, as_drafted: bool = False) -> YearLaw:
    """The law of each month at a location; ``as_drafted`` keeps January's rates of pension and annuity all year.

    Where the law file has nothing for a location (caps and floors elsewhere, rent subsidy outside central units in
    Beijing) there is no bound. A budget is drafted before its year: a rate that falls in May is not yet in it.
    """
    seen = _Seen(parameters)
    months: dict[MonthLaw, list[int]] = {}
    for month in range(1, 13):
        months.setdefault(_month(seen, year, month, location, as_drafted=as_drafted), []).append(month)
    stretches = tuple(Stretch(tuple(numbers), law) for law, numbers in months.items())
    return YearLaw(year, location, stretches, tuple(seen.notes()))


class _Seen:
    """Reads values and keeps what there is to say of them."""

    def __init__(self, parameters: ParameterNode) -> None:
        self.parameters = parameters
        self._uncertain: dict[tuple[str, Grade], list[str]] = {}
        self._gaps: dict[str, list[str]] = {}
        self._carried: dict[tuple[str, str], list[str]] = {}

    def value(self, path: str, day: str) -> Fraction | None:
        """The value on a day; ``None`` for a gap, for a rule that has not begun and where there is no such series."""
        try:
            provision = in_force(self.parameters, path, day)
        except KeyError:
            return None
        month = day[:7]
        if provision is None or not isinstance(provision.value, (int, float)):
            self._gaps.setdefault(path, []).append(month)
            return None
        grade = provision.grade_at(day)
        if grade != "A":
            self._uncertain.setdefault((path, grade), []).append(month)
        if provision.is_carried_forward_at(day):
            self._carried.setdefault((path, provision.start), []).append(month)
        return Fraction(str(provision.value))

    def notes(self) -> Iterable[Note]:
        """A note a series that is uncertain, unknown or carried forward."""
        for path, months in self._gaps.items():
            text = Text(
                "法规数据在这些月份没有 {path} 的数值，推算不受它约束。",
                "The law file has no value of {path} for these months: it bounds nothing here.",
            )
            yield Note("gap_in_law", text.format(path=path), months=tuple(months), grade="C")
        for (path, grade), months in self._uncertain.items():
            text = Text(
                "推算所用的 {path} 可靠程度为 {grade} 级。", "The value of {path} that is used has the grade {grade}."
            )
            yield Note("uncertain_value", text.format(path=path, grade=grade), months=tuple(months), grade=grade)
        for (path, start), months in self._carried.items():
            text = Text("{path} 沿用 {start} 起的数值。", "The value of {path} from {start} is carried forward.")
            yield Note("carried_forward", text.format(path=path, start=start), months=tuple(months))


def _month(seen: _Seen, year: int, month: int, location: Location, *, as_drafted: bool) -> MonthLaw:
    day = f"{month_text(month_number(year, month))}-01"
    of_rates = f"{year}-01-01" if as_drafted else day
    place = location.name
    central = location is Location.central_beijing
    general = standards(seen.parameters, day) if central else None
    if central:
        seen.value(AVERAGE, day)
    return MonthLaw(
        pension_rate=seen.value(PENSION_RATE, of_rates),
        annuity_rate=seen.value(ANNUITY_RATE, of_rates),
        pension_cap=seen.value(f"pension.base_cap.{place}", day),
        pension_floor=seen.value(f"pension.base_floor.{place}", day),
        fund_cap=seen.value(f"housing_fund.base_cap.{place}", day),
        fund_floor=seen.value(f"housing_fund.base_floor.{place}", day),
        fund_rate_least=seen.value("housing_fund.rate.minimum", day),
        fund_rate_most=seen.value("housing_fund.rate.maximum", day),
        # The default is that of central units in Beijing; no other place has one.
        fund_rate_default=seen.value("housing_fund.rate.default", day) if central else None,
        rent_least=general[0] if general else None,
        rent_most=general[1] if general else None,
        rent_average=average_standard(seen.parameters, day) if central else None,
        rent_step=common_step(seen.parameters, day) if central else None,
    )
