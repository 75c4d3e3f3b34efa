"""Why the lines of two years' rosters differ: who is there, what they earn and are, and the law."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Yuan, expected_budget
from openfisca_china_personnel.decomposition.causes import OF_YEARS, YEARLY_CAUSES
from openfisca_china_personnel.decomposition.change import Change, Part
from openfisca_china_personnel.decomposition.decomposition import Decomposition
from openfisca_china_personnel.decomposition.games import Totals, totals
from openfisca_china_personnel.decomposition.law_parts import laws_between
from openfisca_china_personnel.decomposition.pairing import paired
from openfisca_china_personnel.decomposition.shapley import in_whole_fen, shapley
from openfisca_china_personnel.decomposition.states import PLACE
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.notes import Note, merged
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

_ORDER = Text("后一年度（{later}）应晚于前一年度（{earlier}）", "the later year ({later}) must follow {earlier}")
_BY_IDENTIFIER = Text(
    "两份名册的人员按编号对应；只在一份名册中的是调入或离开的人。",
    "People of the two rosters are paired by their identifiers; whoever is in one of them only has come or left.",
)
_BY_LIKENESS = Text(
    "名册没有都填编号：按单位、人员状态、类别、职级、所在地和参保情况对应，余下的按单位和人员状态对应。",
    "Not both rosters state identifiers: people are paired by unit, status, category, rank, location and what they "
    "take part in, the others by unit and status.",
)
_MONTH_COLUMNS = ("start_month", "end_month", "entry_month", "work_start")


def decompose_rosters(
    first: Roster, second: Roster, years: tuple[int, int], *, base_rule: BaseRules = BaseRule.prior_year
) -> Decomposition:
    """Every line's change between the budgets of two rosters of two years, split among the causes (exact Shapley).

    The earlier year is moved into the later one's months: its people as they were, its law as it was. Each set of
    causes is then a roster and a law, computed in full. The parts add up to the change to the fen; all are ``None``
    where a line is not known in either year or in between. Raises ``InputFaults`` where the years are not in order.
    """
    earlier, later = years
    if earlier >= later:
        raise refuse(_ORDER.format(earlier=earlier, later=later))
    budgets = [
        expected_budget(people, year, base_rule=base_rule) for people, year in zip((first, second), years, strict=True)
    ]
    by_identifier = all("person_id" in people.column_headers for people in (first, second))
    tables = paired(
        _moved(_working(first.table, earlier), 12 * (later - earlier)),
        _working(second.table, later),
        by_identifier=by_identifier,
    )
    before, after = (replace(people, table=table) for people, table in zip((first, second), tables, strict=True))
    law_moves, laws = laws_between(baseline(), earlier, later)
    found = totals(before, after, later, base_rule, laws, law_moves, OF_YEARS)
    changes = []
    for line, old, new in zip(LINES, budgets[0].items, budgets[1].items, strict=True):
        amounts = _amounts(found, line, old.amount, new.amount)
        parts = tuple(Part(cause.key, *[amounts.get(cause.key)] * 3) for cause in YEARLY_CAUSES)
        changes.append(Change(later, new.code, old.amount, new.amount, parts))
    paired_by = (
        Note("paired_by_identifier", _BY_IDENTIFIER) if by_identifier else Note("paired_by_likeness", _BY_LIKENESS)
    )
    return Decomposition(
        unit=next(iter(second.units), None),
        years=years,
        changes=tuple(changes),
        notes=merged((paired_by, *budgets[0].notes, *budgets[1].notes)),
    )


def _working(table: polars.DataFrame, year: int) -> polars.DataFrame:
    """The roster with what a split of its rows must not lose: an entry's month and wage, a lump sum's month."""
    january = month_number(year, 1)
    col = polars.col
    entry_month = polars.when(col("entry") != "standing").then(col("start_month").fill_null(january))
    last = col("end_month").fill_null(january + 11).clip(january, january + 11)
    wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary")
    paid = col("lump_sum_month").fill_null(last % 12 + 1)
    return table.with_columns(
        entry_month=entry_month.cast(polars.Int32),
        entry_salary=polars.when(entry_month >= january).then(wage).cast(polars.Int64),
        prior_year_monthly_salary=polars.coalesce("prior_year_monthly_salary", "monthly_salary"),
        monthly_salary=wage,
        lump_sum_month=polars.when(col("purchase_lump_sum").is_not_null()).then(paid).otherwise("lump_sum_month"),
    )


def _moved(table: polars.DataFrame, months: int) -> polars.DataFrame:
    return table.with_columns((polars.col(column) + months).cast(polars.Int32) for column in _MONTH_COLUMNS)


def _amounts(found: Totals, line: Line, old: Yuan, new: Yuan) -> dict[str, Decimal]:
    """Yuan by cause; empty where they are not known."""
    fen = {game: amounts[line] for game, amounts in found.items()}
    if old is None or new is None or None in fen.values():
        return {}
    known = {game: amount for game, amount in fen.items() if amount is not None}
    exact = dict.fromkeys((cause.key for cause in YEARLY_CAUSES), Fraction(0))
    for causes in {causes for causes, _ in known}:
        place = {cause.key: place for cause, place in PLACE.items() if causes >> place & 1}

        def value(at_work: frozenset[str], causes: int = causes, place: dict[str, int] = place) -> int:
            return known[causes, sum(2 ** place[cause] for cause in at_work)]

        for cause, part in shapley(tuple(place), value).items():
            exact[cause] += part
    total = int((new - old).scaleb(2))
    assert sum(exact.values()) == total, "the moved year costs something else than the year itself"
    return {cause: Decimal(part).scaleb(-2) for cause, part in in_whole_fen(exact, total).items()}
