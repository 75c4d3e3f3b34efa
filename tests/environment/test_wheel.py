"""The wheel works in an environment that holds only what it declares, from any folder."""

from __future__ import annotations

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from environment.installed import CHECKOUT, OPENFISCA, Environment, build

PACKAGE = "openfisca_china_personnel/"


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def law_files(folder: str, suffix: str) -> set[str]:
    return {f"{PACKAGE}{path.relative_to(CHECKOUT).as_posix()}" for path in (CHECKOUT / folder).rglob(f"*{suffix}")}


def test_the_wheel_carries_the_law_and_the_types(wheel: Path) -> None:
    assert law_files("parameters", ".yaml") | law_files("variables", ".py") | {f"{PACKAGE}py.typed"} <= names(wheel)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    kinds = {".py", ".yaml", ".json", ".typed"}
    beside = {name for name in names(wheel) if ".dist-info/" not in name}
    assert {name for name in beside if not name.startswith(PACKAGE) or Path(name).suffix not in kinds} == set()


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    (archive,) = build("--sdist", source=CHECKOUT, into=tmp_path / "archive")
    with tarfile.open(archive) as content:
        content.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    (again,) = build("--wheel", source=source, into=tmp_path / "wheel")
    assert names(again) == names(wheel)


@pytest.mark.parametrize("name", ["hypothesis", "flask"])
def test_what_the_wheel_does_not_declare_is_not_there(installed: Environment, desk: Path, name: str) -> None:
    outcome = installed.run(installed.python, "-c", f"import {name}", cwd=desk)
    assert b"ModuleNotFoundError" in outcome.stderr


def test_the_package_is_the_installed_one(installed: Environment, desk: Path) -> None:
    code = "import openfisca_china_personnel as ocp; ocp.CountryTaxBenefitSystem(); print(ocp.__file__)"
    outcome = installed.run(installed.python, "-c", code, cwd=desk)
    assert outcome.stderr == b""
    assert Path(outcome.stdout.decode().strip()).is_relative_to(installed.folder.resolve())


def test_help_is_printed(installed: Environment, desk: Path) -> None:
    outcome = installed.run(installed.command, "--help", cwd=desk)
    assert outcome.returncode == 0, outcome.stderr.decode()
    assert b"budget" in outcome.stdout


def test_a_roster_gives_a_budget(installed: Environment, desk: Path) -> None:
    outcome = installed.run(installed.command, "budget", "花名册.csv", "--year", "2023", "--format", "json", cwd=desk)
    assert outcome.returncode == 0, outcome.stderr.decode()
    items = {item["code"]: item["amount"] for item in json.loads(outcome.stdout)["items"]}
    # Division heads on 40000: January to June at the cap 31884 × 12 % = 3826.08 → 3826, then 33891 × 12 % → 4067:
    # 3 × 6 × (3826 + 4067) = 142074. Staff on 8500: 10 × 12 × 1020 = 122400.
    assert items["2210201"] == 264474
    assert items["2210202"] == 3 * 12 * 100 + 10 * 12 * 70


@pytest.mark.parametrize("command", ["budget", "compare", "simulate", "read", "rules"])
def test_every_command_explains_itself(installed: Environment, desk: Path, command: str) -> None:
    outcome = installed.run(installed.command, command, "--help", cwd=desk)
    assert outcome.returncode == 0, outcome.stderr.decode()
    assert b"--format" in outcome.stdout


def test_openfisca_runs_a_scenario(installed: Environment, desk: Path) -> None:
    arguments = ("test", "-c", "openfisca_china_personnel", "规则")
    outcome = installed.run(installed.python, "-c", OPENFISCA, *arguments, cwd=desk, settings={"LANG": "C.UTF-8"})
    assert outcome.returncode == 0, outcome.stdout.decode() + outcome.stderr.decode()
