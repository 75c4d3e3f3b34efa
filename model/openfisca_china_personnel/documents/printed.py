"""Figures as documents print them: what is a number, what is a printed blank, how exact it is, what it is in yuan."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

AmountUnit = Literal["元", "千元", "万元"]
AMOUNT_UNITS: tuple[AmountUnit, ...] = get_args(AmountUnit)
YUAN_IN: dict[AmountUnit, int] = {"元": 1, "千元": 1_000, "万元": 10_000}

PERCENT_COLUMNS = frozenset({"change_percent"})

# Everything that fonts and converters make of a minus sign and of a dash.
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u30fc\u2500\u2501")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
# A negative amount in accounting brackets. A bracketed year or small whole number is a remark or a serial number.
_IN_BRACKETS = re.compile(r"\((?!(?:19|20)\d\d\))((?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?|\d+\.\d+)%?\)%?")
_PLACE_HOLDER = re.compile(r"[×✕○□Xx*_…]+(?:\.[×✕○□Xx*]+)?%?")
_BLANK = re.compile(r"-+|/|#[A-Z]+/?\d?[!?]")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The text with full-width letters and digits, odd spaces and odd dashes in their ordinary form.

    Every character keeps its position, so that the printed form of a piece can be taken from the original.
    """
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    ordinary = unicodedata.normalize("NFKC", character)
    return ordinary if len(ordinary) == 1 else character


def is_number(token: str) -> bool:
    """Whether a token (in ordinary form) is a figure."""
    return _NUMBER.fullmatch(token) is not None or _IN_BRACKETS.fullmatch(token) is not None


def is_printed_blank(token: str) -> bool:
    """Whether a token takes a cell without being a figure: a dash, a stroke, a spreadsheet's error mark."""
    return _BLANK.fullmatch(token) is not None


def is_place_holder(token: str) -> bool:
    """Whether a token (×××, XX.XX) stands where a form wants a figure."""
    return _PLACE_HOLDER.fullmatch(token) is not None


def is_spoiled(token: str) -> bool:
    """Whether a token can only be a figure and yet is none: it has digits and no letters."""
    if is_number(token) or is_printed_blank(token):
        return False
    return any(map(str.isdigit, token)) and not any(map(str.isalpha, token))


def as_printed(token: str) -> str | None:
    """A figure as printed less the thousands separators and the percent sign; None where it is none.

    A negative figure in accounting brackets gets a minus sign.
    """
    token = plain(token).strip()
    if negative := _IN_BRACKETS.fullmatch(token):
        return "-" + negative.group(1).replace(",", "")
    if not is_number(token):
        return None
    return token.replace(",", "").removesuffix("%").removeprefix("+")


def decimals(printed: str) -> int:
    """Printed decimal places."""
    return len(printed.partition(".")[2])


def half_last_place(printed: str) -> Decimal:
    """Half a unit of the last printed place, in the figure's own unit."""
    return Decimal(5).scaleb(-decimals(printed) - 1)


def is_percent(column: str) -> bool:
    """Whether a column holds percentages and no amounts."""
    return column in PERCENT_COLUMNS or "%" in column
