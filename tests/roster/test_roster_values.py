"""What a cell may say, kind by kind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.roster import read_roster
from openfisca_china_personnel.roster.cells import Refused
from openfisca_china_personnel.roster.month_cells import calendar_month_of, month_of
from openfisca_china_personnel.roster.numbers import fen_of, headcount_of, rate_of, read_money
from openfisca_china_personnel.roster.words import RANK, key, yes_no_of


@pytest.mark.parametrize(
    ("text", "fen", "rounded"),
    [
        ("8333.3", 833330, False),
        ("８３３３．３０", 833330, False),
        ("8,333.30", 833330, False),
        ("8，333.30", 833330, False),
        ("￥8333.30元", 833330, False),
        ("　8333.30 元 ", 833330, False),
        ("1.2万", 1200000, False),
        ("1.23456万元", 1234560, False),
        ("8333.299999999999", 833330, False),
        ("8333.3000000000001", 833330, False),
        ("0.005", 1, True),
        ("0.0049", 0, True),
        ("8333.295", 833330, True),
        ("8333.2949999999999999999", 833329, True),
        ("1E+4", 1000000, False),
        ("0", 0, False),
        ("10000000", 1000000000, False),
    ],
)
def test_amounts(text, fen, rounded):
    assert fen_of(text) == (fen, rounded)


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        "−1",
        "-0.01",
        "abc",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "10000000.01",
        "1001万",
        "1,2",
        "12,34.5",
        "1 2",
        "1..2",
        "8333,30",
        "八千",
        "",
        "元",
        "true",
        "12%",
        "#N/A",
        "#REF!",
        "2023-07-01 00:00:00",
        "٣",
        "1e999999",
        "9" * 100,
    ],
)
def test_what_is_no_amount(text):
    with pytest.raises(Refused):
        fen_of(text)


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("0", 0),
        ("3", 3_000_000),
        ("0.5", 500_000),
        ("0.333333", 333_333),
        ("0.30000000000000004", 300_000),
        ("2人", 2_000_000),
        ("1,000", 1_000_000_000),
        ("10000000", 10_000_000_000_000),
    ],
)
def test_headcounts(text, millionths):
    assert headcount_of(text) == millionths


@pytest.mark.parametrize("text", ["-1", "0.3333333", "10000000.5", "10000001", "三", "nan", "inf"])
def test_what_is_no_headcount(text):
    with pytest.raises(Refused):
        headcount_of(text)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("12%", 1200),
        ("12％", 1200),
        ("１２%", 1200),
        ("0.5%", 50),
        ("12", 1200),
        ("0.12", 1200),
        ("1", 100),
        ("0.0575", 575),
        ("5.25", 525),
        ("0.07000000000000001", 700),
        ("5.25 %", 525),
    ],
)
def test_rates(text, hundredths):
    assert rate_of(text) == hundredths


@pytest.mark.parametrize("text", ["5.255", "0.12345", "-5", "101%", "十二", "12‰", "nan"])
def test_what_is_no_rate(text):
    with pytest.raises(Refused):
        rate_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-07",
        "2023-7",
        "2023/7",
        "2023.07",
        "2023年7月",
        "2023 年 7 月",
        "2023年07月15日",
        "202307",
        "202307.0",
        "2023-07-15",
        "2023/7/15",
        "2023-07-15 00:00:00",
        "2023-07-15 00:00:00.000000",
        "２０２３－０７",
        "2023年7月份",
    ],
)
def test_months(text):
    assert month_of(text) == 2023 * 12 + 6


@pytest.mark.parametrize(
    "text",
    [
        "2023-13",
        "2023-00",
        "1899-12",
        "2101-01",
        "2023",
        "45108",
        "20230715",
        "202313",
        "2023.1",
        "07-2023",
        "2023-07-32",
        "23-07",
        "7",
        "2023-07/15",
        "年",
        "Jul-23",
    ],
)
def test_what_is_no_month(text):
    with pytest.raises(Refused):
        month_of(text)


def test_a_serial_number_is_not_guessed():
    with pytest.raises(Refused, match="Excel date"):
        month_of("45108")


@pytest.mark.parametrize("text", ["6", "06", "6月", "6.0", "2023-06", "2023年6月", "2023-06-30 00:00:00"])
def test_calendar_months(text):
    assert calendar_month_of(text, 2023) == 6


def test_a_calendar_month_of_another_year():
    assert calendar_month_of("2022-06", None) == 6
    for text in ("2022-06", "13", "0", "13月", "六"):
        with pytest.raises(Refused):
            calendar_month_of(text, 2023)


def test_yes_and_no():
    assert all(yes_no_of(text) for text in ("是", "yes", "Y", "TRUE", "1", "１", "有", "√"))
    assert not any(yes_no_of(text) for text in ("否", "No", "n", "false", "0", "无", "×"))
    for text in ("maybe", "2", "对吗"):
        with pytest.raises(Refused):
            yes_no_of(text)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("司局级正职", "director_general"),
        ("厅局级正职", "director_general"),
        ("正司局级", "director_general"),
        ("正局级", "director_general"),
        ("正厅级", "director_general"),
        ("地厅级副职", "deputy_director_general"),
        ("县处级正职", "division_head"),
        ("正县级", "division_head"),
        ("乡科级正职", "section_head"),
        ("副科", "deputy_section_head"),
        ("部级正职", "minister"),
        ("省部级副职", "vice_minister"),
        ("科员", "staff"),
        ("办事员", "staff"),
        ("科员级", "staff"),
        ("正高级", "senior_professional"),
        ("中级职称", "middle_professional"),
        ("中级工", "middle_worker"),
        ("普工", "ordinary_worker"),
        ("Deputy Division Head", "deputy_division_head"),
        ("vice-minister", "vice_minister"),
        ("未注明", "unspecified"),
    ],
)
def test_rank_words(text, rank):
    assert RANK[key(text)] == rank


@pytest.mark.parametrize("text", ["研究员", "教授", "处级", "司级", "科级", "高级", "离退休", "调研员"])
def test_words_that_leave_the_rank_open_are_not_ranks(text):
    assert key(text) not in RANK


FORMS = (
    lambda fen: f"{fen // 100}.{fen % 100:02d}",
    lambda fen: f"{fen // 100:,}.{fen % 100:02d}",
    lambda fen: f"￥{fen // 100}.{fen % 100:02d}元",
    lambda fen: f"{Decimal(fen) / 1_000_000:f}万",
    lambda fen: f"　{fen // 100}．{fen % 100:02d} ".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda fen: repr(fen / 100),
    lambda fen: repr(fen / 100 * (1 + 2**-52)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 999_999_999), st.sampled_from(FORMS)), min_size=1, max_size=30))
def test_amounts_written_in_any_notation_read_back_to_the_fen(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("roster") / "r.csv"
    path.write_text("月工资;人数\n" + "".join(f"{form(fen)};1\n" for fen, form in cells), "utf-8")
    assert read_roster(path).table["monthly_salary"].to_list() == [fen for fen, _ in cells]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,18})?", fullmatch=True), min_size=1, max_size=20))
def test_whole_columns_and_single_cells_round_alike(texts):
    cells, rounded = read_money(polars.Series(texts))
    expected = [fen_of(text) for text in texts]
    assert list(zip(cells.values, (place in rounded for place in range(len(texts))), strict=True)) == expected


@given(st.decimals(0, 9_999_999, places=5))
def test_rounding_is_half_up(amount):
    fen, rounded = fen_of(str(amount))
    exact = amount * 100
    assert (fen, rounded) == (int(exact.quantize(Decimal(1), ROUND_HALF_UP)), exact != exact.to_integral_value())


def test_rounded_amounts_are_noted_with_their_rows(read):
    roster = read("月工资,养老基数\n1.005,1\n2.00,2.125\n8333.299999999999,1\n")
    assert roster.table["monthly_salary"].to_list() == [101, 200, 833330]
    (note,) = [note for note in roster.notes if note.code == "rounded_to_fen"]
    assert note.rows == (2, 3)
