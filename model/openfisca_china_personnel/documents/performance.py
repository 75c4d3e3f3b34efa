"""Performance tables (绩效目标表, 绩效自评表): funds and weights as rows, wherever in the form they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.boxes import Box, around
from openfisca_china_personnel.documents.document import Row, Table
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit, as_printed
from openfisca_china_personnel.documents.sheet_names import column_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.grid import Cell
    from openfisca_china_personnel.documents.sheets import BodyRow, Sheet

_INDICATORS = re.compile(r"一级指标")
_FUNDS = re.compile(
    r"(?:其中[::]?)?(?:年度|项目|预算)?(?:资金总额|资金合计|金额合计|总额|总金额)|(?:其中[::]?)?(?:当年|本年|中央|地方|省级|市级|区级)*"
    r"(?:财政拨款|财政资金|一般公共预算(?:拨款|资金)?|政府性基金(?:预算)?(?:拨款)?)|(?:其中[::]?)?上年结转(?:资金|结余)?|(?:其中[::]?)?其他资金"
)
_SHARE = re.compile(r"(?:预算)?执行率(?:分值|权重)?(?:\(.*\))?")
_MONEY_HEADING = re.compile(
    r"(?:年初|全年|本年|调整)?预算(?:数|金额)|(?:全年|实际)?(?:执行|决算|支出)数|执行率|分值|得分"
)
_WEIGHT = re.compile(r"(?:分值|权重)+(?:\(.*\))?|分值\(?权重\)?|得分|实际得分")
_PROJECT = re.compile(r"(?:项目|政策|部门|单位)(?:\(.*\))?名称")
_UNIT = re.compile(r"\((?:单位[::])?(万元|千元|元)\)|单位[::](万元|千元|元)")


@dataclass
class _Reading:
    rows: list[Row] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    unit: AmountUnit | None = None
    levels: tuple[int, ...] = ()  # where the names of indicators stand, once their head is read
    weights: dict[int, str] = field(default_factory=dict)
    money: dict[int, str] = field(default_factory=dict)  # the headings over columns of funds
    names: dict[int, str] = field(default_factory=dict)

    def add(self, row: BodyRow, name: str, values: dict[str, str], boxes: dict[str, Box]) -> None:
        self.columns += [column for column in values if column not in self.columns]
        place = around(piece.box for span in row.spans for piece in span.cell.pieces)
        self.rows.append(Row("", name, None, row.page, row.line, values, box=place, boxes=boxes))


def performance_table(sheet: Sheet, head: Sequence[BodyRow], *, year: int | None, final: bool) -> Table | None:
    """The funds and weights of one form; None where it has neither. ``head`` are the rows that its headings took."""
    reading = _Reading(unit=sheet.over.amount_unit)
    for row in (*head, *sheet.rows):
        cells = [(span.first, span.cell) for span in row.spans if span.cell.joined]
        reading.unit = reading.unit or _unit([cell for _, cell in cells])
        if any(_INDICATORS.fullmatch(cell.joined) for _, cell in cells):
            _begin_indicators(reading, cells)
        elif reading.levels:
            _indicator(reading, row)
        else:
            _funds(reading, row, cells, year=year, final=final)
    if not any(row.values for row in reading.rows):
        return None
    return Table(
        sheet.over.number,
        sheet.over.title or "",
        "all",
        reading.unit,
        sheet.over.first.page if sheet.over.first is not None else sheet.page,
        tuple(reading.columns),
        tuple(reading.rows),
    )


def is_funds(name: str) -> bool:
    """Whether a name is that of the funds of a project, or of a part of them."""
    return _FUNDS.fullmatch(name) is not None


def _unit(cells: Sequence[Cell]) -> AmountUnit | None:
    for cell in cells:
        match = _UNIT.search(cell.joined)
        if match is not None:
            return next(unit for unit in AMOUNT_UNITS if unit in match.groups())
    return None


def _begin_indicators(reading: _Reading, cells: Sequence[tuple[int, Cell]]) -> None:
    reading.levels = tuple(column for column, cell in cells if re.fullmatch(r"[一二三四]级指标", cell.joined))
    reading.weights = {column: cell.joined for column, cell in cells if _WEIGHT.fullmatch(cell.joined)}


def _indicator(reading: _Reading, row: BodyRow) -> None:
    at = {column: span for span in row.spans for column in range(span.first, span.last + 1)}
    names: list[str] = []
    for level in reading.levels:
        span = at.get(level)
        if span is None or not span.cell.joined:
            continue
        text = span.cell.joined
        if span.inherited:
            text = reading.names.get(level, text)
        reading.names[level] = text
        names.append(text)
    values: dict[str, str] = {}
    boxes: dict[str, Box] = {}
    for column, heading in reading.weights.items():
        span = at.get(column)
        printed = None if span is None or span.inherited else as_printed(span.cell.joined.removesuffix("分"))
        if span is not None and printed is not None:
            values[heading] = printed
            _put_box(boxes, heading, span.cell)
    if values:
        reading.add(row, "/".join(dict.fromkeys(names)), values, boxes)


def _funds(
    reading: _Reading, row: BodyRow, cells: Sequence[tuple[int, Cell]], *, year: int | None, final: bool
) -> None:
    headings = {column: cell.joined for column, cell in cells if _MONEY_HEADING.fullmatch(cell.joined)}
    if len(headings) > 1:
        paths = [(_bare(text),) for text in headings.values()]
        reading.money = dict(zip(headings, column_names(paths, year=year, final=final), strict=True))
        return
    for number, (_, cell) in enumerate(cells):
        name = _bare(cell.joined)
        following = cells[number + 1 :]
        if _PROJECT.fullmatch(name) and following:
            reading.add(row, f"{name}/{following[0][1].joined}", {}, {})
        elif _SHARE.fullmatch(name) and following and not reading.money:
            _put(reading, row, name, following[:1], fixed="分值")
        elif _FUNDS.fullmatch(name):
            _put(reading, row, name, following, fixed=None if reading.money else "actual" if final else "budget")


def _put(
    reading: _Reading, row: BodyRow, name: str, following: Sequence[tuple[int, Cell]], *, fixed: str | None
) -> None:
    values: dict[str, str] = {}
    boxes: dict[str, Box] = {}
    for column, cell in following:
        printed = as_printed(cell.joined)
        heading = fixed or reading.money.get(column)
        if printed is None and fixed is not None:
            break
        if printed is None or heading is None:
            continue
        values[heading] = printed
        _put_box(boxes, heading, cell)
        if fixed is not None:
            break
    if values:
        reading.add(row, name, values, boxes)


def _put_box(boxes: dict[str, Box], column: str, cell: Cell) -> None:
    box = around(piece.box for piece in cell.pieces)
    if box is not None:
        boxes[column] = box


def _bare(text: str) -> str:
    return re.sub(r"\((?:单位[::])?[万千]?元\)|[::]$", "", text)
