"""The forms of a result: what must be escaped, guarded and drawn together."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.report import shown
from openfisca_china_personnel.report.layout import Column, Report, Section
from openfisca_china_personnel.report.views import view_of


def report(*cells, heading="h", title="t", notes=()):
    column = Column(Text(heading, heading))
    return Report((Section(Text(title, title), (column,) * len(cells), (cells,)),), notes)


def note(text="n", **places):
    return Note("code", Text(text, text), **places)


def in_form(form, *cells, language="en", **more):
    return shown(report(*cells, **more), {}, form, language)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("a\nb\r\nc", "a b c"),
        ("<script>", r"\<script>"),
        ("*x* `y`", r"\*x\* \`y\`"),
        ("科目_1", "科目_1"),
    ],
)
def test_markdown_takes_nothing_for_a_mark(text, escaped):
    for shown_text in (
        in_form("md", text),
        in_form("md", "x", heading=text),
        in_form("md", "x", title=text),
        in_form("md", "x", notes=(note(text),)),
    ):
        assert escaped in shown_text
    rows = [line for line in in_form("md", text, "second").splitlines() if line.startswith("|")]
    assert len(rows) == 3


def test_a_markdown_table():
    amounts = Column(Text("元", "yuan"), amounts=True)
    section = Section(
        Text("表", "table"), (Column(Text("名", "name")), amounts), (("甲", Decimal("1234.50")), ("乙", None))
    )
    assert shown(Report((section,)), {}, "md", "zh") == (
        "### 表\n\n| 名 | 元 |\n| --- | ---: |\n| 甲 | 1,234.50 |\n| 乙 | — |\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"])
def test_text_cannot_act_as_a_formula(text):
    heads, row = list(csv.reader(io.StringIO(in_form("csv", text, heading=text), newline="")))
    assert heads == ["'" + text]
    assert row == ["'" + text]


def test_numbers_are_not_guarded():
    cells = (Decimal("-1234.50"), -3, None, "甲-1", Text("-", "-"))
    (_, row) = list(csv.reader(io.StringIO(in_form("csv", *cells))))
    assert row == ["-1234.50", "-3", "", "甲-1", "'-"]


def test_csv_quotes_what_would_divide():
    assert list(csv.reader(io.StringIO(in_form("csv", 'a,"b"\nc'), newline="")))[1] == ['a,"b"\nc']


def test_csv_sections_and_notes_stand_apart():
    both = Report((*report("a").sections, *report("b").sections), (note("=x"),))
    assert shown(both, {}, "csv", "en") == "h\r\na\r\n\r\nh\r\nb\r\n\r\nNotes\r\n'=x\r\n"


@pytest.mark.parametrize(
    ("months", "spans"),
    [
        (("2024-03",), "2024-03"),
        (tuple(f"2024-{month:02d}" for month in range(1, 13)), "2024-01–2024-12"),
        (("2024-01", "2024-02", "2024-04"), "2024-01–2024-02, 2024-04"),
        (("2024-12", "2023-12", "2024-01"), "2023-12–2024-01, 2024-12"),
        (("2024-09", "2024-11"), "2024-09, 2024-11"),
    ],
)
def test_runs_of_months_are_drawn_together(months, spans):
    assert f"(months {spans})" in in_form("md", "x", notes=(note(months=months),))


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ((2,), "2"),
        ((2, 3, 4, 5, 9), "2–5, 9"),
        ((9, 2, 3), "2–3, 9"),
        (tuple(range(2, 26, 2)), ", ".join(map(str, range(2, 26, 2)))),
        (tuple(range(2, 28, 2)), ", ".join(map(str, range(2, 26, 2))) + " … (13)"),
        (tuple(range(2, 100_002)), "2–100001"),
    ],
)
def test_runs_of_rows_are_drawn_together(rows, spans):
    assert f"(rows {spans})" in in_form("md", "x", notes=(note(rows=rows),))


def test_the_places_of_a_note_in_both_languages():
    full = note(lines=("2210201", "2210202"), rows=(2,), months=("2024-01",), grade="C")
    assert "n (lines 2210201 2210202; rows 2; months 2024-01; grade C)" in in_form("md", "x", notes=(full,))
    assert "n（科目 2210201 2210202；名册行 2；月份 2024-01；级别 C）" in in_form(
        "md", "x", notes=(full,), language="zh"
    )
    assert "1. n\n" in in_form("md", "x", notes=(note(),))


def test_a_table_keeps_square_brackets_and_long_names():
    text = in_form("table", "[bold]甲[/bold]", "长" * 200)
    assert "[bold]甲[/bold]" in text
    assert text.count("长") == 200
    assert "\x1b" not in text


def test_a_table_shows_every_digit():
    amounts = Column(Text("元", "yuan"), amounts=True)
    row = tuple(Decimal("123456789012345678.90") for _ in range(6))
    for width in (1, 40, 80, None):
        text = shown(Report((Section(Text("t", "t"), (amounts,) * 6, (row,)),)), {}, "table", "zh", width=width)
        assert text.count(" 123,456,789,012,345,678.90") == 6


def test_no_column_disappears_on_a_narrow_terminal():
    column, amounts = Column(Text("科目名称", "Line")), Column(Text("元", "yuan"), amounts=True)
    row = (
        "2080505",
        "机关事业单位基本养老保险缴费支出",
        Decimal("3077099.28"),
        Decimal("-0.01"),
        Text("在区间内", "within"),
    )
    section = Section(Text("t", "t"), (column, column, amounts, amounts, column), (row,))
    for width in (20, 60, 80):
        text = shown(Report((section,)), {}, "table", "zh", width=width)
        assert all(word in text for word in ("2080505", "3,077,099.28", "-0.01", "在区间内"))
        assert text.count("科目名称") == 3
        assert set("机关事业单位基本养老保险缴费支出") <= set(text)


def test_nothing_is_known_of_other_things():
    with pytest.raises(TypeError, match="int"):
        view_of(3)
