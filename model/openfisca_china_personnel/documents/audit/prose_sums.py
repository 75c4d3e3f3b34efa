"""What a narrative must keep by itself: parts and their whole, budgets and changes, one thing said in two places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Severity
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.subjects import amount_column
from openfisca_china_personnel.language import Text

_TAIL = r"(?:支出)?(?:人员|公用)?(?:支出|经费|费用)?(?:预算|决算|总额|数)*$"

_NOT_ECONOMIC = "^(?!.*(?:工资|商品|个人))[^支]*"


@dataclass(frozen=True)
class _List:
    """A list that is complete once it has what is ``needed``: names of the whole, of its parts."""

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    needed: int
    severity: Severity


def _names(*words: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word + _TAIL) for word in words)


_LISTS = (
    _List(re.compile(r"基本(?:支出)?" + _TAIL), _names(rf"{_NOT_ECONOMIC}人员", rf"{_NOT_ECONOMIC}公用"), 2, "error"),
    _List(
        re.compile(r"基本(?:支出)?" + _TAIL),
        _names("工资福利", "商品[和与]服务", "对个人[和与]家庭的?补助", "资本性"),
        3,
        "inconsistent",
    ),
    _List(
        re.compile(r"^(?!.*(?:收入|基本|项目|三公|采购|基金|运行)).*(?:支出|预算|决算|拨款)(?:总|合|共)?计?" + _TAIL),
        _names("(?<!财政拨款)基本", "(?<!财政拨款)项目", "上缴上级", "经营", "对附属单位补助", "单位预留机动"),
        2,
        "inconsistent",
    ),
)


def sums_of_prose(cells: Cells) -> Iterator[Identity]:
    """Identities between amounts of the narrative that no table is needed for."""
    for each in _LISTS:
        yield from _lists(cells, each)
    yield from _budgets(cells)
    yield from _changes_of_vehicles(cells)
    yield from _changes_said_twice(cells)
    yield from _said_twice(cells)


def _lists(cells: Cells, wanted: _List) -> Iterator[Identity]:
    """A whole and the parts that follow it in its section, up to the next whole of the kind."""
    statements = cells.statements
    for index, statement in enumerate(statements):
        whole = cells.of_statement(index)
        if whole is None or not wanted.whole.search(statement.subject) or _part(wanted, statement) is not None:
            continue
        found: dict[int, Cell] = {}
        for later in range(index + 1, len(statements)):
            other = statements[later]
            kind = _part(wanted, other)
            is_whole = kind is None and other.amount is not None and wanted.whole.search(other.subject)
            if other.section != statement.section or is_whole or kind in found:
                break
            cell = cells.of_statement(later)
            if kind is not None and cell is not None:
                found[kind] = cell
        if len(found) >= wanted.needed and {0, 1} <= set(found):
            yield Identity("prose_sum", wanted.severity, _PARTS, whole, tuple(found.values()))


def _part(wanted: _List, statement: Statement) -> int | None:
    return next((n for n, name in enumerate(wanted.parts) if name.search(statement.subject)), None)


def _budgets(cells: Cells) -> Iterator[Identity]:
    """Final accounts: the items' budgets make up the budget of all, where the narrative goes through every item."""
    statements = cells.statements
    for index, table in enumerate(cells.document.tables):
        if table.kind not in ("general", "appropriation_expenditure"):
            continue
        items = {
            row.code
            for n, row in enumerate(table.rows)
            if len(row.code) == _ITEM and row.code.isdigit() and cells.of_table(index, n, amount_column(table))
        }
        told = [n for n, s in enumerate(statements) if s.code in items and s.against == "initial_budget"]
        total = [
            n
            for n, s in enumerate(statements)
            if s.against == "initial_budget" and s.code == TOTAL and any(t.table == index for t in s.targets)
        ]
        if len(total) != 1 or len(told) != len(items) or {statements[n].code for n in told} != items:
            continue
        parts = [cell for n in told if (cell := _base(cells, n)) is not None]
        whole = _base(cells, total[0])
        if whole is not None and parts:
            yield Identity("prose_sum", "inconsistent", _ITEMS, whole, tuple(parts))
            return


def _base(cells: Cells, index: int) -> Cell | None:
    statement = cells.statements[index]
    if statement.base is None:
        return None
    cell = cells.of_quantity(statement, statement.base, ("base", index))
    return replace(cell, name=_BUDGET.format(name=cell.name))


def _change(cells: Cells, index: int) -> Cell | None:
    """The amount of a change with its sign, as a figure of its own."""
    statement = cells.statements[index]
    quantity = statement.change
    if quantity is None or statement.direction not in ("增加", "减少"):
        return None
    cell = cells.of_quantity(statement, quantity, ("change", index))
    sign = -1 if statement.direction == "减少" and not quantity.printed.startswith("-") else 1
    return replace(cell, value=sign * cell.value, name=_CHANGE.format(name=cell.name))


def _changes_of_vehicles(cells: Cells) -> Iterator[Identity]:
    """Vehicles change by what buying and running them change."""
    for index, statement in enumerate(cells.statements):
        whole = _change(cells, index)
        if whole is None or not re.search(r"公务用车购置[及与和、]", statement.subject):
            continue
        near = [n for n in range(index + 1, len(cells.statements)) if cells.statements[n].passage == statement.passage][
            :2
        ]
        parts = [cell for n in near if (cell := _change(cells, n)) is not None]
        subjects = "".join(cells.statements[n].subject for n in near)
        if len(parts) == 2 and "购置" in subjects and "运行" in subjects:
            yield Identity("prose_sum", "error", _CHANGES, whole, tuple(parts))


def _changes_said_twice(cells: Cells) -> Iterator[Identity]:
    """One amount that changed by one percentage changed by one amount, wherever it is said."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for index, statement in enumerate(cells.statements):
        change = _change(cells, index)
        if change is None or statement.percent is None or statement.amount is None:
            continue
        if len(statement.amount.printed) > _LONG:
            key = (statement.amount.value, statement.percent.value, statement.direction)
            groups.setdefault(key, []).append(change)
    for changes in groups.values():
        yield from _all_one(changes)


def _said_twice(cells: Cells) -> Iterator[Identity]:
    """Where no table is there to hold them against: amounts that one name has in several places."""
    if cells.document.tables:
        return
    groups: dict[str, list[tuple[str, Cell]]] = {}
    for index, statement in enumerate(cells.statements):
        cell = cells.of_statement(index)
        if cell is not None and _ONE_THING.fullmatch(statement.subject) and not statement.targets:
            name = re.sub(r"(?:预算|决算|数)+$", "", statement.subject)
            groups.setdefault(name, []).append((statement.section, cell))
    for found in groups.values():
        if len(found) == 2 and found[0][0] != found[1][0]:  # more are those of several subjects, or of several years
            yield from _all_one([cell for _, cell in found])


def _all_one(cells: Sequence[Cell]) -> Iterator[Identity]:
    """That all are the figure that most of them print."""
    if len(cells) < 2:
        return
    usual = Counter(cell.value for cell in cells).most_common(1)[0][0]
    first = next(cell for cell in cells if cell.value == usual)
    for cell in cells:
        if cell is not first:
            yield Identity("prose_prose", "inconsistent", _ELSEWHERE, cell, (first,))


_ITEM = 7  # digits of a functional item
_LONG = 5  # characters of an amount that two things hardly have in common by chance
_ONE_THING = re.compile(
    r"(?:基本支出|人员经费|(?:日常)?公用经费|三公经费|因公出国境费用?|公务接待费|机关运行经费)(?:支出)?(?:预算|决算|数)*"
)
_PARTS = Text("所列各部分之和", "the sum of the parts listed")
_ITEMS = Text("各科目年初预算之和", "the sum of the items' budgets")
_CHANGES = Text("购置费与运行费增减额之和", "the changes of purchase and running together")
_ELSEWHERE = Text("文字说明另一处的同一数字", "the same figure elsewhere in the narrative")
_BUDGET = Text("{name}的年初预算", "the budget of {name}")
_CHANGE = Text("{name}的增减额", "the change of {name}")
