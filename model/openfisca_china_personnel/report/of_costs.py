"""How the cost of one more head and the fund at other rates are shown."""

from __future__ import annotations

from openfisca_china_personnel.costs import FundAtRates, MarginalCosts
from openfisca_china_personnel.costs.marginal import TOTAL, MarginalCost
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, Cell, Column, Report, Section
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.vocabulary import Location, Rank, label

_RANK = Column(Text("职级", "Rank"))
_LOCATION = Column(Text("所在地", "Location"))
_WAGE = Column(Text("月工资", "Monthly wage"), amounts=True)
_TOTAL = Column(Text("合计", "Total"), amounts=True)
_FROM = Column(Text("自（月）", "From"))
_RATE = Column(Text("公积金比例", "Rate"), amounts=True)
_AMOUNT = Column(Text("金额", "Amount"), amounts=True)

_Head = tuple[str, str]


def view(costs: MarginalCosts | FundAtRates) -> Report:
    """One more head of each rank, for a year and from each month; or a row a rate."""
    if isinstance(costs, FundAtRates):
        return _at_rates(costs)
    return _of_one_more(costs)


def _of_one_more(costs: MarginalCosts) -> Report:
    heads: dict[_Head, list[MarginalCost]] = {}
    for row in costs.rows:
        heads.setdefault((row.rank, row.location), []).append(row)
    codes = list(dict.fromkeys(row.code for row in costs.rows if row.code != TOTAL))
    whole_year = Section(
        Text(f"{costs.year} 年度增加一人的全年成本（元）", f"One more head for the whole of {costs.year} (yuan)"),
        (_RANK, _LOCATION, _WAGE, *(Column(Text(code, code), amounts=True) for code in codes), _TOTAL),
        tuple(
            (
                *_named(head),
                rows[0].monthly_salary,
                *(_amount(rows, f"{costs.year}-01", code) for code in [*codes, TOTAL]),
            )
            for head, rows in heads.items()
        ),
    )
    several = len({location for _, location in heads}) > 1
    by_month = Section(
        Text("自某月起增加一人至年末的成本合计（元）", "One more head from a month to December, all lines (yuan)"),
        (_FROM, *(Column(_heading(head, with_location=several), amounts=True) for head in heads)),
        tuple(
            (month, *(_amount(rows, month, TOTAL) for rows in heads.values()))
            for month in (f"{costs.year}-{number:02d}" for number in EVERY_MONTH)
        ),
    )
    return Report((whole_year, by_month) if heads else (whole_year,), costs.notes)


def _at_rates(costs: FundAtRates) -> Report:
    section = Section(
        Text(f"{costs.year} 年度住房公积金：各缴存比例（元）", f"Housing fund of {costs.year} at other rates (yuan)"),
        (CODE, _RATE, _AMOUNT),
        tuple((costs.code, each.shown, each.amount) for each in costs.rates),
    )
    return Report((section,), costs.notes)


def _amount(rows: list[MarginalCost], month: str, code: str) -> Cell:
    return next(row.amount for row in rows if row.month == month and row.code == code)


def _named(head: _Head) -> tuple[Text, Text]:
    rank, location = head
    return label(Rank[rank]), label(Location[location])


def _heading(head: _Head, *, with_location: bool) -> Text:
    rank, location = _named(head)
    if not with_location:
        return rank
    return Text("{rank}（{location}）", "{rank}, {location}").format(rank=rank, location=location)
