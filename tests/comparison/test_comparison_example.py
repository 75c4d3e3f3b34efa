"""examples/nia-2023: the published budget of 2023 beside its roster, line by line, in exact figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from openfisca_china_personnel.comparison import compare
from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.roster import read_roster

EXAMPLE = Path(__file__).parents[2] / "examples" / "nia-2023"

# Pension: 54 heads on a base of 29,678.81 × 16 % = 4,748.6096 → 4,748.61; × 54 × 12 = 3,077,099.28.
# Annuity: 29,678.81 × 8 % = 2,374.3048 → 2,374.30; × 54 × 12 = 1,538,546.40.
# Fund: (54 + 21) × 3,576 (29,800 × 12 %) + 16 × 3,575 (29,791.67 × 12 % = 3,575.0004) = 325,400; × 12 = 3,904,800.
#   At 5 %: 75 × 1,490 + 16 × 1,490 (1,489.58 rounds up to it) = 135,590; × 12 = 1,627,080.
# Rent: (54 + 21 + 16 + 45) × 12 + 9 = 1,641 months; × 90 = 147,690, × 70 = 114,870, × 130 = 213,330.
EXPECTED = {
    "2080505": ("3077099.28", "3077099.28", "3077099.28"),
    "2080506": ("1538546.40", "1538546.40", "1538546.40"),
    "2210201": ("1627080.00", "3904800.00", "3904800.00"),
    "2210202": ("114870.00", "147690.00", "213330.00"),
    "2210203": ("0.00", "0.00", None),
}
GENERAL = {
    # Reported to the hundred yuan: 307.71 万元 is [3,077,050, 3,077,150), which holds 3,077,099.28 …
    "2080505": ("3077100.00", "0.72", "0.0", "equal"),
    # … and 153.84 is [1,538,350, 1,538,450): pension and annuity do not quite lie on one base.
    "2080506": ("1538400.00", "-146.40", "0.0", "below"),
    "2210201": ("3904800.00", "0.00", "0.0", "equal"),
    "2210202": ("147700.00", "10.00", "0.0", "equal"),
    "2210203": ("1421100.00", "1421100.00", None, "within"),
}
ALL = {
    "2080505": ("3077100.00", "0.72", "0.0", "equal"),
    "2080506": ("1538400.00", "-146.40", "0.0", "below"),
    # 547.06 − 390.48 万元 comes from other funds and earlier years: above what 12 % of these bases allows.
    "2210201": ("5470600.00", "1565800.00", "40.1", "above"),
    "2210202": ("147700.00", "10.00", "0.0", "equal"),
    "2210203": ("4064800.00", "4064800.00", None, "within"),
}


@pytest.mark.parametrize(("scope", "reported"), [("general", GENERAL), ("all", ALL)])
def test_every_line_of_the_example(scope, reported):
    people = read_roster(EXAMPLE / "roster.csv", year=2023)
    found = compare(people, read_document(EXAMPLE / "nia-2023.figures.yaml"), scope=scope)
    assert (found.unit, found.year) == ("国家移民管理局机关", 2023)
    for line in found.lines:
        low, amount, high = (None if text is None else Decimal(text) for text in EXPECTED[line.code])
        assert (line.low, line.expected, line.high) == (low, amount, high), line.code
        printed, difference, percent, verdict = reported[line.code]
        assert (line.reported, line.difference) == (Decimal(printed), Decimal(difference)), line.code
        assert line.difference_percent == (None if percent is None else Decimal(percent)), line.code
        assert line.verdict == verdict, line.code
    assert [line.code for line in found.lines] == list(EXPECTED)
    assert not found.closes


def test_the_roster_says_of_each_row_where_it_comes_from():
    (note,) = [note for note in read_roster(EXAMPLE / "roster.csv").notes if note.code == "unknown_column"]
    assert "依据" in note.text.zh
    text = (EXAMPLE / "roster.csv").read_text("utf-8-sig").splitlines()
    assert all(line.rsplit(",", 1)[1].strip() for line in text[1:])
