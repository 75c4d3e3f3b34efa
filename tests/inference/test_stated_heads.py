"""Heads that somebody states: in the document, on the command line, in a roster."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars
import pytest

from inference import made
from openfisca_china_personnel.documents.lines import Line
from openfisca_china_personnel.faults import InputFaults
from openfisca_china_personnel.inference import Facts, infer
from openfisca_china_personnel.inference.stated import facts_of, facts_of_roster, rate_of
from openfisca_china_personnel.roster import read_roster

LINES = {"fund": Decimal("4942200")}
UNIT = "江苏省示例办公厅"


def stating(*sentences: str):  # type: ignore[no-untyped-def]
    lines = tuple(Line(text, text, number) for number, text in enumerate(sentences, start=1))
    return replace(made.document(LINES, 2024, unit_name=UNIT), prose=lines)


def heads(document: object, name: str, **facts: Fraction) -> Fraction | None:
    quantity = infer(document, facts=Facts(**facts)).quantity(name)  # type: ignore[arg-type]
    return None if quantity is None or quantity.bounds.low != quantity.bounds.high else quantity.bounds.low


def test_heads_of_the_document_are_used_and_noted() -> None:
    document = stating("现有编制80名,实际在编在职人员74人,离退休人员50人。")
    assert heads(document, "active_heads") == 74
    assert heads(document, "retired_heads") == 50
    codes = [note.code for note in infer(document).notes]
    assert codes.count("heads_of_document") == 3


def test_what_is_stated_beside_goes_before_the_document() -> None:
    document = stating("现有编制80名,实际在编在职人员74人。")
    assert heads(document, "active_heads", active_heads=Fraction(70)) == 70


def test_two_numbers_of_one_thing_are_not_used() -> None:
    document = stating("实际在编在职人员74人。", "全局实际在编在职人员66人。")
    found = infer(document)
    assert "heads_not_used" in {note.code for note in found.notes}
    assert found.quantity("active_heads") is None


def test_more_heads_than_posts_contradict() -> None:
    found = infer(stating("现有编制60名,实际在编在职人员74人。"))
    between = [{t.en for t in c.between} for c in found.conflicts]
    assert {"the authorised posts that are stated", "the active heads that are stated"} in between


def test_a_roster_states_heads_and_ranks_by_person_month() -> None:
    frame = polars.DataFrame(
        {
            "headcount": [3, 2, 4],
            "status": ["active", "active", "retired"],
            "rank": ["division_head", "staff", "staff"],
            "monthly_salary": [9000, 8000, None],
            "start_month": [None, "2024-07", None],
        }
    )
    facts = facts_of_roster(read_roster(frame), 2024)
    assert facts.active_heads == Fraction(3 * 12 + 2 * 6, 12)
    assert facts.retired_heads == 4
    assert facts.ranks == {"division_head": 36, "staff": 12 + 48}


def test_words_are_read_or_refused() -> None:
    facts = facts_of(None, 2024, "12.5", None, "20", ["正处级=3", "staff=2", "staff=1"], "12%")
    assert facts.active_heads == Fraction(25, 2)
    assert facts.ranks == {"division_head": 3, "staff": 3}
    assert facts.fund_rate == rate_of("12") == rate_of("0.12") == Fraction(12, 100)
    for wrong in ("many", "-3", "nan"):
        with pytest.raises(InputFaults):
            facts_of(None, 2024, wrong, None, None, [], None)
    for wrong in ("处长们=3", "staff"):
        with pytest.raises(InputFaults):
            facts_of(None, 2024, None, None, None, [wrong], None)


def test_points_lie_within_their_bounds() -> None:
    # 2,320,100 ÷ 8 % is 29,001,250: above everything that 5,800,100 at 20 % allows.
    lines = {"pension": Decimal("5800100"), "annuity": Decimal("2320100"), "fund": Decimal("5725600")}
    found = infer(made.document(lines, 2018, unit_name=UNIT), facts=Facts(active_heads=Fraction(270)))
    for each in found.quantities:
        assert each.point is None or each.bounds.holds(each.point), each.name
    assert found.quantity("annuity_base_year").point == 29_000_500  # type: ignore[union-attr]
