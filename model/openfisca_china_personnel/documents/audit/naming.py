"""Names and codes held together: across tables, in the narrative, in its lists of items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cells, label, place_of
from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.prose.columns import FUNCTIONAL, amount_column
from openfisca_china_personnel.documents.prose.names import bare_name, levels, without_number
from openfisca_china_personnel.documents.prose.passages import Passage
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Row, Table

_LIST = re.compile(r"(?P<what>人员经费|公用经费)[^;:]{0,30}?(?:主要)?包括:(?P<items>[^。;]+)")
_LEAST_ITEMS = 3
_LONGEST_ITEM = 25
_NEARLY = 0.85
_ITEM = 5  # digits of an economic item


def contradicting_names(cells: Cells) -> Iterator[Finding]:
    """One code under two names in the tables of one document."""
    seen: dict[str, tuple[Table, Row]] = {}
    for table in cells.document.tables:
        for row in table.rows:
            if not row.code[:1].isdigit() or not row.name:
                continue
            table_before, before = seen.setdefault(row.code, (table, row))
            if not _alike(bare_name(before.name), bare_name(row.name)):
                text = _TWO_NAMES.format(code=row.code, one=before.name, other=row.name)
                where = (place_of(table, row), place_of(table_before, before))
                yield Finding("naming", "inconsistent", where, text)


def _alike(one: str, other: str) -> bool:
    return one == other or one.startswith(other) or other.startswith(one)


def names_against_codes(cells: Cells, passages: Sequence[Passage]) -> Iterator[Finding]:
    """A subject that a sentence names by digits, under another name than the tables have for the code."""
    names = {
        row.code: (table, row)
        for table in reversed(cells.document.tables)
        for row in table.rows
        if row.code[:1].isdigit() and row.name
    }
    for passage in passages:
        code = ""
        for level, end in levels(passage.text):
            if level.digits is None:
                code = ""
                continue
            code = level.digits if level.level == "类" else code + level.digits
            found = names.get(code)
            if found is None or _alike(bare_name(found[1].name), bare_name(level.name)):
                continue
            line = passage.at(max(end - 3, 0))
            place = Place(page=line.page, line=line.number, table=label(found[0]), code=code, box=line.box)
            text = _NAME_OF_CODE.format(code=code, stated=level.name, name=found[1].name)
            where = (place, place_of(*found))
            yield Finding("naming", "error", where, text, level.name, found[1].name)


def unknown_items(cells: Cells, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Functional items that the narrative names and no table has, and items of the table that it leaves out."""
    tables = [table for table in cells.document.tables if table.kind in FUNCTIONAL]
    items = [(table, row) for table in tables for row in table.rows if len(row.code) == 7]
    names = {bare_name(row.name) for _, row in items}
    names |= {
        bare_name(above.name + row.name) for table, row in items if (above := table.row(row.code[:5])) is not None
    }
    if not names:
        return
    for passage in passages:
        if "名词" in passage.section or "名称" in passage.section:
            continue
        for level, end in levels(passage.text):
            if level.level != "项" or not level.name or bare_name(level.name) in names:
                continue
            line = passage.at(max(end - 3, 0))
            close = sorted(name for name in names if name and name in bare_name(level.name))
            hint = _PERHAPS.format(name=close[-1]) if close else Text("", "")
            place = Place(page=line.page, line=line.number, box=line.box)
            text = _NOT_IN_TABLE.format(name=level.name, hint=hint)
            yield Finding("item_absent", "inconsistent", (place,), text, level.name)
    yield from _left_out(cells, tables)


def _left_out(cells: Cells, tables: Sequence[Table]) -> Iterator[Finding]:
    """Items of the table that a narrative which goes through the items does not mention."""
    named = {s.code for s in cells.statements if s.code is not None and len(s.code) == 7}
    classes = {code[:3] for code in named}
    unknown = {s.amount.printed for s in cells.statements if s.code is None and s.amount is not None}
    general = next((table for table in tables if table.kind == "general"), tables[0] if tables else None)
    if general is None or len(named) < _LEAST_ITEMS:
        return
    column = amount_column(general)
    for row in general.rows:
        amount = row.amount(column)
        parents_named = any(s.code == row.code[:5] for s in cells.statements)
        if len(row.code) != 7 or not amount or row.code in named or parents_named or row.code[:3] not in classes:
            continue
        if unknown & {row.values[column], row.values[column].rstrip("0").rstrip(".")}:
            continue
        text = _NOT_NAMED.format(code=row.code, name=row.name)
        yield Finding("item_absent", "oddity", (place_of(general, row, column),), text)


def lists_of_items(cells: Cells, passages: Sequence[Passage]) -> Iterator[Finding]:
    """The items that the narrative lists under personnel and operating expenditure, against the economic table."""
    table = next((t for t in cells.document.tables if t.kind in ("basic", "appropriation_basic")), None)
    if table is None:
        return
    rows = [row for row in table.rows if len(row.code) == _ITEM and row.code.isdigit()]
    column = amount_column(table)
    printed = {_short(row.name): row for row in rows if row.amount(column)}
    for passage in passages:
        for match in _LIST.finditer(passage.text):
            if re.search(r"名词|名称", passage.section) or "三公" in passage.text[: match.start()]:
                continue
            listed = _items(match.group("items"))
            if len(listed) < _LEAST_ITEMS:
                continue
            absent = [item for item in listed if not _named(item, printed)]
            missing = [
                row
                for name, row in printed.items()
                if _belongs(row, match.group("what"), table) and not _named(name, [_short(item) for item in listed])
            ]
            line = passage.at(match.start("items"))
            place = Place(page=line.page, line=line.number, table=label(table), box=line.box)
            if absent or missing:
                yield _list_finding(match.group("what"), absent, missing, table, place)


def _items(text: str) -> list[str]:
    items = [without_number(item) for item in re.split(r"[、,]", re.sub(r"等(?:支出|费用)?$", "", text))]
    return [item for item in items if 1 < len(item) < _LONGEST_ITEM]


def _list_finding(what: str, absent: Sequence[str], missing: Sequence[Row], table: Table, place: Place) -> Finding:
    text = Text("", "")
    for template, names in (
        (_LISTED_ABSENT, list(absent)),
        (_NOT_LISTED, [f"{row.code} {row.name}" for row in missing]),
    ):
        if names:
            more = template.format(what=_WHAT[what], items="、".join(names), table=table.title)
            text = Text(text.zh + more.zh, f"{text.en} {more.en}".strip())
    where = (place, *(place_of(table, row) for row in missing))
    named = "、".join(row.name for row in missing) or None
    return Finding("item_list", "oddity", where, text, "、".join(absent) or None, named)


def _belongs(row: Row, what: str, table: Table) -> bool:
    """Whether a row is of personnel or of operating expenditure: by its columns, else by the name of its class."""
    if {"personnel", "operating"} <= set(table.columns):
        return bool(row.amount("personnel" if what == "人员经费" else "operating"))
    above = table.row(row.code[:3])
    personal = above is not None and above.name in ("工资福利支出", "对个人和家庭的补助", "对个人和家庭的补助支出")
    return personal == (what == "人员经费")


def _named(name: str, others: Iterable[str]) -> bool:
    """Whether a name is among others: the same, part of one, or nearly letter for letter."""
    short = _short(name)
    return any(
        short == other
        or (min(len(short), len(other)) > 3 and (short in other or other in short))
        or (len(short) > 7 and SequenceMatcher(None, short, other).ratio() > _NEARLY)
        for other in others
    )


def _short(name: str) -> str:
    name = bare_name(name).removesuffix("费用").removesuffix("等")
    return name.removesuffix("费") if len(name) > 3 else name


_WHAT = {"人员经费": Text("人员经费", "personnel"), "公用经费": Text("公用经费", "operating")}
_TWO_NAMES = Text(
    "科目{code}在一张表中为“{one}”，在另一张表中为“{other}”。",
    "code {code} is “{one}” in one table and “{other}” in another.",
)
_NAME_OF_CODE = Text(
    "文字说明中科目{code}的名称为“{stated}”，表中为“{name}”。",
    "the narrative calls code {code} “{stated}”, the table “{name}”.",
)
_NOT_IN_TABLE = Text(
    "文字说明中的“{name}（项）”在功能分类表中没有{hint}。", "“{name}” is named as an item, but no table has it{hint}."
)
_PERHAPS = Text("，可能指“{name}”", "; perhaps “{name}” is meant")
_NOT_NAMED = Text(
    "表中有{code} {name}，文字说明逐项说明时没有提到。",
    "the table has {code} {name}, which the narrative of the items leaves out.",
)
_LISTED_ABSENT = Text(
    "{what}所列的{items}在《{table}》中没有金额。",
    "the list of {what} expenditure names {items}, for which 《{table}》 has no amount.",
)
_NOT_LISTED = Text(
    "《{table}》中的{items}没有列入{what}的文字说明。",
    "{items} of 《{table}》 are missing in the list of {what} expenditure.",
)
