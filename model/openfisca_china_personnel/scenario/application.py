"""Applying a scenario's changes to the people of one year, in the order of their months."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.roster.columns import BY_NAME
from openfisca_china_personnel.roster.notices import GRADE_NAME
from openfisca_china_personnel.scenario.changes import FOREVER, Add, OnPeople, Promote, Repeatable, SetRule, Transfer
from openfisca_china_personnel.scenario.conditions import condition_of
from openfisca_china_personnel.scenario.new_states import new_state, place_of, retired
from openfisca_china_personnel.scenario.people_added import added_people
from openfisca_china_personnel.scenario.preparation import prepared, with_retirement
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.scenario.values import RankOfGrade
from openfisca_china_personnel.scenario.workforce import Taken, Workforce
from openfisca_china_personnel.system import baseline

MOST_ROWS_LISTED = 20
MOST_ROWS_NAMED = 1_000
"""A change to more rows names none of them in its note: it concerns everybody who matches."""

_TOO_MANY = Text(
    "要{kind} {wanted} 人，符合条件的整数人数只有 {available} 人",
    "{kind} takes {wanted} people; only {available} whole people match",
)
_OUTSIDE = Text("自 {month} 起，不在 {years} 年度内", "starts in {month}, outside {years}")
_NOBODY = Text("没有符合{kind}条件的人员", "nobody matches for {kind}")
_TWICE = Text(
    "与第 {other} 项变动矛盾：同一些人在 {month} 的“{column}”被指定了两次",
    "contradicts change {other}: “{column}” of the same people is set twice in {month}",
)
_OF_CHANGE = Text("情景“{name}”第 {place} 项变动：{fault}", "scenario “{name}”: change {place}: {fault}")
_TAKEN = Text(
    "情景“{name}”第 {place} 项（{kind}，自 {month} 起）按人数比例取自：{rows}。",
    "Scenario “{name}”, change {place} ({kind}, from {month}) takes people in proportion to headcount: {rows}.",
)
_ALL_MATCHING = Text(
    "情景“{name}”第 {place} 项（{kind}，自 {month} 起）涉及 {count} 行、{heads} 人：所有符合条件的人员。",
    "Scenario “{name}”, change {place} ({kind}, from {month}) concerns all who match: headcount {heads}, rows {count}.",
)
_AND_MORE = Text("{listed}等 {count} 行", "{listed} and others, {count} rows in all")
_ADDED = Text(
    "情景“{name}”第 {place} 项增加 {heads} 人，自 {month} 起，记为名册第 {row} 行。",
    "Scenario “{name}”, change {place} adds a headcount of {heads} from {month}, numbered as row {row} of the roster.",
)
_RETIRED_BY_AGE = Text(
    "到达法定退休年龄，自次月起按退休计算：{rows}；法定年龄及逐步延迟的规定为 B 级。",
    "Of statutory retirement age, retired from the month after: {rows}; the ages and their gradual raising are of "
    "grade B.",
)


_PAST_AGE = Text(
    "在第一年以前已达法定退休年龄而仍为在职，不自动退休。",
    "Past the statutory retirement age before the first year and still active: not retired by age.",
)


def past_age(roster: Roster, year: int) -> tuple[Note, ...]:
    """A note on active people who should have retired before ``year``, if there are any."""
    late = roster.table.filter(
        (polars.col("status") == "active") & (polars.col("retires_from") < month_number(year, 1))
    )
    rows = tuple(late["row"].unique().sort().to_list())
    return (Note("past_retirement_age", _PAST_AGE, rows=rows, grade="B"),) if rows else ()


@dataclass(frozen=True)
class Changed:
    """The people of a year after the changes, and notes that say whom the changes touched."""

    roster: Roster
    notes: tuple[Note, ...]


def apply(
    scenario: Scenario, roster: Roster, year: int, law: ParameterNode | None = None, *, by_age: bool = False
) -> Changed:
    """The people of ``year`` after the year's changes and, ``by_age``, the statutory retirements, month by month.

    ``roster`` has the working columns, ``law`` the parameters (the law as it stands unless given). Raises
    ``InputFaults`` with every change that cannot be made: more people than there are, people whom the roster's rules
    refuse, two changes that set the same thing of the same people.
    """
    in_year = _Year(scenario.name, roster, year, law or baseline().parameters)
    faults: list[Fault] = []
    for month in range(month_number(year, 1), month_number(year, 12) + 1):
        if by_age and month in in_year.months_of_retirement:
            in_year.retire_by_age(month)
        for place, change in enumerate(scenario.changes, start=1):
            content = change.content
            if isinstance(content, SetRule) or _month_in(content, year) != month:
                continue
            try:
                in_year.make(place, content, month)
            except InputFaults as found:
                texts = (_OF_CHANGE.format(name=scenario.name, place=place, fault=f.text) for f in found.faults)
                faults.extend(scenario.fault_in(place, text) for text in texts)
    if faults:
        raise InputFaults(sorted(faults, key=lambda fault: fault.line or fault.row or 0))
    return in_year.changed


def retired_by_age(roster: Roster, year: int, law: ParameterNode) -> Changed:
    """The people of ``year`` when nothing happens but statutory retirements."""
    in_year = _Year("", roster, year, law)
    for month in sorted(in_year.months_of_retirement):
        in_year.retire_by_age(month)
    return in_year.changed


def refuse_months_outside(scenario: Scenario, years: tuple[int, ...]) -> list[Fault]:
    """A fault for each change that falls into none of the years."""
    faults = []
    for place, change in enumerate(scenario.changes, start=1):
        content = change.content
        if _reaches(content, years):
            continue
        text = _OUTSIDE.format(month=month_text(content.first_month), years=shown_years(years))
        faults.append(scenario.fault_in(place, _OF_CHANGE.format(name=scenario.name, place=place, fault=text)))
    return faults


def _reaches(content: Add | OnPeople | SetRule, years: tuple[int, ...]) -> bool:
    if not isinstance(content, SetRule):
        return any(_month_in(content, year) is not None for year in years)
    is_over = content.until is not None and content.until != FOREVER and content.until // 12 < years[0]
    return content.first_month // 12 <= years[-1] and not is_over


def shown_years(years: tuple[int, ...]) -> str:
    """``2023`` or ``2023-2027``."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _month_in(content: Add | OnPeople, year: int) -> int | None:
    if isinstance(content, Repeatable):
        return content.in_year(year)
    return content.first_month if content.first_month // 12 == year else None


class _Year:
    """The people of a year on their way through its months."""

    def __init__(self, name: str, roster: Roster, year: int, law: ParameterNode) -> None:
        self.name = name
        self._law = law
        self.year = year
        self.people = Workforce(roster, year)
        self.notes: list[Note] = []
        january = month_number(year, 1)
        due = roster.table["retires_from"].drop_nulls().unique()
        self.months_of_retirement = set(due.filter((due >= january) & (due < january + 12)).to_list())

    @property
    def changed(self) -> Changed:
        """The people as they have become."""
        return Changed(self.people.roster, tuple(self.notes))

    def make(self, place: int, content: Add | OnPeople, month: int) -> None:
        """Make one change. Raises ``InputFaults`` that do not yet say which change they are of."""
        if isinstance(content, Add):
            self._add(place, content, month)
        else:
            self._turn(place, content, month)

    def retire_by_age(self, month: int) -> None:
        """Retire all active people whose statutory age was reached the month before."""
        due = (polars.col("status") == "active") & (polars.col("retires_from") == month)
        found = self.people.everybody(due, month)
        rows = self.people.rows_of(found)
        if rows:
            self.people.take(found, month, retired().becomes)
            self.notes.append(
                Note(
                    "retired_by_age",
                    _RETIRED_BY_AGE.format(rows=_listed(rows)),
                    rows=tuple(row for row, _ in rows),
                    months=(month_text(month),),
                    grade="B",
                )
            )

    def _add(self, place: int, content: Add, month: int) -> None:
        row = self.people.next_row
        people, notes = added_people(self.people, content, month, f"{self.name} {place}")
        table = prepared(people, self.year, self._law).table.with_columns(origin=polars.lit(None, polars.Int64))
        self.people.add(table)
        self.months_of_retirement.update(table["retires_from"].drop_nulls().to_list())
        text = _ADDED.format(name=self.name, place=place, heads=content.headcount, month=month_text(month), row=row)
        self.notes.extend((Note("people_added", text, rows=(row,), months=(month_text(month),)), *notes))

    def _turn(self, place: int, content: OnPeople, month: int) -> None:
        people = self.people
        found = people.everybody(condition_of(content), month)
        taken = self._chosen(content, found)
        matching = people.those(taken)
        units = people.units if isinstance(content, Transfer) else ()
        state = new_state(content, matching, units, month)
        for column in state.sets:
            other = people.set_before(taken, month, column)
            if other is not None:
                raise refuse(
                    _TWICE.format(other=other, month=month_text(month), column=Text(BY_NAME[column].zh, column))
                )
        becomes = state.becomes
        if isinstance(content, Transfer) and becomes is not None:
            location = place_of(people.places_of(content.to_unit, month), content.to_unit, matching)
            becomes = {**becomes, "location": polars.lit(location)}
        rows = people.rows_of(taken)
        self._note_taken(place, content, month, rows)
        self.notes.extend(replace(note, rows=tuple(row for row, _ in rows)) for note in state.notes)
        people.take(taken, month, becomes, dict.fromkeys(state.sets, place))
        if "rank" in state.sets or "category" in state.sets:
            people.pieces = with_retirement(people.pieces, self._law)

    def _chosen(self, content: OnPeople, found: Taken) -> Taken:
        if content.headcount is None:
            if not found.rows.any() and not found.pieces.any():
                raise refuse(_NOBODY.format(kind=content.name))
            return found
        available = self.people.whole_heads(found)
        if content.headcount > available:
            raise refuse(_TOO_MANY.format(kind=content.name, wanted=content.headcount, available=available))
        return self.people.share(found, content.headcount)

    def _note_taken(self, place: int, content: OnPeople, month: int, rows: list[tuple[int, int]]) -> None:
        said = {"name": self.name, "place": place, "kind": content.name, "month": month_text(month)}
        if content.headcount is not None:
            text, code = _TAKEN.format(**said, rows=_listed(rows)), "people_taken"
        else:
            heads = shown_heads(sum(count for _, count in rows))
            text, code = _ALL_MATCHING.format(**said, heads=heads, count=len(rows)), "all_matching_changed"
        named = tuple(row for row, _ in rows) if len(rows) <= MOST_ROWS_NAMED else ()
        self.notes.append(Note(code, text, rows=named, months=(month_text(month),)))
        stated = (*content.where.values(), *((content.to,) if isinstance(content, Promote) else ()))
        if any(isinstance(word, RankOfGrade) for word in stated):
            self.notes.append(Note("rank_from_grade_name", GRADE_NAME, rows=named, grade="B"))


def shown_heads(millionths: int) -> str:
    """Millionths of a head as people read them."""
    whole, part = divmod(millionths, 1_000_000)
    return f"{whole}.{part:06d}".rstrip("0") if part else str(whole)


def _listed(rows: list[tuple[int, int]]) -> Text:
    shown = [
        Text(f"第 {row} 行 {shown_heads(count)} 人", f"{shown_heads(count)} of row {row}")
        for row, count in rows[:MOST_ROWS_LISTED]
    ]
    listed = Text("、".join(text.zh for text in shown), ", ".join(text.en for text in shown))
    return listed if len(rows) <= MOST_ROWS_LISTED else _AND_MORE.format(listed=listed, count=len(rows))
