"""Which table and line a sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.prose.columns import AMOUNT_COLUMNS, FUNCTIONAL, amount_column
from openfisca_china_personnel.documents.prose.functional_rows import rows_of_levels
from openfisca_china_personnel.documents.prose.names import Level, bare_name, shown_name
from openfisca_china_personnel.documents.prose.sections import section_kinds
from openfisca_china_personnel.documents.prose.statements import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openfisca_china_personnel.documents.document import Document
    from openfisca_china_personnel.documents.kinds import TableKind

_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")
_BALANCE = re.compile(r"收入?[、和及]?支出?(?:总)?(?:预算|决算)?(?:总计|总预算|总决算|总额)|收[、入]*支(?:总|预算)")

_UNIT_OR_YEAR = r"(?:.*[局厅院室处会办部委府社所站馆校学队司署心关道镇乡区]|.*年度?)?(?:本年|全年|当年)?"
_TOTAL_INCOME = re.compile(rf"{_UNIT_OR_YEAR}(?:总收入|收入)(?:总?预算|总?决算)?(?:总计|合计|总额|总)?")
_TOTAL_EXPENDITURE = re.compile(rf"{_UNIT_OR_YEAR}(?:总支出|支出)(?:总?预算|总?决算)?(?:总计|合计|总额|总)?")
_TOTAL_GENERAL = re.compile(
    r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?(?:支出)?(?:预算|决算)?(?:支出)?(?:总计|合计|总额|数)?$"
)
_TOTAL_APPROPRIATED = re.compile(r"财政拨款(?:预算)?支出(?:预算|决算)?(?:总计|合计|总额)?$")
_OF_EXPENDITURE = {"expenditure", "income_expenditure", "general", "appropriation_expenditure"}

_OF_INCOME = {"income", "income_expenditure", "appropriation"}
_SOURCE_WORDS = re.compile(r"收入|资金|预算(?!外)|决算|当年|本年|总计|合计|小计|数$|的$")
_LEAST_SOURCE = 2


_THREE_PUBLIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公务用车购置[及与和]运行", ("vehicles",)),
    ("公务用车购置", ("vehicle_purchase",)),
    ("公务用车运行", ("vehicle_running",)),
    ("因公出国", ("abroad",)),
    ("公务接待", ("reception",)),
    ("会议费", ("会议费",)),
    ("培训费", ("培训费",)),
    ("三公”?经费", ("“三公”经费/小计", TOTAL)),
)


@dataclass(frozen=True)
class Subject:
    """What a sentence speaks of; ``targets`` are empty where no table has it."""

    name: str
    code: str | None = None
    targets: tuple[Target, ...] = ()


class Subjects:
    """Finds subjects of sentences in the tables of one document."""

    def __init__(self, document: Document) -> None:
        self.tables = document.tables

    def of_levels(self, named: Sequence[Level], heading: Sequence[Level]) -> Subject:
        """The functional subject of 类, 款 and 项; the levels over the first come from the heading where it has any."""
        code, targets = rows_of_levels(self.tables, named, heading)
        return Subject(named[-1].name, code, targets)

    def of_label(self, label: str, section: str, passage: str = "") -> Subject:
        """The subject that the words before an amount name."""
        kinds = section_kinds(section)
        text = label.replace(" ", "")
        name = shown_name(text)[-40:]
        if any(re.search(words, text) for words, _ in _THREE_PUBLIC) and "三公" in text + section + passage:
            targets = tuple(self._three_public(text))
            return Subject(name, TOTAL if targets else None, targets)
        for finder in (self._procurement, self._operating, self._personnel, self._basic_total, self._balance):
            found = finder(text, kinds)
            if found:
                return Subject(name, TOTAL, tuple(found))
        found = (
            list(self._rows_named(text, kinds)) or list(self._totals(text, kinds)) or list(self._sources(text, kinds))
        )
        code = None
        if found:
            code = self.tables[found[0].table].rows[found[0].row].code or None
        return Subject(name, code, tuple(dict.fromkeys(found)))

    def _three_public(self, text: str) -> list[Target]:
        for words, columns in _THREE_PUBLIC:
            if re.search(words, text):
                return [
                    target
                    for index in self._of_kinds(("three_public",))
                    for column in columns
                    if (target := self._cell(index, TOTAL, column)) is not None
                ][:1]
        return []

    def _procurement(self, text: str, kinds: Sequence[str]) -> list[Target]:
        """Procurement and that of goods, works and services, by the rows of its table."""
        if "procurement" not in kinds or re.search(r"中小|小微|预留", text):
            return []
        kind = re.search(r"货物|工程|服务", text)
        found = []
        for index in self._of_kinds(("procurement",)):
            for number, row in enumerate(self.tables[index].rows):
                named = kind is not None and kind.group() in row.name and _ORDINAL.match(row.name) is not None
                wanted = row.code == TOTAL if kind is None else named
                if wanted and "采购" in text + "采购" * (kind is not None):
                    found.append(Target(index, number, amount_column(self.tables[index])))
        return found

    def _operating(self, text: str, _kinds: Sequence[str]) -> list[Target]:
        if "机关运行经费" not in text:
            return []
        found = [self._cell(index, TOTAL, None) for index in self._of_kinds(("agency_operating",))]
        for index in self._of_kinds(("three_public",)):
            found += [self._cell(index, TOTAL, c) for c in self.tables[index].columns if "机关运行经费" in c]
        found += self._part_of_basic("operating", "公用经费合计")
        return [target for target in found if target is not None]

    def _personnel(self, text: str, _kinds: Sequence[str]) -> list[Target]:
        if re.search(r"人员经费(?:预算|支出)?$", text):
            return [target for target in self._part_of_basic("personnel", "人员经费合计") if target]
        if re.search(r"公用经费(?:预算|支出)?$", text):
            return [target for target in self._part_of_basic("operating", "公用经费合计") if target]
        return []

    def _part_of_basic(self, column: str, row_name: str) -> list[Target | None]:
        found: list[Target | None] = []
        for index in self._of_kinds(("basic", "appropriation_basic")):
            table = self.tables[index]
            found.append(self._cell(index, TOTAL, column) if column in table.columns else None)
            found += [
                Target(index, number, amount_column(table))
                for number, row in enumerate(table.rows)
                if row_name in row.name
            ]
        return found

    def _basic_total(self, text: str, _kinds: Sequence[str]) -> list[Target]:
        if not re.search(r"(?:一般公共预算|财政拨款).{0,8}基本支出", text):
            return []
        wanted: tuple[TableKind, ...] = ("basic", "appropriation_basic")
        found = [self._cell(index, TOTAL, None) for index in self._of_kinds(wanted)]
        found += [self._cell(index, TOTAL, "basic") for index in self._of_kinds(("general",))]
        return [target for target in found if target is not None]

    def _balance(self, text: str, kinds: Sequence[str]) -> list[Target]:
        if not _BALANCE.search(text):
            return []
        wanted: TableKind = "appropriation" if "财政拨款" in text or "appropriation" in kinds else "income_expenditure"
        return [
            Target(index, number, column)
            for index in self._of_kinds((wanted,))
            for number, row in enumerate(self.tables[index].rows)
            if row.code == TOTAL
            for column in self.tables[index].columns
            if column in AMOUNT_COLUMNS and column in row.values
        ]

    def _rows_named(self, text: str, kinds: Sequence[TableKind]) -> Iterator[Target]:
        """Rows called what the label ends with: the longest name wins, in the section's own tables first."""
        label = bare_name(text)
        shape = ("budget", "actual", "total")
        for index in self._of_kinds(kinds or (*FUNCTIONAL, "income_expenditure", "income")):
            table = self.tables[index]
            named = [
                (number, row)
                for number, row in enumerate(table.rows)
                if row.code != TOTAL and len(bare_name(row.name)) > 2 and label == bare_name(row.name)
            ]
            for number, row in named:
                yield from (Target(index, number, c) for c in table.columns if c in shape and c in row.values)
            for column in table.columns:
                if table.kind == "income" and len(column) > 3 and bare_name(column) in (label, label + "收入"):
                    cell = self._cell(index, TOTAL, column)
                    if cell is not None:
                        yield cell

    def _sources(self, text: str, kinds: Sequence[TableKind]) -> Iterator[Target]:
        """Sources of income whose sentence and table differ only in words such as 收入, 资金, 预算 and 总计."""
        source = _source(text)
        if len(source) < _LEAST_SOURCE or not set(kinds) <= _OF_INCOME:
            return
        for index in self._of_kinds([kind for kind in kinds if kind != "income"] or ("income_expenditure",)):
            table = self.tables[index]
            named = [
                number
                for number, row in enumerate(table.rows)
                if row.side == "income" and row.code != TOTAL and _source(row.name) == source
            ]
            if len(named) == 1 or (named and re.search("当年|本年", text)):
                column = amount_column(table)
                yield Target(index, named[0], column)

    def _totals(self, text: str, kinds: Sequence[TableKind]) -> Iterator[Target]:
        """Lines of totals: of income, of expenditure, of the general budget, and their parts."""
        if not set(kinds) <= _OF_EXPENDITURE:
            if _TOTAL_INCOME.fullmatch(text) and "income" in kinds:
                yield from self._totals_of(("income",), TOTAL)
                yield from self._sides("income")
            return
        part = {"基本支出": "basic", "项目支出": "project", "单位预留机动经费": "单位预留机动经费"}
        for words, column in part.items():
            if re.search(rf"(?<!财政拨款){words}(?:预算|决算)?(?:数)?为?$", text):
                yield from self._totals_of(("expenditure", "general"), column)
                yield from self._named_in_balance(words)
                return
        if _TOTAL_INCOME.fullmatch(text):
            yield from self._totals_of(("income",), TOTAL)
            yield from self._sides("income")
        elif _TOTAL_GENERAL.search(text):
            yield from self._totals_of(("general", "appropriation_expenditure"), None)
        elif _TOTAL_APPROPRIATED.search(text):
            yield from self._totals_of(("appropriation_expenditure", "general", "appropriation"), None)
        elif _TOTAL_EXPENDITURE.fullmatch(text) and set(kinds) <= {"expenditure", "income_expenditure"}:
            yield from self._totals_of(("expenditure",), TOTAL)
            yield from self._sides("expenditure")

    def _named_in_balance(self, words: str) -> Iterator[Target]:
        for index in self._of_kinds(("income_expenditure",)):
            for number, row in enumerate(self.tables[index].rows):
                if row.name.endswith(words):
                    yield Target(index, number, amount_column(self.tables[index]))

    def _sides(self, side: str) -> Iterator[Target]:
        for index in self._of_kinds(("income_expenditure",)):
            for number, row in enumerate(self.tables[index].rows):
                closes = row.code == TOTAL or re.search(r"合计|小计", row.name)
                if row.side == side and closes and not re.match(r"[一二三四五六七八九十]+、", row.name):
                    yield from (Target(index, number, c) for c in ("budget", "actual", "total") if c in row.values)

    def _totals_of(self, kinds: Sequence[TableKind], column: str | None) -> Iterator[Target]:
        for index in self._of_kinds(kinds):
            target = self._cell(index, TOTAL, column)
            if target is not None and target.column in self.tables[index].columns:
                yield target

    def _of_kinds(self, kinds: Iterable[TableKind]) -> list[int]:
        ordered = dict.fromkeys(kinds)
        return [index for kind in ordered for index, table in enumerate(self.tables) if table.kind == kind]

    def _cell(self, index: int, code: str, column: str | None) -> Target | None:
        table = self.tables[index]
        wanted = column or amount_column(table)
        for number, row in enumerate(table.rows):
            if row.code == code and (wanted in row.values or wanted in table.columns):
                return Target(index, number, wanted)
        return None


def _source(name: str) -> str:
    """What is left of a source of income without the words that tables and sentences use differently."""
    bare = _SOURCE_WORDS.sub("", bare_name(name))
    without = re.sub("(?:财政)?拨款", "", bare)
    return without if len(without) >= _LEAST_SOURCE else bare
