"""Percentages of a change, recomputed from the amounts that stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.documents.audit.findings import Finding, Severity
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
    signed,
    statement_finding,
)
from openfisca_china_personnel.documents.printed import decimals
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.language import Text

_ONE_POINT = 1  # percentage point: a smaller difference that rounding explains is no finding at all


@dataclass(frozen=True)
class Change:
    """What a statement's percentage is of: this year's amount (as printed, as corrected), the change, last year's."""

    amounts: Sequence[Interval]
    change: Interval | None
    prior: Interval | None

    def percentages(self) -> tuple[list[Interval], list[Decimal]]:
        """What the percentage can be, and what it is for the printed figures."""
        possible: list[Interval] = []
        exact: list[Decimal] = []
        for now in self.amounts:
            if self.prior is not None and self.prior.middle:
                possible += [each for each in [spread(percent_of_change, now, self.prior)] if each is not None]
                exact.append(percent_of_change(now.middle, self.prior.middle))
            elif self.prior is None and self.change is not None and now.middle != self.change.middle:
                possible += [each for each in [spread(percent_by_change, now, self.change)] if each is not None]
                exact.append(percent_by_change(now.middle, self.change.middle))
        return possible, exact

    def allows(self, percent: Interval | None) -> bool:
        """Whether a percentage can be that of the change, each figure being known to half its last place."""
        return percent is not None and any(percent.meets(each) for each in self.percentages()[0])

    def is_of_this_year(self, percent: Interval) -> bool:
        """Whether a percentage is that of the change in this year's amount, and not in last year's."""
        for now in self.amounts:
            prior = self.prior
            change = self.change if prior is None else Interval(now.middle - prior.middle, max(now.half, prior.half))
            computed = None if change is None else spread(percent_of, change, now)
            if computed is not None and percent.meets(computed):
                return True
        return False


def percentage(statement: Statement, of: Change, beside: Sequence[Statement]) -> Finding | None:
    """The finding that a percentage is not that of the change; ``beside`` are the statements of its paragraph."""
    percent = signed(statement.percent, statement)
    if percent is None or statement.percent is None:
        return None
    if of.prior is not None and not of.prior.middle:
        text = _FROM_NOTHING.format(percent=statement.percent.printed)
        return statement_finding(statement, "percent", "oddity", text)
    possible, exact = of.percentages()
    if not possible or (of.prior is None and of.change is not None and _fits_another(statement, percent, of, beside)):
        return None
    meets = of.allows(percent)
    if meets and not all(abs(percent.middle - each) >= _ONE_POINT for each in exact):
        return None
    last_place = Decimal(1).scaleb(-decimals(statement.percent.printed))
    near = any(abs(percent.middle - each) < last_place for each in exact)
    severity: Severity = "inconsistent" if meets or near else "error"
    text = _PERCENT.format(
        now=quantity_text(statement.amount),
        before=before_in_words(statement, of.prior),
        word=WORDS[statement.direction or "增加"],
        stated=statement.percent.printed,
        computed=change_in_words(exact[0]),
    )
    if meets:
        text = Text(text.zh + _ROUNDED.zh, f"{text.en} {_ROUNDED.en}")
    elif of.is_of_this_year(percent):
        text = Text(text.zh + _BY_THIS_YEAR.zh, f"{text.en} {_BY_THIS_YEAR.en}")
    return statement_finding(
        statement, "percent", severity, text, statement.percent, stated=percent.middle, computed=exact[0]
    )


def _fits_another(statement: Statement, percent: Interval, of: Change, beside: Sequence[Statement]) -> bool:
    """Whether the change and its percentage are of another amount of the same paragraph: what a list is part of."""
    return of.change is not None and any(
        (each := spread(percent_by_change, Interval(other.amount.value, other.amount.half), of.change)) is not None
        and percent.meets(each)
        for other in beside
        if other.amount is not None and other is not statement and other.repeats is None
    )


def before_in_words(statement: Statement, prior: Interval | None) -> Text:
    """What a statement's amount is compared with, as a reader finds it."""
    if statement.base is not None:
        return quantity_text(statement.base)
    if prior is not None and statement.amount is not None and Decimal(statement.amount.printed):
        value = prior.middle / scale_of(statement.amount)
        return Text(f"{plain_number(value)}{statement.amount.unit}", f"{plain_number(value)} {statement.amount.unit}")
    if statement.change is not None:
        budget = "年初预算" in (statement.comparison or "")
        return _LESS_CHANGE.format(
            what=Text("年初预算", "the year's budget") if budget else Text("上年", "last year"),
            change=quantity_text(statement.change),
        )
    return Text("上年数", "last year's figure")


_LESS_CHANGE = Text("{what}（本年数减去变动额{change}）", "{what} (this year's figure less the change of {change})")
_BY_THIS_YEAR = Text(
    "所列比例是以本年数为基数计算的，应以上年数为基数。",
    "The stated percentage is that of this year's amount; it should be that of last year's.",
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
