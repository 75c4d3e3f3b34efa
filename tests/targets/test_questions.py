"""Reading what is asked: figures with their intervals, and what may be varied."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.targets import Vary, parse_target, parse_vary, read_question


def refused(read, text):
    """The one fault of a text, in both languages."""
    with pytest.raises(InputFaults) as found:
        read(text)
    (fault,) = found.value.faults
    return fault.text.zh, fault.text.en


@pytest.mark.parametrize(
    ("text", "low", "figure", "high"),
    [
        # Half of the last written place either way, in whole fen.
        ("2210201=400万", "3995000.00", "4000000.00", "4005000.00"),
        ("2210201=400.0万", "3999500.00", "4000000.00", "4000500.00"),
        ("2210201=400.00万元", "3999950.00", "4000000.00", "4000050.00"),
        ("2210201=4000000", "3999999.50", "4000000.00", "4000000.50"),
        ("2210201=4,000,000元", "3999999.50", "4000000.00", "4000000.50"),
        ("2210201=4000000.0", "3999999.95", "4000000.00", "4000000.05"),
        ("2210201=4000000.00", "4000000.00", "4000000.00", "4000000.00"),
        ("2210201=4000千元", "3999500.00", "4000000.00", "4000500.00"),
        ("2210201=1.23亿", "122500000.00", "123000000.00", "123500000.00"),
        ("2210201 = 400 万", "3995000.00", "4000000.00", "4005000.00"),
        ("２２１０２０１＝４００万", "3995000.00", "4000000.00", "4005000.00"),
        ("2210201=0", "-0.50", "0.00", "0.50"),
    ],
)
def test_a_figure_is_the_interval_of_half_its_last_place(text, low, figure, high):
    found = parse_target(text)
    assert (found.code, found.year) == ("2210201", None)
    assert (found.low, found.figure, found.high) == (Decimal(low), Decimal(figure), Decimal(high))


def test_both_ends_of_the_interval_belong_to_it():
    found = parse_target("2210201=400万")
    assert [found.holds(fen) for fen in (399_499_999, 399_500_000, 400_500_000, 400_500_001)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("text", ["2080505@2025=307.71万", "2080505@2025年=307.71万元"])
def test_a_target_of_a_year(text):
    found = parse_target(text)
    assert (found.code, found.year, found.figure) == ("2080505", 2025, Decimal("3077100.00"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2210201",
        "2210201=",
        "=400万",
        "400万",
        "221=4",
        "2210201=-4万",
        "2210201=4e6",
        "2210201=4,00",
        "住房公积金=4",
    ],
)
def test_what_is_no_target_is_refused_with_an_example(text):
    zh, en = refused(parse_target, text)
    assert f"“{text}”不是目标" in zh
    assert "2210201=400万" in zh
    assert f"“{text}” is no target" in en


def test_a_target_finer_than_a_fen_or_beyond_all_budgets_is_refused():
    assert "精确到分" in refused(parse_target, "2210201=0.123")[0]
    assert "finer than a fen" in refused(parse_target, "2210201=4.1234567万")[1]
    assert "check the unit" in refused(parse_target, "2210201=99999999亿")[1]


@pytest.mark.parametrize(
    ("text", "vary"),
    [
        ("headcount:staff", Vary("headcount", rank="staff")),
        ("headcount:科员", Vary("headcount", rank="staff")),
        ("人数:正处级", Vary("headcount", rank="division_head")),
        ("人数：副处级", Vary("headcount", rank="deputy_division_head")),
        ("rate", Vary("rate")),
        ("rate:单位甲", Vary("rate", unit="单位甲")),
        ("比例：单位甲", Vary("rate", unit="单位甲")),
        ("raise", Vary("raise")),
        ("调资:科员", Vary("raise", rank="staff")),
    ],
)
def test_what_may_be_varied(text, vary):
    assert parse_vary(text) == vary


@pytest.mark.parametrize(
    "text", ["headcount:staff@2023-07", "rate@2023-07", "rate:甲@2023年7月", "raise:staff@2023-07"]
)
def test_a_month_behind_it(text):
    assert month_text(parse_vary(text).since) == "2023-07"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("heads:staff", "不是可变的量", "nothing that can be varied"),
        ("", "不是可变的量", "nothing that can be varied"),
        ("rate:", "不是可变的量", "nothing that can be varied"),
        ("raise@", "不是可变的量", "nothing that can be varied"),
        ("headcount", "没有写职级", "names no rank"),
        ("headcount@2023-07", "没有写职级", "names no rank"),
        (
            "headcount:科长",
            "“科长”不是已知的职级，最接近的是“科员”",
            "“科长” is not a known rank; the nearest is “科员”",
        ),
        ("raise@2023-13", "第 13 月", "a month 13"),
        ("raise@2023-07-15", "写到了日", "names a day"),
    ],
)
def test_what_cannot_be_varied_is_refused_with_the_reason(text, zh, en):
    found = refused(parse_vary, text)
    assert zh in found[0]
    assert en in found[1]


def test_every_fault_of_a_question_at_once():
    with pytest.raises(InputFaults) as found:
        read_question(["2210201=400万", "x"], ["rate", "y", "headcount"])
    assert [fault.text.en.split("”")[0] for fault in found.value.faults] == ["“x", "“y", "“headcount"]


def test_a_question_is_read():
    targets, varies = read_question(["2210201=400万"], ["rate"])
    assert (targets, varies) == ((parse_target("2210201=400万"),), (Vary("rate"),))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("headcount:staff@2023-07", "科员及以下人数（自 2023-07 起）", "headcount of staff and below from 2023-07"),
        ("rate", "公积金比例", "housing fund rate"),
        ("rate:甲", "公积金比例（甲）", "housing fund rate of 甲"),
        ("raise:staff", "调资幅度（科员及以下）", "pay rise of staff and below"),
        ("raise", "调资幅度", "pay rise"),
    ],
)
def test_what_is_varied_as_people_read_it(text, zh, en):
    label = parse_vary(text).label
    assert (label.zh, label.en) == (zh, en)
