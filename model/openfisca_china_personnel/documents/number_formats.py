"""How a spreadsheet shows a number: its decimals, its percent sign, what it shows for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Formats that every workbook has without naming them.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DIGITS_THAT_COUNT = 15


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook: its own by their number, and the number for every style."""

    own: Mapping[int, str]
    styles: Sequence[int]

    def of(self, style: int) -> str:
        """The format of a style; empty for the general one."""
        number = self.styles[style] if style < len(self.styles) else 0
        return self.own.get(number, _BUILT_IN.get(number, ""))


def shown(value: str, number_format: str) -> str:
    """A stored number as its format shows it; in the general format with the digits that the program keeps."""
    number = Decimal(format(float(value), f".{_DIGITS_THAT_COUNT}g"))
    sections = number_format.split(";")
    section = sections[0]
    if number == 0 and len(sections) > 2:
        section = sections[2]
        # Of nothing only a zero in the format shows a digit; # and ? show none.
        if "0" not in _LITERAL.sub("", section):
            return "-" if "-" in section else ""
    bare = _LITERAL.sub("", section)
    if not bare or bare.lower() == "general" or "@" in bare or re.search(r"[ymdhs]", bare, re.IGNORECASE):
        return format(number.normalize() if number % 1 else number.quantize(Decimal(1)), "f")
    percent = "%" in bare
    decimals = len(re.sub(r"[^0#?]", "", bare.partition(".")[2]))
    whole = (number * 100 if percent else number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format(whole, "f") + ("%" if percent else "")
