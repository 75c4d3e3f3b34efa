"""A command loads what it needs and nothing else: that is what its start takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from openfisca_china_personnel.cli import main
try:
    main(sys.argv[1:])
except SystemExit as leaving:
    assert not leaving.code, leaving.code
print(*sys.modules, file=sys.stderr)
"""
OF_OTHER_COMMANDS = {
    "distributed",
    "docx",
    "fastexcel",
    "lxml",
    "narwhals",
    "openfisca_china_personnel.documents",
    "openfisca_china_personnel.scale.budgeting",
    "pandas",
    "pypdf",
    "pypdfium2",
    "reportlab",
    "rich.progress",
    "scipy",
    "xlrd",
    "xlsxwriter",
}
OF_COMPUTATIONS = {"numpy", "openfisca_core", "polars", "rich", "yaml"}


def loaded(*arguments: object) -> set[str]:
    """The modules that a command has loaded when it is done."""
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, *map(str, arguments)], capture_output=True, check=True
    )
    return set(ran.stderr.decode("utf-8").split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["budget", "--help"]])
def test_asking_for_help_loads_no_library_for_computations(arguments: list[str]) -> None:
    found = loaded(*arguments)
    assert "openfisca_china_personnel.cli.commands" in found
    assert not found & (OF_COMPUTATIONS | OF_OTHER_COMMANDS)


def test_a_budget_loads_what_a_budget_needs(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("职级,月工资\n正处级,9000\n", "utf-8")
    found = loaded("budget", tmp_path / "r.csv", "--year", 2024)
    assert {"numpy", "polars"} <= found
    assert not found & OF_OTHER_COMMANDS
