"""Notes below tables: which table they speak of, and whether what they say of it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import label
from openfisca_china_personnel.documents.audit.coverage import head_of
from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.kinds import TableKind
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document, Table
    from openfisca_china_personnel.documents.lines import Line

_SAYS_EMPTY = re.compile(r"空表|本表无数据|无数据|表无内容")
# What a note names, and the table that it then belongs to.
_NAMED: dict[str, TableKind] = {
    "政府性基金": "government_fund",
    "国有资本经营": "state_capital",
    "“三公”经费": "three_public",
    "政府采购": "procurement",
}
_LONGEST = 40


def misplaced_notes(document: Document, lines: Sequence[Line]) -> Iterator[Finding]:
    """A note below a table that says it is empty: the table must be, and be the one that the note speaks of."""
    by_page: dict[int | None, list[Table]] = {}
    for table in document.tables:
        pages: list[int | None] = [row.page for row in table.rows if row.page is not None]
        pages = pages or [table.page]
        by_page.setdefault(pages[-1], []).append(table)
    for line in lines:
        if not _SAYS_EMPTY.search(line.joined) or line.page is None:
            continue
        above = [table for table in by_page.get(line.page, ()) if _stands_over(table, line)]
        if not above:
            continue
        table = above[-1]
        named = [kind for words, kind in _NAMED.items() if words in line.joined]
        if len(named) == 1 and table.kind in _NAMED.values() and table.kind not in named:
            place = Place(page=line.page, line=line.number, table=label(table), box=line.box)
            text = _OF_ANOTHER.format(title=table.title, note=line.joined[:_LONGEST])
            yield Finding("table_note", "inconsistent", (place, head_of(table)), text)
        if any(row.amount(column) for row in table.rows for column in row.values):
            place = Place(page=line.page, line=line.number, table=label(table), box=line.box)
            yield Finding("empty_table", "inconsistent", (place, head_of(table)), _NOT_EMPTY.format(title=table.title))


def _stands_over(table: Table, line: Line) -> bool:
    return all((row.line or 0) < line.number for row in table.rows if row.page == line.page)


_NOT_EMPTY = Text("注释称《{title}》为空表，而表中有数字。", "a note calls 《{title}》 empty, but it has figures.")
_OF_ANOTHER = Text(
    "《{title}》下的注释“{note}”说的是另一张表。", "the note below 《{title}》, “{note}”, speaks of another table."
)
