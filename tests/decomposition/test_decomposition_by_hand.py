"""What each cause explains, by hand arithmetic.

One division head of 9,000 yuan at 12 %, central in Beijing, costs in a month of 2024 1,440 pension (16 %), 720 annuity
(8 %), 1,080 fund and 100 rent; a deputy division head 90 rent (国管房改字〔1999〕267号).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars
import pytest
from openfisca_core.reforms import Reform

from budget.rows import ANNUITY, CODES, HOUSING_FUND, PENSION, PLAIN, PURCHASE_SUBSIDY, RENT_SUBSIDY
from decomposition.changed_rosters import RETIRED, added, after, before, explained, taken
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.decomposition import CAUSES, Change, decompose
from openfisca_china_personnel.system import baseline

TEN = {**PLAIN, "headcount": "10"}
DEPUTY = {**PLAIN, "rank": "deputy_division_head"}


def parts(changes: tuple[Change, ...], code: str) -> dict[str, Decimal | None]:
    """The parts of a line that are not nothing."""
    (change,) = [each for each in changes if each.code == code]
    return {part.cause: part.amount for part in change.parts if part.amount != 0}


def test_all_lines_and_all_causes_are_told_in_their_order() -> None:
    changes = explained(before(TEN), added(PLAIN, 1, ("2024-07", {})))
    assert [change.code for change in changes] == list(CODES)
    for change in changes:
        assert [part.cause for part in change.parts] == ["heads", "pay", "rank_mix", "rules", "months"]
        assert all(part.low == part.amount == part.high for part in change.parts)


def test_every_cause_has_a_name_in_both_languages() -> None:
    assert [(cause.key, cause.name.zh, cause.name.en) for cause in CAUSES] == [
        ("heads", "人数", "heads"),
        ("pay", "工资", "pay"),
        ("rank_mix", "职级结构", "rank mix"),
        ("rules", "规则", "rules"),
        ("months", "月份", "months"),
    ]


def test_a_change_in_json() -> None:
    # Rent: 10 × 100 × 12 = 12,000 before; one more for six months 600.
    changes = explained(before(TEN), added({**PLAIN, "start_month": "2024-07"}, 1))
    (rent,) = [change.to_dict() for change in changes if change.code == RENT_SUBSIDY]
    assert rent == {
        "year": 2024,
        "code": "2210202",
        "from": Decimal("12000.00"),
        "to": Decimal("12600.00"),
        "parts": [
            {"cause": cause, "amount": Decimal(amount), "low": Decimal(amount), "high": Decimal(amount)}
            # Of twelve months 1,200 and six 600: heads (1200 + 600) / 2 = 900, months (0 − 600) / 2 = −300.
            for cause, amount in [
                ("heads", "900.00"),
                ("pay", "0.00"),
                ("rank_mix", "0.00"),
                ("rules", "0.00"),
                ("months", "-300.00"),
            ]
        ],
    }


def test_ten_more_from_july_are_nine_months_of_heads_less_three_of_months() -> None:
    # Alone heads would cost twelve months, with the months six: (12 + 6) / 2 = 9; months 6 − 9 = −3.
    changes = explained(before(TEN), added({**TEN, "start_month": "2024-07"}, 10))
    assert parts(changes, PENSION) == {"heads": 10 * 1440 * 9, "months": -10 * 1440 * 3}
    assert parts(changes, ANNUITY) == {"heads": 10 * 720 * 9, "months": -10 * 720 * 3}
    assert parts(changes, HOUSING_FUND) == {"heads": 10 * 1080 * 9, "months": -10 * 1080 * 3}
    assert parts(changes, RENT_SUBSIDY) == {"heads": 10 * 100 * 9, "months": -10 * 100 * 3}
    assert parts(changes, PURCHASE_SUBSIDY) == {}


def test_people_added_from_january_are_heads_only() -> None:
    changes = explained(before(TEN), added({**TEN, "start_month": "2024-01"}, 2))
    assert parts(changes, HOUSING_FUND) == {"heads": 2 * 1080 * 12}


def test_another_rank_and_wage_of_added_people_come_with_their_heads() -> None:
    # A deputy of 8,000 yuan from July: pension 1,280 and rent 90 a month.
    row = {**DEPUTY, "monthly_salary": "8000", "start_month": "2024-07"}
    changes = explained(before(TEN), added(row, 1))
    assert parts(changes, PENSION) == {"heads": 1280 * 9, "months": -1280 * 3}
    assert parts(changes, RENT_SUBSIDY) == {"heads": 90 * 9, "months": -90 * 3}


def test_a_first_job_for_all_months_begins_in_january_and_pays_the_fund_from_february() -> None:
    # From July: five months of fund. All year: eleven. Heads (11 + 5) / 2 = 8, months 5 − 8 = −3.
    changes = explained(before(TEN), added({**PLAIN, "entry": "first_job", "start_month": "2024-07"}, 1))
    assert parts(changes, HOUSING_FUND) == {"heads": 1080 * 8, "months": -1080 * 3}
    assert parts(changes, PENSION) == {"heads": 1440 * 9, "months": -1440 * 3}


def test_people_who_leave_in_october_are_gone_for_all_months_but_for_their_timing() -> None:
    # Alone heads would save twelve months, with the months three: −(12 + 3) / 2 = −7.5; months −3 + 7.5 = 4.5.
    changes = explained(before(TEN), taken(0, 3, until="2024-09"))
    assert parts(changes, PENSION) == {"heads": Decimal(-3 * 1440 * 15) / 2, "months": Decimal(3 * 1440 * 9) / 2}


def test_people_who_left_before_january_are_heads_only() -> None:
    changes = explained(before(TEN), taken(0, 3, until="2023-12"))
    assert parts(changes, PENSION) == {"heads": -3 * 1440 * 12}
    assert parts(changes, RENT_SUBSIDY) == {"heads": -3 * 100 * 12}


def test_a_promotion_in_may_is_rank_less_the_months_before() -> None:
    # 90 → 100 yuan of rent for four people: twelve months 480, eight 320. Rank (480 + 320) / 2 = 400, months −80.
    people = before({**DEPUTY, "headcount": "10"})
    changes = explained(people, taken(0, 4, ("2024-05", {"rank": "division_head"})))
    assert parts(changes, RENT_SUBSIDY) == {"rank_mix": 400, "months": -80}
    # Bases follow at the next reset only.
    assert parts(changes, PENSION) == parts(changes, HOUSING_FUND) == {}


def test_a_raise_moves_the_fund_where_it_rests_on_expected_wages() -> None:
    # 9,000 → 10,000 from July: 120 yuan a month more at 12 %. Pay 120 × 9 × 10, months −120 × 3 × 10.
    people = before(TEN)
    raise_ = taken(0, 10, ("2024-07", {"monthly_salary": 1_000_000}))
    assert parts(explained(people, raise_, base_rule="expected"), HOUSING_FUND) == {"pay": 10_800, "months": -3_600}
    assert parts(explained(people, raise_), HOUSING_FUND) == {}


def test_a_base_rule_goes_with_its_unit() -> None:
    # 甲 rests on expected wages, 乙 on last year's: the same raise from January moves one of them, 120 × 12.
    people = before({**PLAIN, "unit": "甲"}, {**PLAIN, "unit": "乙"})
    risen: dict[str, Any] = {"monthly_salary": 1_000_000}
    changes = explained(
        people, taken(0, 1, ("2024-01", risen)), taken(1, 1, ("2024-01", risen)), base_rule={"甲": "expected"}
    )
    assert parts(changes, HOUSING_FUND) == {"pay": 1440}


def test_a_transfer_between_units_of_one_rule_changes_nothing() -> None:
    people = before({**TEN, "unit": "甲"}, {**TEN, "unit": "乙"})
    changes = explained(people, taken(0, 2, ("2024-04", {"unit": "乙"})))
    assert all(parts(changes, code) == {} for code in CODES)


def test_a_transfer_to_a_unit_of_another_base_rule_is_heads() -> None:
    # Wages 10,000, last year 9,000: expected 1,200, prior year 1,080 of fund. From April nine months, 120 yuan each:
    # heads (12 + 9) / 2 × 120 = 1,260, months 1,080 − 1,260 = −180.
    row = {**PLAIN, "monthly_salary": "10000", "prior_year_monthly_salary": "9000"}
    people = before({**row, "unit": "甲"}, {**row, "unit": "乙"})
    changes = explained(people, taken(0, 1, ("2024-04", {"unit": "乙"})), base_rule={"乙": "expected"})
    assert parts(changes, HOUSING_FUND) == {"heads": 1260, "months": -180}


def test_an_assigned_rate_is_rules() -> None:
    # 12 % → 10 % from July: 180 yuan a month less for ten. Rules −180 × 9 × 10, months 180 × 3 × 10.
    changes = explained(before(TEN), taken(0, 10, ("2024-07", {"housing_fund_rate": 1_000})))
    assert parts(changes, HOUSING_FUND) == {"rules": -16_200, "months": 5_400}


def test_an_enrolment_is_heads() -> None:
    # Ten who were in no scheme, in the pension from July: 1,440 × 10 × 9 and −1,440 × 10 × 3.
    people = before({**TEN, "contributes_pension": "no"})
    changes = explained(people, taken(0, 10, ("2024-07", {"contributes_pension": True})))
    assert parts(changes, PENSION) == {"heads": 129_600, "months": -43_200}
    assert parts(changes, RENT_SUBSIDY) == {}


def test_a_retirement_is_heads_and_keeps_the_rent() -> None:
    # Retired from September, two people: contributions of twelve months less, of four in fact.
    # Heads −(12 + 4) / 2 = −8 months, months +4.
    changes = explained(before(TEN), taken(0, 2, ("2024-09", RETIRED)))
    assert parts(changes, PENSION) == {"heads": -2 * 1440 * 8, "months": 2 * 1440 * 4}
    assert parts(changes, RENT_SUBSIDY) == {}


def test_wages_and_bases_of_the_retired_explain_nothing() -> None:
    # Retired since last year, and their rows no longer state the base of the first half-year.
    people = before({**TEN, "pension_base_until_june": "5000"})
    left_open: dict[str, Any] = {**RETIRED, "pension_base_until_june": None, "monthly_salary": None}
    changes = explained(people, taken(0, 1, ("2024-01", left_open)))
    assert set(parts(changes, PENSION)) == {"heads"}


def test_a_lump_sum_is_paid_once_whatever_the_months() -> None:
    # 5,000 yuan decided from July, paid in October; promoted in November. Nothing of it is a matter of months.
    paid: dict[str, Any] = {"purchase_lump_sum": 500_000, "lump_sum_month": 10}
    changes = explained(before(TEN), taken(0, 2, ("2024-07", paid), ("2024-11", {"rank": "director_general"})))
    assert parts(changes, PURCHASE_SUBSIDY) == {"pay": 10_000}


def test_a_lump_sum_that_was_paid_before_another_change_explains_nothing() -> None:
    # Paid in March, promoted in May: 90 → 100 yuan of rent.
    people = before({**DEPUTY, "purchase_lump_sum": "5000", "lump_sum_month": "3"})
    changes = explained(people, taken(0, 1, ("2024-05", {"rank": "division_head"})))
    assert parts(changes, PURCHASE_SUBSIDY) == {}
    assert parts(changes, RENT_SUBSIDY) == {"rank_mix": 100, "months": -20}


def test_a_lump_sum_goes_with_whoever_leaves_before_it_is_paid() -> None:
    # 5,000 in October, gone from July: nothing is paid whether or not the months are at work.
    people = before({**PLAIN, "purchase_lump_sum": "5000", "lump_sum_month": "10"})
    changes = explained(people, taken(0, 1, until="2024-06"))
    assert parts(changes, PURCHASE_SUBSIDY) == {"heads": -5000}


def test_a_row_that_comes_in_march_anyway_has_no_change_of_heads() -> None:
    # Ten months on the roster, 90 → 100 yuan in eight of them: rank (100 + 80) / 2 = 90, months −10.
    people = before({**DEPUTY, "start_month": "2024-03"})
    changes = explained(people, taken(0, 1, ("2024-05", {"rank": "division_head"})))
    assert parts(changes, RENT_SUBSIDY) == {"rank_mix": 90, "months": -10}


def test_two_changes_to_the_same_people_share_what_they_do_together() -> None:
    # Rate 12 % → 10 % and wage 9,000 → 10,000, both from January, on expected wages:
    # pay alone 1,200 − 1,080 = 120, with the rate 1,000 − 900 = 100: (120 + 100) / 2 = 110 a month.
    # Rate alone −180, with the pay −200: −190 a month.
    both: dict[str, Any] = {"housing_fund_rate": 1_000, "monthly_salary": 1_000_000}
    changes = explained(before(PLAIN), taken(0, 1, ("2024-01", both)), base_rule="expected")
    assert parts(changes, HOUSING_FUND) == {"pay": 110 * 12, "rules": -190 * 12}


def test_changes_to_different_people_add_up() -> None:
    # Ten more from July, and four promoted in May (as above): each as if it were alone.
    people = before({**DEPUTY, "headcount": "10"})
    changes = explained(
        people, added({**TEN, "start_month": "2024-07"}, 10), taken(0, 4, ("2024-05", {"rank": "division_head"}))
    )
    assert parts(changes, RENT_SUBSIDY) == {"heads": 9_000, "rank_mix": 400, "months": -3_000 - 80}


def test_no_change_explains_nothing() -> None:
    people = before(TEN, {**DEPUTY, "headcount": "2.5"})
    assert all(parts(explained(people), code) == {} for code in CODES)


def test_a_piece_that_says_the_same_as_its_row_explains_nothing() -> None:
    changes = explained(before(TEN), taken(0, 3, ("2024-05", {})))
    assert all(parts(changes, code) == {} for code in CODES)


class LowerPension(Reform):
    """The unit's rate at 14 % from July 2024 on."""

    def apply(self) -> None:
        def lower(parameters: Any) -> Any:
            parameters.pension.employer_rate.update(period="year:2024-07:20", value=0.14)
            return parameters

        self.modify_parameters(lower)


@pytest.fixture(scope="module")
def lower_pension() -> LowerPension:
    return LowerPension(baseline())


def test_a_change_of_law_for_people_whom_nothing_else_touches_is_rules(lower_pension: LowerPension) -> None:
    # 9,000 × 2 % = 180 a month less, six months, ten people; the law keeps its dates, so no part is the months'.
    changes = explained(before(TEN), law_after=lower_pension)
    assert parts(changes, PENSION) == {"rules": -180 * 6 * 10}
    assert parts(changes, ANNUITY) == {}


def test_a_change_of_law_beside_more_heads(lower_pension: LowerPension) -> None:
    # The ten who are there: rules −10,800. One more from July, 1,440 or 1,260 a month. Totals by set (heads H, rules R,
    # months M): H 17,280; HR 6 × 1,440 + 6 × 1,260 = 16,200; HM 8,640; HRM 7,560; without H nothing.
    # H = 17280/3 + 16200/6 + 8640/6 + 7560/3 = 12,420
    # R = (16200 − 17280)/6 + (7560 − 8640)/3 = −540
    # M = (8640 − 17280)/6 + (7560 − 16200)/3 = −4,320; together 7,560.
    changes = explained(before(TEN), added({**PLAIN, "start_month": "2024-07"}, 1), law_after=lower_pension)
    assert parts(changes, PENSION) == {"heads": 12_420, "rules": -10_800 - 540, "months": -4_320}


def test_a_line_that_is_not_known_has_no_known_parts() -> None:
    # Rent and purchase subsidies of local units are not modelled; their contributions are.
    people = before(TEN, {**TEN, "location": "beijing"})
    changes = explained(people, added({**PLAIN, "start_month": "2024-07"}, 1))
    by_code = {change.code: change for change in changes}
    for code in (RENT_SUBSIDY, PURCHASE_SUBSIDY):
        assert by_code[code].start is None
        assert by_code[code].end is None
        assert [part.cause for part in by_code[code].parts] == [cause.key for cause in CAUSES]
        assert all(part.amount is part.low is part.high is None for part in by_code[code].parts)
    assert parts(changes, PENSION) == {"heads": 1440 * 9, "months": -1440 * 3}


def test_a_line_that_is_not_known_between_has_no_known_parts() -> None:
    # No monthly purchase subsidy is known of a minister. Entitled before as a division head, no longer when promoted:
    # both ends are known, a promotion with the entitlement is not.
    people = before({**PLAIN, "purchase_subsidy": "yes"})
    states: dict[str, Any] = {"rank": "minister", "purchase_subsidy": False}
    (purchase,) = [
        change for change in explained(people, taken(0, 1, ("2024-05", states))) if change.code == PURCHASE_SUBSIDY
    ]
    assert purchase.start is not None
    assert purchase.end is not None
    assert all(part.amount is None for part in purchase.parts)


def test_the_odd_fen_goes_to_the_largest_part(lower_pension: LowerPension) -> None:
    # 9,000.10 yuan: 1,440.016 → 1,440.02 pension a month, by the new law 1,260.014 → 1,260.01. One more from August:
    # H 12 × 1,440.02 = 17,280.24; HR 6 × 1,440.02 + 6 × 1,260.01 = 16,200.18; HM 5 × 1,440.02 = 7,200.10;
    # HRM 5 × 1,260.01 = 6,300.05.
    # H = 17280.24/3 + 16200.18/6 + 7200.10/6 + 6300.05/3 = 11,760.1433… → 11,760.14
    # R = (16200.18 − 17280.24)/6 + (6300.05 − 7200.10)/3 = −480.0266… → with the ten who are there −11,280.03
    # M = (7200.10 − 17280.24)/6 + (6300.05 − 16200.18)/3 = −4,980.0666… → −4,980.07
    # Together −4,499.96, and 6,300.05 − 10,800 = −4,499.95: the fen that is missing is the heads'.
    row = {**PLAIN, "monthly_salary": "9000.10", "start_month": "2024-08"}
    changes = explained(before(TEN), added(row, 1), law_after=lower_pension)
    assert parts(changes, PENSION) == {
        "heads": Decimal("11760.15"),
        "rules": Decimal("-11280.03"),
        "months": Decimal("-4980.07"),
    }


def test_rows_may_stand_in_another_order_after_the_change() -> None:
    people = before(TEN, {**DEPUTY, "headcount": "4"}, {**PLAIN, "rank": "staff"})
    changed = after(people, taken(1, 4, ("2024-05", {"rank": "division_head"})))
    turned = replace(changed, table=changed.table.reverse())
    budgets = [expected_budget(each, 2024) for each in (people, changed)]
    changes = decompose(people, turned, 2024, budget_before=budgets[0], budget_after=budgets[1])
    assert parts(changes, RENT_SUBSIDY) == {"rank_mix": 400, "months": -80}


def test_people_of_another_year_explain_nothing() -> None:
    # A piece that ended last year, and one that begins next year.
    people = before(TEN, {**TEN, "end_month": "2023-05"}, {**TEN, "start_month": "2025-03"})
    changes = explained(
        people, taken(1, 4, ("2023-02", {"rank": "staff"})), taken(2, 4, ("2025-05", {"monthly_salary": 1_000_000}))
    )
    assert all(parts(changes, code) == {} for code in CODES)


def test_a_state_of_next_year_is_not_that_of_december() -> None:
    # 90 → 100 yuan of rent in December: rank (120 + 10) / 2 = 65, months −55; whatever comes in February.
    promoted: tuple[tuple[str, dict[str, Any]], ...] = (
        ("2024-12", {"rank": "division_head"}),
        ("2025-02", {"rank": "director_general"}),
    )
    assert parts(explained(before(DEPUTY), taken(0, 1, *promoted)), RENT_SUBSIDY) == {"rank_mix": 65, "months": -55}


def test_whoever_is_away_in_between_is_there_at_the_end_of_the_year() -> None:
    # Away from April to June: alone heads change nothing, with the months −3 × 100: −1.5 × 100 each.
    people = before(TEN)
    changed = after(people, taken(0, 1, ("2024-04", {}), ("2024-07", {})))
    changed = replace(changed, table=changed.table.filter(polars.col("end_month").ne_missing(2024 * 12 + 5)))
    budgets = [expected_budget(each, 2024) for each in (people, changed)]
    changes = decompose(people, changed, 2024, budget_before=budgets[0], budget_after=budgets[1])
    assert parts(changes, RENT_SUBSIDY) == {"heads": -150, "months": -150}


def test_a_baseline_that_changes_within_the_year_is_compared_month_by_month() -> None:
    # Everybody retires in September either way; three are gone from November.
    people = before(TEN)
    retired = after(people, taken(0, 10, ("2024-09", RETIRED)))
    gone = after(people, taken(0, 7, ("2024-09", RETIRED)), taken(0, 3, ("2024-09", RETIRED), until="2024-10"))
    budgets = [expected_budget(each, 2024) for each in (retired, gone)]
    changes = decompose(retired, gone, 2024, budget_before=budgets[0], budget_after=budgets[1])
    # Nobody is there for all months: eight months of contributions less, which the months bring back. ∓8 / 2.
    assert parts(changes, PENSION) == {"heads": -3 * 1440 * 4, "months": 3 * 1440 * 4}
    # Rent: heads −(12 + 2) / 2 = −7 months, months +5.
    assert parts(changes, RENT_SUBSIDY) == {"heads": -3 * 100 * 7, "months": 3 * 100 * 5}
