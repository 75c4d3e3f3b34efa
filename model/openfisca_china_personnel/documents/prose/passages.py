"""The narrative put together again: lines into paragraphs, without page numbers and the lines of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.kinds import kind_of_title
from openfisca_china_personnel.documents.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openfisca_china_personnel.documents.document import Document

_PAGE_NUMBER = re.compile(r"-?\d{1,3}-?|第\d+页(?:共\d+页)?|\d{1,3}/\d{1,3}")
_NUMERAL = "[一二三四五六七八九十]+"
_ITEM = re.compile(rf"第{_NUMERAL}部分|{_NUMERAL}、|\({_NUMERAL}\)|\(\d{{1,2}}\)|\d{{1,2}}[.、](?!\d)")
_SECTION = re.compile(rf"第{_NUMERAL}部分|{_NUMERAL}、")
_HEADING_END = re.compile(r"(?:说明|说明。|情况|情况。|概况|职责|职能|设置|预算表|决算表|附件|解释|\(类\))$")
_SENTENCE = re.compile(r"[。;,%]|\d(?:万元|元)")
_CAPTION = re.compile(r"(?:金额)?单位[::](?:人民币)?[万千]?元?$|.*单位[::](?:万元|千元|元)$")
# A page's number that fell between a word and the figure it belongs to.
_STRAY_NUMBER = re.compile(r"(?<![\d.,年月])\d{1,3} (?=\d[\d,]*(?:\.\d+)? ?(?:%|亿元|万元|元))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_NAMED_HEADING = re.compile(r"(?:预算|决算|经费|费|采购)$")  # a short line that only names what comes
_LONGEST_NAMED = 18
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Passage:
    """A paragraph: its text in ordinary characters without line breaks, the line of every character.

    ``section`` is the heading of the narrative that it stands under, ``heading`` the nearest heading of any kind.
    """

    number: int
    text: str
    lines: tuple[Line, ...]
    section: str
    heading: str

    def at(self, position: int) -> Line:
        """The line that a character stands on."""
        return self.lines[min(position, len(self.lines) - 1)]


def passages_of(lines: Sequence[Line], document: Document) -> tuple[Passage, ...]:
    """The paragraphs of a document's narrative, in printed order."""
    found: list[Passage] = []
    section = heading = ""
    for group in _groups(_narrative(lines, document)):
        text, places = _joined(group)
        if _is_heading(text):
            heading = text
            section = text if _SECTION.match(text) else section
            continue
        if text:
            found.append(Passage(len(found), text, places, section, heading))
    return tuple(found)


def _narrative(lines: Sequence[Line], document: Document) -> list[Line]:
    """The lines less page numbers and, in plain text, less the lines of the tables that were read from them."""
    taken = [_lines_of_rows(table.rows) for table in document.tables if all(row.page is None for row in table.rows)]
    kept: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        at_edge = (
            line.starts_page
            or following is None
            or following.starts_page
            or following.page != line.page
            or (index > 0 and lines[index - 1].page != line.page)
        )
        in_table = line.page is None and any(first <= line.number <= last for first, last in taken)
        if in_table or (at_edge and _PAGE_NUMBER.fullmatch(line.joined)):
            continue
        kept.append(line)
    return kept


def _lines_of_rows(rows: Iterable[object]) -> tuple[int, int]:
    numbers = [number for row in rows if (number := getattr(row, "line", None)) is not None]
    return (min(numbers), max(numbers)) if numbers else (0, -1)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that make up one paragraph or one heading."""
    group: list[Line] = []
    for line in lines:
        text = line.joined
        if _CAPTION.fullmatch(text) or kind_of_title(text) is not None:
            if group:
                yield group
            group = []
            continue
        before = "".join(each.joined for each in group)
        ends = group and (_ITEM.match(text) is not None or _ends_heading(before, text))
        if ends:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _ends_heading(before: str, text: str) -> bool:
    """Whether a heading is complete; one that is cut goes on where the next line is its short rest."""
    if not _is_heading(before):
        return False
    return not (len(text) < 20 and text.endswith("情况说明") and not before.endswith("说明"))


def _is_heading(text: str) -> bool:
    if not _ITEM.match(text) or len(text) > _LONGEST_HEADING or _SENTENCE.search(text.removesuffix("。")):
        return False
    named = len(text) <= _LONGEST_NAMED and _NAMED_HEADING.search(text) is not None
    return named or _HEADING_END.search(text) is not None


def _joined(group: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    text = ""
    places: list[Line] = []
    for line in group:
        piece = _STRAY_NUMBER.sub("", _BETWEEN_DIGITS.sub(" ", _without_spaces(line.text)))
        if text and piece and text[-1].isdigit() and piece[0].isdigit():
            piece = " " + piece
        text += piece
        places += [line] * len(piece)
    return text, tuple(places)


def _without_spaces(text: str) -> str:
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)
