"""Random units whose truth is known: a roster, the lines that the law gives for it, and a document that prints them.

The amounts and the truth are computed here with Decimals and the law's own numbers, apart from the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import polars

from independent.numbers_of_law import in_force, number
from openfisca_china_personnel.documents import Document, Row, Table

YEARS = (2016, 2019, 2020, 2021, 2022, 2023, 2024, 2025)
MONTHS = range(1, 13)
RANKS = (
    "director_general", "deputy_director_general", "division_head", "deputy_division_head", "section_head",
    "deputy_section_head", "staff", "unspecified", "associate_professional", "technician", "ordinary_worker",
)  # fmt: skip
AT_THE_AVERAGE = ("unspecified", "associate_professional")
CODES = {
    "pension": ("2080505", "机关事业单位基本养老保险缴费支出"),
    "annuity": ("2080506", "机关事业单位职业年金缴费支出"),
    "fund": ("2210201", "住房公积金"),
    "rent": ("2210202", "提租补贴"),
}
FEN, YUAN, WAN = Decimal("0.01"), Decimal(1), Decimal(10_000)


@dataclass
class Person:
    """Identical people: so many, from one month to another, on one wage."""

    heads: int
    active: bool
    rank: str
    wage: Decimal
    first: int
    last: int
    pays_pension: bool
    pays_fund: bool

    def there(self, month: int) -> bool:
        return self.first <= month <= self.last


@dataclass
class Truth:
    """What the inference must hold: person-months and bases by month, and the year's lines in yuan."""

    year: int
    rate: Decimal
    person_months: dict[tuple[str, int], int] = field(default_factory=dict)
    bases: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    amounts: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    rent: Decimal = Decimal(0)

    def months(self, what: str) -> int:
        return sum(count for (name, _), count in self.person_months.items() if name == what)

    def base(self, scheme: str) -> Fraction:
        return sum((Fraction(b) for (name, _), b in self.bases.items() if name == scheme), Fraction(0))

    def line(self, key: str) -> Decimal:
        if key == "rent":
            return self.rent
        return sum((a for (name, _), a in self.amounts.items() if name == key), Decimal(0))


def unit(seed: int, *, year: int | None = None) -> tuple[list[Person], Truth]:
    """The unit of that number and its truth."""
    chance = Random(f"inferred unit {seed}")
    year = year or chance.choice(YEARS)
    rate = Decimal(chance.choice((500, 800, 1000, 1175, 1200, 1200, 1200))) / 10_000
    people = [_person(chance) for _ in range(chance.choice((1, 2, 3, 8, 20)))]
    return people, truth_of(people, year, rate)


def _person(chance: Random) -> Person:
    first = chance.choice((1, 1, 1, 1, chance.randint(1, 12)))
    wage = chance.choice((chance.randint(300_000, 1_500_000), chance.randint(260_000, 6_000_000), 1_000_000, 846_700))
    return Person(
        heads=chance.choice((1, 1, 3, 10, 40, 700)),
        active=chance.random() < 0.75,
        rank=chance.choice(RANKS),
        wage=Decimal(wage) / 100,
        first=first,
        last=chance.choice((12, 12, 12, chance.randint(first, 12))),
        pays_pension=chance.random() < 0.85,
        pays_fund=chance.random() < 0.9,
    )


def truth_of(people: list[Person], year: int, rate: Decimal) -> Truth:
    """Person by person and month by month, each amount rounded as the law says."""
    truth = Truth(year, rate)
    for month in MONTHS:
        for each in (p for p in people if p.there(month)):
            _add(truth.person_months, ("active" if each.active else "retired", month), each.heads)
            average = each.rank in AT_THE_AVERAGE
            standard = number("rent_subsidy.average" if average else f"rent_subsidy.standard.{each.rank}", year, month)
            truth.rent += standard * each.heads
            if each.active and each.pays_pension:
                base = _within("pension", each.wage, year, month)
                for scheme in ("pension", "annuity"):
                    amount = (base * number(f"{scheme}.employer_rate", year, month)).quantize(FEN, ROUND_HALF_UP)
                    _contribute(truth, scheme, month, each.heads, base, amount)
            if each.active and each.pays_fund:
                base = _within("housing_fund", each.wage, year, month)
                _contribute(truth, "fund", month, each.heads, base, (base * truth.rate).quantize(YUAN, ROUND_HALF_UP))
    return truth


def _within(scheme: str, wage: Decimal, year: int, month: int) -> Decimal:
    # Where the law has a gap nothing bites: no wage here lies below any known floor of the fund.
    cap = in_force(f"{scheme}.base_cap.central_beijing", year, month)
    floor = in_force(f"{scheme}.base_floor.central_beijing", year, month)
    lifted = wage if floor is None else max(wage, floor)
    return lifted if cap is None else min(lifted, cap)


def _contribute(truth: Truth, scheme: str, month: int, heads: int, base: Decimal, amount: Decimal) -> None:
    _add(truth.person_months, (scheme, month), heads)
    _add(truth.bases, (scheme, month), base * heads)
    _add(truth.amounts, (scheme, month), amount * heads)


def _add(sums: dict[Any, Any], key: Any, value: Any) -> None:
    sums[key] = sums.get(key, 0) + value


def document(lines: dict[str, Decimal], year: int, *, in_wan: bool = True, prior: dict[str, Decimal] | None = None,
             unit_name: str = "国家示例局机关") -> Document:  # fmt: skip
    """A budget that prints lines (yuan, by word) in 万元 or yuan with two decimals."""
    columns = ("prior_year_actual", "budget") if prior else ("budget",)
    rows = []
    for key, (code, name) in CODES.items():
        values = {}
        for column, source in (("prior_year_actual", prior or {}), ("budget", lines)):
            if key in source:
                shown = source[key] / WAN if in_wan else source[key]
                values[column] = str(shown.quantize(FEN, ROUND_HALF_UP))
        if values:
            rows.append(Row(code, name, values=values))
    table = Table("5", "一般公共预算支出表", "general", "万元" if in_wan else "元", None, columns, tuple(rows))
    return Document(unit_name, year, "budget", table.amount_unit, (table,))


def frame(people: list[Person], truth: Truth) -> polars.DataFrame:
    """The unit as a roster."""
    year = truth.year
    return polars.DataFrame(
        [
            {
                "headcount": each.heads,
                "status": "active" if each.active else "retired",
                "rank": each.rank,
                "monthly_salary": each.wage,
                "housing_fund_rate": truth.rate,
                "location": "central_beijing",
                "contributes_pension": each.pays_pension if each.active else None,
                "contributes_housing_fund": each.pays_fund if each.active else None,
                "start_month": f"{year}-{each.first:02d}",
                "end_month": f"{year}-{each.last:02d}",
                "work_start": f"{year - 5}-01",
            }
            for each in people
        ]
    )
