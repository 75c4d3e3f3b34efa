"""Which figure of a contradiction is wrong, by what the narrative says of it elsewhere.

A sum that fails leaves open which of its figures is wrong. The sentence of one of them may tell: its change and
percentage fit the figure that the sum demands, and not the printed one. So may another place that states the same
subject with the amount that the parts make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from openfisca_china_personnel.documents.audit.causes import Cause
from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.intervals import (
    Interval,
    percent_by_change,
    percent_of_change,
    spread,
)
from openfisca_china_personnel.documents.audit.stated import interval_of, signed
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text


def proven_by_sentences(cells: Cells, causes: Sequence[Cause]) -> list[Cause]:
    """The causes; those that sentences decide name the figure that is wrong and what it should be."""
    return [_of_other_line(cells, c) if c.proven or c.shifted else _proven(cells, c) for c in causes]


def _of_other_line(cells: Cells, cause: Cause) -> Cause:
    """The cause; where a sentence's amount is that of another line of the table, it says so: the name may be wrong."""
    identity = cause.broken[0]
    if not identity.is_equality or identity.check != "prose_table" or identity.whole.key[0] != "prose":
        return cause
    index, row, column = identity.parts[0].key
    table = cells.document.tables[int(str(index))]
    lines = (cells.of_table(int(str(index)), number, str(column)) for number in range(len(table.rows)) if number != row)
    same = [cell for cell in lines if cell is not None and cell.value == identity.whole.value and cell.value]
    if not same:
        return cause
    cell = identity.whole
    text = _OTHER_LINE.format(stated=cell.shown(cell.value), unit=cell.unit, other=same[0].name)
    return replace(cause, witness=text)


def _proven(cells: Cells, cause: Cause) -> Cause:
    identity = cause.broken[0]
    if len(cause.broken) > 1 or identity.check != "prose_sum" or identity.is_equality:
        return cause
    found = [
        (cell, delta, witness)
        for cell, delta in _candidates(identity)
        if (witness := _witness(cells, cell, delta)) is not None
    ]
    if len(found) != 1:
        swapped = [(cell, cell.shown(cell.value + delta)) for cell, delta in _candidates(identity)]
        likely = [(cell, right) for cell, right in swapped if _is_swap(cell.shown(cell.value), right)]
        if len(likely) != 1:
            return cause
        cell, right = likely[0]
        text = _SWAPPED.format(name=cell.name, stated=cell.shown(cell.value), right=right, unit=cell.unit)
        return replace(cause, witness=text)
    cell, delta, witness = found[0]
    return replace(cause, cells=(cell,), delta=delta, proven=True, witness=witness)


def _candidates(identity: Identity) -> Iterator[tuple[Cell, Decimal]]:
    """Every amount of the sum with what must be added to it for the sum to hold."""
    for cell, delta in (
        (identity.whole, -identity.residual),
        *((part, identity.residual) for part in identity.parts),
    ):
        if cell.key[0] == "prose" and cell.value + delta >= 0:
            yield cell, delta


def _witness(cells: Cells, cell: Cell, delta: Decimal) -> Text | None:
    """What shows that an amount should be another one: its own sentence, or another place; None where nothing does."""
    statement = cells.statements[int(str(cell.key[1]))]
    right = Interval(cell.value + delta, cell.half)
    if _fits(statement, Interval(cell.value, cell.half)) is False and _fits(statement, right):
        assert statement.percent is not None
        return _BY_PERCENT.format(right=cell.shown(right.middle), unit=cell.unit, percent=statement.percent.printed)
    for other in cells.statements:
        if other.passage == statement.passage or other.amount is None or not right.middle:
            continue
        if other.amount.value == right.middle and _thing(other.subject) == _thing(statement.subject):
            said = _SAID.format(name=other.subject, right=cell.shown(right.middle), unit=cell.unit)
            more = _sum_with_another(cells, cell, other)
            return Text(said.zh + more.zh, f"{said.en} {more.en}".strip())
    return None


def _sum_with_another(cells: Cells, cell: Cell, right: Statement) -> Text:
    """That the wrong amount is the right one and another together: what was taken is the total."""
    assert right.amount is not None
    rest = cell.value - right.amount.value
    for other in cells.statements:
        if rest and other.amount is not None and other.amount.value == rest and other.section == right.section:
            return _TOTAL_TAKEN.format(
                stated=cell.shown(cell.value), unit=cell.unit, one=right.subject, other=other.subject
            )
    return Text("", "")


def _is_swap(one: str, other: str) -> bool:
    """Whether two prints differ in two neighbouring digits that changed places."""
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return (
        len(one) == len(other)
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and (one[apart[0]], one[apart[1]]) == (other[apart[1]], other[apart[0]])
    )


def _thing(name: str) -> str:
    """A name without the words for whose money and which count it is."""
    return re.sub(r"本年|当年|一般公共|财政拨款|预算|决算|支出|总额|合计|数", "", bare_name(name))


def _fits(statement: Statement, amount: Interval) -> bool | None:
    """Whether an amount goes with the change and percentage of its sentence; None where the sentence gives none."""
    percent = signed(statement.percent, statement)
    if percent is None or statement.against == "initial_budget":
        return None
    change = signed(statement.change, statement)
    if statement.base is not None:
        computed = spread(percent_of_change, amount, interval_of(statement.base))
    elif change is not None:
        computed = spread(percent_by_change, amount, change)
    else:
        return None
    return computed is not None and percent.meets(computed)


_BY_PERCENT = Text(
    "取{right}{unit}时，该句所列的增减额与{percent}%相符，取所印数字则不符。",
    "With {right} {unit} the change and the {percent} % of its sentence agree; with the printed figure they do not.",
)
_OTHER_LINE = Text(
    "{stated}{unit}是{other}的数字，也可能是文字说明中的名称有误。",
    "{stated} {unit} is what {other} prints: perhaps it is the name in the narrative that is wrong.",
)
_SWAPPED = Text(
    "{name}若为{right}{unit}（{stated}中相邻两位数字颠倒），则各数相符。",
    "With {right} {unit} for {name} all would agree: in {stated} two neighbouring digits may have changed places.",
)
_SAID = Text("文字说明另一处“{name}”即为{right}{unit}。", "Elsewhere the narrative has “{name}” as {right} {unit}.")
_TOTAL_TAKEN = Text(
    "{stated}{unit}恰为“{one}”与“{other}”之和，是两者的合计数。",
    "{stated} {unit} is exactly “{one}” and “{other}” together: the total of both.",
)
