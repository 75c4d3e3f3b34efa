"""The two commands at the desk: files written, what is printed, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from openfisca_china_personnel.cli.main import main
from openfisca_china_personnel.roster import read_roster

FIGURES = """\
unit: 某部机关
year: 2024
kind: budget
amount_unit: 元
tables:
  "5":
    title: 一般公共预算支出表
    scope: general
    lines:
      "2080505": {prior_year_actual: "34560.00", budget: "51840.00"}
      "2210202": {prior_year_actual: "3240.00", budget: "3240.00"}
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "d.figures.yaml").write_text(FIGURES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main([*arguments, "--lang", "en"])
        output, errors = capfd.readouterr()
        assert "Traceback" not in errors
        return int(leaving.value.code or 0), output, errors

    return command


def test_calibrate_writes_a_roster_and_tells_what_it_reproduces(desk, run):
    code, output, _ = run("calibrate", "d.figures.yaml", "-o", "r.csv", "--format", "json")
    assert code == 0
    assert {line["code"]: line["fit"] for line in json.loads(output)["lines"]} == {
        "2080505": "reproduced",
        "2080506": "not_reported",
        "2210202": "reproduced",
    }
    # 3,240 ÷ 90 ÷ 12 = 3 people.
    assert sum(read_roster(desk / "r.csv").table["headcount_millionths"]) == 3_000_000


def test_decompose_takes_rosters_with_years_and_documents_without(desk, run):
    for year, name in (("2023", "a.csv"), ("2024", "b.csv")):
        assert run("calibrate", "d.figures.yaml", "-o", name, "--year", year)[0] == 0
    code, output, _ = run("decompose", "a.csv", "b.csv", "--years", "2023-2024", "--format", "json")
    assert code == 0
    found = json.loads(output)
    assert found["years"] == [2023, 2024]
    pension = next(change for change in found["decomposition"] if change["code"] == "2080505")
    assert round(sum(part["amount"] for part in pension["parts"]), 2) == round(pension["to"] - pension["from"], 2)
    code, output, _ = run("decompose", "d.figures.yaml", "--format", "csv")
    assert code == 0
    assert output.splitlines()[1].startswith(
        "2080505,Public-sector basic pension contributions,34560.00,51840.00,17280.00"
    )


def test_what_cannot_be_done_is_one_sentence(desk, run):
    assert run("calibrate", "d.figures.yaml")[0] == 2
    code, _, errors = run("calibrate", "d.figures.yaml", "-o", "r.pdf")
    assert (code, "ends in .csv or .xlsx" in errors) == (1, True)
    assert not (desk / "r.pdf").exists()
    code, _, errors = run("calibrate", "d.figures.yaml", "-o", "d.figures.yaml")
    assert (code, "is an input" in errors) == (1, True)
    code, _, errors = run("decompose", *["d.figures.yaml"] * 3)
    assert (code, "here are 3" in errors) == (1, True)
    code, _, errors = run("decompose", "d.figures.yaml", "--years", "2023-2024")
    assert (code, "give both" in errors) == (1, True)
