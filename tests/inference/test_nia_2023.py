"""The published budget of 2023 that the page docs/inference.md works through by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from openfisca_china_personnel.documents import read_document
from openfisca_china_personnel.inference import Facts, Inference, infer

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared/documents"
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the published documents are not beside this checkout")


@cache
def found(**facts: object) -> Inference:
    document = read_document(DOCUMENTS / "nia-2023.txt")
    assert not isinstance(document, list)
    return infer(document, facts=Facts(**facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year", "low", "point", "high"),
    # 147,650 … 147,750 yuan: ÷ 130, ÷ 90, ÷ 70; 122,750 … 122,850: the fund at 12 % below the cap needs 1,021.
    [(2023, 1136, 1641, 2110), (2022, 1021, 1364, 1754)],
)
def test_person_months_of_the_rent_subsidy(year: int, low: int, point: int, high: int) -> None:
    quantity = found().quantity("rent_subsidy_person_months", year)
    assert quantity is not None
    assert (quantity.bounds.low, quantity.point, quantity.bounds.high) == (low, point, high)
    heads = found().quantity("heads", year)
    assert heads is not None
    assert heads.point == Fraction(point, 12)


def test_bases_of_the_two_lines() -> None:
    # 307.71 ÷ 16 % and 153.84 ÷ 8 %, each widened by at most 2,110 rounded person-months of 0.48 fen.
    pension, annuity = found().quantity("pension_base_year", 2023), found().quantity("annuity_base_year", 2023)
    assert pension is not None
    assert annuity is not None
    widened = Fraction(2110) * Fraction(48, 10_000)
    assert pension.bounds.low is not None
    assert annuity.bounds.high is not None
    assert abs(pension.bounds.low - (3_077_050 - widened) / Fraction("0.16")) < 1
    assert abs(annuity.bounds.high - (Fraction("1538449.99") + widened) / Fraction("0.08")) < 1
    assert pension.point == Fraction(3_077_100) / Fraction("0.16")


def test_fund_base_between_the_rates() -> None:
    fund, rate = found().quantity("housing_fund_base_year", 2023), found().quantity("housing_fund_rate", 2023)
    assert fund is not None
    assert rate is not None
    assert fund.point == 32_540_000  # 3,904,800 ÷ 12 %
    # Nobody's base is above the cap and there are 2,110 person-months at most: 5 % cannot be the rate.
    assert rate.bounds.low is not None
    assert Fraction("0.05") < rate.bounds.low < Fraction("0.06")
    assert rate.bounds.high == Fraction("0.12")


def test_what_contradicts_itself_is_named() -> None:
    said = "\n".join(each.text.en for each in found().conflicts)
    assert "10,002 person-months (833.5 heads all year)" in said  # 150.02 yuan ÷ 1.5 fen
    assert "15,002 (1,250.2 heads)" in said  # 150.02 yuan ÷ 1 fen
    assert "rate would have to be 20.3 %" in said
    assert "8.6 % (2080505, 2080506), 0.0 % (2210201, 2210203), 20.3 % (2210202)" in said
    between = [tuple(t.en for t in each.between) for each in found().conflicts]
    assert between[0][:2] == ("line 2080505: 307.71", "line 2080506: 153.84")


def test_the_year_before_has_no_such_contradiction() -> None:
    assert not [c for c in found().conflicts if c.year == 2022 and "do not meet" in c.text.en]


def test_change_of_lines_and_person_months() -> None:
    moved = {(c.name, c.code): c.to_dict("en") for c in found().year_on_year}
    assert moved["line", "2080505"]["percent"] == Decimal("8.601")
    assert moved["line", "2080505"]["cause"] == "在职人数增加"
    assert moved["line", "2210201"]["point"] == 0
    assert moved["rent_subsidy_person_months", None]["point"] == 277


def test_the_ratio_of_the_two_lines() -> None:
    ratio, before = found().quantity("annuity_over_pension", 2023), found().quantity("annuity_over_pension", 2022)
    assert ratio is not None
    assert before is not None
    assert not ratio.bounds.holds(Fraction(1, 2))
    assert before.bounds.holds(Fraction(1, 2))
    said = found().conflicts[0].text.en
    assert "An annuity of 153.8550 would fit the pension, a pension of 307.6800 the annuity" in said


def test_share_of_the_payroll_that_contributes() -> None:
    share = found().quantity("share_contributing", 2023)
    assert share is not None
    assert share.bounds.holds(Fraction("1923.1875") / Fraction("4869.90"))


def test_stated_heads_and_ranks_leave_one_number() -> None:
    exact = found(ranks=_Ranks(division_head=Fraction(1)), active_heads=Fraction(100))
    quantity, retired = exact.quantity("rent_subsidy_person_months"), exact.quantity("retired_heads")
    assert quantity is not None
    assert retired is not None
    assert quantity.bounds.low == quantity.bounds.high == 1477  # 147,700 ÷ 100
    assert retired.bounds.low == Fraction(277, 12)


def test_impossible_heads_are_the_contradiction() -> None:
    several = found(active_heads=Fraction(300))
    said = [c for c in several.conflicts if any("active heads that are stated" in t.en for t in c.between)]
    assert said
    # 3,600 person-months at 70 yuan or more: the printed line, the standards and the heads, nothing else.
    assert {t.en for t in said[0].between} == {
        "line 2210202: 14.77",
        "the standards of the rent subsidy by rank",
        "the active heads that are stated",
    }


class _Ranks(dict[str, Fraction]):
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))
