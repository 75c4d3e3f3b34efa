"""The named quantities of a year: each the least and the greatest that anything consistent allows, and a point."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from openfisca_china_personnel.inference.evidence import Evidence, Line
from openfisca_china_personnel.inference.feasible_set import ACTIVE, RETIRED, Total, base, has_rent, payers, people
from openfisca_china_personnel.inference.fund_rate import legal_rates
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.inference.numerals import plainly, shown
from openfisca_china_personnel.inference.person_months import at_standard
from openfisca_china_personnel.inference.program import Program
from openfisca_china_personnel.inference.result import PlausiblePoint, Quantity
from openfisca_china_personnel.language import Text

MONTHS = 12


def quantities(
    evidence: Evidence, law: YearLaw, program: Program, point: PlausiblePoint, rates: Interval | None
) -> Iterator[Quantity]:
    """Every quantity of the year that the lines and the law give something for, in a fixed order."""
    yield from _of_people(evidence, law, program, point)
    yield from _of_bases(evidence, law, program, point)
    fund = evidence.line("housing_fund")
    if rates is not None and fund is not None:
        source = Text("{code} ÷ 缴存基数，基数在上下限之内", "line {code} over a base within cap and floor").format(
            code=fund.code
        )
        label = Text("住房公积金缴存比例", "rate of the housing fund")
        yield _quantity(evidence, "housing_fund_rate", label, "/1", rates, point.fund_rate, source)
    yield from _share(evidence, law, program, point)
    yield from _ratio(evidence, law)


def _of_people(evidence: Evidence, law: YearLaw, program: Program, point: PlausiblePoint) -> Iterator[Quantity]:
    active, retired = point.active_months, point.retired_months
    both = active + retired if active is not None and retired is not None else None
    rent = evidence.line("rent_subsidy")
    if has_rent(evidence, law) and rent is not None:
        bounds = _bounds(program, people(law, ACTIVE, RETIRED))
        source = _over_standard(rent, law)
        label = Text("提租补贴人月", "person-months of the rent subsidy")
        yield _quantity(evidence, "rent_subsidy_person_months", label, "person-months", bounds, both, source)
        over = Text("提租补贴人月 ÷ 12", "person-months of the rent subsidy over twelve")
        label = Text("发放提租补贴人数", "heads paid the rent subsidy")
        yield _quantity(evidence, "heads", label, "heads", _twelfth(bounds), _of_year(both), over)
    consistent = Text("全部科目、规则和所述事实所容许", "all lines, rules and stated facts together")
    bounds = _bounds(program, people(law, ACTIVE))
    if bounds.high is not None or (bounds.low is not None and bounds.low > 0):
        label = Text("在职人数", "active heads")
        yield _quantity(evidence, "active_heads", label, "heads", _twelfth(bounds), _of_year(active), consistent)
    bounds = _bounds(program, people(law, RETIRED))
    if bounds.high is not None:
        label = Text("离退休人数", "retired heads")
        yield _quantity(evidence, "retired_heads", label, "heads", _twelfth(bounds), _of_year(retired), consistent)


def _over_standard(rent: Line, law: YearLaw) -> Text:
    """The line over the average of the law, and the standards between which the ranks lie."""
    first = law.stretches[0].law
    assert first.rent_average is not None
    assert first.rent_least is not None
    assert first.rent_most is not None
    fits = at_standard(rent.yuan, first.rent_average)
    assert fits.low is not None
    assert fits.high is not None
    number = plainly(fits.low) if fits.low == fits.high else f"{plainly(fits.low)}–{plainly(fits.high)}"
    return Text(
        "{code}（{printed}）÷ 人均 {average} 元 = {number} 人月；"
        "上下限按职级标准 {least}–{most} 元或所述构成，并计其他各项",
        "line {code} ({printed}) ÷ {average} yuan on average = {number} person-months; the bounds at {least}–{most} "
        "yuan by rank or at the mix that is stated, with everything else",
    ).format(
        code=rent.code,
        printed=rent.printed,
        average=plainly(first.rent_average),
        number=number,
        least=plainly(first.rent_least),
        most=plainly(first.rent_most),
    )


_BASES = (
    ("pension", "pension", "pension_base_year", Text("养老保险缴费基数（全年）", "pension base of the year")),
    ("annuity", "annuity", "annuity_base_year", Text("职业年金缴费基数（全年）", "annuity base of the year")),
    (
        "fund",
        "housing_fund",
        "housing_fund_base_year",
        Text("住房公积金缴存基数（全年）", "housing fund base of the year"),
    ),
)


def _of_bases(evidence: Evidence, law: YearLaw, program: Program, point: PlausiblePoint) -> Iterator[Quantity]:
    stated = evidence.facts.active_heads is not None or evidence.facts.posts is not None
    for scheme, key, name, label in _BASES:
        line = evidence.line(key)
        if line is None or f"{scheme}_base_0" not in program.variables:
            continue
        of_year = _bounds(program, base(law, scheme))
        value = getattr(point, name)
        yield _quantity(evidence, name, label, "yuan", of_year, value, _over_rate(scheme, line, law))
        months = _bounds(program, payers(law, scheme))
        limits = _limits(law, "fund" if scheme == "fund" else "pension")
        if of_year.low is None or months.low is None or not (stated or limits != Interval(None, None)):
            continue
        each = of_year.over(months)
        within = each.meet(limits)
        by_point = value / point.active_months if value is not None and point.active_months else None
        if by_point is not None and not within.holds(by_point):
            # The most plausible heads are not those who contribute.
            by_point = None
        source = Text("全年基数 ÷ 缴费人月，在上下限之内", "the year's base over person-months, within cap and floor")
        head = Text("{what}：人均每月", "{what}: a head and month").format(what=label)
        yield _quantity(evidence, name.replace("_year", "_head_month"), head, "yuan/month", within, by_point, source)


def _over_rate(scheme: str, line: Line, law: YearLaw) -> Text:
    """The line over each rate that the law has in the year, without rounding."""
    rates: tuple[Fraction, ...]
    if scheme == "fund":
        rates = legal_rates(law) or ()
    else:
        rates = tuple(dict.fromkeys(getattr(each.law, f"{scheme}_rate") for each in law.stretches))
    quotients = ", ".join(f"÷ {plainly(rate * 100)}% = {shown(line.value / rate, 2)}" for rate in rates if rate)
    return Text(
        "{code}（{printed}）{quotients} 元；上下限含逐人逐月取整和其他各项",
        "line {code} ({printed}) {quotients} yuan; the bounds with rounding and everything else",
    ).format(code=line.code, printed=line.printed, quotients=quotients)


def _limits(law: YearLaw, scheme: str) -> Interval:
    floors = [getattr(each.law, f"{scheme}_floor") for each in law.stretches]
    caps = [getattr(each.law, f"{scheme}_cap") for each in law.stretches]
    return Interval(None if None in floors else min(floors), None if None in caps else max(caps))


def _share(evidence: Evidence, law: YearLaw, program: Program, point: PlausiblePoint) -> Iterator[Quantity]:
    wages = evidence.wages
    if wages is None or "pension_base_0" not in program.variables:
        return
    bounds = _bounds(program, base(law, "pension"))
    middle = wages.middle
    if bounds.low is None or not middle:
        return
    source = Text(
        "养老保险缴费基数 ÷ 工资（30101、30102、30103、30107）",
        "pension base over the payroll (30101, 30102, 30103, 30107)",
    )
    label = Text("缴费基数占工资的比重", "share of the payroll that contributes")
    share = point.pension_base_year / middle if point.pension_base_year is not None else None
    yield _quantity(evidence, "share_contributing", label, "/1", bounds.over(wages), share, source)


def _ratio(evidence: Evidence, law: YearLaw) -> Iterator[Quantity]:
    """Annuity over pension as printed, beside what the rates give: it tells which rates a document was drafted with."""
    pension, annuity = evidence.line("pension"), evidence.line("annuity")
    if pension is None or annuity is None:
        return
    pairs = {(each.law.pension_rate, each.law.annuity_rate) for each in law.stretches}
    due = ", ".join(
        f"{plainly(of_annuity * 100)}% ÷ {plainly(of_pension * 100)}% = {plainly(of_annuity / of_pension)}"
        for of_pension, of_annuity in sorted((p, a) for p, a in pairs if p is not None and a is not None)
    )
    source = Text("{annuity} ÷ {pension}；按费率 {due}", "{annuity} ÷ {pension}; by the rates {due}").format(
        annuity=annuity.printed, pension=pension.printed, due=due
    )
    label = Text("职业年金与养老保险之比", "annuity over pension")
    bounds = annuity.yuan.over(pension.yuan)
    yield _quantity(evidence, "annuity_over_pension", label, "/1", bounds, annuity.value / pension.value, source)


def _bounds(program: Program, total: Total) -> Interval:
    known = {name: value for name, value in total.items() if name in program.variables}
    low, high = program.range(known)
    # Nothing counted here can be less than none.
    return Interval(max(low, Fraction(0)) if low is not None else Fraction(0), high)


def _twelfth(bounds: Interval) -> Interval:
    return bounds.times(Fraction(1, MONTHS))


def _of_year(person_months: Fraction | None) -> Fraction | None:
    return None if person_months is None else person_months / MONTHS


def _quantity(
    evidence: Evidence, name: str, label: Text, measure: str, bounds: Interval, point: Fraction | None, source: Text
) -> Quantity:
    return Quantity(name, label, evidence.year, measure, bounds, point, source, evidence.unit)
