"""On a Chinese Windows desk: a GBK locale, Python's UTF-8 mode off, the wheel, a folder of one's own."""

from __future__ import annotations

import json
import locale
import subprocess
from pathlib import Path

import pytest

from environment.installed import OPENFISCA, Environment

pytestmark = pytest.mark.debian

GBK = "zh_CN.GBK"
DESK = {"LC_ALL": GBK, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module", autouse=True)
def gbk_locale() -> None:
    """The locale is made by ``localedef -i zh_CN -f GBK zh_CN.GBK`` from Debian's package ``locales``."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, GBK)
    except locale.Error:
        pytest.skip(f"the locale {GBK} is not on this machine")
    finally:
        locale.setlocale(locale.LC_ALL, before)


def budget_command(installed: Environment, desk: Path, *arguments: str) -> bytes:
    outcome = installed.run(installed.command, *arguments, cwd=desk, settings=DESK)
    said = outcome.stderr.decode("gbk")
    assert outcome.returncode == 0, said
    assert "Traceback" not in said
    return outcome.stdout


def python(installed: Environment, desk: Path, code: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return installed.run(installed.python, "-c", code, cwd=desk, settings=DESK | settings)


def test_the_desk_is_a_gbk_one(installed: Environment, desk: Path) -> None:
    outcome = python(installed, desk, "import locale, sys; print(locale.getencoding(), sys.flags.utf8_mode)")
    assert outcome.stdout.decode().split() == ["GBK", "0"]


def test_the_law_loads_with_its_chinese_names(installed: Environment, desk: Path) -> None:
    code = (
        "import openfisca_china_personnel as ocp; system = ocp.CountryTaxBenefitSystem(); "
        "print(system.parameters.annuity.employer_rate.metadata['label']); print(system.get_variable('annuity').label)"
    )
    outcome = python(installed, desk, code)
    assert outcome.returncode == 0, outcome.stderr.decode("gbk")
    assert outcome.stdout.decode("gbk").count("职业年金") == 2


def test_a_roster_from_excel_gives_a_table_that_the_console_shows(installed: Environment, desk: Path) -> None:
    shown = budget_command(installed, desk, "budget", "花名册.csv", "--year", "2023").decode("gbk")
    assert "住房公积金" in shown
    assert "264,474.00" in shown


def test_json_is_utf_8(installed: Environment, desk: Path) -> None:
    text = budget_command(installed, desk, "budget", "花名册.csv", "--year", "2023", "--format", "json").decode("utf-8")
    items = {item["name_zh"]: item["amount"] for item in json.loads(text)["items"]}
    assert items["住房公积金"] == 264474


def test_a_csv_file_is_written_for_excel(installed: Environment, desk: Path) -> None:
    budget_command(installed, desk, "budget", "花名册.csv", "--year", "2023", "-o", "预算.csv")
    assert "住房公积金" in (desk / "预算.csv").read_bytes().decode("utf-8-sig")
    assert (desk / "预算.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_published_figures_are_compared(installed: Environment, desk: Path) -> None:
    shown = budget_command(installed, desk, "compare", "花名册.csv", "公开.figures.yaml").decode("gbk")
    assert "3,904,800.00" in shown


def test_the_published_figures_are_read_and_written(installed: Environment, desk: Path) -> None:
    budget_command(installed, desk, "read", "公开.figures.yaml", "-o", "又一份.figures.yaml")
    assert "住房公积金" in (desk / "又一份.figures.yaml").read_text("utf-8")


def test_a_scenario_is_simulated(installed: Environment, desk: Path) -> None:
    shown = budget_command(installed, desk, "simulate", "花名册.csv", "情景.yaml", "--years", "2023").decode("gbk")
    assert "增加十人" in shown


def test_the_rules_are_listed(installed: Environment, desk: Path) -> None:
    assert "33891" in budget_command(installed, desk, "rules", "--date", "2023-07-01").decode("gbk")


def test_a_fault_is_said_in_chinese(installed: Environment, desk: Path) -> None:
    outcome = installed.run(installed.command, "budget", "没有.csv", "--year", "2023", cwd=desk, settings=DESK)
    assert outcome.returncode == 1
    assert "没有.csv" in outcome.stderr.decode("gbk")


@pytest.mark.parametrize(("mode", "code"), [("1", 0), ("0", 1)])
def test_openfisca_test_needs_the_utf_8_mode(installed: Environment, desk: Path, mode: str, code: int) -> None:
    """``openfisca test`` opens scenarios in the locale's encoding; the documentation asks for ``PYTHONUTF8=1``."""
    arguments = ("test", "-c", "openfisca_china_personnel", "规则")
    settings = DESK | {"PYTHONUTF8": mode}
    outcome = installed.run(installed.python, "-c", OPENFISCA, *arguments, cwd=desk, settings=settings)
    assert (outcome.returncode != 0) == (code != 0), outcome.stdout + outcome.stderr
