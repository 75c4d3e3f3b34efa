"""The example's README: its commands run, and the arithmetic it writes out is right and is what the program gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from docs.commands import PROGRAM, READMES, installed, run
from docs.markdown import ROOT, blocks, page, tables
from openfisca_china_personnel.calibration import calibrate
from openfisca_china_personnel.calibration.roster_file import roster_file
from openfisca_china_personnel.decomposition.comparing import decompose
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.roster import Roster, read_roster
from openfisca_china_personnel.scenario import Outcome, read_scenario, simulate

FOLDER = ROOT / "examples/nia-2023"
EXAMPLE = "examples/nia-2023/README.md"
SCENARIOS = {
    "下半年增编十人": "add-ten",
    "ten more from July": "add-ten",
    "两人退休、三人调出": "leave-and-retire",
    "two retire, three leave": "leave-and-retire",
    "七月完成工资套改": "regrading",
    "regrading done in July": "regrading",
    "下半年公积金比例百分之十": "fund-ten",
    "the fund at 10 % from July": "fund-ten",
}
"""The scenario that each column of the page's tables is about."""


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read_roster(FOLDER / "roster.csv", year=2023)


@pytest.fixture(scope="module")
def outcomes(roster: Roster) -> dict[str, Outcome]:
    return {name: simulate(roster, read_scenario(FOLDER / f"{name}.yaml")) for name in set(SCENARIOS.values())}


def tables_with(*headers: str) -> Iterator[list[list[str]]]:
    """The tables of the page whose last headers are these in one of its languages."""
    for table in tables(EXAMPLE):
        if tuple(table[0][-len(headers) :]) == headers:
            yield table


def amount(text: str) -> Decimal:
    """What a cell states: the figure before its arithmetic and before what stands in brackets."""
    stated = re.split(r"\s*=|（| \(", text)[0]
    return Decimal(stated.replace("−", "-").replace(",", "").lstrip("+"))


def worked_out(text: str) -> Decimal:
    """What the arithmetic of a cell gives, its words left out."""
    plain = text.split("=")[1].replace("（", "(").replace("）", ")")
    plain = re.sub(r"\([^()\d]*\)", "", plain)
    for sign, operator in (("×", "*"), ("−", "-"), ("%", "*0.01"), (",", "")):
        plain = plain.replace(sign, operator)
    plain = re.sub(r"[^\d.+*()-]", "", plain).rstrip("-")
    return eval(re.sub(r"\d+(\.\d+)?", r"Decimal('\g<0>')", plain), {"Decimal": Decimal})


def test_its_commands_run() -> None:
    for line in (line for block in blocks(EXAMPLE, "sh") for line in block.lines):
        assert line.startswith(PROGRAM)
        run(installed(line), ROOT, READMES["README.zh-CN.md"])


def test_the_changes_it_works_out_are_those_of_the_program(outcomes: dict[str, Outcome]) -> None:
    found = [table for table in tables(EXAMPLE) if set(table[0][1:]) <= set(SCENARIOS) and table[1][0] == "2080505"]
    assert len(found) == 4
    for table in found:
        for code, *cells in table[1:]:
            for header, cell in zip(table[0][1:], cells, strict=True):
                result = outcomes[SCENARIOS[header]].scenarios[0]
                assert {(2023, code, amount(cell))} <= set(result.difference), (header, code, cell)
                assert cell == "0" or worked_out(cell) == amount(cell), (header, code, cell)


def test_the_fund_at_other_rates_is_that_of_the_program(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["regrading"]
    found = [*tables_with("基准", "七月完成工资套改"), *tables_with("baseline", "regrading done in July")]
    assert len(found) == 2
    for table in found:
        for rate, *cells in table[1:]:
            for cell, computed in zip(cells, (outcome.fund_at_rates, outcome.scenarios[0].fund_at_rates), strict=True):
                by_rate = {each.shown: each.amount for each in computed.rates}
                assert amount(cell) == worked_out(cell) == by_rate[rate.replace(" ", "")], cell
        assert [row[0].replace(" ", "") for row in table[1:]] == ["5%", "8%", "10%", "12%"]


def test_the_decomposition_is_that_of_the_program(outcomes: dict[str, Outcome]) -> None:
    changes = {change.code: change for change in outcomes["add-ten"].scenarios[0].decomposition}
    found = [*tables_with("实际增减", "人数", "月份"), *tables_with("change", "heads", "months")]
    assert len(found) == 2
    for table in found:
        for code, all_year, *cells in table[1:]:
            change = changes[code]
            parts = {part.cause: part.amount for part in change.parts}
            difference, heads, months = (amount(cell) for cell in cells)
            assert (difference, heads, months) == (change.end - change.start, parts["heads"], parts["months"])
            assert amount(all_year) == worked_out(all_year)
            assert heads == (amount(all_year) + difference) / 2
            assert months == (difference - amount(all_year)) / 2


@pytest.fixture(scope="module")
def published() -> Document:
    return read_document(FOLDER / "nia-2023.figures.yaml")


def test_the_calibrated_roster_is_that_of_the_program(published: Document) -> None:
    found = calibrate(published)
    assert (FOLDER / "calibrated.csv").read_bytes() == roster_file(found, ".csv", "zh")
    given = {line.code: (line.expected, line.fit) for line in found.lines}
    tables_found = [*tables_with("名册得出（元）", "结论"), *tables_with("the roster gives (yuan)", "result")]
    assert len(tables_found) == 2
    for table in tables_found:
        for code, cell, result in table[1:]:
            assert amount(cell) == given[code][0]
            assert "=" not in cell or worked_out(cell) == amount(cell)
            assert result.startswith(("吻合", "reproduced")) == (given[code][1] == "reproduced")


def test_the_two_years_are_those_of_the_program(published: Document) -> None:
    changes = {change.code: change for change in decompose(published).changes}
    found = [*tables_with("前一年", "后一年", "人数", "工资"), *tables_with("earlier", "later", "heads", "pay")]
    assert len(found) == 2
    for table in found:
        for code, *cells in table[1:]:
            change = changes[code]
            parts = {part.cause: part.amount for part in change.parts}
            assert [amount(cell) for cell in cells] == [change.start, change.end, parts["heads"], parts["pay"]]
    first, later = changes["2080505"].start, changes["2080505"].end
    heads = (later - first + first * 1641 / 1364 - later * 1364 / 1641) / 2
    assert heads.quantize(Decimal("0.01")) == Decimal("547408.76")
    for written in (("−4170814.52", "5093133.36"), ("−4,170,814.52", "5,093,133.36")):
        assert all(text in page(EXAMPLE) for text in written)
    part = changes["2080505"].parts[0]
    assert (part.low, part.high) == (Decimal("-4170814.52"), Decimal("5093133.36"))


def test_with_the_purchase_subsidy_the_line_has_no_amount(roster: Roster) -> None:
    stated = read_scenario(FOLDER / "regrading.yaml")
    enrolled = stated.changes[0].content.model_copy(update={"purchase_subsidy": True})
    entitled = stated.model_copy(update={"changes": (stated.changes[0].model_copy(update={"enrol": enrolled}),)})
    (without, with_it) = (simulate(roster, scenario).scenarios[0].budget.items for scenario in (stated, entitled))
    assert without[:4] == with_it[:4]
    assert (with_it[4].amount, with_it[4].low, with_it[4].high) == (None, Decimal("398400.00"), None)
