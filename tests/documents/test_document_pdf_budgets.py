"""Clean budgets in many styles: every figure is read exactly, the audit finds nothing, and one changed figure shows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from documents.made_budgets import Printed, Style, amounts, changed, pages, places, printed
from documents.made_pdf import made
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.documents.audit import audit

STYLES = {
    "ruled": Style("all"),
    "without lines": Style("none"),
    "shaded": Style("zebra"),
    "shaded and ruled": Style("striped"),
    "lines as thin areas": Style("fills"),
    "dashed": Style("dashed"),
    "double": Style("double"),
    "lines between columns only": Style("columns"),
    "three columns of codes": Style("all", codes=3),
    "three columns of codes without lines": Style("none", codes=3),
    "cut by a page": Style("all", cut=5),
    "cut by a page without lines": Style("none", cut=6),
    "watermark": Style("all", watermark=True),
    "watermark without lines": Style("none", watermark=True),
    "on its side": Style("all", rotation=90),
    "on its side without lines": Style("none", rotation=270),
}


def budget(seed: int) -> dict[str, Printed]:
    return {title: printed(title, rows) for title, rows in amounts(seed).items()}


def read(tmp_path: Path, tables: dict[str, Printed], style: Style) -> Document:
    file = tmp_path / "x.pdf"
    file.write_bytes(made(pages(tables, style)))
    return read_document(file)


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_read_and_nothing_is_found(tmp_path: Path, name: str, seed: int) -> None:
    tables = budget(seed)
    document = read(tmp_path, tables, STYLES[name])
    assert {table.title: {row.code: dict(row.values) for row in table.rows} for table in document.tables} == tables
    assert not any(row.uncertain for table in document.tables for row in table.rows)
    assert [finding for finding in audit(document).findings if finding.severity == "error"] == []


@pytest.mark.parametrize("name", ["ruled", "three columns of codes without lines"])
def test_a_figure_changed_by_its_last_place_is_found(tmp_path: Path, name: str) -> None:
    tables = budget(3)
    for title, code, column in random.Random(4).sample(places(tables), 6):
        report = audit(read(tmp_path, changed(tables, title, code, column), STYLES[name]))
        assert any(finding.severity == "error" for finding in report.findings), (title, code, column)
