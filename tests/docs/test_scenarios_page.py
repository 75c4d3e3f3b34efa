"""docs/scenarios.md: its scenarios, commands, faults and worked example, on the roster that it shows."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from docs.commands import PROGRAM, READMES, installed, run
from docs.markdown import blocks, page, tables, ticked
from openfisca_china_personnel.decomposition import CAUSES
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.scenario import read_scenario, simulate
from openfisca_china_personnel.scenario.changes import ASSIGNABLE, KINDS, SELECTABLE, Change
from openfisca_china_personnel.scenario.reading import CHINESE_KEYS
from openfisca_china_personnel.scenario.schema import Assumptions

PAGE = "docs/scenarios.md"
*SCENARIOS, FAULTY = [block.text for block in blocks(PAGE, "yaml")]
WORKED_OUT = SCENARIOS[-1]
CASE = """\
- name: The fund at the rate that the scenario sets
  period: 2024-08
  input:
    rank: staff
    average_monthly_salary:
      2023: 10000
  output:
    housing_fund: 1000  # 10000 × 10 %
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the page names."""
    (shown,) = blocks(PAGE, "csv")
    (tmp_path / "roster.csv").write_text(shown.text, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIOS[0], encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def roster(folder: Path) -> Roster:
    return read_roster(folder / "roster.csv", year=2024)


@pytest.mark.parametrize("text", SCENARIOS)
def test_every_scenario_shown_can_be_simulated(text: str, folder: Path, roster: Roster) -> None:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    (result,) = simulate(roster, read_scenario(folder / "scenario.yaml")).scenarios
    assert any(amount for _, _, amount in result.difference)


def test_the_first_scenario_has_every_kind_of_change_and_the_table_too(folder: Path) -> None:
    shown = [kind for change in read_scenario(folder / "scenario.yaml").changes for kind in _kinds(change)]
    (explained,) = [table for table in tables(PAGE) if table[0][0] == "kind"]
    assert shown == [ticked(row[0]) for row in explained[1:]] == list(KINDS)
    for row in explained[1:]:
        assert CHINESE_KEYS[row[1]] == ticked(row[0])


def _kinds(change: Change) -> list[str]:
    return [name.rstrip("_") for name, content in change if content is not None]


def test_every_column_that_can_be_assigned_or_selected_by_is_named() -> None:
    for name in (*ASSIGNABLE, *SELECTABLE):
        assert f"`{name}`" in page(PAGE), name


def test_the_chinese_keys_are_those_that_are_understood() -> None:
    (shown,) = [table for table in tables(PAGE) if table[0] == ["English", "中文"] * 2]
    for english, chinese, *more in shown[1:]:
        for names, words in ((english, chinese), tuple(more)):
            keys = re.findall(r"`(\w+)`", names)
            for place, word in enumerate(words.split(", ")):
                if word in CHINESE_KEYS:
                    assert CHINESE_KEYS[word] in keys, word
                else:
                    assert word in ("人数", "长期", "永久"), (place, word)


def test_every_assumption_is_explained() -> None:
    (shown,) = [table for table in tables(PAGE) if table[0][0] == "assumption"]
    explained = {ticked(row[0]) for row in shown[1:]}
    assert explained | {"draws", "seed"} == set(Assumptions.model_fields)


def test_every_cause_is_explained() -> None:
    (shown,) = [table for table in tables(PAGE) if table[0][0] == "cause"]
    assert [(ticked(row[0]), row[1]) for row in shown[1:]] == [(cause.key, cause.name.zh) for cause in CAUSES]


def test_the_worked_example_of_a_decomposition_is_the_program_s(folder: Path, roster: Roster) -> None:
    (folder / "scenario.yaml").write_text(WORKED_OUT, encoding="utf-8")
    (result,) = simulate(roster, read_scenario(folder / "scenario.yaml")).scenarios
    (fund,) = [change for change in result.decomposition if change.code == "2210201"]
    parts = {part.cause: part.amount for part in fund.parts if part.amount}
    (orders,) = [table for table in tables(PAGE) if table[0][0] == "order"]
    *rows, average = [[_number(cell) for cell in row[1:]] for row in orders[1:]]
    assert average == [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    assert dict(zip(orders[0][1:], average, strict=True)) == parts
    for row in rows:
        assert sum(row) == fund.end - fund.start


def _number(cell: str) -> Decimal:
    return Decimal(cell.replace("−", "-").replace(",", ""))


def test_its_commands_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(folder))
    for line in (line for block in blocks(PAGE, "sh") for line in block.lines):
        command = line.removeprefix("PYTHONPATH=. ")
        printed = run(installed(command), folder, READMES["README.md"])
        if "--target" in command:
            assert "Meets every target" in printed, line
        elif not command.startswith(PROGRAM):
            assert "1 passed" in printed


def test_the_faults_shown_are_those_reported(folder: Path, roster: Roster) -> None:
    (folder / "scenario.yaml").write_text(FAULTY, encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        simulate(roster, read_scenario(folder / "scenario.yaml"))
    (shown,) = blocks(PAGE, "text")
    assert [fault.sentence("en") for fault in refused.value.faults] == shown.lines
