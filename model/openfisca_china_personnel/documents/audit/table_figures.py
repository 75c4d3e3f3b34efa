"""The figures of a document's tables by code and by name, and which tables belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import TableKind
from openfisca_china_personnel.documents.prose.names import bare_name

Pairs = list[tuple[Cell, Cell]]
_MOST = 0.6  # of the common figures that must agree for two tables to be of one scope
_CLASS = 3  # digits of a class
_SLACK = Decimal("0.02")  # what rounding may leave between sums of differences, in the tables' unit
FEW = 4  # tables of one kind: with more each is of another unit


class TableFigures:
    """Finds figures of one document that stand in two tables."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.tables = cells.document.tables
        self._kinds: dict[TableKind | None, list[int]] = {}
        for number, table in enumerate(self.tables):
            if table.amount_unit is not None:
                self._kinds.setdefault(table.kind, []).append(number)
        self._columns: dict[tuple[int, str], dict[str, Cell]] = {}

    def of(self, *kinds: TableKind) -> list[int]:
        """The tables of these kinds that state their unit, in printed order."""
        return sorted(number for kind in dict.fromkeys(kinds) for number in self._kinds.get(kind, ()))

    def partners(self, one: int, *kinds: TableKind) -> list[int]:
        """The tables of these kinds that can be of the same unit as a table.

        Where a document has many tables of a kind, one for each unit, the units stand in one order: the tables with
        the same rank belong together, or, where some units lack one, those that stand next to each other.
        """
        found: list[int] = []
        mine = self._kinds.get(self.tables[one].kind, [])
        for kind in dict.fromkeys(kinds):
            others = self._kinds.get(kind, [])
            if len(others) <= FEW and len(mine) <= FEW:
                found += others
            elif len(others) == len(mine):
                found.append(others[mine.index(one)])
            elif others:
                found.append(min(others, key=lambda other: abs(other - one)))
        return [other for other in sorted(found) if other != one]

    def by_code(self, index: int, column: str) -> dict[str, Cell]:
        """The figures of a column by code, of codes that stand once."""
        key = (index, column)
        if key not in self._columns:
            self._columns[key] = self._by_code(index, column)
        return self._columns[key]

    def _by_code(self, index: int, column: str) -> dict[str, Cell]:
        rows = self.tables[index].rows
        times = Counter(row.code for row in rows)
        found = {}
        for number, row in enumerate(rows):
            if row.code and times[row.code] == 1 and column not in row.uncertain:
                cell = self.cells.of_table(index, number, column)
                if cell is not None:
                    found[row.code] = cell
        return found

    def named(self, index: int, side: str | None = None) -> dict[str, Cell]:
        """The figures of a table by bare name: of one side, in its column of amounts."""
        table = self.tables[index]
        found: dict[str, Cell] = {}
        names = [bare_name(row.name) for row in table.rows if side is None or row.side == side]
        for number, row in enumerate(table.rows):
            if side is not None and row.side != side:
                continue
            cell = next(
                (c for column in ("budget", "actual", TOTAL) if (c := self.cells.of_table(index, number, column))), None
            )
            name = TOTAL if row.code == TOTAL else bare_name(row.name)
            if cell is not None and names.count(bare_name(row.name)) == 1:
                found[name] = cell
        return found

    def pairs(self, one: Mapping[str, Cell], other: Mapping[str, Cell]) -> Pairs:
        """The figures that two tables have under one key."""
        return [(cell, other[code]) for code, cell in one.items() if code in other]

    def linked(self, pairs: Pairs, least: float = _MOST) -> bool:
        """Whether two sets of figures are of one scope: most of them agree."""
        if not pairs:
            return False
        agreeing = sum(agree(one, other) for one, other in pairs)
        return agreeing >= least * len(pairs)

    def one_scope_of(self, pairs: Pairs, totals: tuple[Cell | None, Cell | None], least: float = _MOST) -> bool:
        """Whether two sets of figures count the same funds.

        They do not where their totals differ by just what their parts differ: the rest of one is other money.
        """
        if all(agree(one, other) for one, other in pairs):
            return True
        one, other = totals
        if one is None or other is None or agree(one, other):
            return self.linked(pairs, least)
        parts = [(a, b) for a, b in pairs if a is not one and b is not other]
        apart = sum((a.value - b.value for a, b in parts), Decimal(0))
        rest = abs(one.value - other.value - apart)
        return rest >= one.half + other.half + _SLACK * max(one.factor, other.factor) and self.linked(pairs, least)

    def by_code_alike(self, left: Mapping[str, Cell], right: Mapping[str, Cell], least: float = _MOST) -> bool:
        """Whether two columns by code count the same funds: their classes against their totals."""
        pairs = self.pairs(left, right)
        totals = (left.get(TOTAL), right.get(TOTAL))
        tops = [(left[code], right[code]) for code in left if code in right and len(code) == _CLASS]
        only = [code for code in {*left, *right} if len(code) == _CLASS and (code in left) != (code in right)]
        if only and totals[0] is not None and totals[1] is not None and not agree(totals[0], totals[1]):
            return False
        return self.one_scope_of(tops, totals) and self.linked(pairs, least)


def _value(cell: Cell, corrected: Mapping[tuple[object, ...], Decimal]) -> Decimal:
    return corrected.get(cell.key, cell.value)


def agree(one: Cell, other: Cell, corrected: Mapping[tuple[object, ...], Decimal] | None = None) -> bool:
    """Whether two prints can be one figure, those known to be wrong as corrected."""
    difference = abs(_value(one, corrected or {}) - _value(other, corrected or {}))
    return difference == 0 or difference < one.half + other.half


def nearest(cell: Cell, others: Sequence[Cell]) -> Cell:
    """The first of the figures that ``cell`` may be a print of; where none is, the one that comes closest."""
    return next((other for other in others if agree(cell, other)), min(others, key=lambda o: abs(o.value - cell.value)))
