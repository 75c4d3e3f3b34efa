"""Whose document it is: the same unit throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.documents.identification import units_named
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.documents.lines import Line

_SLIPS = 2
"""A name that stands on more lines is a unit of its own, such as one below a department."""


def other_units(lines: Sequence[Line], document: Document) -> Iterator[Finding]:
    """A title or a table that names another unit once or twice, where all others name the document's."""
    if document.unit is None:
        return
    named = units_named(lines)
    counted = Counter(name for name, _ in named)
    if counted[document.unit] <= _SLIPS:
        return
    for name, line in dict.fromkeys(named):
        if counted[name] <= _SLIPS and not _is_short_for(name, document.unit):
            place = Place(page=line.page, line=line.number, box=line.box)
            text = _OTHER.format(name=name, unit=document.unit)
            yield Finding("unit_name", "inconsistent", (place,), text, name, document.unit)


def _is_short_for(one: str, other: str) -> bool:
    """Whether one name is the other with characters left out: 省人大办公厅 for 江苏省人大常委会办公厅."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter)


_OTHER = Text(
    "此处单位名称为“{name}”，其他各处为“{unit}”，请核对。",
    "the unit is called “{name}” here and “{unit}” elsewhere; check which is right.",
)
