"""What a sentence states: an amount, how it compares, its share, the cause it names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.documents.printed import half_last_place

Unit = Literal["亿元", "万元", "千元", "元", "%"]
Direction = Literal["增加", "减少", "持平", "大于", "小于", "等于"]
YUAN = {"亿元": 100_000_000, "万元": 10_000, "千元": 1_000, "元": 1, "%": 1}


@dataclass(frozen=True)
class Quantity:
    """A number in a sentence: as printed less the separators, in its own unit, with the line it stands on.

    ``usual`` is how many decimals its narrative prints before it leaves zeros at the end away; None where it prints
    them all.
    """

    printed: str
    unit: Unit
    at: Line
    usual: int | None = None

    @property
    def value(self) -> Decimal:
        """In yuan; a percentage in percent."""
        return Decimal(self.printed) * YUAN[self.unit]

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed place, in yuan or percent; a printed zero is nothing at all."""
        if not Decimal(self.printed):
            return Decimal(0)
        half = half_last_place(self.printed)
        if self.usual is not None:
            half = min(half, Decimal(5).scaleb(-self.usual - 1))
        return half * YUAN[self.unit]


@dataclass(frozen=True)
class Target:
    """A cell of the document's tables: table and row counted from 0, the column by its name."""

    table: int
    row: int
    column: str


@dataclass(frozen=True)
class Statement:
    """One thing that a sentence states of a subject.

    ``code`` and ``targets`` tie it to the tables; the first target is the one it speaks of, any other one that the same
    words can mean. ``base`` is the amount it is compared with, ``against`` whether that is the prior year's or the
    budget at the year's beginning. ``change`` and ``percent`` are without a sign: ``direction`` has it. ``share`` is
    a percentage of what ``of`` names. ``passage`` numbers the paragraph, in printed order. ``part_of`` is the place
    among all statements of the amount in whose list (其中) this one stands, ``repeats`` that of the statement whose
    amount this one compares once more; both count from 0.
    """

    subject: str
    at: Line
    passage: int
    section: str
    code: str | None = None
    table: str | None = None
    targets: tuple[Target, ...] = ()
    amount: Quantity | None = None
    base: Quantity | None = None
    against: Literal["prior_year", "initial_budget"] | None = None
    change: Quantity | None = None
    percent: Quantity | None = None
    share: Quantity | None = None
    of: str | None = None
    completion: Quantity | None = None
    comparison: str | None = None
    direction: Direction | None = None
    cause: str | None = None
    part_of: int | None = None
    repeats: int | None = None

    @property
    def page(self) -> int | None:
        """The page of the sentence."""
        return self.at.page

    @property
    def line(self) -> int:
        """The line of the sentence."""
        return self.at.number

    @property
    def unit(self) -> str | None:
        """The unit of its amounts, as the sentence has it."""
        first = self.amount or self.change
        return None if first is None else first.unit

    def to_dict(self) -> dict[str, Any]:
        """The statement as JSON has it; percentages of a fall are negative."""
        sign = "-" if self.direction == "减少" else ""
        return {
            "page": self.page,
            "line": self.line,
            "subject": self.subject,
            "code": self.code,
            "table": self.table,
            "amount": _printed(self.amount),
            "comparison": self.comparison,
            "change": _printed(self.change, sign),
            "percent": _printed(self.percent, sign),
            "share": _printed(self.share),
            "of": self.of,
            "cause": self.cause,
            "unit": self.unit,
        }


def _printed(quantity: Quantity | None, sign: str = "") -> str | None:
    if quantity is None:
        return None
    return quantity.printed if quantity.printed.startswith("-") else sign + quantity.printed
