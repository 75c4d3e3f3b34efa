"""Bounds are no wider than they must be: a unit that exists reaches them, and a rule taken away widens them."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from inference import made
from openfisca_china_personnel.inference import Facts, infer
from openfisca_china_personnel.inference.contradiction import eased, smallest_contradiction
from openfisca_china_personnel.inference.evidence import evidence_of
from openfisca_china_personnel.inference.feasible_set import base, feasible_set, payers, people
from openfisca_china_personnel.inference.law_of_year import law_of_year
from openfisca_china_personnel.inference.program import WHOLE_PEOPLE, Program, Row
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

YEAR = 2024
LINES = {
    "pension": Decimal("3077100"),
    "annuity": Decimal("1538550"),
    "fund": Decimal("3904800"),
    "rent": Decimal("147700"),
}
ONE = Fraction(1)
NEARLY = 1 + Fraction(1, 500_000)


def of(heads: int, rank: str, *, months: int = 12, wage: str = "10000", active: bool = True) -> made.Person:
    return made.Person(heads, active, rank, Decimal(wage), 1, months, pays_pension=False, pays_fund=False)


@pytest.mark.parametrize(
    ("people_there", "end"),
    [
        # 1,136 × 130 = 147,680 and 2,110 × 70 = 147,700: both are printed 14.77.
        ([of(94, "director_general"), of(1, "director_general", months=8)], "low"),
        ([of(175, "staff"), of(1, "staff", months=10)], "high"),
    ],
)
def test_a_unit_reaches_the_bounds_of_person_months(people_there: list[made.Person], end: str) -> None:
    truth = made.truth_of(people_there, YEAR, Decimal("0.12"))
    printed = made.document({"rent": truth.rent}, YEAR)
    assert printed.tables[0].rows[0].values["budget"] == "14.77"
    bounds = infer(printed).quantity("rent_subsidy_person_months")
    assert bounds is not None
    assert getattr(bounds.bounds, end) == truth.months("active")


def test_a_unit_reaches_the_least_active_heads() -> None:
    # 4,234 yuan is 12 % of the cap from July 2024: 922 person-months of it are 3,903,748, and 3,904,750 are printed.
    at_cap = made.Person(153, True, "director_general", Decimal(50_000), 7, 12, False, True)
    one_more = made.Person(1, True, "director_general", Decimal(50_000), 9, 12, False, True)
    last = made.Person(1, True, "director_general", Decimal(8_750), 12, 12, False, True)
    retired = made.Person(213, False, "director_general", Decimal(0), 1, 1, False, False)
    truth = made.truth_of([at_cap, one_more, last, retired], YEAR, Decimal("0.12"))
    printed = made.document({key: truth.line(key) for key in ("fund", "rent")}, YEAR)
    assert [row.values["budget"] for row in printed.tables[0].rows] == ["390.48", "14.77"]
    active = infer(printed).quantity("active_heads")
    assert active is not None
    assert active.bounds.low == Fraction(truth.months("active"), 12) == Fraction(923, 12)


@pytest.mark.parametrize(
    ("rule", "unprinted"),
    [
        ("law:rent", ""),
        ("cap:fund", ""),
        ("line:rent_subsidy", ""),
        ("law:one_base", ""),
        # With a rent subsidy fewer people are left than the floor allows.
        ("floor:pension", "rent"),
    ],
)
def test_without_a_rule_some_bound_is_wider(rule: str, unprinted: str) -> None:
    program, law = _program({key: yuan for key, yuan in LINES.items() if key != unprinted})
    assert not program.is_empty()
    objectives = [people(law, "active"), base(law, "fund"), base(law, "pension"), payers(law, "pension")]
    fewer = program.without({rule})
    before = [program.bounds(each) for each in objectives]
    after = [fewer.bounds(each) for each in objectives]
    assert [(each.low, each.high) for each in before] != [(each.low, each.high) for each in after]
    for narrow, wide in zip(before, after, strict=True):
        # A bound that is not exhausted is proved and no more; a sum of yuan is sharpened to a millionth.
        if narrow.is_closed and wide.is_closed:
            assert wide.low is None or (narrow.low is not None and wide.low <= narrow.low * NEARLY)
            assert wide.high is None or (narrow.high is not None and wide.high >= narrow.high / NEARLY)


def test_the_smallest_contradiction_is_irreducible() -> None:
    lines = {**LINES, "annuity": Decimal("1538400")}
    program, _ = _program(lines, Facts(active_heads=Fraction(130)))
    assert program.is_empty()
    group = smallest_contradiction(program)
    others = set(program.statements) - set(group)
    assert program.without(others).is_empty()
    for statement in group:
        assert not program.without(others | {statement}).is_empty(), statement
    rest, found, left_out = eased(program)
    assert not rest.is_empty()
    assert found
    assert left_out == ("law:one_base",)


def test_an_empty_program_is_told_from_one_that_just_holds() -> None:
    x = (("x", ONE),)
    just = Program(("x",), frozenset(), (Row("a", x, low=Fraction(5)), Row("b", x, high=Fraction(5))))
    none = Program(("x",), frozenset(), (Row("a", x, low=Fraction("5.00001")), Row("b", x, high=Fraction(5))))
    assert not just.is_empty()
    assert just.range(dict(x)) == (5, 5)
    assert none.is_empty()


def test_a_bound_that_is_not_there_is_none() -> None:
    open_above = Program(("x",), frozenset(), (Row("a", (("x", ONE),), low=Fraction(1)),))
    assert open_above.range({"x": ONE}) == (1, None)


def test_whole_numbers_narrow_a_bound_or_empty_a_set() -> None:
    def between(low: str, high: str) -> Program:
        row = Row("a", (("x", ONE),), low=Fraction(low), high=Fraction(high))
        return Program(("x",), frozenset({"x"}), (row,))

    assert between("2.5", "4.5").range({"x": ONE}) == (3, 4)
    assert between("147.6", "147.7").is_empty()
    parts = between("147.6", "147.7").without({WHOLE_PEOPLE})
    assert not parts.is_empty()
    assert parts.range({"x": ONE}) == (Fraction("147.6"), Fraction("147.7"))


def test_bounds_in_whole_numbers_are_those_that_counting_finds() -> None:
    """7x + 13y between 100 and 101 and x ≤ 2y: rounding each bound of the relaxation inwards would be too wide."""
    rows = (
        Row("sum", (("x_0", Fraction(7)), ("y_0", Fraction(13))), Fraction(100), Fraction(101)),
        Row("share", (("x_0", ONE), ("y_0", Fraction(-2))), None, Fraction(0)),
    )
    program = Program(("x_0", "y_0"), frozenset({"x_0", "y_0"}), rows)
    whole = [(x, y) for x in range(20) for y in range(20) if 100 <= 7 * x + 13 * y <= 101 and x <= 2 * y]
    assert program.range({"x_0": ONE}) == (min(x for x, _ in whole), max(x for x, _ in whole))
    assert program.range({"y_0": ONE}) == (min(y for _, y in whole), max(y for _, y in whole))
    loose = program.without({WHOLE_PEOPLE}).range({"x_0": ONE})
    assert loose[0] is not None
    assert math.ceil(loose[0]) < min(x for x, _ in whole)


def _program(lines: dict[str, Decimal] = LINES, facts: Facts | None = None):  # type: ignore[no-untyped-def]
    parameters = baseline().parameters
    law = law_of_year(parameters, YEAR, Location.central_beijing)
    printed = made.document(lines, YEAR)
    evidence = evidence_of(printed, YEAR, parameters, scope="general", prior=False, facts=facts or Facts())
    return feasible_set(evidence, law), law
