"""Sentences of a narrative as statements: amounts, comparisons, shares and causes, tied to tables and lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit.made_document import document
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents.lines import numbered
from openfisca_china_personnel.documents.prose import Statement, read_statements

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"
MADE = document()


def stated(text: str, made: Document = MADE) -> tuple[Statement, ...]:
    return read_statements([replace(line, page=line.page or 1) for line in numbered(text)], made)


def test_a_path_of_subject_levels_is_tied_to_its_code_and_table():
    (found,) = stated("1.住房保障支出（类）住房改革支出（款）住房公积金（项）2024年预算131.77万元。")
    assert (found.code, found.table, found.amount.printed, found.unit) == ("2210201", "3", "131.77", "万元")
    assert MADE.tables[found.targets[0].table].rows[found.targets[0].row].code == "2210201"
    assert found.targets[0].column == "budget"


def test_codes_written_in_the_sentence_decide():
    (found,) = stated("1、住房保障支出（221类）住房改革支出（02款）住房公积金（01项）131.77万元。")
    assert found.code == "2210201"


def test_levels_come_from_the_heading_too():
    text = (
        "（三）住房保障支出（类）\n1. 住房改革支出（款）提租补贴（项）支出49.36万元，与上年相比增加0.25万元，增长0.5%。"
    )
    (found,) = stated(text)
    assert (found.code, found.change.printed, found.percent.printed, found.direction) == (
        "2210202",
        "0.25",
        "0.5",
        "增加",
    )


def test_an_item_that_no_table_has_keeps_its_name_and_gets_no_code():
    (found,) = stated("1.住房保障支出（类）住房改革支出（款）购房补贴（项）2024年预算10.00万元。")
    assert (found.subject, found.code, found.targets) == ("购房补贴", None, ())


def test_a_comparison_gives_change_percent_and_cause():
    text = (
        "2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）2024年预算80.19万元，"
        "比2023年执行数减少4.48万元，下降5.9%。主要原因：人员变动。"
    )
    (found,) = stated(text)
    assert found.to_dict() == {
        "page": 1,
        "line": 1,
        "subject": "机关事业单位职业年金缴费支出",
        "code": "2080506",
        "table": "3",
        "amount": "80.19",
        "comparison": "比2023年执行数减少",
        "change": "-4.48",
        "percent": "-5.9",
        "share": None,
        "of": None,
        "cause": "人员变动",
        "unit": "万元",
    }


def test_a_number_of_a_page_inside_a_sentence_is_taken_out():
    inline = stated("一般公共预算当年拨款100.00万元，与上年相比增加11.59万元，增长 4 13.11%。")
    assert [s.percent.printed for s in inline] == ["13.11"]
    lines = numbered("一般公共预算当年拨款100.00万元，与上年相比增加11.59万元，增长\n4\n13.11%。")
    paged = [replace(lines[0], page=6), replace(lines[1], page=6), replace(lines[2], page=7)]
    (found,) = read_statements(paged, MADE)
    assert (found.percent.printed, found.percent.at.page, found.amount.at.page) == ("13.11", 7, 6)


def test_words_and_numbers_cut_by_a_line_are_put_together():
    (found,) = stated("一般公共预算当年拨\n款1,534.46\n万元，比2023年执行数增\n加3.06万元，增长0.2%。")
    assert (found.code, found.amount.printed, found.change.printed) == ("total", "1534.46", "3.06")


def test_a_restated_amount_is_a_statement_of_the_same_subject():
    text = (
        "7、住房保障支出（221类）住房改革支出（02款）提租补贴（02项）49.36万元。主要用于：提租补贴。"
        "2023年当年预算执行数为49.11万元，2024年预算安排50.36万元，比2023年预算执行数增加2.55%。"
    )
    head, restated = stated(text)
    assert (head.amount.printed, head.base) == ("49.36", None)
    assert (restated.code, restated.amount.printed, restated.base.printed) == ("2210202", "50.36", "49.11")
    assert (restated.against, restated.percent.printed, restated.direction) == ("prior_year", "2.55", "增加")


def test_final_accounts_are_compared_with_the_budget_of_the_year():
    text = (
        "10、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：缴存。年初预算为187.75万元，支出决算为"
        "131.77万元。决算数小于预算数的主要原因：人员减少。"
    )
    (found,) = stated(text)
    assert (found.against, found.base.printed, found.direction, found.cause) == (
        *("initial_budget", "187.75", "小于", "人员减少"),
    )


def test_shares_say_of_what_they_are():
    text = (
        "九、“三公”经费支出预算情况说明\n因公出国（境）费支出70万元，占“三公”经费的13.77%；"
        "公务接待费支出27万元，占“三公”经费的5.31 %。"
    )
    abroad, reception = stated(text)
    assert (abroad.share.printed, abroad.of, reception.share.printed) == ("13.77", "“三公”经费", "5.31")


def test_no_change_is_a_direction():
    (found,) = stated("1.住房保障支出（类）住房改革支出（款）提租补贴（项）2024年预算49.36万元，与上年基本持平。")
    assert (found.direction, found.change) == ("持平", None)


def test_amounts_inside_a_cause_are_no_statements():
    text = "一般公共预算当年拨款100.00万元，与上年相比增加10.00万元。主要原因是增加人员经费8.00万元。"
    assert [s.amount.printed for s in stated(text)] == ["100.00"]


def test_a_second_comparison_does_not_mix_with_the_first():
    text = "一般公共预算当年拨款100.00万元，比上年增加10.00万元；比年初预算减少5.00万元，下降4.8%。"
    first, second = stated(text)
    assert (first.change.printed, first.percent, first.direction) == ("10.00", None, "增加")
    assert (second.change.printed, second.percent.printed, second.direction) == ("5.00", "4.8", "减少")
    assert (second.amount, second.code, second.repeats) == (first.amount, first.code, 0)
    assert second.comparison == "比年初预算减少"


def test_glossaries_and_limits_are_not_statements():
    text = "第四部分 名词解释\n一、提租补贴：人均月补贴90元。\n"
    assert stated(text) == ()
    assert stated("单位价值100万元以上专用设备4台。") == ()


@pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")
def test_a_published_narrative_is_read_over_its_page_numbers():
    document = read_document([FOLDER / "js-swb-2019-text.pdf", FOLDER / "js-swb-2019-tables.pdf"], together=True)
    by_code = {s.code: s for s in read_statements(document.prose, document) if s.code and len(s.code) == 7}
    assert {code: s.amount.printed for code, s in by_code.items()} == {
        "2013101": "9370.12",
        "2013102": "13025.38",
        "2080504": "275.54",
        "2080505": "785.06",
        "2080506": "314.03",
        "2210201": "965.87",
        "2210202": "2928.22",
    }
    first = read_statements(document.prose, document)[0]
    assert (first.change.printed, first.percent.printed, first.percent.at.page) == ("3205.79", "13.11", 7)
