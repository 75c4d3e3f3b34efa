"""What stands in one cell and what does not: figures cut over lines, spaced-out digits, names that run over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab", reason="the maker of PDF files for tests is not installed")

from documents.made_pdf import HEIGHT, WIDTH, Cell, Page, Ruled, Table
from documents.test_document_pdf_layouts import (
    COVER,
    EXPECTED,
    HEAD,
    NAMES,
    ROWS,
    TITLE,
    WIDTHS,
    assert_is_the_table,
    figures,
    read,
)

WITH_AND_WITHOUT = pytest.mark.parametrize("ruled", ["all", "none"])
Rows = list[list[str | Cell]]


def table_of(rows: Rows, ruled: Ruled, widths: list[int] | None = None, **how: Any) -> list[str | Table]:
    return [COVER, *TITLE, Table(widths or WIDTHS, HEAD + rows, ruled, heads=1, **how)]


def with_total(cell: str) -> Rows:
    return [[cell if text == "1,050.00" else text for text in row] for row in ROWS]


@pytest.mark.parametrize("ruled", ["all", "columns", "none"])
@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("10,065.9\n7", "10065.97"),
        ("156,211,\n123", "156211123"),
        ("156,211,\n123.00", "156211123.00"),
        ("1,050.\n00", "1050.00"),
        ("1,050\n.00", "1050.00"),
        ("1,0\n50.00", "1050.00"),
    ],
)
def test_a_figure_cut_over_two_lines_is_whole_or_open(tmp_path: Path, ruled: Ruled, cell: str, figure: str) -> None:
    widths = [70, 100, int(5.2 * len(cell.split("\n", maxsplit=1)[0])) + 8, 90, 90]
    (table,) = read(tmp_path, [table_of(with_total(cell), ruled, widths)]).tables
    row = table.row("2210201")
    assert row is not None
    assert (row.values.get("total"), row.uncertain) in [(figure, ()), (None, ("total",))]
    if ruled != "none":
        assert row.values["total"] == figure
    assert figures(table).keys() == EXPECTED.keys()
    assert all(figures(table)[code] == EXPECTED[code] for code in EXPECTED if code != "2210201")


@pytest.mark.parametrize("cell", ["156,211,", "03", "1,05", "△1,050.00", "410\n50.00"])
@WITH_AND_WITHOUT
def test_what_is_no_whole_figure_is_open(tmp_path: Path, ruled: Ruled, cell: str) -> None:
    (table,) = read(tmp_path, [table_of(with_total(cell), ruled)]).tables
    row = table.row("2210201")
    assert row is not None
    assert row.uncertain == ("total",)
    assert row.values == {"basic": "1020.00", "project": "30.00"}


# Without lines nothing says where a name ends that figures are printed over: there the name just fits.
@pytest.mark.parametrize(("ruled", "width"), [("all", 90), ("all", 60), ("columns", 90), ("columns", 60), ("none", 90)])
def test_a_name_that_runs_over_into_the_figures_leaves_them_alone(tmp_path: Path, ruled: Ruled, width: int) -> None:
    rows = [[str(text).replace("\n", "") for text in row] for row in ROWS]
    (table,) = read(tmp_path, [table_of(rows, ruled, [70, 100, width, 90, 90])]).tables  # type: ignore[arg-type]
    assert_is_the_table(table)


def spaced(gap: float) -> Any:
    def draw(canvas: Any, x: float, y: float, text: str) -> None:
        for character in text:
            canvas.drawString(x, y, character)
            x += canvas.stringWidth(character) + gap

    return draw


@pytest.mark.parametrize("gap", [0.5, 1, 2, 3, 4])
@WITH_AND_WITHOUT
def test_digits_drawn_one_by_one(tmp_path: Path, ruled: Ruled, gap: float) -> None:
    page = table_of(ROWS, ruled, [110, 150, 120, 120, 120], draw=spaced(gap), right=False)
    (table,) = read(tmp_path, [page]).tables
    assert figures(table) == EXPECTED


@WITH_AND_WITHOUT
def test_codes_with_a_space_after_every_digit(tmp_path: Path, ruled: Ruled) -> None:
    rows: Rows = [[" ".join(str(row[0])), *row[1:]] for row in ROWS]
    (table,) = read(tmp_path, [table_of(rows, ruled, [110, 100, 90, 90, 90])]).tables
    assert_is_the_table(table)


@pytest.mark.parametrize("shift", [(0.3, 0), (0.6, 0.3), (0, 0.4)])
@WITH_AND_WITHOUT
def test_bold_type_drawn_twice(tmp_path: Path, ruled: Ruled, shift: tuple[float, float]) -> None:
    def twice(canvas: Any, x: float, y: float, text: str) -> None:
        canvas.drawString(x, y, text)
        canvas.drawString(x + shift[0], y + shift[1], text)

    (table,) = read(tmp_path, [table_of(ROWS, ruled, draw=twice)]).tables
    assert_is_the_table(table)


@pytest.mark.parametrize("minus", ["－", "−", "—", "﹣", "- ", "()"])
@WITH_AND_WITHOUT
def test_minus_signs(tmp_path: Path, ruled: Ruled, minus: str) -> None:
    def written(text: str) -> str:
        if not text.startswith("-"):
            return text
        return f"({text[1:]})" if minus == "()" else minus + text[1:]

    rows: Rows = [[written(str(text)) for text in row] for row in ROWS]
    (table,) = read(tmp_path, [table_of(rows, ruled)]).tables
    assert_is_the_table(table)


FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
RADICALS = str.maketrans("支行金老用人目一入", "⽀⾏⾦⽼⽤⼈⽬⼀⼊")


@pytest.mark.parametrize("letters", [FULL_WIDTH, RADICALS], ids=["full width", "radicals"])
@WITH_AND_WITHOUT
def test_characters_of_other_forms(tmp_path: Path, ruled: Ruled, letters: dict[int, int]) -> None:
    rows = [[str(text).translate(letters) for text in row] for row in HEAD + ROWS]
    drawn = Table([110, 150, 120, 120, 120], rows, ruled, right=False)
    (table,) = read(tmp_path, [[COVER, TITLE[0].translate(letters), TITLE[1], drawn]]).tables
    assert (table.kind, table.columns) == ("general", ("total", "basic", "project"))
    assert figures(table) == EXPECTED


@pytest.mark.parametrize("own", [False, True], ids=["all parts", "own part"])
@pytest.mark.parametrize("amounts", [1, 3])
@WITH_AND_WITHOUT
def test_codes_in_three_columns(tmp_path: Path, ruled: Ruled, amounts: int, own: bool) -> None:
    head: Rows = [["类", "款", "项", "科目名称", *["合计", "基本支出", "项目支出"][:amounts]]]
    rows: Rows = []
    for code, name, *cells in ROWS:
        parts = [str(code)[:3], str(code)[3:5], str(code)[5:7]]
        last = max((n for n, part in enumerate(parts) if part), default=0)
        kept = [part if n == last or not own else "" for n, part in enumerate(parts)]
        rows.append([*kept, name, *cells[:amounts]])
    drawn = Table([40, 40, 40, 150, *[90] * amounts], head + rows, ruled, heads=1)
    (table,) = read(tmp_path, [[COVER, *TITLE, drawn]]).tables
    columns = ("total", "basic", "project")[:amounts]
    wanted = {code: [row.get(column) for column in columns] for code, row in EXPECTED.items()}
    assert {row.code: [row.values.get(column) for column in table.columns] for row in table.rows} == wanted
    assert {code: row.name for code in NAMES if (row := table.row(code)) is not None} == NAMES


@pytest.mark.parametrize(
    "over", [["某某专项资金安排表", "单位：万元"], ["单位：万元"], ["一般公共预算支出", "单位：万元"]]
)
@WITH_AND_WITHOUT
def test_tables_with_another_title_and_with_none(tmp_path: Path, ruled: Ruled, over: list[str]) -> None:
    (table,) = read(tmp_path, [[COVER, *over, Table(WIDTHS, HEAD + ROWS, ruled, heads=1)]]).tables
    assert (table.kind, table.amount_unit) == ("general" if over[0] == TITLE[0][:-1] else None, "万元")
    assert_is_the_table(table)


@WITH_AND_WITHOUT
def test_columns_tell_which_table_one_without_a_title_is(tmp_path: Path, ruled: Ruled) -> None:
    head: Rows = [["科目编码", "科目名称", "2022年执行数", "2023年预算数", "增减额"]]
    rows: Rows = [[row[0], row[1], row[2], row[2], "0.00"] for row in ROWS]
    document = read(tmp_path, [[COVER, "单位：万元", Table(WIDTHS, head + rows, ruled, heads=1)]])
    (table,) = document.tables
    assert (table.title, table.kind, table.scope) == ("", "general", "general")
    figure = document.figure("2210201")
    assert figure is not None
    assert (figure.printed, figure.column) == ("1050.00", "budget")


@WITH_AND_WITHOUT
@pytest.mark.parametrize("between", [[], ["一、概况", "本单位主要负责某某工作。"]])
def test_a_title_on_the_page_before(tmp_path: Path, ruled: Ruled, between: list[str]) -> None:
    table_page: list[str | Table] = [Table(WIDTHS, HEAD + ROWS, ruled, heads=1)]
    (table,) = read(tmp_path, [[COVER, *between, *TITLE], table_page]).tables
    assert (table.kind, table.amount_unit) == ("general", "万元")
    assert_is_the_table(table)


def frame(canvas: Any) -> None:
    canvas.rect(45, 150, 450, HEIGHT - 190)


def every_row(canvas: Any) -> None:
    y = HEIGHT - 88
    for row in [*HEAD, *ROWS]:
        canvas.line(50, y, 490, y)
        y -= 16 + 12 * max(str(text).count("\n") for text in row)
    canvas.line(50, y, 490, y)


def around_the_page(canvas: Any) -> None:
    canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40)
    canvas.line(30, HEIGHT - 30, 800, HEIGHT - 30)


@pytest.mark.parametrize("drawn", [frame, every_row, around_the_page])
def test_frames_and_lines_across_make_no_columns(tmp_path: Path, drawn: Any) -> None:
    (table,) = read(tmp_path, [Page(table_of(ROWS, "none"), under=drawn)]).tables
    assert_is_the_table(table)


@pytest.mark.parametrize("rotation", [90, 180, 270])
@WITH_AND_WITHOUT
def test_pages_turned_in_every_way(tmp_path: Path, ruled: Ruled, rotation: int) -> None:
    pages: list[Page | list[str | Table]] = [
        Page([COVER, *TITLE]),
        Page([Table(WIDTHS, HEAD + ROWS, ruled, heads=1)], rotation=rotation),
    ]
    (table,) = read(tmp_path, pages).tables
    assert_is_the_table(table)
    assert all(row.box is not None and row.box.page == 2 for row in table.rows)
