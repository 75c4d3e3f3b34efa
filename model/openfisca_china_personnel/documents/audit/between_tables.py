"""Identities between the tables of one document, and the differences that their scopes explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity, equal
from openfisca_china_personnel.documents.audit.table_figures import FEW, Pairs, TableFigures, agree, nearest
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.kinds import TableKind, bare_title
from openfisca_china_personnel.documents.prose.columns import amount_column
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text

_NEARLY_ALL = 0.9
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


class Between(TableFigures):
    """The figures of one document that stand in two tables."""

    def same(self, pairs: Pairs, relation: Text, check: str = "between_tables") -> Iterator[Identity]:
        """That each pair is one figure."""
        for one, other in pairs:
            yield from equal(check, "error", _of(relation, other), one, other)

    def doubled(self) -> Iterator[Identity]:
        """A table that is printed twice says the same twice."""
        prints: dict[tuple[object, ...], list[int]] = {}
        for index, table in enumerate(self.tables):
            key = (bare_title(table.title), table.columns)
            prints.setdefault(key, []).append(index)
        for found in prints.values():
            for one, other in self.prints_of_one(found):
                for column in self.tables[one].columns:
                    pairs = self.pairs(self.by_code(one, column), self.by_code(other, column))
                    if self.linked(pairs):
                        yield from self.same(pairs, _SAME, "doubled_table")

    def prints_of_one(self, indices: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of tables with one title: all of a few; of many, one for each unit, those with the same total."""
        if len(indices) <= FEW:
            yield from combinations(indices, 2)
            return
        seen: dict[tuple[object, ...], int] = {}
        for index in indices:
            columns = self.tables[index].columns
            totals = tuple(cell.value for column in columns if (cell := self.by_code(index, column).get(TOTAL)))
            before = seen.setdefault(totals, index)
            if totals and before != index:
                yield before, index

    def functional(self) -> Iterator[Identity]:
        """Tables by functional subject that count the same funds."""
        kinds: tuple[TableKind, ...] = ("expenditure", "general", "appropriation_expenditure")
        for one in self.of(*kinds):
            for other in (each for each in self.partners(one, *kinds) if each > one):
                for mine, theirs in self.columns_alike(one, other):
                    left, right = self.by_code(one, mine), self.by_code(other, theirs)
                    if self.by_code_alike(left, right):
                        yield from self.same(self.pairs(left, right), _SAME)

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
            for other in self.partners(one, "expenditure", "general"):
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
            for other in self.partners(index, "expenditure"):
                yield from self.total(right, self.by_code(other, TOTAL).get(TOTAL))
                yield from self.parts_of_total(right, other)
            for other in self.partners(index, "income"):
                yield from self.total(left, self.by_code(other, amount_column(self.tables[other])).get(TOTAL))
            yield from self.classes(index, right, ("expenditure", "appropriation_expenditure", "general"))
        for index in self.of("appropriation"):
            yield from self.classes(index, self.named(index, "expenditure"), ("general", "appropriation_expenditure"))

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

    def classes(self, index: int, side: Mapping[str, Cell], kinds: Sequence[TableKind]) -> Iterator[Identity]:
        """The classes listed by name against the same classes by code."""
        for kind in kinds:
            for other in self.partners(index, kind):
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
            for index in self.partners(other, "general"):
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
            if whole is not None and self.one_scope(other):
                yield from self.of_all_funds(other, whole)
        yield from self.both_basic()

    def of_all_funds(self, other: int, whole: Cell) -> Iterator[Identity]:
        """Where all expenditure is of the general budget, its columns are those of the economic table."""
        for index in self.partners(other, "expenditure"):
            cell = self.by_code(index, "basic").get(TOTAL)
            if cell is not None:
                yield from self.same([(cell, whole)], _BASIC)
        for index in self.partners(other, "income_expenditure"):
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
            for other in self.partners(one, "appropriation_basic"):
                mine, theirs = amount_column(self.tables[one]), amount_column(self.tables[other])
                left, right = self.by_code(one, mine), self.by_code(other, theirs)
                if self.by_code_alike(left, right):
                    yield from self.same(self.pairs(left, right), _SAME)

    def one_scope(self, beside: int) -> bool:
        """Whether expenditure of all funds is that of the general budget, in the tables of one unit."""
        for one in self.partners(beside, "expenditure"):
            for other in self.partners(beside, "general"):
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
            for index in self.partners(other, "general"):
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
        for other in self.of("basic"):
            table = self.tables[other]
            partner = self.by_code(other, "operating").get(TOTAL)
            for number, row in enumerate(table.rows):
                if row.name == "公用经费合计":
                    partner = self.cells.of_table(other, number, amount_column(table))
            if partner is not None:
                yield from ((cell, partner) for cell in self.operating_funds(other))

    def operating_funds(self, beside: int) -> Iterator[Cell]:
        """The operating funds of the agency, in the tables of the same unit."""
        for index in self.partners(beside, "agency_operating"):
            cell = self.by_code(index, amount_column(self.tables[index])).get(TOTAL)
            if cell is not None:
                yield cell
        for index in self.partners(beside, "three_public"):
            for column in self.tables[index].columns:
                cell = self.by_code(index, column).get(TOTAL) if "机关运行经费" in column else None
                if cell is not None:
                    yield cell


_SAME = Text("{other}的同一数字", "the same figure of {other}")
_BASIC = Text("{other}", "{other}")
_BASIC_PARTS = Text("人员经费合计与公用经费合计之和", "the totals of personnel and of operating expenditure together")
_ECONOMIC = Text("{other}（同一项目的经济分类）", "{other}, the same item by economic class")


def _of(relation: Text, other: Cell) -> Text:
    return relation.format(other=other.name)


def _same_contribution(economic: str, functional: str) -> bool:
    short = economic.removesuffix("缴费")
    return "缴费" in economic and len(short) > 3 and (short in functional or functional in short)
