"""Where the head of a drawn table ends: its headings are words, its rows have codes, names in a list, or figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import is_number, is_printed_blank
from openfisca_china_personnel.documents.totals import is_total

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.grid import Cell, Grid

_CODE = re.compile(r"\[?[235]\d{2}(?:\d{1,2}){0,3}\]?")
_LISTED = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d{1,2}[、.](?!\d)).+")
_NUMBERING = re.compile(r"\d{1,2}|栏次|行次|[甲乙丙丁A-Z]|\d{1,2}=[\d+\-]+|-+")
_OVER_TABLE = re.compile(
    r".*(?:单位|部门)(?:名称)?[::].*|.{0,8}公开\d+(?:-\d+)?表|.{0,4}表\d+(?:-\d+)?|.*表(?:\([^()]*\))?|附件?\d*[::]?"
    r"|\((?:19|20)\d\d年度?\)|\(?(?:金额)?单位[::]?[万千]?元\)?"
)
_NUMBERED = frozenset({"栏次", "行次", "甲"})
_NOTHING = frozenset({"无", "空表", "本表无数据"})
_MOST_HEAD_ROWS = 8
_MOST_TITLE_ROWS = 6


def is_listed(text: str) -> bool:
    """Whether a text is the name of a row in a numbered list."""
    return _LISTED.fullmatch(text) is not None


def title_rows(grid: Grid) -> int:
    """How many rows at the top hold only the title, the table's number, its unit or the unit of amounts."""
    if grid.heads is not None:
        return 0
    count = 0
    for row in range(min(grid.rows, _MOST_TITLE_ROWS)):
        cells = [cell for cell in grid.starting_in(row) if cell.joined]
        if not cells:
            if any(cell.row < row for cell in (grid.at.get((row, c)) for c in range(grid.columns)) if cell):
                break
            count += 1
            continue
        if not all(_OVER_TABLE.fullmatch(cell.joined) for cell in cells) or grid.columns == 1:
            break
        if any(is_number(cell.joined) for cell in cells):
            break
        count = row + 1
    return count if count < grid.rows else 0


def head_end(grid: Grid, start: int) -> int:
    """The first row that is no heading."""
    if grid.heads is not None:
        return 0
    for row in range(start, min(grid.rows, start + _MOST_HEAD_ROWS)):
        if is_column_numbering(grid, row):
            if row > start:
                continue
            return row
        if _is_data(grid, row):
            return row
    return start if grid.rows > start + _MOST_HEAD_ROWS else grid.rows


def is_column_numbering(grid: Grid, row: int) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or 1 2 3 from the first column of amounts on."""
    texts = [cell.joined for cell in grid.starting_in(row) if cell.joined]
    if len(texts) < 2 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    counts = numbers == list(range(1, len(numbers) + 1)) or numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
    return bool(numbers) and counts and (len(numbers) == len(texts) or len(numbers) > 2 or texts[0] in _NUMBERED)


def _is_data(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.starting_in(row) if cell.joined]
    covering = [cell for column in range(grid.columns) if (cell := grid.at.get((row, column))) is not None]
    if not cells:
        # An empty row is the body's; one under headings that reach down over it is the head's.
        return not any(cell.row < row and cell.row_span > 1 for cell in covering)
    texts = [cell.joined for cell in cells]
    if any(is_number(text) and not re.fullmatch(r"(?:19|20)\d\d", text) for text in texts):
        return True
    if any(_CODE.fullmatch(text) for text in texts) or any(_LISTED.fullmatch(text) for text in texts):
        return True
    if texts[0] in _NOTHING:
        return True
    return _is_line_of_totals(cells)


def _is_line_of_totals(cells: list[Cell]) -> bool:
    first = cells[0]
    rest = [cell.joined for cell in cells[1:] if cell.joined]
    total = next((cell for cell in cells if is_total(cell.joined)), None)
    if total is None:
        return False
    others = [cell.joined for cell in cells if cell is not total]
    blank = all(is_printed_blank(text) or is_total(text) or _NUMBERING_OF_CODE.fullmatch(text) for text in others)
    return blank and (total is first or not rest or all(_NUMBERING_OF_CODE.fullmatch(text) for text in others))


_NUMBERING_OF_CODE = re.compile(r"[类款项]")
