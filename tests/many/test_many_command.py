"""Folders on the command line: long tables in every format, the same bytes again, sentences for what failed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from many.folder import folder

PROGRAM = (sys.executable, "-c", "from openfisca_china_personnel.cli import main; main()")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("name", ["figures.parquet", "figures.csv", "figures.xlsx"])
def test_figures_of_a_folder_are_the_same_file_however_it_is_read(tmp_path: Path, name: str):
    documents = folder(tmp_path)
    made = []
    for workers in (1, 2):
        target = tmp_path / f"{workers}" / name
        target.parent.mkdir()
        ran = run("read", documents, "-o", target, "--workers", workers)
        assert ran.returncode == 1
        assert "公开/坏.pdf" in ran.stderr
        assert not target.with_name(f"{name}.partial").exists()
        made.append(target)
    assert made[0].read_bytes() == made[1].read_bytes()
    if name.endswith(".csv"):
        rows = made[0].read_text("utf-8-sig").splitlines()
        assert rows[0].startswith("文件,单位,年度,类别,口径,表号,表名,科目编码,科目名称,栏,数字")
        assert len(rows) == 10
    elif name.endswith(".parquet"):
        assert polars.read_parquet(made[0]).height == 9
    else:
        assert polars.read_excel(made[0], read_options={"header_row": 2}).height == 9


@pytest.mark.parametrize(("language", "word"), [("zh", "错误"), ("en", "error")])
def test_findings_of_a_folder(tmp_path: Path, language: str, word: str):
    documents = folder(tmp_path)
    (documents / "坏.pdf").unlink()
    target = tmp_path / "findings.csv"
    assert run("audit", documents, "-o", target, "--lang", language).returncode == 0
    assert word in target.read_text("utf-8-sig")
    assert run("audit", documents, "--strict", "--lang", language).returncode == 1


def test_json_of_several_documents_is_a_list(tmp_path: Path):
    documents = folder(tmp_path)
    ran = run("read", documents / "甲.figures.yaml", documents / "乙.figures.yaml", "--format", "json")
    assert [(each["file"], each["unit"]) for each in json.loads(ran.stdout)] == [
        ("乙.figures.yaml", "乙局"),
        ("甲.figures.yaml", "甲局"),
    ]


def test_an_ending_that_names_no_format_is_refused_before_anything_is_read(tmp_path: Path):
    ran = run("read", folder(tmp_path), "-o", tmp_path / "x.doc", "--lang", "en")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ".parquet" in ran.stderr
    assert "坏.pdf" not in ran.stderr
