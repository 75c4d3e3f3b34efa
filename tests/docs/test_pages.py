"""The pages under docs/ against the program: what they list exists, and what exists is listed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from docs.markdown import ROOT, blocks, page, tables, ticked
from openfisca_china_personnel.comparison import VERDICTS
from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.scenario import Scenario, simulate
from openfisca_china_personnel.targets import parse_target, parse_vary, solve
from openfisca_china_personnel.vocabulary import Rank

PACKAGE = ROOT / "model/openfisca_china_personnel"
MAKERS_OF_NOTES = ("Note", "Remark", "_on_provisions", "_out_of_reach")
LONGEST_LINE = 125


def codes_in_the_package() -> set[str]:
    """The first argument of every call that makes a note, and what a name ``code`` stands for that is handed on."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in MAKERS_OF_NOTES:
                found |= _text(node.args[0])
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                names = [_name(target) for target in node.targets[0].elts]
                if names == ["text", "code"] and isinstance(node.value, ast.Tuple):
                    found |= _text(node.value.elts[1])
    return found


def _name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _text(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


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


def test_the_figures_file_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks("docs/figures.md", "yaml")
    file = tmp_path / "shown.figures.yaml"
    file.write_text(shown.text, encoding="utf-8")
    figure = read_document(file).figure("2080505")
    assert figure
    assert figure.printed == "307.71"


def test_the_shapes_of_a_simulation_have_every_key(tmp_path: Path) -> None:
    roster = read_roster(ROOT / "examples/nia-2023/roster.csv", year=2023)
    changes = [{"raise": {"percent": {"low": 3, "high": 5}, "from": "2023-01"}}]
    uncertain = Scenario.model_validate(
        {"name": "调资", "year": 2023, "changes": changes, "assumptions": {"draws": 2, "seed": 1}}
    )
    (shape,) = [block.text for block in blocks("docs/results.md") if block.text.startswith('{"baseline"')]
    assert _keys(simulate(roster, uncertain).to_dict()) <= set(re.findall(r'"(\w+)"', shape)) | OF_BUDGETS


def test_the_shapes_of_a_question_of_targets_have_every_key() -> None:
    roster = read_roster(ROOT / "examples/nia-2023/roster.csv", year=2023)
    asked = [parse_target("2210201=350万")]
    solution = solve(roster, targets=asked, varies=[parse_vary("rate")], years=[2023]).to_dict()
    (shape,) = [block.text for block in blocks("docs/results.md") if block.text.startswith('{"met"')]
    assert _keys(solution) <= set(re.findall(r'"(\w+)"', shape)) | OF_BUDGETS


OF_BUDGETS = {"code", "year", "month", "amount", "name_zh", "name_en", "economic", "grade", "low", "high"}
OF_BUDGETS |= {"legal_low", "legal_high", "lines", "rows", "months", "text"}
"""Keys of items, months and notes, which the shape of a budget explains."""


def _keys(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in _keys(value)}
    return {key for value in data for key in _keys(value)} if isinstance(data, list) else set()


@pytest.mark.parametrize("name", [str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md"))])
def test_lines_are_short_enough_to_read(name: str) -> None:
    text = re.sub(r"^```.*?^```$", "", page(name), flags=re.MULTILINE | re.DOTALL)
    for line in text.splitlines():
        assert line.startswith("|") or len(line) <= LONGEST_LINE + 2, line
