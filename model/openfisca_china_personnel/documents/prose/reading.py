"""The statements of a narrative: every amount with what the same paragraph says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.printed import as_printed
from openfisca_china_personnel.documents.prose import words
from openfisca_china_personnel.documents.prose.bases import SENTENCE_END, Bases
from openfisca_china_personnel.documents.prose.labels import OPEN, bare_label, is_per_head, names_money
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.documents.prose.paragraph import compared_out
from openfisca_china_personnel.documents.prose.passages import passages_of
from openfisca_china_personnel.documents.prose.quantities import Found, quantities_in
from openfisca_china_personnel.documents.prose.statements import Direction, Quantity, Statement
from openfisca_china_personnel.documents.prose.subjects import Subject, Subjects

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.document import Document
    from openfisca_china_personnel.documents.lines import Line
_NOT_STATED = re.compile(
    r"名词解释|名称解释|职责|职能|资产占|国有资产|机构设置|任务及目标|绩效|附件|项目经费情况|专业性?名词"
)
_CUT = re.compile(r"[,。;:](?!\d{3}(?:\D|$))|(?<=\d{2})、")
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
            statements += _Reader(passage, subjects, document.year, len(statements)).read()
    return tuple(_labelled(statement, document) for statement in statements)


def _labelled(statement: Statement, document: Document) -> Statement:
    unit = bare_name(document.unit or "")
    if unit and len(unit) > 3 and statement.subject.startswith(unit) and statement.subject != unit:
        statement = replace(statement, subject=statement.subject[len(unit) :])
    if not statement.targets:
        return statement
    table = document.tables[statement.targets[0].table]
    return replace(statement, table=table.number or table.title)


class _Reader(Bases):
    """Goes through one paragraph: amounts begin statements, all other numbers and words complete them.

    ``second`` says that the words go on with another comparison than the one that is kept.
    """

    second = False

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
            if SENTENCE_END.search(between):
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
        ended = SENTENCE_END.search(between) is not None
        if ended and self.whole is not None and self.parts >= _FEWEST_PARTS and self.current > self.whole:
            directed = words.DIRECTED.search(label)
            clause = label[: directed.start()] if directed else label
            if directed and words.LED_BY_COMPARISON.search(clause) and not bare_label(compared_out(clause)):
                self.current = self.whole
        self.lists.follow(between, self.found)
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

    def _begin(self, quantity: Quantity, label: str, position: int, *, restated: bool) -> None:
        subject = self._subject(label, position, restated=restated)
        base, against = self.base or (None, None)
        self._add(subject, quantity.at, amount=quantity, base=base, against=against)
        if self.lists.whole is not None:
            self.found[-1] = replace(self.found[-1], part_of=self.before + self.lists.whole)
        if self.becoming is not None:
            self.found[-1] = replace(self.found[-1], direction=self.becoming)
        self.base, self.second, self.becoming = None, False, None
        self.parts += self.whole is not None

    def _change(self, quantity: Quantity, label: str, directed: re.Match[str], position: int) -> None:
        direction: Direction = "减少" if directed.group("down") else "增加"
        if not self._turn_to(label[: directed.start()], position):
            return
        last = self.found[self.current]
        self.second = last.change is not None and last.change.printed != quantity.printed
        if self.second and not _names_another_base(label, last):
            return
        if self.second:
            last = self._again()
        stated = words.BASE_IN_WORDS.search(label)
        base = None if stated is None else as_printed(stated.group(1))
        if base is not None and last.base is None:
            last = replace(last, base=Quantity(base, quantity.unit, quantity.at), against="prior_year")
        self.found[self.current] = replace(last, change=quantity, direction=direction, comparison=_phrase(label))

    def _again(self) -> Statement:
        """Begin another statement of the amount that is spoken of, for a second comparison of it."""
        place = self.current
        last = self.found[place]
        first = self.before + self.current if last.repeats is None else last.repeats
        self._add(Subject(last.subject, last.code, last.targets), self.passage.at(0), amount=last.amount)
        self.found[-1] = replace(self.found[-1], at=last.at, repeats=first)
        if last.base is None and last.completion is not None:  # what is completed is the budget, not last year
            self.found[-1] = replace(self.found[-1], completion=last.completion)
            self.found[place] = replace(last, completion=None)
        self.second = False
        return self.found[-1]

    def _turn_to(self, clause: str, position: int) -> bool:
        """Make the statement current that a comparison speaks of; false where none is known.

        A comparison that names a subject of its own speaks of the statement of that subject, or makes one that has
        only the change.
        """
        name = bare_label(compared_out(clause)).rstrip("各共总计")
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

    def _percent(self, quantity: Quantity, label: str) -> None:
        if not self.found:
            return
        directed = words.DIRECTED.search(label)
        share = words.SHARE.search(label)
        if directed and not share and not self._turn_to(label[: directed.start()], self._position(quantity)):
            return
        last = self.found[self.current]
        if directed and not share and last.percent is not None and _names_another_base(label, last):
            last = self._again()
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

    def _words(self, start: int, end: int) -> None:
        """What the words between two amounts say of the one before: unchanged, above budget, why."""
        if not self.found or not (text := self.passage.text[start:end]):
            return
        last = self.found[self.current]
        word = words.BUDGET_WORD.search(text)
        compared = last.direction in ("增加", "减少")
        if word is not None and compared:
            base, against = last.base, last.against
            last = self._again()
            if against == "initial_budget":
                last = replace(last, base=base, against=against)
        outside = text
        for cause in self.causes:
            if start <= cause.start < end:
                outside = outside.replace(self.passage.text[cause.start : cause.end], "")
                if last.cause is None and not self.second and (cause.named or last.direction is not None):
                    last = replace(last, cause=self.passage.text[cause.told : cause.end])
        if word is not None:
            names: dict[str, Direction] = {"大于": "大于", "小于": "小于", "等于": "等于", "与": "等于"}
            last = replace(last, direction=names[word.group("word")], comparison=word.group())
        elif (same := words.UNCHANGED.search(outside)) and last.direction is None:
            clause = re.split(r"[,。;:]", outside[: same.end()])[-1]
            name = bare_label(compared_out(clause[: -len(same.group())]))
            named = self.subjects.of_label(name, self.passage.section)
            if not named.targets or set(named.targets) & set(last.targets):
                last = replace(last, direction="持平", comparison=clause)
        self.found[self.current] = last


def _names_another_base(label: str, statement: Statement) -> bool:
    """Whether words compare with something else than a statement does: 比年初预算 after 比上年."""
    other = words.COMPARED.search(label)
    own = words.COMPARED.search(statement.comparison or "")
    return other is not None and own is not None and other.group() != own.group()


def _phrase(label: str) -> str:
    match = words.COMPARED.search(label)
    return label[match.start() :] if match else label[-12:]
