"""Families of statements: an amount of the narrative and the amounts that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openfisca_china_personnel.documents.audit.cells import Cells
from openfisca_china_personnel.documents.audit.findings import Severity
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.documents.prose.columns import FUNCTIONAL, amount_column


@dataclass(frozen=True)
class Family:
    """A whole and its parts, as places among the statements of a document.

    ``severity`` is that of amounts that do not add up. ``complete`` says that the names of the parts leave nothing
    out; a list that only stands behind its whole may. ``by_table`` says that tables hold the amounts already, so that
    only budgets and changes are to be added up.
    """

    whole: int
    parts: tuple[int, ...]
    severity: Severity
    complete: bool = True
    by_table: bool = False


def families_of(cells: Cells) -> Iterator[Family]:
    """Every family of a document's narrative, each whole with what follows it in its section."""
    for wanted in _LISTS:
        yield from _named(cells, wanted)
    yield from _apart(cells)
    yield from _three_public(cells)
    yield from _procurement(cells.statements)
    yield from _listed(cells.statements)
    yield from _by_code(cells)


_TAIL = r"(?:支出)?(?:人员|公用)?(?:支出|经费|费用)?(?:预算|决算|总额|数)*$"
_NOT_ECONOMIC = "^(?!.*(?:工资|商品|个人))[^支]*"


@dataclass(frozen=True)
class _List:
    """A list that is complete once it has what is ``needed``: names of the whole, of its parts.

    A whole that does not open the paragraph of all its parts must have one of the words of ``anywhere``.
    """

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    needed: int
    severity: Severity
    anywhere: re.Pattern[str] = re.compile("")


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
        re.compile(
            r"^(?!.*(?:收入|基本|项目|三公|采购|基金|运行)).*(?:支出|预算|决算|拨款|(?:部门|单位)经费)(?:总|合|共)?计?"
            + _TAIL
        ),
        _names("(?<!财政拨款)基本", "(?<!财政拨款)项目", "上缴上级", "经营", "对附属单位补助", "单位预留机动"),
        2,
        "inconsistent",
        re.compile(r"总|合计|预算|决算|拨款|本年|当年"),
    ),
)


def _named(cells: Cells, wanted: _List) -> Iterator[Family]:
    """A whole and the parts that follow it in its section, up to the next whole of the kind."""
    statements = cells.statements
    for index, statement in enumerate(statements):
        if not _is_whole(statement, wanted.whole) or _part(wanted, statement) is not None:
            continue
        if _is_one_line(cells, statement):
            continue
        found: dict[int, int] = {}
        for later in range(index + 1, len(statements)):
            other = statements[later]
            kind = _part(wanted, other)
            next_whole = kind is None and _is_whole(other, wanted.whole) and not _is_one_line(cells, other)
            if other.section != statement.section or next_whole or kind in found:
                break
            if kind is not None and other.amount is not None:
                found[kind] = later
        opens = index == 0 or statements[index - 1].passage != statement.passage
        together = opens and all(statements[n].passage == statement.passage for n in found.values())
        if not together and not wanted.anywhere.search(statement.subject):
            continue
        if len(found) >= wanted.needed and {0, 1} <= set(found):
            yield Family(index, tuple(found.values()), wanted.severity)


def _apart(cells: Cells) -> Iterator[Family]:
    """Basic expenditure by economic class in one section, its amount in another, where the document has one only."""
    statements = cells.statements
    economic = _LISTS[1]
    wholes = [n for n, s in enumerate(statements) if _is_whole(s, economic.whole) and _part(economic, s) is None]
    amounts = {s.amount.value for n in wholes if (s := statements[n]).amount is not None}
    runs: dict[str, dict[int, int]] = {}
    for index, statement in enumerate(statements):
        kind = _part(economic, statement)
        if kind is not None and statement.amount is not None:
            runs.setdefault(statement.section, {}).setdefault(kind, index)
    for section, run in runs.items():
        if len(amounts) == 1 and len(run) >= economic.needed and all(statements[n].section != section for n in wholes):
            yield Family(wholes[0], tuple(run.values()), economic.severity)


def _is_one_line(cells: Cells, statement: Statement) -> bool:
    """Whether a table has the subject as one line among others, and not as a sum of all."""
    rows = [cells.document.tables[target.table].rows[target.row] for target in statement.targets[:1]]
    return any(row.code != TOTAL and not re.search(r"[合总小]计", row.name) for row in rows)


def _is_whole(statement: Statement, name: re.Pattern[str]) -> bool:
    return statement.amount is not None and statement.repeats is None and name.search(statement.subject) is not None


def _part(wanted: _List, statement: Statement) -> int | None:
    if statement.repeats is not None:
        return None
    return next((n for n, name in enumerate(wanted.parts) if name.search(statement.subject)), None)


_WHOLE_OF_THREE = re.compile(
    r"三公）?经费）?(?:公共预算|一般公共预算|财政拨款|支出|预算|决算|开支|汇总|合计|控制|总额|总|数|安排)*$"
)
_ABROAD = re.compile(r"因公出国|出国（境）")
_RECEPTION = re.compile(r"(?<!外事)(?<!国内公务)(?<!外宾)接待")
_BOTH = re.compile(r"购置(?:[及与和、]|及其)?运行|(?:用车|公车|车辆)[及与和]运行")
_BOUGHT = re.compile(r"(?:用车|公车|车辆)购置")
_RUN = re.compile(r"(?:用车|公车|车辆|车)(?:的)?运行")


def _three_public(cells: Cells) -> Iterator[Family]:
    """The three public expenses, and vehicles as those bought and those run."""
    statements = cells.statements
    by_table = any(table.kind == "three_public" for table in cells.document.tables)
    for index, statement in enumerate(statements):
        if statement.repeats is not None:
            continue
        near = _following(statements, index, _WHOLE_OF_THREE)
        if _WHOLE_OF_THREE.search(statement.subject):
            abroad, reception = (_first(statements, near, name) for name in (_ABROAD, _RECEPTION))
            both = _first(statements, near, _BOTH)
            apart = (_first(statements, near, _BOUGHT), _first(statements, near, _RUN))
            vehicles = [both] if both is not None else [n for n in apart if n is not None]
            if reception is None or not vehicles:
                continue
            parts = tuple(n for n in (abroad, *vehicles, reception) if n is not None)
            yield Family(index, parts, "error" if abroad is not None else "inconsistent", by_table=by_table)
        elif _BOTH.search(statement.subject):
            near = [n for n in near if statements[n].passage == statement.passage]
            parts = tuple(n for name in (_BOUGHT, _RUN) if (n := _first(statements, near, name)) is not None)
            if len(parts) == 2:
                yield Family(index, parts, "error", by_table=by_table)


def _following(statements: Sequence[Statement], index: int, until: re.Pattern[str]) -> list[int]:
    """The statements behind one in its section, up to the next of a name."""
    found = []
    for later in range(index + 1, len(statements)):
        other = statements[later]
        if other.section != statements[index].section or (other.repeats is None and until.search(other.subject)):
            break
        if other.repeats is None:
            found.append(later)
    return found


def _first(statements: Sequence[Statement], near: Sequence[int], name: re.Pattern[str]) -> int | None:
    first = None if name is _BOTH else _BOTH
    return next(
        (
            n
            for n in near
            if name.search(statements[n].subject) and not (first is not None and first.search(statements[n].subject))
        ),
        None,
    )


def _procurement(statements: Sequence[Statement]) -> Iterator[Family]:
    """Procurement is that of goods, works and services."""
    for index, statement in enumerate(statements):
        if "采购" not in statement.subject or re.search(r"货物|工程|服务|中小", statement.subject):
            continue
        parts = [
            later
            for later in range(index + 1, min(index + 4, len(statements)))
            if statements[later].passage == statement.passage
            and statements[later].amount is not None
            and re.search(r"货物|工程|服务", statements[later].subject)
        ]
        if len(parts) > 1:
            yield Family(index, tuple(parts), "error")


def _listed(statements: Sequence[Statement]) -> Iterator[Family]:
    """What a sentence lists behind an amount."""
    lists: dict[int, list[int]] = {}
    for index, statement in enumerate(statements):
        if statement.part_of is not None and statement.amount is not None and statement.repeats is None:
            lists.setdefault(statement.part_of, []).append(index)
    for whole, parts in lists.items():
        if len(parts) > 1:
            yield Family(whole, tuple(parts), "inconsistent", complete=False)


def _by_code(cells: Cells) -> Iterator[Family]:
    """A subject of a functional table with the items below it, or all classes, where the narrative tells of each."""
    for what in ("change", "base"):
        for index, told in _told(cells.statements, what).items():
            table = cells.document.tables[index]
            if table.kind not in FUNCTIONAL:
                continue
            column = amount_column(table)
            printed = [row.code for row in table.rows if row.code.isdigit() and row.values.get(column)]
            for code, whole in told.items():
                below = [each for each in printed if code == TOTAL or (each.startswith(code) and each != code)]
                for digits in (_CLASS, _ITEM):
                    level = [each for each in below if len(each) == digits]
                    if len(level) > 1 and all(each in told for each in level):
                        yield Family(whole, tuple(told[each] for each in level), "inconsistent", by_table=True)


def _told(statements: Sequence[Statement], what: str) -> dict[int, dict[str, int]]:
    """By table and code: the statement of it that has a change, or a base; the first where none has."""
    told: dict[int, dict[str, int]] = {}
    for number, statement in enumerate(statements):
        if statement.code is None:
            continue
        for table in dict.fromkeys(target.table for target in statement.targets):
            kept = told.setdefault(table, {}).setdefault(statement.code, number)
            if getattr(statements[kept], what) is None and getattr(statement, what) is not None:
                told[table][statement.code] = number
    return told


_CLASS, _ITEM = 3, 7  # digits of a class and of an item
