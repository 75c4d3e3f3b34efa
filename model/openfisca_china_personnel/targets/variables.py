"""What may be varied, as changes of a scenario: so many people more or fewer, a rate, a pay rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.costs import NextHead, next_heads
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number, month_text
from openfisca_china_personnel.roster.limits import rate_limits
from openfisca_china_personnel.scenario.values import MOST_HEADS
from openfisca_china_personnel.targets.evaluation import Evaluation, Written
from openfisca_china_personnel.targets.question import Vary
from openfisca_china_personnel.vocabulary import Rank, label

MOST_RISE = 10_000
"""The highest pay rise that is looked at, in hundredths of a percent: a doubled wage."""

_NO_PEOPLE = Text(
    "名册中没有在职的{rank}，无从得知其工资；请在情景中用 add 写明工资后再求解",
    "the roster has no active {rank} whose wage could be taken; add them in a scenario that states their wage",
)
_NO_WAGE = Text(
    "{rank}的各行都没有填写工资，无法增加该职级的人员",
    "no row of {rank} states a wage, so nobody of the rank can be added",
)
_LOCATIONS = Text(
    "{rank}分布在多个所在地，无法确定增加的人员在哪里；请用 --unit 选定一个单位",
    "people of the rank {rank} are at several locations; choose a unit with --unit",
)
_UNITS = Text(
    "名册有多个单位（{units}），改变人数须用 --unit 选定一个单位",
    "the roster has several units ({units}); choose one with --unit to vary its headcount",
)
_NO_UNIT = Text("名册中没有单位“{unit}”；名册中的单位：{units}", "the roster has no unit “{unit}”; it has {units}")
_NO_LIMITS = Text(
    "这些年度公积金比例的法定上下限没有可查的数值，或互不相容，无法求解比例",
    "the legal limits of the housing fund rate of these years are not known or exclude each other: no rate is legal in "
    "all of them",
)
_OUTSIDE = Text("“{vary}”不在所求的年度 {years} 内", "“{vary}” does not begin within {years}")
_NONE = Text("（未写单位）", "(none named)")


@dataclass(frozen=True)
class Variable:
    """A thing to vary with the month in which it begins, and who would come where people are added.

    A step is one person, or a hundredth of a percent.
    """

    vary: Vary
    since: int
    head: NextHead | None = None

    def changes(self, steps: int) -> tuple[Written, ...]:
        """What so many steps are as changes of a scenario; none for no people and no rise."""
        since = month_text(self.since)
        if self.vary.kind == "rate":
            where = {} if self.vary.unit is None else {"unit": self.vary.unit}
            return ({"assign": {"housing_fund_rate": _percent(steps) + "%", "where": where, "from": since}},)
        if steps == 0:
            return ()
        if self.vary.kind == "raise":
            where = {} if self.vary.rank is None else {"rank": self.vary.rank}
            return ({"raise": {"percent": _percent(steps), "where": where, "from": since}},)
        if steps < 0:
            return ({"remove": {"headcount": str(-steps), "where": {"rank": self.vary.rank}, "from": since}},)
        return ({"add": {"headcount": str(steps), "from": since, **_columns(self.head)}},)

    def bounds(self, model: Evaluation) -> tuple[int, int]:
        """The lowest and the highest step that can be looked at."""
        if self.vary.kind == "raise":
            return 0, MOST_RISE
        if self.vary.kind == "rate":
            return _legal(model.parameters, model.years)
        assert self.vary.rank is not None
        return -model.whole_people(self.vary.rank, self.since), MOST_HEADS


def variable(vary: Vary, model: Evaluation) -> Variable:
    """The variable as the model has it; ``faults_of`` has found nothing against it."""
    since = month_number(model.years[0], 1) if vary.since is None else vary.since
    if vary.kind != "headcount":
        return Variable(vary, since)
    (head,) = _heads_of(vary, model)
    return Variable(vary, since, head)


def faults_of(vary: Vary, model: Evaluation) -> Iterator[Text]:
    """Everything that keeps a thing from being varied on the model's roster in its years."""
    years, roster = model.years, model.roster
    if vary.since is not None and vary.since // 12 not in years:
        yield _OUTSIDE.format(vary=vary.label, years=f"{years[0]}-{years[-1]}" if len(years) > 1 else years[0])
    if vary.unit is not None and vary.unit not in roster.units:
        units = Text("、".join(roster.units), ", ".join(roster.units)) if roster.units else _NONE
        yield _NO_UNIT.format(unit=vary.unit, units=units)
    if vary.kind == "rate":
        least, most = _legal(model.parameters, years)
        if least > most:
            yield _NO_LIMITS
    if vary.kind == "headcount":
        yield from _faults_of_heads(vary, model)


def _faults_of_heads(vary: Vary, model: Evaluation) -> Iterator[Text]:
    heads = _heads_of(vary, model)
    rank, units = label(Rank[str(vary.rank)]), model.roster.units
    if len(units) > 1:
        yield _UNITS.format(units=Text("、".join(units), ", ".join(units)))
    elif not heads:
        yield _NO_PEOPLE.format(rank=rank)
    elif len(heads) > 1:
        yield _LOCATIONS.format(rank=rank)
    elif heads[0].monthly_salary is None:
        yield _NO_WAGE.format(rank=rank)


def _heads_of(vary: Vary, model: Evaluation) -> Sequence[NextHead]:
    """Who else would come, by location: like the roster's own people of the rank, else like those of the scenario."""
    for roster, year in ((model.roster, model.years[0]), *zip(model.rosters, model.years, strict=True)):
        heads = [head for head in next_heads(roster, year) if head.rank == vary.rank]
        if heads:
            return heads
    return []


def _legal(parameters: ParameterNode, years: tuple[int, ...]) -> tuple[int, int]:
    """The rates that the law of every year allows; the lowest above the highest where none is or nothing is known."""
    limits = [rate_limits(parameters, year) for year in years]
    least = [each.minimum for each in limits if each.minimum is not None]
    most = [each.maximum for each in limits if each.maximum is not None]
    return (max(least), min(most)) if len(least) == len(most) == len(years) else (1, 0)


def _columns(head: NextHead | None) -> dict[str, str]:
    assert head is not None
    columns = {
        "rank": head.rank,
        "location": head.location,
        "entry": "transfer",
        "monthly_salary": str(head.salary_in_yuan),
    }
    if head.category is not None:
        columns["category"] = head.category
    if head.housing_fund_rate is not None:
        columns["housing_fund_rate"] = _percent(head.housing_fund_rate) + "%"
    if head.purchase_subsidy:
        columns["purchase_subsidy"] = "yes"
    return columns


def _percent(hundredths: int) -> str:
    return f"{Decimal(hundredths).scaleb(-2).normalize():f}"
