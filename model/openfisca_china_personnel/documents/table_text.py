"""Finding the known tables in lines of text, by title and by columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.headings import Layout, layout_of
from openfisca_china_personnel.documents.kinds import TableKind, bare_title, text_kind_of_title, without_serial
from openfisca_china_personnel.documents.pieces import Piece, has_spaced_codes, piece_of
from openfisca_china_personnel.documents.printed import AMOUNT_UNITS, AmountUnit, is_number, is_spoiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openfisca_china_personnel.documents.lines import Line

_LABEL = re.compile(r".{0,12}?公开(\d+(?:-\d+)?)表|.{0,12}?表(\d+(?:-\d+)?)")
_UNIT_LINE = re.compile(r"单位[::](?:人民币)?(万元|千元|元)")
_NO_OWNER = r"(?!\s|$|(?:人民币)?(?:[万千]?\s*元|[万千]\s*$))"  # a unit of amounts, perhaps cut by the line's end
_OWNER = re.compile(rf"(?:编制|填报|预算)?(?:单位|部门)(?:名称)?\s*:\s*{_NO_OWNER}(\S+)")
_TITLE_LIKE = re.compile(r"[^,。;:]{2,40}表(?:\([^()]*\))?")
_END = re.compile(
    r"第[一二三四五六七八九十]+部分.*|[一二三四五六七八九十]+、.*|\([一二三四五六七八九十]\).*|\(?(?:注|备注|说明):.*|.*。.*"
)
_MOST_HEAD_LINES = 60
_NAME_LINES_OVER_FIRST_CODE = 3
_LONGEST_NAME = 40
_FEWEST_FIGURES = 3  # that tell a row with its name from a sentence
_LINES_LOOKED_AT = 20


@dataclass(frozen=True)
class FoundTable:
    """A known table in the text: what is printed over its rows, and the lines of the rows."""

    kind: TableKind
    title: str
    number: str | None
    amount_unit: AmountUnit | None
    layout: Layout
    first: Line
    pieces: tuple[Piece, ...]


def find_tables(lines: Sequence[Line]) -> list[FoundTable]:
    """Every known table whose columns are known too, in printed order."""
    found: list[FoundTable] = []
    index = 0
    while index < len(lines):
        kind, title_lines = _title_at(lines, index)
        table = None if kind is None else _table_at(lines, index, kind, title_lines)
        if table is None:
            index += 1
        else:
            found.append(table[0])
            index = table[1]
    return found


def titles_not_understood(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Every title of a known table that has figures under it and a heading that is not understood, with its line."""
    found: list[tuple[str, Line]] = []
    for index in range(len(lines)):
        kind, title_lines = _title_at(lines, index)
        if kind is None or (
            title_lines > 1 and text_kind_of_title(_without_label(lines[index + 1].joined)) is not None
        ):
            continue
        if _has_figures(lines[index + title_lines :]) and _table_at(lines, index, kind, title_lines) is None:
            printed = "".join("".join(line.printed.split()) for line in lines[index : index + title_lines])
            found.append((without_serial(_without_label(printed)), lines[index]))
    return found


def _has_figures(rest: Sequence[Line]) -> bool:
    """Whether rows with figures follow before the next title (in a list of contents the next title follows)."""
    spaced = has_spaced_codes(tuple(rest[:_MOST_HEAD_LINES]))
    for index, line in enumerate(rest[:_MOST_HEAD_LINES]):
        if _TITLE_LIKE.fullmatch(line.joined) and not _LABEL.fullmatch(line.joined):
            return False
        if _is_data(rest, index, spaced=spaced):
            return any(piece_of(row, spaced=spaced).tokens for row in rest[index : index + _LINES_LOOKED_AT])
    return False


def unit_of_amounts(lines: Sequence[Line]) -> AmountUnit | None:
    """The unit that the lines state, also where the statement is cut over two of them."""
    stated = _UNIT_LINE.search("".join(line.joined for line in lines))
    return None if stated is None else next(unit for unit in AMOUNT_UNITS if unit == stated.group(1))


def owner_named(line: Line) -> str | None:
    """The unit that a line names as the one whose table it is (编制单位：…)."""
    match = _OWNER.search(line.text)
    return None if match is None else line.printed[match.start(1) : match.end(1)]


def _title_at(lines: Sequence[Line], index: int) -> tuple[TableKind | None, int]:
    kind = text_kind_of_title(_without_label(lines[index].joined))
    if kind is not None or index + 1 == len(lines) or _TITLE_LIKE.fullmatch(lines[index].joined):
        return kind, 1
    both = lines[index].joined + lines[index + 1].joined
    whole = len(lines[index + 1].joined) < 12 and text_kind_of_title(lines[index + 1].joined) is None
    return (text_kind_of_title(both) if whole else None), 2


def _without_label(text: str) -> str:
    return re.sub(r"^.{0,6}?(?:公开|附|预算|决算)?(?:表\d+(?:-\d+)?|\d+表)[:.、]?(?=\D)", "", text)


def _table_at(lines: Sequence[Line], index: int, kind: TableKind, title_lines: int) -> tuple[FoundTable, int] | None:
    start = index + title_lines
    title = "".join(line.joined for line in lines[index:start])
    rest = tuple(lines[start:])
    spaced = has_spaced_codes(rest)
    first = next((i for i, line in enumerate(rest[:_MOST_HEAD_LINES]) if _is_data(rest, i, spaced=spaced)), None)
    if first is None:
        return None
    for end in range(first, max(0, first - _NAME_LINES_OVER_FIRST_CODE) - 1, -1):
        layout = layout_of(kind, _head(rest[:end], bare_title(_without_label(title))), final="决算" in title)
        if layout is not None:
            over = (*lines[max(0, index - 2) : index], *rest[:end])
            pieces, length = _Body(rest[end:], title, layout, spaced=spaced).read()
            printed = "".join("".join(line.printed.split()) for line in lines[index:start])
            found = FoundTable(
                kind=kind,
                title=printed[len(title) - len(without_serial(_without_label(title))) :],
                number=_number(lines, index, rest[:end]),
                amount_unit=unit_of_amounts(rest[:end]) or unit_of_amounts(over),
                layout=layout,
                first=lines[index],
                pieces=pieces,
            )
            return found, start + end + length
    return None


def _head(lines: Sequence[Line], title: str) -> list[tuple[str, ...]]:
    """The tokens of the head of a table, without the label, the repeated title and the name of the unit."""
    kept: list[tuple[str, ...]] = []
    after_owner = False
    for line in lines:
        if _LABEL.fullmatch(line.joined) or bare_title(_without_label(line.joined)) == title:
            continue
        tokens = tuple(_OWNER.sub("", line.text).split())
        if after_owner and len(tokens) > 1 and _UNIT_LINE.fullmatch(tokens[-1]):
            tokens = tokens[-1:]  # the rest of a long name of the unit
        after_owner = _OWNER.search(line.text) is not None and not _UNIT_LINE.search(line.joined)
        if tokens:
            kept.append(tokens)
    return kept


def _number(lines: Sequence[Line], index: int, head: Sequence[Line]) -> str | None:
    same_line = re.match(r".{0,6}?表(\d+(?:-\d+)?)|.{0,6}?(\d+)表", lines[index].joined)
    near = (*reversed(lines[max(0, index - 2) : index]), *head)
    matches = [same_line, *(_LABEL.fullmatch(line.joined) for line in near)]
    return next((match.group(1) or match.group(2) for match in matches if match is not None), None)


def _is_data(lines: Sequence[Line], index: int, *, spaced: bool) -> bool:
    """Whether a line begins a row or holds nothing but figures; a lone 合计 does where figures follow."""
    piece = piece_of(lines[index], spaced=spaced)
    if piece.numbers_columns or piece.is_page_number or (piece.may_be_page_number and piece.code is None):
        return False
    if piece.code is None or piece.code != "total" or piece.tokens:
        return piece.begins_row or piece.only_figures
    return index + 1 < len(lines) and piece_of(lines[index + 1], spaced=spaced).only_figures


def _ends_in_figures(line: Line) -> bool:
    """Whether a long line is the name of a row with its figures, readable or not, and no sentence."""
    like_figures = [is_number(token) or is_spoiled(token) for token in line.tokens]
    return sum(like_figures) >= _FEWEST_FIGURES and like_figures[-1]


class _Body:
    """The lines under the head of a table, up to where the table ends; heads that a new page repeats are left out."""

    def __init__(self, lines: Sequence[Line], title: str, layout: Layout, *, spaced: bool) -> None:
        self.lines = lines
        self.title = bare_title(_without_label(title))
        self.layout = layout
        self.spaced = spaced
        self.pieces: list[Piece] = []

    def read(self) -> tuple[tuple[Piece, ...], int]:
        index = 0
        while index < len(self.lines):
            if _is_data(self.lines, index, spaced=self.spaced):
                self.pieces.append(piece_of(self.lines[index], spaced=self.spaced))
                index += 1
                if self._closed():
                    break
                continue
            run = self._words_from(index)
            again = self._repeated_head(run)
            if again is not None:
                self._take(run[: again[0]])
                self._take(run[again[1] :])
            else:
                length = next((i for i, line in enumerate(run) if self._ends_at(line)), len(run))
                self._take(run[:length])
                if length < len(run):
                    return tuple(self.pieces), index + length
            index += len(run)
        return tuple(self.pieces), index

    def _closed(self) -> bool:
        """Totals under other rows close a table once their figures are there; totals on top do not."""
        rows = [i for i, piece in enumerate(self.pieces) if piece.begins_row]
        last = self.pieces[rows[-1]] if rows else None
        if last is None or len(rows) < 2 or last.code != "total":
            return False
        if not any(piece.tokens for piece in self.pieces[rows[-1] :]):
            return False
        first = self.pieces[rows[0]]
        return first.code != "total"

    def _words_from(self, index: int) -> Sequence[Line]:
        end = index
        while end < len(self.lines) and not _is_data(self.lines, end, spaced=self.spaced):
            end += 1
        return self.lines[index:end]

    def _repeated_head(self, run: Sequence[Line]) -> tuple[int, int] | None:
        if not any(mark in "".join(line.joined for line in run) for mark in ("合计", "小计", "基本支出")):
            return None
        if any(self._other_title(line) for line in run):
            return None
        first = next((i for i, line in enumerate(run) if line.starts_page), 0)
        starts = [first, *(i for i in range(len(run)) if i != first)]
        for start in starts:
            for end in range(len(run), max(start, len(run) - _NAME_LINES_OVER_FIRST_CODE - 1), -1):
                head = _head(run[start:end], self.title)
                if layout_of(self.layout.kind, head, final="决算" in self.title) == self.layout:
                    return start, end
        return None

    def _other_title(self, line: Line) -> bool:
        titled = _TITLE_LIKE.fullmatch(line.joined) is not None and not _LABEL.fullmatch(line.joined)
        return titled and bare_title(_without_label(line.joined)) != self.title

    def _ends_at(self, line: Line) -> bool:
        if _END.fullmatch(line.joined) or _LABEL.fullmatch(line.joined) or _TITLE_LIKE.fullmatch(line.joined):
            return True
        return len(line.joined) > _LONGEST_NAME and not _ends_in_figures(line)

    def _take(self, run: Sequence[Line]) -> None:
        for line in run:
            piece = piece_of(line, spaced=self.spaced)
            if piece.numbers_columns or piece.is_page_number or self._is_page_number(piece):
                continue
            self.pieces.append(piece)

    def _is_page_number(self, piece: Piece) -> bool:
        """A bare whole number is a page number, except a 0 and what a row without figures waits for."""
        if not piece.may_be_page_number:
            return False
        if piece.line.starts_page or self._page_begins_after(piece.line):
            return True
        last = next((i for i in range(len(self.pieces) - 1, -1, -1) if self.pieces[i].begins_row), None)
        waiting = last is not None and not any(before.tokens for before in self.pieces[last:])
        return not waiting and piece.line.text != "0"

    def _page_begins_after(self, line: Line) -> bool:
        after = next((other for other in self.lines if other.number > line.number), None)
        return after is not None and after.starts_page
