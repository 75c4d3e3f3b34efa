"""What an inference hands back: quantities with their bounds, contradictions, and the change from year to year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    import polars

DECIMALS = {"person-months": 4, "heads": 4, "yuan": 2, "yuan/month": 2, "/1": 6, "%": 4}
"""Decimals to which a quantity is shown, by what it is measured in; bounds are rounded outwards."""


@dataclass(frozen=True)
class Quantity:
    """What the lines of one year imply.

    ``measure`` is ``person-months``, ``heads`` (averages over twelve months), ``yuan``, ``yuan/month`` or ``/1``.
    ``bounds`` hold every value that is consistent; an end that is ``None`` has no bound in the law. ``point`` is the
    most plausible value under the assumptions that the notes name, ``None`` where there is none.
    """

    name: str
    label: Text
    year: int
    measure: str
    bounds: Interval
    point: Fraction | None
    source: Text
    budget_unit: str | None = None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The quantity as JSON has it."""
        return {
            "name": self.name,
            "year": self.year,
            "unit": self.measure,
            **bounds_as_numbers(self.bounds, self.measure),
            "point": rounded(self.point, self.measure),
            "from": self.source.in_(language),
            "label": self.label.in_(language),
            "budget_unit": self.budget_unit,
        }


@dataclass(frozen=True)
class Conflict:
    """Statements that cannot all be true: ``between`` names the smallest group found, ``text`` says why."""

    between: tuple[Text, ...]
    text: Text
    year: int | None = None
    budget_unit: str | None = None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The conflict as JSON has it."""
        return {
            "between": [each.in_(language) for each in self.between],
            "text_zh": self.text.zh,
            "text_en": self.text.en,
            "year": self.year,
            "budget_unit": self.budget_unit,
        }


@dataclass(frozen=True)
class Change:
    """How a quantity or a printed line (``code``) moved from one year to the next.

    ``amount`` and ``percent`` hold every change that both years allow; ``cause`` is what the document's prose says.
    """

    name: str
    label: Text
    code: str | None
    prior_year: int
    year: int
    measure: str
    prior: Fraction | None
    current: Fraction | None
    amount: Interval
    percent: Interval | None
    cause: str | None = None
    budget_unit: str | None = None

    @property
    def percent_point(self) -> Fraction | None:
        """The change of the points in percent; ``None`` where one is not known or the first is zero."""
        if self.prior is None or self.current is None or not self.prior:
            return None
        return (self.current - self.prior) / self.prior * 100

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The change as JSON has it."""
        amount = bounds_as_numbers(self.amount, self.measure)
        percent = bounds_as_numbers(self.percent, "%") if self.percent else {"low": None, "high": None}
        both = self.prior is not None and self.current is not None
        return {
            "name": self.name,
            "label": self.label.in_(language),
            "code": self.code,
            "prior_year": self.prior_year,
            "year": self.year,
            "unit": self.measure,
            "prior": rounded(self.prior, self.measure),
            "current": rounded(self.current, self.measure),
            "point": rounded(self.current - self.prior, self.measure) if both else None,  # type: ignore[operator]
            "low": amount["low"],
            "high": amount["high"],
            "percent": rounded(self.percent_point, "%"),
            "percent_low": percent["low"],
            "percent_high": percent["high"],
            "cause": self.cause,
            "budget_unit": self.budget_unit,
        }


@dataclass(frozen=True)
class PlausiblePoint:
    """The most plausible state of a unit in a year: person-months and yuan, with the assumptions it makes.

    ``active_months`` and ``retired_months`` are person-months; ``contributing_months`` those that the contributions
    are spread over. ``None`` is what neither the document nor the rules settle.
    """

    year: int
    active_months: Fraction | None
    retired_months: Fraction | None
    fund_rate: Fraction | None
    pension_base_year: Fraction | None
    annuity_base_year: Fraction | None
    housing_fund_base_year: Fraction | None
    assumptions: tuple[Text, ...]


@dataclass(frozen=True)
class Inference:
    """What one document, or several beside one another, imply."""

    quantities: tuple[Quantity, ...]
    conflicts: tuple[Conflict, ...]
    year_on_year: tuple[Change, ...]
    points: tuple[PlausiblePoint, ...]
    notes: tuple[Note, ...]

    def quantity(self, name: str, year: int | None = None) -> Quantity | None:
        """The first quantity of a name (and year)."""
        return next((q for q in self.quantities if q.name == name and year in (None, q.year)), None)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The inference as JSON has it."""
        return {
            "quantities": [each.to_dict(language) for each in self.quantities],
            "conflicts": [each.to_dict(language) for each in self.conflicts],
            "year_on_year": [each.to_dict(language) for each in self.year_on_year],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a quantity: budget_unit, name, year, unit, low, high, low_closed, high_closed, point, from.

        Numbers are Decimals to six places, bounds rounded outwards.
        """
        import polars  # noqa: PLC0415 - heavy, and the figures themselves need no dataframe

        rows = [
            {
                "budget_unit": each.budget_unit,
                "name": each.name,
                "year": each.year,
                "unit": each.measure,
                **bounds_as_numbers(each.bounds, each.measure),
                "point": rounded(each.point, each.measure),
                "from": each.source.zh,
            }
            for each in self.quantities
        ]
        number = polars.Decimal(38, 6)
        schema: dict[str, Any] = {
            **dict.fromkeys(("budget_unit", "name"), polars.String),
            "year": polars.Int64,
            "unit": polars.String,
            **dict.fromkeys(("low", "high"), number),
            **dict.fromkeys(("low_closed", "high_closed"), polars.Boolean),
            "point": number,
            "from": polars.String,
        }
        return polars.DataFrame(rows, schema=schema)


def bounds_as_numbers(bounds: Interval, measure: str) -> dict[str, Any]:
    """Low and high as Decimals rounded outwards, and whether the true ends belong to the interval.

    A bound that rounding moved outwards is not itself a value that can be taken.
    """
    step = Fraction(1, 10 ** DECIMALS[measure])
    low = high = None
    low_closed, high_closed = bounds.low_closed, bounds.high_closed
    if bounds.low is None:
        low_closed = False
    else:
        shown = math.floor(bounds.low / step) * step
        low, low_closed = _decimal(shown, measure), low_closed and shown == bounds.low
    if bounds.high is None:
        high_closed = False
    else:
        shown = math.ceil(bounds.high / step) * step
        high, high_closed = _decimal(shown, measure), high_closed and shown == bounds.high
    return {"low": low, "high": high, "low_closed": low_closed, "high_closed": high_closed}


def rounded(value: Fraction | None, measure: str) -> Decimal | None:
    """A number to the decimals of what it is measured in, half up; money with two decimals."""
    if value is None:
        return None
    step = Fraction(1, 10 ** DECIMALS[measure])
    return _decimal(math.floor(value / step + Fraction(1, 2)) * step, measure)


def _decimal(value: Fraction, measure: str) -> Decimal:
    """Money always with two decimals; other numbers without zeros at the end."""
    places = Decimal(1).scaleb(-DECIMALS[measure])
    found = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(places)
    if measure.startswith("yuan"):
        return found
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
