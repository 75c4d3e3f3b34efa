"""How much of the change of each line the five causes explain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.budget import Budget, Yuan
from openfisca_china_personnel.decomposition.causes import CAUSES, RULES
from openfisca_china_personnel.decomposition.change import Change, Part
from openfisca_china_personnel.decomposition.games import Totals, that_differ, totals
from openfisca_china_personnel.decomposition.shapley import in_whole_fen, shapley
from openfisca_china_personnel.decomposition.states import PLACE
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.subjects import LINES, Line
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule


def decompose(
    before: Roster,
    after: Roster,
    year: int,
    *,
    base_rule: BaseRules = BaseRule.prior_year,
    system_before: TaxBenefitSystem | None = None,
    system_after: TaxBenefitSystem | None = None,
    budget_before: Budget,
    budget_after: Budget,
) -> tuple[Change, ...]:
    """Every line's change between two rosters of one budget year, split among the five causes (exact Shapley value).

    Both tables have the columns ``origin``, ``entry_month`` and ``entry_salary`` beside the roster's own, ``after``
    also ``thread``; in ``before`` an origin is one thread, and a lump sum's month is stated in both. The budgets are
    those of the two rosters under the two laws (``None``: the law as it stands) and ``base_rule``.

    What each cause moves: *heads*, who is there and takes part in what, with everything about added people; *pay*,
    wages, bases and lump sums; *rank mix*, ranks and years of service; *rules*, the law, rates and places; *months*,
    that a state does not hold all year. Without *months* the state at the end of the year holds in all its months:
    added people are there for twelve (a first job is then taken up in January and pays the fund from February), people
    who left for none. A lump sum is paid once either way, and a change of law keeps its dates.

    The parts of a line add up to its change to the fen; all are ``None`` where the line is not known before or after
    or with some of the causes at work. Only people whom a change touches are computed again: what is left of the
    budgets' difference comes from the law alone.
    """
    old_law, new_law = system_before or baseline(), system_after or baseline()
    law_differs = old_law is not new_law
    laws = {0: old_law, **({2 ** PLACE[RULES]: new_law} if law_differs else {})}
    found = totals(before, after, year, base_rule, laws, (RULES,) if law_differs else ())
    changes = []
    for line, old, new in zip(LINES, budget_before.items, budget_after.items, strict=True):
        amounts = _amounts(found, line, old.amount, new.amount, law_differs=law_differs)
        parts = [(cause.key, amounts.get(cause.key)) for cause in CAUSES]
        changes.append(
            Change(
                year=year,
                code=new.code,
                start=old.amount,
                end=new.amount,
                parts=tuple(Part(cause, amount, low=amount, high=amount) for cause, amount in parts),
            )
        )
    return tuple(changes)


def _amounts(found: Totals, line: Line, old: Yuan, new: Yuan, *, law_differs: bool) -> dict[str, Decimal]:
    """Yuan by cause; empty where they are not known."""
    fen = {game: amounts[line] for game, amounts in found.items()}
    if old is None or new is None or None in fen.values():
        return {}
    known = {game: amount for game, amount in fen.items() if amount is not None}
    exact = dict.fromkeys((cause.key for cause in CAUSES), Fraction(0))
    total = int((new - old).scaleb(2))
    of_untouched = total
    for causes in {causes for causes, _ in known}:
        of_untouched -= known[causes, that_differ(causes)] - known[causes, 0]
        for cause, part in _split(causes, known).items():
            exact[cause] += part
    assert law_differs or of_untouched == 0, "people whom no change touches cost something else than before"
    exact[RULES.key] += of_untouched
    return {cause: Decimal(part).scaleb(-2) for cause, part in in_whole_fen(exact, total).items()}


def _split(causes: int, known: Mapping[tuple[int, int], int]) -> dict[str, Fraction]:
    place = {cause.key: place for cause, place in PLACE.items() if causes >> place & 1}

    def value(at_work: frozenset[str]) -> int:
        return known[causes, that_differ(sum(2 ** place[cause] for cause in at_work))]

    return shapley(tuple(place), value)
