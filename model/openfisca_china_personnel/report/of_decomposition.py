"""How a decomposition from one year to another is shown: the lines with their parts, then the ranges of the parts."""

from __future__ import annotations

from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.decomposition import YEARLY_CAUSES, Change
from openfisca_china_personnel.decomposition.decomposition import Decomposition
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, HIGH, LOW, NAME, Cell, Column, Report, Section
from openfisca_china_personnel.subjects import LINES, functional_code
from openfisca_china_personnel.system import baseline

_TITLE = Text(
    "{unit}：{earlier} 年到 {later} 年各科目的增减及原因（元，合计等于增减）",
    "{unit}: how each line moved from {earlier} to {later} and why (yuan, adding up to the change)",
)
_RANGES = Text(
    "各原因的区间（元；“—”：不知道或没有界限）", "The range of each cause (yuan; “—”: not known, or no bound)"
)
_FROM = Column(Text("前一年", "From"), amounts=True)
_TO = Column(Text("后一年", "To"), amounts=True)
_CHANGE = Column(Text("增减", "Change"), amounts=True)
_CAUSE = Column(Text("原因", "Cause"))
_AMOUNT = Column(Text("金额", "Amount"), amounts=True)


def view(decomposition: Decomposition) -> Report:
    """A row a line with the amount of every cause; where parts are ranges, a row a line and cause with both ends."""
    earlier, later = decomposition.years
    names = {functional_code(baseline().parameters, line, later): line.name for line in LINES}
    unit = Text(decomposition.unit or "本单位", decomposition.unit or "the unit")
    columns = (CODE, NAME, _FROM, _TO, _CHANGE, *(Column(cause.name, amounts=True) for cause in YEARLY_CAUSES))
    rows = tuple(
        (
            change.code,
            names[change.code],
            change.start,
            change.end,
            _moved(change),
            *(part.amount for part in change.parts),
        )
        for change in decomposition.changes
    )
    sections = [Section(_TITLE.format(unit=unit, earlier=earlier, later=later), columns, rows)]
    ranges = tuple(row for change in decomposition.changes for row in _ranges(change, names[change.code]))
    if ranges:
        sections.append(Section(_RANGES, (CODE, NAME, _CAUSE, _AMOUNT, LOW, HIGH), ranges))
    return Report(tuple(sections), decomposition.notes)


def _ranges(change: Change, name: Text) -> list[tuple[Cell, ...]]:
    causes = {cause.key: cause.name for cause in YEARLY_CAUSES}
    return [
        (change.code, name, causes[part.cause], part.amount, part.low, part.high)
        for part in change.parts
        if change.start is not None and change.end is not None and (part.low, part.high) != (part.amount, part.amount)
    ]


def _moved(change: Change) -> Yuan:
    return None if change.start is None or change.end is None else change.end - change.start
