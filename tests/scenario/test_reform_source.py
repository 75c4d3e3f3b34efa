"""A scenario's changes of rules as a Python module of Reforms that stands on its own."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from budget.rows import PLAIN, roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.scenario.reform_source import reform_source
from openfisca_china_personnel.system import baseline
from scenario.made import made, scenario

TESTS = pathlib.Path(__file__).parents[1]
CAP = "housing_fund.base_cap.central_beijing"
ROWS = [
    {**PLAIN, "housing_fund_rate": "", "purchase_subsidy": "是"},
    {**PLAIN, "housing_fund_rate": "", "monthly_salary": "90000"},
    {**PLAIN, "rank": "minister", "purchase_subsidy": "是", "monthly_salary": "2000", "headcount": "2.5"},
]


def rule(parameter, value, since, until=None):
    return {"set": {"parameter": parameter, "value": value, "from": since, **({"until": until} if until else {})}}


def module_of(source, folder, name="told"):
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("changes", "assumptions", "years"),
    [
        ([rule("housing_fund.rate.default", "10%", "2024-03", "2024-08")], None, (2024,)),
        ([rule("pension.base_cap.central_beijing", "20000", "2024-03")], None, (2024,)),
        ([rule("pension.base_cap.central_beijing", "20000", "2024-03", "forever")], None, (2024,)),
        ([rule("purchase_subsidy.monthly.minister", "1800", "2024-05", "2024-09")], None, (2024,)),
        ([rule("housing_fund.base_floor.central_beijing", "2500", "2025-11")], None, (2025, 2026)),
        ([], {"average_wage_growth": "3%"}, (2026, 2027)),
        ([rule(CAP, "40000", "2027-03", "2027-05")], {"average_wage_growth": "3%"}, (2027,)),
        ([rule(CAP, "40000", "2027-09")], {"average_wage_growth": "3%"}, (2027, 2028)),
        (
            [
                rule("housing_fund.reset_month.central_beijing", "1", "2024-01", "2024-12"),
                rule("rent_subsidy.average", "95.5", "2024-02", "2024-06"),
                rule("pension.employer_rate", "15%", "2024-02", "2024-02"),
                rule("pension.employer_rate", "14%", "2024-03", "forever"),
            ],
            None,
            (2024,),
        ),
    ],
    ids=["until", "next value", "forever", "gap", "gap later", "assumed", "in assumed", "from in assumed", "several"],
)
def test_the_module_is_the_scenarios_own_law(tmp_path, changes, assumptions, years):
    said = {} if assumptions is None else {"assumptions": assumptions}
    told = scenario(*changes, **said)
    reform = module_of(reform_source(told, last_year=years[-1]), tmp_path).ScenarioReform(baseline())
    law = made(ROWS, *changes, years=years, **said).system
    for year in years:
        people = roster(*ROWS, year=year)
        first, second = (expected_budget(people, year, system=system) for system in (law, reform))
        assert first.months == second.months
        assert [each.amount for each in first.items] == [each.amount for each in second.items]
        assert first.employee == second.employee
    assert in_force(baseline().parameters, "pension.employer_rate", "2024-03-01").value == 0.16


def test_something_changes_at_all(tmp_path):
    told = scenario(rule("housing_fund.rate.default", "10%", "2024-03", "2024-08"))
    reform = module_of(reform_source(told, last_year=2024), tmp_path).ScenarioReform(baseline())
    people = roster(*ROWS, year=2024)
    assert expected_budget(people, 2024, system=reform).months != expected_budget(people, 2024).months


def test_several_scenarios_are_several_reforms(tmp_path):
    told = [scenario(rule("pension.employer_rate", f"{n}%", "2024-03"), name=f"案{n}") for n in (11, 12)]
    told.insert(1, scenario({"remove": {"headcount": "1", "from": "2024-03"}}, name="无"))
    module = module_of(reform_source(told, last_year=2024), tmp_path)
    rates = [
        in_force(reform(baseline()).parameters, "pension.employer_rate", "2024-03-01").value
        for reform in (module.ScenarioReform, module.ScenarioReform2)
    ]
    assert rates == [0.11, 0.12]
    assert not hasattr(module, "ScenarioReform3")
    assert "案11" in module.ScenarioReform.__doc__


@pytest.mark.parametrize("name", ['他说"""是', "a\\", "{x}", "\n'''", "#", "\\N{x}"])
def test_any_name_makes_a_module(tmp_path, name):
    module_of(
        reform_source(scenario(rule("pension.employer_rate", "9%", "2024-03"), name=name), last_year=2024), tmp_path
    )


def test_without_a_change_of_rules_there_is_nothing_to_print():
    with pytest.raises(InputFaults, match="there is no reform to print"):
        reform_source(scenario({"remove": {"headcount": "1", "from": "2024-03"}}), last_year=2024)
    with pytest.raises(InputFaults, match="there is no parameter"):
        reform_source(scenario(rule("zzz", "9%", "2024-03")), last_year=2024)


YAML = """\
- name: The fund at the default rate of the scenario
  period: 2024-03
  reforms: told.ScenarioReform
  input:
    persons:
      one: {{average_monthly_salary: {{2022: 9000, 2023: 9000}}, status: active}}
    units:
      it: {{members: [one]}}
  output:
    housing_fund: {fund}  # 9000 × 10 % = 900
- name: The month after it ends
  period: 2024-09
  reforms: told.ScenarioReform
  input:
    persons:
      one: {{average_monthly_salary: {{2022: 9000, 2023: 9000}}, status: active}}
    units:
      it: {{members: [one]}}
  output:
    housing_fund: 1080  # 9000 × 12 % = 1080
"""


@pytest.fixture
def desk(tmp_path):
    """A folder with the module; commands run in it find the module and the package under test."""
    told = scenario(rule("housing_fund.rate.default", "10%", "2024-03", "2024-08"))
    (tmp_path / "told.py").write_text(reform_source(told, last_year=2024), encoding="utf-8")
    package = pathlib.Path(sys.modules["openfisca_china_personnel"].__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{package}", "PYTHONUTF8": "1"}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    run.folder = tmp_path
    return run


def test_openfisca_test_finds_the_reform(desk):
    (desk.folder / "fund.yaml").write_text(YAML.format(fund=900), encoding="utf-8")
    command = ("-m", "openfisca_core.scripts.openfisca_command", "test", "-c", "openfisca_china_personnel", "fund.yaml")
    outcome = desk(*command)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "2 passed" in outcome.stdout


def test_the_exact_collector_finds_the_reform(desk):
    shutil.copy(TESTS / "rules" / "conftest.py", desk.folder / "conftest.py")
    (desk.folder / "right.yaml").write_text(YAML.format(fund=900), encoding="utf-8")
    (desk.folder / "wrong.yaml").write_text(YAML.format(fund="900.01"), encoding="utf-8")
    outcome = desk("-m", "pytest", "-q", "-p", "no:cacheprovider", ".")
    assert "3 passed" in outcome.stdout, outcome.stdout + outcome.stderr
    assert "1 failed" in outcome.stdout
    assert "expected 90001, found 90000" in outcome.stdout
