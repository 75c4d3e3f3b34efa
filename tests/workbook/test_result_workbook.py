"""What a result workbook holds, without any program that calculates: sheets, functions, values brought along."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import polars
import pytest

import openfisca_china_personnel as ocp
from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.workbook.function_list import FUNCTIONS, functions_in
from openfisca_china_personnel.workbook.result import MOST_ROWS, result_workbook
from openfisca_china_personnel.workbook.result_computation import Computation
from workbook.office import Cells, cells, formulas, sheets
from workbook.result_books import EXAMPLE, random_computations, simulated, simulation_workbook, written

YEARS = (2015, 2016, 2017, 2019, 2023, 2024, 2025)
ALWAYS = ["汇总", "分月", "分职级", "人员", "参数与依据", "计算", "说明", "核对"]
PEOPLE = polars.DataFrame(
    {
        "unit": ["甲", "甲", "乙"],
        "headcount": ["10", "4", "5.5"],
        "rank": ["staff", "division_head", "staff"],
        "monthly_salary": ["8000.55", "20000", "9000"],
        "purchase_subsidy": ["yes", "no", "yes"],
        # Twenty-five years of service in June 2023: another rent standard from then on.
        "work_start": ["1998-06", "1990-01", None],
    }
)
SCENARIOS = (
    """
name: 增编
changes:
  - add: {headcount: 10, unit: 甲, rank: staff, monthly_salary: 9000, from: 2023-07, entry: first_job}
  - retire: {headcount: 2, where: {rank: division_head}, from: 2023-09}
""",
    """
name: 降比例
changes:
  - set: {parameter: housing_fund.rate.default, value: 0.08, from: 2023-07}
""",
)


@pytest.fixture
def example() -> tuple[ocp.Roster, ocp.Budget]:
    roster = ocp.read_roster(EXAMPLE / "roster.csv", year=2023)
    return roster, ocp.expected_budget(roster, 2023)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheets_are_those_of_the_kind_of_result(
    tmp_path: Path, example: tuple[ocp.Roster, ocp.Budget], language: str
) -> None:
    roster, budget = example
    computed = [Computation(roster, budget)]
    assert list(sheets(written(tmp_path / "budget.xlsx", computed, language))) == ALWAYS
    document = ocp.read_document(EXAMPLE / "nia-2023.figures.yaml")
    comparison = tmp_path / "comparison.xlsx"
    comparison.write_bytes(result_workbook(compare(roster, document), language, computed, document))  # type: ignore[arg-type]
    assert list(sheets(comparison)) == ["汇总", "对照", *ALWAYS[1:]]
    outcome = simulation_workbook(tmp_path / "s.xlsx", simulated(tmp_path, PEOPLE, SCENARIOS, (2023,)), language)
    assert list(sheets(outcome)) == [*ALWAYS[:3], "变动分解", "增人成本", *ALWAYS[3:]]


@pytest.mark.parametrize(("seed", "language"), [(0, "zh"), (1, "en")])
def test_the_values_brought_along_are_the_model_s(tmp_path: Path, seed: int, language: str) -> None:
    computed = random_computations(YEARS, seed)
    shown = cells(written(tmp_path / "result.xlsx", computed, language))
    status = [value for address, value in shown["核对"].items() if address.startswith("I") and address != "I6"]
    # Each year: five lines, the same by month, and by unit where there are several.
    units = sum(len(each.budget.units) * 5 for each in computed if len(each.budget.units) > 1)
    assert status == [{"zh": "一致", "en": "agrees"}[language]] * (len(YEARS) * 65 + units)
    for each in computed:
        amounts = _table_of_year(shown["汇总"], each.year)
        assert amounts == {item.code: _shown(item.amount) for item in each.budget.items}


def test_every_function_is_on_the_list_and_nothing_is_dynamic(tmp_path: Path) -> None:
    files = [written(tmp_path / "random.xlsx", random_computations(YEARS, 7))]
    files.append(simulation_workbook(tmp_path / "s.xlsx", simulated(tmp_path, PEOPLE, SCENARIOS, (2023, 2024))))
    for file in files:
        of_sheets = formulas(file).values()
        used = {name for of_sheet in of_sheets for formula in of_sheet.values() for name in functions_in(formula)}
        assert used
        assert used <= FUNCTIONS
        texts = "".join(sheets(file).values())
        assert "_xlfn" not in texts
        assert " cm=" not in texts
        assert 't="array"' not in texts
        assert "#REF!" not in texts
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
        assert not [name for name in names if "vba" in name.lower() or "metadata" in name]
        assert any(name.startswith("xl/charts/") for name in names)


def test_the_names_of_functions_are_found_in_formulas() -> None:
    formula = "IF('SUM('!A1=\"MAX(\",_xlfn.XLOOKUP(1,A1:A2,B1:B2),ROUND(SUM(A1:A2)/3,0))"
    assert functions_in(formula) == {"IF", "_xlfn.XLOOKUP", "ROUND", "SUM"}


def test_no_formula_is_longer_than_a_cell_takes(tmp_path: Path) -> None:
    # 2017 has the longest: cap, floor and reset month are gaps at once.
    file = written(tmp_path / "2017.xlsx", random_computations((2017,), 3))
    assert max(len(formula) for of_sheet in formulas(file).values() for formula in of_sheet.values()) < 8192


def test_an_amount_is_a_formula_and_an_input_a_number(tmp_path: Path, example: tuple[ocp.Roster, ocp.Budget]) -> None:
    file = written(tmp_path / "budget.xlsx", [Computation(*example)])
    live, shown = formulas(file), cells(file)
    assert all(f"C{row}" in live["汇总"] for row in range(7, 13))
    assert shown["人员"]["K6"] == 54
    assert "K6" not in live["人员"]
    # The rates of the law stand in cells of their own: 16 % and 8 % and 12 %.
    assert {0.16, 0.08, 0.12} <= set(shown["参数与依据"].values())
    assert not [formula for formula in live["计算"].values() if re.search(r"0\.(16|08|12|1)\b", formula)]


def test_a_text_of_the_roster_is_never_a_formula(tmp_path: Path) -> None:
    people = PEOPLE.with_columns(unit=polars.lit("=1+1"), person_id=polars.Series(["@SUM(A1)", "+2", "-3"]))
    roster = ocp.read_roster(people, year=2023)
    file = written(tmp_path / "texts.xlsx", [Computation(roster, ocp.expected_budget(roster, 2023))])
    assert cells(file)["人员"]["D6"] == "=1+1"
    assert not [formula for formula in formulas(file)["人员"].values() if "1+1" in formula or "@" in formula]


def test_what_is_not_known_and_what_is_not_modelled_is_said(tmp_path: Path) -> None:
    # A base of 2300 lies between the floors around the gap of January to June 2023; local rent rules are not modelled.
    people = polars.DataFrame({"location": ["central_beijing", "beijing"], "monthly_salary": ["2300", "9000"]})
    roster = ocp.read_roster(people, year=2023)
    shown = cells(written(tmp_path / "g.xlsx", [Computation(roster, ocp.expected_budget(roster, 2023))]))
    amounts = _table_of_year(shown["汇总"], 2023)
    assert (amounts["2210201"], amounts["2210202"]) == ("未知", "未建模")


def test_an_anniversary_within_the_year_makes_two_rows_of_the_same_people(tmp_path: Path) -> None:
    roster = ocp.read_roster(PEOPLE, year=2023)
    file = written(tmp_path / "two.xlsx", [Computation(roster, ocp.expected_budget(roster, 2023))])
    shown, live = cells(file)["人员"], formulas(file)["人员"]
    assert [(shown[f"C{row}"], shown[f"I{row}"], shown[f"J{row}"]) for row in (6, 7)] == [(2, 1, 5), (2, 6, 12)]
    assert live["K7"] == "$K6"
    # 10 × 70 × 5 = 3,500 and 10 × 80 × 7 = 5,600
    assert (shown["X6"], shown["X7"]) == (3500, 5600)


def test_a_scenario_points_to_the_baseline(tmp_path: Path) -> None:
    file = simulation_workbook(tmp_path / "s.xlsx", simulated(tmp_path, PEOPLE, SCENARIOS, (2023,)))
    shown, live = cells(file), formulas(file)
    rows = {row: shown["人员"][f"B{row}"] for row in range(6, 40) if f"B{row}" in shown["人员"]}
    of_first = [row for row, name in rows.items() if name == "增编"]
    heads = [live["人员"].get(f"K{row}", shown["人员"][f"K{row}"]) for row in of_first]
    # Staff before and after the anniversary; division heads who stay, who retire, the same in retirement; the other
    # unit's staff; the ten.
    assert heads == ["$K6", f"$K{of_first[0]}", f"ROUND($K8-$K{of_first[3]},6)", 2, f"$K{of_first[3]}", "$K9", 10]
    assert not [row for row, name in rows.items() if name == "降比例" and f"K{row}" not in live["人员"]]
    # The law of the second scenario points to that of the baseline, except where it was changed.
    assert sorted(value for value in shown["参数与依据"].values() if value == 0.08)[:1] == [0.08]
    changed = [address for address, value in shown["参数与依据"].items() if value == 0.08 and address[0] in "IJKLMN"]
    assert [address for address in changed if address not in live["参数与依据"]]


def test_too_many_rows_are_refused_with_another_way() -> None:
    people = polars.DataFrame({"monthly_salary": ["9000"] * (MOST_ROWS + 1)})
    roster = ocp.read_roster(people, year=2024)
    budget = ocp.expected_budget(roster, 2024)
    with pytest.raises(ocp.InputFaults, match="at most 2,000 rows"):
        result_workbook(budget, "zh", [Computation(roster, budget)])


def test_amounts_that_a_spreadsheet_cannot_hold_are_refused() -> None:
    people = polars.DataFrame({"headcount": ["10000000"], "purchase_lump_sum": ["1000001"], "status": ["retired"]})
    roster = ocp.read_roster(people, year=2024)
    budget = ocp.expected_budget(roster, 2024)
    assert budget.items[4].amount == Decimal("10000010000000.00")
    with pytest.raises(ocp.InputFaults, match="fifteen digits"):
        result_workbook(budget, "zh", [Computation(roster, budget)])


def test_the_same_result_gives_the_same_file(example: tuple[ocp.Roster, ocp.Budget]) -> None:
    roster, budget = example
    first, second = (result_workbook(budget, "zh", [Computation(roster, budget)]) for _ in range(2))
    assert first == second


def test_a_roster_without_anybody_in_the_year_gives_a_workbook_of_zeros(tmp_path: Path) -> None:
    people = polars.DataFrame({"monthly_salary": ["9000"], "end_month": ["2020-12"]})
    roster = ocp.read_roster(people, year=2024)
    shown = cells(written(tmp_path / "none.xlsx", [Computation(roster, ocp.expected_budget(roster, 2024))]))
    assert set(_table_of_year(shown["汇总"], 2024).values()) == {0.0}


def _table_of_year(summary: Cells, year: int) -> dict[str, float | str]:
    """The first amounts of 汇总 in a year, by code."""
    [first] = [int(address[1:]) for address, value in summary.items() if value in (f"{year} 年度", str(year))]
    rows = range(first + 2, first + 2 + len(LINES))
    return {str(summary[f"A{row}"]): summary[f"C{row}"] for row in rows}


def _shown(amount: Decimal | None) -> object:
    return float(amount) if amount is not None else _AnyWord()


class _AnyWord:
    """Equal to every text: why there is no amount is not what the model says."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    def __hash__(self) -> int:
        return 0
