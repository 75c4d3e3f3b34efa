"""What stands in the wrong place: notes under another table, codes among those of another group, sentences cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.made_document import document
from openfisca_china_personnel.documents import Document, Row, Table
from openfisca_china_personnel.documents.audit import Finding, audit
from openfisca_china_personnel.documents.lines import numbered

MADE = document()


def findings(text: str, made: Document = MADE) -> list[Finding]:
    lines = [replace(line, page=3) for line in numbered(text)]
    return list(audit(replace(made, prose=tuple(lines)), lines=lines).findings)


EMPTY = Table("9", "国有资本经营预算支出表", "state_capital", "万元", 3, ("total",), ())
NOTE = "\n\n注：本单位没有国有资本经营预算财政拨款安排的预算，故本表为空表。"


@pytest.mark.parametrize(("named", "wrong"), [("国有资本经营", False), ("政府性基金", True)])
def test_a_note_speaks_of_the_table_that_it_stands_under(named: str, wrong: bool):
    made = replace(MADE, tables=(*MADE.tables, EMPTY))
    checks = [f.check for f in findings(NOTE.replace("国有资本经营", named), made)]
    assert ("table_note" in checks) == wrong


def with_code(table: int, code: str, other: str) -> Document:
    rows = tuple(replace(row, code=other) if row.code == code else row for row in MADE.tables[table].rows)
    tables = list(MADE.tables)
    tables[table] = replace(tables[table], rows=rows)
    return replace(MADE, tables=tuple(tables))


def test_a_code_with_the_digits_of_another_group():
    assert findings("说明。") == []
    (wrong,) = [f for f in findings("说明。", with_code(1, "2210202", "2201202")) if f.check == "code"]
    assert (wrong.severity, wrong.stated, wrong.computed) == ("inconsistent", "2201202", "2210202")


def test_a_group_that_a_table_only_lists_items_of_is_in_its_place():
    rows = tuple(Row(code, name, None, 3, line, {"total": "1.00"}) for line, (code, name) in enumerate(ITEMS, start=1))
    table = Table("9", "项目支出表", "all", "万元", 3, ("total",), rows)
    assert "code" not in [f.check for f in findings("说明。", replace(MADE, tables=(*MADE.tables, table)))]


ITEMS = (("2040101", "行政运行"), ("2080505", "基本养老"), ("2210201", "住房公积金"))


def test_a_sentence_that_ends_within_a_list():
    text = "本单位的经费主要用于保障机构正常运转，包括办公费、差旅费、{end}\n二、其他情况说明\n没有其他情况需要说明。"
    assert [f.check for f in findings(text.format(end="会议费。"))] == []
    (wrong,) = findings(text.format(end=""))
    assert (wrong.check, wrong.severity) == ("broken_sentence", "inconsistent")
