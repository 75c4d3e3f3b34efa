"""People whom a scenario adds, read by the roster's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars

from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.roster.columns import BY_NAME
from openfisca_china_personnel.roster.table import with_words_as_texts
from openfisca_china_personnel.scenario.changes import Add
from openfisca_china_personnel.scenario.workforce import Workforce

_WHICH_UNIT = Text(
    "名册有多个单位，增加的人员须写明单位（unit）：{units}",
    "the roster has several units; state the unit of the added people: {units}",
)
_WHICH_LOCATION = Text(
    "该单位人员的所在地不一，增加的人员须写明所在地（location）",
    "people of this unit have different locations; state the location of the added people",
)


def added_people(people: Workforce, added: Add, month: int, person_id: str) -> tuple[Roster, tuple[Note, ...]]:
    """The added people as a roster of one row, there from ``month``, and what was noted of them.

    Raises ``InputFaults`` where the roster's rules refuse them or where their unit or place cannot be told.
    """
    columns = dict(added.columns)
    if "unit" not in columns and len(people.units) > 1:
        raise refuse(_WHICH_UNIT.format(units="、".join(people.units)))
    if "unit" not in columns and people.units:
        columns["unit"] = people.units[0]
    if "location" not in columns:
        places = people.places_of(columns.get("unit"), month)
        if len(places) != 1:
            raise refuse(_WHICH_LOCATION)
        columns["location"] = places.pop()
    columns.setdefault("person_id", person_id)
    record = {**columns, "headcount": str(added.headcount), "start_month": month_text(month)}
    read = read_columns(record, month // 12)
    row = people.next_row
    table = read.table.with_columns(row=polars.lit(row, polars.Int64))
    return replace(read, table=table), tuple(replace(note, rows=(row,)) for note in read.notes)


def read_columns(record: Mapping[str, str], year: int) -> Roster:
    """Roster columns given as text, as a roster of one row. Faults name their column and no place."""
    try:
        read = read_roster(polars.DataFrame({key: [value] for key, value in record.items()}), year=year)
        return replace(read, table=with_words_as_texts(read.table))
    except InputFaults as found:
        raise InputFaults(
            Fault(Text(f"{BY_NAME[f.column].zh}：{f.text.zh}", f"{f.column}: {f.text.en}") if f.column else f.text)
            for f in found.faults
        ) from found
