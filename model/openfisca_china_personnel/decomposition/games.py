"""What touched people cost with each set of causes at work: a whole budget year for every set, computed at once."""

from __future__ import annotations

import numpy
import polars
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules, base_rule_of
from openfisca_china_personnel.decomposition.causes import MONTHS, RULES
from openfisca_china_personnel.decomposition.states import PLACE, holds, segments, under
from openfisca_china_personnel.decomposition.touched import touched
from openfisca_china_personnel.ledger import compute
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.staffing import staffing
from openfisca_china_personnel.subjects import LINES, Line

Totals = dict[tuple[int, int], dict[Line, int | None]]
"""Fen of a year by the causes that may move the people concerned and those at work; ``None`` for not known."""

THREADS_AT_ONCE = 20_000
"""Threads whose states are held in memory together."""


def totals(
    before: Roster, after: Roster, year: int, base_rule: BaseRules, laws: tuple[TaxBenefitSystem, TaxBenefitSystem]
) -> Totals:
    """The cost of the touched people, those whom the same causes may move taken together, for every set of these.

    ``laws`` are those before and after. A set of the months alone is left out: ``that_differ`` says what stands for it.
    """
    concerned = touched(before.table, after.table)
    law_differs = laws[0] is not laws[1]
    found: Totals = {}
    for first in range(0, concerned.threads.height, THREADS_AT_ONCE):
        cut = segments(concerned.some(first, first + THREADS_AT_ONCE), year, law_differs=law_differs)
        games = [(causes, subset) for causes in sorted(cut["causes"].unique()) for subset in _subsets(causes)]
        for game in games:
            found.setdefault(game, dict.fromkeys(LINES, 0))
        subsets = polars.DataFrame(games, schema={"causes": polars.Int32, "subset": polars.Int32}, orient="row")
        rows = under(cut, subsets)
        by_new_law = holds("subset", RULES) if law_differs else polars.lit(value=False)
        _add(found, rows.filter(~by_new_law), year, base_rule, laws[0])
        _add(found, rows.filter(by_new_law), year, base_rule, laws[1])
    return found


def that_differ(subset: int) -> int:
    """The set of causes that gives the same and is computed: the months alone move nothing."""
    return 0 if subset == 2 ** PLACE[MONTHS] else subset


def _subsets(causes: int) -> list[int]:
    return [subset for subset in range(causes + 1) if subset & causes == subset == that_differ(subset)]


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
