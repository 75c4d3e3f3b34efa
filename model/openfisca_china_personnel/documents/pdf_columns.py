"""The columns of a table that no lines divide: what stands under one another, of each kind by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.pdf_chunks import Chunk, What

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART_OF_CODE = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands, its headings from top to bottom, whether they may be another's."""

    what: What
    x0: float
    x1: float
    heading: tuple[str, ...] = ()
    unsettled: bool = False

    def meets(self, x0: float, x1: float) -> float:
        """How much of a stretch lies over the column."""
        return min(self.x1, x1) - max(self.x0, x0)


def columns_of(body: Sequence[Sequence[Chunk]]) -> list[Column]:
    """Columns from what stands under one another, of each kind by itself, from left to right."""
    chunks = [chunk for line in body for chunk in line]
    words_left = min((c.x0 for c in chunks if c.what == "word"), default=0.0)
    kinds: dict[What, list[Chunk]] = {"code": [], "figure": [], "word": []}
    for chunk in chunks:
        left = chunk.what == "figure" and is_part_of_code(chunk) and chunk.x1 < words_left
        kinds["code" if left else chunk.what].append(chunk)
    columns = [
        Column(what, min(c.x0 for c in group), max(c.x1 for c in group), _own_heading(what, group))
        for what, found in kinds.items()
        for group in _under_one_another(found)
    ]
    figures = [column for column in columns if column.what == "figure"]
    # A whole number of three or more digits may look like a code: under other figures it is one.
    kept = [c for c in columns if c.what != "code" or not any(f.meets(c.x0, c.x1) > 0 for f in figures)]
    return sorted(kept, key=lambda column: column.x0)


def is_part_of_code(chunk: Chunk) -> bool:
    """Whether a chunk can be one of the parts into which three columns of codes cut them."""
    return _PART_OF_CODE.fullmatch(chunk.text) is not None


def _own_heading(what: What, chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Of a column that holds parts of codes, which by themselves look like figures."""
    return ("科目编码",) if what == "code" and any(chunk.what == "figure" for chunk in chunks) else ()


def _under_one_another(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    groups: list[list[Chunk]] = []
    right = 0.0
    for chunk in sorted(chunks, key=lambda each: each.x0):
        if groups and chunk.x0 < right:
            groups[-1].append(chunk)
            right = max(right, chunk.x1)
        else:
            groups.append([chunk])
            right = chunk.x1
    return [part for group in groups for part in _side_by_side(group)]


def _side_by_side(group: list[Chunk]) -> list[list[Chunk]]:
    """Two chunks of one line are no one column: such a group is cut between them."""
    by_line: dict[int, list[Chunk]] = {}
    for chunk in group:
        by_line.setdefault(chunk.line, []).append(chunk)
    fullest = max(by_line.values(), key=len)
    if len(fullest) == 1 or all(chunk.what == "word" for chunk in group):
        return [group]
    models = sorted(fullest, key=lambda each: each.x0)
    parts: list[list[Chunk]] = [[] for _ in models]
    for chunk in group:
        nearest = min(range(len(models)), key=lambda i: abs(models[i].x1 - chunk.x1))
        parts[nearest].append(chunk)
    return parts


def column_of(chunk: Chunk, columns: Sequence[Column]) -> int:
    """The number of the column in which a chunk stands: of those that hold its kind the one that it most lies in."""
    what = chunk.what
    fitting = [i for i, column in enumerate(columns) if _fits(what, column.what)] or list(range(len(columns)))
    return max(fitting, key=lambda i: columns[i].meets(chunk.x0, chunk.x1))


def _fits(what: What, column: What) -> bool:
    return what == column or (what != "word" and column != "word")
