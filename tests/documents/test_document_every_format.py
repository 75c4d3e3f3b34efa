"""The tables by subject of the published documents, written as a workbook and as a web page, give the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from documents.expected_file import OPEN, differences, read_expected
from openfisca_china_personnel.documents import read_document
from workbook.office import MISSING_OFFICE, PROGRAM, converted

EXPECTED = [path for path in sorted((Path(__file__).parent / "expected").glob("*.yaml")) if path.suffixes == [".yaml"]]
HEADINGS = {
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "remitted": "上缴上级支出",
    "business": "经营支出",
    "affiliated": "对附属单位补助支出",
    "budget": "预算数",
    "actual": "决算数",
    "personnel": "人员经费",
    "operating": "公用经费",
    "other_income": "其他收入",
}


def one_sided_tables(expected: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables of codes with headings that need no second line, on one sheet or page: without numbers and pages."""
    for table in expected["tables"]:
        rows = [row for each in table["rows"].values() for row in each]
        sides = any(place.partition(" ")[0] in ("income", "expenditure") for place in table["rows"])
        known = all(column in HEADINGS or not column.isascii() for column in table["columns"])
        if known and not sides and any(row[0].isdecimal() for row in rows):
            assert not any(OPEN in row for row in rows)
            yield table | {"number": None, "page": None, "rows": {"text": rows}}


def headings(table: dict[str, Any]) -> list[str]:
    return [HEADINGS.get(column, column) for column in table["columns"]]


def shown(figure: str) -> str:
    return f"{Decimal(figure):,}" if figure else ""


def written_workbook(path: Path, expected: dict[str, Any], tables: list[dict[str, Any]], *, as_text: bool) -> None:
    """A sheet a table: codes in columns of 类, 款 and 项, a merged title, headings over two lines."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("封面").write(0, 0, f"{expected['unit']}{expected['year']}年度部门{_kind(expected)}")
    pair = book.add_format({"num_format": "00"})
    for table in tables:
        sheet = book.add_worksheet(f"表{table['number']}")
        last = 3 + len(table["columns"])
        sheet.merge_range(0, 0, 0, last, table["title"])
        sheet.write(1, 0, f"部门：{expected['unit']}")
        sheet.write(1, last, f"单位：{table['amount_unit']}")
        sheet.merge_range(2, 0, 2, 2, "科目编码")
        for column, level in enumerate("类款项"):
            sheet.write(3, column, level)
        for column, heading in enumerate(("科目名称", *headings(table)), 3):
            sheet.merge_range(2, column, 3, column, heading)
        for line, (code, name, *figures) in enumerate(table["rows"]["text"], 4):
            pairs = (code[:3], code[3:5], code[5:]) if code.isdecimal() else ()
            for column, part in enumerate(filter(None, pairs)):
                if as_text:
                    sheet.write_string(line, column, part)
                else:
                    sheet.write_number(line, column, int(part), pair)
            sheet.write_string(line, 3, name)
            for column, figure in enumerate(figures, 4):
                if as_text or not figure:
                    sheet.write_string(line, column, shown(figure))
                else:
                    places = len(figure.partition(".")[2])
                    form = book.add_format({"num_format": "#,##0" + f".{'0' * places}" * (places > 0)})
                    sheet.write_number(line, column, float(figure), form)
    book.close()


def written_page(path: Path, expected: dict[str, Any], tables: list[dict[str, Any]]) -> None:
    """A page of tables whose title and unit of amounts stand in merged cells, the totals over code and name."""
    lines = [
        f"<html><meta charset='utf-8'><body><h1>{expected['unit']}{expected['year']}年度部门{_kind(expected)}</h1>"
    ]
    for table in tables:
        width = 2 + len(table["columns"])
        lines.append(f"<table><tr><td colspan='{width}'>{table['title']}</td></tr>")
        lines.append(f"<tr><td colspan='{width}'>单位：{table['amount_unit']}</td></tr>")
        lines.append(_cells("科目编码", "科目名称", *headings(table)))
        for code, name, *figures in table["rows"]["text"]:
            start = _td(code) + _td(name) if code.isdecimal() else f"<td colspan='2'>{name}</td>"
            lines.append(f"<tr>{start}{''.join(map(_td, map(shown, figures)))}</tr>")
        lines.append("</table>")
    path.write_text("\n".join(lines), encoding="utf-8")


def _kind(expected: dict[str, Any]) -> str:
    return "决算" if expected["kind"] == "final_accounts" else "预算"


def _td(text: str) -> str:
    return f"<td>{text}</td>"


def _cells(*texts: str) -> str:
    return f"<tr>{''.join(map(_td, texts))}</tr>"


def found_differences(path: Path, expected: dict[str, Any], tables: list[dict[str, Any]]) -> list[str]:
    document = read_document(path)
    units = {table["amount_unit"] for table in tables}
    return list(differences(document, expected | {"tables": tables, "amount_unit": units.pop()}))


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_as_a_workbook(tmp_path: Path, path: Path, as_text: bool) -> None:
    expected = read_expected(path)
    tables = [table | {"number": str(n)} for n, table in enumerate(one_sided_tables(expected), 1)]
    assert len(tables) >= 2
    written_workbook(tmp_path / "a.xlsx", expected, tables, as_text=as_text)
    assert found_differences(tmp_path / "a.xlsx", expected, tables) == []


@pytest.mark.debian
@pytest.mark.skipif(PROGRAM is None, reason=MISSING_OFFICE)
def test_as_workbooks_of_the_old_form(tmp_path: Path) -> None:
    written = {}
    for path in EXPECTED:
        expected = read_expected(path)
        tables = [table | {"number": str(n)} for n, table in enumerate(one_sided_tables(expected), 1)]
        file = tmp_path / f"{path.stem}.xlsx"
        written_workbook(file, expected, tables, as_text=False)
        written[file] = (expected, tables)
    for old, (expected, tables) in zip(converted(list(written), tmp_path, "xls"), written.values(), strict=True):
        assert found_differences(old, expected, tables) == [], old.name


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_as_a_web_page(tmp_path: Path, path: Path) -> None:
    expected = read_expected(path)
    tables = list(one_sided_tables(expected))
    written_page(tmp_path / "a.html", expected, tables)
    assert found_differences(tmp_path / "a.html", expected, tables) == []
