"""Where a unit is, as far as its document shows: whose caps, floors and subsidies may be used for it."""

from __future__ import annotations

import re

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.vocabulary import Location, label

_CENTRAL_PROSE = re.compile(r"在京中央|中央在京")
_CENTRAL_NAME = re.compile(r"^(国家|国务院|中共中央|中央|全国|最高人民|中华人民共和国|中国)")
_LOCAL_NAME = re.compile(r"省|自治区|特别行政区|自治州|[^市]市|县|旗|镇|乡|街道|区(?!域)")
_BEIJING = re.compile(r"^(中共)?北京市")

_ASKED = Text("所在地按指定取“{place}”。", "The location is “{place}”, as asked.")
_BY_PROSE = Text(
    "文件说明提租补贴按在京中央单位的规定，所在地取“{place}”。",
    "The document explains the rent subsidy by the rules of central units in Beijing; the location is “{place}”.",
)
_BY_NAME = Text("由单位名称“{unit}”，所在地取“{place}”。", "By the name “{unit}” the location is “{place}”.")
_ASSUMED = Text(
    "文件没有表明单位所在地，假定为“{place}”；可用 --location 指定。",
    "The document does not show where the unit is; “{place}” is assumed. State it with --location.",
)


def location_of(document: Document, asked: Location | None = None) -> tuple[Location, Note]:
    """The location and the note that says why.

    ``asked`` decides; else the prose (its word for central units in Beijing), else the unit's name; a document that
    shows nothing is taken for that of a central unit in Beijing, as a roster is that states no location.
    """
    if asked is not None:
        return asked, Note("location_asked", _ASKED.format(place=label(asked)))
    # A line of print can end within a word.
    prose = "".join(line.text for line in document.prose)
    if _CENTRAL_PROSE.search("".join(prose.split())):
        central = Location.central_beijing
        return central, Note("location_read", _BY_PROSE.format(place=label(central)))
    by_name = _by_name(document.unit or "")
    if by_name is not None:
        return by_name, Note("location_read", _BY_NAME.format(place=label(by_name), unit=document.unit or ""))
    assumed = Location.central_beijing
    return assumed, Note("location_assumed", _ASSUMED.format(place=label(assumed)))


def _by_name(unit: str) -> Location | None:
    if _BEIJING.search(unit):
        return Location.beijing
    if _CENTRAL_NAME.search(unit):
        return Location.central_beijing
    return Location.other if _LOCAL_NAME.search(unit) else None
