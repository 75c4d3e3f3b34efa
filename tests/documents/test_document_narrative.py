"""Documents without a table: their sentences are read and held against each other; what is no budget is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents.prose import Statement, read_statements
from openfisca_china_personnel.faults import InputFaults

NOTICE = """示例镇人民政府2022年部门预算说明
一、收支情况
2022年收入预算总计62.50万元，支出预算总计62.50万元，其中：基本支出50.00万元，项目支出12.50万元。
二、“三公”经费情况
公务接待费1.20万元，比上年减少0.30万元，下降20%。
"""


def read(folder: Path, text: str, name: str = "notice.txt") -> Document:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_document(file)


def stated(document: Document) -> list[Statement]:
    return list(read_statements(document.prose, document))


def test_sentences_alone_are_a_document(tmp_path: Path):
    document = read(tmp_path, NOTICE)
    assert (document.unit, document.year, document.kind, document.tables) == ("示例镇人民政府", 2022, "budget", ())
    assert [(s.subject, s.amount.printed, s.amount.unit) for s in stated(document)] == [
        ("收入预算总计", "62.50", "万元"),
        ("支出预算总计", "62.50", "万元"),
        ("基本支出", "50.00", "万元"),
        ("项目支出", "12.50", "万元"),
        ("公务接待费", "1.20", "万元"),
    ]


def test_a_web_page_of_sentences_is_read_alike(tmp_path: Path):
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in NOTICE.splitlines()) + "</body></html>"
    read_page = stated(read(tmp_path, page, "notice.html"))
    as_text = stated(read(tmp_path, NOTICE))
    assert [s.to_dict() for s in read_page] == [s.to_dict() for s in as_text]


def test_contents_that_name_tables_published_elsewhere_do_not_hinder(tmp_path: Path):
    contents = "目录\n一、单位支出总表\n二、一般公共预算支出表\n三、一般公共预算基本支出表\n（以上各表见附件）\n"
    assert len(stated(read(tmp_path, contents + NOTICE))) == 5


@pytest.mark.parametrize(
    "text",
    [
        "2022年部门预算说明\n本单位按规定编制预算。\n",
        "本店今日特价，每件12.50元。\n",
        "××镇××××年部门预算说明\n□□支出××万元，其中××支出××万元，公务接待费0.00万元。\n",
    ],
)
def test_what_states_no_amount_of_a_budget_is_refused(tmp_path: Path, text: str):
    with pytest.raises(InputFaults):
        read(tmp_path, text)
