"""Lists of ranks behind a number of people, and one amount in two units; figures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.documents.audit import Finding, audit


def found(folder: Path, text: str) -> list[Finding]:
    file = folder / "notice.txt"
    file.write_text("示例所2022年单位预算说明\n一、情况\n" + text + "基本支出50.00万元。\n", encoding="utf-8")
    return list(audit(read_document(file)).findings)


LIST = "退休6人，其中：副处级1人，科级2人，工人3人。"


def test_a_list_of_ranks_that_counts_more_people_than_there_are(tmp_path: Path):
    assert found(tmp_path, LIST) == []
    (wrong,) = found(tmp_path, LIST.replace("副处级1人", "副处级2人"))
    assert (wrong.check, wrong.severity, wrong.stated, wrong.computed) == ("staff", "inconsistent", "6", "7")


@pytest.mark.parametrize("text", [LIST.replace("工人3人", "工人1人"), LIST.replace("工人3人", "女5人")])
def test_a_list_may_leave_people_out_or_count_them_twice(tmp_path: Path, text: str):
    assert found(tmp_path, text) == []


def test_one_amount_in_two_units(tmp_path: Path):
    text = "公务接待费1.58万元。\n公务接待费1.58万元，比上年减少0.26万元。\n"
    assert found(tmp_path, text) == []
    (wrong,) = found(tmp_path, text.replace("1.58万元。", "1.58元。"))
    assert (wrong.check, wrong.severity) == ("unit_of_money", "inconsistent")
