"""Causes that do not fit what they explain, and figures that another figure explains better than their name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cell, Cells, place_in_prose, place_of
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.columns import amount_column
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Table

_MORE_PEOPLE = re.compile(r"(?:在职)?(?:人员|人数|职工)[^,。;]{0,6}(?:增加|增多)|增加[^,。;]{0,4}(?:在职)?人(?:数|员)")
_PER_HEAD = ("住房公积金", "购房补贴", "基本养老保险", "职业年金", "提租补贴")
_UP = re.compile(r"增加|增长|上升|提高|增多|调增")
_DOWN = re.compile(r"减少|下降|降低|压减|调减|压缩|节约")


def causes_that_contradict(cells: Cells) -> Iterator[Finding]:
    """A rise explained by a fall, a fall by a rise."""
    for statement in cells.statements:
        cause = statement.cause or ""
        up, down = _UP.search(cause) is not None, _DOWN.search(cause) is not None
        against = (statement.direction == "增加" and down and not up) or (
            statement.direction == "减少" and up and not down
        )
        if against and (statement.amount is None or statement.base is None or statement.percent is not None):
            text = _AGAINST.format(
                name=statement.subject, word=_WORD[statement.direction or "增加"], cause=cause[:_LONGEST]
            )
            yield Finding("cause", "inconsistent", (place_in_prose(statement),), text, cause[:_LONGEST])


def headcount_that_does_not_show(cells: Cells) -> Iterator[Finding]:
    """More people raise some of the lines that go by heads and leave others as they were."""
    per_head = [s for s in cells.statements if any(name in s.subject for name in _PER_HEAD)]
    risen = [s for s in per_head if s.direction == "增加" and _MORE_PEOPLE.search(s.cause or "")]
    same = [s for s in per_head if _unchanged(cells, s)]
    if not risen or not same:
        return
    text = _HEADS.format(risen=_names(risen), same=_names(same))
    where = tuple(place_in_prose(s) for s in (*same, *risen))
    yield Finding("cause", "inconsistent", where, text)


def _unchanged(cells: Cells, statement: Statement) -> bool:
    if statement.direction == "持平":
        return True
    for target in statement.targets[:1]:
        now = cells.of_table(target.table, target.row, target.column)
        before = cells.of_table(target.table, target.row, "prior_year_actual")
        if now is not None and before is not None:
            return now.value == before.value
    return False


def sums_under_another_name(cells: Cells) -> Iterator[Finding]:
    """An economic item that is exactly the sum of two personnel lines which the economic table does not have."""
    general = next((n for n, t in enumerate(cells.document.tables) if t.kind == "general"), None)
    basic = next((n for n, t in enumerate(cells.document.tables) if t.kind == "basic"), None)
    if general is None or basic is None:
        return
    table, economic = cells.document.tables[general], cells.document.tables[basic]
    if table.amount_unit is None or economic.amount_unit is None:
        return
    known = {bare_name(row.name) for row in economic.rows}
    column = "basic" if "basic" in table.columns else amount_column(table)
    subsidies = [
        cell
        for number, row in enumerate(table.rows)
        if len(row.code) == 7 and row.name.endswith("补贴") and bare_name(row.name) not in known
        if (cell := cells.of_table(general, number, column)) is not None and cell.value
    ]
    for one, other in combinations(subsidies, 2):
        for cell in _leaves(cells, basic, economic):
            if abs(cell.value - one.value - other.value) < cell.half + max(one.half, other.half):
                text = _SUM.format(
                    name=cell.name, value=cell.shown(cell.value), unit=cell.unit, one=one.name, other=other.name
                )
                where = (cell.place, one.place, other.place)
                yield Finding("functional_economic", "oddity", where, text, cell.shown(cell.value))


def _leaves(cells: Cells, index: int, table: Table) -> list[Cell]:
    column = amount_column(table)
    found = (
        cells.of_table(index, number, column)
        for number, row in enumerate(table.rows)
        if len(row.code) == _ITEM and row.code.isdigit()
    )
    return [cell for cell in found if cell is not None and cell.value]


def contributions_apart(cells: Cells, wrong: Container[tuple[object, ...]] = ()) -> Iterator[Finding]:
    """Pension and annuity rest on one base: in the year before they kept a ratio that this year's do not."""
    for index, table in enumerate(cells.document.tables):
        if table.kind != "general" or "prior_year_actual" not in table.columns or table.amount_unit is None:
            continue
        rows = {name: n for n, row in enumerate(table.rows) for name in _CONTRIBUTIONS if name in row.name}
        if len(rows) != 2:
            continue
        column = amount_column(table)
        now = [cells.of_table(index, rows[name], column) for name in _CONTRIBUTIONS]
        before = [cells.of_table(index, rows[name], "prior_year_actual") for name in _CONTRIBUTIONS]
        if any(cell is None or not cell.value or cell.key in wrong for cell in (*now, *before)):
            continue
        (a, b), (c, d) = [cell for cell in now if cell], [cell for cell in before if cell]
        ratio = round(c.value / d.value * 2) / Decimal(2)
        was_exact = abs(c.value - ratio * d.value) <= c.half + ratio * d.half
        gap = a.value - ratio * b.value
        if was_exact and abs(gap) > a.half + ratio * b.half and abs(gap) < a.value / 100:
            text = _RATIO.format(
                one=a.name, other=b.name, ratio=f"{ratio.normalize():f}", gap=a.shown(abs(gap)), unit=a.unit
            )
            yield Finding("ratio", "oddity", (a.place, b.place), text, a.shown(a.value), a.shown(ratio * b.value))


def weights_that_do_not_add_up(cells: Cells) -> Iterator[Finding]:
    """The weights of a performance table add up to what they do in the document's others, or to a round number."""
    sums: list[tuple[Table, Decimal]] = []
    for table in cells.document.tables:
        weights = [amount for row in table.rows if row.code != TOTAL and (amount := row.amount(WEIGHT)) is not None]
        open_ = any(WEIGHT in row.uncertain for row in table.rows)
        if table.kind == "performance" and weights and not open_:
            sums.append((table, sum(weights, Decimal(0))))
    common = Counter(total for _, total in sums).most_common(1)
    for table, total in sums:
        usual = common[0][0] if common[0][1] > 1 else round(total, -1)
        if total == usual:
            continue
        rows = [row for row in table.rows if WEIGHT in row.values]
        text = _WEIGHTS.format(title=table.title, total=total, usual=f"{usual:f}")
        where = (place_of(table, rows[0], WEIGHT), *(place_of(table, row, WEIGHT) for row in rows[1:]))
        yield Finding("weights", "inconsistent", where, text, f"{total}", f"{usual:f}", f"{total - usual:f}")


def _names(statements: list[Statement]) -> str:
    return "、".join(dict.fromkeys(s.subject for s in statements))


WEIGHT = "分值权重"
_WEIGHTS = Text(
    "《{title}》的分值权重合计为{total}，应为{usual}。",
    "the weights of 《{title}》 add up to {total}; they should make {usual}.",
)
_CONTRIBUTIONS = ("基本养老保险缴费", "职业年金缴费")
_LONGEST = 40
_ITEM = 5  # digits of an economic item
_WORD = {"增加": Text("增加", "a rise"), "减少": Text("减少", "a fall")}
_AGAINST = Text(
    "“{name}”{word}的原因写为“{cause}”，方向相反。",
    "“{name}”: {word} is explained by “{cause}”, which is the opposite.",
)
_HEADS = Text(
    "{risen}的增加以人数增加为原因，而同样按人计列的{same}没有变动，原因与数字不一致。",
    "the rise of {risen} is explained by more people, yet {same}, which go by heads too, did not change.",
)
_SUM = Text(
    "{name}的{value}{unit}恰为{one}与{other}之和，可能归类有误。",
    "{name}, {value} {unit}, is exactly {one} and {other} together; they may stand in the wrong class.",
)
_RATIO = Text(
    "{one}与{other}上年恰为{ratio}倍，本年相差{gap}{unit}，缴费基数可能不一致。",
    "{one} was exactly {ratio} times {other} last year; this year {gap} {unit} are between them, "
    "so their bases may differ.",
)
