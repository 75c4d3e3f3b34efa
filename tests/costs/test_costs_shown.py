"""Costs as people see them, in both languages."""

from __future__ import annotations

from decimal import Decimal

from budget.rows import HOUSING_FUND, PLAIN, roster
from openfisca_china_personnel.costs import fund_at_rates, marginal_costs
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.of_costs import view

STAFF = {**PLAIN, "rank": "staff"}


def texts(report):
    for section in report.sections:
        yield section.title
        yield from (column.heading for column in section.columns)
        yield from (cell for row in section.rows for cell in row if isinstance(cell, Text))
    yield from (note.text for note in report.notes)


def test_one_more_head_for_a_year_and_from_each_month():
    year, months = view(marginal_costs(roster(PLAIN, STAFF, year=2024), 2024)).sections
    # 17,280 + 8,640 + 12,960 + 1,200; staff have 70 a month of rent subsidy.
    assert [(row[0].zh, row[2], row[-1]) for row in year.rows] == [
        ("正处级", Decimal("9000.00"), Decimal("40080.00")),
        ("科员及以下", Decimal("9000.00"), Decimal("39720.00")),
    ]
    assert [column.heading.en for column in months.columns] == ["From", "division head", "staff and below"]
    assert months.rows[0] == ("2024-01", Decimal("40080.00"), Decimal("39720.00"))
    assert months.rows[11] == ("2024-12", Decimal("3340.00"), Decimal("3310.00"))


def test_locations_are_named_where_there_are_several():
    rows = (PLAIN, {**PLAIN, "location": "other"})
    _, months = view(marginal_costs(roster(*rows, year=2024), 2024)).sections
    assert [column.heading.zh for column in months.columns][1:] == ["正处级（在京中央）", "正处级（其他）"]
    assert months.rows[0][2] is None


def test_nobody_active():
    report = view(marginal_costs(roster({"status": "retired"}, year=2024), 2024))
    assert [section.rows for section in report.sections] == [()]


def test_the_fund_at_other_rates():
    (section,) = view(fund_at_rates(roster(PLAIN, year=2024), 2024)).sections
    assert section.rows[0] == (HOUSING_FUND, "5%", Decimal("5400.00"))
    assert section.rows[-1] == (HOUSING_FUND, "12%", Decimal("12960.00"))


def test_everything_shown_is_there_in_both_languages():
    people = roster(PLAIN, {"rank": "staff", "housing_fund_base": "9000", "pension_base": "9000"}, year=2023)
    for costs in (marginal_costs(people, 2023), fund_at_rates(people, 2023)):
        for text in texts(view(costs)):
            assert text.zh.strip()
            assert text.en.strip()
            assert "{" not in text.zh + text.en
