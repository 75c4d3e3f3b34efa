"""A budget computed in parts is the budget: the same fen, ranges, units and notes for any cuts and any grouping."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import openfisca_china_personnel as ocp
from independent.one_row import Row
from independent.rosters import COLUMNS, base_rules, cell, rosters
from openfisca_china_personnel.budget import budget_of
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note, on_rows
from openfisca_china_personnel.parts import BudgetPart, joined, part_of
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.row_sets import MOST_ROWS, RowSet
from openfisca_china_personnel.system import baseline

YEARS = range(2015, 2027)


def read(rows: Sequence[Row], year: int) -> Roster:
    texts = {column: [cell(row[column]) or None for row in rows] for column in COLUMNS}
    return ocp.read_roster(polars.DataFrame(texts, schema=dict.fromkeys(COLUMNS, polars.String)), year=year)


def rows_from(roster: Roster, first: int, after: int) -> Roster:
    table = roster.table.slice(first, after - first)
    here = set(table["row"])
    notes = (replace(note, rows=tuple(row for row in note.rows if row in here)) for note in roster.notes)
    return replace(roster, table=table, notes=tuple(note for note in notes if note.rows))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), year=st.sampled_from(YEARS))
def test_any_cut_and_any_grouping_gives_the_same_budget(data: st.DataObject, year: int) -> None:
    rows = data.draw(rosters(year))
    roster = read(rows, year)
    roster = replace(roster, notes=tuple(note for note in roster.notes if note.rows))
    rules = base_rules(rows, year, 0)
    law = baseline()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(rows)), max_size=4)) | {0, len(rows)})
    parts = [part_of(rows_from(roster, *cut), year, rules, law) for cut in pairwise(cuts)]
    grouped = in_groups(data, parts)
    whole = ocp.expected_budget(roster, year, base_rule=rules)
    assert budget_of(joined(parts), rules, law).to_dict() == whole.to_dict()
    assert budget_of(joined(grouped), rules, law).to_dict() == whole.to_dict()


def in_groups(data: st.DataObject, parts: list[BudgetPart]) -> list[BudgetPart]:
    """Neighbours joined first, as a tree does; each part has gone to another process and back."""
    parts = [pickle.loads(pickle.dumps(part)) for part in parts]
    at = data.draw(st.integers(1, len(parts)))
    return [joined(parts[:at]), *([joined(parts[at:])] if parts[at:] else [])]


@given(st.lists(st.lists(st.integers(2, 60), max_size=30), max_size=5))
def test_sets_of_rows_are_sets(lists: list[list[int]]) -> None:
    sets = [RowSet.of(numpy.array(rows, dtype=numpy.int64)) for rows in lists]
    for rows, found in zip(lists, sets, strict=True):
        assert list(found) == sorted(set(rows))
        assert len(found) == len(set(rows))
    union = RowSet.joined(sets)
    assert list(union) == sorted({row for rows in lists for row in rows})
    assert (union.firsts[1:] > union.lasts[:-1] + 1).all()
    again = RowSet.of(numpy.array(list(union), dtype=numpy.int64))
    assert (again, hash(again)) == (union, hash(union))


def test_many_rows_are_counted_and_not_listed() -> None:
    note = Note("a", Text("甲。", "A."))
    few, many = (RowSet.of(numpy.arange(2, 2 + count)) for count in (MOST_ROWS, MOST_ROWS + 1))
    assert on_rows(note, few).rows == tuple(range(2, 2 + MOST_ROWS))
    told = on_rows(note, many)
    assert told.rows == ()
    assert told.text.zh == "甲。共 100,001 行，第 2 至 100002 行之间。"
    assert told.text.en == "A. 100,001 rows, between rows 2 and 100002."


def test_sums_that_no_machine_word_holds_add_up() -> None:
    rows = [{"headcount": "9999999", "monthly_salary": "30000", "rank": "minister"}] * 3
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    roster = ocp.read_roster(polars.DataFrame(columns), year=2024)
    law = baseline()
    one = part_of(replace(roster, table=roster.table.head(1)), 2024, "prior_year", law)
    many = joined([joined([one] * 300)] * 300)
    (fund,) = (item for item in budget_of(many, "prior_year", law).items if item.code == "2210201")
    (single,) = (item for item in budget_of(one, "prior_year", law).items if item.code == "2210201")
    assert fund.amount is not None
    assert fund.amount == single.amount * 90_000 > 2**61 / 100


def test_a_rule_for_a_unit_that_no_part_has_is_refused() -> None:
    frame = polars.DataFrame({"unit": ["甲", "乙"], "monthly_salary": ["5000", "6000"]})
    roster = ocp.read_roster(frame, year=2024)
    with pytest.raises(ocp.InputFaults, match="丙"):
        ocp.expected_budget(roster, 2024, base_rule={"丙": "expected"})
