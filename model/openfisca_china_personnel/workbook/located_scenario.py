"""Scenarios of a workbook: checked as those of files are, with every fault at its sheet, row and column."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import PrivateAttr, ValidationError
from pydantic_core import ErrorDetails

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.scenario.schema import Scenario
from openfisca_china_personnel.workbook.described import DescribedScenario, Standing

_NEEDED = Text("缺少“{key}”", "“{key}” is missing")
_OTHERWISE = Text("“{key}”的值“{found}”不合要求", "“{key}” cannot be “{found}”")
_LONGEST = 40


class SheetScenario(Scenario):
    """A scenario whose changes stand in rows of sheets, perhaps of several."""

    _standings: tuple[Standing, ...] = PrivateAttr(default=())

    def standing_in(self, file: str, standings: Sequence[Standing]) -> SheetScenario:
        """The same scenario, knowing its file and where each change stands."""
        located = self.model_copy()
        located._file, located._standings = file, tuple(standings)
        return located

    def fault_in(self, place: int, text: Text) -> Fault:
        """A fault of the change at ``place`` (from 1), with its file, sheet and row."""
        if not 1 <= place <= len(self._standings):
            return super().fault_in(place, text)
        standing = self._standings[place - 1]
        return Fault(text, file=self._file, sheet=standing.sheet, row=standing.row)


def checked(described: DescribedScenario, file: str) -> SheetScenario:
    """The scenario that sheets describe. Raises ``InputFaults`` with every fault and its place."""
    try:
        scenario = SheetScenario.model_validate(described.data)
    except ValidationError as invalid:
        raise InputFaults(_fault(error, described, file) for error in invalid.errors()) from invalid
    return scenario.standing_in(file, [change.standing for change in described.changes])


def _fault(error: ErrorDetails, described: DescribedScenario, file: str) -> Fault:
    path = tuple(error["loc"])
    standing = _standing(path, described)
    heading = None
    if standing is not None:
        known = [standing.headings[key] for key in path if isinstance(key, str) and key in standing.headings]
        heading = known[-1] if known else None
    sheet, row = (standing.sheet, standing.row) if standing is not None else (None, None)
    if error["type"] == "fault":
        context = error["ctx"]
        return Fault(Text(str(context["zh"]), str(context["en"])), file=file, sheet=sheet, row=row, column=heading)
    text = _NEEDED if error["type"] == "missing" else _OTHERWISE
    key = heading or (str(path[-1]) if path else "")
    found = str(error["input"])[:_LONGEST]
    return Fault(text.format(key=key, found=found), file=file, sheet=sheet, row=row, column=heading)


def _standing(path: tuple[int | str, ...], described: DescribedScenario) -> Standing | None:
    if len(path) > 1 and path[0] == "changes" and isinstance(path[1], int):
        return described.changes[path[1]].standing
    return next((described.common_standings[key] for key in path if key in described.common_standings), None)
