"""docs/workbook.md: its commands, sheets, functions and limits."""

from __future__ import annotations

import re
from pathlib import Path

import fastexcel
import pytest

from docs.commands import READMES, installed, run
from docs.markdown import blocks, page, tables
from openfisca_china_personnel.workbook.function_list import FUNCTIONS
from openfisca_china_personnel.workbook.result import LARGEST_FEN, MOST_ROWS
from workbook.office import cells, with_cells

PAGE = "docs/workbook.md"
LOCALE = READMES["README.zh-CN.md"]
ONLY_COMPARE, ONLY_SIMULATE = {"对照"}, {"变动分解", "增人成本"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the page has run, the published figures filled in before the comparison."""
    made = tmp_path_factory.mktemp("books")
    for line in (line for block in blocks(PAGE, "sh") for line in block.lines):
        if " compare " in line:
            _fill_in_a_figure(made / "book.xlsx")
        run(installed(line), made, LOCALE)
    return made


def _fill_in_a_figure(book: Path) -> None:
    sheet = cells(book)["预算数"]
    (column,) = [address[0] for address, text in sheet.items() if text == "本年预算数（决算数）"]
    (row,) = [address[1:] for address, text in sheet.items() if text == "2080505"]
    filled = with_cells(book, {"预算数": {f"{column}{row}": 94.81}}, book.with_name("filled.xlsx"))
    filled.replace(book)


def sheets_listed(place: int) -> list[str]:
    """The sheets in the page's Chinese tables: 0 of the template, 1 of a result."""
    return [row[0] for row in [table for table in tables(PAGE) if table[0][0] == "工作表"][place][1:]]


def sheets_of(book: Path) -> list[str]:
    return fastexcel.read_excel(book).sheet_names


def test_the_template_has_the_sheets_listed(folder: Path) -> None:
    assert sheets_of(folder / "book.xlsx") == sheets_listed(0)


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("result.xlsx", ONLY_COMPARE),
        ("budget.xlsx", ONLY_COMPARE | ONLY_SIMULATE),
        ("comparison.xlsx", ONLY_SIMULATE),
    ],
)
def test_a_result_has_the_sheets_listed(name: str, left_out: set[str], folder: Path) -> None:
    assert sheets_of(folder / name) == [sheet for sheet in sheets_listed(1) if sheet not in left_out]


def test_the_english_part_names_every_sheet() -> None:
    english = page(PAGE).split("\n# The workbook\n")[1]
    for sheet in (*sheets_listed(0), *sheets_listed(1)):
        assert sheet in english, sheet


def test_the_functions_are_those_in_use() -> None:
    for part in page(PAGE).split("\n# The workbook\n"):
        assert set(re.findall(r"`([A-Z]+)`", part)) == FUNCTIONS


def test_the_limits_are_those_of_the_program() -> None:
    assert MOST_ROWS == 2_000
    assert "2000 行" in page(PAGE)
    assert "2,000 rows" in page(PAGE)
    assert LARGEST_FEN // 100 == 9_999_999_999_999
    assert "10 万亿元" in page(PAGE)
    assert "ten trillion yuan" in page(PAGE)
