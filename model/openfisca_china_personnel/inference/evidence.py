"""What is known of a unit in a year: the lines that a document prints, and the heads that somebody states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.documents import Document, Figure
from openfisca_china_personnel.inference.intervals import Interval, of_figure
from openfisca_china_personnel.subjects import LINES, functional_code

Scope = Literal["general", "all"]
WAGES = ("30101", "30102", "30103", "30107")
"""Economic classes whose sum is the payroll: basic wage, allowances, bonus, and the institutions' performance pay."""
RETIRED_PAY = ("30301", "30302")
"""Economic classes of what the unit itself pays to retired people."""


@dataclass(frozen=True)
class Line:
    """One printed line of a year: its code, the yuan that it can stand for, its own yuan, and how it is printed."""

    key: str
    code: str
    yuan: Interval
    value: Fraction
    printed: str


@dataclass(frozen=True)
class Facts:
    """What somebody states beside the document; ``None`` is what nobody does.

    Heads are averages over twelve months; ``ranks`` are heads or shares by rank of everybody who is paid a rent
    subsidy; ``fund_rate`` is the one rate of the unit, a fraction. ``whole_people`` is false where some are known to
    be parts of a head (full-time equivalents).
    """

    active_heads: Fraction | None = None
    retired_heads: Fraction | None = None
    posts: Fraction | None = None
    ranks: Mapping[str, Fraction] = field(default_factory=dict)
    fund_rate: Fraction | None = None
    whole_people: bool = True

    @property
    def counts_whole_people(self) -> bool:
        """Whether all can be whole people for whole months, as the heads that are stated say."""
        stated = (self.active_heads, self.retired_heads)
        return self.whole_people and all(heads is None or (heads * 12).denominator == 1 for heads in stated)


@dataclass(frozen=True)
class Evidence:
    """The lines of a unit in a year by the model's word for each, the payroll, and who is paid beside."""

    unit: str | None
    year: int
    is_final: bool
    column: str
    lines: Mapping[str, Line]
    wages: Interval | None
    pays_retired: bool
    facts: Facts

    def line(self, key: str) -> Line | None:
        """One of the five lines; ``None`` where nothing above zero is printed."""
        return self.lines.get(key)


def evidence_of(
    document: Document, year: int, parameters: ParameterNode, *, scope: Scope, prior: bool, facts: Facts
) -> Evidence:
    """What the document prints of its year, or with ``prior`` of the year before (its column of last year's actuals).

    Raises ``InputFaults`` for a figure that the print leaves open.
    """
    of_year = year - 1 if prior else year
    lines: dict[str, Line] = {}
    for line in LINES:
        code = functional_code(parameters, line, of_year)
        column = "prior_year_actual" if prior else None
        found = document.figure(code, scope=scope, column=column)
        if found is not None and found.yuan is not None and found.yuan > 0:
            lines[line.key] = Line(line.key, code, of_figure(found), Fraction(found.yuan), found.printed)
    return Evidence(
        unit=document.unit,
        year=of_year,
        is_final=prior or document.kind == "final_accounts",
        column="prior_year_actual" if prior else "actual" if document.kind == "final_accounts" else "budget",
        lines=lines,
        wages=None if prior or scope != "general" else _wages(document),
        pays_retired=any(_basic(document, code) is not None for code in RETIRED_PAY),
        facts=facts,
    )


def _wages(document: Document) -> Interval | None:
    figures = [_basic(document, code) for code in WAGES]
    known = [of_figure(figure) for figure in figures if figure is not None]
    total = Interval.point(0)
    for interval in known:
        total += interval
    return total if known else None


def _basic(document: Document, code: str) -> Figure | None:
    for column in (None, "personnel"):
        for table in document.tables_of("basic"):
            reported = "actual" if document.kind == "final_accounts" else "budget"
            chosen = column or next((c for c in ("total", reported) if c in table.columns), "total")
            row = table.row(code)
            if row is not None and chosen in row.values:
                found = table.figure(code, chosen)
                if found is not None and found.yuan is not None and found.yuan > 0:
                    return found
    return None
