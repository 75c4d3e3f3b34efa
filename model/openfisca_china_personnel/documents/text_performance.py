"""Plain text of performance tables: funds and weights as rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Row, Table
from openfisca_china_personnel.documents.performance import is_funds
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit, as_printed, is_number, plain

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.text_parts import TextPart

_UNIT = re.compile(r"\((?:单位:)?(万元|千元|元)\)")
_FIRST = re.compile(r"(?:产出|效益|满意度|成本|绩效)指标")
_SECOND = re.compile(r".{2,12}指标")
_WEIGHT = "分值权重"


def text_performance(part: TextPart, *, final: bool) -> Table | None:
    """The funds and weights of one form; None where the text has neither."""
    column = "actual" if final else "budget"
    rows: list[Row] = []
    unit: AmountUnit | None = part.over.amount_unit
    levels = ["", ""]
    inside = False
    for line in part.lines:
        stated = _UNIT.fullmatch(line.joined)
        if stated is not None:
            unit = unit or next(each for each in AMOUNT_UNITS if each == stated.group(1))
        if "一级指标" in line.joined:
            inside = True
        elif inside:
            rows += _indicator(line, levels)
        else:
            rows += _funds(line, column)
    if not rows:
        return None
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    page = part.over.first.page if part.over.first is not None else None
    return Table(part.over.number, part.over.title or "", "all", unit, page, columns, tuple(rows))


def _funds(line: Line, column: str) -> list[Row]:
    *words, last = line.printed.split()
    name = "".join(words).rstrip(":：")
    printed = as_printed(last)
    if printed is None or not is_funds(plain(name)):
        return []
    return [Row("", name, None, line.page, line.number, {column: printed})]


def _indicator(line: Line, levels: list[str]) -> list[Row]:
    """A line that ends in a whole weight is an indicator; levels that stand on it or before it are its heads."""
    tokens = line.printed.split()
    while tokens and _SECOND.fullmatch(tokens[0]):
        first = _FIRST.fullmatch(tokens[0]) is not None
        levels[:] = [tokens.pop(0), ""] if first else [levels[0], tokens.pop(0)]
    if len(tokens) < 2 or not is_number(plain(tokens[-1])) or is_number(plain(tokens[0])):
        return []
    printed = as_printed(tokens[-1])
    name = "".join(tokens[:-2]) or tokens[0]
    if printed is None or "." in printed:
        return []
    names = "/".join([*(level for level in levels if level), name])
    return [Row("", names, None, line.page, line.number, {_WEIGHT: printed})]
