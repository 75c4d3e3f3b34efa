"""On a Chinese Windows desk: a GBK locale, Python's UTF-8 mode off, the wheel, a folder of one's own."""

from __future__ import annotations

import codecs
import json
import locale
import os
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


@pytest.fixture
def desk(desk: Path) -> Path:
    """The desk with its names in GBK too, as the locale writes them."""
    for path in [*desk.iterdir()]:
        path.rename(named(desk, path.name))
    return desk


def named(folder: Path, name: str) -> Path:
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + name.encode("gbk")))


def command(installed: Environment, desk: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    written = [argument.encode("gbk") for argument in arguments]
    return installed.run(installed.command, *written, cwd=desk, settings=DESK)


def shown(installed: Environment, desk: Path, *arguments: str) -> bytes:
    outcome = command(installed, desk, *arguments)
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
    table = shown(installed, desk, "budget", "花名册.csv", "--year", "2023").decode("gbk")
    assert "住房公积金" in table
    assert "264,474.00" in table


def test_json_is_utf_8(installed: Environment, desk: Path) -> None:
    text = shown(installed, desk, "budget", "花名册.csv", "--year", "2023", "--format", "json").decode("utf-8")
    items = {item["name_zh"]: item["amount"] for item in json.loads(text)["items"]}
    assert items["住房公积金"] == 264474


def test_a_csv_file_is_written_for_excel(installed: Environment, desk: Path) -> None:
    shown(installed, desk, "budget", "花名册.csv", "--year", "2023", "-o", "预算.csv")
    written = named(desk, "预算.csv").read_bytes()
    assert written.startswith(codecs.BOM_UTF8)
    assert "住房公积金" in written.decode("utf-8-sig")


def test_the_published_figures_are_compared(installed: Environment, desk: Path) -> None:
    table = shown(installed, desk, "compare", "花名册.csv", "公开.figures.yaml").decode("gbk")
    assert "3,904,800.00" in table


def test_the_published_figures_are_read_and_written(installed: Environment, desk: Path) -> None:
    shown(installed, desk, "read", "公开.figures.yaml", "-o", "又一份.figures.yaml")
    assert "住房公积金" in named(desk, "又一份.figures.yaml").read_text("utf-8")


def test_a_scenario_is_simulated(installed: Environment, desk: Path) -> None:
    table = shown(installed, desk, "simulate", "花名册.csv", "情景.yaml", "--years", "2023").decode("gbk")
    assert "增加十人" in table


def test_the_rules_are_listed(installed: Environment, desk: Path) -> None:
    assert "33891" in shown(installed, desk, "rules", "--date", "2023-07-01").decode("gbk")


def test_a_fault_is_said_in_chinese(installed: Environment, desk: Path) -> None:
    outcome = command(installed, desk, "budget", "没有.csv", "--year", "2023")
    assert outcome.returncode == 1
    assert "没有.csv" in outcome.stderr.decode("gbk")


@pytest.mark.parametrize(("mode", "passes"), [("1", True), ("0", False)])
def test_openfisca_test_needs_the_utf_8_mode(installed: Environment, desk: Path, mode: str, passes: bool) -> None:
    """``openfisca test`` opens scenarios in the locale's encoding; the documentation asks for ``PYTHONUTF8=1``."""
    named(desk, "规则").rename(desk / "rules")
    (desk / "rules" / "上限.yaml").rename(desk / "rules" / "cap.yaml")
    arguments = ("test", "-c", "openfisca_china_personnel", "rules")
    settings = DESK | {"PYTHONUTF8": mode}
    outcome = installed.run(installed.python, "-c", OPENFISCA, *arguments, cwd=desk, settings=settings)
    assert (outcome.returncode == 0) == passes, outcome.stdout + outcome.stderr
