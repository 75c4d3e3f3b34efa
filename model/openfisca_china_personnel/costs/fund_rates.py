"""The housing fund if everybody's rate were another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget, Yuan, expected_budget
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.roster.limits import RateLimits, rate_limits
from openfisca_china_personnel.subjects import HOUSING_FUND, functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

SHOWN_BETWEEN = (800, 1000)
"""Rates shown between the lowest and the highest legal one, in hundredths of a percent: a choice of display."""

_EVERYBODY = Text(
    "各档金额按全部在职缴存人员统一采用该比例计算，名册中填写的比例不计。",
    "Each amount takes every active contributor at that rate, whatever rate the roster states.",
)
_OUTSIDE = Text(
    "公积金比例 {rate} 不在 {year} 年度的法定区间 {least} 至 {most} 内",
    "the housing fund rate {rate} is outside the legal range of {year}, {least} to {most}",
)
_NO_LIMITS = Text(
    "{year} 年度公积金比例的法定上下限没有可查的数值，无法列出各档金额。",
    "the lowest and highest legal housing fund rates of {year} are not known; no rates can be listed.",
)


@dataclass(frozen=True)
class FundAtRate:
    """The line at one rate: ``rate`` in hundredths of a percent, ``amount`` in yuan (``None``: not known)."""

    rate: int
    amount: Yuan

    @property
    def shown(self) -> str:
        """The rate as people read it."""
        return rate_text(self.rate)

    def to_dict(self) -> dict[str, Any]:
        """The amount as JSON has it; the rate is a fraction."""
        return {"rate": Decimal(self.rate).scaleb(-4), "amount": self.amount}


@dataclass(frozen=True)
class FundAtRates:
    """The housing-fund line of a year at several rates, from the lowest to the highest."""

    year: int
    code: str
    rates: tuple[FundAtRate, ...]
    notes: tuple[Note, ...]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The amounts as JSON has them; ``Decimal`` yuan with two decimals."""
        return {
            "year": self.year,
            "code": self.code,
            "rates": [each.to_dict() for each in self.rates],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a rate: year, code, rate (a fraction) and amount (Decimal yuan)."""
        schema: dict[str, Any] = {"year": polars.Int64, "code": polars.String}
        schema |= {"rate": polars.Decimal(38, 4), "amount": polars.Decimal(38, 2)}
        rows = [{"year": self.year, "code": self.code, **each.to_dict()} for each in self.rates]
        return polars.DataFrame(rows, schema=schema)


def fund_at_rates(
    roster: Roster,
    year: int,
    *,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
    rates: Iterable[int] | None = None,
) -> FundAtRates:
    """The housing fund of a year if every active row's rate were the stated one, for each of ``rates``.

    ``rates`` are in hundredths of a percent; where none are given the lowest and the highest legal rate of the year,
    and 8 % and 10 % where they lie between. Raises ``InputFaults`` for rates outside the legal range, one fault each.
    """
    law = system or baseline()
    limits = rate_limits(law.parameters, year)
    chosen = _shown(limits, year) if rates is None else sorted(set(rates))
    _check(chosen, limits, year)
    budgets = [expected_budget(_at(roster, rate), year, base_rule=base_rule, system=system) for rate in chosen]
    code = functional_code(law.parameters, HOUSING_FUND, year)
    return FundAtRates(
        year=year,
        code=code,
        rates=tuple(FundAtRate(rate, _fund(each, code)) for rate, each in zip(chosen, budgets, strict=True)),
        notes=(Note("fund_at_rates", _EVERYBODY, lines=(code,)), *_of_line(budgets, code)),
    )


def rate_text(hundredths: int) -> str:
    """A rate in hundredths of a percent as people read it: 850 is 8.5%."""
    percent = Decimal(hundredths).scaleb(-2)
    return f"{percent.normalize():f}%"


def _at(roster: Roster, rate: int) -> Roster:
    """The roster with one rate for every active row; nobody else has any."""
    active = polars.col("status") == "active"
    stated = polars.when(active).then(polars.lit(rate, polars.Int64)).otherwise(polars.col("housing_fund_rate"))
    return replace(roster, table=roster.table.with_columns(housing_fund_rate=stated))


def _shown(limits: RateLimits, year: int) -> list[int]:
    least, most = limits
    if least is None or most is None:
        raise refuse(_NO_LIMITS.format(year=year))
    return sorted({least, most, *(rate for rate in SHOWN_BETWEEN if least < rate < most)})


def _check(rates: Iterable[int], limits: RateLimits, year: int) -> None:
    least, most = limits
    outside = [rate for rate in rates if (least is not None and rate < least) or (most is not None and rate > most)]
    if outside:
        bounds = {name: "—" if each is None else rate_text(each) for name, each in (("least", least), ("most", most))}
        raise InputFaults(Fault(_OUTSIDE.format(rate=rate_text(rate), year=year, **bounds)) for rate in outside)


def _fund(budget: Budget, code: str) -> Yuan:
    return next(item.amount for item in budget.items if item.code == code)


def _of_line(budgets: list[Budget], code: str) -> list[Note]:
    """What the budgets say about the line, once."""
    found = dict.fromkeys(note for budget in budgets for note in budget.notes if code in note.lines)
    return [replace(note, lines=(code,)) for note in found]
