"""The tax-benefit system needs openfisca-core, numpy and pyyaml only, so that any OpenFisca tool can load it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from environment.installed import OPENFISCA, bare_python, closure, link, plain_variables

THE_THREE = ("openfisca-core", "numpy", "pyyaml")

ONE_PERSON = """
import openfisca_china_personnel as ocp
from openfisca_core.simulation_builder import SimulationBuilder

system = ocp.CountryTaxBenefitSystem()
person = {"p": {"housing_fund_base": {"2023-07": 40000}}}
simulation = SimulationBuilder().build_from_dict(system, {"persons": person, "units": {"u": {"members": ["p"]}}})
print(simulation.calculate("housing_fund", "2023-07")[0])
"""


@pytest.fixture(scope="module")
def the_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three distributions and what they need themselves."""
    folder = tmp_path_factory.mktemp("three")
    link(closure(THE_THREE), folder)
    return folder


def run(code: str, the_three: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        bare_python(code, the_three, *arguments),
        cwd=cwd,
        env=plain_variables(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_what_the_commands_add_is_not_there(the_three: Path, tmp_path: Path) -> None:
    for name in ("polars", "pydantic", "typer", "rich", "simplejson", "narwhals", "fastexcel", "xlsxwriter"):
        outcome = run(f"import {name}", the_three, cwd=tmp_path)
        assert "ModuleNotFoundError" in outcome.stderr, name


def test_one_person_is_computed(the_three: Path, tmp_path: Path) -> None:
    outcome = run(ONE_PERSON, the_three, cwd=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout == "4067.0\n"  # 33891 × 12 % = 4066.92 → 4067


def test_openfisca_runs_a_scenario(the_three: Path, desk: Path) -> None:
    outcome = run(OPENFISCA, the_three, "test", "-c", "openfisca_china_personnel", "规则", cwd=desk)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "1 passed" in outcome.stdout


def test_a_function_for_rosters_says_what_it_lacks(the_three: Path, tmp_path: Path) -> None:
    outcome = run("import openfisca_china_personnel as ocp; ocp.read_roster", the_three, cwd=tmp_path)
    assert "No module named 'polars'" in outcome.stderr
