"""A calibrated roster, and which published lines it reproduces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import polars

from openfisca_china_personnel.budget import Budget, Yuan, expected_budget
from openfisca_china_personnel.calibration.rows import Row
from openfisca_china_personnel.calibration.targets import Scope, Target
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.vocabulary import Location

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document

Fit = Literal["reproduced", "gives_way", "not_modelled", "not_reported"]

FITS: dict[str, Text] = {
    "reproduced": Text("吻合", "reproduced"),
    "gives_way": Text("不能同时吻合", "gives way"),
    "not_modelled": Text("未建模", "not modelled"),
    "not_reported": Text("文件未列", "not reported"),
}
_GIVES_WAY = Text(
    "“{name}”公布 {reported} 元，名册得出 {expected} 元，差 {difference} 元（末位的 {places} 个单位）："
    "没有一份名册能使它与其他科目同时吻合，取最近的一份。",
    "“{name}” is published as {reported} yuan and the roster gives {expected}, {difference} yuan off ({places} units "
    "of the last printed place): no one roster reproduces it and the other lines, and this is the nearest.",
)
_NOT_MODELLED = Text(
    "“{name}”适用当地规定，未建模，名册不再现这一科目。",
    "“{name}” follows local rules that are not modelled; the roster does not reproduce the line.",
)
_NOT_REPORTED = Text(
    "文件没有“{name}”，名册按规则得出 {expected} 元。",
    "The document has no “{name}”; for this roster the rules give {expected} yuan.",
)
_PLAUSIBLE = Text(
    "这是与公布数相符的一种名册，不是该单位的实际人员；每行的备注写明依据。",
    "This is one roster that fits the published figures, not the unit's real staff; each row's remark says what it "
    "rests on.",
)


@dataclass(frozen=True)
class FittedLine:
    """A published line beside what the roster gives: yuan, ``None`` for what is not known.

    ``places`` is by how many units of the last printed place it is missed.
    """

    code: str
    name: Text
    reported: Yuan
    expected: Yuan
    difference: Yuan
    places: int | None
    fit: Fit

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON has it."""
        return {
            "code": self.code,
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "reported": self.reported,
            "expected": self.expected,
            "difference": self.difference,
            "places": self.places,
            "fit": self.fit,
        }


@dataclass(frozen=True)
class Calibration:
    """A roster worked back from a document, row by row, and how its budget fits the published lines."""

    unit: str | None
    year: int
    scope: Scope
    location: Location
    rows: tuple[Row, ...]
    lines: tuple[FittedLine, ...]
    notes: tuple[Note, ...]

    @property
    def roster(self) -> Roster:
        """The roster, ready for a budget or a simulation."""
        return read_roster(self.to_frame(), year=self.year)

    def cells(self, language: Language) -> list[dict[str, Any]]:
        """The rows as texts by the roster's English column names, their words in the language."""
        return [row.cells(self.unit, self.year, self.location, language) for row in self.rows]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The calibration as JSON has it."""
        return {
            "unit": self.unit,
            "year": self.year,
            "scope": self.scope,
            "location": self.location.name,
            "rows": self.cells(language),
            "lines": [line.to_dict() for line in self.lines],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self, language: Language = "en") -> polars.DataFrame:
        """A row a row of the roster, with its column names; every cell as text, blank as null."""
        cells = self.cells(language)
        return polars.DataFrame(cells, schema=dict.fromkeys(cells[0], polars.String))


def judged(
    document: Document,
    year: int,
    scope: Scope,
    place: Location,
    rows: tuple[Row, ...],
    published: Mapping[Line, Target],
    notes_before: tuple[Note, ...],
) -> Calibration:
    """The calibration of these rows: the model's own budget of them decides which lines they reproduce."""
    draft = Calibration(document.unit, year, scope, place, rows, (), ())
    budget = expected_budget(draft.roster, year)
    lines = _lines(budget, published)
    notes = [Note("plausible_roster", _PLAUSIBLE), *notes_before]
    notes.extend(note for line in lines if (note := _note(line)) is not None)
    return Calibration(document.unit, year, scope, place, rows, lines, tuple(notes))


def _lines(budget: Budget, published: Mapping[Line, Target]) -> tuple[FittedLine, ...]:
    found = []
    for line, item in zip(LINES, budget.items, strict=True):
        target = published.get(line)
        fit: Fit
        difference = places = None
        if target is None:
            if not item.amount:
                continue
            fit = "not_reported"
        elif item.amount is None:
            fit = "not_modelled"
        else:
            fen = int(item.amount.scaleb(2))
            fit = "reproduced" if target.holds(fen) else "gives_way"
            difference = item.amount - target.yuan.quantize(Decimal("0.01"))
            places = 0 if fit == "reproduced" else _places(target, fen)
        reported = None if target is None else target.yuan.quantize(Decimal("0.01"))
        found.append(FittedLine(item.code, item.name, reported, item.amount, difference, places, fit))
    return tuple(found)


def _places(target: Target, fen: int) -> int:
    beyond = target.low - fen if fen < target.low else fen - target.high
    return -(-beyond // target.place)


def _note(line: FittedLine) -> Note | None:
    def said(text: Text) -> Text:
        return text.format(
            name=line.name,
            reported=line.reported,
            expected=line.expected,
            difference=None if line.difference is None else abs(line.difference),
            places=line.places,
        )

    if line.fit == "gives_way":
        return Note("line_gives_way", said(_GIVES_WAY), lines=(line.code,))
    if line.fit == "not_modelled":
        return Note("line_not_modelled", said(_NOT_MODELLED), lines=(line.code,))
    if line.fit == "not_reported":
        return Note("line_not_reported", said(_NOT_REPORTED), lines=(line.code,))
    return None
