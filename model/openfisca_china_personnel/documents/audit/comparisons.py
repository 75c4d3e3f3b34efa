"""Changes that sentences state: recomputed from the figures that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.documents.audit.budget_words import against_budget
from openfisca_china_personnel.documents.audit.cells import Cell, Cells, place_of
from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.audit.intervals import (
    Interval,
    percent_of_change,
)
from openfisca_china_personnel.documents.audit.percent_habit import off_habit
from openfisca_china_personnel.documents.audit.percentages import Change, before_in_words, percentage
from openfisca_china_personnel.documents.audit.stated import (
    WORDS,
    change_in_words,
    plain_number,
    quantity_text,
    scale_of,
    signed,
    statement_finding,
)
from openfisca_china_personnel.documents.prose import Quantity, Statement
from openfisca_china_personnel.language import Text

Corrected = Mapping[tuple[object, ...], Decimal]
# Words that name last year's outturn, which the tables print; a bare 持平 may mean last year's budget.
_COMPARED_WITH_OUTTURN = re.compile(r"^(?!.*基本).*(?:执行|决算)")


@dataclass(frozen=True)
class Remark:
    """A fault of one statement: ``statement`` counts from 0."""

    statement: int
    finding: Finding


class Comparisons:
    """Checks what sentences say of change.

    ``corrected`` has the figures that identities showed to be wrong, ``doubtful`` those in question.
    """

    def __init__(self, cells: Cells, corrected: Corrected, doubtful: Container[tuple[object, ...]] = ()) -> None:
        self.cells = cells
        self.corrected = corrected
        self.doubtful = doubtful
        self.checks = 0
        self.held: set[tuple[object, ...]] = set()
        """The numbers of statements that something was compared with, as keys of cells."""
        self.percentages: list[tuple[int, Statement, Change]] = []  # those that pass
        self.by_passage: dict[int, list[Statement]] = {}
        for statement in cells.statements:
            self.by_passage.setdefault(statement.passage, []).append(statement)

    def remarks(self) -> Iterator[Remark]:
        """Every fault, at most one for each statement and kind."""
        for index, statement in enumerate(self.cells.statements):
            budget = list(against_budget(statement))
            self.checks += len(budget)
            if budget:
                self.held.update((what, index) for what in ("prose", "base", "completion"))
            for finding in (*self.change(index, statement), *budget):
                if finding is not None:
                    yield Remark(index, finding)
        for index, finding in off_habit(self.percentages):
            yield Remark(index, finding)

    def amounts(self, index: int) -> list[Interval]:
        """The amount of a statement, and what it should be where it is known to be wrong."""
        statement = self.cells.statements[index]
        cell = self.cells.of_statement(index)
        if cell is None and statement.change is not None:
            cell = self.of_target(statement)
        if cell is None:
            return []
        known = [cell.value]
        if cell.key in self.corrected:
            known.append(self.corrected[cell.key])
        exact = self.of_target(statement)
        half = min(cell.half, exact.half) if exact is not None and exact.value == cell.value else cell.half
        return [Interval(value, half) for value in known]

    def of_target(self, statement: Statement) -> Cell | None:
        """The table's figure that a statement speaks of."""
        if not statement.targets:
            return None
        target = statement.targets[0]
        if self.cells.document.tables[target.table].amount_unit is None:
            return None
        return self.cells.of_table(target.table, target.row, target.column)

    def change(self, index: int, statement: Statement) -> Iterator[Finding]:
        """The amount of a change, its direction and its percentage."""
        amounts = self.amounts(index)
        prior = self.prior(statement)
        if statement.base is not None and statement.against == "prior_year":
            prior = Interval(statement.base.value, statement.base.half)
        if statement.against == "initial_budget" or not amounts:
            return
        change = signed(statement.change, statement)
        wrong = self.amount_of_change(statement, amounts, change, prior)
        if change is not None and prior is not None:
            self.held.update((what, index) for what in ("prose", "base", "change"))
        if wrong is not None and change is not None and statement.direction != "持平":
            yield wrong
        elif wrong is not None or (wrong := self.direction(statement, amounts, change, prior)) is not None:
            yield wrong
            return
        if statement.percent is not None:
            self.checks += 1
            beside = self.by_passage.get(statement.passage, ())
            of = Change(amounts, change, prior)
            finding = percentage(statement, of, beside)
            if of.percentages()[1]:
                self.held.update((what, index) for what in ("prose", "base", "change", "percent"))
            if finding is not None:
                yield finding
            elif of.allows(signed(statement.percent, statement)):
                self.percentages.append((index, statement, of))

    def amount_of_change(
        self, statement: Statement, amounts: list[Interval], change: Interval | None, prior: Interval | None
    ) -> Finding | None:
        """A change that is not the difference of both years, where all three are known."""
        if change is None or statement.change is None or prior is None:
            return None
        self.checks += 1
        differences = [Interval(now.middle - prior.middle, max(now.half, prior.half)) for now in amounts]
        if any(change.meets(difference) for difference in differences):
            return None
        return self.wrong_change(statement, statement.change, change, differences[0], prior)

    def direction(
        self, statement: Statement, amounts: list[Interval], change: Interval | None, prior: Interval | None
    ) -> Finding | None:
        """A word that the amounts contradict: a rise that is none, 持平 beside a change, nothing that has risen."""
        word = statement.direction
        rises = statement.change or statement.percent
        if word == "增加" and rises is not None and rises.value > 0 and not any(now.middle for now in amounts):
            text = _NOTHING_RISES.format(stated=quantity_text(rises))
            return statement_finding(statement, "direction", "error", text, rises)
        if change is None and word in ("增加", "减少") and prior is not None:
            self.checks += 1
            fits = any((now.middle > prior.middle) == (word == "增加") for now in amounts)
            return None if fits else self.wrong_direction(statement, amounts[0], prior)
        if word != "持平":
            return None
        comparison = "决算" if statement.base is not None else statement.comparison or ""
        if change is None and prior is not None and _COMPARED_WITH_OUTTURN.search(comparison):
            self.checks += 1
            if not any(now.meets(prior) for now in amounts):
                return self.wrong_direction(statement, amounts[0], prior)
        if change is not None and change.middle:
            return self.wrong_direction(statement, amounts[0], prior)
        return None

    def prior(self, statement: Statement) -> Interval | None:
        """Last year's figure of the same line and table."""
        for target in statement.targets[:1]:
            own = self.cells.of_table(target.table, target.row, f"{target.column}_prior_year")
            if own is not None and own.key not in self.doubtful:
                return Interval(own.value, own.half)
            if "预算" in (statement.comparison or "").removesuffix("预算执行数") and "执行" not in (
                statement.comparison or ""
            ):
                return None
            cell = self.cells.of_table(target.table, target.row, "prior_year_actual")
            if cell is not None and self.cells.document.tables[target.table].amount_unit is not None:
                certain = cell.key in self.corrected or cell.key not in self.doubtful
                return Interval(self.corrected.get(cell.key, cell.value), cell.half) if certain else None
        return None

    def wrong_change(
        self, statement: Statement, quantity: Quantity, change: Interval, computed: Interval, prior: Interval
    ) -> Finding:
        """A change that the two amounts do not make."""
        word = WORDS[statement.direction or "增加"]
        amount = statement.amount
        factor = scale_of(amount or quantity)
        text = _CHANGE.format(
            name=statement.subject,
            word=word,
            stated=quantity.printed,
            unit=quantity.unit,
            now=quantity_text(amount),
            before=plain_number(prior.middle / factor),
            computed=plain_number(computed.middle / factor),
        )
        vague = not statement.targets or not _COMPARED_WITH_OUTTURN.search(statement.comparison or "")
        by_rounding = abs(change.middle - computed.middle) <= change.half + computed.half + prior.half
        return statement_finding(
            statement,
            "change",
            "inconsistent" if by_rounding or vague else "error",
            text,
            quantity,
            stated=change.middle / factor,
            computed=computed.middle / factor,
        ).with_remark(Text("", ""), self.prior_place(statement))

    def prior_place(self, statement: Statement) -> list[Place]:
        """Where the table has last year's figure or the change."""
        if not statement.targets:
            return []
        target = statement.targets[0]
        table = self.cells.document.tables[target.table]
        column = "change" if "change" in table.columns else "prior_year_actual"
        return [place_of(table, table.rows[target.row], column)]

    def wrong_direction(self, statement: Statement, now: Interval, prior: Interval | None) -> Finding:
        """A rise that is a fall, or the other way round."""
        word = WORDS[statement.direction or "增加"]
        before = Text("上年数", "last year's") if prior is None else before_in_words(statement, prior)
        percent = Text("", "")
        if prior is not None and prior.middle:
            exact = percent_of_change(now.middle, prior.middle)
            percent = _WOULD_BE.format(computed=change_in_words(exact))
        stated = Text("", "")
        if statement.percent is not None:
            printed = statement.percent.printed
            stated = Text(f"{printed}%", f" of {printed} %")
        text = _DIRECTION.format(
            name=statement.subject,
            before=before,
            now=quantity_text(statement.amount),
            word=word,
            stated=stated,
            right=percent,
        )
        return statement_finding(statement, "direction", "error", text, statement.percent or statement.amount)


_CHANGE = Text(
    "文字称{word}{stated}{unit}，而本年{now}与上年{before}{unit}相差{computed}{unit}，两者矛盾。",
    "the narrative states {word} of {stated} {unit}, but {now} this year against {before} {unit} last year is "
    "{computed} {unit}.",
)
_DIRECTION = Text(
    "由{before}到{now}，文字称{word}{stated}，方向或幅度不符{right}。",
    "from {before} to {now} is called {word}{stated}, which does not fit{right}.",
)
_NOTHING_RISES = Text(
    "本年数为零，文字却称增加{stated}：零不能是增加的结果。",
    "this year's figure is nothing, yet it is said to rise by {stated}: nothing cannot be what a rise leads to.",
)
_WOULD_BE = Text("，按所列数字应为{computed}", "; the figures given make {computed}")
