"""Reading a workbook that stands for roster, scenarios and document at once."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import fastexcel
import polars

from openfisca_china_personnel.comparison import Scope
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.roster.sources import WORKBOOK_ENDINGS
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.workbook.described import DescribedChange, DescribedScenario
from openfisca_china_personnel.workbook.located_scenario import checked
from openfisca_china_personnel.workbook.people_columns import EXAMPLE_MARK
from openfisca_china_personnel.workbook.reading_changes import ChangesSheet, read_changes
from openfisca_china_personnel.workbook.reading_figures import FiguresSheet, read_figures
from openfisca_china_personnel.workbook.reading_law import parameter_names, read_assumed
from openfisca_china_personnel.workbook.sheet_cells import SheetCells, read_sheets
from openfisca_china_personnel.workbook.sheet_names import CHANGES, FIGURES, LAW, PEOPLE

_NO_FILE = Text("文件不存在", "there is no such file")
_NOT_A_BOOK = Text(
    "工作簿没有“{people}”和“{changes}”两个工作表；可用 template workbook 生成模板",
    "the workbook lacks the sheets {people} and {changes}; template workbook writes one",
)
_NO_CHANGES = Text(
    "没有填任何变动或假设，无从模拟；请在本表填写，或另给情景文件",
    "no change and no assumption is filled in, so there is nothing to simulate: fill in the sheet or name a scenario",
)
_NO_FIGURES = Text(
    "没有填公布的数字，无从对照；请在本表填写，或另给公布的文件",
    "no published figure is filled in, so there is nothing to compare: fill in the sheet or name a document",
)
_EXAMPLES = Text(
    "名册中还有模板的示例行（编号以“示例”开头），已一并计算。",
    "The roster still has the template's example rows, which are computed like the others.",
)


def is_book(path: str | Path) -> bool:
    """Whether a file is a workbook with the sheets of people and of changes. Never raises."""
    path = Path(path)
    if path.suffix.casefold() not in WORKBOOK_ENDINGS or not path.is_file():
        return False
    try:
        names = fastexcel.read_excel(path).sheet_names
    except (fastexcel.FastExcelError, zipfile.BadZipFile, OSError):
        return False
    return PEOPLE in names and CHANGES in names


def read_book(path: str | Path) -> Book:
    """The workbook, its sheets read and not yet interpreted.

    Raises ``InputFaults`` where the file is missing, is no workbook, or lacks the sheets of people and of changes.
    """
    path = Path(path)
    if not path.is_file():
        raise refuse(_NO_FILE, file=path.name)
    sheets = read_sheets(path, (PEOPLE, CHANGES, FIGURES, LAW))
    if PEOPLE not in sheets or CHANGES not in sheets:
        raise refuse(_NOT_A_BOOK.format(people=PEOPLE, changes=CHANGES), file=path.name)
    return Book(path, {name: cells for name, cells in sheets.items() if name != PEOPLE})


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook that was filled in. Every sheet is interpreted when it is asked for and not before.

    So that what is not needed for a question cannot stand in its way; each property raises ``InputFaults`` with every
    fault of the sheets that it reads.
    """

    path: Path
    sheets: dict[str, SheetCells]

    def roster(self, year: int | None = None) -> Roster:
        """The people of the sheet 人员, as ``read_roster`` reads them; example rows that were left in are noted."""
        found = read_roster(self.path, year=year, sheet=PEOPLE)
        marks = tuple(mark for mark in (EXAMPLE_MARK.zh, EXAMPLE_MARK.en))
        is_example = polars.any_horizontal(polars.col("person_id").str.starts_with(mark) for mark in marks)
        rows = tuple(int(row) for row in found.table.filter(is_example)["row"])
        if not rows:
            return found
        return replace(found, notes=(*found.notes, Note("example_rows", _EXAMPLES, rows=rows)))

    @property
    def described(self) -> tuple[DescribedScenario, ...]:
        """The scenarios in the form of scenario files, with the place of every cell, before they are checked."""
        changes, assumed = self._changes
        return changes.described(assumed)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios of 变动, each with the values assumed in 参数与依据; empty where nothing is filled in."""
        scenarios: list[Scenario] = []
        faults: list[Fault] = []
        for described in self.described:
            try:
                scenarios.append(checked(described, self.path.name))
            except InputFaults as found:
                faults.extend(found.faults)
        if faults:
            # What every scenario assumes is wrong in each of them, and said once.
            raise InputFaults(dict.fromkeys(faults))
        return tuple(scenarios)

    @property
    def document(self) -> Document | None:
        """The figures of 预算数; ``None`` where there are none."""
        return self._figures.document

    @property
    def scope(self) -> Scope | None:
        """The figures that 预算数 chooses for a comparison; ``None`` where it does not say."""
        return self._figures.scope

    @property
    def years(self) -> tuple[int, ...]:
        """The years that 变动 names, else the one of 预算数; empty where neither does."""
        years = self._changes[0].years
        if years:
            return years
        year = self._figures.year
        return () if year is None else (year,)

    @property
    def year(self) -> int | None:
        """The first of the years."""
        return next(iter(self.years), None)

    def needed_scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios, of which a simulation needs one at least. Raises ``InputFaults`` where there is none."""
        found = self.scenarios
        if not found:
            raise refuse(_NO_CHANGES, file=self.path.name, sheet=CHANGES)
        return found

    def needed_document(self) -> Document:
        """The document, which a comparison needs. Raises ``InputFaults`` where no figure is filled in."""
        found = self.document
        if found is None:
            raise refuse(_NO_FIGURES, file=self.path.name, sheet=FIGURES)
        return found

    @property
    def _changes(self) -> tuple[ChangesSheet, tuple[DescribedChange, ...]]:
        names = parameter_names(baseline().parameters)
        changes = read_changes(self.sheets[CHANGES], names)
        assumed, faults = read_assumed(self.sheets[LAW], names) if LAW in self.sheets else ((), ())
        _raise([*changes.faults, *faults])
        return changes, assumed

    @property
    def _figures(self) -> FiguresSheet:
        if FIGURES not in self.sheets:
            return FiguresSheet(None, None, None, ())
        found = read_figures(self.sheets[FIGURES])
        _raise(list(found.faults))
        return found


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise InputFaults(sorted(faults, key=lambda fault: (fault.sheet or "", fault.row or 0)))
