"""What every personnel line of a roster should be: the sums, by line, unit and month, with what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, base_rule_of, refuse_strangers
from openfisca_china_personnel.budget_notes import notes_of
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.ledger import EMPLOYEE_SIDES, ONLY_CENTRAL, Ledger
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Grade, Note
from openfisca_china_personnel.parts import BudgetPart, part_of
from openfisca_china_personnel.provisions import Provision
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.subjects import (
    HOUSING_FUND,
    LINES,
    PURCHASE_SUBSIDY,
    Line,
    economic_code,
    functional_code,
)
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.tally import Tally
from openfisca_china_personnel.vocabulary import BaseRule

FIRST_YEAR = 2015
"""The first budget year that ``expected_budget`` serves; earlier law is reached through OpenFisca inputs."""
LAST_YEAR = 2100

Yuan = Decimal | None
"""Yuan with two decimals; ``None`` for what cannot be known."""


@dataclass(frozen=True)
class EconomicPart:
    """The part of a line under one departmental economic class; ``code`` is ``None`` where no source gives it."""

    code: str | None
    amount: Yuan
    grade: Grade | None


@dataclass(frozen=True)
class BudgetItem:
    """One personnel line of a year: yuan, ``None`` for what cannot be known.

    ``low`` and ``high`` span what the law and the roster leave open; ``legal_low`` and ``legal_high`` (housing fund
    only) what the lowest and the highest legal rate would give for every row.
    """

    year: int
    code: str
    name: Text
    economic: tuple[EconomicPart, ...]
    amount: Yuan
    low: Yuan
    high: Yuan
    legal_low: Yuan = None
    legal_high: Yuan = None

    def to_dict(self) -> dict[str, Any]:
        """The item as JSON has it."""
        return {
            "year": self.year,
            "code": self.code,
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "economic": [{"code": p.code, "amount": p.amount, "grade": p.grade} for p in self.economic],
            "amount": self.amount,
            "low": self.low,
            "high": self.high,
            "legal_low": self.legal_low,
            "legal_high": self.legal_high,
        }


@dataclass(frozen=True)
class UnitBudget:
    """The five lines of one unit."""

    unit: str | None
    items: tuple[BudgetItem, ...]


@dataclass(frozen=True)
class MonthAmount:
    """One line in one month (``YYYY-MM``), yuan."""

    month: str
    code: str
    amount: Yuan


@dataclass(frozen=True)
class Budget:
    """The personnel lines of a roster in a year; always all five, in the order of their codes."""

    year: int
    items: tuple[BudgetItem, ...]
    units: tuple[UnitBudget, ...]
    employee: tuple[tuple[str, Yuan], ...]
    months: tuple[MonthAmount, ...]
    notes: tuple[Note, ...]
    rests_on: frozenset[str] = frozenset()
    """The paths of the law's series that some line rests on."""

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The budget as JSON has it; amounts are ``Decimal`` yuan with two decimals."""
        return {
            "year": self.year,
            "items": [item.to_dict() for item in self.items],
            "units": [{"unit": unit.unit, "items": [i.to_dict() for i in unit.items]} for unit in self.units],
            "employee": [{"line": line, "amount": amount} for line, amount in self.employee],
            "months": [{"month": m.month, "code": m.code, "amount": m.amount} for m in self.months],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a unit and line: unit, year, code, name_zh, name_en and the five amounts (Decimal yuan)."""
        columns = ("amount", "low", "high", "legal_low", "legal_high")
        rows = [
            {
                "unit": unit.unit,
                "year": item.year,
                "code": item.code,
                "name_zh": item.name.zh,
                "name_en": item.name.en,
                **{column: getattr(item, column) for column in columns},
            }
            for unit in self.units
            for item in unit.items
        ]
        schema = {"unit": polars.String, "year": polars.Int64}
        schema |= dict.fromkeys(("code", "name_zh", "name_en"), polars.String)
        return polars.DataFrame(rows, schema=schema | dict.fromkeys(columns, polars.Decimal(38, 2)))


def expected_budget(
    roster: Roster,
    year: int,
    *,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
) -> Budget:
    """The personnel lines that the law gives for a roster in a budget year.

    ``base_rule`` is ``prior_year`` or ``expected``, for all units or by unit name; ``system`` a reformed law.
    Raises ``InputFaults`` for a year before 2015 or for an unknown base rule.
    """
    refuse_year(year)
    law = system or baseline()
    return budget_of(part_of(roster, year, base_rule, law), base_rule, law)


def budget_of(part: BudgetPart, base_rule: BaseRules, system: TaxBenefitSystem, files: Sequence[str] = ()) -> Budget:
    """The budget of all rows that are in ``part``, which are those of ``files`` where they come of several.

    Raises ``InputFaults`` for base rules of units that it has not.
    """
    refuse_strangers(base_rule, part.units)
    ledger, law = part.ledger, system.parameters
    expected = any(base_rule_of(base_rule, unit) is BaseRule.expected for unit in part.units)
    codings = [_coding(law, line, ledger.year) for line in LINES]
    return Budget(
        year=ledger.year,
        items=tuple(_item(ledger, coding, Tally.of_year) for coding in codings),
        units=tuple(
            UnitBudget(name, tuple(_item(ledger, coding, _of_unit(n)) for coding in codings))
            for n, name in enumerate(part.units)
        ),
        employee=tuple((side, _yuan(ledger.tally(side).of_year())) for side in EMPLOYEE_SIDES),
        months=tuple(_months(ledger, law)),
        notes=(*part.notes, *notes_of(ledger, part.remarks, part.present, law, files, expected=expected)),
        rests_on=frozenset(path for readings in ledger.rests_on.values() for path, _ in readings),
    )


def refuse_year(year: int) -> None:
    """Raise ``InputFaults`` for a budget year that is not served."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(
            Text(
                f"年度 {year} 不在可计算的范围内；应为 {FIRST_YEAR} 至 {LAST_YEAR} 之间的年份。",
                f"the year {year} cannot be computed; expected a year from {FIRST_YEAR} to {LAST_YEAR}.",
            )
        )


def _of_unit(number: int) -> Callable[[Tally], int | None]:
    return lambda tally: tally.of_unit(number)


@dataclass(frozen=True)
class _Coding:
    """A line's functional code of a year and the departmental economic classes of active and retired people."""

    line: Line
    functional: str
    active: Provision | None
    retired: Provision | None


def _coding(parameters: ParameterNode, line: Line, year: int) -> _Coding:
    active = economic_code(parameters, line, year)
    retired = economic_code(parameters, line, year, retired=True) or active
    return _Coding(line, functional_code(parameters, line, year), active, retired)


def _item(ledger: Ledger, coding: _Coding, of: Callable[[Tally], int | None]) -> BudgetItem:
    line = coding.line
    legal = line is HOUSING_FUND
    open_above = line is PURCHASE_SUBSIDY
    return BudgetItem(
        year=ledger.year,
        code=coding.functional,
        name=line.name,
        economic=_economic(ledger, coding, of),
        amount=_yuan(of(ledger.tally(line.key))),
        low=_yuan(of(ledger.tally(line.key, "low"))),
        high=None if open_above else _yuan(of(ledger.tally(line.key, "high"))),
        legal_low=_yuan(of(ledger.tally(line.key, "legal_low"))) if legal else None,
        legal_high=_yuan(of(ledger.tally(line.key, "legal_high"))) if legal else None,
    )


def _economic(ledger: Ledger, coding: _Coding, of: Callable[[Tally], int | None]) -> tuple[EconomicPart, ...]:
    line = coding.line
    total = of(ledger.tally(line.key))
    to_retired = of(ledger.tally(line.key, "retired")) if line in ONLY_CENTRAL else 0
    december = f"{ledger.year}-12-01"
    if coding.retired is coding.active:
        return (_part(coding.active, total, december),)
    to_active = None if total is None or to_retired is None else total - to_retired
    parts = [_part(coding.active, to_active, december)]
    if to_retired:
        parts.append(_part(coding.retired, to_retired, december))
    return tuple(parts)


def _part(economic_class: Provision | None, fen: int | None, day: str) -> EconomicPart:
    if economic_class is None:
        return EconomicPart(None, _yuan(fen), None)
    return EconomicPart(str(economic_class.value), _yuan(fen), economic_class.grade_at(day))


def _months(ledger: Ledger, parameters: ParameterNode) -> list[MonthAmount]:
    codes = {line: functional_code(parameters, line, ledger.year) for line in LINES}
    return [
        MonthAmount(
            month_text(month_number(ledger.year, month)), codes[line], _yuan(ledger.tally(line.key).of_month(month))
        )
        for month in range(1, 13)
        for line in LINES
    ]


def _yuan(fen: int | None) -> Yuan:
    return None if fen is None else Decimal(fen).scaleb(-2)
