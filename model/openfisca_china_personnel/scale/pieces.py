"""Pieces of work: some rows of one file, what they add to a budget, and how that is put together.

A piece rests on nothing but itself and the law, so that it can be computed anywhere, and again where a machine was
lost. What comes of pieces says which pieces are in it; putting together two that share one is refused.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.parts import BudgetPart, joined, part_of
from openfisca_china_personnel.roster import Partition, Roster, Whole, partitions, roster_blocks, sum_of
from openfisca_china_personnel.roster.blocks import ROWS_OF_A_BLOCK
from openfisca_china_personnel.rows_of_files import before
from openfisca_china_personnel.scale.addresses import fetched, is_address
from openfisca_china_personnel.system import baseline

ROWS_OF_A_PIECE = 2 * ROWS_OF_A_BLOCK
_ROWS_AT_ONCE = 2**17
"""So many are computed at once: more take more memory than they save time."""
_BYTES_OF_A_ROW = 60
"""About as long is a row of a text file; it only decides whether processes are worth their start."""


@dataclass(frozen=True)
class Question:
    """What is asked of every piece; ``unit`` counts the rows of one unit only."""

    year: int
    base_rule: str | Mapping[str | None, str]
    unit: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Piece:
    """Some rows of the file with the number ``file``: of a partition of it, or of what is at an address."""

    number: int
    file: int
    source: Partition | str
    question: Question


@dataclass(frozen=True)
class Counted:
    """What the pieces from ``first`` until before ``end`` come to.

    ``part`` is ``None`` where no row counts; ``wholes`` and ``refused`` say what reading each file has found: its rows,
    or why it cannot be read at all.
    """

    first: int
    end: int
    part: BudgetPart | None
    wholes: tuple[tuple[int, Whole], ...]
    refused: tuple[tuple[int, Fault], ...] = ()


def pieces_of(files: Sequence[str], question: Question, rows: int = ROWS_OF_A_PIECE) -> list[Piece]:
    """The files in pieces of ``rows`` rows at most where they can be divided, in the order of files and rows."""
    found: list[tuple[int, Partition | str]] = []
    for number, file in enumerate(files):
        sources = [file] if is_address(file) else partitions(Path(file).absolute(), rows=rows, sheet=question.sheet)
        found += [(number, source) for source in sources]
    return [Piece(number, file, source, question) for number, (file, source) in enumerate(found)]


def estimated_rows(piece: Piece) -> int:
    """About how many rows a piece has."""
    if isinstance(piece.source, str):
        return ROWS_OF_A_PIECE
    if piece.source.number is not None:
        return piece.source.number
    try:
        return piece.source.path.stat().st_size // _BYTES_OF_A_ROW
    except OSError:
        return 0


def counted(piece: Piece, system: TaxBenefitSystem | None = None) -> Counted:
    """What a piece comes to, under the law as it stands unless ``system`` is another."""
    source = piece.source
    fetching = fetched(source) if isinstance(source, str) else nullcontext(source.path)
    try:
        with fetching as path:
            sheet = piece.question.sheet
            partition = Partition(path, sheet=sheet) if isinstance(source, str) else source
            blocks = roster_blocks(partition, year=piece.question.year)
            law = system or baseline()
            parts = [part for roster in blocks for part in _parts(roster, piece, law)]
            whole = blocks.whole
    except InputFaults as refused:
        return Counted(piece.number, piece.number + 1, None, (), tuple((piece.file, each) for each in refused.faults))
    # Simulations and their populations refer to each other, and the command line lets the collector wait: without this
    # the arrays of all blocks would be held.
    gc.collect(1)
    part = joined(parts) if parts and whole.is_sound else None
    return Counted(piece.number, piece.number + 1, part, ((piece.file, whole),))


def put_together(several: Sequence[Counted]) -> Counted:
    """What pieces that follow one another come to. Raises ``ValueError`` where one is missing or counted twice."""
    ordered = sorted(several, key=lambda each: each.first)
    for earlier, later in pairwise(ordered):
        if earlier.end != later.first:
            wrong = "counted twice" if earlier.end > later.first else "missing"
            raise ValueError(f"between pieces {earlier.first} and {later.end} something is {wrong}")
    parts = [each.part for each in ordered if each.part is not None]
    return Counted(
        first=ordered[0].first,
        end=ordered[-1].end,
        part=joined(parts) if parts else None,
        wholes=tuple(_by_file(whole for each in ordered for whole in each.wholes)),
        refused=tuple(fault for each in ordered for fault in each.refused),
    )


def _by_file(wholes: Iterator[tuple[int, Whole]]) -> Iterator[tuple[int, Whole]]:
    for file, of_file in groupby(wholes, key=itemgetter(0)):
        yield file, sum_of(whole for _, whole in of_file)


def _parts(roster: Roster, piece: Piece, system: TaxBenefitSystem) -> Iterator[BudgetPart]:
    table, question = roster.table, piece.question
    if question.unit is not None:
        table = table.filter(polars.col("unit") == question.unit)
    if not table.height:
        return
    if piece.file:
        table = table.with_columns(polars.col("row") + before(piece.file))
    for rows in table.iter_slices(_ROWS_AT_ONCE):
        yield part_of(replace(roster, table=rows), question.year, question.base_rule, system)


class Gathering:
    """Puts together what pieces come to, in whatever order they come, in a tree over their numbers."""

    def __init__(self) -> None:
        self._by_first: dict[int, Counted] = {}
        self._by_end: dict[int, Counted] = {}

    def add(self, one: Counted) -> None:
        """Take in what some piece comes to. Raises ``ValueError`` for one that was taken in before."""
        if any(each.first < one.end and one.first < each.end for each in self._by_first.values()):
            raise ValueError(f"piece {one.first} is counted twice")
        while True:
            left, right = self._by_end.get(one.first), self._by_first.get(one.end)
            size = one.end - one.first
            other = next((each for each in (left, right) if each and each.end - each.first <= size), None)
            if other is None:
                break
            del self._by_first[other.first], self._by_end[other.end]
            one = put_together([one, other])
        self._by_first[one.first], self._by_end[one.end] = one, one

    def all_of(self, pieces: int) -> Counted:
        """What all pieces come to. Raises ``ValueError`` where one of them is missing."""
        found = put_together(list(self._by_first.values()))
        if (found.first, found.end) != (0, pieces):
            raise ValueError(f"pieces {found.first} to {found.end} of {pieces} were counted")
        return found
