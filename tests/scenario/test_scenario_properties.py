"""What holds for any roster and any changes."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from budget.rows import CODES, amounts, by_month, roster
from openfisca_china_personnel.budget import expected_budget
from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.scenario import Scenario, simulate
from openfisca_china_personnel.scenario.application import apply
from openfisca_china_personnel.scenario.preparation import prepared
from scenario.made import made

YEAR = 2024
MONTHS = st.integers(1, 12).map(lambda month: f"{YEAR}-{month:02d}")
RANKS = ("staff", "division_head", "unspecified")
ROW = st.fixed_dictionaries(
    {
        "headcount": st.sampled_from(["1", "2", "7", "2.5", "30"]),
        "rank": st.sampled_from(RANKS),
        "monthly_salary": st.sampled_from(["2000", "8765.43", "40000"]),
        "location": st.just("central_beijing"),
    },
    optional={
        "start_month": MONTHS,
        "entry": st.sampled_from(["standing", "first_job", "transfer"]),
        "purchase_lump_sum": st.just("1000"),
        "purchase_subsidy": st.sampled_from(["yes", "no"]),
    },
)
ROWS = st.lists(ROW, min_size=1, max_size=4)
TAKING = st.tuples(st.sampled_from(["remove", "retire"]), st.integers(1, 6), MONTHS, st.sampled_from([None, *RANKS]))
SOME = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # rosters are small already; shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)


def scenario(changes):
    return Scenario.model_validate({"name": "试", "year": str(YEAR), "changes": changes})


def taking(kind, heads, since, rank):
    return {kind: {"headcount": str(heads), "from": since, "where": {} if rank is None else {"rank": rank}}}


def present(table, status=None):
    """Millionths of a head on the roster by month."""
    heads = Counter()
    for row in table.iter_rows(named=True):
        if status is not None and row["status"] != status:
            continue
        for month in range(YEAR * 12, YEAR * 12 + 12):
            if (row["start_month"] or 0) <= month <= (row["end_month"] or 10**9):
                heads[month_text(month)] += row["headcount_millionths"]
    return {month: heads[month] for month in [f"{YEAR}-{number:02d}" for number in range(1, 13)]}


def can_be_made(people, changes):
    """Whether enough whole people of each kind are there, without asking the code under test how it counts."""
    try:
        return apply(scenario(changes), prepared(people, YEAR), YEAR).roster
    except ValueError:
        return None


@SOME
@given(ROWS, st.lists(TAKING, min_size=1, max_size=3))
def test_people_are_conserved(rows, taken):
    people = roster(*rows)
    changed = can_be_made(people, [taking(*each) for each in taken])
    assume(changed is not None)
    before, after = present(people.table), present(changed.table)
    active_before, active_after = (present(each.table, "active") for each in (people, changed))
    for month, heads in before.items():
        removed = sum(count for kind, count, since, _ in taken if kind == "remove" and since <= month)
        left = sum(count for _, count, since, _ in taken if since <= month)
        leaving_heads = 1_000_000 * removed
        assert after[month] == heads - leaving_heads
        assert active_after[month] == active_before[month] - 1_000_000 * left
    assert (changed.table["headcount_millionths"] >= 0).all()


@SOME
@given(ROWS, st.integers(1, 5), MONTHS, st.sampled_from(RANKS), st.sampled_from(["standing", "first_job", "transfer"]))
def test_adding_is_a_row_more(rows, heads, since, rank, entry):
    columns = {"rank": rank, "monthly_salary": "9000", "entry": entry}
    (found,) = made(rows, {"add": {**columns, "headcount": str(heads), "from": since}}).budgets
    row = {**columns, "headcount": str(heads), "start_month": since, "location": "central_beijing"}
    by_hand = expected_budget(roster(*rows, row), YEAR)
    assert amounts(found) == amounts(by_hand)
    assert found.months == by_hand.months


@SOME
@given(
    st.integers(1, 9),
    st.integers(0, 5),
    st.integers(2, 12),
    st.sampled_from(["remove", "retire"]),
    st.sampled_from(["standing", "first_job", "transfer"]),
)
def test_a_scenario_is_the_budget_of_the_roster_written_by_hand(leaving, staying, month, kind, entry):
    # Who leaves: a row to the month before; who retires: a further row from the month on.
    row = {"rank": "staff", "monthly_salary": "9000.33", "location": "central_beijing", "entry": entry}
    before = {**row, "headcount": str(leaving), "end_month": f"{YEAR}-{month - 1:02d}"}
    after = {
        "rank": "staff",
        "status": "retired",
        "headcount": str(leaving),
        "start_month": f"{YEAR}-{month:02d}",
        "location": "central_beijing",
    }
    by_hand = [{**row, "headcount": str(staying)}, before, *([after] if kind == "retire" else [])]
    whole = {**row, "headcount": str(leaving + staying)}
    (found,) = made(whole, taking(kind, leaving, f"{YEAR}-{month:02d}", None)).budgets
    expected = expected_budget(roster(*by_hand), YEAR)
    assert found.items == expected.items
    assert found.months == expected.months


@SOME
@given(ROWS, TAKING)
def test_the_difference_is_scenario_less_baseline(rows, taken):
    people = roster(*rows)
    assume(can_be_made(people, [taking(*taken)]) is not None)
    outcome = simulate(people, scenario([taking(*taken)]))
    (result,) = outcome.scenarios
    difference = {code: amount for _, code, amount in result.difference}
    for code, before, after in zip(CODES, amounts(outcome.baseline), amounts(result.budget), strict=True):
        if after is None or before is None:
            assert difference[code] is None
            continue
        assert difference[code] == after - before
        months = zip(by_month(outcome.baseline, code), by_month(result.budget, code), strict=True)
        assert difference[code] == sum(b - a for a, b in months)


@SOME
@given(st.permutations(range(3)), MONTHS, MONTHS)
def test_the_order_of_unrelated_changes_does_not_matter(order, one, other):
    rows = [{"rank": rank, "headcount": "5", "monthly_salary": "9000", "location": "central_beijing"} for rank in RANKS]
    changes = [
        taking("remove", 2, one, "staff"),
        taking("retire", 3, other, "division_head"),
        {"add": {"headcount": "4", "from": one, "rank": "section_head", "monthly_salary": "8000"}},
    ]
    first, second = (made(rows, *each) for each in (changes, [changes[place] for place in order]))
    assert first.budgets[0].items == second.budgets[0].items
    assert first.budgets[0].months == second.budgets[0].months


@SOME
@given(ROWS, st.integers(1, 5), MONTHS)
def test_adding_and_removing_the_same_people_changes_nothing(rows, heads, since):
    added = {"headcount": str(heads), "from": since, "rank": "minister", "monthly_salary": "9000", "person_id": "来去"}
    gone = {"remove": {"headcount": str(heads), "from": since, "where": {"person_id": "来去"}}}
    (found,) = made(rows, {"add": added}, gone).budgets
    before = expected_budget(roster(*rows), YEAR)
    assert found.items == before.items
    assert found.months == before.months
