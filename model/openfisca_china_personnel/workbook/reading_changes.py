"""The sheet of changes as scenarios, in the form that scenario files have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openfisca_china_personnel.faults import Fault
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused, quoted
from openfisca_china_personnel.roster.columns import nearest
from openfisca_china_personnel.roster.columns import recognise as recognise_roster
from openfisca_china_personnel.roster.words import yes_no_of
from openfisca_china_personnel.scenario.values import word_of_column, years_of_text
from openfisca_china_personnel.workbook.change_columns import (
    ASSIGNED,
    AVERAGE_WAGE_GROWTH_LABEL,
    BY_KEY,
    COLUMNS,
    DEFAULT_SCENARIO,
    RETIREMENT_LABEL,
    WAGE_GROWTH_LABEL,
    YEARS_LABEL,
    ChangeColumn,
    recognise,
)
from openfisca_china_personnel.workbook.described import DescribedChange, DescribedScenario, Standing
from openfisca_china_personnel.workbook.percentages import percentage_text
from openfisca_china_personnel.workbook.reading_law import ParameterNames, value_text
from openfisca_china_personnel.workbook.sheet_cells import Labelled, SheetCells, Table, TableRow, refusal
from openfisca_china_personnel.workbook.word_lists import FOREVER, KINDS, SCHEMES

SEARCHED_ROWS = 20
_LABELS = (YEARS_LABEL, WAGE_GROWTH_LABEL, AVERAGE_WAGE_GROWTH_LABEL, RETIREMENT_LABEL)

_NO_HEADINGS = Text(
    "没有找到表头（应有“类型”“起始月”“变动人数”等列）",
    "no headings were found (expected are 类型 kind, 起始月 from, 变动人数 headcount and others)",
)
_NO_KIND = Text("没有选类型，应为{kinds}之一", "no kind is chosen; expected one of {kinds}")
_NOT_A_KIND = Text(
    "“{found}”不是变动的类型，应为{kinds}之一", "“{found}” is no kind of change; expected one of {kinds}"
)
_NEEDED = Text("“{kind}”须填“{heading}”", "“{kind}” needs “{heading}”")
_UNUSED = Text("“{kind}”不用“{heading}”，请清空这一格", "“{kind}” does not use “{heading}”: clear the cell")
_ONE_MONTH = Text(
    "“起始月”和“决定月”须填其一，且只填其一", "state one of 起始月 (from) and 决定月 (decided), and not both"
)
_ONE_SIZE = Text("“调资幅度”和“调资金额”须填其一，且只填其一", "state one of 调资幅度 (percent) and 调资金额 (amount)")
_PAIR = Text("“{filled}”已填，还须填“{blank}”", "“{filled}” is filled in, so “{blank}” must be too")
_NOT_A_COLUMN = Text("“{found}”不是“人员”表的列{meant}", "“{found}” is no column of the sheet 人员{meant}")
_MEANT = Text("，是否应为“{near}”？", "; did you mean “{near}”?")
_TWICE = Text("“{found}”在本行已经填了，只能填一次", "“{found}” is stated twice in this row")
_NOT_SCHEMES = Text("“{found}”不是纳入项目，应为{words}之一", "“{found}” names no schemes; expected one of {words}")
_UNKNOWN_HEADING = Text(
    "不认识的列“{heading}”；自己的说明请写在“备注”列",
    "unknown column “{heading}”; remarks of your own go into 备注 (remark)",
)


@dataclass(frozen=True)
class ChangesSheet:
    """What a sheet of changes says: rows by scenario, the years and assumptions of all, and every fault."""

    scenarios: dict[str, tuple[DescribedChange, ...]]
    common: dict[str, Any]
    standings: dict[str, Standing]
    years: tuple[int, ...]
    faults: tuple[Fault, ...]

    @property
    def assumes(self) -> bool:
        """Whether something is assumed above the table."""
        return "assumptions" in self.common

    def described(self, more: tuple[DescribedChange, ...]) -> tuple[DescribedScenario, ...]:
        """The scenarios, each with the changes of rules that the whole workbook assumes."""
        scenarios = self.scenarios
        if not scenarios and (more or self.assumes):
            scenarios = {DEFAULT_SCENARIO: ()}
        return tuple(
            DescribedScenario(name, (*changes, *more), self.common, self.standings)
            for name, changes in scenarios.items()
        )


def read_changes(sheet: SheetCells, parameters: ParameterNames) -> ChangesSheet:
    """The changes of a sheet. Faults are collected and not raised."""
    if not any(any(cell for cell in row) for row in sheet.rows):
        return ChangesSheet({}, {}, {}, (), ())
    heading_row = sheet.heading_row(recognise, SEARCHED_ROWS)
    if heading_row is None:
        return ChangesSheet({}, {}, {}, (), (sheet.fault(_NO_HEADINGS),))
    table = Table(sheet, heading_row, recognise)
    faults = list(table.faults)
    if "kind" not in table.headings:
        faults.append(sheet.fault(_NO_HEADINGS, heading_row))
    unknown = table.filled_unknown()
    faults.extend(sheet.fault(_UNKNOWN_HEADING.format(heading=heading), row, heading) for row, heading in unknown)
    common, standings, years = _read_common(sheet, heading_row, faults)
    scenarios: dict[str, list[DescribedChange]] = {}
    for row in table.rows():
        if set(row.cells) <= {"remark", "scenario"}:
            continue
        reading = _RowReading(sheet, row, table.headings, parameters)
        change = reading.change()
        faults.extend(reading.faults)
        name = row.cells["scenario"].text if "scenario" in row.cells else DEFAULT_SCENARIO
        scenarios.setdefault(name, [])
        if change is not None:
            scenarios[name].append(change)
    found = {name: tuple(changes) for name, changes in scenarios.items()}
    return ChangesSheet(found, common, standings, years, tuple(faults))


def _read_common(
    sheet: SheetCells, heading_row: int, faults: list[Fault]
) -> tuple[dict[str, Any], dict[str, Standing], tuple[int, ...]]:
    """The years and assumptions above the table, and where they stand."""
    common: dict[str, Any] = {}
    assumptions: dict[str, Any] = {}
    standings: dict[str, Standing] = {}
    years: tuple[int, ...] = ()

    def read(label: Text, parse: Callable[[str], Any]) -> tuple[Any, Labelled] | None:
        found = sheet.right_of(label, heading_row, _LABELS)
        if found is None:
            return None
        reason = refusal(found.text)
        try:
            if reason is None:
                return parse(found.text), found
        except Refused as refused:
            reason = refused.text
        assert reason is not None
        faults.append(sheet.fault(reason, found.row, found.label))
        return None

    stated = read(YEARS_LABEL, years_of_text)
    if stated is not None:
        years, cell = stated
        name = "year" if len(years) == 1 else "years"
        common[name] = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        standings[name] = Standing(sheet.sheet, cell.row, {name: cell.label})
    for name, label, parse in (
        ("wage_growth", WAGE_GROWTH_LABEL, percentage_text),
        ("average_wage_growth", AVERAGE_WAGE_GROWTH_LABEL, percentage_text),
        ("retirement_by_age", RETIREMENT_LABEL, _yes_no_text),
    ):
        assumed = read(label, parse)
        if assumed is not None:
            assumptions[name] = assumed[0]
            standings[name] = Standing(sheet.sheet, assumed[1].row, {name: assumed[1].label})
    if assumptions:
        common["assumptions"] = assumptions
    return common, standings, years


class _RowReading:
    """One row on its way to a change; collects the faults that it meets."""

    def __init__(self, sheet: SheetCells, row: TableRow, headings: dict[str, str], parameters: ParameterNames) -> None:
        self.sheet = sheet
        self.row = row
        self.headings = headings
        self.parameters = parameters
        self.faults: list[Fault] = []
        self.kind = ""
        self.content: dict[str, Any] = {}
        self.places: dict[str, str] = {}

    def change(self) -> DescribedChange | None:
        """The row's change; ``None`` where it has faults."""
        kind = self._kind()
        if kind is None:
            return None
        self.kind = kind
        self._check_cells()
        if self.faults:
            return None
        self._add_months()
        if kind == "set":
            self._add_rule()
        else:
            self._add_people()
        if self.faults:
            return None
        return DescribedChange(kind, self.content, Standing(self.sheet.sheet, self.row.number, self.places))

    def _kind(self) -> str | None:
        kinds = Text("、".join(KINDS.shown("zh")), ", ".join(KINDS.shown("en")))
        if "kind" not in self.row.cells:
            self._fault("kind", _NO_KIND.format(kinds=kinds))
            return None
        found = self.row.cells["kind"].text
        name = KINDS.name_of(found)
        if name is None:
            self._fault("kind", refusal(found) or _NOT_A_KIND.format(found=quoted(found), kinds=kinds))
        return name

    def _check_cells(self) -> None:
        """Every filled cell can be used by this kind of change, and every cell that it needs is filled."""
        for column in COLUMNS:
            filled = column.name in self.row.cells
            if filled:
                reason = refusal(self.row.cells[column.name].text)
                if reason is not None:
                    self._fault(column.name, reason)
                elif self.kind not in column.kinds:
                    self._fault(column.name, _UNUSED.format(kind=self._shown_kind, heading=self._heading(column.name)))
            elif self.kind in column.needed:
                self._fault(column.name, _NEEDED.format(kind=self._shown_kind, heading=self._heading(column.name)))
        cells = self.row.cells
        if ("from" in cells) == ("decided" in cells):
            self._fault("from", _ONE_MONTH)
        if self.kind == "raise" and ("percent" in cells) == ("amount" in cells):
            self._fault("percent", _ONE_SIZE)
        for names in ASSIGNED:
            filled_ones = [name for name in names if name in cells]
            if len(filled_ones) == 1:
                blank = next(name for name in names if name not in cells)
                pair = _PAIR.format(filled=self._heading(filled_ones[0]), blank=self._heading(blank))
                self._fault(blank, pair)

    def _add_months(self) -> None:
        for name in ("from", "decided"):
            self._add(name, self._read(name))

    def _add_rule(self) -> None:
        path = self._parsed("parameter", self.parameters.path_of)
        self._add("parameter", path)
        if path is not None:
            self._add("value", self._parsed("value", lambda text: value_text(text, self.parameters.units[path])))
        until = self._read("until")
        self._add("until", FOREVER.name_of(until) or until if until else None)

    def _add_people(self) -> None:
        for name in ("headcount", "to_unit", "amount"):
            self._add(name, self._read(name))
        if self._parsed("yearly", _yes_no_text) == "yes":
            self._add("yearly", "yes")
        self._add("percent", self._parsed("percent", percentage_text))
        self._add("to", self._parsed("to", lambda text: word_of_column("rank", text)))
        self._add("schemes", self._parsed("schemes", _schemes))
        self._add(
            "purchase_subsidy", self._parsed("enrolled_purchase_subsidy", _yes_no_text), "enrolled_purchase_subsidy"
        )
        for column in COLUMNS:
            if column.part == "added":
                self._add(column.name, self._read(column.name))
        self._add_selection()
        for names in ASSIGNED:
            self._add_assigned(*names)

    def _add_selection(self) -> None:
        """Whom the change concerns; of added people it says what they are."""
        selected = {
            column.name: found
            for column in COLUMNS
            if column.part == "who" and (found := self._parsed(column.name, _reader_of(column))) is not None
        }
        if self.kind == "add":
            for name, found in selected.items():
                self._add(name, found)
        elif selected:
            self.content["where"] = selected

    def _add_assigned(self, name_cell: str, value_cell: str) -> None:
        column = self._parsed(name_cell, _roster_column)
        if column is None:
            return
        if column in self.content:
            self._fault(name_cell, _TWICE.format(found=self.row.cells[name_cell].text))
            return
        self._add(column, self._read(value_cell), value_cell)

    def _add(self, key: str, value: Any, cell: str | None = None) -> None:
        if value is not None:
            self.content[key] = value
        self.places[key] = self._heading(cell or key)

    def _read(self, name: str) -> str | None:
        return self.row.cells[name].text if name in self.row.cells else None

    def _parsed(self, name: str, parse: Callable[[str], Any]) -> Any:
        text = self._read(name)
        if text is None:
            return None
        try:
            return parse(text)
        except Refused as refused:
            self._fault(name, refused.text)
            return None

    def _heading(self, name: str) -> str:
        """A column's heading as the sheet has it; where it lacks the column, as the template has it."""
        return self.headings.get(name) or (BY_KEY[name].title.zh if name in BY_KEY else name)

    @property
    def _shown_kind(self) -> Text:
        return KINDS.words[self.kind]

    def _fault(self, name: str, text: Text) -> None:
        self.faults.append(self.sheet.fault(text, self.row.number, self._heading(name)))


def _reader_of(column: ChangeColumn) -> Callable[[str], str]:
    if column.kind == "yes_no":
        return _yes_no_text
    if column.kind == "word":
        return lambda text: word_of_column(column.name, text)
    return str


def _yes_no_text(text: str) -> str:
    return "yes" if yes_no_of(text) else "no"


def _schemes(text: str) -> list[str]:
    name = SCHEMES.name_of(text)
    if name is None:
        words = Text("、".join(SCHEMES.shown("zh")), ", ".join(SCHEMES.shown("en")))
        raise Refused(_NOT_SCHEMES.format(found=quoted(text), words=words))
    return ["housing_fund", "pension"] if name == "both" else [name]


def _roster_column(text: str) -> str:
    header = recognise_roster(text)
    if header is None:
        near = nearest(text)
        meant = _MEANT.format(near=near) if near else Text("", "")
        raise Refused(_NOT_A_COLUMN.format(found=quoted(text), meant=meant))
    return header.column.name
