"""The posts and heads that a document states: 编制, 在职, 离休, 退休, in its sentences and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from openfisca_china_personnel.documents.boxes import Box
from openfisca_china_personnel.documents.prose.passages import Passage, passages_of

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.document import Document, Table

HeadcountKind = Literal["posts", "active", "retired", "veteran_retired", "retired_and_veteran", "others"]
HeadcountCategory = Literal["administrative", "attached", "institution", "worker", ""]

# What a label counts: the first that fits. Posts come first, because 在职人员编制 are posts.
_KINDS: tuple[tuple[HeadcountKind, re.Pattern[str]], ...] = (
    ("others", re.compile(r"遗属|编外|临时|劳务派遣|聘用制|合同制|长休|遗孀|抚恤")),
    ("posts", re.compile(r"编制(?!内)")),
    ("retired_and_veteran", re.compile(r"离退休|离、退休|离\(退\)休|离休和退休|离休及退休")),
    ("veteran_retired", re.compile(r"离休")),
    ("retired", re.compile(r"退休")),
    ("active", re.compile(r"在职|在编|在岗|实有|现有人员|干部职工|编制内")),
)
_CATEGORIES: tuple[tuple[HeadcountCategory, re.Pattern[str]], ...] = (
    ("attached", re.compile(r"行政附属")),
    ("worker", re.compile(r"工勤|工人|机关工")),
    ("institution", re.compile(r"(?<!参照公务员法管理的)(?<!参照公务员法管理)(?<!参公)事业")),
    ("administrative", re.compile(r"行政|公务员|参公|政法专项")),
)
_COUNT = re.compile(
    r"(?P<label>[^,。;:\d%]{0,24}?(?:编制|在职|在编|在岗|实有|离休|退休|遗属|编外|临时|聘用|工勤|行政|事业)[^,。;:、\d%]{0,12}?)"
    r"(?:共|计|合计|总数|总计|为|:|是|有)*(?P<heads>\d{1,7})(?:名|人|个)(?!次|/|百|民币|均|员经费|大|民|代)"
)
_PRESENT = re.compile(r"实有|现有人员|干部职工")
_AT_WORK = re.compile(r"在职|在编|在岗|编制内")
_OF_WHICH = re.compile(r"其中|包括|\(")
_AS_OF = re.compile(r"截[至止](?P<year>20\d\d)年")
_NOT_HEADS = re.compile(r"因公出国|培训|接待|批次|参加|参会|会议|受益|补助标准|名词|救助")
_END = re.compile(r"[。;]")
_INTEGER = re.compile(r"\d{1,7}")


@dataclass(frozen=True)
class Headcount:
    """One stated number of posts or heads.

    ``category`` is empty where none is stated (``attached``: 行政附属编制); ``year`` is that of a stated day.
    ``parent`` is the place in the list of the number that this one is a part of (其中), None for one of its own.
    """

    kind: HeadcountKind
    category: HeadcountCategory
    heads: int
    label: str
    year: int | None = None
    parent: int | None = None
    page: int | None = None
    line: int | None = None
    table: str | None = None
    box: Box | None = field(default=None, compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The number as JSON has it."""
        return {
            "kind": self.kind,
            "category": self.category or None,
            "heads": self.heads,
            "label": self.label,
            "year": self.year,
            "parent": self.parent,
            "page": self.page,
            "line": self.line,
            "table": self.table,
        }


_APART = ("administrative", "institution")  # neither is a part of the other


def headcounts_of(document: Document) -> tuple[Headcount, ...]:
    """Every number of posts and heads that the document states, in printed order: sentences, then tables."""
    found: list[Headcount] = []
    for passage in passages_of(document.prose, document):
        found.extend(_in_passage(passage, len(found)))
    for table in document.tables:
        found.extend(_in_table(table))
    return tuple(found)


def kind_of_label(label: str) -> HeadcountKind | None:
    """What a label counts; None where it counts no posts or heads."""
    return next((kind for kind, pattern in _KINDS if pattern.search(label)), None)


def category_of_label(label: str) -> HeadcountCategory:
    """Which people a label counts; empty where it does not say."""
    return next((category for category, pattern in _CATEGORIES if pattern.search(label)), "")


def _in_passage(passage: Passage, before: int) -> Iterator[Headcount]:
    start = 0
    for end in [*(match.end() for match in _END.finditer(passage.text)), len(passage.text)]:
        sentence = passage.text[start:end]
        if not _NOT_HEADS.search(sentence):
            found = list(_in_sentence(passage, sentence, start, before))
            yield from found
            before += len(found)
        start = end


def _in_sentence(passage: Passage, sentence: str, start: int, before: int) -> Iterable[Headcount]:
    dated = _AS_OF.search(sentence)
    year = int(dated.group("year")) if dated else None
    found: list[Headcount] = []
    whole: int | None = None  # the number that parts now belong to, as a place in ``found``
    after = 0
    for match in _COUNT.finditer(sentence):
        label = _bare(match.group("label"))
        kind = kind_of_label(label)
        between = sentence[after : match.start()] + match.group("label")
        if found and _OF_WHICH.search(between):
            whole = len(found) - 1 if found[-1].parent is None else whole
        category = category_of_label(label)
        parent = found[whole] if whole is not None else None
        if kind is None and parent is not None and category:
            kind = parent.kind
        after = match.end()
        if kind is None:
            continue
        if parent is not None and whole is not None and _counts_everybody(parent, kind, label):
            parent = found[whole] = replace(parent, kind="others")
        elif parent is not None and not _is_part(parent, kind, category, found, whole):
            whole = parent = None
        line = passage.at(start + match.start("heads"))
        found.append(
            Headcount(
                kind,
                category,
                int(match.group("heads")),
                label,
                year,
                None if parent is None or whole is None else before + whole,
                line.page,
                line.number,
                box=line.box,
            )
        )
    return found


def _counts_everybody(whole: Headcount, kind: HeadcountKind, label: str) -> bool:
    """Whether a number of people has those at work, or those who left, as its parts: it counts all of them."""
    of_all = whole.kind == "others" and _PRESENT.search(whole.label) is not None
    everybody = whole.kind == "active" and _PRESENT.search(whole.label) is not None
    return (
        (everybody or of_all)
        and not _AT_WORK.search(whole.label)
        and (kind in ("retired", "veteran_retired", "retired_and_veteran") or _AT_WORK.search(label) is not None)
    )


def _is_part(
    whole: Headcount, kind: HeadcountKind, category: HeadcountCategory, found: list[Headcount], place: int | None
) -> bool:
    """Whether a number may still be a part: of the same kind, another category, retired of all who left."""
    taken = {(each.kind, each.category) for each in found[(place or 0) + 1 :]}
    if whole.kind == "retired_and_veteran":
        return kind in ("retired", "veteran_retired") and (kind, category) not in taken
    if whole.category in _APART and category in _APART:
        return False
    return kind == whole.kind and bool(category) and category != whole.category and (kind, category) not in taken


def _bare(label: str) -> str:
    """A label from the last sign on."""
    return re.split(r"[,。;:、()]|其中|包括", label)[-1] or label.strip("()、")


def _in_table(table: Table) -> Iterator[Headcount]:
    """The whole numbers of a table of staff, by the words of their row and column."""
    if table.kind != "headcount":
        return
    for row in table.rows:
        for column, printed in row.values.items():
            label = f"{row.name}/{column}" if row.name else column
            kind = kind_of_label(column) or kind_of_label(row.name)
            if kind is None or not _INTEGER.fullmatch(printed.removesuffix(".00")):
                continue
            yield Headcount(
                kind,
                category_of_label(label),
                int(printed.removesuffix(".00")),
                label,
                page=row.page if row.page is not None else table.page,
                line=row.line,
                table=table.number or table.title,
                box=row.boxes.get(column) or row.box,
            )
