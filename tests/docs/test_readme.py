"""Both READMEs: what they show runs, prints what they say, and is the same in both."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from docs.commands import PROGRAM, READMES, installed, run
from docs.markdown import ROOT, Block, blocks, page, tables, ticked
from openfisca_china_personnel.roster.columns import COLUMNS, recognise
from openfisca_china_personnel.rules import rules
from openfisca_china_personnel.system import baseline

SCENARIO_FILE, ROSTER_FILE = "first.yaml", "roster.xlsx"
EVERY_SCENARIO = "openfisca test -c openfisca_china_personnel tests/rules"

readme = pytest.mark.parametrize("name", READMES)


def shell_lines(name: str) -> list[str]:
    return [line for block in blocks(name, "sh") for line in block.lines]


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with the examples and the files that the page tells the reader to make."""
    name = request.getfixturevalue("name")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / SCENARIO_FILE).write_text(blocks(name, "yaml")[0].text, encoding="utf-8")
    workbook = xlsxwriter.Workbook(tmp_path / ROSTER_FILE)
    sheet = workbook.add_worksheet("roster" if name == "README.md" else "人员")
    for number, row in enumerate(roster_to_type(name)):
        sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    workbook.close()
    return tmp_path


def roster_to_type(name: str) -> list[list[str]]:
    """The table whose every header is a column of a roster."""
    found = [rows for rows in tables(name) if all(recognise(header) for header in rows[0])]
    assert len(found) == 1
    return found[0]


def follow(name: str, block: Block) -> Block | None:
    """The block after ``block`` where it shows output."""
    every = blocks(name)
    after = every[every.index(block) + 1 :]
    return after[0] if after and after[0].language == "text" else None


def assert_printed(shown: Block, printed: str) -> None:
    """Every line shown was printed, in that order; ``…`` stands for lines left out."""
    lines = iter([line.rstrip() for line in printed.splitlines()])
    for line in shown.lines:
        assert line == "…" or line.rstrip() in lines, f"{line!r} was not printed:\n{printed}"


@readme
def test_every_command_runs_and_prints_what_the_page_shows(name: str, folder: Path) -> None:
    for block in blocks(name, "sh"):
        shown = follow(name, block)
        # The pages have the same commands: those that show no output run once.
        if shown is None and name != "README.md":
            continue
        lines = [line for line in block.lines if line.startswith(PROGRAM) and " serve " not in line]
        printed = "".join(run(installed(line), folder, READMES[name]) for line in lines)
        if shown is not None:
            assert_printed(shown, printed)
    if name == "README.md":
        assert (folder / "comparison.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        for made in ("figures.json", "book.xlsx", "result.xlsx", "regrading.xlsx", "my_reform.py", "scenario.yaml"):
            assert (folder / made).stat().st_size


@readme
def test_what_make_run_prints_is_what_the_page_shows(name: str, folder: Path) -> None:
    makefile = page("Makefile")
    names = dict(re.findall(r"^([A-Z]+)\s*=\s*(.+)$", makefile, re.MULTILINE))
    target = re.search(r"^run:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert target
    commands = re.sub(r"\$\((ROSTER|FIGURES|SCENARIO)\)", lambda match: names[match[1]], target[1])
    lines = [line.strip().removeprefix("@").replace("$(BIN)", ".venv/bin") for line in commands.splitlines()]
    printed = "".join(run(installed(line), folder, READMES[name]) for line in lines)
    assert_printed(blocks(name, "text")[0], printed)


@readme
def test_the_python_snippet_prints_what_the_page_shows(name: str, folder: Path) -> None:
    (snippet,) = blocks(name, "python")
    shown = follow(name, snippet)
    assert shown
    assert run([sys.executable, "-c", snippet.text], folder, READMES[name]).splitlines() == shown.lines


@readme
def test_the_yaml_scenario_passes(name: str, folder: Path) -> None:
    (line,) = [line for line in shell_lines(name) if line.endswith(SCENARIO_FILE)]
    assert "1 passed" in run(installed(line), folder, READMES[name])


@readme
def test_a_wrong_value_in_the_yaml_scenario_fails(name: str, folder: Path) -> None:
    file = folder / SCENARIO_FILE
    file.write_text(file.read_text(encoding="utf-8").replace("3600 ", "3601 "), encoding="utf-8")
    (line,) = [line for line in shell_lines(name) if line.endswith(SCENARIO_FILE)]
    with pytest.raises(AssertionError, match="1 failed"):
        run(installed(line), folder, READMES[name])


@readme
def test_the_scenarios_of_law_are_run_as_make_runs_them(name: str) -> None:
    assert f".venv/bin/{EVERY_SCENARIO}" in shell_lines(name)
    assert f"$(BIN)/{EVERY_SCENARIO}\n" in page("Makefile")


@readme
def test_serve_answers_until_it_is_stopped(name: str, tmp_path: Path) -> None:
    (line,) = [line for line in shell_lines(name) if " serve " in line]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [port if word == "5000" else word for word in installed(line)]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr
        try:
            assert f"http://127.0.0.1:{port}" in server.stderr.readline()
        finally:
            server.terminate()


@readme
def test_no_command_of_the_page_is_left_untested(name: str) -> None:
    known = ("make run", "make test", f".venv/bin/{EVERY_SCENARIO}")
    for line in shell_lines(name):
        assert line in known or line.startswith(PROGRAM) or line.endswith(SCENARIO_FILE), line


@readme
def test_the_commands_for_windows_are_those_of_the_page(name: str) -> None:
    (block,) = blocks(name, "bat")
    unix = [line.replace("\\", "/").replace(".venv/Scripts/", ".venv/bin/") for line in block.lines]
    assert f".venv/bin/{EVERY_SCENARIO}" in unix
    for line in (line for line in unix if line.startswith(PROGRAM)):
        assert all((ROOT / word).is_file() for word in line.split() if word.startswith("examples/")), line


def test_both_readmes_have_the_same_commands_and_python() -> None:
    for language in ("sh", "bat", "python"):
        assert blocks("README.md", language) == blocks("README.zh-CN.md", language)


def test_both_readmes_have_the_same_sections_and_tables() -> None:
    def shape(name: str) -> list[object]:
        return [re.findall(r"^#+", page(name), re.MULTILINE), [(len(t), len(t[0])) for t in tables(name)]]

    assert shape("README.md") == shape("README.zh-CN.md")


@readme
def test_the_roster_table_has_every_column_and_no_other(name: str) -> None:
    english, chinese = (0, 1) if name == "README.md" else (1, 0)
    listed = [(ticked(row[english]), row[chinese]) for t in tables(name) if len(t) > 20 for row in t[1:]]
    assert listed == [(column.name, column.zh) for column in COLUMNS]


@readme
def test_the_counts_of_values_by_grade_are_right(name: str) -> None:
    values = rules(baseline().parameters).provisions
    grades = Counter(value.grade for value in values)
    gaps = sum(value.value is None for value in values)
    (paragraph,) = [part for part in page(name).split("\n- **") if part.startswith(("Grades", "级别"))]
    numbers = [int(number) for number in re.findall(r"\d+", paragraph)]
    assert numbers == [len(values), grades["A"], grades["B"], grades["C"], gaps]


@pytest.mark.parametrize(
    "name",
    ["README.md", "README.zh-CN.md", "examples/nia-2023/README.md"]
    + [f"docs/{name}.md" for name in ("index", "results", "roster", "scenarios", "workbook")],
)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page(name)):
        if not target.startswith("http"):
            assert ((ROOT / name).parent / target).exists(), target
