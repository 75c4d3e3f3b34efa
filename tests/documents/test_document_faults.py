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
        ("a.pdf", b"%PDF-1.7 ...", "PDF is damaged"),
        ("a.docx", b"PK\x03\x04....", "cannot be unpacked"),
        ("misnamed.txt", b"%PDF-1.4", "PDF is damaged"),
        ("a.html", "<html>预算</html>".encode(), "no table"),
        ("a.rtf", b"{\\rtf1 x}", "RTF is not read"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no workbook"),
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


HEAD = "一般公共预算支出表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n"
TOTALS = "合计 350.50 320.50 30.00\n"


def faults(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    file = tmp_path / "x.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_document(file)
    assert {fault.file for fault in caught.value.faults} == {"x.txt"}
    return [(fault.line, fault.text.en) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("208 社会保障 300.50 300.50*\n221 住房 50.00 20.00 30.00\n" + TOTALS, 4),
        ("208 社会保障 300.50 300.50\n221 住房 50.00* 20.00 30.00\n" + TOTALS, 5),
        ("208 社会保障 300.50 300.50\n221 住房 50.00 20.00 增长30.00\n" + TOTALS, 5),
        ("208 社会保障 300* 300\n221 住房 50.00 20.00 30.00\n" + TOTALS, 4),
        ("208 社会保障 (50) 300.50\n221 住房 50.00 20.00 30.00\n" + TOTALS, 4),
        ("208 社会保障\n和就业支出 300.50* 300.50\n221 住房 50.00 20.00 30.00\n" + TOTALS, 5),
        ("208 社会保障\n300.50 300.50*\n221 住房 50.00 20.00 30.00\n" + TOTALS, 5),
        ("208 社会保障 300.50 300.50\n221 住房 50.00 20.00 30.00\n合计 350.50 320.50* 30.00\n", 6),
        ("208 社会保障 300.50 300.50\n221 住房 50.00 20.00 30.00\n合计 350.50 320.50 30.00*\n", 6),
        ("1.00 2.00 3.00\n208 社会保障 300.50 300.50\n" + TOTALS, 4),
    ],
)
def test_an_unreadable_line_is_said_and_its_table_not_dropped(tmp_path: Path, rows: str, line: int) -> None:
    other = "单位支出总表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n208 社会保障 1.00 1.00\n合计 1.00 1.00\n"
    ((found, sentence),) = faults(tmp_path, HEAD + rows + other)
    assert found == line
    assert "“一般公共预算支出表”" in sentence


def test_an_unreadable_line_of_many_long_figures_is_no_sentence(tmp_path: Path) -> None:
    row = "合计 100,000,000.00 100,000,000.00* 100,000,000.00 100,000,000.00"
    ((line, _),) = faults(tmp_path, HEAD + "208 社会保障 1.00 1.00\n" + row + "\n")
    assert line == 5


def test_every_unreadable_table_is_named(tmp_path: Path) -> None:
    found = faults(tmp_path, (HEAD + "208 社会保障 1.00 1.00*\n" + TOTALS) * 2)
    assert [line for line, _ in found] == [4, 9]


def test_titles_over_headings_not_understood_are_named(tmp_path: Path) -> None:
    contents = "目录\n三、单位支出总表\n五、一般公共预算支出表\n六、一般公共预算基本支出表\n"
    head = HEAD.replace("项目支出", "项目支出 结转下年")
    found = faults(tmp_path, contents + head + "208 社会保障 1.00 1.00\n" + TOTALS)
    assert [line for line, _ in found] == [5]
    assert "“一般公共预算支出表”" in found[0][1]
    assert "heading is not understood" in found[0][1]
