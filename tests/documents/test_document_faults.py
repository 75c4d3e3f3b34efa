"""What cannot be read is refused in one clear sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.faults import InputFaults

if TYPE_CHECKING:
    from pathlib import Path

FORM = """单位公开表 3
单位支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
208 社会保障和就业支出
合计
"""


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("spaces.txt", b" \n\n", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 50, "neither text"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF is not read yet"),
        ("a.docx", b"PK\x03\x04....", "DOCX/XLSX is not read yet"),
        ("misnamed.txt", b"%PDF-1.4", "PDF is not read yet"),
        ("a.html", "<html>预算</html>".encode(), "HTML is not read yet"),
        ("letter.txt", "各位同事：今天开会。".encode(), "no table"),
        ("form.txt", FORM.encode(), "blank form"),
        ("holders.txt", "××局 XX年度决算 □□万元 ××".encode(), "blank form"),
    ],
)
def test_one_sentence(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputFaults) as caught:
        read_document(file)
    (fault,) = caught.value.faults
    assert word in fault.text.en
    assert fault.file == name


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="no such file"):
        read_document(tmp_path / "nothing.txt")


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    for together in (False, True):
        with pytest.raises(InputFaults) as caught:
            read_document([tmp_path / "a.txt", tmp_path / "b.txt"], together=together)
        assert len(caught.value.faults) == 2


def test_no_file_at_all() -> None:
    with pytest.raises(InputFaults):
        read_document([])
