"""The command line run in this process, on files written for one test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openfisca_china_personnel.cli.main import main

ROSTER = "单位,人数,职级,月工资,公积金比例,所在地\n甲局,3,正处级,9000,12%,在京中央\n"
FIGURES = """\
unit: 甲局
year: 2024
kind: budget
amount_unit: 元
tables:
  "5":
    title: 一般公共预算支出表
    scope: general
    lines:
      "2080505": {budget: "51840.00"}
      "2080506": {budget: "25920.00"}
      "2210201": {budget: "38880.00"}
      "2210202": {budget: "3600.00"}
"""
SCENARIO = "name: 减一\nyear: 2024\nchanges:\n  - remove: {headcount: 1, from: 2024-12}\n"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, standard output as bytes, standard error as text."""

    code: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.output.decode("utf-8")


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs a command; whatever happens, no traceback may be seen."""

    def command(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        output, errors = capfdbinary.readouterr()
        ran = Ran(int(leaving.value.code or 0), output, errors.decode("utf-8"))
        assert "Traceback" not in ran.errors
        return ran

    return command


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a roster, a figures file and a scenario."""
    (tmp_path / "r.csv").write_text(ROSTER, "utf-8")
    (tmp_path / "d.figures.yaml").write_text(FIGURES, "utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "PERSONNEL_BUDGET_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
