"""A document that publishes no table with figures: many small units only write what they spend, in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.document import Document, Table
from openfisca_china_personnel.documents.identification import unit_name, year_and_kind
from openfisca_china_personnel.documents.prose import read_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

_ABOUT_A_BUDGET = re.compile(r"预算|决算|“三公”|三公经费")
_PLACE_HOLDER = re.compile(r"[×✕○□]{2,}|[XxＸ]{2,}|\*{2,}|_{3,}")
_MANY_PLACE_HOLDERS = 3


def narrative_document(lines: Sequence[Line], tables: Sequence[Table], source: str) -> Document | None:
    """The document that the sentences alone make, beside tables without a figure.

    None where the text is about no budget, or states no amount, or has more places left to be filled in than amounts.
    """
    if not any(_ABOUT_A_BUDGET.search(line.joined) for line in lines):
        return None
    year, kind = year_and_kind(lines)
    document = Document(unit_name(lines), year, kind, None, tuple(tables), source, tuple(lines))
    amounts = sum(statement.amount is not None for statement in read_statements(document.prose, document))
    if not amounts or (has_place_holders(lines) and amounts <= _place_holders(lines)):
        return None
    return document


def has_place_holders(lines: Sequence[Line]) -> bool:
    """Whether the text is a form with places left to be filled in."""
    return _place_holders(lines) >= _MANY_PLACE_HOLDERS


def _place_holders(lines: Sequence[Line]) -> int:
    return sum(len(_PLACE_HOLDER.findall(line.printed)) for line in lines)
