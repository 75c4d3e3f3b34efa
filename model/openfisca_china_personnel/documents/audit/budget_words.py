"""Final accounts against the year's budget: 决算数 大于, 小于 or 等于 预算数, and how much of it was carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from openfisca_china_personnel.documents.audit.findings import Finding, Severity
from openfisca_china_personnel.documents.audit.intervals import HUNDRED, Interval, percent_of, spread
from openfisca_china_personnel.documents.audit.stated import (
    WORDS,
    interval_of,
    quantity_text,
    shown,
    signed,
    statement_finding,
)
from openfisca_china_personnel.documents.printed import half_last_place
from openfisca_china_personnel.documents.prose import Quantity, Statement
from openfisca_china_personnel.language import Text


def against_budget(statement: Statement) -> Iterator[Finding | None]:
    """A finding or None for everything that a statement says of its budget."""
    yield from _word(statement)
    yield from _completion(statement)
    yield from _word_and_completion(statement)


def _word(statement: Statement) -> Iterator[Finding | None]:
    """决算数 大于, 小于 or 等于 预算数."""
    if statement.direction not in ("大于", "小于", "等于") or statement.base is None or statement.amount is None:
        return
    now, before = statement.amount.value, statement.base.value
    right: Literal["大于", "小于", "等于"] = "大于" if now > before else "小于" if now < before else "等于"
    loosely = statement.direction == "等于" and "等于" not in (statement.comparison or "")
    if right == statement.direction or loosely:
        yield None
        return
    text = _WORD.format(
        now=quantity_text(statement.amount),
        before=quantity_text(statement.base),
        stated=Text(statement.direction, WORDS[statement.direction].en),
        right=Text(right, WORDS[right].en),
    )
    yield statement_finding(statement, "direction", "error", text, statement.amount)


def _completion(statement: Statement) -> Iterator[Finding | None]:
    """What part of the budget was carried out."""
    if statement.completion is None or statement.base is None or statement.amount is None:
        return
    if not statement.base.value:
        return
    stated = Interval(statement.completion.value, half_last_place(statement.completion.printed))
    now = Interval(statement.amount.value, statement.amount.half)
    before = Interval(statement.base.value, statement.base.half)
    computed = spread(percent_of, now, before)
    if computed is None or stated.meets(computed):
        yield None
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


def _word_and_completion(statement: Statement) -> Iterator[Finding | None]:
    """Whether the word and the percentage go together, where the budget itself is not printed."""
    completion = statement.completion
    if completion is None or statement.base is not None:
        return
    change = signed(statement.change, statement)
    if change is not None and statement.amount is not None and _THAN_BUDGET.search(statement.comparison or ""):
        yield _completion_by_change(statement, completion, statement.amount, change)
    if statement.direction not in ("大于", "小于"):
        return
    against = (statement.direction == "大于") != (completion.value > HUNDRED)
    if not against or not completion.value:
        yield None
        return
    text = _CONTRADICT.format(stated=completion.printed, word=WORDS[statement.direction])
    severity: Severity = "oddity" if completion.value == HUNDRED else "inconsistent"
    yield statement_finding(statement, "completion", severity, text, completion, stated=completion.value)


def _completion_by_change(
    statement: Statement, completion: Quantity, amount: Quantity, change: Interval
) -> Finding | None:
    """The percentage where the sentence prints by how much the final accounts differ from the budget."""
    stated = Interval(completion.value, half_last_place(completion.printed))
    now = interval_of(amount)
    budget = Interval(now.middle - change.middle, now.half + change.half)
    computed = spread(percent_of, now, budget)
    if computed is None or stated.meets(computed):
        return None
    exact = percent_of(now.middle, budget.middle)
    text = _BY_DIFFERENCE.format(
        now=quantity_text(amount),
        by=quantity_text(statement.change),
        word=Text("大于" if change.middle > 0 else "小于", "more" if change.middle > 0 else "less"),
        stated=completion.printed,
        computed=shown(exact),
    )
    return statement_finding(
        statement, "completion", "inconsistent", text, completion, stated=stated.middle, computed=exact
    )


_THAN_BUDGET = re.compile(r"(?:大|小|高|低)于(?:年初)?预算")
_BY_DIFFERENCE = Text(
    "决算{now}，文字称完成预算的{stated}%，又称决算数{word}预算数{by}，据此应完成{computed}%，两者矛盾。",
    "{now} is said to be {stated} % of the budget and {by} {word} than it, which makes {computed} %: both cannot be.",
)
_WORD = Text(
    "决算{now}，预算{before}，文字称决算数{stated}预算数，应为“{right}”。",
    "final accounts of {now} against a budget of {before} are called {stated} the budget; they are {right} it.",
)
_COMPLETED = Text(
    "决算{now}，预算{before}，文字称完成{stated}%，应为{computed}%。",
    "{now} of a budget of {before} is called {stated} % of it; it is {computed} %.",
)
_CONTRADICT = Text(
    "文字称完成预算的{stated}%，又称决算数{word}预算数，两者矛盾。",
    "the budget is said to be carried out to {stated} %, and the final accounts to be {word} the budget: both cannot "
    "be.",
)
