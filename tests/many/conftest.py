"""Folders of small documents, and the command line on them; what is read is kept in a folder of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openfisca_china_personnel.cli.main import main

FIGURES = """\
unit: {unit}
year: 2024
kind: budget
amount_unit: 万元
tables:
  "5":
    title: 一般公共预算支出表
    scope: general
    lines:
      total: {{budget: "{total}", basic: "40.00", project: "60.50"}}
      "208": {{budget: "40.00", basic: "40.00"}}
      "221": {{budget: "60.50", project: "60.50"}}
"""


def figures(unit: str = "甲局", total: str = "100.50") -> str:
    """A figures file; with another total than 100.50 it holds an error."""
    return FIGURES.format(unit=unit, total=total)


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    code: int
    output: bytes
    errors: str


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which documents that were read are kept."""
    folder = tmp_path_factory.mktemp("kept")
    monkeypatch.setenv("PERSONNEL_BUDGET_CACHE", str(folder))
    for name in ("LC_ALL", "LC_MESSAGES", "PERSONNEL_BUDGET_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    return folder / "documents"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with documents in two folders, and what else lies about."""
    desk = tmp_path / "预算公开"
    (desk / "二级 单位").mkdir(parents=True)
    (desk / "b.figures.yaml").write_text(figures("乙局"), "utf-8")
    (desk / "a.figures.yaml").write_text(figures("甲局", total="100.60"), "utf-8")
    (desk / "二级 单位" / "丙.figures.yaml").write_text(figures("丙局"), "utf-8")
    for name in ("封面.jpg", "说明.doc", ".hidden.txt", "~$b.docx", "a.marked.pdf", "a.judgements.yaml"):
        (desk / name).write_bytes(b"x")
    (desk / ".git").mkdir()
    (desk / ".git" / "c.figures.yaml").write_text(figures(), "utf-8")
    return desk


def started(*arguments: object, folder: Path) -> subprocess.Popen[bytes]:
    """The command line as a process of its own."""
    program = "from openfisca_china_personnel.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[bytes]) -> Ran:
    """What the process left; no traceback may be seen."""
    output, errors = process.communicate()
    ran = Ran(process.returncode, output, errors.decode("utf-8"))
    assert "Traceback" not in ran.errors
    return ran


@pytest.fixture
def run(desk: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs a command in the folder above the desk; no traceback may be seen."""
    monkeypatch.chdir(desk.parent)

    def command(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        output, errors = capfdbinary.readouterr()
        ran = Ran(int(leaving.value.code or 0), output, errors.decode("utf-8"))
        assert "Traceback" not in ran.errors
        return ran

    return command
