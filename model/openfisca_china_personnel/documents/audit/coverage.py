"""Tables that should be there, and empty ones that should say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import label
from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.kinds import TableKind, kind_of_title
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document, Table
    from openfisca_china_personnel.documents.lines import Line

# The tables of one unit's final accounts (yearly forms) and of its budget; most units publish all.
_EXPECTED: tuple[tuple[TableKind, Text], ...] = (
    ("income_expenditure", Text("收入支出总表", "the table of income and expenditure")),
    ("income", Text("收入表", "the table of income")),
    ("expenditure", Text("支出表", "the table of expenditure")),
    ("appropriation", Text("财政拨款收入支出总表", "the table of appropriations")),
    ("general", Text("一般公共预算支出表", "the table of general budget expenditure")),
    ("basic", Text("一般公共预算基本支出表", "the table of basic expenditure")),
    ("three_public", Text("“三公”经费支出表", "the table of the three public expenses")),
)
_ENOUGH = 5
_NEAR = 6  # lines
_FEW = 3
_FUNDS = {"government_fund": "政府性基金", "state_capital": "国有资本"}
_NONE = re.compile(r"没有|无|未安排|未使用|空表|不涉及|0(?:\.00)?万元")


def missing_tables(document: Document, lines: Sequence[Line]) -> Iterator[Finding]:
    """A table that documents of this kind have, that the contents may list and that is not there."""
    kinds = {table.kind for table in document.tables}
    found = sum(kind in kinds for kind, _ in _EXPECTED)
    if found < _ENOUGH:
        return
    for kind, name in _EXPECTED:
        if kind in kinds or (kind == "basic" and "appropriation_basic" in kinds):
            continue
        titles = [n for n, line in enumerate(lines) if kind_of_title(line.text) == kind]
        listed = [n for n in titles if _in_contents(lines, n)]
        if len(listed) < len(titles):
            continue
        where = tuple(Place(page=lines[n].page, line=lines[n].number, box=lines[n].box) for n in listed)
        text = _MISSING.format(name=name, listed=_LISTED if listed else Text("", ""))
        yield Finding("missing_table", "error" if listed else "oddity", where or (Place(),), text)


def _in_contents(lines: Sequence[Line], index: int) -> bool:
    """Whether a title stands in a list of titles and not over its table."""
    near = lines[max(0, index - _NEAR) : index + _NEAR + 1]
    return len({kind for line in near if (kind := kind_of_title(line.text)) is not None}) > _FEW


def empty_tables(document: Document, lines: Sequence[Line]) -> Iterator[Finding]:
    """A table without a figure needs its statement."""
    text = "".join(line.joined for line in lines)
    for table in document.tables:
        has_figures = any(row.amount(column) for row in table.rows for column in row.values)
        words = _FUNDS.get(table.kind or "")
        if not has_figures and words is not None and not _stated(text, words):
            yield Finding("empty_table", "oddity", (head_of(table),), _NO_STATEMENT.format(title=table.title))
        if table.kind == "three_public" and not table.rows:
            yield Finding("empty_table", "error", (head_of(table),), _NO_ROWS.format(title=table.title))


def _stated(text: str, words: str) -> bool:
    around = [text[max(0, m.start() - 40) : m.end() + 60] for m in re.finditer(words, text)]
    return any(_NONE.search(piece) for piece in around)


def head_of(table: Table) -> Place:
    """Where a table begins."""
    row = table.rows[0] if table.rows else None
    return Place(page=table.page, line=row.line if row is not None else None, table=label(table))


_MISSING = Text("没有找到{name}{listed}。", "{name} is missing{listed}.")
_LISTED = Text("，而目录中列有该表", ", though the contents list it")
_NO_STATEMENT = Text(
    "《{title}》没有数字，也没有说明为空表的原因。", "《{title}》 has no figure and nothing says that there is none."
)
_NO_ROWS = Text("《{title}》没有数字行。", "《{title}》 has no row of figures.")
