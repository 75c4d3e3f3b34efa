"""The statements of a narrative: every amount with what the same paragraph says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.printed import as_printed
from openfisca_china_personnel.documents.prose.names import Level, bare_name, levels, without_number
from openfisca_china_personnel.documents.prose.passages import Passage, passages_of
from openfisca_china_personnel.documents.prose.statements import Direction, Quantity, Statement, Unit
from openfisca_china_personnel.documents.prose.subjects import Subject, Subjects

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.document import Document
    from openfisca_china_personnel.documents.lines import Line

_NOT_STATED = re.compile(r"名词解释|名称解释|职责|职能|资产占|机构设置|任务及目标|绩效|附件|项目经费情况")
_QUANTITY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?) ?(亿元|万元|千元|元|%)(?!以上|以下|\(含\))")
_CUT = re.compile(r"[,。;:](?!\d{3}(?:\D|$))")
_CAUSE = re.compile(r"(?:主要)?原因(?:是|为|:|(?=一是))[::]?")
_CAUSE_END = re.compile(r"。|;(?!二是|三是|四是|五是)|$")
_FALLS = r"减少|下降|降低|减|调减|压减|核减|缩减|节约|节省|少|小于.{0,12}"
_RISES = r"增加|增长|上升|提高|提升|上涨|增|调增|多|大于.{0,12}"
_DIRECTED = re.compile(rf"(?:(?P<down>{_FALLS})|(?P<up>{_RISES}))(?:了|约|幅度)?(?:为|:)?$")
_EITHER_WAY = re.compile(r"(?:增加|增长|减少|下降)[((/][^()]{1,6}[))]?$")
_COMPARED = re.compile(r"(?:比|与|较|同)[^,。;]*?(?:相比|(?:预算|当年)?执行数|决算数?|预算数?|年度?初?|上年|去年)")
_BASE = re.compile(
    r"(?:(?P<initial>年初预算(?:数)?)|(?P<year>20\d\d)年(?:度)?(?:当年)?(?:预算)?(?:执行|决算|预算)数|上年.{0,6}数)(?:为|是|:)?$"
)
_RESTATED = re.compile(r"(?:预算安排|支出决算|决算|年度?预算|支出)(?:数)?(?:为|:)?$")
_SHARE = re.compile(r"占(?P<of>.*?)(?:的)?(?:比重|比例)?(?:为)?$")
_COMPLETED = re.compile(r"完成.{0,6}预算(?:数)?的?$")
_UNCHANGED = re.compile(r"持平|无变化|一致|无增减")
_BUDGET_WORD = re.compile(r"决算数(?P<word>大于|小于|等于|与)(?:年初)?预算数")
_NOISE = re.compile(r"^(?:其中|包括|主要用于|收入|支出)[::]|20\d\d年(?:度)?|^(?:本|我)(?:部门|单位)|^等")
_VERB = re.compile(r"(?:预算|决算|数|共计|总额|金额)*(?:为|是|安排|共计|约)?$")


def read_statements(lines: Sequence[Line], document: Document) -> tuple[Statement, ...]:
    """What the narrative of a document states, in printed order; ``lines`` are those outside of its tables.

    Amounts, percentages and causes are as printed, in the sentence's own unit. A statement whose subject no table has
    keeps its name and has no code.
    """
    subjects = Subjects(document)
    statements: list[Statement] = []
    for passage in passages_of(lines, document):
        if not _NOT_STATED.search(passage.section + passage.heading) and _QUANTITY.search(passage.text):
            statements += _Reader(passage, subjects, document.year).read()
    return tuple(_labelled(statement, document) for statement in statements)


def _labelled(statement: Statement, document: Document) -> Statement:
    unit = bare_name(document.unit or "")
    if unit and len(unit) > 3 and statement.subject.startswith(unit) and statement.subject != unit:
        statement = replace(statement, subject=statement.subject[len(unit) :])
    if not statement.targets:
        return statement
    table = document.tables[statement.targets[0].table]
    return replace(statement, table=table.number or table.title)


class _Reader:
    """Goes through one paragraph from left to right."""

    def __init__(self, passage: Passage, subjects: Subjects, year: int | None) -> None:
        self.passage = passage
        self.subjects = subjects
        self.year = year
        self.found: list[Statement] = []
        self.base: tuple[Quantity, Literal["prior_year", "initial_budget"]] | None = None
        self.heading = [level for level, _ in levels(passage.heading)]
        self.whole: str | None = None
        self.causes = [
            (match.start(), _CAUSE_END.search(passage.text, match.end()).start())  # type: ignore[union-attr]
            for match in _CAUSE.finditer(passage.text)
        ]

    def read(self) -> list[Statement]:
        text = self.passage.text
        last = 0
        for match in _QUANTITY.finditer(text):
            if any(start < match.start() < end for start, end in self.causes):
                last = match.end()
                continue
            self._words(last, match.start())
            cuts = [cut.end() for cut in _CUT.finditer(text, last, match.start())]
            label = text[max([last, *cuts]) : match.start()].strip("、 ")
            unit: Unit = match.group(2)  # type: ignore[assignment]
            printed = as_printed(match.group(1)) or match.group(1).replace(",", "")
            quantity = Quantity(printed, unit, self.passage.at(match.start()))
            if label.endswith(("≥", "≤", ">", "<")):
                pass
            elif unit == "%":
                self._percent(quantity, label)
            else:
                self._amount(quantity, label, match.start())
            last = match.end()
        self._words(last, len(text))
        return self.found

    def _amount(self, quantity: Quantity, label: str, position: int) -> None:
        base = _BASE.search(label)
        if base is not None and not re.search(r"小于|大于|高于|低于", label):
            is_initial = base.group("initial") is not None
            earlier = base.group("year") is None or self.year is None or int(base.group("year")) < self.year
            if is_initial or earlier:
                against: Literal["prior_year", "initial_budget"] = "initial_budget" if is_initial else "prior_year"
                if self._goes_on(label, position):
                    self.found[-1] = replace(self.found[-1], base=quantity, against=against)
                    return
                self.base = (quantity, against)
                self._base_for_itself(label, position)
                return
        if _EITHER_WAY.search(label):
            return
        directed = _DIRECTED.search(label)
        if directed and (self.found or _COMPARED.search(label)):
            self._change(quantity, label, directed, position)
            return
        restated = _RESTATED.search(label) is not None and (self.found or self._path(position))
        self._begin(quantity, label, position, restated=bool(restated))

    def _goes_on(self, label: str, position: int) -> bool:
        """Whether a budget is told after the final account that it belongs to, in one sentence and without a name."""
        if not self.found or self.found[-1].base is not None or self.base is not None or _BASE.sub("", label).strip():
            return False
        before = self.passage.text[: position - len(label)].rstrip("、 ")
        return re.search(r"支出决算(?:数)?为?[\d,.]+ ?(?:亿元|万元|千元|元),$", before) is not None

    def _base_for_itself(self, label: str, position: int) -> None:
        """A statement that begins with what it is compared with keeps the subject for the amount that follows."""
        rest = _BASE.sub("", label).strip()
        self.pending_label = rest if rest and not self._path(position) else ""

    pending_label = ""
    second = False  # whether the words go on with another comparison than the one that is kept

    def _begin(self, quantity: Quantity, label: str, position: int, *, restated: bool) -> None:
        subject = self._subject(label, position, restated=restated)
        base, against = self.base or (None, None)
        self.base, self.second = None, False
        self.found.append(
            Statement(
                subject=subject.name,
                at=quantity.at,
                passage=self.passage.number,
                section=self.passage.section,
                code=subject.code,
                targets=subject.targets,
                amount=quantity,
                base=base,
                against=against,
                cause=None,
            )
        )

    def _subject(self, label: str, position: int, *, restated: bool) -> Subject:
        path = self._path(position)
        own = [level for level, _ in levels(label)]
        if own and (not path or own[-1].level != path[-1].level or len(own) > len(path)):
            path = own
        bare = _bare_label(label)
        if own or (path and (restated or not bare or _RESTATED.search(label))):
            return self.subjects.of_levels(path, self.heading)
        if restated and self.found and (not bare or _RESTATED.fullmatch(bare)):
            last = self.found[-1]
            return Subject(last.subject, last.code, last.targets)
        if self.pending_label:
            bare, self.pending_label = _bare_label(self.pending_label), ""
        return self.subjects.of_label(bare or label, self.passage.section, self.passage.text[:40])

    def _path(self, position: int) -> list[Level]:
        """The 类, 款 and 项 last named before a position, from the highest of them."""
        named = [level for level, end in levels(self.passage.text) if end <= position]
        path: list[Level] = []
        for level in reversed(named):
            if path and "类款项".index(level.level) >= "类款项".index(path[0].level):
                break
            path.insert(0, level)
        return path

    def _change(self, quantity: Quantity, label: str, directed: re.Match[str], position: int) -> None:
        direction: Direction = "减少" if directed.group("down") else "增加"
        if self._is_other(label[: directed.start()], position):
            return
        last = self.found[-1]
        self.second = last.change is not None and last.change.printed != quantity.printed
        if self.second:
            return
        self.found[-1] = replace(last, change=quantity, direction=direction, comparison=_phrase(label))

    def _is_other(self, label: str, position: int) -> bool:
        """Begins a statement of its own where a comparison names its own subject; true where none is known."""
        name = _bare_label(_COMPARED.sub("", label)).rstrip("各共总计")
        subject = self.subjects.of_label(name, self.passage.section, self.passage.text[:40]) if name else None
        if not self.found or (subject is not None and _differs(subject, self.found[-1])):
            if subject is None:
                path = self._path(position)
                if not path:
                    return True
                subject = self.subjects.of_levels(path, self.heading)
            at = self.passage.at(position)
            self.found.append(
                Statement(
                    subject.name, at, self.passage.number, self.passage.section, subject.code, targets=subject.targets
                )
            )
        return False

    def _percent(self, quantity: Quantity, label: str) -> None:
        if not self.found:
            return
        last = self.found[-1]
        if share := _SHARE.search(label):
            if last.share is None:
                self.found[-1] = replace(last, share=quantity, of=share.group("of") or None)
        elif _COMPLETED.search(label):
            self.found[-1] = replace(last, completion=quantity)
        elif (directed := _DIRECTED.search(label)) and last.percent is None and not self.second:
            direction: Direction = "减少" if directed.group("down") else "增加"
            if last.direction not in (None, direction) and last.change is not None:
                direction = last.direction if last.direction in ("增加", "减少") else direction
            self.found[-1] = replace(
                last, percent=quantity, direction=direction, comparison=last.comparison or _phrase(label)
            )

    def _words(self, start: int, end: int) -> None:
        """What the words between two amounts say of the one before: unchanged, above budget, why."""
        if not self.found or not (text := self.passage.text[start:end]):
            return
        last = self.found[-1]
        word = _BUDGET_WORD.search(text)
        of_budget = word is not None and last.direction in ("增加", "减少")
        self.second = self.second or of_budget  # and the cause that follows is that of the second comparison
        outside = text
        for cause_start, cause_end in self.causes:
            if start <= cause_start < end:
                match = _CAUSE.match(self.passage.text, cause_start)
                words = self.passage.text[match.end() if match else cause_start : cause_end]
                outside = outside.replace(self.passage.text[cause_start:cause_end], "")
                if last.cause is None and not self.second:
                    last = replace(last, cause=words)
        if word is not None and not of_budget:
            names: dict[str, Direction] = {"大于": "大于", "小于": "小于", "等于": "等于", "与": "等于"}
            last = replace(last, direction=names[word.group("word")], comparison=word.group())
        elif (same := _UNCHANGED.search(outside)) and last.direction is None:
            clause = re.split(r"[,。;:]", outside[: same.end()])[-1]
            named = self.subjects.of_label(
                _bare_label(_COMPARED.sub("", clause[: -len(same.group())])), self.passage.section
            )
            if not named.targets or set(named.targets) & set(last.targets):
                last = replace(last, direction="持平", comparison=clause)
        self.found[-1] = last


def _differs(subject: Subject, last: Statement) -> bool:
    """Whether a comparison names a subject of its own."""
    if subject.targets and last.targets:
        return not set(subject.targets) & set(last.targets)
    return subject.name.endswith(("费", "经费")) and subject.name not in last.subject


def _bare_label(label: str) -> str:
    text = label
    for level_end in [end for _, end in levels(label)][-1:]:
        text = label[level_end:]
    text = without_number(_NOISE.sub("", without_number(text)))
    return _VERB.sub("", text).strip("、 “”")


def _phrase(label: str) -> str:
    match = _COMPARED.search(label)
    return label[match.start() :] if match else label[-12:]
