"""Codes whose digits contradict their place: a subject that stands under one class with the digits of another."""

from __future__ import annotations

from collections.abc import Iterator

from openfisca_china_personnel.documents.audit.cells import Cells, place_of
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.prose.names import bare_name
from openfisca_china_personnel.language import Text

_STEP = 2  # digits from one level to the next
_CLASS = 3  # digits of a class


def codes_out_of_place(cells: Cells) -> Iterator[Finding]:
    """A code whose own class or group no line has, between two lines of one group whose digits it has but for a slip.

    Where another table has its name under the code that belongs here, the finding names that.
    """
    names: dict[str, set[str]] = {}
    for table in cells.document.tables:
        for row in table.rows:
            if row.code.isdigit() and row.name:
                names.setdefault(bare_name(row.name), set()).add(row.code)
    for table in cells.document.tables:
        rows = [row for row in table.rows if row.code.isdigit()]
        codes = {row.code for row in rows}
        for before, row, after in zip(rows, rows[1:], [*rows[2:], None], strict=False):
            group = row.code[:-_STEP]
            if len(row.code) <= _CLASS or group in codes:
                continue
            around = _group_of(before.code, len(group))
            follows = after is None or after.code.startswith(around) or len(after.code) < len(row.code)
            if around not in codes or not _is_slip(group, around) or not follows:
                continue
            right = around + row.code[-_STEP:]
            elsewhere = right in names.get(bare_name(row.name), set())
            text = _OUT_OF_PLACE.format(code=row.code, name=row.name, around=around)
            more = _ELSEWHERE.format(right=right) if elsewhere else Text("", "")
            text = Text(text.zh + more.zh, f"{text.en} {more.en}".strip())
            yield Finding("code", "inconsistent", (place_of(table, row),), text, row.code, right)


def _is_slip(one: str, other: str) -> bool:
    """Whether two groups differ in one digit, or in two that changed places."""
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and (apart == 1 or (apart == 2 and sorted(one) == sorted(other)))


def _group_of(code: str, digits: int) -> str:
    """The first digits of the line before: of its own group, or itself where it is the group's head."""
    return code[:digits] if len(code) >= digits else ""


_OUT_OF_PLACE = Text(
    "科目{code} {name}列在{around}之下，而其编码的前几位不是{around}，编码可能有误。",
    "{code} {name} stands under {around}, and its digits are those of another group: the code may be wrong.",
)
_ELSEWHERE = Text("同名科目在另一张表中为{right}。", "Another table has this name under {right}.")
