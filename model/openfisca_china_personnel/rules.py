"""The law's values as a list: all of them, those in force on a day, or what changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.provisions import Provision, all_series, in_force


@dataclass(frozen=True)
class Rules:
    """Dated values of the law, in order of path and date."""

    provisions: tuple[Provision, ...]

    def to_dict(self, language: Language = "zh") -> list[dict[str, Any]]:
        """The list as JSON has it."""
        return [
            {
                "path": each.path,
                "value": each.value,
                "from": each.start,
                "known_until": each.known_until,
                "document": each.document,
                "number": each.number,
                "article": each.article,
                "grade": each.grade,
                "note": (each.note or Text("", "")).in_(language) or None,
            }
            for each in self.provisions
        ]


def rules(
    parameters: ParameterNode,
    *,
    date: str | None = None,
    between: tuple[str, str] | None = None,
    uncertain: bool = False,
) -> Rules:
    """Every dated value, in order of path and date.

    With ``date`` those in force on that day (ISO), with ``between`` those that came into force after the first day and
    up to the second; ``uncertain`` keeps values below grade A and gaps.
    """
    found = []
    for series in all_series(parameters):
        if date is not None:
            held = in_force(parameters, series[0].path, date)
            found.extend([held] if held is not None else [])
        elif between is not None:
            found.extend(each for each in series if between[0] < each.start <= between[1])
        else:
            found.extend(series)
    if uncertain:
        found = [each for each in found if each.grade != "A" or (each.date_grade or "A") != "A" or each.value is None]
    return Rules(tuple(found))
