"""From what all pieces come to, to the budget: the faults of all files at once, or the notes on them and the sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.budget import Budget, budget_of
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text, enumeration
from openfisca_china_personnel.notes import Note, on_rows
from openfisca_china_personnel.roster import Whole
from openfisca_china_personnel.roster.notices import Noticed, notices
from openfisca_china_personnel.row_sets import RowSet
from openfisca_china_personnel.rows_of_files import before
from openfisca_china_personnel.scale.pieces import Counted, Question

_NO_SUCH_UNIT = Text(
    "名册中没有单位“{unit}”；名册中的单位：{listed}。请用 --unit 指定。",
    "the roster has no unit “{unit}”; its units: {listed}. Choose one with --unit.",
)
_UNIT_NOT_NAMED = Text(
    "文件没有写明单位，而其他文件写明了单位；请补上单位列",
    "no row of the file names a unit while other files name theirs: add the column of units",
)
_IN_FILES = Text("{files}：{text}", "{files}: {text}")
_MORE = Text("等 {count} 个文件", " and others, {count} files")
_MOST_NAMED = 10
_MOST_UNITS = 20


def budget_from(found: Counted, files: Sequence[str], question: Question, system: TaxBenefitSystem) -> Budget:
    """The budget of all rows. Raises ``InputFaults`` with the faults of all files."""
    wholes = dict(found.wholes)
    several = len(files) > 1
    _check(found, wholes, files)
    if question.unit is not None:
        _check_unit(question.unit, wholes)
    notes = _notes(wholes, files) if several else next(iter(wholes.values())).notes()
    assert found.part is not None
    part = replace(found.part, notes=notes)
    return budget_of(part, question.base_rule, system, files if several else ())


def _check(found: Counted, wholes: dict[int, Whole], files: Sequence[str]) -> None:
    faults: list[tuple[int, Fault]] = list(found.refused)
    for file, whole in wholes.items():
        try:
            whole.check()
        except InputFaults as refused:
            faults += [(file, fault) for fault in refused.faults]
    if not faults and any(whole.units for whole in wholes.values()):
        unnamed = [file for file, whole in wholes.items() if not whole.units]
        faults += [(file, Fault(_UNIT_NOT_NAMED)) for file in unnamed]
    if faults:
        several = len(files) > 1
        told = {(file, replace(fault, file=files[file]) if several else fault): None for file, fault in faults}
        # A file that cannot be read at all is said once, not for each of its pieces.
        raise InputFaults(fault for _, fault in sorted(told, key=lambda each: each[0]))


def _check_unit(unit: str, wholes: dict[int, Whole]) -> None:
    units = dict.fromkeys(name for whole in wholes.values() for name in whole.units)
    if unit not in units:
        listed = [*list(units)[:_MOST_UNITS], *(["…"] if len(units) > _MOST_UNITS else [])]
        raise refuse(_NO_SUCH_UNIT.format(unit=unit, listed=enumeration(listed) if listed else "—"))


def _notes(wholes: dict[int, Whole], files: Sequence[str]) -> tuple[Note, ...]:
    """What reading leaves to be noted, each once with the files that it is about; rates over the files of a unit."""
    said: dict[Note, list[tuple[int, tuple[int, ...]]]] = {}
    for file, whole in wholes.items():
        alone = replace(whole, noticed=replace(whole.noticed, rates={}))
        for note in alone.notes():
            said.setdefault(replace(note, rows=()), []).append((file, note.rows))
    noticed = sum((whole.noticed for whole in wholes.values()), Noticed())
    first = next(iter(wholes.values())).heading
    nothing_else = notices(first.headers, replace(first.columns, unknown=()), Noticed(rates=noticed.rates))
    return (*(_of_files(note, places, files) for note, places in said.items()), *nothing_else)


def _of_files(note: Note, places: Sequence[tuple[int, tuple[int, ...]]], files: Sequence[str]) -> Note:
    if all(rows for _, rows in places):
        sets = (RowSet.of(numpy.array(rows, dtype=numpy.int64) + before(file)) for file, rows in places)
        return on_rows(note, RowSet.joined(sets), files)
    return replace(note, text=_IN_FILES.format(files=_named([files[file] for file, _ in places]), text=note.text))


def _named(names: Sequence[str]) -> Text:
    some = enumeration(names[:_MOST_NAMED])
    more = _MORE.format(count=len(names)) if len(names) > _MOST_NAMED else Text("", "")
    return Text(f"{some.zh}{more.zh}", f"{some.en}{more.en}")
