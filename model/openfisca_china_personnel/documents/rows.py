"""Rows of a table from its lines: a code, the pieces of its name around it, its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.pieces import Piece, as_figures, could_be_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

Shares = list[tuple[list[str], list[str]]]  # for every row the pieces of its name over and under it


class Unplaced(ValueError):
    """A line of a table whose figures no row can claim or nobody can read."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.printed)
        self.line = line


@dataclass
class PrintedRow:
    """One row as it stands in the text; ``tokens`` are not yet in columns."""

    code: str
    line: Line
    own_name: str
    tokens: list[str | None] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The whole name, without spaces."""
        return "".join((*self.above, self.own_name, *self.below))


def rows_of(pieces: Sequence[Piece], width: int) -> list[PrintedRow]:
    """The rows that the lines of a table make up.

    A name may stand on the line of its code, under it, over it, or half over and half under it; figures on the line of
    the code, of the last piece of the name, or on a line of their own. ``width`` is the number of columns.

    Raises:
        Unplaced: the first line with figures that no row can claim or that cannot be read.

    """
    assembly = _Assembly(width)
    for piece in pieces:
        if not assembly.take(piece):
            raise Unplaced(piece.line)
    return assembly.finished()


class _Assembly:
    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[PrintedRow] = []
        self.gaps: list[list[str]] = [[]]  # pieces of names before the first row, between rows, after the last
        self.pending: Piece | None = None  # a name with figures and no code, which the next code may claim

    def take(self, piece: Piece) -> bool:
        current = self.rows[-1] if self.rows else None
        waiting = current is not None and not current.tokens
        if piece.unreadable or (waiting and piece.name_holds_figures):
            return False
        named = current is not None and bool(current.own_name or self.gaps[-1])
        if piece.code is not None and piece.code != TOTAL and waiting and named and could_be_figures(piece):
            piece = as_figures(piece) if len(piece.line.tokens) > 1 else piece
        if piece.code is not None or piece.is_sum_of_its_own:
            return self._begin(piece)
        if current is None and piece.tokens:
            self.pending = piece
            return bool(piece.name)
        if piece.tokens and current is not None:
            return self._figures(piece, current)
        self.gaps[-1].append(piece.name)
        return True

    def _begin(self, piece: Piece) -> bool:
        row = PrintedRow(piece.code or "", piece.line, piece.name, list(piece.tokens))
        if self.pending is not None and not row.tokens:
            row.tokens, row.above = list(self.pending.tokens), [self.pending.name]
        elif self.pending is not None:
            # Both rows around have figures of their own: this is a row without a code.
            self._append(PrintedRow("", self.pending.line, self.pending.name, list(self.pending.tokens)))
        self.pending = None
        self._append(row)
        return True

    def _append(self, row: PrintedRow) -> None:
        self.rows.append(row)
        self.gaps.append([])

    def _figures(self, piece: Piece, current: PrintedRow) -> bool:
        if not current.tokens:
            current.below += [*self.gaps[-1], piece.name] if piece.name else self.gaps[-1]
            self.gaps[-1] = []
            current.tokens = list(piece.tokens)
            return True
        if piece.name:
            self.pending = piece
            return True
        if self.gaps[-1]:
            return False
        current.tokens += piece.tokens
        return len(current.tokens) <= self.width

    def finished(self) -> list[PrintedRow]:
        if self.pending is not None:
            self._append(PrintedRow("", self.pending.line, self.pending.name, list(self.pending.tokens)))
        if self.rows:
            self._share_names()
        return self.rows

    def _share_names(self) -> None:
        """Give every piece of a name that stands between two rows to one of them, in the way that the table keeps.

        A name is cut where its cell is full, so of the possible ways the one is right in which every piece but the
        last of a name is about as long as the longest.
        """
        ways = [way for way in (self._below(), self._symmetric(), self._above()) if way is not None]
        named = [way for way in ways if all(any(pieces) for pieces in self._names(way))]
        shares = min(named, key=lambda way: _short_pieces(self._names(way))) if named else self._where_missing()
        for row, (above, below) in zip(self.rows, shares, strict=True):
            row.above, row.below = row.above + above, row.below + below

    def _names(self, shares: Shares) -> list[list[str]]:
        return [
            [piece for piece in (*row.above, *above, row.own_name, *row.below, *below) if piece]
            for row, (above, below) in zip(self.rows, shares, strict=True)
        ]

    def _below(self) -> Shares | None:
        """Names that go on under their code; what follows the line of totals is no name."""
        if self.gaps[0]:
            return None
        return [([], gap if row.code != TOTAL else []) for row, gap in zip(self.rows, self.gaps[1:], strict=True)]

    def _symmetric(self) -> Shares | None:
        """Names centred on the line of their code: as many lines of it over the code as under it."""
        shares: Shares = []
        above = self.gaps[0]
        for gap in self.gaps[1:]:
            count = len(above)
            if count > len(gap):
                return None
            shares.append((above, gap[:count]))
            above = gap[count:]
        return None if above else shares

    def _above(self) -> Shares | None:
        """Names that end over their code, or on its line."""
        return None if self.gaps[-1] else [(gap, []) for gap in self.gaps[:-1]]

    def _where_missing(self) -> Shares:
        """Where the table keeps no one way: to the row that has no name yet, else to the row above."""
        shares: Shares = [([], []) for _ in self.rows]
        for index, gap in enumerate(self.gaps):
            following = index < len(self.rows) and not self.rows[index].name
            if following or (index == 0 and self.rows):
                shares[index][0].extend(gap)
            elif self.rows[index - 1].code != TOTAL:
                shares[index - 1][1].extend(gap)
        return shares


def _short_pieces(names: Sequence[Sequence[str]]) -> int:
    """How many pieces end before their cell is full although the name goes on."""
    full = max(len(piece) for pieces in names for piece in pieces)
    return sum(1 for pieces in names for piece in pieces[:-1] if len(piece) < full - 1)
