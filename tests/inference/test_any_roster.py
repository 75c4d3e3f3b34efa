"""Any roster, budgeted and rounded as documents print it: the truth is inside what is inferred.

``HYPOTHESIS_PROFILE=thousands`` tries thousands of rosters, the default a few.
"""

from __future__ import annotations

import os
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inference import made
from inference.test_truth_inside import contradictions, holds, point_of, truths
from openfisca_china_personnel.documents import Document, Row, Table
from openfisca_china_personnel.inference import Facts, infer
from openfisca_china_personnel.inference.evidence import evidence_of
from openfisca_china_personnel.inference.feasible_set import feasible_set
from openfisca_china_personnel.inference.law_of_year import law_of_year
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

THOUSANDS = os.environ.get("HYPOTHESIS_PROFILE") == "thousands"
ROWS_TRIED, INFERRED = (5_000, 60) if THOUSANDS else (40, 3)
PRINTED = {"元": (1, 2), "千元": (1_000, 2), "万元": (10_000, 2), "万元 to the yuan": (10_000, 4)}
"""Yuan in the unit that a document prints, and its decimals."""


@st.composite
def persons(draw: st.DrawFn) -> made.Person:
    first = draw(st.integers(1, 12))
    return made.Person(
        heads=draw(st.integers(1, 900)),
        active=draw(st.booleans()) or draw(st.booleans()),
        rank=draw(st.sampled_from(made.RANKS)),
        wage=Decimal(draw(st.integers(260_000, 6_000_000))) / 100,
        first=first,
        last=draw(st.integers(first, 12)),
        pays_pension=draw(st.booleans()),
        pays_fund=draw(st.booleans()),
    )


@st.composite
def units(draw: st.DrawFn) -> made.Truth:
    people = draw(st.lists(persons(), min_size=1, max_size=8))
    rate = Decimal(draw(st.integers(500, 1200))) / 10_000
    return made.truth_of(people, draw(st.sampled_from(made.YEARS)), rate)


def printed(truth: made.Truth, how: str) -> Document:
    """The unit's lines as a document prints them, half a last place rounded up; a line that prints as zero is left."""
    yuan, decimals = PRINTED[how]
    rows = []
    for key, (code, name) in made.CODES.items():
        shown = (truth.line(key) / yuan).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if shown:
            rows.append(Row(code, name, values={"budget": str(shown)}))
    table = Table("5", "一般公共预算支出表", "general", how.partition(" ")[0], None, ("budget",), tuple(rows))
    return Document("国家示例局机关", truth.year, "budget", table.amount_unit, (table,))


@settings(max_examples=ROWS_TRIED, deadline=None, derandomize=not THOUSANDS, suppress_health_check=list(HealthCheck))
@given(units(), st.sampled_from(sorted(PRINTED)))
def test_any_roster_is_a_point_of_the_program(truth: made.Truth, how: str) -> None:
    """Every bound is proved from the program's rows: whoever meets them all lies within every bound."""
    parameters = baseline().parameters
    law = law_of_year(parameters, truth.year, Location.central_beijing)
    document = printed(truth, how)
    evidence = evidence_of(document, truth.year, parameters, scope="general", prior=False, facts=Facts())
    program = feasible_set(evidence, law)
    point = point_of(truth, law)
    assert all(point[name].denominator == 1 for name in program.whole)
    assert not [row for row in program.rows if not holds(row, point)]


@settings(max_examples=INFERRED, deadline=None, derandomize=not THOUSANDS, suppress_health_check=list(HealthCheck))
@given(units(), st.sampled_from(sorted(PRINTED)))
def test_any_roster_lies_within_what_is_inferred(truth: made.Truth, how: str) -> None:
    found = infer(printed(truth, how), location="central_beijing")
    assert not contradictions(found)
    for name, value in truths(truth).items():
        quantity = found.quantity(name, truth.year)
        if quantity is not None:
            assert quantity.bounds.holds(Fraction(value)), (name, value, quantity.bounds)
