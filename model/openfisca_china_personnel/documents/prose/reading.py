"""The statements of a narrative: every amount with what the same paragraph says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.printed import as_printed
from openfisca_china_personnel.documents.prose import words
from openfisca_china_personnel.documents.prose.labels import (
    OPEN,
    bare_label,
    is_per_head,
    names_money,
    same_subject,
    subject_of_heading,
    year_of_label,
)
from openfisca_china_personnel.documents.prose.names import Level, bare_name, levels
from openfisca_china_personnel.documents.prose.passages import Passage, passages_of
from openfisca_china_personnel.documents.prose.quantities import Found, quantities_in
from openfisca_china_personnel.documents.prose.statements import Direction, Quantity, Statement
from openfisca_china_personnel.documents.prose.subjects import Subject, Subjects

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.document import Document
    from openfisca_china_personnel.documents.lines import Line

Against = Literal["prior_year", "initial_budget"]
_NOT_STATED = re.compile(
    r"名词解释|名称解释|职责|职能|资产占|国有资产|机构设置|任务及目标|绩效|附件|项目经费情况|专业性?名词"
)
_CUT = re.compile(r"[,。;:](?!\d{3}(?:\D|$))|(?<=\d{2})、")
_SENTENCE_END = re.compile(r"[。;]")
_COUNTED = re.compile(r"\d(?:批次|人次|个|辆|批|次|人)[,、]")
_FEWEST_PARTS = 2


def read_statements(lines: Sequence[Line], document: Document) -> tuple[Statement, ...]:
    """What the narrative of a document states, in printed order; ``lines`` are those outside of its tables.

    Amounts, percentages and causes are as printed, in the sentence's own unit. A statement whose subject no table has
    keeps its name and has no code.
    """
    subjects = Subjects(document)
    statements: list[Statement] = []
    for passage in passages_of(lines, document):
        if not _NOT_STATED.search(passage.section + passage.heading):
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
    """Goes through one paragraph from left to right.

    ``current`` is the statement that words without a subject of their own speak of, ``whole`` the one whose parts are
    being listed and ``parts`` how many of them were. ``base`` waits for the amount that is compared with it.
    """

    def __init__(self, passage: Passage, subjects: Subjects, year: int | None) -> None:
        self.passage = passage
        self.subjects = subjects
        self.year = year
        self.found: list[Statement] = []
        self.current = -1
        self.whole: int | None = None
        self.parts = 0
        self.base: tuple[Quantity, Against] | None = None
        self.pending_label = ""
        self.becoming: Direction | None = None
        self.year_spoken_of: int | None = None
        self.second = False  # whether the words go on with another comparison than the one that is kept
        self.counted = False  # whether people or occasions are counted since the last amount
        self.heading = [level for level, _ in levels(passage.heading)]
        self.causes = words.causes_in(passage.text)

    def read(self) -> list[Statement]:
        text = self.passage.text
        last = 0
        quantities = quantities_in(self.passage)
        for number, each in enumerate(quantities):
            if any(cause.start < each.start < cause.end for cause in self.causes):
                last = each.end
                continue
            between = text[last : each.start]
            self._words(last, each.start)
            cuts = [cut.end() for cut in _CUT.finditer(text, last, each.start)]
            label = text[max([last, *cuts]) : each.start].strip("、 ")
            if _SENTENCE_END.search(between):
                self.year_spoken_of = None
            self.counted = _COUNTED.search(between) is not None
            self._go_on(between, label)
            following = quantities[number + 1] if number + 1 < len(quantities) else None
            if label.endswith(("≥", "≤", ">", "<")) or is_per_head(label):
                pass
            elif each.quantity.unit == "%":
                self._percent(each.quantity, label)
            else:
                self._amount(each, label, following)
            last = each.end
        self._words(last, len(text))
        return self.found

    def _go_on(self, between: str, label: str) -> None:
        """Words after the end of a list of parts, without a subject of their own, speak of the whole again."""
        ended = _SENTENCE_END.search(between) is not None
        if ended and self.whole is not None and self.parts >= _FEWEST_PARTS and self.current > self.whole:
            directed = words.DIRECTED.search(label)
            clause = label[: directed.start()] if directed else label
            if directed and words.LED_BY_COMPARISON.search(clause) and not bare_label(_compared_out(clause)):
                self.current = self.whole
        if "。" in between and words.WHOLE_AND_PARTS.search(between) is None:
            self.whole, self.parts = None, 0
        if words.WHOLE_AND_PARTS.search(between) and self.found and self.whole is None:
            self.whole, self.parts = self.current, 0

    def _amount(self, each: Found, label: str, following: Found | None) -> None:
        quantity = each.quantity
        if self._is_base(each, label, following):
            return
        if words.EITHER_WAY.search(label):
            return
        if words.DIFFERENCE.search(label) and self.found:
            last = self.found[self.current]
            if last.change is None:
                self.found[self.current] = replace(last, change=quantity, comparison=label)
            return
        up_to = words.UP_TO.search(label)
        if up_to is not None and self.base is not None:
            self.becoming = "减少" if up_to.group("down") else "增加" if up_to.group("up") else None
            label = label[: up_to.start()]
        directed = words.DIRECTED.search(label)
        if up_to is None and directed and (self.found or words.COMPARED.search(label)):
            self._change(quantity, label, directed, each.start)
            return
        restated = words.RESTATED.search(label) is not None and (self.found or self._path(each.start))
        self._begin(quantity, label, each.start, restated=bool(restated))

    def _is_base(self, each: Found, label: str, following: Found | None) -> bool:
        """Whether an amount is what another is compared with."""
        base = words.BASE.search(label)
        if base is not None and not re.search(r"小于|大于|高于|低于", label):
            is_initial = base.group("initial") is not None
            earlier = base.group("year") is None or self.year is None or int(base.group("year")) < self.year
            if is_initial or earlier:
                against: Against = "initial_budget" if is_initial else "prior_year"
                if not self._base_of_before(each, label[: base.start()], against, following):
                    self.base = (each.quantity, against)
                    self._base_for_itself(label, each.start)
                return True
        if words.FROM.search(label) and following is not None:
            name = words.FROM.sub("", label)
            if words.UP_TO.search(self.passage.text[each.end : following.start]):
                self.base = (each.quantity, "prior_year")
                self.pending_label = name if bare_label(name) else ""
                return True
        return self._earlier_amount(each.quantity, label)

    def _base_of_before(self, each: Found, name: str, against: Against, following: Found | None) -> bool:
        """Whether a base stands behind the amount that it belongs to, as in 支出5万元，年初预算为6万元."""
        if not self.found or bare_label(name) or any(levels(name)):
            return False
        last = self.found[self.current]
        start = self.passage.text.rfind(last.amount.printed, 0, each.start) if last.amount else -1
        if start < 0 or last.base is not None or _SENTENCE_END.search(self.passage.text, start, each.start):
            return False
        if following is not None:
            after = self.passage.text[each.end : following.start]
            if not _SENTENCE_END.search(after) and words.RESTATED.search(after.strip()):
                return False
        self.found[self.current] = replace(last, base=each.quantity, against=against)
        return True

    def _earlier_amount(self, quantity: Quantity, label: str) -> bool:
        """An earlier year's amount of a subject whose amount was given: it is that one's base."""
        spoken = year_of_label(label)
        if spoken is not None:
            self.year_spoken_of = spoken
        led = words.LED_BY_COMPARISON.search(label) is not None and not words.DIRECTED.search(label)
        earlier = self.year is not None and self.year_spoken_of is not None and self.year_spoken_of < self.year
        if not (led or earlier) or not self.found or words.DIRECTED.search(label):
            return False
        name = bare_label(_compared_out(label))
        by_name = name not in OPEN or name == "支出"
        index = self._index_of(name) if by_name else self.current
        if index is None and by_name:
            return led
        last = self.found[self.current if index is None else index]
        if last.amount is None or last.base is not None:
            return led
        self.current = self.current if index is None else index
        self.found[self.current] = replace(last, base=quantity, against="prior_year")
        return True

    def _base_for_itself(self, label: str, position: int) -> None:
        """A statement that begins with what it is compared with keeps the subject for the amount that follows."""
        rest = words.BASE.sub("", label).strip()
        self.pending_label = rest if rest and not self._path(position) else ""

    def _begin(self, quantity: Quantity, label: str, position: int, *, restated: bool) -> None:
        subject = self._subject(label, position, restated=restated)
        base, against = self.base or (None, None)
        self._add(subject, quantity.at, amount=quantity, base=base, against=against)
        if self.becoming is not None:
            self.found[-1] = replace(self.found[-1], direction=self.becoming)
        self.base, self.second, self.becoming = None, False, None
        self.parts += self.whole is not None

    def _add(
        self,
        subject: Subject,
        at: Line,
        *,
        amount: Quantity | None = None,
        base: Quantity | None = None,
        against: Against | None = None,
    ) -> None:
        self.found.append(
            Statement(
                subject=subject.name,
                at=at,
                passage=self.passage.number,
                section=self.passage.section,
                code=subject.code,
                targets=subject.targets,
                amount=amount,
                base=base,
                against=against,
            )
        )
        self.current = len(self.found) - 1

    def _subject(self, label: str, position: int, *, restated: bool) -> Subject:
        path = self._path(position)
        own = [level for level, _ in levels(label)]
        if own and (not path or own[-1].level != path[-1].level or len(own) > len(path)):
            path = own
        bare = bare_label(label)
        if own or (path and (restated or not bare or words.RESTATED.search(label))):
            return self.subjects.of_levels(path, self.heading)
        again = restated and (not bare or words.RESTATED.fullmatch(bare) is not None)
        if self.found and (again or (bare in OPEN and not self.counted)) and not self._other_side(bare):
            last = self.found[self.current]
            return Subject(last.subject, last.code, last.targets)
        if self.pending_label:
            bare, self.pending_label = bare_label(self.pending_label), ""
        if bare in OPEN and (headed := subject_of_heading(self.passage.heading)):
            bare = headed
        return self.subjects.of_label(bare or label, self.passage.section, self.passage.text[:40])

    def _other_side(self, bare: str) -> bool:
        """Whether 支出 alone is expenditure beside an income, and not the amount of what was named."""
        return bare == "支出" and "收入" in self.found[self.current].subject

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
        if not self._turn_to(label[: directed.start()], position):
            return
        last = self.found[self.current]
        self.second = last.change is not None and last.change.printed != quantity.printed
        if self.second:
            return
        stated = words.BASE_IN_WORDS.search(label)
        base = None if stated is None else as_printed(stated.group(1))
        if base is not None and last.base is None:
            last = replace(last, base=Quantity(base, quantity.unit, quantity.at), against="prior_year")
        self.found[self.current] = replace(last, change=quantity, direction=direction, comparison=_phrase(label))

    def _turn_to(self, clause: str, position: int) -> bool:
        """Make the statement current that a comparison speaks of; false where none is known.

        A comparison that names a subject of its own speaks of the statement of that subject, or makes one that has
        only the change.
        """
        name = bare_label(_compared_out(clause)).rstrip("各共总计")
        if name in OPEN and not (name == "支出" and self._index_of(name) is not None):
            if not self.found and (path := self._path(position)):
                self._add(self.subjects.of_levels(path, self.heading), self.passage.at(position))
            return bool(self.found)
        subject = self.subjects.of_label(name, self.passage.section, self.passage.text[:40])
        index = self._index_of(name)
        if self.found and subject.targets and set(subject.targets) & set(self.found[self.current].targets):
            index = self.current
        if index is not None:
            self.current = index
        elif not self.found or subject.targets or names_money(subject.name):
            self._add(subject, self.passage.at(position))
        return True

    def _index_of(self, name: str) -> int | None:
        """The statement of a subject, the nearest before."""
        places = [self.current, *range(len(self.found) - 1, -1, -1)] if self.found else []
        return next((i for i in places if same_subject(self.found[i].subject, name)), None)

    def _percent(self, quantity: Quantity, label: str) -> None:
        if not self.found:
            return
        directed = words.DIRECTED.search(label)
        share = words.SHARE.search(label)
        if directed and not share and not self._turn_to(label[: directed.start()], self._position(quantity)):
            return
        last = self.found[self.current]
        if share:
            if last.share is None:
                self.found[self.current] = replace(last, share=quantity, of=share.group("of") or None)
        elif words.COMPLETED.search(label):
            self.found[self.current] = replace(last, completion=quantity)
        elif directed and last.percent is None and not self.second:
            direction: Direction = "减少" if directed.group("down") else "增加"
            if last.direction not in (None, direction) and last.change is not None:
                direction = last.direction if last.direction in ("增加", "减少") else direction
            self.found[self.current] = replace(
                last, percent=quantity, direction=direction, comparison=last.comparison or _phrase(label)
            )

    def _position(self, quantity: Quantity) -> int:
        return next((i for i, line in enumerate(self.passage.lines) if line is quantity.at), 0)

    def _words(self, start: int, end: int) -> None:
        """What the words between two amounts say of the one before: unchanged, above budget, why."""
        if not self.found or not (text := self.passage.text[start:end]):
            return
        last = self.found[self.current]
        word = words.BUDGET_WORD.search(text)
        compared = last.direction in ("增加", "减少")
        self.second = self.second or (word is not None and compared)  # and the cause is that of the second comparison
        outside = text
        for cause in self.causes:
            if start <= cause.start < end:
                outside = outside.replace(self.passage.text[cause.start : cause.end], "")
                if last.cause is None and not self.second and (cause.named or last.direction is not None):
                    last = replace(last, cause=self.passage.text[cause.told : cause.end])
        if word is not None and not compared:
            names: dict[str, Direction] = {"大于": "大于", "小于": "小于", "等于": "等于", "与": "等于"}
            last = replace(last, direction=names[word.group("word")], comparison=word.group())
        elif (same := words.UNCHANGED.search(outside)) and last.direction is None:
            clause = re.split(r"[,。;:]", outside[: same.end()])[-1]
            name = bare_label(_compared_out(clause[: -len(same.group())]))
            named = self.subjects.of_label(name, self.passage.section)
            if not named.targets or set(named.targets) & set(last.targets):
                last = replace(last, direction="持平", comparison=clause)
        self.found[self.current] = last


def _compared_out(label: str) -> str:
    """A label less what it is compared with."""
    return words.COMPARED_WITH.sub("", label)


def _phrase(label: str) -> str:
    match = words.COMPARED.search(label)
    return label[match.start() :] if match else label[-12:]
