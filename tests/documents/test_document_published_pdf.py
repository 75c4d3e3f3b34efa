"""The published PDF files: what they print comes out; what does not add up is what they themselves have wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from openfisca_china_personnel.documents import Document, Table, read_document, write_figures
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.documents.printed import is_percent
from openfisca_china_personnel.faults import InputFaults

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "documents"
INDEX: dict[str, Any] = (
    yaml.safe_load((FOLDER / "INDEX.yaml").read_text(encoding="utf-8")) if (FOLDER / "INDEX.yaml").exists() else {}
)

pytestmark = pytest.mark.skipif(not INDEX, reason="the published documents are not beside this checkout")

WITH_ITEMS = [name for name, entry in INDEX.items() if entry.get("items") and name != "nia-2023"]
DOCUMENTS: dict[str, Document] = {}


def document(name: str) -> Document:
    if name not in DOCUMENTS:
        files = INDEX[name]["file"]
        listed = files if isinstance(files, list) else [files]
        DOCUMENTS[name] = read_document([FOLDER / file for file in listed], together=True)
    return DOCUMENTS[name]


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_the_personnel_lines(name: str) -> None:
    for code, wan in INDEX[name]["items"].items():
        figure = document(name).figure(code)
        assert figure is not None, code
        assert figure.yuan is not None
        assert abs(figure.yuan - Decimal(str(wan)) * 10_000) <= 50, code
        assert not figure.uncertain
        assert figure.page is not None
        assert figure.box is not None
        assert figure.box.page == figure.page


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_nothing_is_left_open_and_every_place_is_known(name: str) -> None:
    for table in document(name).tables:
        assert table.title
        assert table.amount_unit is not None
        for row in table.rows:
            assert not row.uncertain, (table.title, row)
            assert row.page is not None
            assert row.line is not None
            assert set(row.boxes) == set(row.values)


# What the documents themselves have wrong: (table kind, code, column) of a parent and its children.
WRONG_SUMS = {
    "sh-putuo-czj-2024-final": {
        ("income", TOTAL, "total"),
        ("income", TOTAL, "财政拨款收入"),
        ("expenditure", TOTAL, "total"),
        ("expenditure", TOTAL, "basic"),
        ("general", TOTAL, "total"),
        ("general", TOTAL, "basic"),
        ("basic", "301", "actual"),
        ("basic", "302", "actual"),
    },
    "sh-putuo-sfj-2026-unit": {
        ("expenditure", "20406", "project"),
        ("expenditure", TOTAL, "basic"),
        ("general", "20406", "project"),
        ("general", TOTAL, "basic"),
    },
}
WRONG_ROWS = {
    "sh-putuo-sfj-2026-unit": {
        ("expenditure", "2040601"),
        ("expenditure", TOTAL),
        ("general", "2040601"),
        ("general", TOTAL),
    },
}


def wrong_sums(table: Table) -> set[tuple[str | None, str, str]]:
    codes = [row.code for row in table.rows if row.code]
    wrong = set()
    for row in table.rows:
        children = [child for child in table.children(row.code) if child.code] if row.code else []
        if not children or codes.count(row.code) > 1:
            continue
        for column in table.columns:
            if not is_percent(column) and sum(c.amount(column) or 0 for c in children) != (row.amount(column) or 0):
                wrong.add((table.kind, row.code, column))
    return wrong


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_only_what_the_document_has_wrong_does_not_add_up(name: str) -> None:
    found = {wrong for table in document(name).tables for wrong in wrong_sums(table)}
    assert found == WRONG_SUMS.get(name, set())


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_rows_add_up(name: str) -> None:
    wrong = set()
    for table in document(name).tables:
        if {"total", "basic", "project"} <= set(table.columns) and table.kind in ("expenditure", "general"):
            parts = [c for c in table.columns if c != "total"]
            for row in table.rows:
                if sum(row.amount(part) or 0 for part in parts) != (row.amount("total") or 0):
                    wrong.add((table.kind, row.code))
    assert wrong == WRONG_ROWS.get(name, set())


@pytest.mark.parametrize(
    ("name", "unit", "year", "kind", "tables"),
    [
        ("js-rd-2017", "江苏省人大常委会办公厅", 2017, "budget", 12),
        ("js-rd-2018", "江苏省人大常委会办公厅", 2018, "budget", 12),
        ("js-fy-2019", "江苏省高级人民法院", 2019, "budget", 12),
        ("js-swb-2019", "中共江苏省委办公厅", 2019, "budget", 12),
        ("sh-putuo-czj-2024-final", "上海市普陀区财政局", 2024, "final_accounts", 9),
        ("sh-putuo-czj-2024-final-planted-errors", "上海市普陀区财政局", 2024, "final_accounts", 8),
        ("sh-putuo-sfj-2026-unit", "上海市普陀区司法局", 2026, "budget", 9),
        ("sh-putuo-wanli-2024-dept", "上海市普陀区人民政府万里街道办事处", 2024, "budget", 9),
    ],
)
def test_whose_and_how_many_tables(name: str, unit: str, year: int, kind: str, tables: int) -> None:
    found = document(name)
    assert (found.unit, found.year, found.kind, len(found.tables)) == (unit, year, kind, tables)
    assert all(table.kind is not None for table in found.tables)


def test_units_differ_between_tables_of_one_document() -> None:
    units = {table.kind: table.amount_unit for table in document("sh-putuo-sfj-2026-unit").tables}
    assert units["general"] == "元"
    assert units["three_public"] == "万元"


def test_codes_of_before_2018() -> None:
    basic = document("js-rd-2017").tables_of("basic")[0]
    printed = {code: row.values["budget"] for code in ("30311", "30312") if (row := basic.row(code)) is not None}
    assert printed == {"30311": "494.22", "30312": "1018.01"}


def test_rows_without_figures_on_the_next_page_stay_in_their_table() -> None:
    (income,) = document("js-rd-2017").tables_of("income")
    assert [row.page for row in income.rows] == [9] * 7 + [10] * 8
    assert income.rows[7].name == "其他非税收入"


def test_lost_zeros_are_put_back() -> None:
    basic = document("sh-putuo-wanli-2024-dept").tables_of("basic")[0]
    names = {row.code: row.name for row in basic.rows}
    assert (names["30102"], names["30107"]) == ("津贴补贴", "绩效工资")


def test_names_half_above_and_half_below_their_code() -> None:
    general = document("js-rd-2018").tables_of("general")[0]
    row = general.row("2080505")
    assert row is not None
    assert row.name == "机关事业单位基本养老保险缴费支出"


def test_the_two_halves_of_an_economic_table() -> None:
    (basic,) = document("sh-putuo-czj-2024-final").tables_of("basic")
    codes = [row.code for row in basic.rows if row.code]
    assert len(codes) == len(set(codes)) == 64
    assert [row.name for row in basic.rows if not row.code] == ["人员经费合计", "公用经费合计"]
    blank = basic.row("30205")
    assert blank is not None
    assert dict(blank.values) == {}


def test_the_three_public_expenses() -> None:
    (budget,) = document("js-fy-2019").tables_of("three_public")
    assert dict(budget.rows[0].values) == {
        "total": "2382.02",
        "“三公”经费/小计": "513.75",
        "abroad": "160.00",
        "vehicles": "266.80",
        "vehicle_running": "266.80",
        "reception": "86.95",
        "会议费": "271.02",
        "培训费": "1597.25",
    }
    (final,) = document("sh-putuo-czj-2024-final").tables_of("three_public")
    assert dict(final.rows[0].values) == {"total/budget": "0.95", "reception/budget": "0.95"}


def test_income_and_expenditure_side_by_side() -> None:
    (table,) = document("sh-putuo-czj-2024-final").tables_of("income_expenditure")
    totals = {(row.side, row.values["actual"]) for row in table.rows if row.code == TOTAL}
    assert totals == {("income", "2995.39"), ("expenditure", "2995.39")}
    assert {row.page for row in table.rows} == {6, 7}


def test_the_missing_table_is_not_made_up() -> None:
    assert document("sh-putuo-czj-2024-final-planted-errors").tables_of("expenditure") == ()


def test_a_blank_form_is_told_from_a_document() -> None:
    with pytest.raises(InputFaults) as caught:
        read_document(FOLDER / INDEX["sh-final-template-2024"]["file"])
    (fault,) = caught.value.faults
    assert "blank form" in fault.text.en


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_every_figure_goes_into_a_file_of_figures_and_back(name: str, tmp_path: Path) -> None:
    file = tmp_path / "x.figures.yaml"
    file.write_text(write_figures(document(name)), encoding="utf-8")
    again = read_document(file)
    for before, after in zip(document(name).tables, again.tables, strict=True):
        assert (before.title, before.number, before.amount_unit, before.columns) == (
            after.title,
            after.number,
            after.amount_unit,
            after.columns,
        )
        for row, same in zip(before.rows, after.rows, strict=True):
            assert (row.code, row.name, row.parent, row.side) == (same.code, same.name, same.parent, same.side)
            assert (row.values, row.uncertain) == (same.values, same.uncertain)


def test_prose_is_kept_beside_the_tables() -> None:
    lines = document("js-fy-2019").prose
    assert all(line.page is not None and line.box is not None for line in lines if line.number)
    assert any("增长12.11%" in line.joined for line in lines)
