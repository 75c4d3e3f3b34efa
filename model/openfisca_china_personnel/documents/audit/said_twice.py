"""One thing that the narrative says in several places: it must be the same there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.audit.prose_sums import signed_change
from openfisca_china_personnel.language import Text


def said_twice(cells: Cells) -> Iterator[Identity]:
    """Amounts and changes of one thing, each against the figure that most places print."""
    yield from _changes_said_twice(cells)
    yield from _amounts_said_twice(cells)


def _changes_said_twice(cells: Cells) -> Iterator[Identity]:
    """One amount that changed by one percentage changed by one amount, wherever it is said."""
    groups: dict[tuple[Decimal, Decimal | None, str | None, str], list[Cell]] = {}
    for index, statement in enumerate(cells.statements):
        change = signed_change(cells, index)
        if change is None or statement.amount is None or len(statement.amount.printed) <= _LONG:
            continue
        percent = None if statement.percent is None else statement.percent.value
        key = (statement.amount.value, percent, statement.direction, _base_of(statement.comparison or ""))
        groups.setdefault(key, []).append(change)
    for (_, percent, _, _), changes in groups.items():
        agreeing = max(Counter(cell.value for cell in changes).values())
        if percent is not None or agreeing > 1:  # without a percentage two that differ may be two things
            yield from _all_one(changes)


def _base_of(comparison: str) -> str:
    """What a comparison is with: the budget, or last year's outturn."""
    return "预算" if re.search(r"(?:年|年度|年初)预算(?!执行)", comparison) else "决算"


def _amounts_said_twice(cells: Cells) -> Iterator[Identity]:
    """Where no table is there to hold them against: amounts that one name has in several places."""
    if cells.document.tables:
        return
    groups: dict[str, list[tuple[str, Cell]]] = {}
    for index, statement in enumerate(cells.statements):
        cell = cells.of_statement(index)
        if statement.repeats is None and cell is not None and _ONE_THING.fullmatch(statement.subject):
            if statement.targets:
                continue
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


_LONG = 5  # characters of an amount that two things hardly have in common by chance
_ONE_THING = re.compile(
    r"(?:基本支出|人员经费|(?:日常)?公用经费|三公经费|因公出国境费用?|公务接待费|机关运行经费)(?:支出)?(?:预算|决算|数)*"
)
_ELSEWHERE = Text("文字说明另一处的同一数字", "the same figure elsewhere in the narrative")
