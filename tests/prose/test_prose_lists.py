"""Lists of parts: which amount each amount is listed under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.lines import numbered
from openfisca_china_personnel.documents.prose import read_statements

BARE = Document("示例局", 2022, "budget", None, ())


def wholes(text: str) -> dict[str, str | None]:
    """Of each amount: the amount that it is listed under."""
    lines = [replace(line, page=1) for line in numbered(text)]
    found = read_statements(lines, replace(BARE, prose=tuple(lines)))
    printed = [statement.amount.printed for statement in found]
    return {
        each: None if statement.part_of is None else printed[statement.part_of]
        for each, statement in zip(printed, found, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出9.00万元，其中：基本支出5.00万元，项目支出4.00万元。",
            {"9.00": None, "5.00": "9.00", "4.00": "9.00"},
        ),
        ("支出合计9.00万元。其中：基本支出5.00万元。", {"9.00": None, "5.00": "9.00"}),
        ("收入8.00万元，支出9.00万元。其中：基本支出5.00万元。", {"8.00": None, "9.00": None, "5.00": None}),
        (
            "部门预算9.00万元，基本支出5.00万元，其中公用经费2.00万元；项目支出4.00万元。",
            {"9.00": None, "5.00": None, "2.00": "5.00", "4.00": None},
        ),
        (
            "三公经费9.00万元，其中：车辆费用6.00万元（其中：购置费2.00万元；运行费4.00万元）；接待费3.00万元。",
            {"9.00": None, "6.00": "9.00", "2.00": "6.00", "4.00": "6.00", "3.00": "9.00"},
        ),
        ("培训费9.00万元，不包括会议费3.00万元。", {"9.00": None, "3.00": None}),
        (
            "三公经费9.00万元，其中：接待费4.00万元，因公出国（境）费5.00万元。",
            {"9.00": None, "4.00": "9.00", "5.00": "9.00"},
        ),
    ],
)
def test_an_amount_knows_what_it_is_listed_under(text: str, expected: dict[str, str | None]):
    assert wholes(text) == expected
