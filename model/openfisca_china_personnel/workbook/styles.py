"""The cell formats of every workbook that is written: one look for what is filled in and what is fixed."""

from __future__ import annotations

from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.language import Language

Role = Literal["input", "example", "fixed", "total", "good", "bad"]
"""What a cell is: to be filled in, filled in as an example, written by the program, a sum, a check passed or failed."""
Kind = Literal["text", "wrapped", "word", "code", "money", "number", "heads", "whole", "rate", "month", "date"]
"""What a cell holds; ``word`` is a short text in the middle, ``number`` one of law without needless zeros."""

FONT = "微软雅黑"

DARK = "#1F3864"
ACCENT = "#2F5597"
PALE = "#DEE6F3"
LINE = "#BFC7D5"
INPUT_FILL = "#FFF9DB"
INPUT_INK = "#1F3FBF"
EXAMPLE_INK = "#8A6D1D"
FIXED_FILL = "#F3F4F6"
TOTAL_FILL = "#E4EAF4"
GOOD_FILL, GOOD_INK = "#E3F4E4", "#1E6B2B"
BAD_FILL, BAD_INK = "#FBE3E1", "#A3231B"
NEEDED_FILL = "#FFD9B0"
UNUSED_FILL = "#D9DCE1"
MUTED = "#5F6B7A"
GROUPS = ("#2F5597", "#3B7D6E", "#8C5A2B", "#6B4C8A", "#4F5B6B")
"""Fills of headings that group columns, used in turn."""

_ROLES: dict[str, dict[str, Any]] = {
    "input": {"bg_color": INPUT_FILL, "font_color": INPUT_INK, "locked": False},
    "example": {"bg_color": INPUT_FILL, "font_color": EXAMPLE_INK, "locked": False},
    "fixed": {"bg_color": FIXED_FILL},
    "total": {"bg_color": TOTAL_FILL, "bold": True, "top": 2, "top_color": ACCENT},
    "good": {"bg_color": GOOD_FILL, "font_color": GOOD_INK},
    "bad": {"bg_color": BAD_FILL, "font_color": BAD_INK, "bold": True},
}
_KINDS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "align": "left", "indent": 1},
    "wrapped": {"num_format": "@", "align": "left", "valign": "top", "text_wrap": True},
    "word": {"num_format": "@", "align": "center"},
    "code": {"num_format": "@", "align": "center"},
    "money": {"num_format": "#,##0.00", "align": "right"},
    "number": {"num_format": "General", "align": "right"},
    "heads": {"num_format": "General", "align": "right"},
    "whole": {"num_format": "0", "align": "center"},
    "rate": {"num_format": "0.00%", "align": "right"},
    "month": {"num_format": "yyyy-mm", "align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
}


class Styles:
    """The formats of one workbook. Each is made when it is first asked for, as a file holds only what it uses.

    Beside the named ones, ``cell(role, kind)`` gives any other: ``input``, ``fixed``, ``money``, ``rate``, ``month``
    are the usual among them.
    """

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.language = language
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cell(self, role: Role, kind: Kind = "text", **more: Any) -> Format:
        """The format of a cell in a table; ``more`` are further properties as the writing library names them."""
        return self.of(border=1, border_color=LINE, **{**_KINDS[kind], **_ROLES[role], **more})

    def typed(self, kind: Kind = "text") -> Format:
        """The format of a cell to be filled in that has no fill and border of its own: rules paint it."""
        return self.of(**_KINDS[kind], font_color=INPUT_INK, locked=False)

    def of(self, **properties: Any) -> Format:
        """A format of these properties in the workbook's font; the same properties give the same format."""
        stated = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
        known = tuple(sorted(stated.items()))
        if known not in self._made:
            self._made[known] = self._workbook.add_format(stated)
        return self._made[known]

    def rule(self, **properties: Any) -> Format:
        """What a conditional format changes in the cells that it holds for, and nothing else."""
        known = tuple(sorted({"rule": True, **properties}.items()))
        if known not in self._made:
            self._made[known] = self._workbook.add_format(properties)
        return self._made[known]

    @property
    def title(self) -> Format:
        """The name of a sheet, at its top."""
        return self.of(bold=True, font_size=18, font_color=DARK)

    @property
    def subtitle(self) -> Format:
        """What a sheet is for, below its name."""
        return self.of(font_size=10, font_color=MUTED)

    @property
    def section(self) -> Format:
        """The heading of a part of a sheet."""
        return self.of(bold=True, font_size=12, font_color=ACCENT, bottom=2, bottom_color=ACCENT)

    @property
    def heading(self) -> Format:
        """The heading of a column."""
        return self.of(
            bold=True, font_color="white", bg_color=DARK, align="center", text_wrap=True, border=1, border_color=LINE
        )

    def group(self, place: int) -> Format:
        """The heading over several columns; neighbouring groups differ in colour."""
        fill = GROUPS[place % len(GROUPS)]
        return self.of(bold=True, font_color="white", bg_color=fill, align="center", border=1, border_color="white")

    @property
    def label(self) -> Format:
        """What a cell to be filled in means, to its left."""
        return self.of(bold=True, font_color=DARK, bg_color=PALE, border=1, border_color=LINE, indent=1)

    @property
    def text(self) -> Format:
        """Running text."""
        return self.of(text_wrap=True, valign="top")

    @property
    def note(self) -> Format:
        """A remark."""
        return self.of(font_size=9, font_color=MUTED, text_wrap=True, valign="top")

    @property
    def link(self) -> Format:
        """A link to another sheet."""
        return self.of(font_color=ACCENT, underline=1, bold=True)

    @property
    def input(self) -> Format:
        """A text to be filled in."""
        return self.cell("input")

    @property
    def fixed(self) -> Format:
        """A text that the program wrote."""
        return self.cell("fixed")

    @property
    def money(self) -> Format:
        """Yuan that the program wrote, to the fen."""
        return self.cell("fixed", "money")

    @property
    def rate(self) -> Format:
        """A rate that the program wrote."""
        return self.cell("fixed", "rate")

    @property
    def month(self) -> Format:
        """A month that the program wrote."""
        return self.cell("fixed", "month")
