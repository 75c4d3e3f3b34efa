"""Whatever a roster gives, printed to whatever place, a calibrated roster gives again."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from budget.rows import roster
from calibration.published import document, random_rows, reported
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.calibration import calibrate
from openfisca_china_personnel.comparison import compare

FORMS = (("万元", 2), ("万元", 4), ("千元", 1), ("元", 0), ("元", 2))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(FORMS), st.sampled_from((2015, 2018, 2022, 2023, 2025)))
def test_a_calibrated_roster_reproduces_every_line_to_the_printed_digit(seed, form, year):
    unit, decimals = form
    budget = expected_budget(roster(*random_rows(Random(seed), year), year=year), year)
    lines = reported({item.code: item.amount for item in budget.items}, unit, decimals)
    if not lines or None in {item.amount for item in budget.items}:
        return
    published = document(lines, year=year, unit=unit)
    found = calibrate(published, location="central_beijing")
    assert {line.code: line.fit for line in found.lines if line.code in lines} == dict.fromkeys(lines, "reproduced")
    verdicts = {line.code: line.verdict for line in compare(found.roster, published).lines}
    assert {code: verdicts[code] for code in lines} == dict.fromkeys(lines, "equal")
