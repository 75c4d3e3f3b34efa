"""Applying a scenario's changes to a roster: rows are split at the first month of each new state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy
import polars
from numpy.typing import NDArray

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.scenario.schema import Add, Change, Remove, Retire, Scenario

_OUTSIDE_YEAR = Text(
    "第 {place} 项变动自 {month} 起，不在 {year} 年度内", "change {place} starts in {month}, outside the year {year}"
)
_TOO_MANY = Text(
    "第 {place} 项变动要减少或退休 {wanted} 人，符合条件的整数人数只有 {available} 人",
    "change {place} takes {wanted} people; only {available} whole people match",
)
_OF_SCENARIO = Text("情景“{name}”{fault}", "scenario “{name}”: {fault}")
_OF_CHANGE = Text("第 {place} 项变动：{fault}", "change {place}: {fault}")
_WHICH_UNIT = Text(
    "名册有多个单位，增加的人员须写明单位（unit）：{units}",
    "the roster has several units; state the unit of the added people: {units}",
)
_WHICH_LOCATION = Text(
    "该单位人员的所在地不一，增加的人员须写明所在地（location）",
    "people of this unit have different locations; state the location of the added people",
)
_TAKEN = Text(
    "情景“{name}”第 {place} 项（{kind}，自 {month} 起）按人数比例取自：{rows}。",
    "Scenario “{name}”, change {place} ({kind}, from {month}) takes people in proportion to headcount: {rows}.",
)
_ADDED = Text(
    "情景“{name}”第 {place} 项增加 {heads} 人，自 {month} 起，记为名册第 {row} 行。",
    "Scenario “{name}”, change {place} adds a headcount of {heads} from {month}, numbered as row {row} of the roster.",
)
_KINDS = {Remove: Text("减少", "remove"), Retire: Text("退休", "retire")}


@dataclass(frozen=True)
class Changed:
    """A roster after a scenario, and notes that say whom the changes touched."""

    roster: Roster
    notes: tuple[Note, ...]


def apply(scenario: Scenario, roster: Roster, year: int) -> Changed:
    """The roster of ``year`` after all changes, in order of their months.

    Raises ``InputFaults`` with every change that cannot be made: months outside the year, more people than there
    are, people whom the roster's rules refuse.
    """
    current = replace(roster, table=_prepared(roster.table, year))
    notes: list[Note] = []
    faults: list[Fault] = []
    ordered = sorted(enumerate(scenario.changes, start=1), key=lambda numbered: numbered[1].content.first_month)
    for place, change in ordered:
        try:
            current, said = _changed(current, change, place, scenario.name, year)
            notes.extend(said)
        except InputFaults as found:
            texts = (_OF_SCENARIO.format(name=scenario.name, fault=fault.text) for fault in found.faults)
            faults.extend(scenario.fault_in(place, text) for text in texts)
    if faults:
        raise InputFaults(sorted(faults, key=lambda fault: fault.line or 0))
    return Changed(current, tuple(notes))


def _changed(roster: Roster, change: Change, place: int, name: str, year: int) -> tuple[Roster, list[Note]]:
    content = change.content
    month = content.first_month
    if month // 12 != year:
        raise InputFaults([Fault(_OUTSIDE_YEAR.format(place=place, month=month_text(month), year=year))])
    if isinstance(content, Add):
        return _added(roster, content, place, name, year)
    taken = _taken(roster.table, content, place)
    shown = [
        Text(f"第 {row} 行 {heads} 人", f"{heads} of row {row}")
        for row, heads in zip(roster.table["row"].to_list(), taken.tolist(), strict=True)
        if heads
    ]
    rows = Text("、".join(text.zh for text in shown), ", ".join(text.en for text in shown))
    note = Note(
        "people_taken",
        _TAKEN.format(name=name, place=place, kind=_KINDS[type(content)], month=month_text(month), rows=rows),
        rows=tuple(int(row) for row in roster.table["row"].filter(polars.Series(taken > 0))),
        months=(month_text(month),),
    )
    return replace(roster, table=_split(roster.table, content, taken)), [note]


def _prepared(table: polars.DataFrame, year: int) -> polars.DataFrame:
    """The table with what a split must not lose: the month of entry and the month of a lump sum, made explicit."""
    january = month_number(year, 1)
    last = polars.col("end_month").fill_null(january + 11).clip(january, january + 11)
    entered = polars.col("entry") != "standing"
    return table.with_columns(
        polars.when(entered)
        .then(polars.col("start_month").fill_null(january))
        .otherwise(None)
        .cast(polars.Int32)
        .alias("entry_month"),
        polars.when(polars.col("purchase_lump_sum").is_not_null())
        .then(polars.col("lump_sum_month").fill_null(last % 12 + 1))
        .otherwise(polars.col("lump_sum_month"))
        .cast(polars.Int32)
        .alias("lump_sum_month"),
    )


def _added(roster: Roster, added: Add, place: int, name: str, year: int) -> tuple[Roster, list[Note]]:
    columns = dict(added.columns)
    if "unit" not in columns and len(roster.units) > 1:
        raise InputFaults([_fault(place, _WHICH_UNIT.format(units="、".join(roster.units)))])
    if "unit" not in columns and roster.units:
        columns["unit"] = roster.units[0]
    if "location" not in columns:
        columns["location"] = _common_location(roster, columns.get("unit"), place)
    record = {**columns, "headcount": str(added.headcount), "start_month": month_text(added.first_month)}
    try:
        people = read_roster(polars.DataFrame({key: [value] for key, value in record.items()}), year=year)
    except InputFaults as found:
        raise InputFaults(
            [
                _fault(place, Text(f"{f.column}：{f.text.zh}", f"{f.column}: {f.text.en}") if f.column else f.text)
                for f in found.faults
            ]
        ) from found
    row = int(roster.table["row"].max() or 1) + 1  # type: ignore[arg-type]
    table = _prepared(people.table, year).with_columns(row=polars.lit(row, polars.Int64))
    if "person_id" not in columns:
        table = table.with_columns(person_id=polars.lit(f"{name} {place}"))
    note = Note(
        "people_added",
        _ADDED.format(name=name, place=place, heads=added.headcount, month=month_text(added.first_month), row=row),
        rows=(row,),
        months=(month_text(added.first_month),),
    )
    of_reading = [replace(each, rows=(row,)) for each in people.notes]
    return replace(roster, table=polars.concat([roster.table, table])), [note, *of_reading]


def _common_location(roster: Roster, unit: str | None, place: int) -> str:
    rows = roster.table if unit is None else roster.table.filter(polars.col("unit") == unit)
    locations = rows["location"].unique().to_list()
    if len(locations) != 1:
        raise InputFaults([_fault(place, _WHICH_LOCATION)])
    return str(locations[0])


def _taken(table: polars.DataFrame, content: Remove | Retire, place: int) -> NDArray[Any]:
    """Whole people taken from each row: in proportion to headcount, by largest remainder, earlier rows first."""
    month = content.first_month
    matches = (polars.col("start_month").is_null() | (polars.col("start_month") <= month)) & (
        polars.col("end_month").is_null() | (polars.col("end_month") >= month)
    )
    for column, value in content.selection.items():
        matches &= polars.col(column).eq_missing(value)
    matching = table.select(matches.fill_null(value=False)).to_series().to_numpy()
    millionths = numpy.where(matching, table["headcount_millionths"].to_numpy(), 0).astype(object)
    whole = millionths // HEADCOUNT_STEPS
    wanted = content.headcount
    if wanted > whole.sum():
        raise InputFaults([Fault(_TOO_MANY.format(place=place, wanted=wanted, available=int(whole.sum())))])
    shares, total = millionths * wanted, millionths.sum()
    taken, remainder = shares // total, shares % total
    order = sorted(range(len(taken)), key=lambda row: (-remainder[row], row))
    missing = wanted - int(taken.sum())
    while missing:
        for row in order:
            if missing and taken[row] < whole[row]:
                taken[row] += 1
                missing -= 1
    return numpy.asarray(taken, dtype=numpy.int64)


def _split(table: polars.DataFrame, content: Remove | Retire, taken: NDArray[Any]) -> polars.DataFrame:
    """Rows that stay as they are, the taken people until the month before, and what becomes of them.

    A row that everybody leaves stays with nobody in it, so that its unit does.
    """
    moved = polars.Series("moved", taken) * HEADCOUNT_STEPS
    staying = table.with_columns(headcount_millionths=polars.col("headcount_millionths") - moved)
    people = table.with_columns(headcount_millionths=moved).filter(moved > 0)
    month = content.first_month
    was_there = polars.col("start_month").is_null() | (polars.col("start_month") < month)
    in_year = month % 12 > 0  # whoever changes in January has no month of the year before it
    before = people.with_columns(end_month=polars.lit(month - 1, polars.Int32)).filter(was_there & in_year)
    parts = [staying, before]
    if isinstance(content, Retire):
        # A lump sum is paid once: by the part that is there in its month.
        is_later = polars.col("lump_sum_month") > month % 12
        parts[1] = before.with_columns(purchase_lump_sum=_unless(is_later))
        parts.append(
            people.with_columns(
                purchase_lump_sum=_unless(~is_later),
                start_month=polars.lit(month, polars.Int32),
                status=polars.lit("retired"),
                entry=polars.lit("standing"),
                entry_month=polars.lit(None, polars.Int32),
                contributes_housing_fund=polars.lit(None, polars.Boolean),
                contributes_pension=polars.lit(None, polars.Boolean),
            )
        )
    return polars.concat(parts)


def _unless(elsewhere: polars.Expr) -> polars.Expr:
    """The lump sum, except where it belongs to the other part of the row."""
    return polars.when(elsewhere.fill_null(value=False)).then(None).otherwise(polars.col("purchase_lump_sum"))


def _fault(place: int, text: Text) -> Fault:
    return Fault(_OF_CHANGE.format(place=place, fault=text))
