"""``expected/*.yaml``: what the pages of a published document print, read from the pages once, and the difference.

A file names the document's files, unit, year and kind and lists its tables: title, number, scope, unit of amounts,
page and columns, then its rows by side and page (``page 8``, ``income page 8``; ``text`` where the source has no
pages). A row is ``[code, name, figure of each column]``, ``""`` where the page prints none, ``?`` where the page does
not tell in which column a figure stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from openfisca_china_personnel.documents import Document, Table

OPEN = "?"
ROWS = "rows"
SAID = ("number", "scope", "amount_unit", "page")


def read_expected(path: Path) -> dict[str, Any]:
    """The file as it stands: every scalar is text, since a zero at the end is information; ``null`` is None."""
    return _without_null(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def _without_null(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_null(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_null(value) for value in node]
    return None if node == "null" else node


def has_subject_codes(table: Table) -> bool:
    """Whether a table is by functional or economic classification."""
    return any(row.code.isdecimal() for row in table.rows)


def differences(document: Document, expected: dict[str, Any]) -> Iterator[str]:
    """Everything in which a reading differs from the pages, a sentence each."""
    for said in ("unit", "year", "kind", "amount_unit"):
        found = getattr(document, said)
        if found is not None:
            found = str(found)
        if found != expected[said]:
            yield f"{said}: the page has {expected[said]}, read was {found}"
    listed = [table["title"] for table in expected["tables"]]
    found_coded = [table.title for table in document.tables if has_subject_codes(table) and table.title not in listed]
    yield from (f"the table {title} stands on no page" for title in found_coded)
    for wanted in expected["tables"]:
        tables = [table for table in document.tables if table.title == wanted["title"]]
        if len(tables) != 1:
            yield f"{wanted['title']}: the page has it once, read were {len(tables)}"
        else:
            yield from (f"{wanted['title']}: {each}" for each in _in_table(tables[0], wanted))


def _in_table(table: Table, wanted: dict[str, Any]) -> Iterator[str]:
    for said in SAID:
        found = getattr(table, said)
        found = None if found is None else str(found)
        if found != wanted[said]:
            yield f"{said}: the page has {wanted[said]}, read was {found}"
    if list(table.columns) != wanted["columns"]:
        yield f"columns: the page has {wanted['columns']}, read were {list(table.columns)}"
        return
    rows = _rows_by_place(table)
    for place in dict.fromkeys((*wanted[ROWS], *rows)):
        pairs = zip_longest(wanted[ROWS].get(place, []), rows.get(place, []))
        for number, (printed, read) in enumerate(pairs, 1):
            if printed is None or read is None:
                yield f"{place}, row {number}: the page has {printed}, read was {read}"
            else:
                yield from (f"{place}, row {number}, {each}" for each in _in_row(printed, read, table.columns))


def _in_row(printed: list[str], read: list[str], columns: tuple[str, ...]) -> Iterator[str]:
    for column, on_page, found in zip_longest(("code", "name", *columns), printed, read):
        if on_page != found:
            yield f"{printed[0]} {printed[1]}, {column}: the page has {on_page!r}, read was {found!r}"


def _rows_by_place(table: Table) -> dict[str, list[list[str]]]:
    rows: dict[str, list[list[str]]] = {}
    for row in table.rows:
        where = "text" if row.page is None else f"page {row.page}"
        figures = [OPEN if column in row.uncertain else row.values.get(column, "") for column in table.columns]
        rows.setdefault(f"{row.side} {where}".strip(), []).append([row.code, row.name, *figures])
    return rows
