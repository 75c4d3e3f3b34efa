"""How a calibration is shown: the published lines beside what the roster gives, then its rows."""

from __future__ import annotations

from openfisca_china_personnel.calibration import FITS, Calibration
from openfisca_china_personnel.calibration.roster_file import header
from openfisca_china_personnel.comparison import SCOPES
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, NAME, Cell, Column, Report, Section

_TITLE = Text(
    "{unit} {year} 年度：由公布数倒推的名册（元）；口径：{scope}",
    "{unit}, {year}: a roster worked back from the published figures (yuan); scope: {scope}",
)
_ROWS = Text("名册", "The roster")
_HIDDEN = ("unit", "status", "location")
"""The same in every row."""
_AMOUNTS = ("headcount", "monthly_salary", "housing_fund_base", "pension_base", "purchase_lump_sum")


def view(calibration: Calibration) -> Report:
    """A row a published line, then the roster's rows with what each rests on."""
    unit = Text(calibration.unit or "本单位", calibration.unit or "the unit")
    title = _TITLE.format(unit=unit, year=calibration.year, scope=SCOPES[calibration.scope])
    columns = (
        CODE,
        NAME,
        Column(Text("公布数", "Reported"), amounts=True),
        Column(Text("名册得出", "Roster gives"), amounts=True),
        Column(Text("差额", "Difference"), amounts=True),
        Column(Text("末位单位数", "Last places"), amounts=True),
        Column(Text("结论", "Result")),
    )
    lines = tuple(
        (line.code, line.name, line.reported, line.expected, line.difference, line.places, FITS[line.fit])
        for line in calibration.lines
    )
    return Report((Section(title, columns, lines), _roster(calibration)), calibration.notes)


def _roster(calibration: Calibration) -> Section:
    chinese, english = calibration.cells("zh"), calibration.cells("en")
    shown = [name for name in chinese[0] if name not in _HIDDEN and any(row[name] is not None for row in chinese)]
    columns = tuple(Column(header(name), amounts=name in _AMOUNTS, sentence=name == "remark") for name in shown)
    rows: list[tuple[Cell, ...]] = [
        tuple(None if zh[name] is None else Text(zh[name], en[name]) for name in shown)
        for zh, en in zip(chinese, english, strict=True)
    ]
    return Section(_ROWS, columns, tuple(rows))
