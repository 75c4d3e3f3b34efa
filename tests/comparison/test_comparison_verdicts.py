"""One line beside one printed figure: every verdict, at the edges of the interval that the print stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.rows import ANNUITY, CODES, HOUSING_FUND, PENSION, PLAIN, PURCHASE_SUBSIDY, RENT_SUBSIDY, roster
from openfisca_china_personnel.comparison import VERDICTS, compare
from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.documents.document import Row

GENERAL_TITLE = "一般公共预算支出表"


def document(figures, *, unit=None, year=2024, kind="budget", amount_unit="元", column=None, **more):
    """A document with one table of the general public budget; ``figures``: what it prints by code."""
    column = column or ("budget" if kind == "budget" else "actual")
    rows = tuple(Row(code, "", values={column: printed}) for code, printed in figures.items())
    table = Table("5", GENERAL_TITLE, "general", amount_unit, None, (column,), rows)
    return Document(unit, year, kind, amount_unit, (table,), **more)


def line(code, figures, *rows, **options):
    """The compared line of a code; None where there is none."""
    found = compare(roster(*(rows or (PLAIN,)), year=2024), document(figures, **options))
    return next((each for each in found.lines if each.code == code), None)


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # Pension of 9000: 1440 × 12 = 17,280.00 and no range.
        ("17280.00", "equal"),
        ("17280", "equal"),
        ("17279.99", "below"),
        ("17280.01", "above"),
        ("17279.5", "below"),
        ("17280.5", "above"),
        ("17281", "above"),
        ("17279", "below"),
    ],
)
def test_against_one_amount(printed, verdict):
    assert line(PENSION, {PENSION: printed}).verdict == verdict


@pytest.mark.parametrize(
    ("base", "printed", "verdict"),
    [
        # One month of pension. 9003.13 × 16 % = 1440.5008 → 1440.50; 9003.07 → 1440.4912 → 1440.49.
        ("9003.07", "1440", "equal"),
        ("9003.07", "1441", "above"),
        ("9003.13", "1440", "below"),  # [1439.50, 1440.50): the upper edge lies outside
        ("9003.13", "1441", "equal"),  # [1440.50, 1441.50): the lower edge lies inside
    ],
)
def test_half_of_the_last_place_either_way(base, printed, verdict):
    row = {**PLAIN, "pension_base": base, "start_month": "2024-12"}
    assert line(PENSION, {PENSION: printed}, row).verdict == verdict


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # Fund without a stated rate: 12,960 in [5,400, 12,960].
        ("12960", "equal"),
        ("5400", "within"),
        ("9000.00", "within"),
        ("5399.5", "below"),
        ("5399.99", "below"),
        ("12960.01", "above"),
        ("0", "below"),
    ],
)
def test_against_a_range(printed, verdict):
    row = {key: value for key, value in PLAIN.items() if key != "housing_fund_rate"}
    found = line(HOUSING_FUND, {HOUSING_FUND: printed}, row)
    assert found.verdict == verdict
    assert (found.low, found.high) == (Decimal("5400.00"), Decimal("12960.00"))


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # In 万元 with two decimals: 0.54 is [5350, 5450), 0.53 is [5250, 5350), 1.30 is [12950, 13050), 1.31 above.
        ("0.54", "within"),
        ("0.53", "below"),
        ("1.29", "within"),
        ("1.30", "equal"),
        ("1.31", "above"),
    ],
)
def test_a_coarse_print_meets_the_edge_of_a_range(printed, verdict):
    row = {key: value for key, value in PLAIN.items() if key != "housing_fund_rate"}
    assert line(HOUSING_FUND, {HOUSING_FUND: printed}, row, amount_unit="万元").verdict == verdict


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # Five months of an unspecified rank: 450 in [350, 650]. 0.07 万元 is [650, 750), 0.08 is [750, 850), 0.03
        # is [250, 350).
        ("0.07", "within"),
        ("0.08", "above"),
        ("0.04", "within"),
        ("0.03", "below"),
    ],
)
def test_an_interval_that_touches_the_edge_of_a_range(printed, verdict):
    row = {**PLAIN, "rank": "unspecified", "end_month": "2024-05"}
    assert line(RENT_SUBSIDY, {RENT_SUBSIDY: printed}, row, amount_unit="万元").verdict == verdict


@pytest.mark.parametrize(("printed", "verdict"), [("0.00", "equal"), ("0.01", "within"), ("999999999.99", "within")])
def test_the_purchase_subsidy_is_open_above(printed, verdict):
    assert line(PURCHASE_SUBSIDY, {PURCHASE_SUBSIDY: printed}).verdict == verdict


@pytest.mark.parametrize(("printed", "verdict"), [("9600", "within"), ("9599", "below"), ("100000", "within")])
def test_an_amount_that_is_not_known_still_has_a_lower_bound(printed, verdict):
    # A minister entitled to the purchase subsidy: no amount, 800 × 12 = 9600 at least.
    found = line(
        PURCHASE_SUBSIDY, {PURCHASE_SUBSIDY: printed}, {**PLAIN, "rank": "minister", "purchase_subsidy": "yes"}
    )
    assert found.verdict == verdict
    assert (found.expected, found.difference, found.difference_percent) == (None, None, None)


def test_expected_and_not_reported():
    found = line(PENSION, {HOUSING_FUND: "12960"})
    assert found.verdict == "not_reported"
    assert (found.reported, found.difference, found.difference_percent) == (None, None, None)
    assert found.expected == Decimal("17280.00")


def test_nothing_expected_and_nothing_reported_is_no_line():
    found = compare(roster(PLAIN, year=2024), document({PENSION: "17280"}))
    assert [each.code for each in found.lines] == [PENSION, ANNUITY, HOUSING_FUND, RENT_SUBSIDY]


def test_reported_where_nothing_is_expected():
    row = {**PLAIN, "contributes_pension": "no"}
    found = line(PENSION, {PENSION: "1"}, row)
    assert (found.verdict, found.expected, found.difference, found.difference_percent) == ("above", 0, 1, None)


@pytest.mark.parametrize("code", [RENT_SUBSIDY, PURCHASE_SUBSIDY])
def test_no_rule_for_the_place(code):
    row = {**PLAIN, "location": "beijing"}
    found = line(code, {code: "1200"}, row)
    assert (found.verdict, found.expected, found.reported) == ("not_modelled", None, Decimal("1200.00"))
    assert line(code, {PENSION: "17280"}, row) is None


def test_an_amount_that_a_gap_leaves_unknown_is_expected_all_the_same():
    # 2025: the floor is not known from September on; the line is there and its amount is not.
    found = compare(roster(PLAIN, year=2025), document({PENSION: "17280"}, year=2025))
    fund = next(each for each in found.lines if each.code == HOUSING_FUND)
    assert (fund.verdict, fund.expected) == ("not_reported", None)


def test_difference_is_reported_less_expected_and_percent_of_expected():
    # 17,500 − 17,280 = 220; 220 / 17,280 = 1.273 % → 1.3.
    found = line(PENSION, {PENSION: "17500"})
    assert (found.difference, found.difference_percent) == (Decimal("220.00"), Decimal("1.3"))
    found = line(PENSION, {PENSION: "17000"})
    assert (found.difference, found.difference_percent) == (Decimal("-280.00"), Decimal("-1.6"))


def test_a_percentage_that_rounds_to_nothing_has_no_minus_sign():
    assert str(line(PENSION, {PENSION: "17279.99"}).difference_percent) == "0.0"


def test_the_keys_of_a_line_in_their_order():
    found = compare(roster(PLAIN, year=2024), document({PENSION: "17280"}, unit="某局")).to_dict()
    assert list(found) == ["unit", "year", "scope", "lines", "notes"]
    assert list(found["lines"][0]) == [
        "code",
        "name_zh",
        "name_en",
        "expected",
        "low",
        "high",
        "reported",
        "difference",
        "difference_percent",
        "verdict",
    ]
    assert (found["unit"], found["year"], found["scope"]) == ("某局", 2024, "general")


def test_every_verdict_has_its_words():
    assert set(VERDICTS) == {"equal", "within", "above", "below", "not_reported", "not_modelled"}
    assert all(text.zh and text.en for text in VERDICTS.values())


def test_a_frame_has_a_row_a_line():
    found = compare(roster(PLAIN, year=2024), document({PENSION: "17280", PURCHASE_SUBSIDY: "3"}))
    frame = found.to_frame()
    assert frame["code"].to_list() == list(CODES)
    assert frame["verdict"].to_list() == ["equal", "not_reported", "not_reported", "not_reported", "within"]
    assert frame["reported"].to_list() == [Decimal("17280.00"), None, None, None, Decimal("3.00")]


def test_closes_only_where_every_line_does():
    exact = {PENSION: "17280", ANNUITY: "8640", HOUSING_FUND: "12960", RENT_SUBSIDY: "1200"}
    people = roster(PLAIN, year=2024)
    assert compare(people, document(exact)).closes
    assert compare(people, document({**exact, PURCHASE_SUBSIDY: "77"})).closes
    assert not compare(people, document({**exact, PENSION: "17281"})).closes
    assert not compare(people, document({PENSION: "17280"})).closes
