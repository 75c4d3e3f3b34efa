"""The law's values that a workbook assumes, as changes of rules."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.provisions import all_series
from openfisca_china_personnel.roster.cells import Refused, quoted
from openfisca_china_personnel.scenario.values import number_of_text
from openfisca_china_personnel.workbook.change_columns import bare
from openfisca_china_personnel.workbook.described import DescribedChange, Standing
from openfisca_china_personnel.workbook.law_columns import ASSUMED_FROM, ASSUMED_UNTIL, ASSUMED_VALUE, NAME, PATH
from openfisca_china_personnel.workbook.percentages import fraction_text
from openfisca_china_personnel.workbook.sheet_cells import SheetCells, Table, TableRow, refusal
from openfisca_china_personnel.workbook.word_lists import FOREVER

SEARCHED_ROWS = 20
_NOT_NUMBERS = ("code", "rank", "YYYY-MM")
"""Units of values that are no numbers."""
_HEADINGS = {"path": PATH, "name": NAME, "value": ASSUMED_VALUE, "from": ASSUMED_FROM, "until": ASSUMED_UNTIL}

_NO_SUCH = Text(
    "“{found}”不是“参数与依据”中的名称或参数路径{meant}",
    "“{found}” is neither the name nor the path of a value of law{meant}",
)
_MEANT = Text("，是否应为“{near}”？", "; did you mean “{near}”?")
_NOT_A_NUMBER = Text("“{found}”不是数字", "“{found}” is not a number")
_NEEDED = Text("假设了数值，须填“{heading}”", "a value is assumed, so “{heading}” must be filled in")
_NO_VALUE = Text(
    "“{heading}”是空的；没有假设值时，自、止也应留空", "“{heading}” is blank; without it leave from and until blank"
)


@dataclass(frozen=True)
class ParameterNames:
    """The parameters of the law: the path of each by what it may be called, and the unit of each by its path."""

    paths: dict[str, str]
    units: dict[str, str]

    def path_of(self, written: str) -> str:
        """The path of a parameter named in either language or by its path; ``Refused`` for no such one."""
        found = self.paths.get(_plain_name(written))
        if found is None:
            near = difflib.get_close_matches(_plain_name(written), self.paths, n=1)
            meant = _MEANT.format(near=self.paths[near[0]]) if near else Text("", "")
            raise Refused(_NO_SUCH.format(found=quoted(written), meant=meant))
        return found


def parameter_names(parameters: ParameterNode) -> ParameterNames:
    """Every parameter by its path and its names."""
    paths: dict[str, str] = {}
    units: dict[str, str] = {}
    for series in all_series(parameters):
        first = series[0]
        units[first.path] = first.unit
        for name in (first.path, first.label.zh, first.label.en):
            paths[_plain_name(name)] = first.path
    return ParameterNames(paths, units)


def value_text(text: str, unit: str) -> str:
    """An assumed value as scenario files have it: a rate as a fraction, a number plain; ``Refused`` for no number."""
    if unit == "/1":
        return fraction_text(text)
    if unit in _NOT_NUMBERS:
        return text
    number = number_of_text(text)
    if number is None:
        raise Refused(_NOT_A_NUMBER.format(found=quoted(text)))
    return f"{number:f}"


def read_assumed(sheet: SheetCells, names: ParameterNames) -> tuple[tuple[DescribedChange, ...], tuple[Fault, ...]]:
    """The values that the sheet of law assumes, as changes of rules, and every fault."""
    heading_row = sheet.heading_row(_recognise, SEARCHED_ROWS)
    if heading_row is None:
        return (), ()
    table = Table(sheet, heading_row, _recognise)
    changes: list[DescribedChange] = []
    faults = list(table.faults)
    for row in table.rows():
        if not {"value", "from", "until"} & set(row.cells):
            continue
        found = _read_row(sheet, row, table.headings, names)
        if isinstance(found, DescribedChange):
            changes.append(found)
        else:
            faults.extend(found)
    return tuple(changes), tuple(faults)


def _read_row(
    sheet: SheetCells, row: TableRow, headings: dict[str, str], names: ParameterNames
) -> DescribedChange | list[Fault]:
    shown = {name: headings.get(name) or text.zh for name, text in _HEADINGS.items()}
    faults = [
        sheet.fault(reason, row.number, cell.heading)
        for cell in row.cells.values()
        if (reason := refusal(cell.text)) is not None
    ]
    if "value" not in row.cells:
        faults.append(sheet.fault(_NO_VALUE.format(heading=shown["value"]), row.number, shown["value"]))
    elif "from" not in row.cells:
        faults.append(sheet.fault(_NEEDED.format(heading=shown["from"]), row.number, shown["from"]))
    if faults:
        return faults
    named_by = "path" if "path" in row.cells else "name"
    column = named_by
    try:
        path = names.path_of(row.cells[named_by].text if named_by in row.cells else "")
        column = "value"
        content = {"parameter": path, "value": value_text(row.cells["value"].text, names.units[path])}
    except Refused as refused:
        return [sheet.fault(refused.text, row.number, shown[column])]
    content["from"] = row.cells["from"].text
    if "until" in row.cells:
        until = row.cells["until"].text
        content["until"] = FOREVER.name_of(until) or until
    places = {"parameter": shown[named_by], "value": shown["value"], "from": shown["from"], "until": shown["until"]}
    return DescribedChange("set", content, Standing(sheet.sheet, row.number, places))


def _recognise(heading: str) -> str | None:
    wanted = bare(heading)
    return next((name for name, text in _HEADINGS.items() if wanted in (bare(text.zh), bare(text.en))), None)


def _plain_name(text: str) -> str:
    return "".join(text.split()).casefold()
