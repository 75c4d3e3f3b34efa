"""A published budget beside what the law gives: line by line, with a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import BudgetItem, Yuan, expected_budget
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.document import Figure
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, of_unit
from openfisca_china_personnel.subjects import functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

Scope = Literal["general", "all"]
Verdict = Literal["equal", "within", "above", "below", "not_reported", "not_modelled"]

VERDICTS: dict[str, Text] = {
    "equal": Text("一致", "equal"),
    "within": Text("在区间内", "within the range"),
    "above": Text("高于", "above"),
    "below": Text("低于", "below"),
    "not_reported": Text("文件未列", "not reported"),
    "not_modelled": Text("无法核对", "not modelled"),
}
SCOPES: dict[str, Text] = {
    "general": Text("一般公共预算财政拨款", "general public budget"),
    "all": Text("全部资金（含结转）", "all sources of funds, carry-over included"),
}
CLOSES = ("equal", "within")
"""Verdicts that hold a published figure to agree with the law."""


@dataclass(frozen=True)
class ComparedLine:
    """One line: yuan, ``None`` for what cannot be known. ``difference`` is reported less expected."""

    code: str
    name: Text
    expected: Yuan
    low: Yuan
    high: Yuan
    reported: Yuan
    difference: Yuan
    difference_percent: Decimal | None
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON has it."""
        return {
            "code": self.code,
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "expected": self.expected,
            "low": self.low,
            "high": self.high,
            "reported": self.reported,
            "difference": self.difference,
            "difference_percent": self.difference_percent,
            "verdict": self.verdict,
        }


@dataclass(frozen=True)
class Comparison:
    """A unit's published lines beside the expected ones, in one scope."""

    unit: str | None
    year: int
    scope: Scope
    lines: tuple[ComparedLine, ...]
    notes: tuple[Note, ...]

    @property
    def closes(self) -> bool:
        """Whether every line is equal or within its range."""
        return all(line.verdict in CLOSES for line in self.lines)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The comparison as JSON has it; amounts are ``Decimal`` yuan with two decimals."""
        return {
            "unit": self.unit,
            "year": self.year,
            "scope": self.scope,
            "lines": [line.to_dict() for line in self.lines],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a line, with the columns of the JSON lines (amounts Decimal yuan)."""
        amounts = ("expected", "low", "high", "reported", "difference")
        schema: dict[str, Any] = dict.fromkeys(("code", "name_zh", "name_en"), polars.String)
        schema |= dict.fromkeys(amounts, polars.Decimal(38, 2))
        schema |= {"difference_percent": polars.Decimal(38, 1), "verdict": polars.String}
        return polars.DataFrame([line.to_dict() for line in self.lines], schema=schema)


def compare(
    roster: Roster,
    document: Document,
    *,
    year: int | None = None,
    scope: Scope = "general",
    unit: str | None = None,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
) -> Comparison:
    """Compare what a roster should cost with what a document reports.

    ``year`` is the document's unless given; ``unit`` chooses a unit of the roster, else the one named like the
    document, else the only one. Scope ``general`` reads the general public budget, ``all`` every source of funds.
    Raises ``InputFaults`` where year or unit cannot be told or a figure of the document is not decided.
    """
    of_year = year if year is not None else document.year
    if of_year is None:
        raise refuse(
            Text("文件没有写明年度，请用 --year 指定。", "the document states no year; state it with --year."),
            file=document.source,
        )
    own = of_unit(roster, unit, document.unit)
    if isinstance(base_rule, Mapping):
        others = set(roster.units) - set(own.units)
        base_rule = {name: rule for name, rule in base_rule.items() if name not in others}
    budget = expected_budget(own, of_year, base_rule=base_rule, system=system)
    parameters = (system or baseline()).parameters
    central_only = {functional_code(parameters, line, of_year) for line in ONLY_CENTRAL}
    lines = []
    figures = []
    for item in budget.items:
        figure = document.figure(item.code, scope=scope)
        line = _compared(item, figure, is_local=item.code in central_only and item.low is None)
        if line is not None:
            lines.append(line)
        if figure is not None:
            figures.append((item.code, figure))
    return Comparison(
        unit=document.unit or next(iter(own.units), None),
        year=of_year,
        scope=scope,
        lines=tuple(lines),
        notes=(*_notes(document, of_year, scope, figures), *_note_on_unit(own, document), *budget.notes),
    )


def _compared(item: BudgetItem, figure: Figure | None, *, is_local: bool) -> ComparedLine | None:
    reported = figure.yuan if figure is not None else None
    expects = item.amount != 0 if item.amount is not None else not is_local
    if reported is None and not expects:
        return None
    difference = None if reported is None or item.amount is None else reported - item.amount
    return ComparedLine(
        code=item.code,
        name=item.name,
        expected=item.amount,
        low=item.low,
        high=item.high,
        reported=None if reported is None else reported.quantize(Decimal("0.01"), ROUND_HALF_UP),
        difference=None if difference is None else difference.quantize(Decimal("0.01"), ROUND_HALF_UP),
        difference_percent=_percent(difference, item.amount),
        verdict=_verdict(item, figure),
    )


def _percent(difference: Yuan, expected: Yuan) -> Decimal | None:
    if difference is None or not expected:
        return None
    # Adding nothing turns a rounded −0.0 into 0.0.
    return (difference / expected * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0


def _verdict(item: BudgetItem, figure: Figure | None) -> Verdict:
    """Where the printed figure, an interval of half its last place either way, lies."""
    if figure is None or figure.yuan is None:
        return "not_reported"
    if item.amount is None and item.low is None:
        return "not_modelled"
    least, most = figure.yuan - figure.half_last_place, figure.yuan + figure.half_last_place
    if item.amount is not None and least <= item.amount < most:
        return "equal"
    if item.low is not None and most <= item.low:
        return "below"
    if item.high is not None and least > item.high:
        return "above"
    return "within"


def _note_on_unit(roster: Roster, document: Document) -> list[Note]:
    named = next(iter(roster.units), None)
    if named is None or document.unit is None or named == document.unit:
        return []
    text = Text(
        "名册的单位是“{named}”，文件的单位是“{unit}”。", "The roster's unit is “{named}”, the document's “{unit}”."
    )
    return [Note("unit_differs", text.format(named=named, unit=document.unit))]


def _notes(document: Document, year: int, scope: Scope, figures: list[tuple[str, Figure]]) -> list[Note]:
    notes = []
    for title, column, number in dict.fromkeys((f.table_title, f.column, f.table_number) for _, f in figures):
        codes = tuple(code for code, f in figures if (f.table_title, f.column) == (title, column))
        notes.append(
            Note(
                "reported_from",
                Text(
                    "公布数取自表{number}“{title}”的“{column}”列；口径：{scope}。",
                    "Reported figures are those of table {number} “{title}”, column {column}; scope: {scope}.",
                ).format(number=number or "", title=title, column=column_name(column), scope=SCOPES[scope]),
                lines=codes,
            )
        )
    if not document.prints(scope):
        text = Text(
            "文件（或 figures.yaml）中没有读到口径为“{scope}”的支出表，各科目因此没有公布数。",
            "No expenditure table of the scope “{scope}” was read in the document, so no line has a reported figure.",
        )
        notes.append(Note("scope_not_printed", text.format(scope=SCOPES[scope])))
    doubtful = tuple(code for code, figure in figures if figure.uncertain)
    if doubtful:
        notes.append(
            Note(
                "reported_twice_differently",
                Text(
                    "同一张表在文件中印了两次且数字不同，取第一次的数字。",
                    "The document prints the same table twice with different figures; the first one is taken.",
                ),
                lines=doubtful,
            )
        )
    if document.year is not None and document.year != year:
        notes.append(
            Note(
                "year_differs",
                Text(
                    f"文件为 {document.year} 年度，按指定的 {year} 年度计算。",
                    f"The document is of {document.year}; the expected amounts are those of {year}, as asked.",
                ),
            )
        )
    return notes
