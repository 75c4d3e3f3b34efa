"""Retired people that somebody states are rows of their own in a calibrated roster."""

from __future__ import annotations

import pytest

from calibration.published import document
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.calibration import Calibration, calibrate
from openfisca_china_personnel.calibration.roster_file import roster_file
from openfisca_china_personnel.roster import read_roster

FIGURES = {"2080505": "19.20", "2080506": "9.60", "2210201": "14.40", "2210202": "1.62"}
"""162 person-months at 90 yuan are 15 heads, 13.5 of them all year; on 10,000 yuan a month ten contribute."""


def of(found: Calibration) -> tuple[int, int]:
    active = sum(int(row.headcount) for row in found.rows if not row.is_retired)
    return active, sum(int(row.headcount) for row in found.rows if row.is_retired)


def test_stated_retired_people_are_rows_and_every_line_is_still_reproduced() -> None:
    published = document(FIGURES | {"2210202": "1.62"}, year=2023)
    everybody = calibrate(published, heads=10)
    found = calibrate(published, heads=10, retired=3)
    assert of(everybody)[1] == 0
    assert of(found) == (of(everybody)[0] - 3, 3)
    assert {line.fit for line in found.lines} == {"reproduced"}
    assert "retired_not_placed" not in {note.code for note in found.notes}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_reads_as_a_roster_of_the_same_budget(tmp_path, language) -> None:  # type: ignore[no-untyped-def]
    found = calibrate(document(FIGURES, year=2023), heads=10, retired=3)
    path = tmp_path / "roster.csv"
    path.write_bytes(roster_file(found, ".csv", language))
    items = {item.code: item.amount for item in expected_budget(read_roster(path), 2023).items}
    assert items["2210202"] == 16200


def test_more_retired_people_than_do_not_contribute_are_named() -> None:
    found = calibrate(document(FIGURES, year=2023), heads=10, retired=40)
    assert "retired_not_placed" in {note.code for note in found.notes}
    assert of(found)[1] < 40
