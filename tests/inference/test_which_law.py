"""Whose law is used, and when: places, rates that change within a year, gaps, years side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from inference import made
from openfisca_china_personnel.documents import Document, Table
from openfisca_china_personnel.documents.document import Row
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.inference import Facts, infer
from openfisca_china_personnel.inference.law_of_year import law_of_year
from openfisca_china_personnel.inference.place import location_of
from openfisca_china_personnel.inference.series import side_by_side
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

LINES = {
    "pension": Decimal("3077100"),
    "annuity": Decimal("1538550"),
    "fund": Decimal("3904800"),
    "rent": Decimal("147700"),
}


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("国家示例局机关", Location.central_beijing),
        ("江苏省示例厅", Location.other),
        ("上海市示例区示例局", Location.other),
        ("北京市示例局", Location.beijing),
        ("示例中心", Location.central_beijing),
    ],
)
def test_the_name_tells_the_place(unit: str, place: Location) -> None:
    assert location_of(made.document(LINES, 2023, unit_name=unit))[0] is place


def test_the_prose_goes_before_the_name_and_what_is_asked_before_both() -> None:
    document = replace(
        made.document(LINES, 2023, unit_name="江苏省示例厅"), prose=(Line("按中央在京单位", "按中央在京单位", 1),)
    )
    assert location_of(document)[0] is Location.central_beijing
    assert location_of(document, Location.beijing)[0] is Location.beijing


def test_elsewhere_the_law_bounds_no_heads() -> None:
    found = infer(made.document(LINES, 2023, unit_name="江苏省示例厅"))
    names = {quantity.name for quantity in found.quantities}
    assert "rent_subsidy_person_months" not in names
    assert "retired_heads" not in names
    assert "pension_base_head_month" not in names
    assert {"pension_base_year", "housing_fund_base_year", "housing_fund_rate"} <= names
    assert "rent_subsidy_local" in {note.code for note in found.notes}


def test_stated_heads_bound_what_the_law_does_not() -> None:
    document = made.document(LINES, 2023, unit_name="江苏省示例厅")
    wide = infer(document).quantity("housing_fund_base_year")
    tight = infer(document, facts=Facts(active_heads=Fraction(150))).quantity("housing_fund_base_year")
    assert wide is not None
    assert tight is not None
    assert wide.bounds.low is not None
    assert tight.bounds.low is not None
    # 1,800 rounded person-months of half a yuan at 12 %, against one of 39,048 of at least a hundred yuan.
    assert abs(tight.bounds.low - (Fraction(3_904_750) - 900) / Fraction("0.12")) < 1
    assert tight.bounds.low > wide.bounds.low


def test_a_gap_bounds_nothing_and_is_noted() -> None:
    law = law_of_year(baseline().parameters, 2018, Location.central_beijing)
    assert all(stretch.law.fund_cap is None for stretch in law.stretches)
    assert any(note.code == "gap_in_law" and "housing_fund.base_cap" in note.text.en for note in law.notes)


def test_a_budget_of_2019_that_was_drafted_at_the_old_rate() -> None:
    found = infer(made.document({"pension": Decimal("1000000"), "annuity": Decimal("400000")}, 2019))
    assert "as_drafted" in {note.code for note in found.notes}
    base = found.quantity("pension_base_year")
    assert base is not None
    assert base.point == 5_000_000
    assert not found.conflicts


def test_the_rates_of_2019_by_month() -> None:
    # 10,000 yuan a month all year: 4 × 2,000 + 8 × 1,600 = 20,800 and 12 × 800 = 9,600.
    lines = {"pension": Decimal("2080000"), "annuity": Decimal("960000")}
    found = infer(made.document(lines, 2019))
    assert "as_drafted" not in {note.code for note in found.notes}
    base = found.quantity("annuity_base_year")
    assert base is not None
    assert base.bounds.holds(12_000_000)
    assert not found.conflicts


def test_a_pension_line_of_2019_alone_leaves_a_range_of_rates() -> None:
    base = infer(made.document({"pension": Decimal("1000000")}, 2019)).quantity("pension_base_year")
    assert base is not None
    assert base.bounds.holds(5_000_000)  # all of it before May, at 20 %
    assert base.bounds.holds(6_250_000)  # all of it from May on, at 16 %


def test_lines_that_need_too_many_rounded_people_are_a_contradiction_elsewhere_too() -> None:
    lines = {"pension": Decimal("4608515"), "annuity": Decimal("2302815")}
    found = infer(made.document(lines, 2024, in_wan=False, unit_name="上海市示例街道办事处"))
    assert [each.text.en for each in found.conflicts if "do not meet" in each.text.en]


def test_lines_that_few_rounded_people_can_part_are_only_noted() -> None:
    lines = {"pension": Decimal("1572307"), "annuity": Decimal("786150")}
    found = infer(made.document(lines, 2024, in_wan=False, unit_name="上海市示例局"))
    assert not found.conflicts
    # 7 yuan apart: 700 person-months at a fen each.
    said = [note.text.en for note in found.notes if note.code == "pension_and_annuity_apart"]
    assert "with 700 (58.3 heads)" in said[0]
    active = found.quantity("active_heads")
    assert active is not None
    assert active.bounds.low == Fraction(700, 12)


def test_final_accounts_read_what_was_paid() -> None:
    row = Row("2080505", "养老", values={"actual": "160.75", "budget": "170.00"})
    table = Table("5", "一般公共预算财政拨款支出决算表", "general", "万元", None, ("budget", "actual"), (row,))
    found = infer(Document("上海市示例局", 2024, "final_accounts", "万元", (table,)))
    base = found.quantity("pension_base_year")
    assert base is not None
    assert base.point == Fraction(1_607_500) / Fraction("0.16")
    assert "cash_actuals" in {note.code for note in found.notes}


def test_a_document_without_a_year_is_refused() -> None:
    with pytest.raises(InputFaults):
        infer(replace(made.document(LINES, 2023), year=None))


def test_several_years_stand_side_by_side_with_their_jumps() -> None:
    first = made.document(LINES, 2023)
    second = made.document({**LINES, "rent": Decimal("200000"), "fund": Decimal("3950000")}, 2024)
    found = infer([first, second])
    standings = side_by_side(found)
    assert [each.year for each in standings] == [2023, 2024]
    assert not standings[0].jumps
    said = " ".join(jump.en for jump in standings[1].jumps)
    assert "heads paid the rent subsidy +35.4 %" in said
    assert "housing fund base" not in said
    assert {(c.prior_year, c.year) for c in found.year_on_year} == {(2023, 2024)}


def test_growth_that_heads_cannot_explain() -> None:
    prior = {**LINES, "rent": Decimal("122800"), "pension": Decimal("2833400"), "annuity": Decimal("1416700")}
    document = made.document(LINES, 2023, prior=prior)
    assert {q.year for q in infer(document).quantities} == {2022, 2023}
    assert not [c for c in infer(document).conflicts if "number of people" in c.text.en]
