"""Which files of folders are read, which are passed over, and what becomes of those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from many.conftest import figures
from openfisca_china_personnel.documents.many.files import find

NAMES = ["预算公开/a.figures.yaml", "预算公开/b.figures.yaml", "预算公开/二级 单位/丙.figures.yaml"]


def test_folders_are_searched_to_the_bottom_and_hidden_files_are_not_seen(desk, monkeypatch):
    monkeypatch.chdir(desk.parent)
    found = find(["预算公开"])
    assert [file.name for file in found.files] == NAMES
    assert found.passed_over == ((".doc", 1), (".jpg", 1), (".judgements.yaml", 1), (".marked.pdf", 1))
    assert found.faults == ()


def test_a_file_named_twice_is_read_once_in_the_place_of_the_first(desk, monkeypatch):
    monkeypatch.chdir(desk.parent)
    found = find([NAMES[2], "预算公开", f"./{NAMES[0]}", desk / "b.figures.yaml"])
    assert [file.name for file in found.files] == [NAMES[2], NAMES[0], NAMES[1]]


def test_the_order_of_the_file_system_does_not_matter(desk, monkeypatch):
    monkeypatch.chdir(desk.parent)
    walk = __import__("os").walk

    def backwards(folder, **settings):
        for parent, folders, names in walk(folder, **settings):
            folders.reverse()
            yield parent, folders, sorted(names, reverse=True)

    monkeypatch.setattr("openfisca_china_personnel.documents.many.files.os.walk", backwards)
    assert [file.name for file in find([Path("预算公开")]).files] == NAMES


def test_a_link_to_a_folder_above_is_not_followed(desk):
    try:
        (desk / "up").symlink_to(desk, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert len(find([desk]).files) == 3


def test_an_empty_folder_is_a_fault(run, desk):
    (desk.parent / "empty").mkdir()
    ran = run("read", "empty", "预算公开", "-o", desk.parent / "f.csv", "--lang", "en")
    assert ran.code == 1
    assert "empty: the folder holds no file that could be read" in ran.errors
    assert len(polars.read_csv(desk.parent / "f.csv")) == 21


def test_what_is_passed_over_is_counted(run, desk):
    assert "4 个文件不是能读取的格式" in run("read", "预算公开", "--format", "json").errors


def test_one_bad_file_is_reported_and_the_others_are_given(run, desk):
    (desk / "坏.pdf").write_bytes(b"%PDF-1.7 ...")
    (desk / "会议.txt").write_text("各位同事：今天开会。", "utf-8")
    output = desk.parent / "f.parquet"
    ran = run("audit", "预算公开", "missing.pdf", "-o", output, "--lang", "en")
    assert ran.code == 1
    assert "of 6 documents 3 could not be read" in ran.errors
    for name in ("预算公开/坏.pdf: ", "预算公开/会议.txt: ", "missing.pdf: "):
        assert sum(line.startswith(name) for line in ran.errors.splitlines()) == 1
    assert set(polars.read_parquet(output)["file"]) <= set(NAMES)


def test_nothing_is_written_where_nothing_could_be_read(run, desk):
    (desk.parent / "x.pdf").write_bytes(b"%PDF-1.7 ...")
    assert run("read", "x.pdf", "y.pdf", "-o", "f.csv").code == 1
    assert not (desk.parent / "f.csv").exists()


def test_an_output_in_the_folder_is_no_document_of_the_next_run(run, desk):
    output = desk / "f.xlsx"
    assert run("read", "预算公开", "-o", output).code == 0
    first = output.read_bytes()
    assert run("read", "预算公开", "-o", output).code == 0
    assert output.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("read", "预算公开", "-o", "f.docx"), ".parquet"),
        (("audit", "预算公开", "-o", "f.yaml"), ".parquet"),
        (("read", *NAMES, "-o", NAMES[0]), "输入文件"),
        (("read", "预算公开", "-o", "f.figures.yaml"), "figures.yaml"),
    ],
)
def test_outputs_that_are_refused(run, desk, arguments, word):
    before = (desk / "a.figures.yaml").read_bytes()
    ran = run(*arguments)
    assert ran.code == 1
    assert word in ran.errors
    assert (desk / "a.figures.yaml").read_bytes() == before


def test_together_makes_one_document_of_a_folder(run, desk):
    parts = desk.parent / "一份"
    parts.mkdir()
    (parts / "1.figures.yaml").write_text(figures(), "utf-8")
    (parts / "2.figures.yaml").write_text(figures(), "utf-8")
    ran = run("read", "一份", "--together", "-o", "one.figures.yaml")
    assert ran.code == 0, ran.errors
    assert (desk.parent / "one.figures.yaml").exists()
