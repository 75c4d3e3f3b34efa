"""One most plausible point of a feasible set, with every assumption named."""

from __future__ import annotations

from fractions import Fraction

from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.feasible_set import ACTIVE, RETIRED, base, has_rent, people
from openfisca_china_personnel.inference.fund_rate import legal_rates
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.inference.numerals import plainly
from openfisca_china_personnel.inference.person_months import MixStandard, nearest_at_standard
from openfisca_china_personnel.inference.program import Program, Row
from openfisca_china_personnel.inference.result import PlausiblePoint
from openfisca_china_personnel.language import Text

_BY_AVERAGE = Text(
    "提租补贴按人均每月 {standard} 元折算人月。",
    "Person-months are the rent subsidy over the average of {standard} yuan.",
)
_BY_MIX = Text(
    "提租补贴按所述职级构成、人均每月 {standard} 元折算人月。",
    "Person-months are the rent subsidy over {standard} yuan, the standard of the rank mix that is stated.",
)
_NO_RETIRED = Text(
    "单位没有列支离休费、退休费，假定不负担离退休人员。",
    "The unit prints no pay of retired people, so none are assumed.",
)
_FEWEST_RETIRED = Text(
    "没有离退休人数的依据，取与各项一致的最少人数。",
    "Nothing tells the number of retired people: the least that is consistent is taken.",
)
_RATE = Text(
    "没有说明住房公积金缴存比例，假定为 {rate}%。", "No rate of the housing fund is stated: {rate} % is assumed."
)
_AS_STATED = Text("在职人数按所述。", "Active heads are as stated.")
_WHOLE_YEAR = Text("人数为全年平均。", "Heads are averages over the year.")


def plausible_point(
    evidence: Evidence, law: YearLaw, program: Program, *, mix_standard: MixStandard | None, rates: Interval | None
) -> PlausiblePoint:
    """The point of the program (which must not be empty) that makes the fewest assumptions, each of them named."""
    assumptions: list[Text] = [_WHOLE_YEAR]
    active, retired = _heads(evidence, law, program, mix_standard, assumptions)
    rate = _rate(evidence, law, rates, assumptions)
    pension = _over(evidence, "pension", _only(law, "pension_rate"))
    annuity = _over(evidence, "annuity", _only(law, "annuity_rate"))
    return PlausiblePoint(
        year=evidence.year,
        active_months=active,
        retired_months=retired,
        fund_rate=rate,
        pension_base_year=_first_inside(program, law, "pension", pension, annuity),
        annuity_base_year=_first_inside(program, law, "annuity", annuity, pension),
        housing_fund_base_year=_first_inside(program, law, "fund", _over(evidence, "housing_fund", rate)),
        assumptions=tuple(assumptions),
    )


def _over(evidence: Evidence, key: str, rate: Fraction | None) -> Fraction | None:
    """The printed figure over a rate."""
    line = evidence.line(key)
    return line.value / rate if line is not None and rate else None


def _first_inside(program: Program, law: YearLaw, scheme: str, *values: Fraction | None) -> Fraction | None:
    """The first value that the program allows for a scheme's base; half way between its bounds where none is.

    Two lines on one base narrow each other, and what the printed figure gives may lie outside by a rounding.
    ``None`` where no value is known.
    """
    known = [value for value in values if value is not None]
    if not known or f"{scheme}_base_0" not in program.variables:
        return None
    bounds = Interval(*program.range(base(law, scheme)))
    return next((value for value in known if bounds.holds(value)), bounds.middle)


def _heads(
    evidence: Evidence, law: YearLaw, program: Program, mix_standard: MixStandard | None, assumptions: list[Text]
) -> tuple[Fraction | None, Fraction | None]:
    """Active and retired person-months."""
    facts = evidence.facts
    if not has_rent(evidence, law):
        if facts.active_heads is not None:
            assumptions.append(_AS_STATED)
        return _months(facts.active_heads), _months(facts.retired_heads)
    line = evidence.line("rent_subsidy")
    average = _only(law, "rent_average") if mix_standard is None else mix_standard.least
    assert line is not None
    assert average is not None
    wanted = nearest_at_standard(line.yuan, average)
    text = _BY_AVERAGE if mix_standard is None else _BY_MIX
    assumptions.append(text.format(standard=plainly(average)))
    if facts.active_heads is not None:
        assumptions.append(_AS_STATED)
    elif facts.retired_heads is None:
        assumptions.append(_FEWEST_RETIRED if evidence.pays_retired else _NO_RETIRED)
    both = people(law, ACTIVE, RETIRED)
    # Person-months as near to the average's as can be, then the fewest retired: a month off weighs more than any split.
    apart = Program(
        (*program.variables, "off"),
        program.whole,
        (
            *program.rows,
            Row("above", (*both.items(), ("off", Fraction(-1))), None, wanted),
            Row("below", (*both.items(), ("off", Fraction(1))), wanted, None),
        ),
    )
    weights = {"off": Fraction(10_000), **people(law, RETIRED)}
    found = apart.point(weights)
    if found is None:
        return None, None
    return sum((found[n] for n in people(law, ACTIVE)), Fraction(0)), sum(
        (found[n] for n in people(law, RETIRED)), Fraction(0)
    )


def _months(heads: Fraction | None) -> Fraction | None:
    return None if heads is None else heads * 12


def _rate(evidence: Evidence, law: YearLaw, rates: Interval | None, assumptions: list[Text]) -> Fraction | None:
    if evidence.facts.fund_rate is not None:
        return evidence.facts.fund_rate
    if evidence.line("housing_fund") is None or rates is None:
        return None
    default = _only(law, "fund_rate_default")
    legal = legal_rates(law)
    rate = default if default is not None else legal[1] if legal else None
    if rate is None or not rates.holds(rate):
        return None
    assumptions.append(_RATE.format(rate=plainly(rate * 100)))
    return rate


def _only(law: YearLaw, name: str) -> Fraction | None:
    """A value of the law that is the same all year; ``None`` where it changes or is not known."""
    values = {getattr(each.law, name) for each in law.stretches}
    return values.pop() if len(values) == 1 else None
