"""Differences between two tables that their scopes explain: never errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from openfisca_china_personnel.documents.audit.between_tables import Between
from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.audit.table_figures import agree
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose.columns import amount_column
from openfisca_china_personnel.language import Text

# Items of economic classes that the three public expenses count too, those of projects included.
_THREE_PUBLIC = {"reception": "公务接待", "vehicle_running": "公务用车运行维护"}


def scope_findings(cells: Cells, corrected: Mapping[tuple[object, ...], Decimal]) -> Iterator[Finding]:
    """Differences that the scopes of two tables explain; figures known to be wrong count as corrected."""
    scopes = _Scopes(cells)
    yield from scopes.scope_of_funds(corrected)
    yield from scopes.scope_of_economic(corrected)
    yield from scopes.scope_of_operating(corrected)


class _Scopes(Between):
    def scope_of_funds(self, corrected: Mapping[tuple[object, ...], Decimal]) -> Iterator[Finding]:
        """All funds against the general budget: the rest is other income and what is carried over."""
        for one in self.of("expenditure"):
            for other in self.partners(one, "general"):
                mine = self.by_code(one, TOTAL)
                theirs = self.by_code(other, amount_column(self.tables[other]))
                if self.by_code_alike(mine, theirs):
                    continue
                common = [code for code in mine if code in theirs and code != TOTAL]
                for code in common:
                    deepest = not any(other_code != code and other_code.startswith(code) for other_code in common)
                    if deepest and not agree(mine[code], theirs[code], corrected):
                        larger = mine[code].value >= theirs[code].value
                        yield (
                            _scope(mine[code], theirs[code], _FUNDS)
                            if larger
                            else _part_exceeds(mine[code], theirs[code])
                        )

    def scope_of_economic(self, corrected: Mapping[tuple[object, ...], Decimal]) -> Iterator[Finding]:
        """The three public expenses against the same items of basic expenditure: the rest is in projects."""
        for cell, words in self.three_public():
            index = cell.key[0]
            for other in self.partners(index, "basic") if isinstance(index, int) else self.of("basic"):
                table = self.tables[other]
                for row in table.rows:
                    partner = self.by_code(other, amount_column(table)).get(row.code) if row.code else None
                    if partner is not None and words in row.name and not agree(cell, partner, corrected):
                        larger = cell.value >= partner.value
                        yield _scope(cell, partner, _PROJECTS) if larger else _part_exceeds(cell, partner)

    def three_public(self) -> Iterator[tuple[Cell, str]]:
        tables = self.of("three_public")
        for index in tables:
            for column, words in _THREE_PUBLIC.items():
                cell = self.by_code(index, column).get(TOTAL)
                if cell is not None:
                    yield cell, words
        if tables:
            return
        for number, statement in enumerate(self.cells.statements):
            for words in _THREE_PUBLIC.values():
                cell = self.cells.of_statement(number)
                if cell is not None and "三公" in statement.section and words in statement.subject:
                    yield cell, words

    def scope_of_operating(self, corrected: Mapping[tuple[object, ...], Decimal]) -> Iterator[Finding]:
        for one, other in self.operating_pairs():
            if not agree(one, other, corrected):
                yield _scope(one, other, _AGENCY)


_FUNDS = Text(
    "前者为全部资金（含上年结转、其他收入），后者只含一般公共预算当年拨款",
    "the first counts all funds, carry-over and other income included, the second only the year's general budget",
)
_PROJECTS = Text(
    "后者只含基本支出，其余应在项目支出中",
    "the second counts basic expenditure only; the rest is project expenditure",
)
_AGENCY = Text(
    "两者口径不同（机关运行经费可含项目支出中的运行经费）",
    "the two differ in scope: agency operating funds may hold such costs of projects too",
)


def _scope(one: Cell, other: Cell, why: Text) -> Finding:
    difference = one.value - other.value
    text = Text(
        "{one}为{a}{unit}，{other}为{b}{other_unit}，相差{d}{unit}：{why}，属口径差异。",
        "{one} prints {a} {unit} and {other} {b} {other_unit}, {d} {unit} apart: {why}. This is a difference of scope.",
    ).format(
        one=one.name,
        other=other.name,
        a=one.shown(one.value),
        b=other.shown(other.value),
        unit=one.unit,
        other_unit=other.unit,
        d=one.shown(abs(difference)),
        why=why,
    )
    stated, computed = one.shown(one.value), one.shown(other.value)
    return Finding("scope", "scope", (one.place, other.place), text, stated, computed, one.shown(difference))


def _part_exceeds(one: Cell, other: Cell) -> Finding:
    text = Text(
        "{one}为{a}{unit}，小于其组成部分{other}的{b}{other_unit}。",
        "{one} prints {a} {unit}, less than its own part in {other}, {b} {other_unit}.",
    ).format(
        one=one.name,
        other=other.name,
        a=one.shown(one.value),
        b=other.shown(other.value),
        unit=one.unit,
        other_unit=other.unit,
    )
    stated, computed = one.shown(one.value), one.shown(other.value)
    difference = one.shown(one.value - other.value)
    return Finding("between_tables", "inconsistent", (one.place, other.place), text, stated, computed, difference)
