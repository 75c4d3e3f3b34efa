"""A roster in an Excel workbook."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import UNCALCULATED
from openfisca_china_personnel.roster.grid import (
    HEADER_SEARCHED_ROWS,
    Grid,
    Place,
    header_place,
    known_in,
    no_header,
    without_blank_rows,
)
from openfisca_china_personnel.roster.workbook_cells import UnknownStructure, hidden_sheets, special_cells

ROSTER_SHEETS = ("人员", "roster")

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_NOT_A_WORKBOOK = Text(
    "文件内容不是 Excel 工作簿（.xlsx），请用 Excel 打开后另存为 .xlsx",
    "the file is not an Excel workbook (.xlsx): open it in Excel and save it as .xlsx",
)
_LOCKED = Text(
    "文件有密码保护，或是旧版 .xls，请去掉密码并另存为 .xlsx",
    "the workbook has a password or is an old .xls: take the password off and save it as .xlsx",
)
_NO_SUCH_SHEET = Text(
    "没有名为“{sheet}”的工作表，现有：{sheets}", "there is no sheet “{sheet}”; the sheets are {sheets}"
)
_WHICH_SHEET = Text(
    "有多个工作表像是名册，请用 --sheet 指定一个：{sheets}",
    "several sheets look like a roster: choose one with --sheet: {sheets}",
)
_ONLY_HIDDEN = Text(
    "只有隐藏的工作表像是名册，如要读取，请取消隐藏或用 --sheet 指定：{sheets}",
    "only hidden sheets look like a roster: to have one read, unhide it or choose it with --sheet: {sheets}",
)
_NO_SHEET = Text("工作簿中没有工作表", "the workbook has no sheet")

# As text numbers come with nine decimals at most, which can move a tie: from the third decimal on the number decides.
_FINE = r"\.[0-9]{3,}$"


def read_workbook(path: Path, place: Place, sheet: str | None) -> Grid:
    """The grid of one sheet of a workbook."""
    try:
        return _grid(path, place, sheet)
    except (fastexcel.FastExcelError, UnknownStructure) as error:
        raise place.refuse(_NOT_A_WORKBOOK) from error


def _grid(path: Path, place: Place, sheet: str | None) -> Grid:
    reader = opened(path, place)
    name = _chosen_sheet(reader, path, place, sheet)
    place = Place(place.file, name)
    texts = cell_texts(reader, name)
    rows = texts.head(HEADER_SEARCHED_ROWS).rows()
    header = header_place(rows)
    if header is None:
        raise no_header(place, empty=texts.is_empty())
    texts, percent_cells = with_special_cells(texts, path, name, header)
    headers = tuple(cell or "" for cell in rows[header])
    numbered = polars.Series("row", range(1, texts.height + 1), dtype=polars.Int64)
    records = without_blank_rows(texts.insert_column(0, numbered).slice(header + 1))
    return Grid(place, headers, header + 1, records, percent_cells=percent_cells)


def opened(path: Path, place: Place) -> fastexcel.ExcelReader:
    """The workbook, ready to be read. Raises ``InputFaults`` for a file that is locked, old or no workbook."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_OR_LOCKED:
        raise place.refuse(_LOCKED)
    if start != b"PK\x03\x04":
        raise place.refuse(_NOT_A_WORKBOOK)
    return fastexcel.read_excel(path)


def _chosen_sheet(reader: fastexcel.ExcelReader, path: Path, place: Place, sheet: str | None) -> str:
    """The sheet asked for, else the visible one named for it, else the only visible one with a known header.

    Where no sheet has a known header it is the first visible one, whose reading says what is wrong.
    """
    names = reader.sheet_names
    if not names:
        raise place.refuse(_NO_SHEET)
    if sheet is not None:
        if sheet not in names:
            raise place.refuse(_NO_SUCH_SHEET.format(sheet=sheet, sheets=_listed(names)))
        return sheet
    hidden = hidden_sheets(path)
    visible = [name for name in names if name not in hidden]
    named = next((name for name in visible if name.strip().casefold() in ROSTER_SHEETS), None)
    if named is not None:
        return named
    known = {name: _known_headers(reader, name) for name in visible}
    # One known word may stand on any sheet of explanations; two make a header.
    rosters = [name for name in visible if known[name] > 1] or [name for name in visible if known[name]]
    if len(rosters) > 1:
        raise place.refuse(_WHICH_SHEET.format(sheets=_listed(rosters)))
    if rosters:
        return rosters[0]
    unseen = [name for name in names if name in hidden and _known_headers(reader, name)]
    if unseen:
        raise place.refuse(_ONLY_HIDDEN.format(sheets=_listed(unseen)))
    return visible[0] if visible else names[0]


def _listed(names: list[str]) -> Text:
    return Text("、".join(names), ", ".join(names))


def _known_headers(reader: fastexcel.ExcelReader, name: str) -> int:
    return max((known_in(row) for row in cell_texts(reader, name, HEADER_SEARCHED_ROWS).rows()), default=0)


def cell_texts(reader: fastexcel.ExcelReader, name: str, rows: int | None = None) -> polars.DataFrame:
    """Every cell of a sheet as text from row 1 and column A on; columns are named by their place."""
    # Without a header row and with no rows skipped, blank rows at the top stay, so that rows keep their numbers.
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
    if sheet.width == 0 or sheet.height == 0:
        return polars.DataFrame()
    texts = sheet.to_polars()
    # The reader starts at the first column that holds anything: the ones before it are put back, blank.
    offset = sheet.available_columns()[0].absolute_index
    texts.columns = [str(offset + index) for index in range(texts.width)]
    fine = [column for column in texts.columns if texts[column].str.contains(_FINE).any()]
    if fine:
        numbers = reader.load_sheet(name, header_row=None, skip_rows=0, n_rows=rows, dtypes="float").to_polars()
        numbers.columns = texts.columns
        texts = texts.with_columns(_in_full(texts[column], numbers[column]) for column in fine)
    blank = [polars.lit(None, dtype=polars.String).alias(str(index)) for index in range(offset)]
    return texts.select(*blank, polars.all())


def _in_full(text: polars.Series, number: polars.Series) -> polars.Series:
    exact = text.str.contains(_FINE).fill_null(value=False) & number.is_not_null()
    return number.cast(polars.String).zip_with(exact, text).alias(text.name)


def with_special_cells(
    texts: polars.DataFrame, path: Path, sheet: str, header: int
) -> tuple[polars.DataFrame, dict[tuple[int, int], str]]:
    """The texts with error values and unfinished formulas written in, and the cells that show 100 % and more."""
    special = special_cells(path, sheet)
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in {**special.errors, **dict.fromkeys(special.unfinished, UNCALCULATED)}.items():
        by_column.setdefault(column, {})[row - 1] = text
    for column, cells in by_column.items():
        if column >= texts.width:
            continue
        inside = {row: text for row, text in cells.items() if header < row < texts.height}
        patched = texts[str(column)].scatter(list(inside), list(inside.values()))
        texts = texts.with_columns(patched.alias(str(column)))
    return texts, special.percentages
