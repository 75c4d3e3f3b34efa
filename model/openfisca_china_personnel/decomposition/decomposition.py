"""The result of a decomposition from one year to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars

from openfisca_china_personnel.decomposition.change import Change
from openfisca_china_personnel.language import Language
from openfisca_china_personnel.notes import Note


@dataclass(frozen=True)
class Decomposition:
    """How each line moved between two years and why: always the causes of ``YEARLY_CAUSES``, in that order.

    ``unit`` is the unit's name where one is known; a change's ``year`` is the later one.
    """

    unit: str | None
    years: tuple[int, int]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The decomposition as JSON has it; amounts are ``Decimal`` yuan or ``None``."""
        return {
            "unit": self.unit,
            "years": list(self.years),
            "decomposition": [change.to_dict() for change in self.changes],
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a line and cause: year, code, from, to, cause, amount, low, high (Decimal yuan)."""
        amount = polars.Decimal(38, 2)
        schema: dict[str, Any] = {"year": polars.Int64, "code": polars.String, "from": amount, "to": amount}
        schema |= {"cause": polars.String, "amount": amount, "low": amount, "high": amount}
        rows = [
            {
                "year": change.year,
                "code": change.code,
                "from": change.start,
                "to": change.end,
                "cause": part.cause,
                "amount": part.amount,
                "low": part.low,
                "high": part.high,
            }
            for change in self.changes
            for part in change.parts
        ]
        return polars.DataFrame(rows, schema=schema)
