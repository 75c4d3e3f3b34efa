"""How many people there are, as somebody states it: active ones, and the retired among those who are paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from openfisca_china_personnel.calibration import reasons
from openfisca_china_personnel.calibration.rows import Row
from openfisca_china_personnel.inference.document_heads import with_heads_of_document
from openfisca_china_personnel.inference.evidence import Facts
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document

_NOT_PLACED = Text(
    "离退休 {stated} 人中只有 {placed} 人列入名册：其余领取提租补贴的人都有缴费，不可能已退休。",
    "Only {placed} of the {stated} retired people are in the roster: all others who are paid a rent subsidy contribute "
    "and cannot be retired.",
)


@dataclass(frozen=True)
class People:
    """Active and retired heads, ``None`` where nobody states them; ``by_document`` whether the document does."""

    active: int | None
    retired: int | None
    by_document: bool = False
    notes: tuple[Note, ...] = ()


def people_of(document: Document, active: int | None, retired: int | None, *, is_own_year: bool) -> People:
    """What is given, else what the document states of its own year, in whole heads."""
    if not is_own_year:
        return People(active, retired)
    given = Facts(
        active_heads=None if active is None else Fraction(active),
        retired_heads=None if retired is None else Fraction(retired),
    )
    facts, notes = with_heads_of_document(given, document)
    return People(
        active=None if not facts.active_heads else round(facts.active_heads),
        retired=None if facts.retired_heads is None else round(facts.retired_heads),
        by_document=active is None and bool(facts.active_heads),
        notes=notes,
    )


def with_retired(rows: Sequence[Row], retired: int, code: str) -> tuple[list[Row], tuple[Note, ...]]:
    """The rows with so many retired people among those who are there all year and contribute to nothing.

    A note on the line of the rent subsidy (``code``) where there are fewer of them than are stated.
    """
    left = retired
    found: list[Row] = []
    for row in reversed(rows):
        is_free = row.pension_base is None and row.housing_fund_base is None and row.start is None and row.end is None
        count = min(left, int(row.headcount)) if is_free else 0
        if count:
            why = (*(each for each in row.rests_on if each != reasons.NO_CONTRIBUTIONS), reasons.RETIRED)
            found.append(replace(row, headcount=Decimal(count), is_retired=True, rests_on=why))
        if row.headcount > count:
            found.append(replace(row, headcount=row.headcount - count))
        left -= count
    if not left:
        return found[::-1], ()
    text = _NOT_PLACED.format(stated=str(retired), placed=str(retired - left))
    return found[::-1], (Note("retired_not_placed", text, lines=(code,)),)
