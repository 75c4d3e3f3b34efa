"""The pages under docs/ and the example's README against the program."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest

from docs.commands import PROGRAM, READMES, installed, run
from docs.markdown import ROOT, blocks, page, tables, ticked
from openfisca_china_personnel.comparison import VERDICTS
from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.scenario import read_scenario, simulate
from openfisca_china_personnel.vocabulary import Rank

PACKAGE = ROOT / "model/openfisca_china_personnel"
MAKERS_OF_NOTES = ("Note", "Remark", "_on_provisions")
EXAMPLE = "examples/nia-2023/README.md"


def codes_in_the_package() -> set[str]:
    """The first argument of every call that makes a note."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS_OF_NOTES:
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def listed(name: str, header: str) -> list[str]:
    return [word for t in tables(name) if t[0][0] == header for row in t[1:] if (word := ticked(row[0]))]


def test_every_note_is_explained_and_every_explained_note_exists() -> None:
    explained = listed("docs/results.md", "code")
    assert len(explained) == len(set(explained))
    assert set(explained) == codes_in_the_package()


def test_every_verdict_is_explained() -> None:
    rows = [row for t in tables("docs/results.md") if t[0][0] == "verdict" for row in t[1:]]
    assert {ticked(row[0]): row[1] for row in rows} == {code: text.zh for code, text in VERDICTS.items()}


def test_every_rank_is_listed() -> None:
    for rank in Rank:
        assert f"`{rank.name}` {rank.value}" in page("docs/roster.md")


def test_the_faults_shown_are_those_reported(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("职级,月工资,公积金比例,起始月\n处张,9000,20%,2023-13\n,,,\n正处级,abc,12%,\n", encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        read_roster(file, year=2023)
    (shown,) = blocks("docs/roster.md", "text")
    assert [fault.sentence("en") for fault in refused.value.faults] == shown.lines


def test_the_scenarios_shown_can_be_simulated(tmp_path: Path) -> None:
    roster = read_roster(ROOT / "examples/nia-2023/roster.csv", year=2023)
    shown = blocks("docs/scenarios.md", "yaml")
    assert len(shown) == 2
    for block in shown:
        file = tmp_path / "scenario.yaml"
        file.write_text(block.text, encoding="utf-8")
        assert simulate(roster, read_scenario(file)).scenarios


def test_the_figures_file_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks("docs/figures.md", "yaml")
    file = tmp_path / "shown.figures.yaml"
    file.write_text(shown.text, encoding="utf-8")
    figure = read_document(file).figure("2080505")
    assert figure
    assert figure.printed == "307.71"


def test_the_commands_of_the_example_run_and_give_the_changes_it_works_out() -> None:
    for line in (line for block in blocks(EXAMPLE, "sh") for line in block.lines):
        assert line.startswith(PROGRAM)
        run(installed(line), ROOT, READMES["README.zh-CN.md"])
    folder = ROOT / "examples/nia-2023"
    scenarios = [read_scenario(folder / name) for name in ("add-ten.yaml", "leave-and-retire.yaml")]
    results = simulate(read_roster(folder / "roster.csv", year=2023), scenarios).scenarios
    worked_out = [t for t in tables(EXAMPLE) if len(t[0]) == 3 and t[1][0] == "2080505"]
    assert len(worked_out) == 2
    for code, *cells in (row for table in worked_out for row in table[1:]):
        for result, cell in zip(results, cells, strict=True):
            stated = cell.split(" = ")[0].replace("−", "-").replace(",", "").lstrip("+")
            assert Decimal(stated) == dict(result.difference)[code], (code, cell)
