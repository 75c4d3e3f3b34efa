"""`personnel-budget audit X.pdf -o X.marked.pdf`, and everything that it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf.errors import PdfReadError

from marking.made_budget import budget
from marking.reread import marks, texts
from openfisca_china_personnel.report.marked_pdf import copying


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "made.pdf"
    file.write_bytes(budget())
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ending_chooses_the_format(run, file: Path, language: str) -> None:
    output = file.with_name("out.PDF")
    ran = run("audit", file, "-o", output, "--lang", language)
    assert (ran.code, ran.output, ran.errors) == (0, b"", "")
    assert marks(output.read_bytes())[0].title == {"zh": "1 错误", "en": "1 error"}[language]


def test_the_format_can_be_named(run, file: Path) -> None:
    output = file.with_name("out.anything")
    assert run("audit", file, "--format", "pdf", "-o", output).code == 0
    assert marks(output.read_bytes())


def test_another_format_in_a_file_called_pdf_is_that_format(run, file: Path) -> None:
    output = file.with_name("out.pdf")
    assert run("audit", file, "--format", "json", "-o", output).code == 0
    assert output.read_bytes().startswith(b"{")


def test_strict_still_counts(run, file: Path) -> None:
    output = file.with_name("out.pdf")
    assert run("audit", file, "--strict", "-o", output).code == 1
    assert output.exists()


def test_without_a_file_to_write_it_is_refused(run, file: Path) -> None:
    ran = run("audit", file, "--format", "pdf", "--lang", "zh")
    assert (ran.code, ran.output) == (1, b"")
    assert "-o" in ran.errors


def test_the_input_is_never_overwritten(run, file: Path) -> None:
    before = file.read_bytes()
    assert run("audit", file, "-o", file).code == 1
    assert file.read_bytes() == before


def test_a_document_that_is_no_pdf_is_refused(run, tmp_path: Path) -> None:
    figures = tmp_path / "d.figures.yaml"
    figures.write_text(
        'unit: 甲局\nyear: 2024\nkind: budget\namount_unit: 元\ntables:\n  "5":\n    title: 一般公共预算支出表\n'
        '    scope: general\n    lines:\n      "2210201": {budget: "38880.00"}\n',
        encoding="utf-8",
    )
    ran = run("audit", figures, "-o", tmp_path / "out.pdf", "--lang", "zh")
    assert ran.code == 1
    assert ran.errors.startswith("d.figures.yaml：不是 PDF")
    assert ran.errors.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_several_documents_are_refused_and_one_of_several_files_is_not(run, file: Path) -> None:
    other = file.with_name("other.pdf")
    other.write_bytes(budget("421.64"))
    output = file.with_name("out.pdf")
    ran = run("audit", file, other, "-o", output, "--lang", "zh")
    assert ran.code == 1
    assert "--together" in ran.errors
    assert not output.exists()
    assert run("audit", other, file, "--together", "-o", output, "--lang", "zh").code == 0
    pages = texts(output.read_bytes())
    assert len(pages) == 5
    assert "第4页（原“made.pdf”第2页）" in pages[4]


def test_a_folder_that_is_not_there_gives_one_sentence(run, file: Path) -> None:
    ran = run("audit", file, "-o", file.parent / "nowhere" / "out.pdf")
    assert ran.code == 1
    assert ran.errors.count("\n") == 1


def test_the_libraries_for_marks_are_loaded_for_marks_only(file: Path) -> None:
    code = (
        "import sys; from openfisca_china_personnel.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('loaded', sorted({'pypdf', 'reportlab'} & set(sys.modules)))"
    )
    for more, loaded in (((), "[]"), (("-o", str(file.with_name("out.pdf"))), "['pypdf', 'reportlab']")):
        command = [sys.executable, "-c", code, "audit", str(file), *more]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        assert f"loaded {loaded}" in done.stdout


def test_other_commands_have_no_such_format(run, file: Path) -> None:
    assert run("read", file, "--format", "pdf").code == 2


def test_a_file_whose_table_of_objects_is_damaged_is_marked_without_a_word(run, file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.rindex(b"startxref")] + b"startxref\n12\n%%EOF")
    output = file.with_name("out.pdf")
    ran = run("audit", file, "-o", output)
    assert (ran.code, ran.errors) == (0, "")
    assert marks(output.read_bytes())


def test_a_file_that_cannot_be_copied_gives_one_sentence(run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PdfReadError("no trailer")

    monkeypatch.setattr(copying, "PdfReader", fail)
    ran = run("audit", file, "-o", file.with_name("out.pdf"), "--lang", "zh")
    assert ran.code == 1
    assert ran.errors == "made.pdf：PDF 无法复制，不能标注：no trailer。\n"
    assert not file.with_name("out.pdf").exists()
