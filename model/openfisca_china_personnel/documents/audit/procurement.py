"""Tables of procurement: goods, works and services, the items of each, and what is bought for an item.

They print no codes. A class is numbered 一、二、三; a purchase names the form of its organisation (集中采购, 分散采购,
自行组织); what stands between them is an item with its purchases below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.cells import Cells
from openfisca_china_personnel.documents.audit.identities import Identity, sums_by_column
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Row, Table

_CLASS = re.compile(r"[一二三]、")
_FORM = re.compile(r"(?:集中采购|分散采购|自行组织|自行采购|协议供货)$")
_TOTAL = re.compile(r"(?:合计|总计)(?:/|$)")
_CLASSES = Text("货物、工程、服务各类之和", "the sum of goods, works and services")
_ITEMS = Text("其下各项之和", "the sum of its items")
_PURCHASES = Text("其下各采购品目之和", "the sum of its purchases")


@dataclass
class _Levels:
    """Each row of a level with the rows below it."""

    total: dict[int, list[int]] = field(default_factory=dict)
    classes: dict[int, list[int]] = field(default_factory=dict)
    items: dict[int, list[int]] = field(default_factory=dict)


def identities_of_procurement(cells: Cells, index: int) -> Iterator[Identity]:
    """The sums of a table of procurement, level by level; a level that most of its rows break is read wrongly."""
    levels = _levels(cells.document.tables[index])
    for below, relation in ((levels.total, _CLASSES), (levels.classes, _ITEMS), (levels.items, _PURCHASES)):
        check = "column_total" if below is levels.total else "hierarchy"
        found = [
            identity
            for whole, parts in below.items()
            if parts
            for identity in sums_by_column(cells, index, check, relation, whole, parts)
        ]
        if 2 * sum(not identity.holds for identity in found) <= len(found):
            yield from found


def _levels(table: Table) -> _Levels:
    levels = _Levels()
    total: int | None = None
    in_class: int | None = None
    item: int | None = None
    for number, row in enumerate(table.rows):
        if _is_total(row):
            total, in_class, item = number, None, None
            levels.total[total] = []
        elif _CLASS.match(row.name):
            in_class, item = number, None
            levels.classes[in_class] = []
            if total is not None:
                levels.total[total].append(in_class)
        elif _FORM.search(row.name):
            if item is not None:
                levels.items[item].append(number)
        elif in_class is not None:
            item = number
            levels.items[item] = []
            levels.classes[in_class].append(item)
    return levels


def _is_total(row: Row) -> bool:
    return row.code == TOTAL or bool(_TOTAL.match(row.name))
