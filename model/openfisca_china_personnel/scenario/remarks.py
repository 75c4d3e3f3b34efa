"""What a scenario's results rest on beyond the budget's own notes: when raises reach the bases, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.changes import Assign, Promote, Raise, SetRule
from openfisca_china_personnel.scenario.law_changes import path_of
from openfisca_china_personnel.scenario.schema import Growth, Scenario
from openfisca_china_personnel.scenario.uncertainty import Fraction, Uncertain
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, functional_code

_RAISE = Text(
    "情景“{name}”第 {place} 项（{kind}，自 {month} 起）改变月工资：按上年工资核定的基数到 {resets} 才随之调整；"
    "按预计工资核定的公积金基数当月调整。",
    "Scenario “{name}”, change {place} ({kind}, from {month}) changes the monthly wage: bases that rest on last year's "
    "wages follow in {resets}; housing-fund bases that rest on expected wages follow at once.",
)
_STATED_RATES = Text(
    "情景“{name}”第 {place} 项调整公积金默认比例：这些行自行填写了比例，不受影响。",
    "Scenario “{name}”, change {place} sets the default rate of the housing fund; these rows state their own and keep "
    "it.",
)
_WAGE_GROWTH = Text(
    "情景“{name}”的假设：月工资自 {first} 年起每年一月增长 {rate}。",
    "Assumed by the scenario “{name}”: wages grow by {rate} each January from {first}.",
)
_AVERAGE_WAGE_GROWTH = Text(
    "情景“{name}”的假设：尚未公布的缴存（缴费）基数上下限按社会平均工资增长 {rate} 逐年推算，取整到元。",
    "Assumed by the scenario “{name}”: caps and floors that are not yet published grow with the average wage by {rate} "
    "a year, in whole yuan.",
)
_SEVERAL_YEARS = Text(
    "多年推算：{first} 年以后，基数按上一年各月工资的平均数核定（名册填写的基数只用于第一年，没有工资的行"
    "随工资比例推算）；一次性购房补贴只计入第一年。",
    "Several years: after {first} bases rest on the average of the wages of the year before (bases that the roster "
    "states serve the first year; without a wage they move as wages do); lump sums count in the first year only.",
)
_WITHOUT_EFFECT = Text(
    "情景“{name}”第 {place} 项调整的参数 {path} 没有任何科目用到，不影响结果。",
    "Scenario “{name}”, change {place}: no line rests on the parameter {path}; it changes nothing.",
)
_BASELINE_SHARES = Text(
    "基准采用与各情景相同的假设，增减只来自情景中的变动。",
    "The baseline rests on the same assumptions as the scenarios; the changes alone make the difference.",
)
_BASELINE_WITHOUT = Text(
    "基准不含情景的假设（各情景的假设不同，或有情景只有假设而没有变动），增减包含假设的影响。",
    "The baseline rests on none of the assumptions (they differ, or a scenario consists of assumptions alone); the "
    "difference includes what they do.",
)
_JOIN = Text("、", ", ")
_BY_YEAR = Text("{year} 年 {rate}", "{rate} in {year}")


def notes_on_scenario(
    scenario: Scenario, roster: Roster, years: tuple[int, ...], system: TaxBenefitSystem
) -> Iterator[Note]:
    """The notes of one scenario; ``roster`` has its people of the first year."""
    codes = {line: functional_code(system.parameters, line, years[0]) for line in (HOUSING_FUND, PENSION, ANNUITY)}
    for place, change in enumerate(scenario.changes, start=1):
        content = change.content
        if _moves_wage(content):
            yield _on_raise(scenario, place, roster, system, tuple(sorted(codes.values())))
        if (
            isinstance(content, SetRule)
            and path_of(content.parameter, system.parameters) == "housing_fund.rate.default"
        ):
            own = roster.table.filter(
                (polars.col("status") == "active") & polars.col("housing_fund_rate").is_not_null()
            )
            if own.height:
                rows = tuple(own["row"].unique().sort().to_list())
                text = _STATED_RATES.format(name=scenario.name, place=place)
                yield Note("stated_rate_kept", text, lines=(codes[HOUSING_FUND],), rows=rows)
    yield from _on_assumptions(scenario, years)


def notes_on_rules_without_effect(
    scenario: Scenario, system: TaxBenefitSystem, budgets: tuple[Budget, ...]
) -> Iterator[Note]:
    """A note for each changed value that no line of any budget rests on."""
    rests_on = {path for budget in budgets for path in budget.rests_on}
    for place, change in enumerate(scenario.changes, start=1):
        content = change.content
        if isinstance(content, SetRule):
            path = path_of(content.parameter, system.parameters)
            if path not in rests_on and not path.startswith("retirement_age."):
                text = _WITHOUT_EFFECT.format(name=scenario.name, place=place, path=path)
                yield Note("rule_without_effect", text)


def note_on_baseline(*, shared: bool) -> Note:
    """Whether the baseline rests on the scenarios' assumptions too."""
    return Note("baseline_assumptions", _BASELINE_SHARES if shared else _BASELINE_WITHOUT)


def note_on_several_years(years: tuple[int, ...]) -> Note:
    """How bases and lump sums go on after the first year."""
    return Note("several_years", _SEVERAL_YEARS.format(first=years[0]))


def _moves_wage(content: object) -> bool:
    if isinstance(content, Assign):
        return "monthly_salary" in content.columns
    return isinstance(content, Raise) or (isinstance(content, Promote) and content.monthly_salary is not None)


def _on_raise(scenario: Scenario, place: int, roster: Roster, system: TaxBenefitSystem, codes: tuple[str, ...]) -> Note:
    content = scenario.changes[place - 1].content
    year = content.first_month // 12 + 1
    resets = sorted(
        {
            month_text(month_number(year, reset))
            for scheme in ("housing_fund", "pension")
            for location in roster.table["location"].unique().to_list()
            for reset in _reset_months(system, f"{scheme}.reset_month.{location}", year)
        }
    )
    text = _RAISE.format(
        name=scenario.name,
        place=place,
        kind=content.name,
        month=month_text(content.first_month),
        resets=Text("、".join(resets), " or ".join(resets)),
    )
    return Note("raise_moves_bases_later", text, lines=codes, months=tuple(resets))


def _reset_months(system: TaxBenefitSystem, path: str, year: int) -> Iterator[int]:
    for month in range(1, 13):
        provision = in_force(system.parameters, path, f"{year}-{month:02d}-01")
        if provision is not None and isinstance(provision.value, (int, float)) and provision.value == month:
            yield month


def _on_assumptions(scenario: Scenario, years: tuple[int, ...]) -> Iterator[Note]:
    assumed = scenario.assumptions
    if assumed.wage_growth is not None and len(years) > 1:
        rate = _shown_growth(assumed.wage_growth)
        text = _WAGE_GROWTH.format(name=scenario.name, first=years[0] + 1, rate=rate)
        yield Note("wage_growth_assumed", text)
    if assumed.average_wage_growth is not None:
        text = _AVERAGE_WAGE_GROWTH.format(name=scenario.name, rate=_shown_growth(assumed.average_wage_growth))
        yield Note("limits_assumed", text)


def _shown_growth(growth: Growth) -> Text:
    if growth.same is not None:
        return Text(_shown(growth.same), _shown(growth.same))
    each = [_BY_YEAR.format(year=year, rate=_shown(rate)) for year, rate in sorted(growth.each.items())]
    return Text(_JOIN.zh.join(text.zh for text in each), _JOIN.en.join(text.en for text in each))


def _shown(fraction: Fraction) -> str:
    if not isinstance(fraction, Uncertain):
        return _percent(fraction)
    if fraction.mean is not None:
        return f"{_percent(fraction.mean)} ± {_percent(fraction.sd or Decimal(0))}"
    return f"{_percent(fraction.low or Decimal(0))}–{_percent(fraction.high or Decimal(0))}"


def _percent(fraction: Decimal) -> str:
    return f"{(fraction * 100).normalize():f}%"
