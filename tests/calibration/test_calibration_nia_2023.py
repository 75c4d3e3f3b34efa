"""The roster worked back from the example: which rows, which lines, and what gives way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docs.markdown import ROOT
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.calibration import Calibration, calibrate
from openfisca_china_personnel.calibration.roster_file import roster_file
from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.documents import Document, read_document
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.roster import read_roster

PENSION, ANNUITY, FUND, RENT, PURCHASE = "2080505", "2080506", "2210201", "2210202", "2210203"


@pytest.fixture(scope="module")
def published() -> Document:
    return read_document(ROOT / "examples/nia-2023/nia-2023.figures.yaml")


@pytest.fixture(scope="module")
def found(published: Document) -> Calibration:
    return calibrate(published)


def test_the_annuity_alone_gives_way_by_one_last_place(found: Calibration) -> None:
    assert {line.code: (line.fit, line.places) for line in found.lines} == {
        PENSION: ("reproduced", 0),
        ANNUITY: ("gives_way", 1),
        FUND: ("reproduced", 0),
        RENT: ("reproduced", 0),
        PURCHASE: ("reproduced", 0),
    }
    annuity = next(line for line in found.lines if line.code == ANNUITY)
    # On one base the least pension that prints 307.71 is 3,077,050 yuan; half of it prints 153.85 and never 153.84.
    assert Decimal(1538500) <= annuity.expected < Decimal(1538600)


def test_its_people_are_those_that_the_figures_imply(found: Calibration) -> None:
    # 147,700 ÷ 90 = 1,641 person-months = 136 × 12 + 9; 91 pay into the fund, 54 of them into the pension.
    heads = [(row.headcount, bool(row.pension_base), bool(row.housing_fund_base), row.start) for row in found.rows]
    assert heads == [
        (54, True, True, None),
        (21, False, True, None),
        (16, False, True, None),
        (45, False, False, None),
        (1, False, False, 4),
    ]
    # 75 × 3,576 + 16 × 3,575 = 325,400 a month.
    assert [row.housing_fund_base for row in found.rows[:3]] == [2980000, 2980000, 2979167]
    assert {row.monthly_salary for row in found.rows} == {2967642}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_is_a_roster_that_compares_as_claimed(published, found, tmp_path, ending, language) -> None:
    path = tmp_path / f"roster{ending}"
    path.write_bytes(roster_file(found, ending, language))
    people = read_roster(path, year=2023)
    assert "unknown_column" not in {note.code for note in people.notes}
    verdicts = {line.code: line.verdict for line in compare(people, published).lines}
    assert verdicts == {PENSION: "equal", ANNUITY: "below", FUND: "equal", RENT: "equal", PURCHASE: "equal"}


def test_every_row_says_what_it_rests_on(found: Calibration) -> None:
    for cells in found.cells("zh"):
        assert "提租补贴 147700 元 ÷ 90 元 = 1641 人月" in cells["remark"]
    assert "1421100" in found.cells("en")[-1]["remark"]


def test_last_year_is_calibrated_from_its_own_column(published: Document) -> None:
    found = calibrate(published, year=2022)
    assert [line.fit for line in found.lines] == ["reproduced"] * 5
    amounts = {item.code: item.amount for item in expected_budget(found.roster, 2022).items}
    assert abs(amounts[PENSION] - 2833400) <= 50
    assert amounts[FUND] == Decimal(3904800)


def test_every_source_of_funds_has_a_roster_of_its_own(published: Document) -> None:
    found = calibrate(published, scope="all")
    fund = next(line for line in found.lines if line.code == FUND)
    assert (fund.reported, fund.fit) == (Decimal("5470600.00"), "reproduced")


def test_years_and_scopes_without_figures_are_refused(published: Document) -> None:
    with pytest.raises(InputFaults, match="none of 2019"):
        calibrate(published, year=2019)
    with pytest.raises(InputFaults, match="general public budget only"):
        calibrate(published, year=2022, scope="all")
    with pytest.raises(InputFaults, match="ends in"):
        roster_file(calibrate(published), ".pdf", "en")
