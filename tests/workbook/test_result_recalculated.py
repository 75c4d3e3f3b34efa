"""LibreOffice calculates every formula of a result workbook anew: as written, and after inputs were changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars
import pytest
from openfisca_core.periods import instant
from openfisca_core.reforms import Reform

import openfisca_china_personnel as ocp
from independent.rosters import one_in
from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.workbook.result import result_workbook
from openfisca_china_personnel.workbook.result_computation import Computation
from workbook.office import MISSING_OFFICE, PROGRAM, cells, formulas, recalculated, with_cells, without_values
from workbook.result_books import (
    EXAMPLE,
    STATIC,
    Row,
    changed_inputs,
    computation,
    disagreements,
    random_computations,
    random_rows,
    simulated,
    simulation_workbook,
    written,
)

pytestmark = [pytest.mark.debian, pytest.mark.skipif(PROGRAM is None, reason=MISSING_OFFICE)]

YEARS = (2016, 2017, 2019, 2023, 2024, 2025)
"""A year of resets in January, one in which cap, floor and reset month are gaps, one in which the pension's rate falls
in May, one with a gap of the floor until June, a year without gaps, one with an open gap from September."""
SEEDS = range(3)


def test_unchanged_every_formula_gives_the_model_s_figure(tmp_path: Path) -> None:
    files = [written(tmp_path / f"{seed}.xlsx", random_computations(YEARS, seed)) for seed in SEEDS]
    for file, found in zip(files, _recalculated(files, tmp_path), strict=True):
        assert not disagreements(file, found)
        _all_agree(found)


def test_after_changes_of_people_everything_is_as_if_computed_from_the_changed_roster(tmp_path: Path) -> None:
    pairs = []
    for seed in SEEDS:
        before, after = [], []
        for year in YEARS:
            rows, rules = random_rows(year, seed)
            before.append(computation(rows, year, rules))
            after.append(computation(_other_amounts(rows, year, seed), year, rules))
        pairs.append(_pair(tmp_path, f"people-{seed}", before, after))
    _hold(tmp_path, pairs)


def test_after_changes_of_the_law_everything_is_as_if_computed_under_the_changed_law(tmp_path: Path) -> None:
    pairs = []
    for seed in SEEDS:
        before, after = [], []
        for year in YEARS:
            rows, rules = random_rows(year, seed)
            before.append(computation(rows, year, rules))
            after.append(computation(rows, year, rules, _other_law(year, seed)))
        pairs.append(_pair(tmp_path, f"law-{seed}", before, after))
    _hold(tmp_path, pairs)


def test_a_gap_that_is_filled_in_gives_the_amounts_of_that_value(tmp_path: Path) -> None:
    # Floors of 2300 in 2023 (a gap between 2200 and 2420 until June) and from September 2025 (open), a cap of 21000,
    # a floor of 1900 and a reset in March of 2017 (all gaps); bases between the known values are not known before.
    filled = {
        2017: (("base_cap", 21000), ("base_floor", 1900), ("reset_month", 3)),
        2023: (("base_floor", 2300),),
        2025: (("base_floor", 2300),),
    }
    people = polars.DataFrame(
        {
            "headcount": ["3", "0.5"],
            "rank": ["staff", "staff"],
            "housing_fund_base": ["2250", "20000"],
            "housing_fund_base_until_june": ["1800", "25000"],
            "pension_base": ["5000", "9000"],
        }
    )
    before, after = [], []
    for year, values in filled.items():
        roster = ocp.read_roster(people, year=year)
        law = _with({f"housing_fund.{kind}.central_beijing": value for kind, value in values}, year)
        before.append(Computation(roster, ocp.expected_budget(roster, year)))
        after.append(Computation(roster, ocp.expected_budget(roster, year, system=law), system=law))
    assert [each.budget.items[2].amount for each in before] == [None, None, None]
    assert None not in [each.budget.items[2].amount for each in after]
    pair = _pair(tmp_path, "gap", before, after)
    _hold(tmp_path, [pair], leaving_out=("计算", "汇总"))
    # The gap keeps its blocks in 计算, so that sheet is not held cell by cell; its totals are.
    [changed] = _recalculated([pair[0]], tmp_path, "again")
    summary = cells(changed)["汇总"]
    for year, computed in zip(filled, after, strict=True):
        assert summary[_amount_cell(summary, year, "2210201")] == float(computed.budget.items[2].amount or 0)


def test_a_headcount_changed_in_the_baseline_moves_the_scenarios_that_rest_on_it(tmp_path: Path) -> None:
    scenarios = (
        """
name: 甲
changes:
  - retire: {headcount: 2, where: {person_id: a}, from: 2023-09}
  - add: {headcount: 10, rank: staff, monthly_salary: 9000.55, from: 2023-07, entry: first_job}
""",
        """
name: 乙
changes:
  - promote: {headcount: 1, where: {person_id: a}, to: director_general, from: 2023-05}
  - set: {parameter: housing_fund.rate.default, value: 0.08, from: 2023-07}
  - enrol: {schemes: [housing_fund, pension], where: {person_id: c}, from: 2023-07, purchase_subsidy: yes}
""",
    )
    people = polars.DataFrame(
        {
            "person_id": ["a", "b", "c"],
            "headcount": ["9", "4.5", "3"],
            "rank": ["division_head", "staff", "staff"],
            "monthly_salary": ["20000.01", "8000", "7000"],
            "purchase_subsidy": ["yes", "yes", "no"],
            "contributes_housing_fund": ["yes", "yes", "no"],
            "contributes_pension": ["yes", "yes", "no"],
            "housing_fund_rate": [None, None, "10%"],
        }
    )
    more = people.with_columns(
        headcount=polars.Series(["11", "6.25", "3"]), monthly_salary=polars.Series(["21000", "8000", "7000"])
    )
    years = (2023, 2024)
    before, after = (simulated(tmp_path, each, scenarios, years) for each in (people, more))
    base, wanted = (
        simulation_workbook(tmp_path / f"simulation-{name}.xlsx", outcome)
        for name, outcome in (("before", before), ("after", after))
    )
    # The first year's baseline alone is changed by hand: everything else points to it.
    people_sheet = {
        address: value
        for address, value in changed_inputs(base, wanted)["人员"].items()
        if int(address[1:]) in (6, 7, 8)
    }
    assert sorted(people_sheet) == ["K6", "K7", "L6"]
    changed = with_cells(base, {"人员": people_sheet}, tmp_path / "simulation.xlsx")
    first, second = _recalculated([base, changed], tmp_path)
    assert not disagreements(base, first)
    _all_agree(first)
    totals = [_amounts(each) for each in (wanted, second)]
    assert totals[1] == totals[0]
    assert "不一致" in cells(second)["核对"].values()


def test_a_verdict_follows_the_reported_figure(tmp_path: Path) -> None:
    roster = ocp.read_roster(EXAMPLE / "roster.csv", year=2023)
    document = ocp.read_document(EXAMPLE / "nia-2023.figures.yaml")
    budget, comparison = ocp.expected_budget(roster, 2023), compare(roster, document)
    file = tmp_path / "comparison.xlsx"
    file.write_bytes(result_workbook(comparison, "zh", [Computation(roster, budget)], document))
    changes: dict[str, dict[str, float | str | None]] = {
        # Pension 3,077,099.28, printed to the hundred: 3,077,000 ± 50 ends below it, 3,077,049.28 ± 50 does not hold
        # it (the upper end is open), 3,077,149.28 ± 50 does. Fund within 1,627,080 … 3,904,800 or not.
        "低": {"C5": 3077000, "C7": 1627030, "C8": None},
        "开": {"C5": 3077049.28, "C7": 1627030.01, "C8": 114820},
        "等": {"C5": 3077149.28, "C7": 3904850.01, "C8": 114820.01},
    }
    files = [with_cells(file, {"对照": cells_}, tmp_path / f"{name}.xlsx") for name, cells_ in changes.items()]
    verdicts = [
        [cells(each)["对照"][f"J{row}"] for row in (5, 7, 8)] for each in _recalculated([file, *files], tmp_path)
    ]
    assert verdicts == [
        ["一致", "一致", "一致"],
        ["低于", "低于", "文件未列"],
        ["低于", "在区间内", "低于"],
        ["一致", "高于", "在区间内"],
    ]


def test_libreoffice_really_calculates(tmp_path: Path) -> None:
    file = written(tmp_path / "true.xlsx", random_computations((2024,), 1))
    lying = with_cells(file, {"汇总": {"C7": 1}}, tmp_path / "lying.xlsx")
    more = with_cells(file, {"人员": {"K6": 123}}, tmp_path / "more.xlsx")
    found = recalculated([lying, more], tmp_path)
    # A number in the place of a formula stays, and so shows; another headcount, beside the old values, moves them.
    assert cells(found[0])["汇总"]["C7"] == 1
    assert disagreements(file, found[1], leaving_out=STATIC)


def _recalculated(files: list[Path], folder: Path, name: str = "bare") -> list[Path]:
    """The files calculated anew; they bring no values along that could be taken for calculated ones."""
    target = folder / name
    target.mkdir(exist_ok=True)
    return recalculated([without_values(file, target / file.name) for file in files], target)


def _all_agree(file: Path) -> None:
    check = cells(file)["核对"]
    assert "不一致" not in check.values()
    assert str(check["B4"]).startswith("核对：全部一致")


def _pair(folder: Path, name: str, before: list[Computation], after: list[Computation]) -> tuple[Path, Path]:
    """The workbook before with the inputs of the workbook after, and the workbook after."""
    base = written(folder / f"{name}-before.xlsx", before)
    wanted = written(folder / f"{name}-after.xlsx", after)
    changes = changed_inputs(base, wanted)
    assert changes, "nothing was changed"
    return with_cells(base, changes, folder / f"{name}.xlsx"), wanted


def _hold(folder: Path, pairs: list[tuple[Path, Path]], leaving_out: tuple[str, ...] = ()) -> None:
    found = _recalculated([changed for changed, _ in pairs], folder)
    for (_, wanted), changed in zip(pairs, found, strict=True):
        # The wanted workbook's own values are the model's, which its 核对 says.
        _all_agree(wanted)
        assert not disagreements(wanted, changed, leaving_out=(*STATIC, *leaving_out))


def _other_amounts(rows: list[Row], year: int, seed: int) -> list[Row]:
    """The same people with other headcounts, wages, bases and rates, as far as the roster states them."""
    chance = Random(f"other amounts {year} {seed}")
    changed = []
    for row in rows:
        other = dict(row)
        if row["headcount"] not in (None, Decimal(0)):
            other["headcount"] = Decimal(chance.randint(1, 30_000_000)).scaleb(-6)
        for column in (*_MONEY, "purchase_lump_sum"):
            if row[column]:
                other[column] = Decimal(chance.randint(1, 45_000_00)).scaleb(-2)
        if row["housing_fund_rate"] is not None and one_in(chance, 2):
            other["housing_fund_rate"] = Decimal(chance.randint(500, 1200)).scaleb(-4)
        changed.append(other)
    return changed


_MONEY = (
    *("monthly_salary", "prior_year_monthly_salary", "housing_fund_base", "pension_base"),
    *("housing_fund_base_until_june", "pension_base_until_june"),
)


def _other_law(year: int, seed: int) -> Any:
    """Every value that the amounts rest on a little different; gaps stay gaps."""
    chance = Random(f"other law {year} {seed}")
    law = ocp.CountryTaxBenefitSystem()
    values: dict[str, float] = {"housing_fund.rate.default": chance.randint(500, 1200) / 10_000}
    for path in ("pension.employer_rate", "annuity.employer_rate"):
        values[path] = chance.randint(500, 2500) / 10_000
    for place in ("central_beijing", "beijing"):
        for scheme in ("housing_fund", "pension"):
            values[f"{scheme}.base_cap.{place}"] = chance.randint(15_000_00, 40_000_00) / 100
            values[f"{scheme}.base_floor.{place}"] = chance.randint(1_000_00, 8_000_00) / 100
    for rank in law.parameters.rent_subsidy.standard.children:
        values[f"rent_subsidy.standard.{rank}"] = chance.randint(50_00, 300_00) / 100
    for path in ("rent_subsidy.average", "rent_subsidy.seniority.standard"):
        values[path] = chance.randint(50_00, 300_00) / 100
    known = {path: value for path, value in values.items() if not _has_gap(law, path, year)}
    return _with(known, year)


def _has_gap(law: Any, path: str, year: int) -> bool:
    leaf = _leaf(law.parameters, path)
    return any(leaf.get_at_instant(f"{year}-{month:02d}-01") is None for month in range(1, 13))


def _with(values: dict[str, float], year: int) -> Any:
    """The law with some values set for a whole year."""

    class Changed(Reform):
        def apply(self) -> None:
            for path, value in values.items():
                _leaf(self.parameters, path).update(
                    start=instant(f"{year}-01-01"), stop=instant(f"{year}-12-31"), value=value
                )

    return Changed(ocp.CountryTaxBenefitSystem())


def _leaf(parameters: Any, path: str) -> Any:
    node = parameters
    for key in path.split("."):
        node = node.children[key]
    return node


def _amounts(file: Path) -> dict[str, Any]:
    """What 汇总, 分月 and 分职级 show, ranges and the line of 核对 left out."""
    shown = cells(file)
    live = formulas(file)
    return {
        f"{sheet}!{address}": round(value, 2) if isinstance(value, float) else value
        for sheet in ("汇总", "分月", "分职级")
        for address, value in shown[sheet].items()
        if address in live[sheet] and address != "A3"
    }


def _amount_cell(summary: dict[str, Any], year: int, code: str) -> str:
    """The first amount of a line in the table of a year."""
    first = next(int(address[1:]) for address, value in summary.items() if value == f"{year} 年度")
    return next(f"C{row}" for row in range(first, first + 9) if summary.get(f"A{row}") == code)
