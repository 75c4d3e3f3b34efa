"""Writing a calibrated roster as a file that ``read_roster`` takes."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from openfisca_china_personnel.calibration.calibration import FITS, Calibration
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.roster.columns import BY_NAME, REMARK

ENDINGS = (".csv", ".xlsx")
_NUMBERS = ("headcount", "monthly_salary", "housing_fund_base", "pension_base", "purchase_lump_sum")
_ENDING = Text("名册的扩展名应为 .csv 或 .xlsx，不是“{ending}”", "a roster ends in .csv or .xlsx, not “{ending}”")
_PEOPLE = "人员"
_BASIS = "依据"
_LINES = (
    Text("科目编码", "Code"),
    Text("科目名称", "Line"),
    Text("公布数（元）", "Reported (yuan)"),
    Text("名册得出（元）", "Roster gives (yuan)"),
    Text("结论", "Result"),
)


def roster_file(calibration: Calibration, ending: str, language: Language) -> bytes:
    """The roster as a file of this ending, headers and words in the language.

    A workbook has a second sheet with the published lines and the notes. Raises ``InputFaults`` for another ending.
    """
    if ending.casefold() not in ENDINGS:
        raise refuse(_ENDING.format(ending=ending))
    rows = calibration.cells(language)
    columns = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    headers = [header(name).in_(language) for name in columns]
    if ending.casefold() == ".csv":
        return _csv(headers, [[row[name] for name in columns] for row in rows])
    return _workbook(calibration, headers, columns, rows, language)


def header(name: str) -> Text:
    """What a column is called in a file."""
    return REMARK if name == REMARK.en else Text(BY_NAME[name].zh, name)


def _csv(headers: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(
    calibration: Calibration, headers: list[str], columns: list[str], rows: list[dict[str, Any]], language: Language
) -> bytes:
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - heavy, and a CSV file does not need it

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    bold = book.add_format({"bold": True})
    people, basis = book.add_worksheet(_PEOPLE), book.add_worksheet(_BASIS)
    people.write_row(0, 0, headers, bold)
    people.set_column(0, len(columns) - 1, 14)
    people.freeze_panes(1, 0)
    for place, row in enumerate(rows, start=1):
        for column, name in enumerate(columns):
            cell = row[name]
            if cell is None:
                continue
            if name in _NUMBERS:
                people.write_number(place, column, float(Decimal(cell)))
            else:
                people.write_string(place, column, str(cell))
    basis.set_column(0, len(_LINES) - 1, 22)
    basis.write_row(0, 0, [heading.in_(language) for heading in _LINES], bold)
    for place, line in enumerate(calibration.lines, start=1):
        amounts = (line.reported, line.expected)
        told = ("" if amount is None else float(amount) for amount in amounts)
        basis.write_row(place, 0, [line.code, line.name.in_(language), *told, FITS[line.fit].in_(language)])
    for place, note in enumerate(calibration.notes, start=len(calibration.lines) + 2):
        basis.write_string(place, 0, note.text.in_(language))
    book.close()
    return buffer.getvalue()
