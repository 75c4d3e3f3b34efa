"""Fenced blocks and tables of the project's pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its lines."""

    language: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def page(name: str) -> str:
    """The text of a page, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str | None = None) -> list[Block]:
    """The fenced blocks of a page, those of one language where it is named."""
    found = [Block(*parts) for parts in _FENCE.findall(page(name))]
    return [block for block in found if language in (None, block.language)]


def tables(name: str) -> list[list[list[str]]]:
    """The tables of a page: rows of cells, the header first, without the rule below it."""
    found: list[list[list[str]]] = [[]]
    for line in _FENCE.sub("", page(name)).splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [[rows[0], *rows[2:]] for rows in found if len(rows) > 2]


def ticked(cell: str) -> str | None:
    """The one word in backticks that a cell is, else None."""
    match = re.fullmatch(r"`([a-z_]+)`", cell)
    return match[1] if match else None
