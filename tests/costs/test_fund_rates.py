"""The housing fund at other rates, against hand arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.rows import HOUSING_FUND, PLAIN, budget, item, roster
from openfisca_china_personnel.costs import fund_at_rates
from openfisca_china_personnel.costs.fund_rates import rate_text
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.system import CountryTaxBenefitSystem

YEAR = 2024


def found(*rows, year=YEAR, **options):
    return fund_at_rates(roster(*rows, year=year), year, **options)


def at(result):
    return {each.rate: each.amount for each in result.rates}


def test_five_eight_ten_and_twelve_percent():
    # 9000: 450, 720, 900 and 1080 a month.
    assert at(found(PLAIN)) == {500: 5400, 800: 8640, 1000: 10800, 1200: 12960}


def test_every_rows_own_rate_gives_way():
    rows = ({**PLAIN, "housing_fund_rate": "5%"}, {**PLAIN, "housing_fund_rate": None, "headcount": "2"})
    assert at(found(*rows)) == {500: 16200, 800: 25920, 1000: 32400, 1200: 38880}


def test_each_person_is_rounded_to_the_yuan():
    # 8765.43: 438.27 → 438, 701.23 → 701, 876.54 → 877, 1051.85 → 1052
    amounts = at(found({**PLAIN, "monthly_salary": "8765.43", "headcount": "3"}))
    assert amounts == {500: 438 * 36, 800: 701 * 36, 1000: 877 * 36, 1200: 1052 * 36}


def test_who_does_not_contribute_costs_nothing_at_any_rate():
    rows = ({**PLAIN, "contributes_housing_fund": "no"}, {"status": "retired", "location": "central_beijing"})
    assert set(at(found(*rows)).values()) == {Decimal(0)}


def test_the_ends_are_the_legal_low_and_high_of_the_budget():
    rows = ({**PLAIN, "monthly_salary": "40000"}, {**PLAIN, "housing_fund_rate": "7%", "end_month": "2024-05"})
    line = item(budget(*rows), HOUSING_FUND)
    result = found(*rows)
    assert (result.rates[0].amount, result.rates[-1].amount) == (line.legal_low, line.legal_high)


def test_the_base_rule_counts():
    row = {**PLAIN, "prior_year_monthly_salary": "8000"}
    # 8000 × 5 % = 400 or 9000 × 5 % = 450 a month.
    assert found(row).rates[0].amount == 4800
    assert found(row, base_rule="expected").rates[0].amount == 5400


def test_rates_that_are_asked_for():
    # 9000 × 6.5 % = 585
    assert at(found(PLAIN, rates=[1200, 650, 650])) == {650: 7020, 1200: 12960}


def test_rates_outside_the_law_are_refused_all_at_once():
    with pytest.raises(InputFaults) as refused:
        found(PLAIN, rates=[400, 800, 1250])
    assert refused.value.sentences("en") == (
        "the housing fund rate 4% is outside the legal range of 2024, 5% to 12%\n"
        "the housing fund rate 12.5% is outside the legal range of 2024, 5% to 12%"
    )
    assert "公积金比例 4% 不在 2024 年度的法定区间 5% 至 12% 内" in refused.value.sentences("zh")


def test_the_range_is_that_of_the_law_in_force():
    system = CountryTaxBenefitSystem()
    rate = system.parameters.children["housing_fund"].children["rate"].children
    rate["minimum"].update(start="2024-01-01", value=0.09)
    rate["maximum"].update(start="2024-01-01", value=0.11)
    # 8 % lies below the lowest rate and is not shown: 810, 900 and 990 a month.
    assert at(found(PLAIN, system=system)) == {900: 9720, 1000: 10800, 1100: 11880}


def test_no_rate_above_the_highest_is_shown():
    system = CountryTaxBenefitSystem()
    limit = system.parameters.children["housing_fund"].children["rate"].children["maximum"]
    limit.update(start="2024-01-01", value=0.09)
    assert list(at(found({**PLAIN, "housing_fund_rate": "9%"}, system=system))) == [500, 800, 900]


def test_an_unknown_amount_stays_unknown():
    # In the first half of 2023 the central floor is known to lie between 2,200 and 2,420 yuan only.
    low = {**PLAIN, "monthly_salary": "2300"}
    assert set(at(found(low, year=2023)).values()) == {None}


def test_json_frame_and_notes():
    result = found(PLAIN)
    assert result.to_dict("en")["rates"][1] == {"rate": Decimal("0.0800"), "amount": Decimal("8640.00")}
    assert result.to_frame().row(0) == (YEAR, HOUSING_FUND, Decimal("0.0500"), Decimal("5400.00"))
    assert [each.shown for each in result.rates] == ["5%", "8%", "10%", "12%"]
    assert result.notes[0].code == "fund_at_rates"
    assert {note.lines for note in result.notes} == {(HOUSING_FUND,)}
    assert result.to_dict("zh")["notes"][0]["text"].startswith("各档金额")


@pytest.mark.parametrize(("hundredths", "shown"), [(500, "5%"), (1000, "10%"), (850, "8.5%"), (1199, "11.99%")])
def test_a_rate_as_people_read_it(hundredths, shown):
    assert rate_text(hundredths) == shown
