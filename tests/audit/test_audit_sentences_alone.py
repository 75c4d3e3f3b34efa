"""Documents of sentences alone, with figures that units published: what holds and what does not, wording of our own."""

from __future__ import annotations

from pathlib import Path

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.documents.audit import Finding, audit


def found(folder: Path, text: str) -> list[Finding]:
    file = folder / "notice.txt"
    file.write_text("示例所2022年单位预算说明\n" + text, encoding="utf-8")
    return list(audit(read_document(file)).findings)


def test_nothing_is_found_where_every_level_adds_up(tmp_path: Path):
    # 3265013 + 843942 + 457838 = 4566793; + 2897260 = 7464053
    text = (
        "一、支出情况\n部门预算支出7464053元，其中：基本支出4566793元，项目支出2897260元。基本支出4566793元，"
        "其中：工资福利支出3265013元，商品和服务支出843942元，对个人和家庭补助支出457838元。\n"
    )
    assert found(tmp_path, text) == []
    (wrong,) = found(tmp_path, text.replace("843942", "843924"))
    assert (wrong.check, wrong.difference) == ("prose_sum", "18")


def test_swapped_digits_show_in_the_total(tmp_path: Path):
    # 439556 + 256802 + 146630 = 842988, 18 less than 843006
    (wrong,) = found(
        tmp_path,
        "二、支出预算\n基本支出843006元，其中：工资福利支出439556元，对个人和家庭的补助支出256802元，"
        "商品和服务支出146630元。\n",
    )
    assert (wrong.check, wrong.difference) == ("prose_sum", "18")
    assert "256820" in wrong.text.zh


def test_a_total_called_the_basic_expenditure(tmp_path: Path):
    # 809961.19 + 71339.20 = 881300.39 = 911000.39 - 29700
    text = (
        "五、一般公共预算支出情况\n1.基本支出预算881300.39元，占一般公共预算支出的96.74%。其中：工资福利支出"
        "716052.51元，占基本支出预算的81.25%。商品和服务支出165247.88元，占基本支出预算的18.75%。\n"
        "六、一般公共预算基本支出情况\n一般公共预算基本支出911000.39元，其中：人员经费809961.19元，"
        "公用经费71339.20元。\n"
    )
    (wrong,) = found(tmp_path, text)
    assert (wrong.check, wrong.severity, wrong.computed) == ("prose_sum", "error", "881300.39")
    assert "合计数" not in wrong.text.zh
    with_project = text.replace("\n六、", "\n2.项目支出29700元。\n六、")
    (wrong,) = found(tmp_path, with_project)
    assert wrong.text.zh.endswith("911000.39元恰为“基本支出”与“项目支出”之和，是两者的合计数。")
    assert found(tmp_path, text.replace("911000.39", "881300.39")) == []
    # 165247.88 / 881300.39 = 18.7504 %: 18.76 is one off in its last place
    (last_place,) = found(tmp_path, text.replace("911000.39", "881300.39").replace("18.75%", "18.76%"))
    assert (last_place.check, last_place.severity) == ("share", "inconsistent")


def test_an_amount_that_fits_neither_its_change_nor_its_total(tmp_path: Path):
    # 905709.06 + 75800 + 73200 is 79044.27 less than 1133753.33; 52044.27 of 75800 - 52044.27 is 219.08 %
    text = (
        "一、支出安排\n1.基本支出1133753.33元。其中：工资福利支出905709.06元，占基本支出的79.89%。商品和服务支出"
        "75800元，占基本支出%，同比增加52044.27元，增长50.63%。对个人和家庭的补助支出73200元，占基本支出的6.46%。\n"
    )
    # 154844.27 fits both: 52044.27 / 102800 = 50.63 %, so one finding says that 75800 is wrong and what is right
    wrong = {finding.check: finding for finding in found(tmp_path, text)}
    assert set(wrong) == {"broken_sentence", "prose_sum"}
    amount = wrong["prose_sum"]
    assert (amount.severity, amount.stated, amount.computed) == ("error", "75800", "154844.27")
    assert "50.63%" in amount.text.zh
    right = text.replace("75800元，占基本支出%", "154844.27元，占基本支出的13.66%")
    assert found(tmp_path, right) == []


def test_administrative_posts_and_those_of_institutions_stand_side_by_side(tmp_path: Path):
    text = "一、人员情况\n行政编制30人，其中：工勤人员1人。事业编制16人。\n二、支出\n基本支出5000元。\n"
    assert found(tmp_path, text) == []
    assert found(tmp_path, text.replace("。事业", "，事业")) == []
