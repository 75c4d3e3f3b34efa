"""Everything that is consistent with the lines, the rules and what is stated: one mixed-integer linear program a year.

Variables are sums over each stretch of months with one law: person-months (active, retired, those who contribute),
bases and amounts in yuan. The fund's rate times its base is not linear, but amount and base are: the amount lies
between the base at the lowest and at the highest rate, whatever each person's own rate.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.law_of_year import MonthLaw, Stretch, YearLaw
from openfisca_china_personnel.inference.person_months import MixStandard
from openfisca_china_personnel.inference.program import Program, Row
from openfisca_china_personnel.inference.rounding import error_to_fen, joint_limits

ONE = Fraction(1)
HALF_YUAN = Fraction(1, 2)
LEAST_CONTRIBUTION = Fraction(100)
"""Yuan a person and month. No rule says so: where no floor is known, person-months would else have no bound and their
rounding could explain anything. Results that rest on it name it."""

ACTIVE, RETIRED, RENT = "active", "retired", "rent"
FUND_YUAN = "fund_yuan"
"""What whole people pay into the fund is whole yuan each month."""
RENT_STEPS = "rent_steps"
"""The rent subsidy of whole people over the yuan that every standard is a multiple of."""
SCHEMES = ("pension", "annuity", "fund")

Total = dict[str, Fraction]
"""A sum of variables, as an objective or the left side of a row."""


def people(law: YearLaw, *kinds: str) -> Total:
    """The sum of person-months of ``active`` and ``retired``."""
    return {f"{kind}_{n}": ONE for kind in kinds for n in range(len(law.stretches))}


def payers(law: YearLaw, scheme: str) -> Total:
    """The sum of person-months that contribute to a scheme."""
    return {f"{scheme}_payers_{n}": ONE for n in range(len(law.stretches))}


def base(law: YearLaw, scheme: str) -> Total:
    """The sum of a scheme's bases over the year, yuan."""
    return {f"{scheme}_base_{n}": ONE for n in range(len(law.stretches))}


def amount(law: YearLaw, scheme: str) -> Total:
    """The sum of a scheme's contributions over the year, yuan."""
    return {f"{scheme}_amount_{n}": ONE for n in range(len(law.stretches))}


def has_rent(evidence: Evidence, law: YearLaw) -> bool:
    """Whether the rent subsidy is printed and the law knows its standards here."""
    return evidence.line("rent_subsidy") is not None and law.all_have("rent_least", "rent_most", "rent_average")


def feasible_set(
    evidence: Evidence,
    law: YearLaw,
    *,
    mix_standard: MixStandard | None = None,
    rate_least: Fraction | None = None,
    rate_most: Fraction | None = None,
) -> Program:
    """The program of a year.

    ``mix_standard`` is the rent subsidy of a stated rank mix; ``rate_least`` and ``rate_most`` stand
    in place of the fund rates that the law allows.
    """
    variables: list[str] = []
    whole: list[str] = []
    rows: list[Row] = []
    stretches = list(enumerate(law.stretches))
    for n, _ in stretches:
        whole += [f"{ACTIVE}_{n}", f"{RETIRED}_{n}"]
    for scheme, line in (("pension", "pension"), ("annuity", "annuity"), ("fund", "housing_fund")):
        printed = evidence.line(line)
        if printed is None or not law.all_have(*_NEEDED[scheme]):
            continue
        for n, stretch in stretches:
            whole.append(f"{scheme}_payers_{n}")
            variables += [f"{scheme}_base_{n}", f"{scheme}_amount_{n}"]
            rows += _scheme_rows(scheme, n, stretch, rate_least, rate_most)
        rows.append(_row(f"line:{line}", amount(law, scheme), printed.yuan.low, printed.yuan.high))
        if any(getattr(stretch.law, _FLOOR[scheme]) is None for _, stretch in stretches):
            enough = {**payers(law, scheme)}
            paid = dict.fromkeys(amount(law, scheme), -ONE / LEAST_CONTRIBUTION)
            rows.append(_row("assumed:least_contribution", {**enough, **paid}, None, Fraction(0)))
    if "pension_base_0" in variables and "annuity_base_0" in variables:
        for n, stretch in stretches:
            rows += _one_base(n, stretch.law)
    rows += _rent_rows(evidence, law, mix_standard)
    if has_rent(evidence, law):
        variables.append(RENT)
    rows += _stated_rows(evidence, law)
    program = Program((*variables, *whole), frozenset(whole), tuple(rows))
    if not evidence.facts.counts_whole_people:
        return replace(program, whole=frozenset())
    return _in_whole_amounts(program, law, has_mix=mix_standard is not None)


_NEEDED = {
    "pension": ("pension_rate",),
    "annuity": ("annuity_rate",),
    "fund": ("fund_rate_least", "fund_rate_most"),
}
_CAP = {"pension": "pension_cap", "annuity": "pension_cap", "fund": "fund_cap"}
_FLOOR = {"pension": "pension_floor", "annuity": "pension_floor", "fund": "fund_floor"}


def _scheme_rows(
    scheme: str, n: int, stretch: Stretch, rate_least: Fraction | None, rate_most: Fraction | None
) -> list[Row]:
    """Rate and rounding, cap and floor, and that whoever contributes is active."""
    law = stretch.law
    payers_, base_, amount_ = (f"{scheme}_{what}_{n}" for what in ("payers", "base", "amount"))
    if scheme == "fund":
        assert law.fund_rate_least is not None
        assert law.fund_rate_most is not None
        least = law.fund_rate_least if rate_least is None else rate_least
        most = law.fund_rate_most if rate_most is None else rate_most
        below, above = -HALF_YUAN, HALF_YUAN
    else:
        rate = law.pension_rate if scheme == "pension" else law.annuity_rate
        assert rate is not None
        least = most = rate
        below, above = error_to_fen(rate)
    said = f"law:{scheme}"
    rows = [
        _row(said, {amount_: ONE, base_: -least, payers_: -below}, Fraction(0), None),
        _row(said, {amount_: ONE, base_: -most, payers_: -above}, None, Fraction(0)),
        _row("contributors_are_active", {payers_: ONE, f"{ACTIVE}_{n}": -ONE}, None, Fraction(0)),
    ]
    cap, floor = getattr(law, _CAP[scheme]), getattr(law, _FLOOR[scheme])
    limits = "fund" if scheme == "fund" else "pension"
    if cap is not None:
        rows.append(_row(f"cap:{limits}", {base_: ONE, payers_: -cap}, None, Fraction(0)))
    if floor is not None:
        rows.append(_row(f"floor:{limits}", {base_: ONE, payers_: -floor}, Fraction(0), None))
    return rows


def _one_base(n: int, law: MonthLaw) -> list[Row]:
    """Pension and annuity rest on the same people and the same bases (国办发〔2015〕18号 四)."""
    said = "law:one_base"
    assert law.pension_rate is not None
    assert law.annuity_rate is not None
    rows = [
        _row(said, {f"pension_{what}_{n}": ONE, f"annuity_{what}_{n}": -ONE}, Fraction(0), Fraction(0))
        for what in ("payers", "base")
    ]
    for limit in joint_limits(law.pension_rate, law.annuity_rate):
        of_base = -(limit.first * law.pension_rate + limit.second * law.annuity_rate)
        terms = {
            f"pension_amount_{n}": limit.first,
            f"annuity_amount_{n}": limit.second,
            f"pension_base_{n}": of_base,
            f"pension_payers_{n}": -limit.most,
        }
        rows.append(_row(said, terms, None, Fraction(0)))
    return rows


def _rent_rows(evidence: Evidence, law: YearLaw, mix_standard: MixStandard | None) -> list[Row]:
    if not has_rent(evidence, law):
        return []
    line = evidence.line("rent_subsidy")
    assert line is not None
    rows = [_row("line:rent_subsidy", {RENT: ONE}, line.yuan.low, line.yuan.high)]
    if mix_standard is not None:
        paid = {RENT: ONE, **dict.fromkeys(people(law, ACTIVE, RETIRED), -mix_standard.least)}
        risen = {RENT: ONE, **dict.fromkeys(people(law, ACTIVE, RETIRED), -mix_standard.most)}
        return [*rows, _row("stated:ranks", paid, Fraction(0), None), _row("stated:ranks", risen, None, Fraction(0))]
    least: Total = {RENT: ONE}
    most: Total = {RENT: ONE}
    for n, stretch in enumerate(law.stretches):
        assert stretch.law.rent_least is not None
        assert stretch.law.rent_most is not None
        for kind in (ACTIVE, RETIRED):
            least[f"{kind}_{n}"] = -stretch.law.rent_least
            most[f"{kind}_{n}"] = -stretch.law.rent_most
    return [*rows, _row("law:rent", least, Fraction(0), None), _row("law:rent", most, None, Fraction(0))]


def _in_whole_amounts(program: Program, law: YearLaw, *, has_mix: bool) -> Program:
    """The program with what whole people are paid: whole yuan into the fund, a multiple of what all standards are."""
    more: list[tuple[str, Row]] = []
    if "fund_amount_0" in program.variables:
        paid = {**amount(law, "fund"), FUND_YUAN: -ONE}
        more.append((FUND_YUAN, _row("law:whole_yuan", paid, Fraction(0), Fraction(0))))
    if RENT in program.variables and not has_mix:
        more.append((RENT_STEPS, _row("law:rent", {RENT: ONE, RENT_STEPS: -_step(law)}, Fraction(0), Fraction(0))))
    names, rows = tuple(name for name, _ in more), tuple(row for _, row in more)
    return Program((*program.variables, *names), program.whole | set(names), (*program.rows, *rows))


def _step(law: YearLaw) -> Fraction:
    steps = [each.law.rent_step for each in law.stretches if each.law.rent_step is not None]
    below = math.lcm(*(step.denominator for step in steps))
    return Fraction(math.gcd(*(int(step * below) for step in steps)), below)


def _stated_rows(evidence: Evidence, law: YearLaw) -> list[Row]:
    facts = evidence.facts
    rows = []
    for said, kind, heads in (
        ("stated:active_heads", ACTIVE, facts.active_heads),
        ("stated:retired_heads", RETIRED, facts.retired_heads),
    ):
        if heads is None:
            continue
        # Heads are averages: who comes and goes within the year moves person-months from one stretch to another.
        rows.append(_row(said, people(law, kind), heads * 12, heads * 12))
    if facts.posts is not None:
        for n, stretch in enumerate(law.stretches):
            rows.append(_row("stated:posts", {f"{ACTIVE}_{n}": ONE}, None, facts.posts * len(stretch.months)))
    return rows


def _row(statement: str, terms: Total, low: Fraction | None, high: Fraction | None) -> Row:
    return Row(statement, tuple(terms.items()), low, high)
