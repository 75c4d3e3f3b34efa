"""What the numbers owe each other: caps and floors against the average wage, copies against their model."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Leaves = dict[str, dict[str, Any]]


def series(leaves: Leaves, path: str) -> dict[str, Decimal | None]:
    return {
        date: None if dated["value"] is None else Decimal(str(dated["value"]))
        for date, dated in sorted(leaves[path]["values"].items())
    }


def in_force(values: dict[str, Decimal | None], date: str) -> Decimal | None:
    return [value for start, value in sorted(values.items()) if start <= date][-1]


def test_the_pension_cap_is_three_times_the_average_wage(leaves: Leaves) -> None:
    (ratio,) = series(leaves, "pension.base_cap_ratio").values()
    average = series(leaves, "pension.average_wage.beijing")
    assert ratio == 3
    assert series(leaves, "pension.base_cap.beijing") == {date: ratio * wage for date, wage in average.items()}  # type: ignore[operator]


def test_the_pension_floor_is_sixty_percent_half_up_but_frozen_in_2020(leaves: Leaves) -> None:
    (ratio,) = series(leaves, "pension.base_floor_ratio").values()
    average = series(leaves, "pension.average_wage.beijing")
    expected = {
        date: (ratio * wage).quantize(Decimal(1), ROUND_HALF_UP)  # type: ignore[operator]
        for date, wage in average.items()
    }
    assert expected["2020-07-01"] != expected["2019-07-01"]
    expected["2020-07-01"] = expected["2019-07-01"]
    assert series(leaves, "pension.base_floor.beijing") == expected


def test_the_central_pension_limits_copy_beijing_with_the_weakest_grade(leaves: Leaves) -> None:
    for kind in ("base_cap", "base_floor"):
        copy = f"pension.{kind}.central_beijing"
        assert series(leaves, copy) == series(leaves, f"pension.{kind}.beijing")
        assert {dated["metadata"]["grade"] for dated in leaves[copy]["values"].values()} == {"C"}
        assert all("note" in dated["metadata"] for dated in leaves[copy]["values"].values())


def test_the_fund_cap_is_three_times_its_average_wage_until_frozen_in_2020(leaves: Leaves) -> None:
    average = series(leaves, "housing_fund.average_wage.beijing")
    caps = series(leaves, "housing_fund.base_cap.beijing")
    assert {date: cap for date, cap in caps.items() if date <= max(average)} == {
        date: 3 * wage  # type: ignore[operator]
        for date, wage in average.items()
    }
    assert caps["2020-07-01"] == caps["2019-07-01"]


def test_the_fund_cap_is_the_pension_cap_from_2021(leaves: Leaves) -> None:
    fund, pension = (series(leaves, f"{law}.base_cap.beijing") for law in ("housing_fund", "pension"))
    assert {d: v for d, v in fund.items() if d >= "2021"} == {d: v for d, v in pension.items() if d >= "2021"}
    assert fund["2019-07-01"] != pension["2019-07-01"]
    assert fund["2020-07-01"] != pension["2020-07-01"]


def test_the_central_fund_cap_follows_beijing_half_a_year_late_and_then_alike(leaves: Leaves) -> None:
    beijing = series(leaves, "housing_fund.base_cap.beijing")
    central = series(leaves, "housing_fund.base_cap.central_beijing")
    assert [date for date, cap in central.items() if cap is None] == ["2017-01-01"]
    for date, cap in central.items():
        if cap is not None:
            assert cap == in_force(beijing, date), date


def test_the_annuity_is_half_of_the_pension_from_2019(leaves: Leaves) -> None:
    pension = series(leaves, "pension.employer_rate")["2019-05-01"]
    (annuity,) = series(leaves, "annuity.employer_rate").values()
    assert pension == 2 * annuity  # type: ignore[operator]


def test_long_service_standards_are_those_of_the_next_rank(leaves: Leaves) -> None:
    assert series(leaves, "rent_subsidy.seniority.standard") == series(leaves, "rent_subsidy.standard.section_head")
    area = "purchase_subsidy.area"
    assert series(leaves, f"{area}_seniority.area") == series(leaves, f"{area}.section_head")
    monthly = "purchase_subsidy.monthly"
    steps = "purchase_subsidy.seniority"
    assert series(leaves, f"{steps}.first_monthly") == series(leaves, f"{monthly}.middle_worker")
    assert series(leaves, f"{steps}.second_monthly") == series(leaves, f"{monthly}.senior_worker")
    years = [series(leaves, f"{steps}.{step}_years")["2005-01-01"] for step in ("first", "second")]
    assert years == [15, 25]
