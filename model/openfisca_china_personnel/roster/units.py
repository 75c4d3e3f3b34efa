"""The rows of one unit of a roster."""

from __future__ import annotations

from dataclasses import replace

import polars

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster.table import Roster

_NO_SUCH_UNIT = Text(
    "名册中没有单位“{unit}”；名册中的单位：{listed}。请用 --unit 指定。",
    "the roster has no unit “{unit}”; its units: {listed}. Choose one with --unit.",
)
_WHICH_UNIT = Text(
    "名册有多个单位，无法判断与文件对应的是哪一个；名册中的单位：{listed}。请用 --unit 指定。",
    "the roster has several units and none is named like the document; its units: {listed}. Choose one with --unit.",
)


def of_unit(roster: Roster, unit: str | None, like: str | None = None) -> Roster:
    """The rows of one unit, and the notes on them: the one asked for, else the one named ``like``, else the only one.

    Raises ``InputFaults`` that lists the roster's units where none of these decides.
    """
    units = roster.units
    wanted = unit if unit is not None else (like if like in units else None)
    if wanted is None and len(units) <= 1:
        return roster
    if wanted not in units:
        text = _WHICH_UNIT if unit is None else _NO_SUCH_UNIT
        raise refuse(text.format(unit=unit, listed="、".join(units) or "—"), file=roster.source)
    table = roster.table.filter(polars.col("unit") == wanted)
    return replace(roster, table=table, notes=_notes_on(roster.notes, set(table["row"].to_list())))


def _notes_on(notes: tuple[Note, ...], rows: set[int]) -> tuple[Note, ...]:
    """The notes that concern these rows, or no row in particular."""
    kept = []
    for note in notes:
        own = tuple(row for row in note.rows if row in rows)
        if own or not note.rows:
            kept.append(replace(note, rows=own))
    return tuple(kept)
