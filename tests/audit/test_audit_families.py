"""Wholes and their parts in sentences: amounts, budgets, last year's amounts and changes add up; figures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.documents.audit import Finding, audit


def found(folder: Path, text: str) -> list[Finding]:
    file = folder / "notice.txt"
    file.write_text("示例所2022年单位预算说明\n" + text, encoding="utf-8")
    return list(audit(read_document(file)).findings)


LIST = "一、支出\n工资福利支出55.29万元，其中：基本工资25.49万元，津贴补贴14.96万元，奖金14.84万元。\n"


def test_a_list_larger_than_its_whole(tmp_path: Path):
    assert found(tmp_path, LIST) == []
    (wrong,) = found(tmp_path, LIST.replace("14.84", "18.21"))
    assert (wrong.check, wrong.severity, wrong.difference) == ("prose_sum", "inconsistent", "-3.37")


def test_a_list_that_leaves_out_less_than_an_item_is_complete(tmp_path: Path):
    (wrong,) = found(tmp_path, LIST.replace("14.84", "14.64"))
    assert (wrong.check, wrong.difference) == ("prose_sum", "0.20")
    assert found(tmp_path, LIST.replace("55.29", "75.29")) == []  # other items are not listed


THREE = (
    "一、三公经费\n2022年三公经费预算9.00万元，比2021年预算减少1.00万元。其中：因公出国（境）费2.00万元，"
    "与2021年预算持平；公务接待费3.00万元，比2021年预算减少2.00万元；公务用车购置及运行费4.00万元，"
    "比2021年预算增加1.00万元。\n"
)


@pytest.mark.parametrize(
    ("printed", "wrong", "difference"),
    [("减少1.00", "减少1.01", "-0.01"), ("减少2.00", "减少1.00", "-1.00"), ("预算9.00", "预算9.10", "0.10")],
)
def test_the_three_public_expenses_and_their_changes_add_up(tmp_path: Path, printed: str, wrong: str, difference: str):
    assert found(tmp_path, THREE) == []
    (finding,) = found(tmp_path, THREE.replace(printed, wrong))
    assert (finding.check, finding.difference) == ("prose_sum", difference)


def test_nearly_unchanged_is_not_unchanged(tmp_path: Path):
    assert found(tmp_path, THREE.replace("预算持平", "预算基本持平").replace("减少1.00", "减少1.10")) == []


def test_last_years_amounts_add_up(tmp_path: Path):
    text = (
        "一、三公经费\n三公经费2022年预算33.00万元，2021年预算57.55万元。其中：公务接待费2022年预算8.00万元，"
        "2021年预算12.35万元；公务用车购置及运行费2022年预算25.00万元，2021年预算45.20万元。\n"
    )
    assert found(tmp_path, text) == []
    (wrong,) = found(tmp_path, text.replace("12.35", "12.50"))
    assert (wrong.check, wrong.stated, wrong.computed) == ("prose_sum", "57.55", "57.70")


def test_a_percentage_of_this_years_amount(tmp_path: Path):
    # 20 of 120 is 16.67 %, of last year's 100 it is 20 %
    text = "一、支出\n公务接待费120.00万元，比上年增加20.00万元，增长16.67%。\n"
    (wrong,) = found(tmp_path, text)
    assert wrong.check == "percent"
    assert "以本年数为基数" in wrong.text.zh
    (other,) = found(tmp_path, text.replace("16.67", "18.67"))
    assert "以本年数为基数" not in other.text.zh


def test_nothing_cannot_have_risen(tmp_path: Path):
    text = "一、支出\n会议费0万元，比上年减少2.00万元。\n"
    assert found(tmp_path, text) == []
    (wrong,) = found(tmp_path, text.replace("减少", "增加"))
    assert (wrong.check, wrong.severity) == ("direction", "error")


def test_all_of_the_budget_and_more_than_the_budget(tmp_path: Path):
    # 103.30 is 3.3 more than 100.00
    text = "一、支出\n教育支出103.30万元，比上年减少5.00万元，完成年初预算103.3%，决算数大于预算数3.30万元。\n"
    assert found(tmp_path, text) == []
    (wrong,) = found(tmp_path, text.replace("103.3%", "100%"))
    assert (wrong.check, wrong.severity, wrong.computed) == ("completion", "inconsistent", "103.30")
    bare = text.replace("，比上年减少5.00万元", "").replace("预算数3.30万元", "预算数")
    assert found(tmp_path, bare) == []
    (wrong,) = found(tmp_path, bare.replace("103.3%", "96.3%"))
    assert (wrong.check, wrong.severity) == ("completion", "inconsistent")
