"""A folder of documents made for tests: figures files, a broken one, and files that are no documents."""

from __future__ import annotations

from pathlib import Path

FIGURES = """\
unit: {unit}
year: {year}
kind: budget
amount_unit: 万元
tables:
  "5":
    title: 一般公共预算支出表
    lines:
      "221":
        name: 住房保障支出
        budget: "{total}"
      "2210201":
        name: 住房公积金
        budget: "3.00"
      "2210202":
        name: 提租补贴
        budget: "1.00"
"""


def folder(path: Path) -> Path:
    """Three documents (one does not add up), one that is none, and what is passed over."""
    documents = path / "公开"
    (documents / "下级").mkdir(parents=True)
    write(documents / "甲.figures.yaml", "甲局", 2023, "4.00")
    write(documents / "乙.figures.yaml", "乙局", 2024, "5.00")
    write(documents / "下级" / "丙.figures.yaml", "丙局", 2024, "4.00")
    (documents / "坏.pdf").write_bytes(bytes(range(256)) * 20)
    (documents / "说明.png").write_bytes(b"\x89PNG")
    (documents / "~$甲.docx").write_bytes(b"open")
    (documents / ".hidden.txt").write_text("x", "utf-8")
    (documents / "甲.marked.pdf").write_bytes(b"%PDF")
    return documents


def write(path: Path, unit: str, year: int, total: str) -> None:
    path.write_text(FIGURES.format(unit=unit, year=year, total=total), "utf-8")
