"""The parameters against the law file: date by date, value by value, grade by grade, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = (
    "housing_fund.",
    "rent_allowance.",
    "purchase_allowance.",
    "pension.",
    "annuity.",
    "classification.",
    "retirement_age.",
    "rank.",
)
RULES_IN_WORDS = {"housing_fund.rate.range_guoguan", "housing_fund.rounding", "annuity.employer_mode"}
# The central pool is not confirmed to have Beijing's limits: the same numbers, a weaker grade.
COPIES = {"pension.base_cap.central_beijing", "pension.base_floor.central_beijing"}
# The coefficient ended for the monthly amount only; the lump sums still use it.
LEFT_OUT = {("purchase_subsidy.coefficient", "2005-01-01")}
# Values that stand in an entry's note or citation, not among its dated values.
FROM_NOTES: dict[tuple[str, str], tuple[object, str, str | None]] = {
    ("housing_fund.rate.minimum", "2019-03-24"): (0.05, "A", None),
    ("housing_fund.rate.minimum", "2026-09-20"): (0.05, "A", None),
    ("budget_subjects.housing_fund.economic", "2007-01-01"): ("30311", "B", "C"),
    ("budget_subjects.rent_subsidy.economic", "2007-01-01"): ("30312", "B", "C"),
    ("budget_subjects.purchase_subsidy.economic", "2007-01-01"): ("30313", "B", "C"),
    ("budget_subjects.pension.economic", "2014-10-01"): (None, "C", None),
    ("budget_subjects.annuity.economic", "2014-10-01"): (None, "C", None),
}

# Numbers that stand only in the text, a note or a label of the law: value, grade, grade of the date.
FROM_TEXT: dict[str, dict[str, tuple[object, str, str | None]]] = {
    "housing_fund.reset_month.central_beijing": {
        "2015-01-01": (1, "A", None),
        "2017-01-01": (None, "C", None),
        "2019-07-01": (7, "A", "B"),
    },
    "housing_fund.reset_month.beijing": {"2014-07-01": (7, "A", None)},
    "housing_fund.reset_month.other": {"2014-07-01": (7, "C", None)},
    "pension.reset_month.central_beijing": {"2014-07-01": (7, "C", None)},
    "pension.reset_month.beijing": {"2014-07-01": (7, "A", None)},
    "pension.reset_month.other": {"2014-07-01": (7, "C", None)},
    "rent_subsidy.seniority.years": {"2000-04-01": (25, "A", None)},
    "purchase_subsidy.seniority.first_years": {"2005-01-01": (15, "A", None)},
    "purchase_subsidy.seniority.second_years": {"2005-01-01": (25, "A", None)},
    "purchase_subsidy.area_seniority.years": {"2000-01-01": (25, "A", "C")},
    "purchase_subsidy.area.senior_professional": {"2000-01-01": (105, "A", "C")},
    "purchase_subsidy.area.associate_professional": {"2000-01-01": (90, "A", "C")},
    "purchase_subsidy.area.middle_professional": {"2000-01-01": (70, "A", "C")},
    "purchase_subsidy.area.junior_professional": {"2000-01-01": (60, "A", "C")},
    "purchase_subsidy.area.senior_technician": {"2000-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.minister": {"2005-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.vice_minister": {"2005-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.senior_professional": {"2005-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.associate_professional": {"2005-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.middle_professional": {"2005-01-01": (None, "C", None)},
    "purchase_subsidy.monthly.junior_professional": {"2005-01-01": (None, "C", None)},
    "retirement_age.men.raised_from_birth_month": {"2025-01-01": ("1965-01", "B", None)},
    "retirement_age.men.birth_months_per_month_of_delay": {"2025-01-01": (4, "B", None)},
    "retirement_age.women_55.raised_from_birth_month": {"2025-01-01": ("1970-01", "B", None)},
    "retirement_age.women_55.birth_months_per_month_of_delay": {"2025-01-01": (4, "B", None)},
    "retirement_age.women_50.raised_from_birth_month": {"2025-01-01": ("1975-01", "B", None)},
    "retirement_age.women_50.birth_months_per_month_of_delay": {"2025-01-01": (2, "B", None)},
    "budget_subjects.housing_fund.functional": {"2007-01-01": ("2210201", "A", "C")},
    "budget_subjects.rent_subsidy.functional": {"2007-01-01": ("2210202", "A", "C")},
    "budget_subjects.purchase_subsidy.functional": {"2007-01-01": ("2210203", "A", "C")},
    "budget_subjects.pension.functional": {"2014-10-01": ("2080505", "A", "C")},
    "budget_subjects.annuity.functional": {"2014-10-01": ("2080506", "A", "C")},
    "budget_subjects.rent_subsidy.economic_retired": {"2018-01-01": ("303", "C", "B")},
    "budget_subjects.purchase_subsidy.economic_retired": {"2018-01-01": ("303", "C", "B")},
}

Dated = dict[str, tuple[object, str, str | None]]


def in_the_law_file(entry: dict[str, Any], path: str) -> Dated:
    """Value, grade and grade of the date, by date."""
    dated = {}
    for fact in entry["values"]:
        value = fact["value"]
        if isinstance(value, dict):
            value = value[path.rpartition(".")[2]]
        grade = "C" if path in COPIES else fact.get("grade", entry["grade"])
        date = fact["from"].isoformat()
        if (path, date) not in LEFT_OUT:
            dated[date] = (value, grade, fact.get("date_grade"))
    return dated


def in_the_parameters(leaf: dict[str, Any], path: str) -> Dated:
    """The same of a parameter, without the values that come from notes."""
    return {
        date: (dated["value"], dated["metadata"]["grade"], dated["metadata"].get("date_grade"))
        for date, dated in leaf["values"].items()
        if (path, date) not in FROM_NOTES
    }


def test_every_entry_of_the_carried_subjects_has_a_parameter(
    law: dict[str, dict[str, Any]], leaves: dict[str, dict[str, Any]]
) -> None:
    carried = {leaf["metadata"]["law_id"] for leaf in leaves.values()} - {None}
    assert carried <= law.keys()
    assert {law_id for law_id in law if law_id.startswith(SUBJECTS)} - RULES_IN_WORDS == carried


def test_parameters_equal_their_entries(law: dict[str, dict[str, Any]], leaves: dict[str, dict[str, Any]]) -> None:
    for path, leaf in leaves.items():
        law_id = leaf["metadata"]["law_id"]
        if law_id is not None:
            assert in_the_parameters(leaf, path) == in_the_law_file(law[law_id], path), path


def test_parameters_without_an_entry_are_as_the_text_has_them(leaves: dict[str, dict[str, Any]]) -> None:
    found = {path: in_the_parameters(leaf, path) for path, leaf in leaves.items() if not leaf["metadata"]["law_id"]}
    assert found == FROM_TEXT


def test_values_from_notes_are_as_noted(leaves: dict[str, dict[str, Any]]) -> None:
    found = {}
    for path, date in FROM_NOTES:
        dated = leaves[path]["values"][date]
        found[path, date] = (dated["value"], dated["metadata"]["grade"], dated["metadata"].get("date_grade"))
    assert found == FROM_NOTES


def test_the_pre_2018_codes_stand_in_the_notes(law: dict[str, dict[str, Any]]) -> None:
    for functional, economic in (("2210201", "30311"), ("2210202", "30312"), ("2210203", "30313")):
        assert f"before 2018: {economic} [B]" in law[f"classification.functional_to_economic.{functional}"]["note"]


def test_the_range_of_the_central_registry_is_the_legal_range(
    law: dict[str, dict[str, Any]], leaves: dict[str, dict[str, Any]]
) -> None:
    for fact in law["housing_fund.rate.range_guoguan"]["values"]:
        date = fact["from"].isoformat()
        in_force = [
            [v["value"] for d, v in sorted(leaves[f"housing_fund.rate.{side}"]["values"].items()) if d <= date][-1]
            for side in ("minimum", "maximum")
        ]
        assert in_force == fact["value"]


def test_the_law_map_names_every_parameter_and_every_entry(
    checkout: Path, law: dict[str, dict[str, Any]], leaves: dict[str, dict[str, Any]]
) -> None:
    text = (checkout / "docs" / "law-map.md").read_text("utf-8")
    for path, leaf in leaves.items():
        law_id = leaf["metadata"]["law_id"]
        row = f"| `{path}` | {f'`{law_id}`' if law_id else '–'} | {leaf['metadata']['label']} |"
        assert row in text, row
    for law_id in law:
        assert f"`{law_id}`" in text or f"`{law_id.rpartition('.')[0]}.*`" in text, law_id
