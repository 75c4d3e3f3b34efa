"""``*.figures.yaml``: a document's figures as a file that people keep, correct and publish."""

# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import json
import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

import yaml

from openfisca_china_personnel.documents.column_names import FIXED_COLUMNS
from openfisca_china_personnel.documents.document import Document, DocumentKind, Row, Table
from openfisca_china_personnel.documents.hierarchy import TOTAL, parents
from openfisca_china_personnel.documents.kinds import Scope, scope_of_title
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit, as_printed, is_printed_blank, plain
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = ("unit", "year", "kind", "amount_unit", "source", "tables")
_TABLE = ("number", "title", "scope", "amount_unit", "columns", "lines")
_KINDS = get_args(DocumentKind)
_SCOPES = get_args(Scope)
_CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
# A row that prints no code stands under its name; one printed again has a number behind.
_NAME = re.compile(r"[^\W\d_]")
_NO_NAME = "(-)"
_AGAIN = re.compile(r" \(\d+\)$")
_SIDES = ("income", "expenditure")
_NUMBERED = re.compile(r"\d{1,3}(?:-\d+)?")

_NOT_YAML = Text("不是有效的 YAML：{problem}。", "is not valid YAML: {problem}")
_NOT_A_MAPPING = Text("“{key}”应为一组“名称: 值”。", "“{key}” must be a mapping of names to values")
_NOT_A_SCALAR = Text("“{key}”应为单个值。", "“{key}” must be a single value")
_NOT_A_LIST = Text("“{key}”应为列名的列表。", "“{key}” must be a list of columns")
_DUPLICATE = Text(
    "“{key}”重复，第 {first} 行已有；请只保留一个。", "“{key}” stands twice, first in line {first}; keep one of them"
)
_UNKNOWN_KEY = Text("不认识“{key}”，可用的有：{known}。", "“{key}” is not known here; known are: {known}")
_NEAR_COLUMN = Text(
    "没有名为“{column}”的固定列，是否应为“{near}”？", "“{column}” is no fixed column; did you mean “{near}”?"
)
_TOO_DEEP = Text("嵌套过深", "it is nested too deeply")
_NEAR = 0.8  # how alike a name and a fixed one are, of 1, to be taken for a slip
_MISSING = Text("缺少“{key}”，应为{expected}。", "“{key}” is missing; expected is {expected}")
_NOT_ONE_OF = Text("“{key}”是“{found}”，应为{expected}。", "“{key}” is “{found}”; expected is {expected}")
_NOT_A_NUMBER = Text(
    "科目 {code} 的“{column}”是“{found}”，不是数字；没有数字的请删去该项。",
    "“{column}” of line {code} is “{found}”, which is no number; leave the item out where there is no figure",
)
_NOT_A_CODE = Text(
    "“{found}”不是科目编码（3、5、7 或 9 位数字，合计为 total）。",
    "“{found}” is no subject code (3, 5, 7 or 9 digits, total for the line of totals)",
)
_EMPTY = Text("表“{key}”没有任何科目行。", "the table “{key}” has no lines")
_YEAR = Text("四位数的年份，如 2023", "a year of four digits such as 2023")
_UNITS = Text("、".join(AMOUNT_UNITS[:-1]) + "或" + AMOUNT_UNITS[-1], " or ".join(AMOUNT_UNITS))
_TABLES = Text("至少一个表", "one table at least")
_TITLE = Text("表的名称", "the table's title")


def write_figures(document: Document) -> str:
    """The YAML text of a ``*.figures.yaml`` that holds every figure of a document.

    Pages, lines and places are not kept. Columns that the document leaves open stand under ``uncertain``.
    """
    lines: list[str] = []
    if document.unit is not None:
        lines.append(f"unit: {_quoted(document.unit)}")
    if document.year is not None:
        lines.append(f"year: {document.year}")
    lines.append(f"kind: {document.kind}")
    if document.amount_unit is not None:
        lines.append(f"amount_unit: {document.amount_unit}")
    if document.source is not None:
        lines.append(f"source: {_quoted(document.source)}")
    lines.append("tables:")
    used: set[str] = set()
    for table in document.tables:
        key = _free_key(table, used)
        used.add(key)
        lines.extend(_table_lines(key, table))
    return "\n".join(lines) + "\n"


def _free_key(table: Table, used: set[str]) -> str:
    base = table.number or table.title
    candidates = [base, f"{base} {table.title}", *(f"{base} ({n})" for n in range(2, len(used) + 3))]
    return next(key for key in candidates if key not in used)


def _table_lines(key: str, table: Table) -> Iterator[str]:
    yield f"  {_quoted(key)}:"
    if table.number is not None and table.number != key:
        yield f"    number: {_quoted(table.number)}"
    yield f"    title: {_quoted(table.title)}"
    yield f"    scope: {table.scope}"
    yield f"    amount_unit: {table.amount_unit or 'null'}"
    yield f"    columns: [{', '.join(_quoted(column) for column in table.columns)}]"
    yield "    lines:" if table.rows else "    lines: {}"
    seen: Counter[str] = Counter()
    for row in table.rows:
        key = row.code or row.name or _NO_NAME
        seen[key] += 1
        yield f"      {_quoted(key if seen[key] == 1 else f'{key} ({seen[key]})')}:"
        yield f"        name: {_quoted(row.name)}"
        if row.side:
            yield f"        side: {row.side}"
        for column, printed in row.values.items():
            yield f'        {_name(column)}: "{printed}"'
        if row.uncertain:
            yield f"        uncertain: [{', '.join(_quoted(column) for column in row.uncertain)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _name(column: str) -> str:
    return column if re.fullmatch(r"[a-z_]+", column) else _quoted(column)


def parse_figures(text: str, file: str) -> Document:
    """The document that a ``*.figures.yaml`` holds; every scalar is read as text.

    Raises:
        InputFaults: with every fault of the file and its line.

    """
    return _FiguresFile(file).read(text)


class _FiguresFile:
    """One reading of one file: collects the faults on its way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def read(self, text: str) -> Document:
        try:
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            line = None if error.problem_mark is None else error.problem_mark.line + 1
            problem = error.problem or "?"
            raise InputFaults([Fault(_NOT_YAML.format(problem=problem), file=self.file, line=line)]) from error
        except yaml.YAMLError as error:
            raise InputFaults([Fault(_NOT_YAML.format(problem=str(error)), file=self.file)]) from error
        except RecursionError as error:
            raise InputFaults([Fault(_NOT_YAML.format(problem=_TOO_DEEP), file=self.file)]) from error
        top = self._mapping(root, "*.figures.yaml", 1)
        if not isinstance(root, yaml.MappingNode):
            raise InputFaults(self.faults)
        self._known(top, _TOP)
        document = self._document(top)
        if self.faults:
            raise InputFaults(sorted(self.faults, key=lambda fault: fault.line or 0))
        return document

    def _document(self, top: dict[str, tuple[yaml.Node, int]]) -> Document:
        year = self._scalar(top, "year")
        if year is None:
            self._fault(_MISSING.format(key="year", expected=_YEAR), None)
        elif not re.fullmatch(r"(?:19|20)\d\d", year):
            self._fault(_NOT_ONE_OF.format(key="year", found=year, expected=_YEAR), top["year"][1])
        kind = self._one_of(top, "kind", _KINDS) or "budget"
        amount_unit = self._one_of(top, "amount_unit", AMOUNT_UNITS)
        tables: list[Table] = []
        if "tables" in top:
            for key, (node, line) in self._mapping(*_at(top, "tables")).items():
                table = self._table(key, node, line, amount_unit)
                if table is not None:
                    tables.append(table)
                    own = isinstance(node, yaml.MappingNode) and any(k.value == "amount_unit" for k, _ in node.value)
                    stated = table.amount_unit is not None or "amount_unit" in top or own
                    if not stated:
                        self._fault(_MISSING.format(key="amount_unit", expected=_UNITS), line)
        if not self._names_tables(top):
            self._fault(_MISSING.format(key="tables", expected=_TABLES), None)
        return Document(
            unit=self._scalar(top, "unit"),
            year=int(year) if year is not None and year.isdecimal() else None,
            kind="final_accounts" if kind == "final_accounts" else "budget",
            amount_unit=_unit(amount_unit),
            tables=tuple(tables),
            source=self._scalar(top, "source"),
        )

    @staticmethod
    def _names_tables(top: dict[str, tuple[yaml.Node, int]]) -> bool:
        """Whether there is anything under ``tables``; what is no mapping is a fault of its own."""
        node = top["tables"][0] if "tables" in top else None
        return node is not None and (not isinstance(node, yaml.MappingNode) or bool(node.value))

    def _table(self, key: str, node: yaml.Node, line: int, amount_unit: str | None) -> Table | None:
        entries = self._mapping(node, key, line)
        self._known(entries, _TABLE)
        number = self._scalar(entries, "number") or (key if _NUMBERED.fullmatch(plain(key)) else None)
        title = self._scalar(entries, "title") or (None if number == key else key)
        if title is None:
            self._fault(_MISSING.format(key="title", expected=_TITLE), line)
            return None
        scope = self._one_of(entries, "scope", _SCOPES)
        own_unit = self._one_of(entries, "amount_unit", AMOUNT_UNITS)
        rows = [
            row
            for code, (row_node, row_line) in (
                self._mapping(*_at(entries, "lines")).items() if "lines" in entries else ()
            )
            if (row := self._row(code, row_node, row_line)) is not None
        ]
        if not rows and not self._says_that_it_is_empty(entries):
            self._fault(_EMPTY.format(key=key), line)
        above = parents([row.code for row in rows])
        return Table(
            number=None if number is None else plain(number),
            title=title,
            scope=_scope(scope, title),
            amount_unit=_unit(own_unit if "amount_unit" in entries else amount_unit),
            page=None,
            columns=self._columns(entries, rows),
            rows=tuple(
                Row(row.code, row.name, parent, None, row.line, row.values, row.uncertain, row.side)
                for row, parent in zip(rows, above, strict=True)
            ),
        )

    @staticmethod
    def _says_that_it_is_empty(entries: dict[str, tuple[yaml.Node, int]]) -> bool:
        """Whether a table has an empty mapping of lines: it is published and prints no row."""
        node = entries["lines"][0] if "lines" in entries else None
        return isinstance(node, yaml.MappingNode) and not node.value

    def _columns(self, entries: dict[str, tuple[yaml.Node, int]], rows: list[Row]) -> tuple[str, ...]:
        listed = self._list(entries, "columns")
        for column in listed:
            self._near_column(column, entries["columns"][1])
        found = (column for row in rows for column in (*row.values, *row.uncertain))
        return tuple(dict.fromkeys((*listed, *found)))

    def _row(self, code: str, node: yaml.Node, line: int) -> Row | None:
        key = _AGAIN.sub("", code)
        code = plain(key)
        if code != TOTAL and not _CODE.fullmatch(code):
            if not _NAME.search(code) and code != _NO_NAME:
                self._fault(_NOT_A_CODE.format(found=code), line)
                return None
            code = ""
        entries = self._mapping(node, key, line)
        name = self._scalar(entries, "name") or ("" if code or key == _NO_NAME else key)
        side = self._one_of(entries, "side", _SIDES) or ""
        uncertain = tuple(self._list(entries, "uncertain"))
        for column in uncertain:
            self._near_column(column, entries["uncertain"][1])
        values: dict[str, str] = {}
        for column in entries:
            if column in ("name", "uncertain", "side"):
                continue
            self._near_column(column, entries[column][1])
            printed = self._scalar(entries, column, null_is_none=False)
            if printed is None or is_printed_blank(plain(printed)):
                continue
            number = as_printed(printed)
            if number is None:
                fault = _NOT_A_NUMBER.format(code=code, column=column, found=printed)
                self._fault(fault, entries[column][1])
                continue
            values[column] = number
        return Row(code, name, None, None, line, values, uncertain, side)

    def _near_column(self, column: str, line: int) -> None:
        """A name nearly that of a fixed column is a slip: its figures would count for nothing without a word."""
        near = get_close_matches(column, FIXED_COLUMNS, n=1, cutoff=_NEAR)
        if near and column not in FIXED_COLUMNS and "/" not in column:
            self._fault(_NEAR_COLUMN.format(column=column, near=near[0]), line)

    def _mapping(self, node: yaml.Node | None, key: str, line: int) -> dict[str, tuple[yaml.Node, int]]:
        if not isinstance(node, yaml.MappingNode):
            self._fault(_NOT_A_MAPPING.format(key=key), line)
            return {}
        entries: dict[str, tuple[yaml.Node, int]] = {}
        for key_node, value in node.value:
            at = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(_NOT_A_SCALAR.format(key=key), at)
            elif key_node.value in entries:
                first = entries[key_node.value][1]
                self._fault(_DUPLICATE.format(key=key_node.value, first=first), at)
            else:
                entries[key_node.value] = (value, at)
        return entries

    def _scalar(self, entries: dict[str, tuple[yaml.Node, int]], key: str, *, null_is_none: bool = True) -> str | None:
        if key not in entries:
            return None
        node, line = entries[key]
        if not isinstance(node, yaml.ScalarNode):
            self._fault(_NOT_A_SCALAR.format(key=key), line)
            return None
        text = str(node.value).strip()
        if null_is_none and node.style is None and text in ("null", "~"):
            return None
        return text or None

    def _list(self, entries: dict[str, tuple[yaml.Node, int]], key: str) -> list[str]:
        if key not in entries:
            return []
        node, line = entries[key]
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.ScalarNode) for n in node.value):
            self._fault(_NOT_A_LIST.format(key=key), line)
            return []
        return [str(item.value) for item in node.value]

    def _one_of(self, entries: dict[str, tuple[yaml.Node, int]], key: str, allowed: tuple[str, ...]) -> str | None:
        found = self._scalar(entries, key)
        if found is None or found in allowed:
            return found
        expected = Text("、".join(allowed[:-1]) + "或" + allowed[-1], " or ".join(allowed))
        self._fault(_NOT_ONE_OF.format(key=key, found=found, expected=expected), entries[key][1])
        return None

    def _known(self, entries: dict[str, tuple[yaml.Node, int]], known: tuple[str, ...]) -> None:
        for key, (_, line) in entries.items():
            if key not in known:
                self._fault(_UNKNOWN_KEY.format(key=key, known=", ".join(known)), line)

    def _fault(self, text: Text, line: int | None) -> None:
        self.faults.append(Fault(text, file=self.file, line=line))


def _at(entries: dict[str, tuple[yaml.Node, int]], key: str) -> tuple[yaml.Node, str, int]:
    node, line = entries[key]
    return node, key, line


def _unit(text: str | None) -> AmountUnit | None:
    return next((unit for unit in AMOUNT_UNITS if unit == text), None)


def _scope(stated: str | None, title: str) -> Scope:
    known: Scope | None = next((scope for scope in _SCOPES if scope == stated), None)
    return known or scope_of_title(title)
