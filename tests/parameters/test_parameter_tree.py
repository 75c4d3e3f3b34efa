"""OpenFisca holds the tree, under the names that are used from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openfisca_core.errors import ParameterNotFoundError

from openfisca_china_personnel.vocabulary import Location, Rank

if TYPE_CHECKING:
    from openfisca_core.parameters import ParameterNode

PLACES = {"central_beijing", "beijing"}
NAMED = set(Rank.__members__) - {"unspecified"}
PROFESSIONALS = {name for name in NAMED if name.endswith("_professional")}
WORKERS = {name for name in NAMED if name.endswith(("_worker", "technician"))}


def children(leaves: dict[str, dict[str, Any]], folder: str) -> set[str]:
    prefix = f"{folder}."
    return {path.removeprefix(prefix) for path in leaves if path.startswith(prefix)}


def test_the_names_used_from_outside_are_there(leaves: dict[str, dict[str, Any]]) -> None:
    expected = {
        "housing_fund.rate": {"minimum", "maximum", "default"},
        "housing_fund.base_cap": PLACES,
        "housing_fund.base_floor": PLACES,
        "housing_fund.reset_month": set(Location.__members__),
        "pension.base_cap": PLACES,
        "pension.base_floor": PLACES,
        "pension.reset_month": set(Location.__members__),
        "annuity": {"employer_rate", "employee_rate"},
        "rent_subsidy.standard": NAMED - PROFESSIONALS,
        "rent_subsidy.seniority": {"years", "standard"},
        "purchase_subsidy.monthly": NAMED,
        "purchase_subsidy.area": NAMED,
        "purchase_subsidy.area_seniority": {"years", "area"},
        "purchase_subsidy.seniority": {"first_years", "first_monthly", "second_years", "second_monthly"},
    }
    assert {folder: children(leaves, folder) for folder in expected} == expected
    single = {
        "rent_subsidy.average",
        "rent_subsidy.reference_rent",
        "purchase_subsidy.coefficient",
        "purchase_subsidy.base_per_square_metre",
        "purchase_subsidy.seniority_per_square_metre_year",
        "purchase_subsidy.lump_sum_month_limit",
        "pension.employer_rate",
        "pension.employee_rate",
        "pension.base_cap_ratio",
        "pension.base_floor_ratio",
    }
    assert single <= leaves.keys()


def test_every_rank_that_a_grade_counts_as_is_a_rank(leaves: dict[str, dict[str, Any]]) -> None:
    folder = "civil_service.grade_equivalent."
    ranks = {
        dated["value"] for path, leaf in leaves.items() if path.startswith(folder) for dated in leaf["values"].values()
    }
    assert ranks
    assert ranks <= NAMED - PROFESSIONALS - WORKERS


@pytest.mark.parametrize(
    ("path", "date", "value"),
    [
        ("pension.employer_rate", "2014-10-01", 0.2),
        ("pension.employer_rate", "2019-04-30", 0.2),
        ("pension.employer_rate", "2019-05-01", 0.16),
        ("housing_fund.rate.default", "2007-12-30", 0.08),
        ("housing_fund.rate.default", "2007-12-31", None),
        ("housing_fund.rate.default", "2014-12-31", None),
        ("housing_fund.rate.default", "2015-01-01", 0.12),
        ("housing_fund.rate.minimum", "2026-09-20", 0.05),
        ("housing_fund.reset_month.central_beijing", "2016-12-31", 1),
        ("housing_fund.reset_month.central_beijing", "2017-01-01", None),
        ("housing_fund.reset_month.central_beijing", "2019-07-01", 7),
        ("housing_fund.base_floor.central_beijing", "2025-08-31", 2420),
        ("housing_fund.base_floor.central_beijing", "2025-09-01", None),
        ("rent_subsidy.standard.ordinary_worker", "2000-04-01", 70),
        ("rent_subsidy.seniority.standard", "2024-01-01", 80),
        ("purchase_subsidy.coefficient", "2024-01-01", 0.66),
        ("purchase_subsidy.monthly.senior_technician", "2005-01-01", 1100),
        ("purchase_subsidy.monthly.minister", "2024-01-01", None),
        ("purchase_subsidy.area.senior_professional", "2024-01-01", 105),
        ("purchase_subsidy.area.senior_technician", "2024-01-01", None),
        ("pension.reset_month.beijing", "2014-10-01", 7),
        ("budget_subjects.rent_subsidy.economic", "2017-12-31", "30312"),
        ("budget_subjects.rent_subsidy.economic", "2018-01-01", "30102"),
        ("budget_subjects.pension.economic", "2017-12-31", None),
        ("budget_subjects.annuity.functional", "2014-10-01", "2080506"),
        ("retirement_age.women_50.raised_from_birth_month", "2025-01-01", "1975-01"),
    ],
)
def test_values_at_their_dates(parameters: ParameterNode, path: str, date: str, value: object) -> None:
    node: Any = parameters
    for name in path.split("."):
        node = node.children[name]
    assert node(date) == value


def test_before_a_rule_began_there_is_no_value(parameters: ParameterNode) -> None:
    with pytest.raises(ParameterNotFoundError):
        _ = parameters("2014-09-30").pension.employer_rate
    with pytest.raises(ParameterNotFoundError):
        _ = parameters("2000-03-31").rent_subsidy.average


def test_a_value_keeps_its_citation(parameters: ParameterNode) -> None:
    newest = parameters.pension.employer_rate.values_list[0]
    assert newest.instant_str == "2019-05-01"
    assert newest.metadata["number"] == "国办发〔2019〕13号"
    assert newest.metadata["grade"] == "A"
    assert newest.metadata["label"] == "机关事业单位基本养老保险单位缴费比例"
