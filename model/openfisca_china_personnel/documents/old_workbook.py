"""Workbooks of the old binary form (.xls), and others that only the spreadsheet reader knows: cells without formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.xlsx_content import Texts, contents_of
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.grid import Content

_NOT_A_WORKBOOK = Text(
    "不是能读取的旧版 Excel 工作簿；Word 文件请另存为 .docx，有密码的请另存为不加密的文件。",
    "is no workbook of the old form that can be read; save a Word document as .docx, a protected file without its "
    "password",
)


def read_xls(content: bytes, file: str) -> Content:
    """Every visible sheet of a workbook that is no .xlsx.

    Raises:
        InputFaults: what is no such workbook.

    """
    import fastexcel  # noqa: PLC0415 - heavy, and only old workbooks need it

    try:
        reader = fastexcel.read_excel(content)
        sheets: list[tuple[str, Texts, list[tuple[int, int, int, int]]]] = []
        for name in reader.sheet_names:
            sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            if sheet.visible != "visible" or not sheet.width or not sheet.height:
                continue
            offset = sheet.available_columns()[0].absolute_index
            texts = {
                (number, offset + column): text.strip()
                for number, row in enumerate(sheet.to_polars().rows(), start=1)
                for column, text in enumerate(row)
                if text and text.strip()
            }
            sheets.append((name, texts, []))
    except fastexcel.FastExcelError as error:
        raise refuse(_NOT_A_WORKBOOK, file=file) from error
    return contents_of(sheets, file)
