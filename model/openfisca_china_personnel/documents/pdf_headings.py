"""Which headings stand over which columns of a table that no lines divide."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.column_choice import choose
from openfisca_china_personnel.documents.headings import layout_of
from openfisca_china_personnel.documents.kinds import TableKind
from openfisca_china_personnel.documents.pdf_chunks import Chunk
from openfisca_china_personnel.documents.pdf_columns import Column, column_of
from openfisca_china_personnel.documents.printed import as_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(r"编码|代码|名称|^[类款项]$|项目$|科目$")


@dataclass
class Stack:
    """The headings that stand over one another, from top to bottom."""

    x0: float
    x1: float
    texts: list[str] = field(default_factory=list)
    under_span: bool = False

    def meets(self, chunk: Chunk) -> bool:
        """Whether a chunk lies over or under it."""
        return min(self.x1, chunk.x1) > max(self.x0, chunk.x0)


def stacks_of(head: Sequence[Sequence[Chunk]]) -> list[Stack]:
    """The headings of single columns from left to right, each with the wider ones over it."""
    stacks: list[Stack] = []
    for line in reversed(head):
        for chunk in line:
            met = [stack for stack in stacks if stack.meets(chunk)]
            if not met:
                stacks.append(Stack(chunk.x0, chunk.x1, [chunk.text]))
            elif len(met) > 1:
                for stack in met:
                    stack.texts.insert(0, chunk.text)
                    stack.under_span = True
            elif met[0].under_span:
                met[0].texts.insert(0, chunk.text)
            else:
                met[0].texts[0] = chunk.text + met[0].texts[0]
                met[0].x0, met[0].x1 = min(met[0].x0, chunk.x0), max(met[0].x1, chunk.x1)
    return sorted(stacks, key=lambda stack: stack.x0)


def is_label(texts: Sequence[str]) -> bool:
    """Whether headings are those of codes or names."""
    return bool(texts) and _LABEL.search(texts[-1]) is not None


def headed(
    columns: Sequence[Column],
    head: Sequence[Sequence[Chunk]],
    body: Sequence[Sequence[Chunk]],
    kind: TableKind | None,
    title: str,
) -> tuple[Column, ...]:
    """The columns with their headings; a heading under which nothing is printed is a column too.

    Columns and headings are cut into runs of figures by the codes and names between them, and matched run by run.
    """
    over = _stack_runs(stacks_of(head))
    columns = _gathered(columns, over, body)
    runs = _runs(columns)
    found: list[Column] = []
    for number, (labels, figures) in enumerate(runs):
        found += labels
        stacks = over[number] if len(over) == len(runs) else []
        chosen = choose(figures, stacks, _figures_of(body, columns, figures)) if figures else None
        if chosen is None:
            found += [replace(column, unsettled=0 < len(stacks) < len(figures)) for column in figures]
            continue
        way, unsettled = chosen
        at = {heading: column for column, heading in enumerate(way)}
        for place, stack in enumerate(stacks):
            column = at.get(place)
            if column is None:
                found.append(Column("figure", stack.x0, stack.x1, tuple(stack.texts)))
            else:
                open_ = column in unsettled
                found.append(replace(figures[column], heading=tuple(stack.texts), unsettled=open_))
    return _by_layout(found, head, kind, title)


def _gathered(
    columns: Sequence[Column], over: Sequence[Sequence[Stack]], body: Sequence[Sequence[Chunk]]
) -> list[Column]:
    """Columns of figures under one heading that never stand side by side as one: figures may be aligned unlike."""
    runs = _runs(columns)
    if len(over) != len(runs):
        return list(columns)
    found: list[Column] = []
    for (labels, figures), stacks in zip(runs, over, strict=True):
        found += labels
        under = [min(stacks, key=lambda stack: abs(c.x0 + c.x1 - stack.x0 - stack.x1)) for c in figures]
        rows = _figures_of(body, columns, figures) if len(figures) > len(stacks) else []
        joined: list[list[int]] = []
        for number, stack in enumerate(under):
            apart = not joined or under[joined[-1][-1]] is not stack
            if rows and not apart and not any(number in row and not row.keys().isdisjoint(joined[-1]) for row in rows):
                joined[-1].append(number)
            else:
                joined.append([number])
        found += [Column("figure", figures[group[0]].x0, max(figures[n].x1 for n in group)) for group in joined]
    return found


def _by_layout(
    columns: Sequence[Column], head: Sequence[Sequence[Chunk]], kind: TableKind | None, title: str
) -> tuple[Column, ...]:
    """A known head gives its columns' names better than what stands over each, where it has as many."""
    values = [i for i, column in enumerate(columns) if column.what == "figure"]
    tokens = [tuple(chunk.text for chunk in line) for line in head]
    layout = layout_of(kind, tokens, final="决算" in title) if kind is not None else None
    headed = list(columns)
    if layout is not None and len(layout.columns) == len(values):
        for i, name in zip(values, layout.columns, strict=True):
            headed[i] = replace(headed[i], heading=(name,), unsettled=False)
    return tuple(headed)


def _runs(columns: Sequence[Column]) -> list[tuple[list[Column], list[Column]]]:
    runs: list[tuple[list[Column], list[Column]]] = []
    for column in columns:
        if not runs or (column.what != "figure" and runs[-1][1]):
            runs.append(([], []))
        runs[-1][column.what == "figure"].append(column)
    return runs


def _stack_runs(stacks: Sequence[Stack]) -> list[list[Stack]]:
    """The headings over figures, cut where headings of codes and names stand between."""
    runs: list[list[Stack]] = [[]]
    for stack in stacks:
        if not is_label(stack.texts):
            runs[-1].append(stack)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _figures_of(
    body: Sequence[Sequence[Chunk]], columns: Sequence[Column], figures: Sequence[Column]
) -> list[dict[int, str]]:
    number = {id(column): n for n, column in enumerate(figures)}
    rows: list[dict[int, str]] = []
    for line in body:
        row: dict[int, str] = {}
        for chunk in line:
            column = columns[column_of(chunk, columns)]
            printed = as_printed(chunk.text)
            if id(column) in number and printed is not None:
                row[number[id(column)]] = printed
        if row:
            rows.append(row)
    return rows
