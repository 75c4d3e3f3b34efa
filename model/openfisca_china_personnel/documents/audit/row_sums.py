"""Sums within the rows of a table: which column is the sum of which others, by their names and by most rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cells
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import is_percent
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
_NO_PART = ("change", "prior_year_actual", "prior_year_actual_less_capital", "budget_less_capital", "carried_in")
_FEW_ROWS = 3  # too few to outvote the names of their columns
_SUBSUM = re.compile(r"小计|合计|其中")


def row_sums(cells: Cells, index: int) -> Iterator[Identity]:
    """The identities of every rule that the rows of a table keep, each rule once."""
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
