"""Changes, percentages, shares and words of comparison: recomputed from the figures that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells, place_of
from openfisca_china_personnel.documents.audit.findings import Finding, Place, Severity
from openfisca_china_personnel.documents.audit.intervals import (
    Interval,
    percent_by_change,
    percent_of,
    percent_of_change,
    spread,
)
from openfisca_china_personnel.documents.audit.stated import (
    WORDS,
    change_in_words,
    plain_number,
    quantity_text,
    scale_of,
    shown,
    statement_finding,
)
from openfisca_china_personnel.documents.printed import decimals, half_last_place
from openfisca_china_personnel.documents.prose import Quantity, Statement
from openfisca_china_personnel.language import Text

Corrected = Mapping[tuple[object, ...], Decimal]
# Words that name last year's outturn, which the tables print; a bare 持平 may mean last year's budget.
_COMPARED_WITH_OUTTURN = re.compile(r"^(?!.*基本).*(?:执行|决算)")
_ONE_POINT = 1  # percentage point: a smaller difference that rounding explains is no finding at all


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
        self.by_passage: dict[int, list[Statement]] = {}
        for statement in cells.statements:
            self.by_passage.setdefault(statement.passage, []).append(statement)

    def remarks(self) -> Iterator[Remark]:
        """Every fault, at most one for each statement and kind."""
        for index, statement in enumerate(self.cells.statements):
            for finding in (*self.change(index, statement), *self.words(statement), *self.completion(statement)):
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
        change = _signed(statement.change, statement)
        prior = self.prior(statement)
        if statement.base is not None and statement.against == "prior_year":
            prior = Interval(statement.base.value, statement.base.half)
        if statement.against == "initial_budget" or not amounts:
            return
        if change is not None and statement.change is not None and prior is not None:
            self.checks += 1
            differences = [Interval(now.middle - prior.middle, max(now.half, prior.half)) for now in amounts]
            if not any(change.meets(difference) for difference in differences):
                yield self.wrong_change(statement, statement.change, change, differences[0], prior)
        elif change is None and statement.direction in ("增加", "减少") and prior is not None:
            self.checks += 1
            if not any((now.middle > prior.middle) == (statement.direction == "增加") for now in amounts):
                yield self.wrong_direction(statement, amounts[0], prior)
                return
        elif (
            statement.direction == "持平"
            and prior is not None
            and _COMPARED_WITH_OUTTURN.search(statement.comparison or "" if statement.base is None else "决算")
        ):
            self.checks += 1
            if not any(now.meets(prior) for now in amounts):
                yield self.wrong_direction(statement, amounts[0], prior)
        if statement.direction == "持平" and change is not None and change.middle:
            yield self.wrong_direction(statement, amounts[0], prior)
        yield from self.percent(statement, amounts, change, prior)

    def percent(
        self, statement: Statement, amounts: list[Interval], change: Interval | None, prior: Interval | None
    ) -> Iterator[Finding]:
        """The percentage of a change."""
        percent = _signed(statement.percent, statement)
        if percent is None or statement.percent is None:
            return
        if prior is not None and not prior.middle:
            yield statement_finding(
                statement, "percent", "oddity", _FROM_NOTHING.format(percent=statement.percent.printed)
            )
            return
        self.checks += 1
        computed: list[Interval] = []
        exact: list[Decimal] = []
        for now in amounts:
            if prior is not None:
                computed += [each for each in [spread(percent_of_change, now, prior)] if each is not None]
                exact.append(percent_of_change(now.middle, prior.middle))
            elif change is not None and now.middle != change.middle:
                computed += [each for each in [spread(percent_by_change, now, change)] if each is not None]
                exact.append(percent_by_change(now.middle, change.middle))
        if not computed:
            return
        if prior is None and change is not None and self.fits_another(statement, percent, change):
            return
        meets = any(percent.meets(each) for each in computed)
        far = all(abs(percent.middle - each) >= _ONE_POINT for each in exact)
        if meets and not far:
            return
        last_place = Decimal(1).scaleb(-decimals(statement.percent.printed))
        near = any(abs(percent.middle - each) < last_place for each in exact)
        severity: Severity = "inconsistent" if meets or near else "error"
        text = _PERCENT.format(
            now=quantity_text(statement.amount),
            before=_from(statement, prior),
            word=WORDS[statement.direction or "增加"],
            stated=statement.percent.printed,
            computed=change_in_words(exact[0]),
        )
        if meets:
            text = Text(text.zh + _ROUNDED.zh, f"{text.en} {_ROUNDED.en}")
        yield statement_finding(
            statement, "percent", severity, text, statement.percent, stated=percent.middle, computed=exact[0]
        )

    def fits_another(self, statement: Statement, percent: Interval, change: Interval) -> bool:
        """Whether the change and its percentage are of another amount of the same paragraph: what a list is part of."""
        return any(
            (each := spread(percent_by_change, Interval(other.amount.value, other.amount.half), change)) is not None
            and percent.meets(each)
            for other in self.by_passage.get(statement.passage, ())
            if other.amount is not None and other is not statement
        )

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

    def words(self, statement: Statement) -> Iterator[Finding]:
        """决算数 大于, 小于 or 等于 预算数."""
        if statement.direction not in ("大于", "小于", "等于") or statement.base is None or statement.amount is None:
            return
        self.checks += 1
        now, before = statement.amount.value, statement.base.value
        right: Literal["大于", "小于", "等于"] = "大于" if now > before else "小于" if now < before else "等于"
        loosely = statement.direction == "等于" and "等于" not in (statement.comparison or "")
        if right == statement.direction or loosely:
            return
        text = _WORD.format(
            now=quantity_text(statement.amount),
            before=quantity_text(statement.base),
            stated=Text(statement.direction, WORDS[statement.direction].en),
            right=Text(right, WORDS[right].en),
        )
        yield statement_finding(statement, "direction", "error", text, statement.amount)

    def completion(self, statement: Statement) -> Iterator[Finding]:
        """What part of the budget was carried out."""
        if statement.completion is None or statement.base is None or statement.amount is None:
            return
        if not statement.base.value:
            return
        self.checks += 1
        stated = Interval(statement.completion.value, half_last_place(statement.completion.printed))
        now = Interval(statement.amount.value, statement.amount.half)
        before = Interval(statement.base.value, statement.base.half)
        computed = spread(percent_of, now, before)
        if computed is None or stated.meets(computed):
            return
        exact = percent_of(now.middle, before.middle)
        text = _COMPLETED.format(
            now=quantity_text(statement.amount),
            before=quantity_text(statement.base),
            stated=statement.completion.printed,
            computed=shown(exact),
        )
        yield statement_finding(
            statement, "completion", "error", text, statement.completion, stated=stated.middle, computed=exact
        )

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
        before = Text("上年数", "last year's") if prior is None else _from(statement, prior)
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


def _signed(quantity: Quantity | None, statement: Statement) -> Interval | None:
    if quantity is None:
        return None
    falls = statement.direction == "减少" and not quantity.printed.startswith("-")
    half = quantity.half or half_last_place(quantity.printed) * scale_of(quantity)
    return Interval(-quantity.value if falls else quantity.value, half)


def _from(statement: Statement, prior: Interval | None) -> Text:
    if statement.base is not None:
        return quantity_text(statement.base)
    if prior is not None and statement.amount is not None and Decimal(statement.amount.printed):
        value = prior.middle / scale_of(statement.amount)
        return Text(f"{plain_number(value)}{statement.amount.unit}", f"{plain_number(value)} {statement.amount.unit}")
    if statement.change is not None:
        return Text(
            f"上年（本年数减去变动额{statement.change.printed}{statement.change.unit}）",
            f"last year (this year's figure less the change of {statement.change.printed} {statement.change.unit})",
        )
    return Text("上年数", "last year's figure")


_CHANGE = Text(
    "文字称{word}{stated}{unit}，而本年{now}与上年{before}{unit}相差{computed}{unit}，两者矛盾。",
    "the narrative states {word} of {stated} {unit}, but {now} this year against {before} {unit} last year is "
    "{computed} {unit}.",
)
_PERCENT = Text(
    "由{before}到{now}，文字称{word}{stated}%，按所列数字计算应为{computed}。",
    "from {before} to {now} is called {word} of {stated} %; the figures given make {computed}.",
)
_ROUNDED = Text(
    "以未舍入的数字计算可能得到文中比例，请核对。", "Figures before rounding might give the stated percentage; check."
)
_FROM_NOTHING = Text(
    "上年数为零，增减比例{percent}%没有意义。", "last year's figure is nothing, so {percent} % of it has no meaning."
)
_DIRECTION = Text(
    "由{before}到{now}，文字称{word}{stated}，方向或幅度不符{right}。",
    "from {before} to {now} is called {word}{stated}, which does not fit{right}.",
)
_WOULD_BE = Text("，按所列数字应为{computed}", "; the figures given make {computed}")
_WORD = Text(
    "决算{now}，预算{before}，文字称决算数{stated}预算数，应为“{right}”。",
    "final accounts of {now} against a budget of {before} are called {stated} the budget; they are {right} it.",
)
_COMPLETED = Text(
    "决算{now}，预算{before}，文字称完成{stated}%，应为{computed}%。",
    "{now} of a budget of {before} is called {stated} % of it; it is {computed} %.",
)
