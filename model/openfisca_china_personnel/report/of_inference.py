"""How an inference is shown: quantities, contradictions, the change of years, and several documents side by side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from openfisca_china_personnel.inference.result import Change, Conflict, Inference, Quantity, bounds_as_numbers, rounded
from openfisca_china_personnel.inference.series import MARKED_FROM, Standing, side_by_side
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, HIGH, LOW, Cell, Chart, Column, Report, Section

_YEAR = Column(Text("年度", "Year"))
_UNIT = Column(Text("单位", "Unit"))
_MEASURES = {
    "person-months": Text("人月", "person-months"),
    "heads": Text("人", "heads"),
    "yuan": Text("元", "yuan"),
    "yuan/month": Text("元/月", "yuan a month"),
    "/1": Text("%", "%"),
}
_QUANTITIES = (
    _YEAR,
    Column(Text("推算量", "Quantity")),
    Column(Text("计量", "In")),
    LOW,
    HIGH,
    Column(Text("最可能", "Plausible"), amounts=True),
    Column(Text("依据", "From")),
)
_CONFLICTS = (
    _YEAR,
    Column(Text("不能同时成立", "Cannot both be")),
    Column(Text("矛盾", "Contradiction"), sentence=True),
)
_CHANGES = (
    _YEAR,
    CODE,
    Column(Text("项目", "Item")),
    Column(Text("上年", "Year before"), amounts=True),
    Column(Text("本年", "This year"), amounts=True),
    Column(Text("增减", "Change"), amounts=True),
    Column(Text("增减%", "Change %"), amounts=True),
    Column(Text("增减%下限", "Least %"), amounts=True),
    Column(Text("增减%上限", "Most %"), amounts=True),
    Column(Text("文件所述原因", "Cause stated")),
)


def view(found: Inference) -> Report:
    """Sections by unit and kind; those that would be empty are left out."""
    return Report(tuple(_sections(found)), found.notes)


def _sections(found: Inference) -> Iterator[Section]:
    for unit in dict.fromkeys(each.budget_unit for each in found.quantities):
        own = [each for each in found.quantities if each.budget_unit == unit]
        title = Text("{unit}：由公布数字推算", "{unit}: what the published figures imply")
        yield Section(title.format(unit=_named(unit)), _QUANTITIES, tuple(map(_quantity, own)))
    if found.conflicts:
        yield Section(Text("相互矛盾", "Contradictions"), _CONFLICTS, tuple(map(_conflict, found.conflicts)))
    if found.year_on_year:
        yield Section(Text("逐年变化", "Year on year"), _CHANGES, tuple(map(_change, found.year_on_year)))
    standings = side_by_side(found)
    if standings:
        yield _series(standings)


def _named(unit: str | None) -> Text:
    return Text(unit or "未注明单位", unit or "unit not stated")


def _quantity(each: Quantity) -> tuple[Cell, ...]:
    bounds = bounds_as_numbers(each.bounds, each.measure)
    low, high, point = bounds["low"], bounds["high"], rounded(each.point, each.measure)
    if each.measure == "/1":
        low, high, point = (_in_percent(value) for value in (low, high, point))
    measure = _MEASURES[each.measure]
    return (str(each.year), each.label, measure, low, high, point, each.source)


def _conflict(each: Conflict) -> tuple[Cell, ...]:
    between = Text("；".join(t.zh for t in each.between), "; ".join(t.en for t in each.between))
    return (None if each.year is None else str(each.year), between, each.text)


def _change(each: Change) -> tuple[Cell, ...]:
    row = each.to_dict()
    numbers = [row[name] for name in ("prior", "current", "point")]
    if each.measure == "/1":
        numbers = [_in_percent(value) for value in numbers]
    percents = [_one_decimal(row[name]) for name in ("percent", "percent_low", "percent_high")]
    return (str(each.year), each.code, each.label, *numbers, *percents, each.cause)


def _series(standings: tuple[Standing, ...]) -> Section:
    """A row a unit and year, what the points are, and what jumped since the year before."""
    columns = (
        _UNIT,
        _YEAR,
        Column(Text("人数", "Heads"), amounts=True),
        Column(Text("养老基数（万元）", "Pension base (10,000 yuan)"), amounts=True),
        Column(Text("公积金基数（万元）", "Fund base (10,000 yuan)"), amounts=True),
        Column(Text("公积金比例%", "Fund rate %"), amounts=True),
        Column(Text("跳变", "Jumps")),
    )
    rows = tuple(
        (
            each.unit or "",
            str(each.year),
            rounded(each.heads, "heads"),
            _in_wan(each.pension_base),
            _in_wan(each.fund_base),
            _in_percent(rounded(each.fund_rate, "/1")),
            Text("；".join(j.zh for j in each.jumps), "; ".join(j.en for j in each.jumps)),
        )
        for each in standings
    )
    title = Text(
        f"逐年并列（变动 {MARKED_FROM}% 以上或上下限不相交的标出）",
        f"Side by side (marked: changes from {MARKED_FROM} %, or of bounds that do not meet)",
    )
    charts = (
        Chart(Text("人数", "Heads"), categories=(0, 1), values=(2,)),
        Chart(Text("缴费基数（万元）", "Bases (10,000 yuan)"), categories=(0, 1), values=(3, 4)),
    )
    return Section(title, columns, rows, charts)


def _in_percent(value: Decimal | None) -> Decimal | None:
    return rounded(None if value is None else Fraction(value) * 100, "%")


def _in_wan(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value / 10_000, "yuan")


def _one_decimal(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.1"))
