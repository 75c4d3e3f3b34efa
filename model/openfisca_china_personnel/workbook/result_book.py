"""The workbook that is being written: its styles, its language, and how amounts enter cells."""

from __future__ import annotations

import math
import unicodedata
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.money import FEN_PER_YUAN
from openfisca_china_personnel.workbook import formulas
from openfisca_china_personnel.workbook.result_facts import Amount, Missing
from openfisca_china_personnel.workbook.styles import DARK, LINE, Kind, Role, Styles

WORDS = {Missing.unknown: Text("未知", "unknown"), Missing.not_modelled: Text("未建模", "not modelled")}
"""What stands in a cell that has no amount."""


DASH = "—"
"""Stands where there is nothing to say."""
_SIGNED = "+#,##0.00;[Red]-#,##0.00;0.00"
_SIGNED_PERCENT = "+0.0%;[Red]-0.0%;0.0%"


def lines_needed(text: str, width: float) -> int:
    """The lines that a text takes in a column of that width; Chinese characters are twice as wide as others."""
    return sum(max(1, math.ceil(sum(map(_width, line)) / width)) for line in text.split("\n"))


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose formulas are written as they are.

    The library would search each of them for thirty functions of newer programs, none of which is in use here; that
    takes longer than everything else.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return formula.removeprefix("=")


class ResultBook:
    """One workbook, in one language. Formulas are written with the model's figure as the value that they show."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.workbook = workbook
        self.language = language
        self.styles = Styles(workbook, language)

    @property
    def unknown(self) -> str:
        """The word for an amount that the law file does not let us know."""
        return WORDS[Missing.unknown].in_(self.language)

    @property
    def not_modelled(self) -> str:
        """The word for an amount that no rule of the model covers."""
        return WORDS[Missing.not_modelled].in_(self.language)

    def say(self, text: Text) -> str:
        """A text in the workbook's language."""
        return text.in_(self.language)

    def sheet(
        self, name: str, title: Text, subtitle: Text, colour: str = DARK, *, is_very_wide: bool = False
    ) -> Worksheet:
        """A new sheet with its title and what it is for; printed on pages of its width, unless it is very wide."""
        sheet = self.workbook.add_worksheet(name, _Sheet)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(colour)
        sheet.set_landscape()
        sheet.set_paper(9)
        if is_very_wide:
            sheet.set_print_scale(60)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.set_footer("&C&9&A  ·  &P / &N")
        sheet.set_row(0, 32)
        sheet.set_row(1, 18)
        sheet.write_string(0, 0, self.say(title), self.styles.title)
        sheet.write_string(1, 0, self.say(subtitle), self.styles.subtitle)
        return sheet

    def cell(self, role: Role, kind: Kind = "text", **more: Any) -> Format:
        """A format. Headcounts and rates are shown without a decimal point that nothing follows."""
        plain = {"heads": "General", "rate": "0.00%"}.get(kind)
        return self.styles.cell(role, kind, **{**({"num_format": plain} if plain else {}), **more})

    def fen_as_yuan(self, amount: Amount) -> float | str:
        """What a cell in yuan shows."""
        return self.say(WORDS[amount]) if isinstance(amount, Missing) else amount / FEN_PER_YUAN

    def fen(self, amount: Amount) -> int | str:
        """What a cell in fen shows."""
        return self.say(WORDS[amount]) if isinstance(amount, Missing) else amount

    @property
    def words(self) -> tuple[str, ...]:
        """The words for what has no amount, the one that prevails first."""
        return tuple(text.in_(self.language) for text in WORDS.values())

    def total_fen(self, cells: str) -> str:
        """The formula for the sum of cells in fen."""
        return formulas.if_known(cells, f"SUM({cells})", self.words)

    def total_yuan(self, cells: str) -> str:
        """The formula for the sum of cells in fen, as yuan."""
        return formulas.if_known(cells, formulas.in_yuan(f"SUM({cells})"), self.words)

    def total_yuan_where(self, cells: str, conditions: str) -> str:
        """The same of the cells that meet conditions, ranges and values as ``SUMIFS`` takes them."""
        summed = formulas.in_yuan(f"SUMIFS({cells},{conditions})")
        return formulas.if_known_where(cells, conditions, summed, self.words)

    def sum_of_yuan(self, cells: str) -> str:
        """The formula for the sum of cells in yuan, to the fen."""
        return formulas.if_known(cells, f"ROUND(SUM({cells}),2)", self.words)

    def signed(self, role: Role, *, percent: bool = False, **more: Any) -> Format:
        """The format of a change, its sign shown and what is less in red."""
        kind: Kind = "rate" if percent else "money"
        return self.cell(role, kind, num_format=_SIGNED_PERCENT if percent else _SIGNED, **more)

    def section(self, sheet: Worksheet, row: int, title: Text, width: int) -> None:
        """The heading of a part of a sheet, ``width`` columns wide."""
        sheet.set_row(row, 22)
        for place in range(1, width):
            sheet.write_blank(row, place, None, self.styles.section)
        sheet.write_string(row, 0, self.say(title), self.styles.section)

    def write_static(self, sheet: Worksheet, place: tuple[int, int], value: Decimal | None, style: Format) -> None:
        """A figure of the model that no formula gives; a dash where there is none."""
        if value is None:
            sheet.write_string(*place, DASH, style)
        else:
            sheet.write_number(*place, float(value), style)

    @property
    def month_heading(self) -> Format:
        """The heading of a month's column that holds the number of the month, 1 to 12."""
        form = '0"月"' if self.language == "zh" else "0"
        return self.styles.of(
            bold=True, font_color="white", bg_color=DARK, align="center", border=1, border_color=LINE, num_format=form
        )
