"""Only what a change touches is computed again, and in parts of bounded size."""

from __future__ import annotations

from typing import Any

import pytest

from budget.rows import PLAIN
from decomposition.changed_rosters import added, before, explained, taken
from openfisca_china_personnel.decomposition import games

MANY = [{**PLAIN, "monthly_salary": str(6000 + number)} for number in range(300)]


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each computation of the decomposition has."""
    sizes: list[int] = []
    compute = games.compute

    def counted(people: Any, *others: Any) -> Any:
        sizes.append(people.size)
        return compute(people, *others)

    monkeypatch.setattr(games, "compute", counted)
    return sizes


def test_nothing_is_computed_where_nothing_changes(computed: list[int]) -> None:
    explained(before(*MANY))
    assert computed == []


def test_only_touched_people_are_computed_and_all_sets_of_causes_at_once(computed: list[int]) -> None:
    # Promoted in May: before, promoted all year, and the two parts of the year: four rows. Added in July: the year and
    # its second half: two rows.
    explained(
        before(*MANY),
        taken(7, 1, ("2024-05", {"rank": "director_general"})),
        added({**PLAIN, "start_month": "2024-07"}, 3),
    )
    assert computed == [6]


def test_people_in_several_parts_are_explained_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = [
        taken(1, 1, ("2024-05", {"rank": "director_general"})),
        taken(2, 1, until="2024-08"),
        taken(3, 1, ("2024-05", {"rank": "director_general"}), ("2024-09", {"housing_fund_rate": 500})),
        added({**PLAIN, "start_month": "2024-07"}, 3),
    ]
    people = before(*MANY[:5])
    at_once = explained(people, *threads)
    monkeypatch.setattr(games, "THREADS_AT_ONCE", 1)
    assert explained(people, *threads) == at_once
