"""Lists of ranks, posts or sections behind a number of people: they may not count more people than there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.documents.prose.passages import Passage, passages_of
from openfisca_china_personnel.language import Text

_LIST = re.compile(
    r"(?P<label>[^,。;:、()\d]{0,20}(?:编制|在职|在编|实有|离休|退休|职工|人员)[^,。;:、()\d]{0,8})(?P<whole>\d{1,6})[名人个][,(]?"
    r"其中[::]?(?P<items>[^。;)]+)"
)
_ITEM = re.compile(r"(?P<name>[^,。;:、()\d]{1,14})(?P<heads>\d{1,6})[名人个]")
# What one person can be besides: such lists may count everybody twice.
_BESIDES = re.compile(
    r"女|男|党员|团员|学历|本科|大专|研究生|博士|硕士|高级|中级|初级|岁|民族|其中|离休|退休|在职|遗属|编外|借调"
)
_FEWEST = 2


def identities_of_staff_lists(cells: Cells) -> Iterator[Identity]:
    """Each list that counts more people than its number, or just as many; one that counts fewer may leave some out."""
    for passage in passages_of(cells.document.prose, cells.document):
        for match in _LIST.finditer(passage.text):
            items = list(_ITEM.finditer(match.group("items")))
            if len(items) < _FEWEST or _BESIDES.search(match.group("items")):
                continue
            whole = _cell(passage, match.group("label"), match.group("whole"), match.start("whole"))
            offset = match.start("items")
            parts = tuple(_cell(passage, i.group("name"), i.group("heads"), offset + i.start("heads")) for i in items)
            identity = Identity("staff", "inconsistent", _ITEMS, whole, parts)
            if identity.residual <= 0:
                yield identity


def _cell(passage: Passage, label: str, heads: str, position: int) -> Cell:
    line = passage.at(position)
    return Cell(
        key=("staff_list", passage.number, position),
        value=Decimal(heads),
        half=Decimal(0),
        factor=1,
        places=0,
        unit="人",
        name=Text(f"所述“{label}”", f"“{label}” as stated"),
        place=Place(page=line.page, line=line.number, box=line.box),
    )


_ITEMS = Text("其后所列各项人数之和", "the sum of the people listed behind it")
