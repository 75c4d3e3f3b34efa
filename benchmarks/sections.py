"""The parts of a page that programs write, each between two markers of its own; all else on the page stays.

``<!-- starting -->`` opens the section named so and ``<!-- /starting -->`` closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap

LONGEST_LINE = 110


def with_section(page: str, name: str, lines: Iterable[str]) -> str:
    """The page with these lines in the section; a section that it has not yet comes at its end."""
    written = "\n".join((f"<!-- {name} -->", "", *lines, f"<!-- /{name} -->"))
    if _pattern(name).search(page):
        return _pattern(name).sub(lambda _: written, page)
    return f"{page.rstrip()}\n\n{written}\n".lstrip("\n")


def section(page: str, name: str) -> list[str] | None:
    """The lines of a section without the blank ones around it; ``None`` where the page has none of that name."""
    found = _pattern(name).search(page)
    return None if found is None else found[1].strip().splitlines()


def write_section(path: Path, name: str, lines: Iterable[str]) -> None:
    """Put the lines into the section of a file, which is made where it is not there."""
    page = path.read_text("utf-8") if path.exists() else ""
    path.write_text(with_section(page, name, lines), encoding="utf-8")


def wrapped(sentence: str) -> list[str]:
    """A sentence in lines that are short enough to read."""
    return wrap(sentence, LONGEST_LINE, break_long_words=False, break_on_hyphens=False)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- {name} -->(.*?)<!-- /{name} -->", re.DOTALL)
