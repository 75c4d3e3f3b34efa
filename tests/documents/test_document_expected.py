"""Every figure of every table by subject, and of the tables beside them, is what the pages print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from documents.expected_file import OPEN, differences, has_subject_codes, read_expected
from openfisca_china_personnel.documents import Document, Row, Table, read_document

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"
EXPECTED = [path for path in sorted((Path(__file__).parent / "expected").glob("*.yaml")) if path.suffixes == [".yaml"]]
PERSONNEL = ("2080505", "2080506", "2210201", "2210202", "2210203")
DOCUMENTS: dict[str, Document] = {}

published = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")


def document(expected: dict[str, Any]) -> Document:
    key = " ".join(expected["files"])
    if key not in DOCUMENTS:
        DOCUMENTS[key] = read_document([FOLDER / file for file in expected["files"]], together=True)
    return DOCUMENTS[key]


@published
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_figure_is_what_the_page_prints(path: Path) -> None:
    expected = read_expected(path)
    found = list(differences(document(expected), expected))
    assert not found, "\n".join(found)


@published
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_personnel_lines_are_those_of_the_page(path: Path) -> None:
    """The figure that a comparison reads is that of the table of the general public budget, on its page."""
    expected = read_expected(path)
    kind = "actual" if expected["kind"] == "final_accounts" else "budget"
    table = next(t for t in expected["tables"] if t["scope"] == "general" and printed_lines(t, "2210201"))
    column = table["columns"].index(kind if kind in table["columns"] else "total")
    lines = {code: row for code in PERSONNEL for row in printed_lines(table, code)}
    assert "2210201" in lines
    for code in PERSONNEL:
        figure = document(expected).figure(code)
        if code not in lines:
            assert figure is None, code
            continue
        place, row = lines[code]
        assert figure is not None, code
        assert figure.printed == row[2 + column]
        assert not figure.uncertain
        assert figure.page == (None if place == "text" else int(place.removeprefix("page ")))


def printed_lines(table: dict[str, Any], code: str) -> list[tuple[str, list[str]]]:
    return [(place, row) for place, rows in table["rows"].items() for row in rows if row[0] == code]


def test_the_files_have_no_sentence_and_every_row_all_columns() -> None:
    assert len(EXPECTED) >= 9
    for path in EXPECTED:
        for table in read_expected(path)["tables"]:
            for rows in table["rows"].values():
                for row in rows:
                    assert len(row) == 2 + len(table["columns"]), (path.name, row)
                    assert "。" not in row[1], (path.name, row)


ROWS = (
    Row("2210201", "住房公积金", page=3, line=2, values={"total": "10.50", "basic": "10.50"}),
    Row("total", "合计", page=3, line=3, values={"total": "10.50"}, uncertain=("basic",)),
)
TABLE = Table("5", "一般公共预算支出表", "general", "万元", 3, ("total", "basic"), ROWS)
MADE = Document("某局", 2024, "budget", "万元", (TABLE,))
PRINTED = {
    "unit": "某局",
    "year": "2024",
    "kind": "budget",
    "amount_unit": "万元",
    "tables": [
        {
            "title": "一般公共预算支出表",
            "number": "5",
            "scope": "general",
            "amount_unit": "万元",
            "page": "3",
            "columns": ["total", "basic"],
            "rows": {"page 3": [["2210201", "住房公积金", "10.50", "10.50"], ["total", "合计", "10.50", OPEN]]},
        }
    ],
}


def test_a_reading_like_the_page_differs_in_nothing() -> None:
    assert has_subject_codes(TABLE)
    assert list(differences(MADE, PRINTED)) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"values": {"total": "10.51", "basic": "10.50"}}, "total: the page has '10.50', read was '10.51'"),
        ({"values": {"total": "10.5", "basic": "10.50"}}, "total: the page has '10.50', read was '10.5'"),
        ({"values": {"total": "10.50"}}, "basic: the page has '10.50', read was ''"),
        ({"uncertain": ("basic",)}, "basic: the page has '10.50', read was '?'"),
        ({"code": "2210202"}, "code: the page has '2210201', read was '2210202'"),
        ({"name": "住房公积"}, "name: the page has '住房公积金', read was '住房公积'"),
        ({"page": 4}, "page 4, row 1"),
    ],
)
def test_a_cell_that_differs_is_named(changed: dict[str, Any], named: str) -> None:
    row = replace(ROWS[0], **changed)
    read = replace(MADE, tables=(replace(TABLE, rows=(row, ROWS[1])),))
    found = "\n".join(differences(read, PRINTED))
    assert named in found
    assert "一般公共预算支出表" in found


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"rows": ROWS[:1]}, "row 2: the page has ['total', '合计', '10.50', '?'], read was None"),
        ({"rows": (*ROWS, ROWS[0])}, "row 3: the page has None"),
        ({"columns": ("total", "project")}, "columns: the page has ['total', 'basic']"),
        ({"amount_unit": "元"}, "amount_unit: the page has 万元, read was 元"),
        ({"page": 2}, "page: the page has 3, read was 2"),
        ({"title": "支出表"}, "read were 0"),
        ({"title": "支出表"}, "the table 支出表 stands on no page"),
    ],
)
def test_a_table_that_differs_is_named(changed: dict[str, Any], named: str) -> None:
    read = replace(MADE, tables=(replace(TABLE, **changed),))
    assert named in "\n".join(differences(read, PRINTED))


@pytest.mark.parametrize("changed", [{"year": 2023}, {"unit": None}, {"kind": "final_accounts"}])
def test_a_document_that_differs_is_named(changed: dict[str, Any]) -> None:
    (found,) = differences(replace(MADE, **changed), PRINTED)
    assert found.startswith(next(iter(changed)))
