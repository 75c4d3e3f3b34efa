"""Solving for figures: one variable by exact search, several headcounts as a least-cost question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario import Scenario
from openfisca_china_personnel.subjects import HOUSING_FUND, LINES, functional_code
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.targets.evaluation import Evaluation
from openfisca_china_personnel.targets.mixture import cheapest_mixture
from openfisca_china_personnel.targets.one_variable import solve_one
from openfisca_china_personnel.targets.question import Target, Vary
from openfisca_china_personnel.targets.solution import Solution
from openfisca_china_personnel.targets.variables import faults_of, variable
from openfisca_china_personnel.vocabulary import BaseRule

_NO_TARGET = Text("没有写目标（--target）", "no target is stated (--target)")
_NO_VARY = Text("没有写可变的量（--vary）", "nothing to vary is stated (--vary)")
_NO_YEAR = Text(
    "没有写年度，请在情景中写 year 或用 --years 指定", "no year is stated: state year in the scenario or --years"
)
_NOT_A_SPAN = Text("年度须连续", "the years must follow one another")
_WHICH_YEAR = Text(
    "目标 {code} 没有写年度，而所求的年度有多个，应如 {code}@{year}={written}",
    "the target {code} names no year and there are several; write {code}@{year}={written}",
)
_OTHER_YEAR = Text("目标 {code}@{year} 不在所求的年度内", "the target {code}@{year} is of none of the years simulated")
_NO_LINE = Text(
    "目标“{code}”不是 {year} 年度的人员经费科目，应为 {codes} 之一",
    "the target “{code}” is no personnel line of {year}; expected one of {codes}",
)
_TWICE = Text("目标 {code}（{year} 年度）写了两次", "the target {code} of {year} is stated twice")
_VARIED_TWICE = Text("“{vary}”写了两次", "“{vary}” is stated twice")
_ONLY_FUND = Text(
    "公积金比例只影响科目 {fund}，不能用来满足目标 {code}",
    "the housing fund rate moves line {fund} only and cannot meet the target {code}",
)
_ONE_AT_A_TIME = Text(
    "“{vary}”只能单独求解；同时改变多项时，各项都须是人数（headcount）",
    "“{vary}” can only be solved for alone; several variables at once must all be headcounts",
)
_NOT_KNOWN = Text(
    "{year} 年度科目 {code} 的金额无法得知（原因见该年度预算的说明），不能以它为目标",
    "line {code} of {year} has no known amount (the notes of that budget say why) and cannot be a target",
)


def solve(
    roster: Roster,
    scenario: Scenario | None = None,
    *,
    targets: Sequence[Target],
    varies: Sequence[Vary],
    years: Sequence[int] | None = None,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
) -> Solution:
    """The headcount, the rate or the pay rise that gives every target's line its figure, or the nearest ones.

    One variable meets all targets together, or none of its values does. Several headcounts are a least-cost question:
    whole numbers of people added by rank so that every target is met at the least yearly cost of the five lines.
    ``scenario`` is what happens anyway; ``years`` are the scenario's own unless given. Every answer is computed in full
    by the model before it is given. Raises ``InputFaults`` for a question that cannot be asked.
    """
    asked_years = tuple(years) if years is not None else scenario.span if scenario is not None else ()
    if not asked_years:
        raise refuse(_NO_YEAR)
    if list(asked_years) != list(range(asked_years[0], asked_years[0] + len(asked_years))):
        raise refuse(_NOT_A_SPAN)
    model = Evaluation(roster, scenario, asked_years, base_rule, system or baseline())
    dated = _check(model, targets, varies)
    start = model.fen(())
    unknown = [(year, target) for year, target in dated if start[year, target.code] is None]
    if unknown:
        raise InputFaults(Fault(_NOT_KNOWN.format(year=year, code=target.code)) for year, target in unknown)
    variables = [variable(vary, model) for vary in varies]
    if len(variables) == 1:
        return solve_one(model, variables[0], dated)
    return cheapest_mixture(model, variables, dated)


def _check(model: Evaluation, targets: Sequence[Target], varies: Sequence[Vary]) -> list[tuple[int, Target]]:
    """The targets with their years. Raises ``InputFaults`` with everything that is wrong with the question."""
    years, parameters = model.years, model.parameters
    faults = [text for text, given in ((_NO_TARGET, targets), (_NO_VARY, varies)) if not given]
    dated = [(target.year if target.year is not None else years[0], target) for target in targets]
    for (year, target), earlier in zip(dated, _earlier([(year, t.code) for year, t in dated]), strict=True):
        faults.extend(_against(target, year, years, parameters))
        if (year, target.code) in earlier:
            faults.append(_TWICE.format(code=target.code, year=year))
    for vary, before in zip(varies, _earlier(varies), strict=True):
        faults.extend(faults_of(vary, model))
        if vary in before:
            faults.append(_VARIED_TWICE.format(vary=vary.label))
        elif len(varies) > 1 and vary.kind != "headcount":
            faults.append(_ONE_AT_A_TIME.format(vary=vary.label))
        if vary.kind == "rate":
            faults.extend(_beside_the_fund(dated, parameters))
    if faults:
        raise InputFaults(Fault(text) for text in dict.fromkeys(faults))
    return [(year, replace(target, year=year)) for year, target in dated]


def _against(target: Target, year: int, years: tuple[int, ...], parameters: ParameterNode) -> Iterator[Text]:
    if target.year is None and len(years) > 1:
        yield _WHICH_YEAR.format(code=target.code, year=years[0], written=target.written)
    elif year not in years:
        yield _OTHER_YEAR.format(code=target.code, year=year)
    else:
        codes = [functional_code(parameters, line, year) for line in LINES]
        if target.code not in codes:
            listed = Text("、".join(codes), ", ".join(codes))
            yield _NO_LINE.format(code=target.code, year=year, codes=listed)


def _beside_the_fund(dated: Sequence[tuple[int, Target]], parameters: ParameterNode) -> Iterator[Text]:
    for year, target in dated:
        fund = functional_code(parameters, HOUSING_FUND, year)
        if target.code != fund:
            yield _ONLY_FUND.format(fund=fund, code=target.code)


def _earlier(items: Sequence[object]) -> Iterator[Sequence[object]]:
    for place in range(len(items)):
        yield items[:place]
