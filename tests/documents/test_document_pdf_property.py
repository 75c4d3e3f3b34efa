"""Whatever is written into a PDF comes back: every figure in its column, or named as open, never in another place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from documents.made_pdf import Page, Ruled, Table, made
from openfisca_china_personnel.documents import Document, read_document

NAMES = ["社会保障和就业支出", "机关事业单位基本养老保\n险缴费支出", "住房公积金", "购房补贴", "行政运行"]
CODES = ["2040201", "2040202", "2080505", "2080506", "2080599", "2101101", "2210201", "2210202", "2210203"]
FORMS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "部门支出总表": (
        ["合计", "基本支出", "项目支出", "上缴上级\n支出", "事业单位\n经营支出", "对附属单位\n补助支出"],
        ("total", "basic", "project", "remitted", "business", "affiliated"),
    ),
    "一般公共预算支出表": (["合计", "基本支出", "项目支出"], ("total", "basic", "project")),
    "收入总表": (
        ["合计", "上年结转", "一般公共预算", "政府性基金预算", "其他收入"],
        ("total", "carried_in", "general_budget", "government_fund", "other_income"),
    ),
}


def printed(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A title, and rows of a code, a name and figures whose first is the sum of the others."""
    title = draw(st.sampled_from(sorted(FORMS)))
    width = len(FORMS[title][0])
    amount = st.one_of(st.just(0), st.just(0), st.integers(1, 10**9), st.integers(-(10**5), -1))
    rows = []
    for code in draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=9, unique=True).map(sorted)):
        parts = draw(st.lists(amount, min_size=width - 1, max_size=width - 1))
        figures = [printed(sum(parts)), *(printed(part) if part else "" for part in parts)]
        rows.append([code, draw(st.sampled_from(NAMES)), *figures])
    return title, rows


def read(pages: list[Page | list[str | Table]]) -> Document:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.pdf"
        file.write_bytes(made(pages))
        return read_document(file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from(["all", "none", "columns"]), st.integers(0, 9), st.sampled_from([0, 1]), st.booleans())
def test_what_is_written_comes_back(
    table: tuple[str, list[list[str]]], ruled: Ruled, cut: int, heads: int, right: bool
) -> None:
    title, rows = table
    headings, columns = FORMS[title]
    head = [["科目编码", "科目名称", *headings]]
    widths = [60, 110, *[92] * len(headings)]
    over: list[str | Table] = ["某某局2023年度单位预算", title, "单位：元"]
    kept = {"ruled": ruled, "right": right}
    if ruled == "all" and 0 < cut < len(rows):
        first = Table(widths, head + rows[:cut], heads=heads, **kept)  # type: ignore[arg-type]
        pages: list[Page | list[str | Table]] = [
            Page([*over, first], "1"),
            Page([Table(widths, rows[cut:], **kept)], "2"),
        ]  # type: ignore[arg-type]
    else:
        pages = [Page([*over, Table(widths, head + rows, heads=heads, **kept)], "1")]  # type: ignore[arg-type]
    (found,) = read(pages).tables
    assert [row.code for row in found.rows] == [row[0] for row in rows]
    for row, written in zip(found.rows, rows, strict=True):
        expected = {c: p.replace(",", "") for c, p in zip(columns, written[2:], strict=True) if p}
        assert row.name == written[1].replace("\n", "")
        for column, figure in row.values.items():
            assert expected.get(column) == figure, (row, expected)
        assert len(row.values) == len(expected) or row.uncertain
        if ruled != "none":
            assert dict(row.values) == expected
