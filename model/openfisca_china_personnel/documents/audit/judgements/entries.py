"""One entry of a file of judgements: which finding it is about, and what was concluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit.findings import Finding, Place
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit.judgement import Judgement

TOP = Text("判断", "judgements")
SENTENCE = Text("问题", "finding")
JUDGED: dict[str, Text] = {
    "conclusion": Text("结论", "conclusion"),
    "by": Text("判断人", "by"),
    "on": Text("日期", "on"),
    "why": Text("理由", "why"),
}
IDENTIFYING: dict[str, Text] = {
    "check": Text("检查", "check"),
    "page": Text("页", "page"),
    "line": Text("行", "line"),
    "table": Text("表", "table"),
    "code": Text("科目编码", "code"),
    "column": Text("栏", "column"),
    "stated": Text("所列", "stated"),
    "computed": Text("应为", "computed"),
}
KEYS: dict[str, Text] = {"finding": SENTENCE, **JUDGED, **IDENTIFYING}
"""The keys of an entry in the order in which they are written: what to judge and the judgement come first."""


@dataclass(frozen=True)
class Entry:
    """One finding as a file of judgements has it; ``judgement`` is None where nothing is concluded yet.

    ``finding`` is its sentence in one of the languages, ``at`` the line of the file.
    """

    finding: str | None
    judgement: Judgement | None
    check: str
    page: str | None = None
    line: str | None = None
    table: str | None = None
    code: str | None = None
    column: str | None = None
    stated: str | None = None
    computed: str | None = None
    at: int | None = None

    @property
    def key(self) -> tuple[str | None, ...]:
        """What must be the same for a judgement to go on: the check, the place, both figures."""
        return self.check, self.page, self.table, self.code, self.column, self.stated, self.computed

    def may_be(self, finding: Finding) -> bool:
        """Whether this is about a finding, lines aside: where no figure is in question the sentence must be its own."""
        if self.key != entry_of(finding).key:
            return False
        if finding.stated is not None or finding.computed is not None:
            return True
        return self.finding in (finding.text.zh, finding.text.en)


@dataclass(frozen=True)
class Judgements:
    """All entries of one file."""

    entries: tuple[Entry, ...]
    file: str | None = None


def entry_of(finding: Finding) -> Entry:
    """The entry of a finding, in Chinese."""
    place = finding.where[0] if finding.where else Place()
    return Entry(
        finding=finding.text.zh,
        judgement=finding.judgement,
        check=finding.check,
        page=None if place.page is None else str(place.page),
        line=None if place.line is None else str(place.line),
        table=place.table or None,
        code=place.code or None,
        column=place.column or None,
        stated=finding.stated,
        computed=finding.computed,
    )


def matched(entries: tuple[Entry, ...], findings: tuple[Finding, ...]) -> list[tuple[Entry, tuple[int, ...]]]:
    """Each entry with the findings (by their place in the list) that it is about.

    Lines count only where several findings or several entries are alike in everything else: the same document may
    number its lines otherwise once it is read better.
    """
    candidates = [tuple(n for n, finding in enumerate(findings) if entry.may_be(finding)) for entry in entries]
    found: list[tuple[Entry, tuple[int, ...]]] = []
    for entry, numbers in zip(entries, candidates, strict=True):
        if len(numbers) == 1 and candidates.count(numbers) == 1:
            found.append((entry, numbers))
        else:
            found.append((entry, tuple(n for n in numbers if entry_of(findings[n]).line == entry.line)))
    return found
