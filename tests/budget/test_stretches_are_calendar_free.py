"""Within a stretch all months must give the same amounts, so no formula may look at the calendar by itself.

A formula meets the calendar through ``months.has_reached`` and ``months.number_of``, whose borders start a stretch of
their own, and reaches other years by ``period.this_year.offset``.
"""

from __future__ import annotations

import ast

import pytest

from openfisca_china_personnel.places import law_folder

SOURCES = sorted(law_folder("variables").glob("*.py"))


def calendar_readings(source: str) -> list[str]:
    """What formulas read off their period, but for the two functions and ``period.this_year.offset``."""
    found = []
    tree = ast.parse(source)
    allowed = {id(node.value) for node in ast.walk(tree) if _is_offset_of_year(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not _is_about_a_period(node):
            continue
        if id(node) in allowed or _is_offset_of_year(node):
            continue
        found.append(f"{node.lineno}: {ast.unparse(node)}")
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"str", "instant", "repr"}
        ):
            found += [f"{node.lineno}: {ast.unparse(node)}" for each in node.args if _names_a_period(each)]
    return found


def _is_offset_of_year(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "offset"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "this_year"
        and _names_a_period(node.value.value)
    )


def _is_about_a_period(node: ast.Attribute) -> bool:
    """Whether an attribute chain starts at a period; `this_year` alone is a reading too."""
    inner: ast.AST = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    return _names_a_period(inner)


def _names_a_period(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and (node.id == "period" or node.id in {"month", "instant"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_formula_reads_the_calendar(path):
    assert calendar_readings(path.read_text("utf-8")) == []


def test_there_are_formulas_to_look_at():
    assert len(SOURCES) >= 6


@pytest.mark.parametrize(
    "expression",
    [
        "person('pension', period.last_month)",
        "period.start.month >= 7",
        "period.start.year",
        "person('pension', period.offset(-1))",
        "person('pension', period.offset(-1, 'month'))",
        "period.this_year.first_month",
        "person('pension', period.this_year)",
        "person('pension', period.first_month)",
        "str(period)[5:] == '07'",
        "period.date.month",
    ],
)
def test_a_reading_of_the_calendar_is_found(expression):
    source = f"class pension(Variable):\n    def formula(person, period, parameters):\n        return {expression}\n"
    assert calendar_readings(source)


@pytest.mark.parametrize(
    "expression",
    [
        "has_reached(period, 7)",
        "number_of(period) > months_of(person('start_month', period))",
        "person('average_monthly_salary', period.this_year.offset(-1))",
        "parameters(period).pension.employer_rate",
    ],
)
def test_what_is_allowed_is_not_found(expression):
    assert calendar_readings(f"def formula(person, period, parameters):\n    return {expression}\n") == []
