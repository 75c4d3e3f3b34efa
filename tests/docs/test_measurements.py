"""Pages quote what was measured: their tables are those of ``benchmarks/RESULTS.md``, in both languages the same."""

from __future__ import annotations

import re

import pytest

from docs.markdown import ROOT, page
from scale.from_benchmarks import benchmark

RESULTS = "benchmarks/RESULTS.md"
TABLES = tuple(benchmark("summary").TABLES)
PAGES = benchmark("summary").PAGES
OWN_PAGE = "docs/measurements.md"


def section(name: str, table: str) -> list[str] | None:
    found: list[str] | None = benchmark("sections").section(page(name), table)
    return found


QUOTED = [(name, table) for name in PAGES for table in TABLES if section(name, table) is not None]


def test_the_page_on_measurements_quotes_every_table() -> None:
    assert {table for name, table in QUOTED if name == OWN_PAGE} == set(TABLES)


@pytest.mark.parametrize(("name", "table"), QUOTED)
def test_what_a_page_quotes_is_what_was_measured(name: str, table: str) -> None:
    assert section(name, table) == section(RESULTS, table)


@pytest.mark.parametrize("table", [table for table in TABLES if f"{table}-zh" in TABLES])
def test_both_languages_have_the_same_figures(table: str) -> None:
    def figures(name: str) -> list[list[str]]:
        lines = [line for line in section(RESULTS, name) or [] if line.startswith("|")]
        cells = [line.strip("|").split("|")[1:] for line in lines[1:]]
        return [[re.sub(r"[^0-9.,:-]", "", cell) for cell in row] for row in cells]

    assert figures(table) == figures(f"{table}-zh")
    assert len(figures(table)) > 3


def test_the_flame_graph_is_small_and_says_what_it_shows_in_both_languages() -> None:
    picture = (ROOT / "docs/flame.svg").read_text(encoding="utf-8")
    assert len(picture) < 200_000
    assert "火焰图" in picture
    assert "callers below" in picture


def test_sections_replace_their_own_and_leave_the_rest() -> None:
    with_section = benchmark("sections").with_section
    text = with_section(with_section("", "a", ["one"]), "b", ["| 1 |"])
    again = with_section(text, "a", ["two", "\\1"])
    assert benchmark("sections").section(again, "a") == ["two", "\\1"]
    assert benchmark("sections").section(again, "b") == ["| 1 |"]
    assert "one" not in again
