"""Rows that sum up others: they stand under many a roster and would be counted twice."""

from __future__ import annotations

import polars

from openfisca_china_personnel.roster.cells import may_hold, plain
from openfisca_china_personnel.roster.grid import Columns, Grid

_CANDIDATE = r"(?i)^[\s\u200b\ufeff]*.{0,3}计[\s\u200b\ufeff]*$|total"
_MARKS = ("计", "total")
_TOTALS = frozenset({"合计", "总计", "小计", "total", "subtotal", "grandtotal"})


def rows_of_totals(grid: Grid, columns: Columns) -> frozenset[int]:
    """The places of records that say 合计 or the like where a unit, an identifier or an unknown column stands."""
    named = [columns.known[name][0] for name in ("unit", "person_id") if name in columns.known]
    places: set[int] = set()
    for column in (*named, *columns.unknown):
        texts = grid.records[str(column)]
        if texts.dtype != polars.String or not may_hold(texts, _MARKS):
            continue
        candidates = texts.filter(texts.str.contains(_CANDIDATE)).unique()
        totals = [text for text in candidates if "".join(plain(text).split()).casefold() in _TOTALS]
        if totals:
            places.update(texts.is_in(totals).fill_null(value=False).arg_true().to_list())
    return frozenset(places)
