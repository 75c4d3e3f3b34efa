"""Workbooks of the old binary form (.xls): the cells of every visible sheet, figures with the decimals they show."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from openfisca_china_personnel.documents.number_formats import shown
from openfisca_china_personnel.documents.xlsx_content import MOST_COLUMNS, MOST_ROWS, Area, Texts, contents_of
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.grid import Content

_NOT_A_WORKBOOK = Text(
    "不是能读取的旧版 Excel 工作簿；Word 文件请另存为 .docx，有密码的请另存为不加密的文件。",
    "is no workbook of the old form that can be read; save a Word document as .docx, a protected file without its "
    "password",
)
# What the reader of old workbooks lets through of a damaged file, beside its own errors.
_DAMAGED = (struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError)


def read_xls(content: bytes, file: str) -> Content:
    """Every visible sheet: its name as a line, its cells as tables, as of a newer workbook.

    Raises:
        InputFaults: what is no such workbook, is damaged or needs a password.

    """
    import xlrd  # noqa: PLC0415 - only old workbooks need it

    try:
        # It would print its remarks on a file among the results.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        sheets = [(sheet.name, _texts(book, sheet), _merged(sheet)) for sheet in book.sheets() if not sheet.visibility]
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_DAMAGED) as error:
        raise refuse(_NOT_A_WORKBOOK, file=file) from error
    return contents_of(sheets, file)


def _texts(book: Any, sheet: Any) -> Texts:
    found: Texts = {}
    for row in range(min(sheet.nrows, MOST_ROWS)):
        for column in range(min(sheet.row_len(row), MOST_COLUMNS)):
            text = _text(book, sheet.cell(row, column))
            if text:
                found[row + 1, column] = text
    return found


def _text(book: Any, cell: Any) -> str:
    import xlrd  # noqa: PLC0415

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value).strip()
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown(repr(cell.value), book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return ""


def _merged(sheet: Any) -> list[Area]:
    return [(top + 1, left, below, right - 1) for top, below, left, right in sheet.merged_cells]
