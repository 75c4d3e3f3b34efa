"""How scenarios are shown: side by side, then each with its months, its people and what explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from openfisca_china_personnel.budget import Budget, Yuan
from openfisca_china_personnel.decomposition import CAUSES
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report import of_costs
from openfisca_china_personnel.report.layout import CODE, NAME, Cell, Column, Report, Section
from openfisca_china_personnel.scenario import Outcome, ScenarioResult
from openfisca_china_personnel.scenario.application import shown_years
from openfisca_china_personnel.scenario.outcome import RankHeads
from openfisca_china_personnel.vocabulary import Rank, label

_YEAR = Column(Text("年度", "Year"))
_BASELINE = Column(Text("基准", "Baseline"), amounts=True)
_SCENARIO = Column(Text("情景", "Scenario"), amounts=True)
_CHANGE = Column(Text("增减", "Change"), amounts=True)
_MONTH = Column(Text("月份", "Month"))
_RANK = Column(Text("职级", "Rank"))
_TOTAL = Text("合计", "Total")
_TITLE = Text("情景“{name}”：{years} 年度（元）", "Scenario “{name}”: {years} (yuan)")
_SIDE_BY_SIDE = Text("各情景对照：{years} 年度（元）", "Scenarios side by side: {years} (yuan)")
_BY_MONTH = Text("分月增减：“{name}”（元）", "Change by month: “{name}” (yuan)")
_PEOPLE = Text("在职人数：“{name}”（基准 → 情景）", "Active people: “{name}” (baseline → scenario)")
_EXPLAINED = Text(
    "变动分解：“{name}”（元，合计等于增减）", "What explains the change: “{name}” (yuan, adding up to it)"
)
_RATE = Column(Text("公积金比例", "Rate"), amounts=True)
_AT_RATES = Text("{year} 年度住房公积金：各缴存比例（元）", "Housing fund of {year} at other rates (yuan)")
_BANDS = Text("区间：“{name}”（元，{draws} 次抽样，种子 {seed}）", "Bands: “{name}” (yuan, {draws} draws, seed {seed})")


def view(outcome: Outcome) -> Report:
    """All scenarios side by side where there are several, then each by line, month, rank and cause."""
    sections: list[Section] = []
    if len(outcome.scenarios) > 1:
        sections.append(_side_by_side(outcome))
    for result in outcome.scenarios:
        sections.extend(_sections(outcome, result))
    sections.append(_fund_at_rates(outcome))
    sections.extend(of_costs.view(outcome.marginal_costs).sections)
    return Report(tuple(sections), outcome.all_notes)


def _side_by_side(outcome: Outcome) -> Section:
    names = [Column(Text(result.name, result.name), amounts=True) for result in outcome.scenarios]
    rows = [
        (
            item.year,
            item.code,
            item.name,
            item.amount,
            *(result.budgets[place].items[n].amount for result in outcome.scenarios),
        )
        for place, budget in enumerate(outcome.baselines)
        for n, item in enumerate(budget.items)
    ]
    title = _SIDE_BY_SIDE.format(years=shown_years(outcome.years))
    return Section(title, (_YEAR, CODE, NAME, _BASELINE, *names), tuple(rows))


def _sections(outcome: Outcome, result: ScenarioResult) -> Iterator[Section]:
    yield _by_line(outcome, result)
    yield _explained(result)
    yield _by_month(outcome, result)
    people = _people(outcome, result)
    if people.rows:
        yield people
    if result.bands is not None:
        yield _bands(result)


def _by_line(outcome: Outcome, result: ScenarioResult) -> Section:
    several = len(outcome.years) > 1
    rows: list[tuple[Cell, ...]] = []
    for before, after in zip(outcome.baselines, result.budgets, strict=True):
        of_year = [
            (item.code, item.name, old.amount, item.amount, _less(item.amount, old.amount))
            for old, item in zip(before.items, after.items, strict=True)
        ]
        totals = [_sum(row[place] for row in of_year) for place in (2, 3, 4)]
        rows.extend((after.year, *row) if several else row for row in (*of_year, ("", _TOTAL, *totals)))
    columns = (CODE, NAME, _BASELINE, _SCENARIO, _CHANGE)
    title = _TITLE.format(name=result.name, years=shown_years(outcome.years))
    return Section(title, (_YEAR, *columns) if several else columns, tuple(rows))


def _explained(result: ScenarioResult) -> Section:
    several = len(result.budgets) > 1
    names = {item.code: item.name for budget in result.budgets for item in budget.items}
    rows: list[tuple[Cell, ...]] = []
    for change in result.decomposition:
        amounts = {part.cause: part.amount for part in change.parts}
        row = (
            change.code,
            names[change.code],
            _less(change.end, change.start),
            *(amounts[cause.key] for cause in CAUSES),
        )
        rows.append((change.year, *row) if several else row)
    columns = (CODE, NAME, _CHANGE, *(Column(cause.name, amounts=True) for cause in CAUSES))
    return Section(_EXPLAINED.format(name=result.name), (_YEAR, *columns) if several else columns, tuple(rows))


def _by_month(outcome: Outcome, result: ScenarioResult) -> Section:
    codes = [(item.code, item.name) for item in outcome.baselines[-1].items]
    rows: list[tuple[Cell, ...]] = []
    for before, after in zip(outcome.baselines, result.budgets, strict=True):
        was, becomes = _months(before), _months(after)
        for month in dict.fromkeys(month for month, _ in becomes):
            changes = [_less(becomes[month, item.code], was[month, item.code]) for item in after.items]
            rows.append((month, *changes, _sum(changes)))
    columns = (_MONTH, *(Column(name, amounts=True) for _, name in codes), Column(_TOTAL, amounts=True))
    return Section(_BY_MONTH.format(name=result.name), columns, tuple(rows))


def _months(budget: Budget) -> dict[tuple[str, str], Yuan]:
    return {(each.month, each.code): each.amount for each in budget.months}


def _people(outcome: Outcome, result: ScenarioResult) -> Section:
    """The ranks whose heads the scenario changes, by month; of several years each December."""
    several = len(outcome.years) > 1
    was, becomes = _heads(outcome.baseline_people), _heads(result.people)
    months = [f"{year}-{month:02d}" for year in outcome.years for month in ((12,) if several else tuple(range(1, 13)))]
    rows: list[tuple[Cell, ...]] = []
    for rank in Rank:
        pairs = [
            (was.get((month, rank.name), Decimal(0)), becomes.get((month, rank.name), Decimal(0))) for month in months
        ]
        if any(old != new for old, new in pairs):
            rows.append((label(rank), *(f"{old}" if old == new else f"{old} → {new}" for old, new in pairs)))
    return Section(
        _PEOPLE.format(name=result.name),
        (_RANK, *(Column(Text(month, month)) for month in months)),
        tuple(rows),
    )


def _heads(people: Iterable[RankHeads]) -> dict[tuple[str, str], Decimal]:
    return {(each.month, each.rank): each.headcount for each in people}


def _bands(result: ScenarioResult) -> Section:
    assert result.bands is not None
    names = {item.code: item.name for budget in result.budgets for item in budget.items}
    shown = ("least", "p10", "p50", "p90", "most")
    headings = (
        Text("最小", "Least"),
        Text("10% 分位", "10 %"),
        Text("中位数", "Median"),
        Text("90% 分位", "90 %"),
        Text("最大", "Most"),
    )
    rows = tuple(
        (band.year, band.code, names[band.code], *(getattr(band, name) for name in shown))
        for band in result.bands.lines
    )
    title = _BANDS.format(name=result.name, draws=result.bands.draws, seed=result.bands.seed)
    return Section(title, (_YEAR, CODE, NAME, *(Column(heading, amounts=True) for heading in headings)), rows)


def _fund_at_rates(outcome: Outcome) -> Section:
    """A row a rate, the baseline and every scenario side by side."""
    columns = (_RATE, _BASELINE, *(Column(Text(each.name, each.name), amounts=True) for each in outcome.scenarios))
    found = [outcome.fund_at_rates, *(result.fund_at_rates for result in outcome.scenarios)]
    rows = [
        (each.shown, *(next((r.amount for r in other.rates if r.rate == each.rate), None) for other in found))
        for each in outcome.fund_at_rates.rates
    ]
    return Section(_AT_RATES.format(year=outcome.years[0]), columns, tuple(rows))


def _less(after: Yuan, before: Yuan) -> Yuan:
    return None if after is None or before is None else after - before


def _sum(amounts: Iterable[Cell]) -> Yuan:
    """The sum of what is known; ``None`` where something is not."""
    found = list(amounts)
    return None if None in found else sum((each for each in found if isinstance(each, Decimal)), Decimal(0))
