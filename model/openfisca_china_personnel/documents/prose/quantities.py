"""The numbers of a paragraph that are amounts of money or percentages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import as_printed
from openfisca_china_personnel.documents.prose.statements import Quantity, Unit

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.prose.passages import Passage

_MONEY = r"(?:支出|收入|补助|补贴|工资|奖金|公积金|缴费|保险|年金|经费|[^收付]费)(?:为|共|:)?"
_QUANTITY = re.compile(
    r"(?P<number>-?\d[\d,]*(?:\.\d+)?) ?(?P<unit>亿元|万元|千元|元|%)(?!以上|以下|\(含\)|/|的标准)"
    r"|(?P<wan>\d[\d,]*(?:\.\d+)?)万(?=[,。;、)]|$)"
)
# A number without a unit, straight behind a name of money, where the list goes on: 补助1200、奖金300元.
_BARE = re.compile(rf"(?P<name>{_MONEY})(?P<number>\d[\d,]*(?:\.\d+)?)(?=[、(])")
_SENTENCE_END = re.compile(r"[。;]")
_FEWEST_DIGITS = 3


@dataclass(frozen=True)
class Found:
    """A quantity and where in the paragraph it begins and ends."""

    quantity: Quantity
    start: int
    end: int


def quantities_in(passage: Passage) -> list[Found]:
    """All amounts and percentages, in printed order.

    In a list the unit may stand at the last number only: one without a unit has that of its sentence where the
    sentence has only one.
    """
    text = passage.text
    found = []
    for match in _QUANTITY.finditer(text):
        number = match.group("number") or match.group("wan")
        unit: Unit = match.group("unit") or "万元"  # type: ignore[assignment]
        found.append(_at(passage, number, unit, match.start(), match.end()))
    for match in _BARE.finditer(text):
        number = match.group("number")
        units = _units_of_sentence(text, match.start(), found)
        if len(units) == 1 and sum(map(str.isdigit, number)) >= _FEWEST_DIGITS:
            found.append(_at(passage, number, units.pop(), match.start("number"), match.end()))
    return sorted(found, key=lambda each: each.start)


def _units_of_sentence(text: str, position: int, found: list[Found]) -> set[Unit]:
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end < position), default=-1)
    last = min((end for end in ends if end > position), default=len(text))
    return {each.quantity.unit for each in found if first < each.start < last and each.quantity.unit != "%"}


def _at(passage: Passage, number: str, unit: Unit, start: int, end: int) -> Found:
    printed = as_printed(number) or number.replace(",", "")
    return Found(Quantity(printed, unit, passage.at(start)), start, end)
