"""Rows that sum up others: they stand under many a roster and would be counted twice."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import polars

from openfisca_china_personnel.roster.cells import ERRORS_BEGIN, SPACES, may_hold, plain
from openfisca_china_personnel.roster.coded import Coded
from openfisca_china_personnel.roster.grid import Columns, Grid

_CANDIDATE = r"(?i)^[\s\u200b\ufeff]*.{0,3}计[\s\u200b\ufeff]*$|total"
_MARKS = ("计", "total")
"""One of these is in the name of every sum, in whatever case."""
_TOTALS = frozenset({"合计", "总计", "小计", "total", "subtotal", "grandtotal"})


def is_plain(names: polars.Series) -> bool:
    """Whether it is plain at a glance that these texts are names: none blank, no spaces, no errors, no sums."""
    return not (names.str.len_bytes() == 0).any() and not may_hold(names, (*SPACES, *ERRORS_BEGIN, *_MARKS))


def rows_of_totals(
    grid: Grid, columns: Columns, units: Coded[str] | None, plain_names: AbstractSet[str]
) -> frozenset[int]:
    """The places of records that say 合计 or the like where a unit, an identifier or an unknown column stands.

    ``units`` are the unit's cells, where they are texts; ``plain_names`` the columns that ``is_plain`` speaks for.
    """
    places: set[int] = set()
    if units is not None:
        sums = set(_sums(polars.Series(units.texts, dtype=polars.String)))
        places.update(units.places([code for code, text in enumerate(units.texts) if text in sums]))
    named = [columns.known["person_id"][0]] if "person_id" in columns.known.keys() - plain_names else []
    for column in (*named, *columns.unknown):
        texts = grid.records[str(column)]
        if texts.dtype != polars.String or not may_hold(texts, _MARKS):
            continue
        totals = _sums(texts)
        if totals:
            places.update(texts.is_in(totals).fill_null(value=False).arg_true().to_list())
    return frozenset(places)


def _sums(texts: polars.Series) -> list[str]:
    candidates = texts.filter(texts.str.contains(_CANDIDATE)).unique()
    return [text for text in candidates if "".join(plain(text).split()).casefold() in _TOTALS]
