"""Everything above a row and month is a sum of whole fen: in any order, at any size, in blocks or not."""

from __future__ import annotations

import random
from decimal import Decimal

import polars
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openfisca_core.simulations import SimulationBuilder

from budget.rows import (
    ANNUITY,
    CODES,
    HOUSING_FUND,
    PENSION,
    PLAIN,
    PURCHASE_SUBSIDY,
    RENT_SUBSIDY,
    amounts,
    budget,
    by_month,
    item,
    notes,
    span,
    yuan,
)
from openfisca_china_personnel import blocks, simulation
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.system import baseline

RANKS = ("staff", "division_head", "unspecified", "ordinary_worker", "middle_professional", "minister")
MEASURES = ("amount", "low", "high", "legal_low", "legal_high")

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["甲", "乙", "丙"]),
            "headcount": st.sampled_from(["0", "1", "3", "0.333333", "12.5", "100"]),
            "rank": st.sampled_from(RANKS),
            "status": st.sampled_from(["active", "active", "active", "retired"]),
            "monthly_salary": st.integers(0, 4_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
            "location": st.sampled_from(["central_beijing", "central_beijing", "beijing", "other"]),
            "housing_fund_rate": st.sampled_from(["", "5%", "12%"]),
            "purchase_subsidy": st.sampled_from(["yes", "no"]),
        },
        optional={
            "start_month": st.integers(1, 12).map(lambda month: f"2024-{month:02d}"),
            "entry": st.sampled_from(["standing", "first_job", "transfer"]),
            "work_start": st.sampled_from(["1999-07", "2009-04", "2020-01"]),
            "purchase_lump_sum": st.sampled_from(["30000", "1.01"]),
        },
    ),
    min_size=1,
    max_size=8,
)
SOME = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # rosters are small already; shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)


def fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount.scaleb(2))


def figures(found):
    """Everything that a budget states but its notes."""
    data = found.to_dict()
    units = sorted((str(unit["unit"]), repr(unit["items"])) for unit in data["units"])
    return data["items"], units, data["employee"], data["months"]


@SOME
@given(ROWS, st.sampled_from([2017, 2023, 2024, 2025]))
def test_months_add_up_to_the_year_and_units_to_the_total(rows, year):
    found = budget(*({**row, **_moved_to(row, year)} for row in rows), year=year)
    for line in found.items:
        months = by_month(found, line.code)
        assert line.amount == (None if None in months else sum(months))
        for measure in MEASURES:
            parts = [getattr(item(found, line.code, unit.unit), measure) for unit in found.units]
            assert getattr(line, measure) == (None if None in parts else sum(parts)), (line.code, measure)
        classes = [part.amount for part in line.economic]
        assert line.amount == (None if None in classes else sum(classes))
        if line.amount is not None:
            assert line.low <= line.amount
            assert line.high is None or line.amount <= line.high


def _moved_to(row, year):
    return {"start_month": row["start_month"].replace("2024", str(year))} if "start_month" in row else {}


@SOME
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert figures(budget(*rows)) == figures(budget(*shuffled))


@SOME
@given(ROWS)
def test_blocks_and_plain_months_give_the_same_fen(rows):
    """Small blocks and twelve separate months are the slow way to the same result."""
    usual = budget(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 2)
        in_blocks = budget(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "starts_in_law", lambda system, year: EVERY_MONTH)
        month_by_month = budget(*rows)
    assert figures(usual) == figures(in_blocks) == figures(month_by_month)
    assert usual.notes == in_blocks.notes == month_by_month.notes


@pytest.mark.parametrize("year", [2015, 2016, 2019, 2023, 2026])
def test_stretches_and_plain_months_agree_in_every_kind_of_year(year, monkeypatch):
    rows = [
        {"monthly_salary": salary, "rank": rank, "location": place, "work_start": "1990-03", "purchase_subsidy": "yes"}
        for salary, rank in (("1900", "staff"), ("30000", "division_head"), ("4500", "ordinary_worker"))
        for place in ("central_beijing", "beijing")
    ]
    usual = budget(*rows, year=year)
    monkeypatch.setattr(simulation, "starts_in_law", lambda system, year: EVERY_MONTH)
    assert figures(budget(*rows, year=year)) == figures(usual)


def test_a_rise_of_the_floor_in_september_starts_a_stretch():
    # Beijing 2023: 2320 × 12 % = 278.40 → 278 until August, 2420 × 12 % = 290.40 → 290 from September.
    found = budget({**PLAIN, "monthly_salary": "2000", "location": "beijing"}, year=2023)
    assert by_month(found, HOUSING_FUND) == [*yuan(278) * 8, *yuan(290) * 4]


def test_sums_beyond_sixty_four_bits_are_exact():
    # Ten million heads of ten million yuan; the location without caps: 10^7 × 16 % = 1,600,000.00 a head and month,
    # 12 × 2000 rows × 10^7 heads: 3.84 × 10^17 yuan = 3.84 × 10^19 fen, beyond 2^63 = 9.2 × 10^18.
    row = {"headcount": "10000000", "monthly_salary": "10000000", "location": "other", "housing_fund_rate": "12%"}
    found = budget(*[row] * 2000)
    assert item(found, PENSION).amount == 2000 * 12 * 10**7 * Decimal("1600000.00")
    assert item(found, ANNUITY).amount == 2000 * 12 * 10**7 * Decimal("800000.00")
    assert item(found, HOUSING_FUND).amount == 2000 * 12 * 10**7 * Decimal("1200000.00")
    assert by_month(found, PENSION) == [2000 * 10**7 * Decimal("1600000.00")] * 12
    assert found.to_frame()["amount"].to_list()[0] == item(found, PENSION).amount


def test_one_fen_beside_a_giant_is_not_lost():
    # 16 % of 0.06 yuan = 0.0096 → 0.01 a month; a float64 sum at this size steps by 64 fen.
    giant = {"headcount": "10000000", "monthly_salary": "10000000", "location": "other", "housing_fund_rate": "12%"}
    small = {"monthly_salary": "0.06", "location": "other", "housing_fund_rate": "12%"}
    found = budget(*[giant] * 400, small)
    assert item(found, PENSION).amount == 400 * 12 * 10**7 * Decimal("1600000.00") + Decimal("0.12")


def test_a_row_is_rounded_half_up_to_the_fen():
    # 0.19 × 16 % = 0.0304 → 0.03 for one; × 0.5 heads = 0.015 → 0.02 a month.
    found = budget({"monthly_salary": "0.19", "headcount": "0.5", "location": "other"})
    assert item(found, PENSION).amount == Decimal("0.24")


def test_a_hundred_thousand_rows():
    rows = 100_000
    chance = random.Random(7)
    salaries = [chance.randint(800_000, 3_300_000) for _ in range(rows)]
    frame = polars.DataFrame(
        {
            "unit": [f"单位{place % 300}" for place in range(rows)],
            "monthly_salary": [f"{salary / 100:.2f}" for salary in salaries],
            "rank": ["division_head"] * rows,
            "location": ["central_beijing"] * rows,
        }
    )
    found = expected_budget(read_roster(frame, year=2024), 2024)
    pension = sum((salary * 16 + 50) // 100 for salary in salaries) * 12
    annuity = sum((salary * 8 + 50) // 100 for salary in salaries) * 12
    fund = sum((salary * 12 + 5_000) // 10_000 for salary in salaries) * 12
    assert amounts(found)[:4] == list(yuan(Decimal(pension) / 100, Decimal(annuity) / 100, fund, 100 * rows * 12))
    assert len(found.units) == 300
    assert [note.code for note in found.notes].count("default_rate") == 1


VARIABLES = {
    PENSION: "pension_budget",
    ANNUITY: "annuity_budget",
    HOUSING_FUND: "housing_fund_budget",
    RENT_SUBSIDY: "rent_subsidy_budget",
    PURCHASE_SUBSIDY: "purchase_subsidy_budget",
}


def test_the_unit_variables_of_openfisca_equal_the_budget_lines():
    """OpenFisca's own builder, month by month, without stretches: the same yuan for the same people."""
    people = [
        ("甲", 3, "director_general", "active", 31234.56),
        ("甲", 0.5, "section_head", "active", 8765.43),
        ("乙", 12, "staff", "active", 6789.01),
        ("乙", 2, "division_head", "retired", 0.0),
    ]
    found = budget(
        *(
            {
                "unit": unit,
                "headcount": str(heads),
                "rank": rank,
                "status": status,
                "monthly_salary": f"{wage:.2f}",
                "purchase_subsidy": "yes",
                "location": "central_beijing",
            }
            for unit, heads, rank, status, wage in people
        )
    )
    situation = {
        "persons": {
            f"p{place}": {
                "headcount": {"2024": heads},
                "rank": {"2024": rank},
                "status": {"2024": status},
                "monthly_salary": {"2024": wage},
                "average_monthly_salary": {"2022": wage, "2023": wage},
                "entitled_to_purchase_subsidy": {"2024": True},
            }
            for place, (_, heads, rank, status, wage) in enumerate(people)
        },
        "units": {"甲": {"members": ["p0", "p1"]}, "乙": {"members": ["p2", "p3"]}},
    }
    built = SimulationBuilder().build_from_entities(baseline(), situation)
    for code in CODES:
        computed = built.calculate(VARIABLES[code], "2024")
        assert [round(float(yuan_a_year), 2) for yuan_a_year in computed] == [
            float(item(found, code, unit).amount) for unit in ("甲", "乙")
        ]


def test_a_unit_with_nobody_and_a_row_of_zero_heads():
    nobody = {**PLAIN, "unit": "空", "headcount": "0", "monthly_salary": ""}
    found = budget({**PLAIN, "unit": "甲"}, nobody)
    assert amounts(found, "空") == list(yuan(0, 0, 0, 0, 0))
    assert amounts(found, "甲") == amounts(found)
    assert all(3 not in note.rows for note in found.notes)


def test_nobody_at_all():
    found = budget({**PLAIN, "headcount": "0"})
    assert amounts(found) == list(yuan(0, 0, 0, 0, 0))
    assert [each.amount for each in found.months] == list(yuan(*[0] * 60))


def test_zero_heads_make_nothing_unknown():
    local = {**PLAIN, "headcount": "0", "location": "beijing"}
    entitled = {**PLAIN, "headcount": "0", "rank": "minister", "purchase_subsidy": "yes"}
    assert amounts(budget(PLAIN, local, entitled)) == amounts(budget(PLAIN))


def test_rows_off_the_roster_count_for_nothing():
    gone = {**PLAIN, "end_month": "2023-12"}
    future = {**PLAIN, "start_month": "2025-01", "location": "beijing"}
    found = budget(PLAIN, gone, future)
    assert amounts(found) == amounts(budget(PLAIN))
    (note,) = notes(found, "not_in_year")
    assert note.rows == (3, 4)


def test_the_first_and_the_last_month_count_whole():
    # March to May: three months of 1440 + 720 + 1080 + 100.
    found = budget({**PLAIN, "start_month": "2024-03", "end_month": "2024-05"})
    assert amounts(found) == list(yuan(4320, 2160, 3240, 300, 0))
    assert by_month(found, PENSION) == [*yuan(0, 0), *yuan(1440) * 3, *yuan(0) * 7]


def test_lump_sums_fall_in_their_month():
    stated = {**PLAIN, "purchase_lump_sum": "30000.01", "lump_sum_month": "6月", "headcount": "2"}
    blank = {**PLAIN, "purchase_lump_sum": "100"}
    leaving = {**PLAIN, "purchase_lump_sum": "7", "end_month": "2024-03"}
    of_retired = {"status": "retired", "rank": "staff", "location": "central_beijing", "purchase_lump_sum": "5"}
    found = budget(stated, blank, leaving, of_retired)
    assert by_month(found, PURCHASE_SUBSIDY) == [*yuan(0, 0, 7, 0, 0, "60000.02"), *yuan(0) * 5, *yuan(105)]
    assert span(found, PURCHASE_SUBSIDY) == (*yuan("60112.02", "60112.02"), None)
    (note,) = notes(found, "lump_sum_in_last_month")
    assert note.rows == (4,)


@pytest.mark.parametrize(
    ("entry", "fund_months"),
    [("standing", 6), ("transfer", 6), ("first_job", 5)],
)
def test_only_a_first_job_shifts_the_fund_by_a_month(entry, fund_months):
    # From July: six months of pension 1440 and annuity 720; the fund of a first job begins in August.
    found = budget({**PLAIN, "start_month": "2024-07", "entry": entry})
    assert amounts(found) == list(yuan(8640, 4320, 1080 * fund_months, 600, 0))


def test_an_entrant_pays_on_the_wage_of_the_entry_month():
    row = {**PLAIN, "prior_year_monthly_salary": "8000", "start_month": "2024-03"}
    assert item(budget({**row, "entry": "transfer"}), PENSION).amount == Decimal("14400.00")  # 9000 × 16 % × 10
    assert item(budget(row), PENSION).amount == Decimal("12800.00")  # 8000 × 16 % × 10
