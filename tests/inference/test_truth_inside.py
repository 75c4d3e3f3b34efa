"""Whatever a unit is, what is true of it lies within what is inferred from its printed lines.

INFERENCE_UNITS says how many units are tried: thousands by hand, fewer in the suite.
"""

from __future__ import annotations

import os
from fractions import Fraction

import pytest

from inference import made
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.inference import Facts, Inference, infer
from openfisca_china_personnel.inference.evidence import evidence_of
from openfisca_china_personnel.inference.feasible_set import feasible_set
from openfisca_china_personnel.inference.law_of_year import YearLaw, law_of_year
from openfisca_china_personnel.inference.program import Row
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

RENT_STEP = 5
"""Every standard of the rent subsidy is a multiple of 5 yuan."""
UNITS = int(os.environ.get("INFERENCE_UNITS", "300"))
INFERRED = int(os.environ.get("INFERENCE_INFERRED", "16"))


@pytest.mark.parametrize("place", [Location.central_beijing, Location.other])
def test_the_truth_meets_every_row_of_the_program(place: Location) -> None:
    """Bounds are proved from the rows, so a truth that meets them all lies within every bound."""
    for seed in range(UNITS):
        _, truth = made.unit(seed)
        lines = {key: truth.line(key) for key in made.CODES if truth.line(key)}
        document = made.document(lines, truth.year, in_wan=seed % 3 > 0)
        law = law_of_year(baseline().parameters, truth.year, place)
        evidence = evidence_of(document, truth.year, baseline().parameters, scope="general", prior=False, facts=Facts())
        program = feasible_set(evidence, law)
        point = point_of(truth, law)
        for row in program.rows:
            assert holds(row, point), (seed, row)


@pytest.mark.parametrize("seed", range(INFERRED))
def test_the_truth_lies_within_the_bounds(seed: int) -> None:
    _, truth = made.unit(seed)
    lines = {key: truth.line(key) for key in made.CODES if truth.line(key)}
    found = infer(made.document(lines, truth.year), location="central_beijing")
    for name, value in truths(truth).items():
        quantity = found.quantity(name, truth.year)
        if quantity is not None:
            assert quantity.bounds.holds(value), (name, value, quantity.bounds)
    if "rent" in lines:
        assert {q.name for q in found.quantities} >= {"rent_subsidy_person_months", "active_heads", "retired_heads"}
    assert not contradictions(found), [each.text.en for each in found.conflicts]


@pytest.mark.parametrize("seed", range(INFERRED, INFERRED + 4))
def test_the_truth_stays_inside_when_it_is_stated(seed: int) -> None:
    people, truth = made.unit(seed)
    lines = {key: truth.line(key) for key in made.CODES if truth.line(key)}
    ranks: dict[str, Fraction] = {}
    for each in people:
        ranks[each.rank] = ranks.get(each.rank, Fraction(0)) + each.heads * (each.last - each.first + 1)
    facts = Facts(
        active_heads=Fraction(truth.months("active"), 12),
        retired_heads=Fraction(truth.months("retired"), 12),
        ranks=ranks,
        fund_rate=Fraction(truth.rate),
    )
    found = infer(made.document(lines, truth.year), location="central_beijing", facts=facts)
    assert not contradictions(found), [each.text.en for each in found.conflicts]
    for name, value in truths(truth).items():
        quantity = found.quantity(name, truth.year)
        if quantity is not None:
            assert quantity.bounds.holds(value), (name, value, quantity.bounds)


def contradictions(found: Inference) -> list[str]:
    """Conflicts of the lines themselves; that the fund has another base than the pension is no contradiction of law."""
    return [each.text.en for each in found.conflicts if "housing fund rested" not in each.text.en]


def truths(truth: made.Truth) -> dict[str, Fraction]:
    of_rent = truth.months("active") + truth.months("retired")
    return {
        "rent_subsidy_person_months": Fraction(of_rent),
        "heads": Fraction(of_rent, 12),
        "active_heads": Fraction(truth.months("active"), 12),
        "retired_heads": Fraction(truth.months("retired"), 12),
        "pension_base_year": truth.base("pension"),
        "annuity_base_year": truth.base("annuity"),
        "housing_fund_base_year": truth.base("fund"),
        "housing_fund_rate": Fraction(truth.rate),
    }


def point_of(truth: made.Truth, law: YearLaw) -> dict[str, Fraction]:
    """The truth as values of the program's variables."""
    steps = Fraction(truth.rent) / RENT_STEP
    assert steps.denominator == 1
    point = {"rent": Fraction(truth.rent), "rent_steps": steps, "fund_yuan": Fraction(truth.line("fund"))}
    for n, stretch in enumerate(law.stretches):
        for kind in ("active", "retired"):
            point[f"{kind}_{n}"] = Fraction(sum(truth.person_months.get((kind, m), 0) for m in stretch.months))
        for scheme in ("pension", "annuity", "fund"):
            payers = sum(truth.person_months.get((scheme, m), 0) for m in stretch.months)
            point[f"{scheme}_payers_{n}"] = Fraction(payers)
            point[f"{scheme}_base_{n}"] = sum(
                (Fraction(truth.bases.get((scheme, m), 0)) for m in stretch.months), Fraction(0)
            )
            point[f"{scheme}_amount_{n}"] = sum(
                (Fraction(truth.amounts.get((scheme, m), 0)) for m in stretch.months), Fraction(0)
            )
    return point


def holds(row: Row, point: dict[str, Fraction]) -> bool:
    value = sum((factor * point[name] for name, factor in row.coefficients), Fraction(0))
    return (row.low is None or value >= row.low) and (row.high is None or value <= row.high)


@pytest.mark.parametrize("seed", range(8))
def test_the_made_lines_are_those_of_the_model(seed: int) -> None:
    people, truth = made.unit(seed)
    budget = expected_budget(read_roster(made.frame(people, truth)), truth.year)
    amounts = {item.code: (item.amount, item.low, item.high) for item in budget.items}
    for key, (code, _) in made.CODES.items():
        amount, low, high = amounts[code]
        # Where the law has a gap the model gives a range, or leaves the line open.
        assert amount == truth.line(key) or (amount is None and (low is None or low <= truth.line(key) <= high))
