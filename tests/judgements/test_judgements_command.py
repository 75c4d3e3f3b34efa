"""The file beside a document is read by every audit and written by `--judgements`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marking.made_budget import budget
from marking.reread import marks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "made.pdf"
    file.write_bytes(budget())
    return file


def beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}.judgements.yaml")


def judge(file: Path, conclusion: str) -> None:
    text = beside(file).read_text(encoding="utf-8-sig")
    beside(file).write_text(text.replace("结论: \n", f"结论: {conclusion}\n"), encoding="utf-8")


def test_a_dismissed_error_is_no_error_any_more(run, file: Path) -> None:
    assert run("audit", file, "--strict", "--lang", "zh").code == 1
    assert run("audit", file, "--judgements", "--lang", "zh").code == 0
    assert run("audit", file, "--strict", "--lang", "zh").code == 1
    judge(file, "误报")
    ran = run("audit", file, "--strict", "--lang", "zh")
    assert ran.code == 0
    assert "误报" in ran.text
    data = json.loads(run("audit", file, "--format", "json").text)
    assert [each["judgement"]["conclusion"] for each in data["documents"][0]["findings"]] == ["dismissed"]
    output = file.with_name("out.pdf")
    assert run("audit", file, "-o", output, "--lang", "zh").code == 0
    assert all(mark.dashed for mark in marks(output.read_bytes()))


def test_a_document_published_anew_is_not_judged(run, file: Path) -> None:
    run("audit", file, "--judgements", "--lang", "zh")
    judge(file, "误报")
    file.write_bytes(budget("437.89"))
    ran = run("audit", file, "--strict", "--lang", "zh")
    assert ran.code == 1
    assert "已不对应任何发现" in ran.text
    assert run("audit", file, "--judgements", "--lang", "zh").code == 0
    text = beside(file).read_text(encoding="utf-8-sig")
    assert "误报\n" in text
    assert "437.89" in text


def test_nothing_is_written_without_being_asked(run, file: Path) -> None:
    run("audit", file)
    assert not beside(file).exists()


def test_a_second_run_changes_nothing(run, file: Path) -> None:
    run("audit", file, "--judgements")
    before = beside(file).stat()
    run("audit", file, "--judgements")
    assert beside(file).stat().st_mtime_ns == before.st_mtime_ns


def test_faults_of_all_files_are_said_and_the_others_are_written(run, file: Path) -> None:
    other = file.with_name("other.pdf")
    third = file.with_name("third.pdf")
    for each in (other, third):
        each.write_bytes(budget())
    beside(file).write_text("判断:\n- 页: 3\n", encoding="utf-8")
    beside(other).write_text("判断:\n- 检查: a\n  结论: 好\n", encoding="utf-8")
    kept = [beside(each).read_bytes() for each in (file, other)]
    ran = run("audit", file, other, third, "--judgements", "--lang", "zh")
    assert ran.code == 1
    assert [line.split("：")[0] for line in ran.errors.splitlines()[-2:]] == [
        f"{beside(file)}，文件第 2 行",
        f"{beside(other)}，文件第 3 行",
    ]
    assert [beside(each).read_bytes() for each in (file, other)] == kept
    assert beside(third).exists()


def test_one_document_in_several_files_has_one_file_beside_the_first(run, file: Path) -> None:
    other = file.with_name("other.pdf")
    other.write_bytes(budget())
    assert run("audit", file, other, "--together", "--judgements").code == 0
    assert beside(file).exists()
    assert not beside(other).exists()


def test_the_judgements_are_never_overwritten_by_a_result(run, file: Path) -> None:
    run("audit", file, "--judgements")
    before = beside(file).read_bytes()
    ran = run("audit", file, "--format", "json", "-o", beside(file))
    assert ran.code == 1
    assert beside(file).read_bytes() == before


def test_where_the_result_is_refused_no_judgements_are_written(run, file: Path) -> None:
    assert run("audit", file, "--judgements", "-o", file).code == 1
    assert not beside(file).exists()


def test_a_list_that_cannot_be_extended_is_said_before_anything_is_written(run, file: Path) -> None:
    beside(file).write_text("判断: [{检查: a, 结论: 属实}]\n", encoding="utf-8")
    ran = run("audit", file, "--judgements", "--format", "json", "-o", file.with_name("out.json"))
    assert ran.code == 1
    assert not file.with_name("out.json").exists()


def test_folders_are_judged_too(run, file: Path) -> None:
    folder = file.parent
    assert run("audit", folder, "--strict").code == 1
    run("audit", file, "--judgements", "--lang", "zh")
    judge(file, "误报")
    ran = run("audit", folder, "--strict", "--format", "json")
    assert ran.code == 0
    (report,) = json.loads(ran.text)["documents"]
    assert report["findings"][0]["judgement"]["conclusion"] == "dismissed"


def test_the_files_of_a_whole_folder_are_written(run, file: Path) -> None:
    other = file.parent / "二级单位" / "other.pdf"
    other.parent.mkdir()
    other.write_bytes(budget())
    assert run("audit", file.parent, "--judgements", "-o", file.with_name("out.xlsx")).code == 0
    assert beside(file).read_bytes() == beside(other).read_bytes().replace(b"other", b"made")
    assert run("audit", file.parent, "--format", "json", "-o", beside(other)).code == 1
    assert beside(other).read_bytes().startswith(b"\xef\xbb\xbf")
