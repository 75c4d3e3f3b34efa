"""The table of the three public expenses as web pages draw it: headings in many spellings, a head row left empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import read_document

COLUMNS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


@pytest.mark.parametrize(
    ("abroad", "vehicles", "bought", "run", "reception"),
    [
        ("因公出国(境)费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费"),
        ("因公出国", "公务用车购置及运行维护", "公务用车购置", "公车运行及维护", "公务接待"),
        ("因公出国（境）经费", "公车购置和运行费", "公车购置费用", "车辆运行费", "公务接待支出"),
    ],
)
def test_every_spelling_has_the_fixed_names(
    tmp_path: Path, abroad: str, vehicles: str, bought: str, run: str, reception: str
) -> None:
    file = tmp_path / "a.html"
    file.write_text(
        "<html><body><p>示例局2022年部门决算</p><p>2022年“三公”经费支出9万元。</p><table>"
        "<tr><td colspan=6>2022年“三公”经费支出表</td></tr><tr><td colspan=6>单位：万元</td></tr>"
        f"<tr><td rowspan=3>合计</td><td rowspan=3>{abroad}</td><td colspan=3>{vehicles}</td>"
        f"<td rowspan=3>{reception}</td></tr><tr><td rowspan=2>小计</td><td>{bought}</td><td>{run}</td></tr><tr></tr>"
        "<tr><td>9</td><td>1</td><td>5</td><td>2</td><td>3</td><td>3</td></tr></table></body></html>",
        encoding="utf-8",
    )
    (table,) = read_document(file).tables
    assert table.columns == COLUMNS
    assert dict(table.rows[0].values) == dict(zip(COLUMNS, "915233", strict=True))
