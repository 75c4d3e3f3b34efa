"""A solution as people, JSON and dataframes see it, in both languages."""

from __future__ import annotations

from decimal import Decimal

import polars
import pytest

from budget.rows import HOUSING_FUND, PENSION, PLAIN, roster
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report import shown
from openfisca_china_personnel.report.of_solution import view
from openfisca_china_personnel.targets import Found, parse_vary, read_question, solve

TEN = {**PLAIN, "headcount": "10"}


def ask(targets, varies, *rows):
    asked, varied = read_question(targets, varies)
    return solve(roster(*(rows or (TEN,)), year=2024), targets=asked, varies=varied, years=(2024,))


def texts(report):
    """Every text that the report shows, its notes' included."""
    for section in report.sections:
        yield section.title
        yield from (column.heading for column in section.columns)
        yield from (cell for row in section.rows for cell in row if isinstance(cell, Text))
    yield from (note.text for note in report.notes)


@pytest.fixture(scope="module")
def met():
    return ask([f"{HOUSING_FUND}=168480"], ["headcount:division_head@2024-01"])


@pytest.fixture(scope="module")
def missed():
    return ask([f"{HOUSING_FUND}=108050"], ["rate"])


def test_an_answer_in_json(met):
    found = met.to_dict("en")
    assert found["met"] is True
    assert found["targets"] == [
        {
            "code": HOUSING_FUND,
            "year": 2024,
            "figure": Decimal("168480.00"),
            "low": Decimal("168479.50"),
            "high": Decimal("168480.50"),
        }
    ]
    assert found["variables"] == [
        {"kind": "headcount", "rank": "division_head", "unit": None, "from": "2024-01", "lowest": 3, "highest": 3}
    ]
    assert found["answer"] == {"values": [3], "amounts": [Decimal("168480.00")], "cost": Decimal("120240.00")}
    assert (found["below"], found["above"]) == (None, None)
    assert found["notes"][0]["code"] == "target_interval"
    assert found["notes"][0]["text"].startswith(
        "The target 168480 of 2210201 (2024) stands for 168,479.50 to 168,480.50"
    )


def test_a_miss_in_json(missed):
    found = missed.to_dict()
    assert (found["met"], found["answer"]) == (False, None)
    assert found["below"] == {
        "values": [Decimal("0.1000")],
        "amounts": [Decimal("108000.00")],
        "cost": Decimal("-21600.00"),
    }
    assert found["above"]["values"] == [Decimal("0.1001")]
    assert found["variables"][0]["lowest"] is None


def test_a_dataframe(met, missed):
    assert met.to_frame().rows() == [
        ("answer", "headcount", "division_head", None, Decimal("3.0000"), HOUSING_FUND, 2024, Decimal("168480.00"))
    ]
    frame = missed.to_frame()
    assert frame["trial"].to_list() == ["below", "above"]
    assert frame.schema["amount"] == polars.Decimal(38, 2)


def test_a_report_of_an_answer(met):
    report = view(met)
    answer, lines = report.sections
    assert [cell.zh if isinstance(cell, Text) else cell for cell in answer.rows[0]] == [
        "正处级人数（自 2024-01 起）",
        "满足全部目标",
        "+3 人",
        "+3 人",
        "+3 人",
        Decimal("120240.00"),
    ]
    assert [cell.en if isinstance(cell, Text) else cell for cell in lines.rows[0]] == [
        "Meets every target",
        2024,
        HOUSING_FUND,
        Decimal("168480.00"),
        Decimal("168479.50"),
        Decimal("168480.50"),
        Decimal("168480.00"),
        "met",
    ]


def test_a_report_of_a_miss_names_both_neighbours(missed):
    answer, lines = view(missed).sections
    assert [row[2].en for row in answer.rows] == ["10%", "10.01%"]
    assert [row[-1].zh for row in lines.rows] == ["不满足", "不满足"]


def test_a_report_of_no_plan_at_all():
    two = ["headcount:division_head", "headcount:staff"]
    found = ask([f"{HOUSING_FUND}=1"], two, TEN, {**PLAIN, "rank": "staff"})
    (section,) = view(found).sections
    assert [row[1].zh for row in section.rows] == ["没有能满足目标的取值"] * 2


def test_everything_shown_is_there_in_both_languages(met, missed):
    flat = ask([f"{PENSION}=1"], ["raise"])
    two = ["headcount:division_head", "headcount:staff"]
    mixed = ask([f"{HOUSING_FUND}=15万"], two, TEN, {**PLAIN, "rank": "staff"})
    for found in (met, missed, flat, mixed):
        for text in texts(view(found)):
            assert text.zh.strip()
            assert text.en.strip()
            assert "{" not in text.zh + text.en
        for language in ("zh", "en"):
            assert shown(view(found), found.to_dict(language), "json", language)


@pytest.mark.parametrize(
    ("vary", "steps", "zh", "en"),
    [
        ("headcount:staff", 1234, "+1,234 人", "+1,234"),
        ("headcount:staff", -2, "-2 人", "-2"),
        ("headcount:staff", 0, "0 人", "0"),
        ("rate", 850, "8.5%", "8.5%"),
        ("raise", 350, "+3.5%", "+3.5%"),
        ("raise", 10_000, "+100%", "+100%"),
    ],
)
def test_a_value_as_people_read_it(vary, steps, zh, en):
    text = Found(parse_vary(vary), steps).shown
    assert (text.zh, text.en) == (zh, en)
