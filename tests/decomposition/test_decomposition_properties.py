"""What holds for any rosters, any changes and any law: the parts are those of every order, and add up to the fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from openfisca_core.reforms import Reform

from budget.rows import CODES
from decomposition.changed_rosters import JANUARY, RETIRED, YEAR, Thread, added, after, before, explained, taken
from decomposition.every_order import COLUMNS, exact_parts
from openfisca_china_personnel.decomposition import in_whole_fen
from openfisca_china_personnel.system import baseline

MONTHS = st.integers(1, 12).map(lambda month: f"{YEAR}-{month:02d}")
UNITS = st.sampled_from(["甲", "乙"])
RANKS = st.sampled_from(["staff", "deputy_division_head", "division_head", "unspecified", "senior_technician"])
WAGES = st.sampled_from(["1800.07", "8765.43", "9000.05", "41234.56"])
RATES = st.sampled_from(["5%", "8.5%", "12%"])
WORK_STARTS = st.sampled_from(["1999-08", "2010-03"])

ROW = st.fixed_dictionaries(
    {
        "unit": UNITS,
        "headcount": st.sampled_from(["1", "3", "7", "4.5"]),
        "rank": RANKS,
        "monthly_salary": WAGES,
        "location": st.just("central_beijing"),
    },
    optional={
        "prior_year_monthly_salary": WAGES,
        "pension_base": WAGES,
        "housing_fund_base_until_june": WAGES,
        "housing_fund_rate": RATES,
        "entry": st.sampled_from(["first_job", "transfer"]),
        "start_month": MONTHS,
        "contributes_pension": st.sampled_from(["yes", "no"]),
        "contributes_housing_fund": st.sampled_from(["yes", "no"]),
        "purchase_lump_sum": st.just("1234.56"),
        "work_start": WORK_STARTS,
    },
)
STATE: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just(dict(RETIRED)),
    st.builds(lambda rank: {"rank": rank}, RANKS),
    st.builds(lambda unit: {"unit": unit}, UNITS),
    st.builds(lambda wage: {"monthly_salary": wage}, st.integers(100_000, 5_000_000)),
    st.builds(lambda base: {"pension_base": base}, st.integers(100_000, 5_000_000)),
    st.builds(lambda rate: {"housing_fund_rate": rate}, st.integers(500, 1200)),
    st.builds(lambda yes: {"contributes_pension": yes}, st.booleans()),
    st.builds(lambda month: {"purchase_lump_sum": 765_432, "lump_sum_month": month}, st.integers(1, 12)),
    st.builds(lambda start: {"work_start": start}, st.integers(1990 * 12, 2015 * 12)),
)


@st.composite
def states(draw: st.DrawFn) -> tuple[tuple[str, dict[str, Any]], ...]:
    months = sorted(draw(st.sets(MONTHS, min_size=draw(st.integers(0, 2)), max_size=3)))
    found = [(month, draw(STATE)) for month in months]
    # Who has retired does not come back, nor pay contributions again.
    for place, (_, values) in enumerate(found):
        if "status" in values:
            found = found[: place + 1]
            break
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[Thread], bool, dict[str | None, str]]:
    rows = draw(st.lists(ROW, min_size=1, max_size=3))
    threads = []
    for origin, row in enumerate(rows):
        left = int(float(row["headcount"]))
        for _ in range(draw(st.integers(origin == 0, 2))):
            if left:
                heads = draw(st.integers(1, left))
                left -= heads
                until = draw(st.sampled_from([None, None, None, f"{YEAR - 1}-12", f"{YEAR}-05", f"{YEAR}-10"]))
                changes = () if until is not None and until < f"{YEAR}" else draw(states())
                changes = tuple((month, values) for month, values in changes if until is None or month <= until)
                threads.append(taken(origin, heads, *changes, until=until))
    if draw(st.booleans()):
        since = draw(MONTHS)
        row = draw(ROW) | {"start_month": since}
        changes = tuple((month, values) for month, values in draw(states()) if month > since)
        threads.append(added(row, draw(st.integers(1, 3)), *changes))
    rules: dict[str | None, str] = draw(st.sampled_from([{}, {rows[0]["unit"]: "expected"}]))
    return rows, threads, draw(st.booleans()), rules


class OtherRates(Reform):
    """A pension of 13 % from May and a higher floor of the fund from April."""

    def apply(self) -> None:
        def other(parameters: Any) -> Any:
            parameters.pension.employer_rate.update(period=f"year:{YEAR}-05:20", value=0.13)
            parameters.housing_fund.base_floor.central_beijing.update(period=f"year:{YEAR}-04:20", value=3100)
            return parameters

        self.modify_parameters(other)


OTHER_RATES = OtherRates(baseline())
SOME = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def consistent(people: Any, threads: list[Thread]) -> bool:
    """Whether no lump sum falls into a month outside its own piece, which the roster's rules refuse."""
    for piece in after(people, *threads).table.iter_rows(named=True):
        if piece["purchase_lump_sum"] is not None:
            paid = JANUARY + piece["lump_sum_month"] - 1
            if not (piece["start_month"] or 0) <= paid <= (piece["end_month"] or paid):
                return False
    return True


@SOME
@given(cases())
def test_the_parts_are_the_mean_over_all_orders(
    case: tuple[list[dict[str, str]], list[Thread], bool, dict[str | None, str]],
) -> None:
    rows, threads, law_changes, rules = case
    people = before(*rows)
    assume(consistent(people, threads))
    law = OTHER_RATES if law_changes else None
    found = explained(people, *threads, law_after=law, base_rule=rules)
    expected = exact_parts(people, after(people, *threads), law, rules)
    for code, change in zip(CODES, found, strict=True):
        assert change.start is not None
        assert change.end is not None
        assert sum(part.amount or 0 for part in change.parts) == change.end - change.start
        whole = in_whole_fen(expected[code], int((change.end - change.start) * 100))
        assert {part.cause: part.amount for part in change.parts} == {
            cause: Decimal(fen) / 100 for cause, fen in whole.items()
        }


@SOME
@given(cases())
def test_a_cause_that_does_not_differ_explains_nothing(
    case: tuple[list[dict[str, str]], list[Thread], bool, dict[str | None, str]],
) -> None:
    rows, threads, law_changes, _ = case
    people = before(*rows)
    assume(consistent(people, threads))
    found = explained(people, *threads, law_after=OTHER_RATES if law_changes else None)
    moved = {
        column for thread in threads if thread.origin is not None for _, values in thread.states for column in values
    }
    may = {cause for cause, columns in COLUMNS.items() if moved & set(columns)}
    if {"purchase_lump_sum"} & moved:
        may.add("pay")
    if any(thread.origin is None or thread.until is not None for thread in threads):
        may.add("heads")
    if law_changes:
        may.add("rules")
    if threads:
        may.add("months")
    for change in found:
        assert all(part.amount == 0 for part in change.parts if part.cause not in may)


@settings(SOME, max_examples=6)
@given(st.lists(ROW, min_size=2, max_size=3), st.lists(st.tuples(STATE, MONTHS), min_size=2, max_size=2))
def test_changes_to_different_people_explain_what_each_would_alone(
    rows: list[dict[str, str]], changes: list[tuple[dict[str, Any], str]]
) -> None:
    people = before(*rows)
    threads = [taken(origin, 1, (month, values)) for origin, (values, month) in enumerate(changes)]
    assume(consistent(people, threads))
    both = explained(people, *threads)
    each = [explained(people, thread) for thread in threads]
    for together, one, other in zip(both, *each, strict=True):
        for parts in zip(together.parts, one.parts, other.parts, strict=True):
            amount, first, second = (part.amount or Decimal(0) for part in parts)
            # To the fen that rounding may move from one part to another.
            assert abs(amount - first - second) <= Decimal("0.09")
