"""A central unit's published budget: every figure of three tables, written down from the document by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from openfisca_china_personnel.documents import Document, read_document, write_figures
from openfisca_china_personnel.faults import InputFaults

FILE = Path(__file__).resolve().parents[3] / "shared" / "documents" / "nia-2023.txt"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the published documents are not beside this checkout")

EXPENDITURE = """
line code    total     basic    project
154 204     297350.95 44209.98 253140.97
156 20402   297350.95 44209.98 253140.97
158 2040201 44209.98  44209.98 .
160 2040223 253140.97 .        253140.97
162 208     461.55    461.55   .
164 20805   461.55    461.55   .
166 2080505 307.71    307.71   .
168 2080506 153.84    153.84   .
170 221     968.31    968.31   .
172 22102   968.31    968.31   .
174 2210201 547.06    547.06   .
176 2210202 14.77     14.77    .
178 2210203 406.48    406.48   .
180 total   298780.81 45639.84 253140.97
"""

GENERAL = """
line code prior_year_actual prior_year_actual_less_capital budget basic project \
budget_less_capital change change_percent
243 204     120975.33 120975.33 90058.99 9057.06  81001.93 90058.99 -30916.34 -25.6
245 20402   120975.33 120975.33 90058.99 9057.06  81001.93 90058.99 -30916.34 -25.6
247 208     425.01    425.01    461.55   461.55   .        461.55   36.54     8.6
249 20805   425.01    425.01    461.55   461.55   .        461.55   36.54     8.6
251 2080505 283.34    283.34    307.71   307.71   .        307.71   24.37     8.6
257 2080506 141.67    141.67    153.84   153.84   .        153.84   12.17     8.6
263 221     544.87    544.87    547.36   547.36   .        547.36   2.49      0.5
265 22102   544.87    544.87    547.36   547.36   .        547.36   2.49      0.5
267 2210201 390.48    390.48    390.48   390.48   .        390.48   .         0.0
269 2210202 12.28     12.28     14.77    14.77    .        14.77    2.49      20.3
271 2210203 142.11    142.11    142.11   142.11   .        142.11   .         0.0
273 total   121945.21 121945.21 91067.90 10065.97 81001.93 91067.90 -30877.31 -25.3
"""

BASIC = """
line code total personnel operating
284 301   6478.81  6478.81 .
286 30101 2859.90  2859.90 .
288 30102 2000.00  2000.00 .
290 30103 10.00    10.00   .
292 30108 307.71   307.71  .
298 30109 153.84   153.84  .
300 30112 156.88   156.88  .
302 30113 390.48   390.48  .
304 30114 200.00   200.00  .
306 30199 400.00   400.00  .
308 302   3322.16  .       3322.16
310 30201 41.62    .       41.62
312 30202 1.00     .       1.00
314 30205 20.00    .       20.00
316 30206 620.00   .       620.00
318 30207 10.00    .       10.00
320 30208 240.00   .       240.00
322 30209 531.15   .       531.15
324 30211 28.00    .       28.00
326 30212 650.15   .       650.15
328 30213 5.00     .       5.00
330 30215 30.00    .       30.00
332 30216 5.00     .       5.00
333 30217 631.34   .       631.34
335 30226 10.00    .       10.00
337 30227 10.00    .       10.00
339 30228 120.00   .       120.00
341 30229 5.00     .       5.00
343 30231 260.00   .       260.00
345 30239 48.90    .       48.90
347 30240 5.00     .       5.00
349 30299 50.00    .       50.00
351 303   65.00    65.00   .
353 30304 30.00    30.00   .
355 30305 15.00    15.00   .
357 30309 10.00    10.00   .
359 30399 10.00    10.00   .
361 310   200.00   .       200.00
363 31002 200.00   .       200.00
365 total 10065.97 6543.81 3522.16
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(FILE)


def test_whose_it_is(document: Document) -> None:
    assert (document.unit, document.year, document.kind) == ("国家移民管理局机关", 2023, "budget")
    assert document.amount_unit == "万元"


def test_tables_are_known_by_title_number_and_scope(document: Document) -> None:
    found = [(table.number, table.title, table.scope, table.amount_unit) for table in document.tables]
    assert found[:9] == [
        ("1", "单位收支总表", "all", "万元"),
        ("2", "单位收入总表", "all", "万元"),
        ("3", "单位支出总表", "all", "万元"),
        ("4", "财政拨款收支总表", "appropriation", "万元"),
        ("5", "一般公共预算支出表", "general", "万元"),
        ("6", "一般公共预算基本支出表", "general", "万元"),
        ("7", "政府性基金预算支出表", "government_fund", "万元"),
        ("8", "国有资本经营预算支出表", "state_capital", "万元"),
        ("9", "财政拨款预算“三公”经费支出表", "appropriation", "万元"),
    ]
    assert [table.kind for table in document.tables[9:]] == ["performance"] * 6
    assert document.tables[2].columns == ("total", "basic", "project", "remitted", "business", "affiliated")


@pytest.mark.parametrize(("number", "written"), [("3", EXPENDITURE), ("5", GENERAL), ("6", BASIC)])
def test_every_figure_stands_in_its_column(document: Document, number: str, written: str) -> None:
    table = next(table for table in document.tables if table.number == number)
    head, *lines = (line.split() for line in written.strip().splitlines())
    expected = [
        (int(line), code, {column: cell for column, cell in zip(head[2:], cells, strict=True) if cell != "."}, ())
        for line, code, *cells in lines
    ]
    assert [(row.line, row.code, dict(row.values), row.uncertain) for row in table.rows] == expected


SIDES = """
44 income      一、一般公共预算拨款收入       91067.90
50 income      四、事业收入                   .
54 income      六、其他收入                   10.00
56 income      本年收入合计                   91077.90
58 income      使用非财政拨款结余             102970.78
60 income      上年结转                       167551.01
62 income      收入总计                       361599.69
44 expenditure 一、公共安全支出               297350.95
46 expenditure 二、社会保障和就业支出         461.55
48 expenditure 三、卫生健康支出               .
50 expenditure 四、住房保障支出               968.31
56 expenditure 本年支出合计                   298780.81
58 expenditure 结转下年                       62818.88
62 expenditure 支出总计                       361599.69
"""


def test_income_and_expenditure_stand_on_their_sides(document: Document) -> None:
    (table,) = document.tables_of("income_expenditure")
    found = {(row.line, row.side, row.name, row.values.get("budget")) for row in table.rows}
    for line, side, name, figure in (written.split() for written in SIDES.strip().splitlines()):
        assert (int(line), side, name, None if figure == "." else figure) in found
    assert len(found) == 17
    (appropriation,) = document.tables_of("appropriation")
    totals = [(row.side, row.values["budget"]) for row in appropriation.rows if row.code == "total"]
    assert totals == [("income", "191632.12"), ("expenditure", "191632.12")]
    assert any(row.name == "（一）一般公共预算拨款" for row in appropriation.rows)


def test_eleven_figures_for_twelve_columns(document: Document) -> None:
    (row,) = document.tables_of("three_public")[0].rows
    assert dict(row.values) == {
        "total_prior_year": "10051.2",
        "abroad_prior_year": "740.58",
        "vehicles_prior_year": "8662.84",
        "reception_prior_year": "647.78",
        "total": "9103.44",
        "abroad": "650.15",
        "vehicles": "7814.02",
        "vehicle_purchase": "4833.41",
        "vehicle_running": "2980.61",
        "reception": "639.27",
    }
    assert row.uncertain == ("vehicle_purchase_prior_year", "vehicle_running_prior_year")


def test_performance_tables_give_funds_and_weights(document: Document) -> None:
    funds = [table.rows[0].values["budget"] for table in document.tables_of("performance")]
    assert funds == ["53800.00", "8100.00", "2210.00", "4678.40", "2059.64", "2554.89"]
    for table in document.tables_of("performance"):
        whole, *parts = [Decimal(row.values["budget"]) for row in table.rows if "budget" in row.values]
        assert whole == sum(parts)
        assert sum(int(row.values["分值权重"]) for row in table.rows if "分值权重" in row.values) == 90


def test_every_figure_goes_into_a_file_of_figures_and_back(document: Document, tmp_path: Path) -> None:
    file = tmp_path / "x.figures.yaml"
    file.write_text(write_figures(document), encoding="utf-8")
    for before, after in zip(document.tables, read_document(file).tables, strict=True):
        assert (before.title, before.columns, len(before.rows)) == (after.title, after.columns, len(after.rows))
        for row, same in zip(before.rows, after.rows, strict=True):
            assert (row.code, row.name, row.side) == (same.code, same.name, same.side)
            assert (row.values, row.uncertain) == (same.values, same.uncertain)


def test_names_are_joined_and_keep_their_signs(document: Document) -> None:
    (expenditure,), (general,), (basic,) = map(document.tables_of, ("expenditure", "general", "basic"))
    names = [row.name for row in general.rows]
    assert names[4:6] == ["机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出"]
    assert names[-1] == "合计"
    by_code = {row.code: row.name for row in basic.rows}
    assert (by_code["30108"], by_code["30212"]) == ("机关事业单位基本养老保险缴费", "因公出国（境）费用")
    assert all(row.name for table in (expenditure, general, basic) for row in table.rows)


def test_parents_follow_the_codes(document: Document) -> None:
    parents = {row.code: row.parent for row in document.tables_of("general")[0].rows}
    assert (parents["2080505"], parents["20805"], parents["208"], parents["total"]) == ("20805", "208", None, None)


def test_pages_are_not_known_where_the_text_only_shows_where_they_begin(document: Document) -> None:
    assert {row.page for table in document.tables for row in table.rows} == {None}


@pytest.mark.parametrize(
    ("code", "scope", "printed"),
    [
        ("2210201", "general", "390.48"),
        ("2210201", "all", "547.06"),
        ("2210202", "general", "14.77"),
        ("2080505", "general", "307.71"),
        ("2210203", "all", "406.48"),
    ],
)
def test_the_figure_that_a_comparison_reads(document: Document, code: str, scope: str, printed: str) -> None:
    figure = document.figure(code, scope=scope)  # type: ignore[arg-type]
    assert figure is not None
    assert figure.printed == printed
    assert figure.yuan == Decimal(printed) * 10000
    assert figure.half_last_place == Decimal(50)
    assert not figure.uncertain


def test_a_figure_of_the_economic_table_on_request(document: Document) -> None:
    for name in ("6", "basic", "一般公共预算基本支出表"):
        figure = document.figure("30108", table=name)
        assert figure is not None
        assert (figure.printed, figure.table_number, figure.line) == ("307.71", "6", 292)
    assert document.figure("30108") is None


def test_negatives_in_brackets_are_the_same_figures(document: Document, tmp_path: Path) -> None:
    file = tmp_path / FILE.name
    file.write_text(FILE.read_text(encoding="utf-8").replace("-30,916.34", "（30,916.34）"), encoding="utf-8")
    assert read_document(file) == document


@pytest.mark.parametrize(("before", "after"), [("2.28 12.28", "2.28 12.28*"), ("2.49 20.3", "2.49 增长20.3")])
def test_an_unreadable_figure_is_said_with_its_line(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / FILE.name
    text = FILE.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_document(file)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == (FILE.name, 269)
    assert "一般公共预算支出表" in fault.text.zh
