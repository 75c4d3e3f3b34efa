"""How a comparison is shown."""

from __future__ import annotations

from openfisca_china_personnel.comparison import SCOPES, VERDICTS, Comparison
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, EXPECTED, HIGH, LOW, NAME, Column, Report, Section


def view(comparison: Comparison) -> Report:
    """A row a line: published, expected, range, difference, verdict."""
    unit = Text(comparison.unit or "本单位", comparison.unit or "the unit")
    title = Text(
        "{unit} {year} 年度人员经费对照（元）；口径：{scope}",
        "{unit}, {year}: published and expected (yuan); scope: {scope}",
    ).format(unit=unit, year=comparison.year, scope=SCOPES[comparison.scope])
    columns = (
        CODE,
        NAME,
        Column(Text("公布数", "Reported"), amounts=True),
        EXPECTED,
        LOW,
        HIGH,
        Column(Text("差额", "Difference"), amounts=True),
        Column(Text("差额%", "Diff. %"), amounts=True),
        Column(Text("结论", "Verdict")),
    )
    rows = tuple(
        (
            line.code,
            line.name,
            line.reported,
            line.expected,
            line.low,
            line.high,
            line.difference,
            line.difference_percent,
            VERDICTS[line.verdict],
        )
        for line in comparison.lines
    )
    return Report((Section(title, columns, rows),), comparison.notes)
