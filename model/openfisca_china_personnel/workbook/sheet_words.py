"""The lists of words that cells may hold, side by side: to be read, and as the source of long drop-down lists."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.workbook.sheet_layout import Area
from openfisca_china_personnel.workbook.styles import Styles
from openfisca_china_personnel.workbook.word_lists import SHOWN_LISTS

LIST_WIDTHS = (18, 14, 14, 22, 20, 17, 11, 15)
"""How wide the columns must be, in characters; a little more in English."""
_MORE_IN_ENGLISH = 6


def set_list_columns(sheet: Worksheet, styles: Styles) -> None:
    """The widths of the columns that the lists stand in."""
    more = _MORE_IN_ENGLISH if styles.language == "en" else 0
    for place, width in enumerate(LIST_WIDTHS):
        sheet.set_column(place, place, width + more)


def write_lists(sheet: Worksheet, styles: Styles, row: int) -> dict[str, str]:
    """The lists from a row on. Gives the range that holds each, by its name, as a drop-down list refers to it."""
    language = styles.language
    ranges = {}
    for column, words in enumerate(SHOWN_LISTS):
        sheet.write_string(row, column, words.title.in_(language), styles.heading)
        shown = words.shown(language)
        for place, word in enumerate(shown, start=row + 1):
            sheet.write_string(place, column, word, styles.cell("fixed", "word"))
        area = Area(row + 1, column, row + len(shown), column)
        ranges[words.name] = f"={sheet.get_name()}!{area.absolute}"
    return ranges
