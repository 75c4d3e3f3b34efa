"""Changes of law: a scenario's ``set`` and its assumptions on caps and floors, as one Reform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import partial
from itertools import product

from openfisca_core.parameters import Parameter, ParameterAtInstant, ParameterNode
from openfisca_core.reforms import Reform
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.days import day_after, day_before
from openfisca_china_personnel.faults import Fault, InputFaults, refuse
from openfisca_china_personnel.grafting import grafted
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import RATE_STEPS
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.provisions import Provision, all_series, in_force, series
from openfisca_china_personnel.roster.cells import Refused
from openfisca_china_personnel.roster.numbers import rate_of
from openfisca_china_personnel.scenario.changes import FOREVER, SetRule
from openfisca_china_personnel.scenario.schema import Growth, Scenario
from openfisca_china_personnel.scenario.uncertainty import central
from openfisca_china_personnel.scenario.values import number_of_text

_RATES = tuple(f"housing_fund.rate.{name}" for name in ("minimum", "maximum", "default"))

_NO_SUCH = Text(
    "没有参数“{path}”{near}（可用的参数见 rules 命令）",
    "there is no parameter “{path}”{near} (the command rules lists them)",
)
_NEAR = Text("，是否应为“{near}”？", "; did you mean “{near}”?")
_NOT_A_SERIES = Text("参数“{path}”不是数值，不能调整", "the parameter “{path}” is no number and cannot be set")
_NOT_A_VALUE = Text(
    "“{found}”不合参数“{path}”，应为{expected}", "“{found}” does not fit “{path}”; expected is {expected}"
)
_RATE = Text("0 至 100% 的比例，如 0.10 或 10%", "a rate from 0 to 100 %, such as 0.10 or 10%")
_MONTH = Text("1 至 12 的月份", "a month from 1 to 12")
_AMOUNT = Text("不为负的数，至多两位小数", "a number, not negative, of at most two decimals")
_OVERLAP = Text(
    "与第 {other} 项变动重叠：两项都调整参数“{path}”在 {month} 的数值",
    "overlaps with change {other}: both set “{path}” in {month}",
)
_RATE_OUTSIDE = Text(
    "自 {day} 起比例 {rate} 不在法定的 {least} 至 {most} 之内；请同时 set housing_fund.rate.minimum 或 maximum",
    "from {day} the fund's rate {rate} lies outside the legal {least} to {most}; to change those too, set "
    "housing_fund.rate.minimum or maximum as well",
)
_OF_CHANGE = Text("情景“{name}”第 {place} 项变动：{fault}", "scenario “{name}”: change {place}: {fault}")

_CENTURY_END = "9999-12-31"


@dataclass(frozen=True)
class Setting:
    """One value put in place of the law's, from a first to a last day (ISO; ``None``: to the law's next dated value).

    ``outlasts`` says that no later dated value of the law counts any more.
    """

    path: str
    value: float | int
    first_day: str
    last_day: str | None = None
    outlasts: bool = False


def settings_of(scenario: Scenario, system: TaxBenefitSystem, last_year: int) -> list[Setting]:
    """Everything that the scenario puts in place of the law, what it assumes of caps and floors up to ``last_year``.

    Raises ``InputFaults`` with every ``set`` that names no parameter, a value that does not fit, or overlaps another.
    """
    found: dict[int, Setting] = {}
    faults: list[Fault] = []
    for place, change in enumerate(scenario.changes, start=1):
        content = change.content
        if not isinstance(content, SetRule):
            continue
        try:
            setting = _setting(content, system.parameters)
            _refuse_overlap(setting, found, system.parameters)
            found[place] = setting
        except InputFaults as refused:
            faults.extend(_faults_of(scenario, place, refused))
    if not faults:
        faults = _rates_outside(scenario, found, system)
    if faults:
        raise InputFaults(faults)
    growth = scenario.assumptions.average_wage_growth
    assumed = list(_grown_limits(growth, system.parameters, last_year)) if growth is not None else []
    return [*assumed, *found.values()]


def changed_law(system: TaxBenefitSystem, settings: Iterable[Setting], name: str) -> TaxBenefitSystem:
    """The system with the settings in it as a Reform; the system itself where there are none.

    Everything but the series that change is shared with the system.
    """
    wanted = list(settings)
    if not wanted:
        return system

    class ChangedLaw(Reform):  # type: ignore[misc]  # OpenFisca has no types
        def apply(self) -> None:
            parameters: ParameterNode = system.parameters
            for setting in wanted:
                parameters = grafted(parameters, setting.path, partial(_set, setting=setting, scenario=name))
            self.parameters = parameters

    return ChangedLaw(system)


def path_of(name: str, parameters: ParameterNode) -> str:
    """The parameter that a path or a Chinese label names. Raises ``InputFaults`` with the nearest one."""
    labels: dict[str, str] = {}
    for values in all_series(parameters):
        labels.setdefault(values[0].label.zh, values[0].path)
        labels[values[0].path] = values[0].path
    wanted = name.strip()
    if wanted in labels:
        return labels[wanted]
    near = get_close_matches(wanted, labels, n=1, cutoff=0.6)
    raise refuse(_NO_SUCH.format(path=wanted, near=_NEAR.format(near=near[0]) if near else Text("", "")))


def _setting(content: SetRule, parameters: ParameterNode) -> Setting:
    path = path_of(content.parameter, parameters)
    held = series(parameters, path)
    if any(isinstance(provision.value, str) for provision in held):
        raise refuse(_NOT_A_SERIES.format(path=path))
    value = _value(content.value, held[0])
    first_day = f"{month_text(content.first_month)}-01"
    if content.until is None:
        return Setting(path, value, first_day)
    if content.until == FOREVER:
        return Setting(path, value, first_day, outlasts=True)
    return Setting(path, value, first_day, day_before(f"{month_text(content.until + 1)}-01"))


def _value(text: str, provision: Provision) -> float | int:
    """The number that a series of this kind holds: a rate, a month or an amount."""
    if provision.unit == "/1":
        try:
            return rate_of(text) / RATE_STEPS
        except Refused as refused:
            raise _misfit(text, provision, _RATE) from refused
    number = number_of_text(text)
    if ".reset_month." in provision.path:
        if number is None or number not in range(1, 13):
            raise _misfit(text, provision, _MONTH)
        return int(number)
    if number is None or number < 0 or number != round(number, 2):
        raise _misfit(text, provision, _AMOUNT)
    return int(number) if number == number.to_integral_value() else float(number)


def _misfit(text: str, provision: Provision, expected: Text) -> InputFaults:
    return refuse(_NOT_A_VALUE.format(found=text, path=provision.path, expected=expected))


def _refuse_overlap(setting: Setting, others: dict[int, Setting], parameters: ParameterNode) -> None:
    first, last = setting.first_day, end_of(setting, parameters)
    for place, other in others.items():
        if other.path == setting.path and first <= end_of(other, parameters) and other.first_day <= last:
            month = max(first, other.first_day)[:7]
            raise refuse(_OVERLAP.format(other=place, path=setting.path, month=month))


def end_of(setting: Setting, parameters: ParameterNode) -> str:
    """The last day on which a setting holds (ISO; 9999-12-31 for no end)."""
    if setting.last_day is not None:
        return setting.last_day
    later = [p.start for p in series(parameters, setting.path) if p.start > setting.first_day]
    return day_before(min(later)) if later and not setting.outlasts else _CENTURY_END


def _rates_outside(scenario: Scenario, found: dict[int, Setting], system: TaxBenefitSystem) -> list[Fault]:
    """A default rate of the fund that the law as changed does not allow, on any day from the first change on."""
    of_rates = {place: setting for place, setting in found.items() if setting.path in _RATES}
    if not of_rates:
        return []
    law = changed_law(system, of_rates.values(), scenario.name).parameters
    first_day = min(setting.first_day for setting in of_rates.values())
    dates = {provision.start for path in _RATES for provision in series(law, path)}
    for day in sorted(date for date in dates if date >= first_day):
        least, most, rate = (in_force(law, path, day) for path in _RATES)
        if least and most and rate and not _number(least) <= _number(rate) <= _number(most):
            text = _RATE_OUTSIDE.format(rate=rate.shown, least=least.shown, most=most.shown, day=day)
            begun = [place for place, setting in of_rates.items() if setting.first_day <= day]
            return _faults_of(scenario, begun[-1], refuse(text))
    return []


def _faults_of(scenario: Scenario, place: int, found: InputFaults) -> list[Fault]:
    texts = (_OF_CHANGE.format(name=scenario.name, place=place, fault=fault.text) for fault in found.faults)
    return [scenario.fault_in(place, text) for text in texts]


def _grown_limits(growth: Growth, parameters: ParameterNode, last_year: int) -> Iterator[Setting]:
    """Caps and floors after the last known one: each year's, grown from the one before, in whole yuan.

    They begin with the day of a gap at the end of a series, else the day after the series is known, and then each July.
    """
    for scheme, kind in product(("housing_fund", "pension"), ("base_cap", "base_floor")):
        for location in parameters.children[scheme].children[kind].children:
            path = f"{scheme}.{kind}.{location}"
            held = series(parameters, path)
            known = [provision for provision in held if provision.value is not None]
            first_day = _first_unknown_day(held)
            if not known or first_day is None:
                continue
            amount = Decimal(str(known[-1].value))
            while int(first_day[:4]) <= last_year:
                rate = central(growth.in_year(int(first_day[:4])))
                amount = (amount * (1 + rate)).quantize(Decimal(1), ROUND_HALF_UP)
                yield Setting(path, int(amount), first_day, outlasts=True)
                first_day = _next_july(first_day)


def _first_unknown_day(held: tuple[Provision, ...]) -> str | None:
    last = held[-1]
    if last.value is None:
        return last.start
    if last.known_until is None:
        return _next_july(last.start) if last.changes == "with minimum wage" else None
    return day_after(last.known_until)


def _next_july(day: str) -> str:
    year = int(day[:4])
    return f"{year}-07-01" if day < f"{year}-07-01" else f"{year + 1}-07-01"


def _number(provision: Provision) -> float:
    assert isinstance(provision.value, (int, float))
    return provision.value


def _set(leaf: Parameter, setting: Setting, scenario: str) -> Parameter:
    """The series with the setting in it; whatever the law says after its last day keeps its document and grade."""
    metadata = {"document": scenario, "grade": "C", "assumed": True}
    dated = sorted(leaf.values_list, key=lambda value: str(value.instant_str))
    before = [value for value in dated if value.instant_str < setting.first_day]
    after = [value for value in dated if value.instant_str > setting.first_day]
    put = ParameterAtInstant(
        f"{leaf.name}.{setting.first_day}", setting.first_day, {"value": setting.value, "metadata": metadata}
    )
    if setting.outlasts:
        after = []
    elif setting.last_day is None:
        # Until the law's next dated value: what the scenario itself assumes of later days is none.
        after = [value for value in after if not value.metadata.get("assumed")]
    else:
        resumed = day_after(setting.last_day)
        covering = [value for value in dated if value.instant_str <= resumed]
        after = [value for value in dated if value.instant_str > resumed]
        last = covering[-1] if covering else None
        data = {"value": last.value if last else None, "metadata": dict(last.metadata) if last else {"grade": "C"}}
        after.insert(0, ParameterAtInstant(f"{leaf.name}.{resumed}", resumed, data))
    put.metadata["replaced"] = list(_replaced(dated, [*before, *after]))
    changed = leaf.clone()
    changed.values_list = sorted([*before, put, *after], key=lambda value: str(value.instant_str), reverse=True)
    return changed


def _replaced(dated: list[ParameterAtInstant], kept: list[ParameterAtInstant]) -> Iterator[tuple[str, float]]:
    """The law's known values that are no longer in the series; a gap beside them is still judged by them."""
    for value in dated:
        yield from value.metadata.get("replaced", ())
        is_law = value.value is not None and not value.metadata.get("assumed")
        if is_law and not any(value is other for other in kept):
            yield value.instant_str, value.value
