"""Identities between the tables of one document, and the differences that their scopes explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity, equal
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import TableKind, bare_title
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.documents.prose.subjects import amount_column
from openfisca_china_personnel.language import Text

Pairs = list[tuple[Cell, Cell]]
_MOST = 0.6  # of the common figures that must agree for two tables to be of one scope
_NEARLY_ALL = 0.9
_CLASS = 3  # digits of a class
_SLACK = Decimal("0.02")  # what rounding may leave between sums of differences, in the tables' unit
_PARTS = ("基本支出", "项目支出", "单位预留机动经费")
_PART_COLUMN = {"基本支出": "basic", "项目支出": "project", "单位预留机动经费": "单位预留机动经费"}


def identities_between(cells: Cells) -> Iterator[Identity]:
    """Every identity between two tables, in the scopes in which it must hold."""
    between = Between(cells)
    yield from between.doubled()
    yield from between.functional()
    yield from between.income()
    yield from between.lists()
    yield from between.basic()
    yield from between.economic()
    yield from between.operating()


class Between:
    """Finds figures of one document that stand in two tables."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.tables = cells.document.tables

    def of(self, *kinds: TableKind) -> list[int]:
        """The tables of these kinds that state their unit, in printed order."""
        return [n for n, table in enumerate(self.tables) if table.kind in kinds and table.amount_unit is not None]

    def by_code(self, index: int, column: str) -> dict[str, Cell]:
        """The figures of a column by code, of codes that stand once."""
        table = self.tables[index]
        codes = [row.code for row in table.rows]
        found = {}
        for number, code in enumerate(codes):
            if code and codes.count(code) == 1 and column not in table.rows[number].uncertain:
                cell = self.cells.of_table(index, number, column)
                if cell is not None:
                    found[code] = cell
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

    def same(self, pairs: Pairs, relation: Text, check: str = "between_tables") -> Iterator[Identity]:
        """That each pair is one figure."""
        for one, other in pairs:
            yield from equal(check, "error", _of(relation, other), one, other)

    def doubled(self) -> Iterator[Identity]:
        """A table that is printed twice says the same twice."""
        for one, table in enumerate(self.tables):
            for other in range(one + 1, len(self.tables)):
                second = self.tables[other]
                if bare_title(table.title) != bare_title(second.title) or table.columns != second.columns:
                    continue
                for column in table.columns:
                    pairs = self.pairs(self.by_code(one, column), self.by_code(other, column))
                    if self.linked(pairs):
                        yield from self.same(pairs, _SAME, "doubled_table")

    def functional(self) -> Iterator[Identity]:
        """Tables by functional subject that count the same funds."""
        indices = self.of("expenditure", "general", "appropriation_expenditure")
        for position, one in enumerate(indices):
            for other in indices[position + 1 :]:
                for mine, theirs in self.columns_alike(one, other):
                    left, right = self.by_code(one, mine), self.by_code(other, theirs)
                    if self.by_code_alike(left, right):
                        yield from self.same(self.pairs(left, right), _SAME)

    def by_code_alike(self, left: Mapping[str, Cell], right: Mapping[str, Cell], least: float = _MOST) -> bool:
        """Whether two columns by code count the same funds: their classes against their totals."""
        pairs = self.pairs(left, right)
        totals = (left.get(TOTAL), right.get(TOTAL))
        tops = [(left[code], right[code]) for code in left if code in right and len(code) == _CLASS]
        only = [code for code in {*left, *right} if len(code) == _CLASS and (code in left) != (code in right)]
        if only and totals[0] is not None and totals[1] is not None and not agree(totals[0], totals[1]):
            return False
        return self.one_scope_of(tops, totals) and self.linked(pairs, least)

    def columns_alike(self, one: int, other: int) -> Iterator[tuple[str, str]]:
        """The columns of two functional tables that count the same."""
        first, second = self.tables[one], self.tables[other]
        yield amount_column(first), amount_column(second)
        for column in ("basic", "project"):
            if column in first.columns and column in second.columns:
                yield column, column

    def income(self) -> Iterator[Identity]:
        """Income by functional subject, where it counts what expenditure counts."""
        for one in self.of("income"):
            for other in self.of("expenditure", "general"):
                theirs = self.by_code(other, amount_column(self.tables[other]))
                for column in self.tables[one].columns:
                    if "财政拨款" in column or column == TOTAL:
                        mine = self.by_code(one, column)
                        pairs = self.pairs(mine, theirs)
                        fits = self.by_code_alike(mine, theirs, _NEARLY_ALL) and len(pairs) > 3
                        if fits and not ("财政拨款" in column and self.tables[other].kind == "expenditure"):
                            yield from self.same(pairs, _SAME)

    def lists(self) -> Iterator[Identity]:
        """The tables of income and expenditure side by side against the tables of each."""
        for index in self.of("income_expenditure"):
            right, left = self.named(index, "expenditure"), self.named(index, "income")
            for other in self.of("expenditure"):
                yield from self.total(right, self.by_code(other, TOTAL).get(TOTAL))
                yield from self.parts_of_total(right, other)
            for other in self.of("income"):
                yield from self.total(left, self.by_code(other, amount_column(self.tables[other])).get(TOTAL))
            yield from self.classes(right, ("expenditure", "appropriation_expenditure", "general"))
        for index in self.of("appropriation"):
            yield from self.classes(self.named(index, "expenditure"), ("general", "appropriation_expenditure"))

    def total(self, side: Mapping[str, Cell], cell: Cell | None) -> Iterator[Identity]:
        """A table's total is the year's sum or, with what is carried over, the side's total."""
        closing = [c for name, c in side.items() if name == TOTAL or name.endswith(("合计", "小计"))]
        if cell is None or not closing:
            return
        yield from self.same([(cell, nearest(cell, closing))], _SAME)

    def parts_of_total(self, side: Mapping[str, Cell], other: int) -> Iterator[Identity]:
        """Basic, project and reserved expenditure of the list against the columns of the expenditure table."""
        for name in _PARTS:
            cell = self.by_code(other, _PART_COLUMN[name]).get(TOTAL)
            if cell is not None and bare_name(name) in side:
                yield from self.same([(side[bare_name(name)], cell)], _SAME)

    def classes(self, side: Mapping[str, Cell], kinds: Sequence[TableKind]) -> Iterator[Identity]:
        """The classes listed by name against the same classes by code."""
        for kind in kinds:
            for other in self.of(kind):
                table = self.tables[other]
                by_code = self.by_code(other, amount_column(table))
                by_name = {
                    bare_name(row.name): by_code[row.code]
                    for row in table.rows
                    if len(row.code) == 3 and row.code in by_code
                }
                pairs = self.pairs(side, by_name)
                closing = [c for name, c in side.items() if name == TOTAL or name.endswith(("合计", "小计"))]
                total = by_code.get(TOTAL)
                alike = total is not None and any(agree(total, cell) for cell in closing)
                one = total if alike else (closing[0] if closing else None)
                if pairs and self.one_scope_of(pairs, (one, total)):
                    yield from self.same(pairs, _SAME)
                    return

    def basic(self) -> Iterator[Identity]:
        """Basic expenditure of the functional table is the total of the economic one."""
        for other in self.of("basic", "appropriation_basic"):
            table = self.tables[other]
            whole = self.by_code(other, amount_column(table)).get(TOTAL)
            for index in self.of("general"):
                cell = self.by_code(index, "basic").get(TOTAL)
                if cell is not None and whole is not None:
                    yield from self.same([(cell, whole)], _BASIC)
                elif cell is not None:
                    parts = [
                        c
                        for n, row in enumerate(table.rows)
                        if row.name in ("人员经费合计", "公用经费合计")
                        and (c := self.cells.of_table(other, n, amount_column(table))) is not None
                    ]
                    if len(parts) == 2:
                        yield Identity("between_tables", "error", _BASIC_PARTS, cell, tuple(parts))
            if whole is not None and self.one_scope():
                yield from self.of_all_funds(other, whole)
        yield from self.both_basic()

    def of_all_funds(self, other: int, whole: Cell) -> Iterator[Identity]:
        """Where all expenditure is of the general budget, its columns are those of the economic table."""
        for index in self.of("expenditure"):
            cell = self.by_code(index, "basic").get(TOTAL)
            if cell is not None:
                yield from self.same([(cell, whole)], _BASIC)
        for index in self.of("income_expenditure"):
            table = self.tables[index]
            for number, row in enumerate(table.rows):
                if row.code != TOTAL or row.side != "expenditure":
                    continue
                for column in ("personnel", "operating"):
                    cell = self.cells.of_table(index, number, column)
                    partner = self.by_code(other, column).get(TOTAL)
                    if cell is not None and partner is not None:
                        yield from self.same([(cell, partner)], _SAME)

    def both_basic(self) -> Iterator[Identity]:
        """The two tables of basic expenditure by economic class."""
        for one in self.of("basic"):
            for other in self.of("appropriation_basic"):
                mine, theirs = amount_column(self.tables[one]), amount_column(self.tables[other])
                left, right = self.by_code(one, mine), self.by_code(other, theirs)
                if self.by_code_alike(left, right):
                    yield from self.same(self.pairs(left, right), _SAME)

    def one_scope(self) -> bool:
        """Whether expenditure of all funds is that of the general budget."""
        for one in self.of("expenditure"):
            for other in self.of("general"):
                mine = self.by_code(one, TOTAL).get(TOTAL)
                theirs = self.by_code(other, amount_column(self.tables[other])).get(TOTAL)
                if mine is not None and theirs is not None:
                    return agree(mine, theirs)
        return False

    def economic(self) -> Iterator[Identity]:
        """The personnel lines that both classifications have under one name."""
        for other in self.of("basic"):
            table = self.tables[other]
            economic = {
                bare_name(row.name): cell
                for row in table.rows
                if len(row.code) == 5 and (cell := self.by_code(other, amount_column(table)).get(row.code)) is not None
            }
            for index in self.of("general"):
                general = self.tables[index]
                column = "basic" if "basic" in general.columns else amount_column(general)
                functional = self.by_code(index, column)
                for row in general.rows:
                    if len(row.code) != 7 or row.code not in functional:
                        continue
                    name = bare_name(row.name).removesuffix("缴费")
                    match = [
                        n
                        for n in economic
                        if n == bare_name(row.name) or ("缴费" in row.name and _same_contribution(n, name))
                    ]
                    if len(match) == 1:
                        yield from equal(
                            "functional_economic",
                            "inconsistent",
                            _of(_ECONOMIC, economic[match[0]]),
                            functional[row.code],
                            economic[match[0]],
                        )

    def operating(self) -> Iterator[Identity]:
        """Operating funds of the agency, where they are the operating part of basic expenditure."""
        for one, other in self.operating_pairs():
            if agree(one, other):
                yield from self.same([(one, other)], _SAME)

    def operating_pairs(self) -> Iterator[tuple[Cell, Cell]]:
        """Operating funds of the agency with the operating part of basic expenditure."""
        found: list[Cell] = []
        for index in self.of("agency_operating"):
            cell = self.by_code(index, amount_column(self.tables[index])).get(TOTAL)
            found += [cell] if cell is not None else []
        for index in self.of("three_public"):
            columns = [c for c in self.tables[index].columns if "机关运行经费" in c]
            found += [c for column in columns if (c := self.by_code(index, column).get(TOTAL)) is not None]
        for other in self.of("basic"):
            table = self.tables[other]
            partner = self.by_code(other, "operating").get(TOTAL)
            for number, row in enumerate(table.rows):
                if row.name == "公用经费合计":
                    partner = self.cells.of_table(other, number, amount_column(table))
            if partner is not None:
                yield from ((cell, partner) for cell in found)


_SAME = Text("{other}的同一数字", "the same figure of {other}")
_BASIC = Text("{other}", "{other}")
_BASIC_PARTS = Text("人员经费合计与公用经费合计之和", "the totals of personnel and of operating expenditure together")
_ECONOMIC = Text("{other}（同一项目的经济分类）", "{other}, the same item by economic class")


def _of(relation: Text, other: Cell) -> Text:
    return relation.format(other=other.name)


def _value(cell: Cell, corrected: Mapping[tuple[object, ...], Decimal]) -> Decimal:
    return corrected.get(cell.key, cell.value)


def agree(one: Cell, other: Cell, corrected: Mapping[tuple[object, ...], Decimal] | None = None) -> bool:
    """Whether two prints can be one figure, those known to be wrong as corrected."""
    difference = abs(_value(one, corrected or {}) - _value(other, corrected or {}))
    return difference == 0 or difference < one.half + other.half


def nearest(cell: Cell, others: Sequence[Cell]) -> Cell:
    """The first of the figures that ``cell`` may be a print of; where none is, the one that comes closest."""
    return next((other for other in others if agree(cell, other)), min(others, key=lambda o: abs(o.value - cell.value)))


def _same_contribution(economic: str, functional: str) -> bool:
    short = economic.removesuffix("缴费")
    return "缴费" in economic and len(short) > 3 and (short in functional or functional in short)
