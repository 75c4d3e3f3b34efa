"""What was found: the headcount, rate or rise that meets the figures, or the nearest ones that do not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars

from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.targets.question import Target, Vary

_HEADS = Text("{sign}{heads} 人", "{sign}{heads}")
_PERCENT = Text("{sign}{percent}%", "{sign}{percent}%")


@dataclass(frozen=True)
class Found:
    """A value of what may be varied, in whole steps: people (negative: fewer), or hundredths of a percent."""

    vary: Vary
    steps: int

    @property
    def value(self) -> int | Decimal:
        """People; a rate or a rise as a fraction."""
        return self.steps if self.vary.kind == "headcount" else Decimal(self.steps).scaleb(-4)

    @property
    def shown(self) -> Text:
        """The value as people read it, with a sign where it is a change."""
        if self.vary.kind == "headcount":
            return _HEADS.format(sign="+" if self.steps > 0 else "", heads=f"{self.steps:,}")
        sign = "+" if self.vary.kind == "raise" else ""
        return _PERCENT.format(sign=sign, percent=f"{Decimal(self.steps).scaleb(-2).normalize():f}")


@dataclass(frozen=True)
class Reached:
    """A target's line at some values: ``amount`` in yuan, and whether it lies within the target's interval."""

    target: Target
    year: int
    amount: Yuan
    is_met: bool


@dataclass(frozen=True)
class Trial:
    """Values that were computed in full, and what they give every target's line.

    ``cost`` is the change of all five lines together over all years, in yuan; ``None`` where a line is not known.
    """

    values: tuple[Found, ...]
    reached: tuple[Reached, ...]
    cost: Yuan

    def to_dict(self) -> dict[str, Any]:
        """The trial as JSON has it."""
        return {
            "values": [found.value for found in self.values],
            "amounts": [each.amount for each in self.reached],
            "cost": self.cost,
        }


@dataclass(frozen=True)
class Solution:
    """The answer to a question of targets.

    ``answer`` meets every target, and ``lowest`` to ``highest`` (one variable only) are all values that do. Where
    nothing does, ``answer`` is ``None``, ``below`` is the highest value at which no target is exceeded (the lowest that
    gives as much) and ``above`` the lowest at which none is missed; each ``None`` where there is none, or where several
    headcounts are varied.
    ``scenario`` is the scenario with the answer in it (``None`` where there is no answer or nothing need change).
    """

    years: tuple[int, ...]
    targets: tuple[Target, ...]
    varies: tuple[Vary, ...]
    answer: Trial | None
    lowest: Found | None
    highest: Found | None
    below: Trial | None
    above: Trial | None
    scenario: Scenario | None
    notes: tuple[Note, ...]

    @property
    def is_met(self) -> bool:
        """Whether some value meets every target."""
        return self.answer is not None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The solution as JSON has it; amounts are ``Decimal`` yuan, rates and rises fractions."""
        return {
            "met": self.is_met,
            "targets": [
                {"code": t.code, "year": t.year, "figure": t.figure, "low": t.low, "high": t.high} for t in self.targets
            ],
            "variables": [
                {
                    "kind": vary.kind,
                    "rank": vary.rank,
                    "unit": vary.unit,
                    "from": None if vary.since is None else month_text(vary.since),
                    "lowest": None if self.lowest is None else self.lowest.value,
                    "highest": None if self.highest is None else self.highest.value,
                }
                for vary in self.varies
            ],
            "answer": None if self.answer is None else self.answer.to_dict(),
            "below": None if self.below is None else self.below.to_dict(),
            "above": None if self.above is None else self.above.to_dict(),
            "notes": [note.to_dict(language) for note in self.notes],
        }

    def to_frame(self) -> polars.DataFrame:
        """A row a computed trial (answer, below, above), variable and target: what the value gives the line."""
        money = polars.Decimal(38, 2)
        schema: dict[str, Any] = dict.fromkeys(("trial", "kind", "rank", "unit"), polars.String)
        schema |= {"value": polars.Decimal(38, 4), "code": polars.String, "year": polars.Int64, "amount": money}
        rows = [
            {
                "trial": name,
                "kind": found.vary.kind,
                "rank": found.vary.rank,
                "unit": found.vary.unit,
                "value": Decimal(found.value),
                "code": each.target.code,
                "year": each.year,
                "amount": each.amount,
            }
            for name, trial in (("answer", self.answer), ("below", self.below), ("above", self.above))
            if trial is not None
            for found in trial.values
            for each in trial.reached
        ]
        return polars.DataFrame(rows, schema=schema)
