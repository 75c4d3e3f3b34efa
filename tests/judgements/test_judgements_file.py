"""Files of judgements: what is written can be read, what is read is kept, what is wrong is said with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from judgements.test_judging import DISMISSED, FIGURES, WORDS, about, report
from openfisca_china_personnel.documents.audit.findings import Place
from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS, Judgement
from openfisca_china_personnel.documents.audit.judgements import (
    judged,
    judgements_text,
    parse_judgements,
    read_judgements,
)
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.language import Text

FILE = "made.judgements.yaml"
AWKWARD = replace(
    WORDS,
    where=(Place(page=1, line=1, table="表“一”: #1", code="- 合计", column="基本支出/人员"),),
    text=Text('有: 冒号 # 井号\\斜线\n换行“引号”"', 'colon: # hash "quoted"'),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_file_has_every_finding_and_no_judgement(language) -> None:
    text = judgements_text(report(FIGURES, WORDS, AWKWARD), FILE, None, language)
    entries = parse_judgements(text, FILE).entries
    assert [entry.judgement for entry in entries] == [None, None, None]
    for entry, finding in zip(entries, (FIGURES, WORDS, AWKWARD), strict=True):
        assert entry.may_be(finding)
        assert entry.line == str(finding.where[0].line)
    assert ("判断:" in text) == (language == "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_judgement_that_is_filled_in_is_read(language) -> None:
    blank = {"zh": "结论: \n", "en": "conclusion: \n"}[language]
    text = judgements_text(report(FIGURES, WORDS), FILE, None, language)
    for conclusion, words in CONCLUSIONS.items():
        filled = text.replace(blank, blank.rstrip("\n") + words.in_(language) + "\n", 1)
        found = judged(report(FIGURES, WORDS), parse_judgements(filled, FILE))
        assert {finding.check: finding.judgement for finding in found.findings} == {
            "hierarchy": Judgement(conclusion),
            "placeholder": None,
        }


def test_both_languages_are_understood_in_one_file() -> None:
    text = (
        "judgements:\n- 检查: hierarchy\n  page: 3\n  表: 2\n  code: 221\n  栏: budget\n  stated: 5.00\n  应为: 6.00\n"
        "  结论: Dismissed\n  by: 张三\n  日期: 2026-03-01\n  why: 四舍五入\n"
    )
    assert judged(report(FIGURES), parse_judgements(text, FILE)).findings[0].judgement == DISMISSED


def test_figures_are_text_so_that_a_zero_at_the_end_counts() -> None:
    (entry,) = parse_judgements("判断:\n- 检查: a\n  所列: 5.10\n  应为: 010\n", FILE).entries
    assert (entry.stated, entry.computed) == ("5.10", "010")


def test_an_existing_file_keeps_everything_and_gets_what_is_new() -> None:
    text = judgements_text(report(FIGURES), FILE, None, "zh")
    mine = (
        text.replace("结论: \n", "结论: 误报 # 与财务核对过\n").replace("理由: \n", "理由: 四舍五入\n") + "# 我的备注\n"
    )
    made = judgements_text(report(WORDS, FIGURES), FILE, mine, "en")
    assert made.startswith(mine)
    first, second = parse_judgements(made, FILE).entries
    assert first.judgement == Judgement("dismissed", why="四舍五入")
    assert second.may_be(WORDS)
    assert "- 问题: " in made.removeprefix(mine)
    assert judgements_text(report(WORDS, FIGURES), FILE, made, "zh") == made


def test_a_judgement_whose_finding_is_gone_stays_and_a_blank_entry_goes() -> None:
    text = judgements_text(report(FIGURES, WORDS, AWKWARD), FILE, None, "zh")
    mine = text.replace("结论: \n", "结论: 属实\n", 1)
    made = judgements_text(report(AWKWARD), FILE, mine, "zh")
    kept = parse_judgements(made, FILE).entries
    assert [entry.check for entry in kept] == ["hierarchy", "placeholder"]
    assert kept[0].judgement == Judgement("confirmed")
    assert kept[1].may_be(AWKWARD)


def test_a_blank_entry_with_a_comment_stays() -> None:
    text = judgements_text(report(FIGURES, WORDS), FILE, None, "zh").replace("结论: \n", "结论: # 待查\n", 1)
    assert judgements_text(report(WORDS), FILE, text, "zh") == text


@pytest.mark.parametrize("empty", ["判断:\n", "判断: []\n", "# 说明\njudgements:\n", "判断: # 空\n"])
def test_a_file_without_entries_gets_them(empty: str) -> None:
    made = judgements_text(report(FIGURES), FILE, empty, "zh")
    (entry,) = parse_judgements(made, FILE).entries
    assert entry.may_be(FIGURES)


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_entries_are_put_in_as_deep_as_the_others(indent: str) -> None:
    mine = f"判断:\n{indent}- 检查: a\n{indent}  结论: 属实\n"
    made = judgements_text(report(FIGURES), FILE, mine, "zh")
    assert made.startswith(mine)
    assert len(parse_judgements(made, FILE).entries) == 2


def test_line_ends_of_windows_stay() -> None:
    mine = "判断:\r\n- 检查: a\r\n  结论: 属实\r\n"
    made = judgements_text(report(FIGURES), FILE, mine, "zh")
    assert made.startswith(mine)
    assert "\n" not in made.replace("\r\n", "")


@pytest.mark.parametrize("mine", ["判断: [{检查: a, 结论: 属实}]\n", "{判断: [{检查: a, 结论: 属实}]}\n"])
def test_a_list_that_cannot_be_extended_is_refused(mine: str) -> None:
    with pytest.raises(InputFaults, match="after the entries"):
        judgements_text(report(FIGURES), FILE, mine, "zh")


FAULTS = {
    "判断: 好\n": [(1, "list under")],
    "- a\n": [(1, "list under")],
    "判断:\n- 好\n": [(2, "expected an entry")],
    "判断:\n- 检查: a\n  结果: 误报\n": [(3, "unknown key “结果”")],
    "判断:\n- 检查: a\n  结论: 好\n": [(3, "“好” must be one of confirmed, explained, dismissed")],
    "判断:\n- 页: 3\n": [(2, "“check” (检查) is missing")],
    "判断:\n- 检查: a\n  check: b\n": [(3, "mean the same")],
    "判断:\n- 检查: a\n  检查: b\n": [(3, "stands twice")],
    "判断:\n- 检查: a\n  理由: 因为\n": [(3, "“理由” is filled in")],
    "判断:\n- 检查: a\n  页: [3]\n": [(3, "single value")],
    "判断:\n- 检查: a\n- 检查: a\n": [(3, "same finding as line 2")],
    "判断: [\n": [(2, "not valid YAML")],
    "其他: 1\n判断:\n- 页: 3\n- 检查: a\n  结论: 好\n": [(1, "unknown key"), (3, "missing"), (5, "must be one of")],
}


@pytest.mark.parametrize("text", FAULTS)
def test_every_fault_is_said_with_its_line(text: str) -> None:
    with pytest.raises(InputFaults) as refused:
        parse_judgements(text, FILE)
    found = [(fault.line, fault.text.en) for fault in refused.value.faults]
    assert len(found) == len(FAULTS[text])
    for (line, sentence), (expected_line, part) in zip(found, FAULTS[text], strict=True):
        assert line == expected_line
        assert part in sentence


def test_a_file_that_is_not_there_is_said(tmp_path) -> None:
    with pytest.raises(InputFaults, match=FILE):
        read_judgements(tmp_path / FILE)


def test_a_file_saved_in_the_old_chinese_encoding_is_read(tmp_path) -> None:
    (tmp_path / FILE).write_bytes("判断:\n- 检查: a\n  结论: 误报\n".encode("gb18030"))
    assert read_judgements(tmp_path / FILE).entries[0].judgement == Judgement("dismissed")


def test_entries_of_judged_findings_are_written_with_their_judgement() -> None:
    found = judged(report(FIGURES), about(FIGURES))
    (entry,) = parse_judgements(judgements_text(found, FILE, None, "zh"), FILE).entries
    assert entry.judgement == DISMISSED
