"""What a result rests on: notes that go with every figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.row_sets import RowSet
from openfisca_china_personnel.rows_of_files import named_by_file

Grade = Literal["A", "B", "C"]
_T = TypeVar("_T", int, str)

_MANY = Text("共 {count} 行，第 {first} 至 {last} 行之间。", "{count} rows, between rows {first} and {last}.")


@dataclass(frozen=True)
class Note:
    """One statement about what a result rests on.

    ``code`` names the kind of note; ``lines`` are budget subject codes, ``rows`` the roster's rows as a spreadsheet
    numbers them, ``months`` are ``YYYY-MM``; ``grade`` is the weakest grade of certainty that the note speaks of.
    Empty tuples mean that the note does not single out lines, rows or months.
    """

    code: str
    text: Text
    lines: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    months: tuple[str, ...] = ()
    grade: Grade | None = None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The note as JSON has it."""
        return {
            "code": self.code,
            "lines": list(self.lines),
            "rows": list(self.rows),
            "months": list(self.months),
            "text": self.text.in_(language),
            "grade": self.grade,
        }


def on_rows(note: Note, rows: RowSet, files: Sequence[str] = ()) -> Note:
    """The note with its rows; of too many to be listed only how many they are, and the first and the last.

    Where the rows are those of several ``files`` (their names, see ``rows_of_files``), the text says which, and the
    note lists no numbers: they would not say of which file.
    """
    if files:
        named = named_by_file(rows, files)
        return replace(note, text=Text(f"{note.text.zh}{named.zh}", f"{note.text.en} {named.en}"))
    if rows.is_listed:
        return replace(note, rows=tuple(rows))
    many = _MANY.format(count=f"{len(rows):,}", first=int(rows.firsts[0]), last=int(rows.lasts[-1]))
    return replace(note, text=Text(f"{note.text.zh}{many.zh}", f"{note.text.en} {many.en}"))


def merged(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes with those that say the same put together: of several years, of several scenarios."""
    found: dict[tuple[str, Text, Grade | None], Note] = {}
    for note in notes:
        said = (note.code, note.text, note.grade)
        known = found.get(said)
        found[said] = note if known is None else _together(known, note)
    return tuple(found.values())


def _together(first: Note, second: Note) -> Note:
    # No rows, lines or months mean that the note singles none out; so does one that joins it.
    return replace(
        first,
        lines=_union(first.lines, second.lines),
        rows=_union(first.rows, second.rows),
        months=_union(first.months, second.months),
    )


def _union(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(sorted(set(first) | set(second))) if first and second else ()


def news(notes: Iterable[Note], known: Iterable[Note]) -> list[Note]:
    """What notes say beyond those that are known: new ones, and known ones for their new rows only."""
    rows_of = {replace(note, rows=()): set(note.rows) for note in known}
    found = []
    for note in notes:
        told = rows_of.get(replace(note, rows=()))
        new_rows = tuple(row for row in note.rows if told is None or row not in told)
        if told is None or new_rows:
            found.append(replace(note, rows=new_rows))
    return found
