"""The cost of one more head of each rank, for the whole year and from any month of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy
import polars
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.budget import Yuan, refuse_year
from openfisca_china_personnel.budget_notes.on_law import notes_on_gaps, notes_on_values
from openfisca_china_personnel.costs.next_head import NextHead, next_heads
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.ledger import Ledger, compute
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.roster.table import SCHEMA
from openfisca_china_personnel.staffing import Staffing, staffing
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.subjects import LINES, Line, functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule, Rank, label

TOTAL = "total"
"""The code of the sum of all lines."""

_WHO = Text(
    "增加一人的成本：按各职级在职人员的平均月工资（按人数加权，四舍五入到分），视为调入，自起始月起以该工资为基数缴存（缴费）；"
    "公积金比例仅在该职级各行填写一致时采用，否则按默认比例；各行均享受时才计按月购房补贴；工龄未知，按最低档计。",
    "One more head earns the average monthly wage of the rank's active people (weighted by headcount, half up to the "
    "fen), transfers in and contributes on that wage from the first month; with the rank's fund rate where every row "
    "states one and the same, else the default; with the monthly purchase subsidy where every row is entitled to it; "
    "the years of service are not known and count as the lowest step.",
)
_NO_WAGE = Text(
    "{rank}的各行都没有填写月工资和上年月均工资，无法得出增加一人的成本。",
    "No row of the rank {rank} states a wage; the cost of one more head is not known.",
)


@dataclass(frozen=True)
class MarginalCost:
    """What one more head of a rank costs on one line (or ``total``) from ``month`` (``YYYY-MM``) to December, in yuan.

    ``monthly_salary`` is the wage that the head is taken to have; ``amount`` is ``None`` where it cannot be known.
    """

    rank: str
    location: str
    monthly_salary: Yuan
    month: str
    code: str
    amount: Yuan

    def to_dict(self) -> dict[str, Any]:
        """The cost as JSON has it."""
        return {
            "rank": self.rank,
            "location": self.location,
            "monthly_salary": self.monthly_salary,
            "month": self.month,
            "code": self.code,
            "amount": self.amount,
        }


@dataclass(frozen=True)
class MarginalCosts:
    """The cost of one more head of each rank of a roster in a year: by rank, location, first month and line.

    The lines stand in the order of their codes, then the sum under the code ``total``, which is ``None`` where a line
    is not known.
    """

    year: int
    rows: tuple[MarginalCost, ...]
    notes: tuple[Note, ...]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The costs as JSON has them; amounts are ``Decimal`` yuan with two decimals."""
        return {
            "year": self.year,
            "rows": [row.to_dict() for row in self.rows],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a rank, location, first month and line: the columns of the JSON rows (amounts Decimal yuan)."""
        money = polars.Decimal(38, 2)
        schema: dict[str, Any] = {"rank": polars.String, "location": polars.String, "monthly_salary": money}
        schema |= {"month": polars.String, "code": polars.String, "amount": money}
        return polars.DataFrame([row.to_dict() for row in self.rows], schema=schema)


def marginal_costs(
    roster: Roster,
    year: int,
    *,
    system: TaxBenefitSystem | None = None,
) -> MarginalCosts:
    """What one more head of each rank that the roster's active people have costs, from each month of the year on.

    Somebody who transfers in contributes on the wage of the entry month all year, last year's wages or expected ones:
    no ``base_rule`` is asked for. All ranks and months are computed at once; ``system`` is a reformed law. Raises
    ``InputFaults`` for a year before 2015.
    """
    refuse_year(year)
    law = system or baseline()
    heads = next_heads(roster, year)
    known = [head for head in heads if head.monthly_salary is not None]
    codes = {line: functional_code(law.parameters, line, year) for line in LINES}
    notes = [Note("marginal_cost_rule", _WHO, grade="C")] if heads else []
    notes.extend(_without_wage(head) for head in heads if head.monthly_salary is None)
    amounts: dict[tuple[NextHead, int], list[int | None]] = {}
    if known:
        people = staffing(_entering(known, year), year)
        rules = numpy.full(len(people.units), BaseRule.prior_year.index, dtype=numpy.int16)
        ledger = compute(people, law, rules)
        for number, place in enumerate(_places(known)):
            amounts[place] = [ledger.tally(line.key).of_unit(number) for line in LINES]
        notes.extend(_on_law(people, ledger, law.parameters, codes))
    rows = [
        MarginalCost(head.rank, head.location, head.salary_in_yuan, _text(year, month), code, _yuan(fen))
        for head in heads
        for month in EVERY_MONTH
        for code, fen in _with_total(amounts.get((head, month), [None] * len(LINES)), list(codes.values()))
    ]
    return MarginalCosts(year, tuple(rows), tuple(notes))


def _places(heads: list[NextHead]) -> Iterator[tuple[NextHead, int]]:
    for head in heads:
        for month in EVERY_MONTH:
            yield head, month


def _entering(heads: list[NextHead], year: int) -> Roster:
    """A roster in which each head enters in each month, every one a unit of its own."""
    records = [
        {
            **dict.fromkeys(SCHEMA),
            "row": number,
            "unit": str(number),
            "headcount_millionths": HEADCOUNT_STEPS,
            "status": "active",
            "category": head.category,
            "rank": head.rank,
            "location": head.location,
            "entry": "transfer",
            "monthly_salary": head.monthly_salary,
            "housing_fund_rate": head.housing_fund_rate,
            "purchase_subsidy": head.purchase_subsidy,
            "start_month": month_number(year, month),
        }
        for number, (head, month) in enumerate(_places(heads))
    ]
    return Roster(None, None, polars.DataFrame(records, schema=SCHEMA))


def _with_total(fen: list[int | None], codes: list[str]) -> Iterator[tuple[str, int | None]]:
    yield from zip(codes, fen, strict=True)
    known = [each for each in fen if each is not None]
    yield TOTAL, sum(known) if len(known) == len(fen) else None


def _without_wage(head: NextHead) -> Note:
    return Note("marginal_cost_no_wage", _NO_WAGE.format(rank=label(Rank[head.rank])), rows=head.rows)


def _on_law(people: Staffing, ledger: Ledger, parameters: ParameterNode, codes: Mapping[Line, str]) -> Iterator[Note]:
    """What is uncertain in the law; the rows of the heads are no rows of the roster and are not named."""
    places = {location for location, _ in people.present}
    for note in (*notes_on_gaps(places, ledger, parameters, codes), *notes_on_values(ledger, parameters, codes)):
        yield Note(note.code, note.text, note.lines, (), note.months, note.grade)


def _text(year: int, month: int) -> str:
    return month_text(month_number(year, month))


def _yuan(fen: int | None) -> Yuan:
    return None if fen is None else Decimal(fen).scaleb(-2)
