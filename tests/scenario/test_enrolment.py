"""Enrolment: people who begin to pay into schemes, such as staff whose pay regrading is done."""

from __future__ import annotations

import pytest

from budget.rows import amounts, yuan
from scenario.made import PERSON, made, of_month, refused, texts

OUTSIDE = {**PERSON, "rank": "staff", "headcount": "5", "contributes_housing_fund": "否", "contributes_pension": "否"}
BOTH = {"schemes": ["housing_fund", "pension"], "from": "2024-07"}


def test_everything_begins_in_its_first_month():
    (budget,) = made(OUTSIDE, {"enrol": {**BOTH, "purchase_subsidy": "yes"}}).budgets
    assert of_month(budget, 6) == yuan(0, 0, 0, 350, 0)
    # 5 × 1440, 5 × 720, 5 × 1080, 5 × 70, 5 × 800
    assert of_month(budget, 7) == of_month(budget, 8) == yuan(7200, 3600, 5400, 350, 4000)
    assert amounts(budget) == [*yuan(43200, 21600, 32400, 4200, 24000)]


@pytest.mark.parametrize(
    ("schemes", "expected"),
    [
        ("housing_fund", (0, 0, 5400, 350, 0)),
        (["住房公积金"], (0, 0, 5400, 350, 0)),
        (["公积金", "公积金"], (0, 0, 5400, 350, 0)),
        ("pension", (7200, 3600, 0, 350, 0)),
        (["基本养老保险"], (7200, 3600, 0, 350, 0)),
        (["公积金", "养老保险"], (7200, 3600, 5400, 350, 0)),
    ],
)
def test_one_scheme_or_both(schemes, expected):
    (budget,) = made(OUTSIDE, {"enrol": {"schemes": schemes, "from": "2024-07"}}).budgets
    assert of_month(budget, 6) == yuan(0, 0, 0, 350, 0)
    assert of_month(budget, 7) == yuan(*expected)


def test_the_purchase_subsidy_alone_begins_and_ends():
    changes = [
        {"enrol": {"purchase_subsidy": said, "from": month}} for said, month in (("是", "2024-03"), ("否", "2024-05"))
    ]
    (budget,) = made(PERSON, *changes).budgets
    assert [of_month(budget, month)[4] for month in (2, 3, 4, 5)] == [*yuan(0, 1200, 1200, 0)]


def test_only_who_is_not_yet_enrolled_is_taken():
    rows = [{**PERSON, "headcount": "3"}, OUTSIDE]
    passed = made(rows, {"enrol": {**BOTH, "headcount": "2"}})
    assert texts(passed, "people_taken")[0][0].endswith("第 3 行 2 人。")
    # 3 × 1440; 5 × 1440
    assert [of_month(passed.budgets[0], month)[0] for month in (6, 7)] == [*yuan(4320, 7200)]
    (fault,) = refused(rows, {"enrol": {**BOTH, "headcount": "6"}})
    assert "只有 5 人" in fault.text.zh
    (fault,) = refused(PERSON, {"enrol": BOTH})
    assert fault.text.en == "scenario “试”: change 1: nobody matches for enrol"


def test_whoever_pays_one_scheme_is_taken_for_the_other():
    for paid, before in (("housing_fund", (0, 0, 5400)), ("pension", (7200, 3600, 0))):
        (budget,) = made({**OUTSIDE, f"contributes_{paid}": "是"}, {"enrol": BOTH}).budgets
        assert of_month(budget, 6)[:3] == yuan(*before)
        assert of_month(budget, 7)[:3] == yuan(7200, 3600, 5400)
