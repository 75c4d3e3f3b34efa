"""Percentages as cells hold them: 5 %, 5, 0.05, or a range of two."""

from __future__ import annotations

import re
from decimal import Decimal

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.cells import Refused, plain, quoted
from openfisca_china_personnel.scenario.values import number_of_text

_RANGE = re.compile(r"(?P<low>[+-]?[0-9.]+%?)\s*(?:-|—|–|~|至|到)\s*(?P<high>[+-]?[0-9.]+%?)")
_NOT_A_PERCENTAGE = Text(
    "“{found}”不是百分数，应如 5%、5、0.05，或区间 4%-6%",
    "“{found}” is no percentage; expected 5%, 5, 0.05, or a range such as 4%-6%",
)


def percentage_text(text: str) -> str | dict[str, str]:
    """A percentage with its sign, as scenario files write it; a range as its ``low`` and ``high``.

    Below 1 a number without a percent sign is a fraction, as in the roster's rates, since that is what a cell with a
    percent format holds; from 1 it is a percentage. ``Refused`` for anything else.
    """
    bare = plain(text).replace(" ", "")
    span = _RANGE.fullmatch(bare)
    if span:
        return {"low": _single(span["low"], text), "high": _single(span["high"], text)}
    return _single(bare, text)


def _single(written: str, found: str) -> str:
    number = number_of_text(written.removesuffix("%"))
    if number is None:
        raise Refused(_NOT_A_PERCENTAGE.format(found=quoted(found)))
    if not written.endswith("%") and abs(number) < 1:
        number *= 100
    return f"{_plain_number(number)}%"


def fraction_text(text: str) -> str:
    """A rate of law as a plain fraction, ``0.1`` for 10 %. ``Refused`` where it is no single percentage."""
    percentage = percentage_text(text)
    if isinstance(percentage, dict):
        raise Refused(_NOT_A_PERCENTAGE.format(found=quoted(text)))
    return _plain_number(Decimal(percentage.removesuffix("%")) / 100)


def _plain_number(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
