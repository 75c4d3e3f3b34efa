"""The ruled lines of a PDF page, and the lattices of cells that they draw."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from openfisca_china_personnel.documents.pdf_page import DrawnPage
from openfisca_china_personnel.documents.pdf_turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_THIN = 3.0  # points: a rectangle thinner than this is drawn as a line
_SNAP = 2.5  # lines nearer to each other than this are one line
_NARROWEST = 4.0  # no row or column is narrower: double borders are one
_REACH = 3.5  # a line that ends this near to another meets it
_FEWEST_EDGES = 3  # what has one column is a frame, around a text or a table without lines
_WHOLE_PAGE = 0.9
_COVERED = 0.5  # of the side of a cell that a line must run along to close it


class Rule(NamedTuple):
    """A straight line: ``at`` its fixed coordinate, ``start`` and ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Lattice:
    """A ruled table: the places of its columns and rows, and the areas of its cells in them.

    ``areas`` are (row, column, row span, column span).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[tuple[int, int, int, int], ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point in the table."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column


def rules_of(page: DrawnPage, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical lines that a page draws, turned to be read."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for drawn in page.drawn:
        x0, top, x1, bottom = drawn.x0, drawn.top, drawn.x1, drawn.bottom
        if x1 < 0 or x0 > page.width or bottom < 0 or top > page.height:
            continue
        if x1 - x0 > _WHOLE_PAGE * page.width and bottom - top > _WHOLE_PAGE * page.height:
            continue
        x0, top, x1, bottom = turn.turned(x0, top, x1, bottom)
        across, down = x1 - x0, bottom - top
        if down < _THIN:
            horizontal.append(Rule((top + bottom) / 2, x0, x1))
        if across < _THIN:
            vertical.append(Rule((x0 + x1) / 2, top, bottom))
        if down >= _THIN and across >= _THIN and drawn.stroked:  # what is only filled is a cell's background
            horizontal += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
            vertical += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
    return _joined(horizontal), _joined(vertical)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on one another or go on from one another, as one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= _SNAP and rule.at - groups[-1][0].at <= 2 * _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda each: each.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _REACH:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > _THIN]


def lattices(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Lattice]:
    """The ruled tables of a page, from top to bottom: lines that meet belong to one table."""
    rules = [*horizontal, *vertical]
    leader = list(range(len(rules)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    downs = sorted((down.at, j, down) for j, down in enumerate(vertical, start=len(horizontal)))
    for i, across in enumerate(horizontal):
        first = bisect_left(downs, (across.start - _REACH,))
        for at, j, down in islice(downs, first, None):
            if at > across.end + _REACH:
                break
            if down.start - _REACH <= across.at <= down.end + _REACH:
                leader[lead(i)] = lead(j)
    tables: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(rules):
        tables.setdefault(lead(index), ([], []))[index >= len(horizontal)].append(rule)
    found = [_lattice(across, down) for across, down in tables.values() if len(across) > 1 and down]
    return sorted((lattice for lattice in found if lattice is not None), key=lambda each: (each.ys[0], each.xs[0]))


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    ys = _places([rule.at for rule in across], [(rule.start, rule.end) for rule in down])
    xs = _places([rule.at for rule in down], [(rule.start, rule.end) for rule in across])
    if len(ys) < 2 or len(xs) < _FEWEST_EDGES:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    by_column = [_closed(down, x, ys) for x in xs[1:]]
    right = list(zip(*by_column, strict=True))
    below = [_closed(across, y, xs) for y in ys[1:]]
    return Lattice(tuple(xs), tuple(ys), tuple(_areas(rows, columns, right, below)))


def _places(own: Sequence[float], ends: Sequence[tuple[float, float]]) -> list[float]:
    """Where lines stand; beyond the outermost also where the lines across them end: outer borders may be missing."""
    places = sorted(set(own))
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > _NARROWEST:
            kept.append(place)
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    if kept and first < kept[0] - 2 * _REACH:
        kept.insert(0, first)
    if kept and last > kept[-1] + 2 * _REACH:
        kept.append(last)
    return kept


def _closed(rules: Sequence[Rule], at: float, sides: Sequence[float]) -> list[bool]:
    """Whether lines at a place close each stretch between two sides."""
    near = [rule for rule in rules if abs(rule.at - at) <= _NARROWEST]
    runs = [sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in near) for start, end in pairwise(sides)]
    return [run >= _COVERED * (end - start) for run, (start, end) in zip(runs, pairwise(sides), strict=True)]


def _areas(
    rows: int, columns: int, right: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]]
) -> list[tuple[int, int, int, int]]:
    """Cells that no line divides are one; what is no rectangle is cut into its rows."""
    seen: set[tuple[int, int]] = set()
    areas: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            members = _open_to(row, column, rows, columns, right, below)
            seen |= members
            top, left = min(r for r, _ in members), min(c for _, c in members)
            high = max(r for r, _ in members) - top + 1
            wide = max(c for _, c in members) - left + 1
            if high * wide == len(members):
                areas.append((top, left, high, wide))
            else:
                areas += _row_by_row(members)
    return sorted(areas)


def _open_to(
    row: int, column: int, rows: int, columns: int, right: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]]
) -> set[tuple[int, int]]:
    members = {(row, column)}
    waiting = [(row, column)]
    while waiting:
        r, c = waiting.pop()
        near = [
            (r, c + 1) if c + 1 < columns and not right[r][c] else None,
            (r, c - 1) if c and not right[r][c - 1] else None,
            (r + 1, c) if r + 1 < rows and not below[r][c] else None,
            (r - 1, c) if r and not below[r - 1][c] else None,
        ]
        for place in near:
            if place is not None and place not in members:
                members.add(place)
                waiting.append(place)
    return members


def _row_by_row(members: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    areas: list[tuple[int, int, int, int]] = []
    for row, column in sorted(members):
        if areas and areas[-1][0] == row and areas[-1][1] + areas[-1][3] == column:
            areas[-1] = (row, areas[-1][1], 1, areas[-1][3] + 1)
        else:
            areas.append((row, column, 1, 1))
    return areas
