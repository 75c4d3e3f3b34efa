"""docs/audit.md: its commands, checks, severities, conclusions and keys."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import openfisca_china_personnel as ocp
from docs.commands import READMES, installed, run
from docs.markdown import ROOT, blocks, page, tables, ticked
from marking.made_budget import budget
from openfisca_china_personnel.documents.audit import SEVERITIES
from openfisca_china_personnel.documents.audit.check_names import CHECKS
from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS, Judgement
from openfisca_china_personnel.documents.audit.judgements.entries import KEYS

PAGE = "docs/audit.md"
AUDIT = ROOT / "model/openfisca_china_personnel/documents/audit"
MAKERS = {"Finding": 0, "Identity": 0, "equal": 0, "_at": 0, "statement_finding": 1, "_sums": 2}
"""Which argument of the functions that make findings and identities is the check."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the document that the page names."""
    (tmp_path / "X.pdf").write_bytes(budget())
    return tmp_path


def table(header: str) -> list[list[str]]:
    """The rows of all tables whose first column has this header."""
    return [row for found in tables(PAGE) if found[0][0] == header for row in found[1:]]


def texts_in_the_package() -> set[str]:
    return {
        node.value
        for file in AUDIT.rglob("*.py")
        if file.name != "check_names.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def checks_in_the_package() -> set[str]:
    found = set()
    for file in AUDIT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in MAKERS and len(node.args) > MAKERS[name]:
                check = node.args[MAKERS[name]]
                found |= {check.value} if isinstance(check, ast.Constant) else set()
    return found


def test_every_check_is_explained_and_every_explained_check_exists() -> None:
    explained = [ticked(row[0]) for row in table("check")]
    assert {ticked(row[0]): row[1] for row in table("check")} == dict(CHECKS)
    assert len(explained) == len(set(explained))
    assert checks_in_the_package() <= set(explained)
    assert set(explained) <= texts_in_the_package()


def test_every_severity_and_conclusion_is_explained() -> None:
    chinese = {ticked(row[0]): row[1] for row in table("severity") if len(row) == 3}
    assert chinese == {key: text.zh for key, text in SEVERITIES.items()}
    assert {ticked(row[0]) for row in table("severity") if len(row) == 2} == set(SEVERITIES)
    for key, text in CONCLUSIONS.items():
        assert f"| `{key}` | {text.zh} |" in page(PAGE)
        assert f"`{key}`" in page(PAGE).split("# Auditing a document")[1]


def test_every_key_is_explained() -> None:
    assert [(ticked(row[0]), row[1]) for row in table("key")] == [(key, text.zh) for key, text in KEYS.items()]


def test_its_commands_run(folder: Path) -> None:
    for line in (line for block in blocks(PAGE, "sh") for line in block.lines):
        run(installed(line), folder, READMES["README.zh-CN.md"])
    assert {path.name for path in folder.iterdir()} == {"X.pdf", "X.xlsx", "X.marked.pdf", "X.judgements.yaml"}


def test_the_judgement_shown_is_about_the_finding(folder: Path) -> None:
    (shown,) = blocks(PAGE, "yaml")
    (folder / "X.judgements.yaml").write_text(shown.text, encoding="utf-8")
    judgements = ocp.read_judgements(folder / "X.judgements.yaml")
    (finding,) = ocp.audit(ocp.read_document(folder / "X.pdf"), judgements=judgements).findings
    assert finding.judgement == Judgement("dismissed", "张三", "2026-03-01", "公开时已附说明")


def test_the_python_shown_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "X.judgements.yaml").write_text(blocks(PAGE, "yaml")[0].text, encoding="utf-8")
    (shown,) = blocks(PAGE, "python")
    names: dict[str, object] = {}
    exec(shown.text, names)
    assert names["marked"].startswith(b"%PDF")
    assert "judgements:" not in names["text"]
    assert "结论: " in names["text"]
