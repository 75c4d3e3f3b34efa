"""The law's values as a list: all of them, those in force on a day, or what changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.provisions import Provision, all_series, in_force

_ONE_QUESTION = Text(
    "--date 与 --diff 不能同时使用：前者列某日有效的数值，后者列两日之间开始施行的数值。",
    "--date and --diff exclude each other: one lists what is in force on a day, the other what began between two days.",
)
_WRONG_ORDER = Text(
    "两个日期的次序颠倒了：{first} 晚于 {second}，应先写较早的日期。",
    "the two days are in the wrong order: {first} is after {second}; write the earlier one first.",
)


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
    up to the second; ``uncertain`` keeps values below grade A (on that day, where one is given) and gaps. Raises
    ``InputFaults`` for a day together with two days, and for two days in the wrong order.
    """
    if date is not None and between is not None:
        raise refuse(_ONE_QUESTION)
    if between is not None and between[0] > between[1]:
        raise refuse(_WRONG_ORDER.format(first=between[0], second=between[1]))
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
        found = [each for each in found if each.value is None or each.grade_at(date or each.start) != "A"]
    return Rules(tuple(found))
