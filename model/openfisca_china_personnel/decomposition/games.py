"""What touched people cost with each set of causes at work: a whole budget year for every set, computed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy
import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, base_rule_of
from openfisca_china_personnel.decomposition.causes import MONTHS, OF_SCENARIO, Cause, Question
from openfisca_china_personnel.decomposition.states import PLACE, holds, segments, under
from openfisca_china_personnel.decomposition.touched import everybody, touched
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.subjects import LINES, Line

Totals = dict[tuple[int, int], dict[Line, int | None]]
"""Fen of a year by the causes that may move the people concerned and those at work; ``None`` for not known."""

THREADS_AT_ONCE = 20_000
"""Threads whose states are held in memory together."""


Laws = Mapping[int, TaxBenefitSystem]
"""The law by the causes at work, of those with which values of the law move."""


def totals(
    before: Roster,
    after: Roster,
    year: int,
    base_rule: BaseRules,
    laws: Laws,
    law_moves: Sequence[Cause] = (),
    question: Question = OF_SCENARIO,
) -> Totals:
    """The cost of the touched people, those whom the same causes may move taken together, for every set of these.

    ``laws`` has one for every set of ``law_moves``. A set of the months alone is left out where it moves nothing:
    ``that_differ`` says what stands for it.
    """
    concerned = everybody(before.table, after.table) if question.both_years else touched(before.table, after.table)
    found: Totals = {}
    for first in range(0, concerned.threads.height, THREADS_AT_ONCE):
        some = concerned.some(first, first + THREADS_AT_ONCE)
        cut = segments(some, year, law_moves=law_moves, question=question)
        games = [(causes, subset) for causes in sorted(cut["causes"].unique()) for subset in _subsets(causes, question)]
        for game in games:
            found.setdefault(game, dict.fromkeys(LINES, 0))
        subsets = polars.DataFrame(games, schema={"causes": polars.Int32, "subset": polars.Int32}, orient="row")
        rows = under(cut, subsets, question)
        of_law = polars.sum_horizontal(
            polars.lit(0), *(holds("subset", cause).cast(polars.Int32) * 2 ** PLACE[cause] for cause in law_moves)
        )
        for causes, law in laws.items():
            _add(found, rows.filter(of_law == causes), year, base_rule, law)
    return found


def that_differ(subset: int, question: Question = OF_SCENARIO) -> int:
    """The set of causes that gives the same and is computed: in a scenario the months alone move nothing."""
    return 0 if subset == 2 ** PLACE[MONTHS] and not question.both_years else subset


def _subsets(causes: int, question: Question) -> list[int]:
    return [subset for subset in range(causes + 1) if subset & causes == subset == that_differ(subset, question)]


def _add(found: Totals, rows: polars.DataFrame, year: int, base_rule: BaseRules, law: TaxBenefitSystem) -> None:
    """Compute the rows of all games at once: each game, and in it each base rule, is a budget unit of its own."""
    if rows.is_empty():
        return
    units = rows.select("unit").unique()
    rules = polars.Series("rule", [base_rule_of(base_rule, unit).index for unit in units["unit"]], dtype=polars.Int16)
    table = rows.join(units.with_columns(rules), on="unit", nulls_equal=True, maintain_order="left").with_columns(
        unit=polars.concat_str("causes", "subset", "rule", separator=" ")
    )
    people = staffing(Roster(source=None, sheet=None, table=table), year)
    games = [tuple(int(word) for word in (unit or "").split()) for unit in people.units]
    ledger = compute(people, law, numpy.array([rule for _, _, rule in games], dtype=numpy.int16))
    for number, (causes, subset, _) in enumerate(games):
        sums = found[causes, subset]
        for line in LINES:
            so_far, more = sums[line], ledger.tally(line.key).of_unit(number)
            sums[line] = None if so_far is None or more is None else so_far + more
