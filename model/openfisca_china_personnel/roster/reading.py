"""Reading a roster: from a file or a dataframe to a checked table, with every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.checks import NO_SALARY, SALARY_COLUMNS, Finding, findings, rows_without_salary
from openfisca_china_personnel.roster.frame_source import read_dataframe, read_parquet
from openfisca_china_personnel.roster.grades import ranks_of_grades
from openfisca_china_personnel.roster.grid import Columns, Grid, Place, understand
from openfisca_china_personnel.roster.interpretation import Interpretation, interpret
from openfisca_china_personnel.roster.limits import RateLimits, rate_limits
from openfisca_china_personnel.roster.notices import listed, notices, unknown_headers
from openfisca_china_personnel.roster.table import Roster
from openfisca_china_personnel.roster.text_source import read_text
from openfisca_china_personnel.roster.totals import rows_of_totals
from openfisca_china_personnel.roster.workbook_source import read_workbook
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.system_errors import reason_of

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")

_MISSING = Text("文件不存在", "there is no such file")
_DIRECTORY = Text("这是文件夹，不是文件", "this is a folder, not a file")
_UNREADABLE = Text("文件无法读取：{reason}", "the file cannot be read: {reason}")
_EMPTY = Text("文件是空的，没有行", "the file is empty: it has no rows")
_OLD_WORKBOOK = Text(
    "旧版 .xls 不能读取，请用 Excel 另存为 .xlsx", "old .xls workbooks are not read: save as .xlsx in Excel"
)
_ENDING = Text(
    "不认识的扩展名“{ending}”，应为 .csv、.xlsx 或 .parquet",
    "unknown ending “{ending}”; expected .csv, .xlsx or .parquet",
)
_SHEET = Text(
    "只有 Excel 工作簿才有工作表，“{sheet}”无从选择", "only a workbook has sheets: “{sheet}” cannot be chosen"
)
_NO_ROWS = Text("文件只有表头，没有人员行", "the file has no person rows")
_TOTALS = Text("这是合计行，不是人员，请删除本行", "this is a row of totals, not of people: delete it")
_NO_SALARY_COLUMN = Text(
    "{fault}；文件中没有这些列，共 {count} 行如此{unknown}",
    "{fault}; the file has none of these columns, so it is in {count} rows{unknown}",
)
_UNKNOWN_COLUMNS = Text("；不认识的列：{columns}", "; columns not known: {columns}")


def read_roster(source: Any, *, year: int | None = None, sheet: str | None = None) -> Roster:
    """A roster from a CSV, XLSX or Parquet file (its path), or from a dataframe of any library.

    ``year`` is the budget year where it is known: a lump sum's month must lie in it, and stated housing fund rates
    within its limits. ``sheet`` is the worksheet of a workbook; without it the visible one named 人员 or roster is
    read, else the only visible one with a known header. Raises ``InputFaults`` with every fault of the file,
    ``TypeError`` where ``source`` is neither a path nor a dataframe.
    """
    grid = _grid(source, sheet)
    columns = understand(grid)
    if grid.records.is_empty():
        # Where reading the rows went wrong, that none is left does not mean that the file has none.
        raise InputFaults([*(grid.faults or (grid.place.fault(_NO_ROWS),)), *columns.faults])
    law = baseline().parameters
    read = interpret(grid, columns, year, ranks_of_grades(law))
    faults = [
        *grid.faults,
        *columns.faults,
        *_cell_faults(grid, columns, read),
        *_row_faults(grid, columns, read, year, rate_limits(law, year)),
    ]
    if faults:
        raise InputFaults(sorted(faults, key=_order(grid)))
    headers = {name: grid.headers[place] for name, (place, _) in columns.known.items()}
    return Roster(grid.place.file, grid.place.sheet, read.table, notices(grid, columns, read), headers)


def _grid(source: Any, sheet: str | None) -> Grid:
    if not isinstance(source, (str, Path)):
        if sheet is not None:
            raise Place().refuse(_SHEET.format(sheet=sheet))
        return read_dataframe(source, Place())
    path = Path(source)
    place = Place(path.name)
    try:
        return _grid_of_file(path, place, sheet)
    except OSError as error:
        raise place.refuse(_UNREADABLE.format(reason=reason_of(error))) from error


def _grid_of_file(path: Path, place: Place, sheet: str | None) -> Grid:
    if path.is_dir():
        raise place.refuse(_DIRECTORY)
    if not path.exists():
        raise place.refuse(_MISSING)
    ending = path.suffix.casefold()
    if ending == ".xls":
        raise place.refuse(_OLD_WORKBOOK)
    if ending not in (*TEXT_ENDINGS, *WORKBOOK_ENDINGS, ".parquet"):
        raise place.refuse(_ENDING.format(ending=path.suffix))
    if path.stat().st_size == 0:
        raise place.refuse(_EMPTY)
    if ending in WORKBOOK_ENDINGS:
        return read_workbook(path, place, sheet)
    if sheet is not None:
        raise place.refuse(_SHEET.format(sheet=sheet))
    return read_text(path, place) if ending in TEXT_ENDINGS else read_parquet(path, place)


def _cell_faults(grid: Grid, columns: Columns, read: Interpretation) -> list[Fault]:
    rows = read.table["row"].to_list()
    return [
        grid.place.fault(text, row=rows[place], column=_header(grid, columns, name))
        for place, name, text in read.refused
    ]


def _row_faults(
    grid: Grid, columns: Columns, read: Interpretation, year: int | None, limits: RateLimits
) -> list[Fault]:
    totals = rows_of_totals(grid, columns)
    found = [Finding(place, None, _TOTALS) for place in totals]
    has_salaries = any(name in columns.known for name in SALARY_COLUMNS)
    found.extend(findings(read.table, read.bad, year, limits, salaries=has_salaries))
    if not has_salaries:
        found.extend(_no_salary_column(grid, columns, read, totals))
    rows = read.table["row"].to_list()
    return [
        grid.place.fault(finding.text, row=rows[finding.place], column=_header(grid, columns, finding.column))
        for finding in found
        if finding.text is _TOTALS or finding.place not in totals
    ]


def _no_salary_column(grid: Grid, columns: Columns, read: Interpretation, totals: frozenset[int]) -> list[Finding]:
    """One fault for a missing column, at the first row that would need it, rather than one a row."""
    places = [place for place in rows_without_salary(read.table, read.bad) if place not in totals]
    if not places:
        return []
    names = unknown_headers(grid, columns)
    unknown = _UNKNOWN_COLUMNS.format(columns=listed(names)) if names else Text("", "")
    text = _NO_SALARY_COLUMN.format(fault=NO_SALARY, unknown=unknown, count=len(places))
    return [Finding(places[0], None, text)]


def _header(grid: Grid, columns: Columns, name: str | None) -> str | None:
    return grid.headers[columns.known[name][0]].strip() if name in columns.known else None


def _order(grid: Grid) -> Any:
    """Faults by row, within a row in the order of the file's columns."""
    places = {header.strip(): place for place, header in enumerate(grid.headers)}
    return lambda fault: (fault.row or 0, places.get(fault.column or "", -1))
