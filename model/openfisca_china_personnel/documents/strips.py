"""Rows of a drawn table between which no line is drawn: one strip that holds several, cut by where things stand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.boxes import around
from openfisca_china_personnel.documents.grid import Cell, Piece
from openfisca_china_personnel.documents.printed import is_number, is_printed_blank, plain

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.sheets import BodyRow

_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,3}")
_REST = re.compile(r"\d{1,2}|\.\d+|\d{3}(?:,\d{3})*(?:\.\d+)?")
_BEGUN = re.compile(r"-?[\d,]*\.\d?|-?[\d,]+,|-?[\d,]{4,}|-")
_EXACT = re.compile(r".*\.\d+\)?%?")


def cut(row: BodyRow) -> list[BodyRow]:
    """The rows that a strip holds; the strip itself where it holds one."""
    anchors = max((_anchors(span.cell) for span in row.spans if not span.inherited), key=len, default=[])
    if len(anchors) < 2:
        return [row]
    parts: list[BodyRow] = []
    for number in range(len(anchors)):
        spans = tuple(
            replace(span, cell=replace(span.cell, pieces=_share(span.cell, anchors, number))) for span in row.spans
        )
        parts.append(replace(row, spans=spans, continues=row.continues and number == 0))
    return parts


def _anchors(cell: Cell) -> list[float]:
    """Where the codes or figures of a cell stand, from top to bottom, if it holds several of them and nothing else."""
    if any(piece.box is None for piece in cell.pieces):
        return []
    pieces = [(piece, "".join(plain(piece.printed).split())) for piece in cell.pieces]
    pieces = [each for n, each in enumerate(pieces) if not (n and _is_rest(pieces[n - 1][1], each[1]))]
    texts = [text for _, text in pieces]
    if len(texts) < 2:
        return []
    codes = all(_CODE.fullmatch(text) for text in texts)
    figures = all(is_number(text) or is_printed_blank(text) for text in texts)
    exact = sum(_EXACT.fullmatch(text) is not None for text in texts)
    if not codes and not (figures and exact >= len(texts) - sum(map(is_printed_blank, texts)) - 1 and exact > 1):
        return []
    return [_middle(piece) for piece, _ in pieces]


def _is_rest(before: str, text: str) -> bool:
    """Whether a line may be the end of a figure that the line before it begins."""
    return _REST.fullmatch(text) is not None and _BEGUN.fullmatch(before) is not None


def _share(cell: Cell, anchors: list[float], number: int) -> tuple[Piece, ...]:
    if all(piece.box is None for piece in cell.pieces):
        return cell.pieces if number == 0 else ()
    return tuple(
        piece
        for piece in cell.pieces
        if min(range(len(anchors)), key=lambda i: abs(anchors[i] - _middle(piece))) == number
    )


def _middle(piece: Piece) -> float:
    box = around([piece.box])
    return 0.0 if box is None else (box.top + box.bottom) / 2
