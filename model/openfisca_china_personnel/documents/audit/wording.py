"""What the words of a narrative show by themselves: sentences that break off, place-holders, another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.findings import Finding, Place, Severity
from openfisca_china_personnel.documents.prose.passages import Passage
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document
    from openfisca_china_personnel.documents.lines import Line

_NO_REASON = re.compile(r"原因(?:是|为|:|是:|为:)?(?=[。;])|原因(?:是|为|:|是:|为:)$")
_NO_FIGURE = re.compile(r"(?:预算|决算|安排|数)为(?:万元|元)|(?:增加|减少|增长|下降)(?:万元|%)|占[^,。;:\d%]{0,20}%")
# A sentence of some length that ends where more must follow: after the comma of a list, a conjunction, 的.
_DANGLING = re.compile(r"^.{20,}[^。;:,、\d]{2,}(?:、|以及|的|及)$")
_PLACE_HOLDER = re.compile(
    r"[×✕□]{2,}|○{2,}(?=[局委办部院厅区市县镇])|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|\*{2,}|_{3,}|\?{2,}"
)
_TITLED_YEAR = re.compile(r"(?<![比与较自至])(20\d\d)年度?(?:单位|部门)(?:预算|决算)(?!绩效|公开)")
_YEAR_END = re.compile(r"截[至止](20\d\d)年12月31日")
_BUDGET_YEAR = re.compile(r"(?<![比与较同])(20\d\d)年(?:度)?(?:预算安排|.{0,6}收支总预算)")


def broken_sentences(passages: Sequence[Passage]) -> Iterator[Finding]:
    """A reason that is announced and not given, an amount that is left out."""
    for number, passage in enumerate(passages):
        for pattern, text in ((_NO_REASON, _BREAKS_OFF), (_NO_FIGURE, _LEFT_OUT)):
            for match in pattern.finditer(passage.text):
                line = passage.at(match.start())
                yield _at("broken_sentence", "error", line, text.format(words=match.group()))
        broken = _DANGLING.search(passage.text)
        if broken is not None and number + 1 < len(passages):  # an excerpt may break off at its end
            line = passage.at(len(passage.text) - 1)
            yield _at("broken_sentence", "inconsistent", line, _UNENDED.format(words=passage.text[-_SHOWN:]))


def place_holders(lines: Sequence[Line], document: Document) -> Iterator[Finding]:
    """What a form left to be filled in and nobody did."""
    for line in lines:
        match = _PLACE_HOLDER.search(line.text)
        if match is not None:
            yield _at("placeholder", "error", line, _HOLDER.format(words=match.group()))
    for table in document.tables:
        for row in table.rows:
            match = _PLACE_HOLDER.search(row.name)
            if match is not None:
                place = Place(row.page, row.line, table.number or table.title, row.code or row.name, None, row.box)
                yield Finding("placeholder", "error", (place,), _HOLDER.format(words=match.group()))


def other_years(passages: Sequence[Passage], lines: Sequence[Line], document: Document) -> Iterator[Finding]:
    """Titles and headings of another year, and a year's end that is not this year's."""
    year = document.year
    if year is None:
        return
    for line in lines:
        heading = len(line.joined) < _HEADING and not re.search(r"[。,;]", line.joined)
        for match in _TITLED_YEAR.finditer(line.joined) if heading else ():
            yield from _year(match.group(1), {year}, _TITLE, line, year)
    for passage in passages:
        if document.kind == "final_accounts":
            for match in _YEAR_END.finditer(passage.text):
                yield from _year(match.group(1), {year}, _END_OF_YEAR, passage.at(match.start()), year)
        else:
            for match in _BUDGET_YEAR.finditer(passage.text):
                yield from _year(match.group(1), {year, year - 1}, _TITLE, passage.at(match.start()), year)


def _year(stated: str, right: set[int], text: Text, line: Line, year: int) -> Iterator[Finding]:
    if int(stated) not in right:
        yield _at("year", "error", line, text.format(stated=stated, year=year), stated, str(year))


def _at(
    check: str, severity: Severity, line: Line, text: Text, stated: str | None = None, computed: str | None = None
) -> Finding:
    place = Place(page=line.page, line=line.number, box=line.box)
    return Finding(check, severity, (place,), text, stated, computed)


_HEADING = 45
_SHOWN = 15
_BREAKS_OFF = Text(
    "句子在“{words}”处中断，没有写明原因。", "the sentence breaks off after “{words}”: no reason is given."
)
_UNENDED = Text("段落在“{words}”处结束，句子不完整。", "the paragraph ends with “{words}”: its sentence is incomplete.")
_LEFT_OUT = Text("“{words}”中缺少数字。", "a figure is missing in “{words}”.")
_HOLDER = Text("占位符“{words}”没有替换为实际内容。", "the place-holder “{words}” was not replaced.")
_TITLE = Text(
    "标题或说明写的是{stated}年度，文件为{year}年度。", "the wording says {stated}, the document is of {year}."
)
_END_OF_YEAR = Text(
    "资产占用情况的截止日期为{stated}年末，{year}年度决算应为{year}年末。",
    "the date is the end of {stated}; final accounts of {year} stand at the end of {year}.",
)
