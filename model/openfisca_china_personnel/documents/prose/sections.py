"""Which tables a section of the narrative explains, by its heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.kinds import TableKind

# The heading of a section says which table it explains; the first that fits decides.
_SECTIONS: tuple[tuple[str, tuple[TableKind, ...]], ...] = (
    ("三公", ("three_public",)),
    ("机关运行经费", ("agency_operating", "three_public", "basic")),
    ("政府采购", ("procurement",)),
    ("政府性基金", ("government_fund",)),
    ("国有资本", ("state_capital",)),
    ("一般公共预算(?:财政拨款|当年拨款)?基本支出", ("basic",)),
    ("财政拨款基本支出", ("appropriation_basic", "basic")),
    ("财政拨款(?:收支|收入支出|收、支)", ("appropriation",)),
    ("一般公共预算", ("general",)),
    ("财政拨款支出", ("appropriation_expenditure", "general")),
    ("收支|收入支出|收、支", ("income_expenditure",)),
    ("收入", ("income", "income_expenditure")),
    ("支出", ("expenditure", "income_expenditure")),
)


def section_kinds(section: str) -> tuple[TableKind, ...]:
    """The tables that a section of the narrative explains, by its heading."""
    return next((kinds for words, kinds in _SECTIONS if re.search(words, section)), ())
