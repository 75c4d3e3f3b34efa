"""One paragraph while it is read: what was found in it so far, and which subject its next words name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openfisca_china_personnel.documents.prose import words
from openfisca_china_personnel.documents.prose.labels import OPEN, bare_label, same_subject, subject_of_heading
from openfisca_china_personnel.documents.prose.lists import OpenLists
from openfisca_china_personnel.documents.prose.names import Level, levels
from openfisca_china_personnel.documents.prose.statements import Direction, Quantity, Statement
from openfisca_china_personnel.documents.prose.subjects import Subject, Subjects

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.lines import Line
    from openfisca_china_personnel.documents.prose.passages import Passage

Against = Literal["prior_year", "initial_budget"]


class Paragraph:
    """What is known of a paragraph that is gone through from left to right.

    ``current`` is the statement that words without a subject of their own speak of, ``whole`` the one whose parts are
    being listed and ``parts`` how many of them were. ``base`` waits for the amount that is compared with it. Of the
    document's statements ``before`` stand in earlier paragraphs.
    """

    def __init__(self, passage: Passage, subjects: Subjects, year: int | None, before: int) -> None:
        self.passage = passage
        self.subjects = subjects
        self.year = year
        self.before = before
        self.found: list[Statement] = []
        self.current = -1
        self.whole: int | None = None
        self.parts = 0
        self.lists = OpenLists()
        self.base: tuple[Quantity, Against] | None = None
        self.pending_label = ""
        self.becoming: Direction | None = None
        self.year_spoken_of: int | None = None
        self.counted = False  # whether people or occasions are counted since the last amount
        self.heading = [level for level, _ in levels(passage.heading)]
        self.causes = words.causes_in(passage.text)

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

    def _index_of(self, name: str) -> int | None:
        """The statement of a subject, the nearest before."""
        places = [self.current, *range(len(self.found) - 1, -1, -1)] if self.found else []
        return next((i for i in places if same_subject(self.found[i].subject, name)), None)

    def _position(self, quantity: Quantity) -> int:
        return next((i for i, line in enumerate(self.passage.lines) if line is quantity.at), 0)


def compared_out(label: str) -> str:
    """A label less what it is compared with."""
    return words.COMPARED_WITH.sub("", label)
