"""Which cells of 人员 point to other cells: the same people's other rows, in the baseline, a year before.

A headcount or a wage that is changed once then changes everywhere where it is the same people's.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from openfisca_china_personnel.workbook.result_facts import Piece
from openfisca_china_personnel.workbook.result_layout import Block, Layout, person
from openfisca_china_personnel.workbook.result_probe import SCHEMES

OWN_CELL = ("monthly_salary", "prior_year_salary")
"""The wages that have cells of their own."""

_A_YEAR_BEFORE = {
    "monthly_salary": "monthly_salary",
    "prior_year_salary": "monthly_salary",
    "rate": "rate",
    **{f"{scheme}_{part}": f"{scheme}_after" for scheme in SCHEMES for part in ("before", "after")},
}
"""Where the year before has what a column holds: last year's wage was the wage, the base until the reset the base."""

_Placed = tuple[int, Piece]
"""A row of the sheet and what stands in it."""


class Kinship:
    """The rows of all computations, by the roster's row and by the people whom they stand for."""

    def __init__(self, layout: Layout) -> None:
        self._kin = {(block.year, block.variant): _Kin(block) for block in layout.blocks}

    def of(self, block: Block, number: int) -> Links:
        """Where the cells of a computation's piece may point to."""
        piece, row = block.facts.pieces[number], block.first_row + number
        own = self._kin[block.year, block.variant]
        links = Links(piece, row, own.by_place[piece.place][0])
        if piece.origin is not None:
            links.same_origin = own.by_origin[piece.origin]
            if block.variant:
                links.in_baseline = _counterpart(piece, self._kin[block.year, 0].by_origin.get(piece.origin, []))
        if piece.thread is not None:
            links.same_thread = own.by_thread[piece.thread]
            before = self._kin.get((block.year - 1, block.variant))
            if before is not None and piece.thread in before.by_thread:
                links.year_before = before.by_thread[piece.thread][-1]
        return links


class Links:
    """The rows to which the cells of one row may point."""

    def __init__(self, piece: Piece, row: int, first_part: _Placed) -> None:
        """``first_part`` is the first row of the roster's row, this one itself where it is in one piece."""
        self.piece, self.row = piece, row
        self.first_part = first_part if first_part[0] < row else None
        self.same_origin: list[_Placed] = []
        self.same_thread: list[_Placed] = []
        self.in_baseline: _Placed | None = None
        self.year_before: _Placed | None = None

    def headcount(self) -> str | None:
        """Where the headcount comes from: the same people's row before this one, or the baseline's people."""
        piece = self.piece
        if self.first_part is not None:
            return person(self.first_part[0], "headcount", sheet=None)
        if self.same_thread and self.same_thread[0][0] < self.row:
            return person(self.same_thread[0][0], "headcount", sheet=None)
        primaries: dict[int | None, _Placed] = {}
        for placed in self.same_origin:
            primaries.setdefault(placed[1].thread, placed)
        if self.in_baseline is not None and piece.thread == _holder(piece.origin, primaries):
            others = [placed for thread, placed in primaries.items() if thread != piece.thread]
            found = self._left_of_baseline(self.in_baseline, others)
            if found is not None:
                return found
        if self.year_before is not None and self.year_before[1].millionths == piece.millionths:
            return person(self.year_before[0], "headcount", sheet=None)
        return None

    def same(self, name: str, value: int) -> str | None:
        """The cell of the same people's first row, of their row in the baseline or a year before, that holds this.

        ``name`` is a column of money (``value`` in fen) or ``rate`` (hundredths of a percent).
        """
        for placed in (self.first_part, self.in_baseline):
            if placed is not None and _in_column(placed[1], name) == value:
                return person(placed[0], name, sheet=None)
        before = _A_YEAR_BEFORE.get(name)
        if before is not None and self.year_before is not None and _in_column(self.year_before[1], before) == value:
            return person(self.year_before[0], before, sheet=None)
        return None

    def _left_of_baseline(self, baseline: _Placed, others: list[_Placed]) -> str | None:
        """The baseline's people less those who stand in other rows, and less those who have gone."""
        row, before = baseline
        gone = before.millionths - self.piece.millionths - sum(other.millionths for _, other in others)
        if gone < 0:
            return None
        heads = person(row, "headcount", sheet=None)
        less = "".join(f"-{person(at, 'headcount', sheet=None)}" for at, _ in others)
        less += f"-{Decimal(gone).scaleb(-6).normalize():f}" if gone else ""
        # Fractions of a head are not to gather binary noise.
        return f"ROUND({heads}{less},6)" if less else heads


class _Kin:
    """The rows of one computation."""

    def __init__(self, block: Block) -> None:
        self.by_place: dict[int, list[_Placed]] = defaultdict(list)
        self.by_origin: dict[int, list[_Placed]] = defaultdict(list)
        self.by_thread: dict[int, list[_Placed]] = defaultdict(list)
        for row, piece in enumerate(block.facts.pieces, start=block.first_row):
            self.by_place[piece.place].append((row, piece))
            if piece.origin is not None:
                self.by_origin[piece.origin].append((row, piece))
            if piece.thread is not None:
                self.by_thread[piece.thread].append((row, piece))


def _holder(origin: int | None, primaries: dict[int | None, _Placed]) -> int | None:
    """The people of a row whose number follows the baseline's: those who stay, or the most where nobody does."""
    if origin in primaries and primaries[origin][1].millionths:
        return origin
    return max(primaries, key=lambda thread: primaries[thread][1].millionths)


def _counterpart(piece: Piece, same: list[_Placed]) -> _Placed | None:
    """The baseline's row of the same people: the one that is there in the piece's first month, else the first."""
    there = [(row, other) for row, other in same if other.first <= piece.first <= other.last]
    return next(iter((*there, *same)), None)


def _in_column(piece: Piece, name: str) -> int | None:
    """What a row has in a column of money (fen) or of the rate (hundredths of a percent)."""
    if name in OWN_CELL:
        return piece.wages.get(name)
    if name == "rate":
        return piece.rate_steps if "housing_fund" in piece.paid else None
    if name == "lump_sum":
        return piece.lump_sum or None
    scheme, _, part = name.rpartition("_")
    before, after = piece.base.get(scheme, (None, None))
    wage = (before or after) if part == "before" else (after or before)
    return None if wage is None else piece.wages[wage]
