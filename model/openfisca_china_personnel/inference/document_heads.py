"""The posts and heads that a document states of its own unit, where it states one number and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.headcounts import Headcount, headcounts_of
from openfisca_china_personnel.inference.evidence import Facts
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

_POSTS, _ACTIVE, _RETIRED = Text("编制", "posts"), Text("在职人数", "active heads"), Text("离退休人数", "retired heads")
_READ = Text(
    "文件所述{what} {heads} 用作全年平均。",
    "The document states {heads} {what}; they are taken for the year's average.",
)
_SEVERAL = Text(
    "文件所述{what}不止一个数（{heads}），推算没有采用。",
    "The document states more than one number of {what} ({heads}); none is used.",
)


def with_heads_of_document(facts: Facts, document: Document) -> tuple[Facts, tuple[Note, ...]]:
    """The facts with what the document states of posts and heads, where nobody stated it otherwise, and the notes."""
    stated = headcounts_of(document)
    notes: list[Note] = []

    def read(what: Text, kinds: Sequence[str], known: Fraction | None) -> Fraction | None:
        if known is not None:
            return known
        numbers = [number for kind in kinds for number in _totals(stated, kind)]
        if not numbers:
            return None
        # Retired people may be counted together or in two parts, and then a whole stands beside its parts.
        whole, rest = numbers[0], [number for number in numbers[1:] if number != numbers[0]]
        if len(kinds) > 1 and not _totals(stated, kinds[0]):
            parts = [_totals(stated, kind) for kind in kinds[1:]]
            if all(len(part) <= 1 for part in parts):
                whole, rest = sum(number for part in parts for number in part), []
        elif len(kinds) > 1:
            rest = [number for number in _totals(stated, kinds[0]) if number != whole]
        if rest:
            heads = "、".join(str(number) for number in numbers)
            notes.append(Note("heads_not_used", _SEVERAL.format(what=what, heads=heads)))
            return None
        notes.append(Note("heads_of_document", _READ.format(what=what, heads=whole)))
        return Fraction(whole)

    found = replace(
        facts,
        posts=read(_POSTS, ("posts",), facts.posts),
        active_heads=read(_ACTIVE, ("active",), facts.active_heads),
        retired_heads=read(_RETIRED, ("retired_and_veteran", "veteran_retired", "retired"), facts.retired_heads),
    )
    return found, tuple(notes)


def _totals(stated: Sequence[Headcount], kind: str) -> list[int]:
    """The different numbers of a kind that are no part of another: of all people, else the sum over categories."""
    whole = [each for each in stated if each.kind == kind and each.parent is None]
    of_all = list(dict.fromkeys(each.heads for each in whole if not each.category))
    if of_all:
        return of_all
    by_category: dict[str, set[int]] = {}
    for each in whole:
        by_category.setdefault(each.category, set()).add(each.heads)
    if not by_category:
        return []
    if any(len(numbers) > 1 for numbers in by_category.values()):
        return sorted({number for numbers in by_category.values() for number in numbers})
    return [sum(number for numbers in by_category.values() for number in numbers)]
