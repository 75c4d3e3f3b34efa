"""What a result rests on: notes that go with every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openfisca_china_personnel.language import Language, Text

Grade = Literal["A", "B", "C"]


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
