"""Identities within one table: rows, hierarchy, totals, lists of income and expenditure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.identities import Identity, sums_by_column
from openfisca_china_personnel.documents.audit.procurement import identities_of_procurement
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import is_percent
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Row, Table

# What a column is the sum of, in every table that has these columns.
_SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("total", ("basic", "project", "remitted", "business", "affiliated")),
    ("budget", ("basic", "project")),
    ("actual", ("basic", "project")),
    ("total", ("personnel", "operating")),
    ("total", ("personnel", "operating", "project")),
    ("basic", ("personnel", "operating")),
    ("total", ("general_budget", "government_fund", "state_capital")),
    ("vehicles", ("vehicle_purchase", "vehicle_running")),
    ("total", ("abroad", "vehicles", "reception")),
    ("“三公”经费/小计", ("abroad", "vehicles", "reception")),
    ("total", ("“三公”经费/小计", "会议费", "培训费")),
    ("budget", ("prior_year_actual", "change")),
    ("budget_less_capital", ("prior_year_actual_less_capital", "change")),
)
_THREE_PUBLIC = ("abroad", "vehicles", "reception")
_SUFFIXES = ("", "_prior_year", "/budget")
_CLASSES = Text("各类科目之和", "the sum of the classes")
_BELOW = Text("其下级科目之和", "the sum of the subjects below it")
_LISTED = Text("所列各项之和", "the sum of the items listed")
_NO_PART = ("change", "prior_year_actual", "prior_year_actual_less_capital", "budget_less_capital", "carried_in")
_ORDINAL = re.compile(r"([一二三四五六七八九十]+)、")
_FEW_ROWS = 3  # too few to outvote the names of their columns
_NESTED = re.compile(r"\([一二三四五六七八九十]+\)|（[一二三四五六七八九十]+）|\d{1,2}[.、．]")
_SUBSUM = re.compile(r"小计|合计|其中")
_SUBTOTAL = re.compile(r"(?:合计|小计)$")
PERSONNEL_CLASSES = tuple(bare_name(name) for name in ("工资福利支出", "对个人和家庭的补助"))
_PERSONNEL, _OPERATING = "人员经费合计", "公用经费合计"


def identities_within(cells: Cells) -> Iterator[Identity]:
    """Every identity that each table must keep by itself."""
    for index, table in enumerate(cells.document.tables):
        yield from _row_sums(cells, index)
        yield from _hierarchy(cells, index, table)
        if table.kind == "procurement":
            yield from identities_of_procurement(cells, index)
        else:
            yield from _lists(cells, index, table)


def _row_sums(cells: Cells, index: int) -> Iterator[Identity]:
    taken: set[tuple[str, tuple[str, ...]]] = set()
    for rule in row_rules(cells, index):
        key = (
            rule.whole,
            tuple(sorted(str(part.key[2]) for identity in rule.identities[:1] for part in identity.parts)),
        )
        if rule.is_kept and key not in taken:
            taken.add(key)
            yield from rule.identities


@dataclass(frozen=True)
class RowRule:
    """A column that is the sum of others, with its identity in every row that prints both sides.

    ``certain`` says that the columns have fixed names and leave no other reading; else the rows must show that the
    rule is one. Where most of many rows break even a certain rule, the headings mean something else.
    """

    whole: str
    identities: tuple[Identity, ...]
    certain: bool

    @property
    def broken(self) -> int:
        """How many rows do not keep it."""
        return sum(not identity.holds for identity in self.identities)

    @property
    def is_kept(self) -> bool:
        """Whether the rows that break it are in the wrong, and not the rule."""
        if self.certain and len(self.identities) <= _FEW_ROWS:
            return bool(self.identities)
        return bool(self.identities) and 2 * self.broken <= len(self.identities)


def row_rules(cells: Cells, index: int) -> Iterator[RowRule]:
    """What each column of a table is the sum of: the reading that most rows keep, where several are possible."""
    table = cells.document.tables[index]
    for whole, options in _candidates(table):
        rules = [_row_rule(cells, index, whole, parts) for parts in options]
        best = min(rules, key=lambda rule: rule.broken / len(rule.identities) if rule.identities else 1.0)
        if best.identities:
            yield best


def _row_rule(cells: Cells, index: int, whole: str, parts: tuple[str, ...]) -> RowRule:
    table = cells.document.tables[index]
    rows = (_row_sum(cells, index, row, whole, parts) for row in range(len(table.rows)))
    return RowRule(
        whole, tuple(identity for identity in rows if identity is not None), _is_certain(table, whole, parts)
    )


def _is_certain(table: Table, whole: str, parts: tuple[str, ...]) -> bool:
    """Whether no column is left over that could be one more part."""
    if "change" in parts or (table.kind == "three_public" and not (whole == TOTAL and "vehicles" not in parts)):
        return True
    if any(_SUBSUM.search(part) for part in parts):
        return False
    known = (whole, *parts, *_NO_PART, "carried_out")
    rest = [c for c in table.columns if c not in known and "其中" not in c and not is_percent(c)]
    return not rest


def _candidates(table: Table) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    columns = table.columns
    for whole, parts in _SUMS:
        for suffix in _SUFFIXES:
            present = tuple(part + suffix for part in parts if part + suffix in columns)
            needed = 2 if "change" not in parts else len(parts)
            wider = any(
                w == whole and set(parts) < set(p) and {c + suffix for c in p} <= set(columns) for w, p in _SUMS
            )
            meetings = parts == _THREE_PUBLIC and {"会议费", "“三公”经费/小计"} & set(columns) and whole == TOTAL
            if whole + suffix in columns and len(present) >= needed and not wider and not meetings:
                options = [present]
                if whole == TOTAL and not suffix and "basic" in parts:
                    options.append(tuple(c for c in columns if c not in (whole, *_NO_PART) and not is_percent(c)))
                    options.append(tuple(c for c in options[1] if c != "carried_out"))
                yield whole + suffix, options
    if table.kind == "income" and TOTAL in columns and len(columns) > 2:
        yield TOTAL, [tuple(c for c in columns if c != TOTAL and "其中" not in c and not is_percent(c))]


def _row_sum(cells: Cells, index: int, row: int, whole: str, parts: Sequence[str]) -> Identity | None:
    line = cells.document.tables[index].rows[row]
    first = cells.of_table(index, row, whole)
    if cells.document.tables[index].kind == "three_public" and "vehicles" in parts and "vehicles" not in line.values:
        parts = _with_vehicles_apart(line, whole, parts)
    found = [cell for part in parts if (cell := cells.of_table(index, row, part)) is not None]
    if first is None or not found or set(line.uncertain) & {whole, *parts}:
        return None
    names = [column_name(part) for part in parts if part in line.values]
    relation = Text(
        "本行“" + "”“".join(name.zh for name in names) + "”之和",
        "the sum of “" + "”, “".join(name.en for name in names) + "” of the same line",
    )
    return Identity("row_sum", "error", relation, first, tuple(found))


def _with_vehicles_apart(line: Row, whole: str, parts: Sequence[str]) -> Sequence[str]:
    """The parts of the three public expenses where vehicles print no sum; none where a heading is not known."""
    apart = [column for column in line.values if column.startswith("vehicle_") or re.search("公务用车|公车", column)]
    known = {whole, *parts, *apart}
    rest = [c for c in line.values if c not in known and not c.endswith("_prior_year") and not is_percent(c)]
    return () if rest and apart else (*parts, *apart)


def _hierarchy(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    codes = [row.code for row in table.rows]
    times = Counter(codes)
    below: dict[str, list[int]] = {}
    for number, row in enumerate(table.rows):
        above = TOTAL if row.parent is None else row.parent
        if row.code[:1].isdigit() and row.code != above:
            below.setdefault(above, []).append(number)
    for number, row in enumerate(table.rows):
        children = below.get(row.code, [])
        if not row.code or times[row.code] > 1 or any(times[codes[child]] > 1 for child in children):
            continue
        check, relation = ("column_total", _CLASSES) if row.code == TOTAL else ("hierarchy", _BELOW)
        for classification in dict.fromkeys(codes[child][0] for child in children):
            of_it = [child for child in children if codes[child][0] == classification]
            yield from sums_by_column(cells, index, check, relation, number, of_it)
    yield from _weights(cells, index, table)
    yield from _funds(cells, index, table)
    yield from _named_totals(cells, index, table)


def _named_totals(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The totals of personnel and of operating expenditure that a table of economic subjects prints by name."""
    classes = {row.code: n for n, row in enumerate(table.rows) if len(row.code) == 3 and row.code.startswith("3")}
    personnel = [n for n in classes.values() if bare_name(table.rows[n].name) in PERSONNEL_CLASSES]
    operating = [n for n in classes.values() if n not in personnel]
    for number, row in enumerate(table.rows):
        for name, parts in ((_PERSONNEL, personnel), (_OPERATING, operating)):
            if row.name == name and parts:
                relation = Text("所属各类之和", "the sum of its classes")
                yield from sums_by_column(cells, index, "column_total", relation, number, parts)


def _weights(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The weights of a total line, where a table of performance prints one."""
    if table.kind != "performance" or "分值权重" not in table.columns:
        return
    total = next((n for n, row in enumerate(table.rows) if row.code == TOTAL), None)
    if total is None:
        return
    found = [cells.of_table(index, n, "分值权重") for n, row in enumerate(table.rows) if row.code != TOTAL]
    whole = cells.of_table(index, total, "分值权重")
    if whole is not None:
        yield Identity("column_total", "error", _LISTED, whole, tuple(cell for cell in found if cell is not None))


def _funds(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """The funds of a project: its total is the appropriation, what is carried over and other money."""
    if table.kind != "performance":
        return
    whole: int | None = None
    parts: list[int] = []
    for number, row in enumerate(table.rows):
        if "资金总额" in row.name:
            whole, parts = number, []
        elif whole is not None and "budget" in row.values and re.search(r"财政拨款|结转|其他", row.name):
            parts.append(number)
    if whole is not None and len(parts) > 1:
        yield from sums_by_column(cells, index, "column_total", _LISTED, whole, parts)


def _lists(cells: Cells, index: int, table: Table) -> Iterator[Identity]:
    """Lists numbered 一、二、… with subtotals, carry-over and totals; income beside expenditure must balance."""
    sides = dict.fromkeys(row.side for row in table.rows)
    for side in sides:
        rows = [number for number, row in enumerate(table.rows) if row.side == side]
        if any(_ORDINAL.match(table.rows[number].name) for number in rows):
            yield from _list(cells, index, rows)
    totals = {table.rows[n].side: n for n in range(len(table.rows)) if table.rows[n].code == TOTAL}
    if {"income", "expenditure"} <= set(totals):
        relation = Text("支出方总计（收支应当平衡）", "the total of expenditure: both sides must balance")
        income = _first(cells, index, totals["income"])
        expenditure = _first(cells, index, totals["expenditure"])
        if income is not None and expenditure is not None:
            yield Identity("balance", "error", relation, income, (expenditure,))


def _first(cells: Cells, index: int, row: int) -> Cell | None:
    found = (cells.of_table(index, row, column) for column in ("budget", "actual", "total"))
    return next((cell for cell in found if cell is not None), None)


@dataclass
class _Items:
    """A list as it is read: its groups of numbered items, what stands under an item, what follows the subtotal."""

    groups: list[list[int]] = field(default_factory=list)
    nested: dict[int, list[int]] = field(default_factory=dict)
    carried: list[int] = field(default_factory=list)
    subtotal: int | None = None

    def take(self, number: int, row: Row) -> None:
        ordinal = _ORDINAL.match(row.name)
        if ordinal and self.subtotal is not None:
            if self.carried:
                self.nested.setdefault(self.carried[-1], []).append(number)
        elif ordinal:
            if ordinal.group(1) == "一" or not self.groups:
                self.groups.append([])
            self.groups[-1].append(number)
        elif _NESTED.match(row.name) and self.groups and self.subtotal is None:
            self.nested.setdefault(self.groups[-1][-1], []).append(number)
        elif _NESTED.match(row.name) and self.carried:
            self.nested.setdefault(self.carried[-1], []).append(number)
        elif not _is_detail(row) and not _NESTED.match(row.name):
            self.carried.append(number)


def _list(cells: Cells, index: int, rows: Sequence[int]) -> Iterator[Identity]:
    table = cells.document.tables[index]
    items = _Items()
    for number in rows:
        row = table.rows[number]
        if row.code == TOTAL:
            yield from _closed(cells, index, number, items)
        elif _SUBTOTAL.search(row.name) and not _ORDINAL.match(row.name):
            items.subtotal = number
            for group in items.groups:
                yield from sums_by_column(cells, index, "column_total", _LISTED, number, group)
        else:
            items.take(number, row)
    for parent, children in items.nested.items():
        yield from sums_by_column(cells, index, "hierarchy", _LISTED, parent, children)


def _closed(cells: Cells, index: int, total: int, items: _Items) -> Iterator[Identity]:
    if items.subtotal is not None:
        relation = Text("本年合计与结转结余之和", "the year's sum and what is carried over")
        yield from sums_by_column(cells, index, "carry_over", relation, total, [items.subtotal, *items.carried])
        return
    for group in items.groups:
        alone = list(sums_by_column(cells, index, "column_total", _LISTED, total, group))
        with_rest = list(sums_by_column(cells, index, "column_total", _LISTED, total, [*group, *items.carried]))
        if not items.carried or all(identity.holds for identity in alone):
            yield from alone
        elif all(identity.holds for identity in with_rest):
            yield from with_rest


def _is_detail(row: Row) -> bool:
    return row.name.startswith(("其中", "（", "(")) or "/" in row.name
