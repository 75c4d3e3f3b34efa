"""From a published document to a roster that reproduces its personnel lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.budget import refuse_year
from openfisca_china_personnel.calibration import reasons
from openfisca_china_personnel.calibration.bands import Band, spread
from openfisca_china_personnel.calibration.calibration import Calibration, judged
from openfisca_china_personnel.calibration.contributors import NOBODY, Contributors, contributors
from openfisca_china_personnel.calibration.drafted import drafted
from openfisca_china_personnel.calibration.people import People, people_of, with_retired
from openfisca_china_personnel.calibration.person_month import (
    MONTHS,
    Contributions,
    housing_fund,
    pension_and_annuity,
)
from openfisca_china_personnel.calibration.rent import Standards, person_months, ranks, standards
from openfisca_china_personnel.calibration.rows import Row, part_of_a_head, posts, rows_of, with_lump_sum
from openfisca_china_personnel.calibration.targets import Scope, Target, targets_of, year_of
from openfisca_china_personnel.calibration.wage import Wage, wage_of
from openfisca_china_personnel.inference.place import location_of
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location, Rank

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document

_STEP = 500
"""Every standard of the rent subsidy is a multiple of five yuan (fen)."""
_AROUND = 24
"""Person-months on either side of the likely number that ranks are tried for."""


@dataclass(frozen=True)
class _Plan:
    """Who contributes and who receives the rent subsidy, with what is left for a part of a head (fen).

    ``fund_rate`` (hundredths of a percent) is stated where the law's default does not serve. ``unsolved`` counts lines
    that nothing was found for.
    """

    pension: Contributors
    fund: Contributors
    fund_terms: Contributions | None
    fund_rate: int | None
    presence: tuple[Band[Rank], ...]
    by_rank: bool
    rent_left: int
    fund_left: int
    unsolved: int
    is_settled: bool


def calibrate(
    document: Document,
    *,
    year: int | None = None,
    scope: Scope = "general",
    location: Location | str | None = None,
    heads: int | None = None,
    retired: int | None = None,
) -> Calibration:
    """A plausible roster whose budget prints as the document does, line by line, wherever one roster can.

    ``year`` is the document's, or the one before it (from the column of last year's actual). ``location`` is read from
    the document unless given; ``heads`` are the active and ``retired`` the retired people, those that the document
    states unless given. Lines that
    exclude each other on one roster are missed by as few last places as can be. Raises ``InputFaults`` where the
    document has no personnel line of the year.
    """
    parameters = baseline().parameters
    of_year = year_of(document, year)
    refuse_year(of_year)
    published = targets_of(document, of_year, scope, parameters)
    place, why = location_of(document, Location[location] if isinstance(location, str) else location)
    modelled = place is Location.central_beijing
    targets = {line: each for line, each in published.items() if modelled or line not in ONLY_CENTRAL}
    people = people_of(document, heads, retired, is_own_year=of_year == document.year)
    wage = wage_of(document, of_year, targets, parameters, people.active)
    plan = _plan(targets, of_year, place, wage, people.active, parameters)
    rows, not_placed = _rows(plan, targets, wage, people, of_year, parameters)
    return judged(
        document,
        of_year,
        scope,
        place,
        rows,
        published,
        (why, *people.notes, *not_placed, *drafted(targets, of_year, place, parameters)),
    )


def _plan(
    targets: dict[Line, Target],
    year: int,
    place: Location,
    wage: Wage,
    heads: int | None,
    parameters: ParameterNode,
) -> _Plan:
    """The first plan that gives every line something: people of the whole year, else of its last months only."""
    plans = []
    for months in [MONTHS[first:] for first in range(len(MONTHS))]:
        plan = _plan_for(targets, year, place, wage, heads, parameters, months)
        plans.append(plan)
        if plan.is_settled:
            return plan
    return min(plans, key=lambda plan: (plan.unsolved, sum(plan.pension.missed.values())))


def _plan_for(
    targets: dict[Line, Target],
    year: int,
    place: Location,
    wage: Wage,
    heads: int | None,
    parameters: ParameterNode,
    months: Sequence[int],
) -> _Plan:
    rent = targets.get(RENT_SUBSIDY)
    of_rent = standards(parameters, year)
    insured = pension_and_annuity(parameters, year, place)
    unsolved = 0
    pension: Contributors | None = NOBODY
    of_pension = [targets[line] for line in (PENSION, ANNUITY) if line in targets]
    limits = _limits(rent, of_rent, months)
    if of_pension:
        own = insured.only([each.line for each in of_pension])
        pension = _first(own, of_pension, wage.fen, limits, heads, months)
        unsolved += pension is None
    fund: Contributors | None = NOBODY
    terms, rate, left = None, None, 0
    if HOUSING_FUND in targets:
        target = targets[HOUSING_FUND]
        left = target.low % 100 if -(-target.low // 100) * 100 > target.high else 0
        whole = replace(target, low=target.low - left, high=target.high - left)
        for name in ("default", "minimum"):
            terms = housing_fund(parameters, year, place, name)
            fund = _first(terms, [whole], wage.fen, limits, heads, months)
            rate = terms.rates[0][0] if name == "minimum" else None
            if fund is not None:
                break
        unsolved += fund is None
    pension, fund = pension or NOBODY, fund or NOBODY
    at_least = max(pension.posts, fund.posts, heads or 0 if rent is None else 0, rent is None)
    everybody = tuple(Rank.unspecified if month in months else None for month in MONTHS)
    presence: tuple[Band[Rank], ...] = (Band(max(at_least, 1), everybody),)
    by_rank, rent_left = False, 0
    if rent is not None:
        found = _recipients(rent, of_rent, at_least, left, months)
        unsolved += found is None
        presence, by_rank, rent_left = found or (presence, by_rank, rent_left)
    is_one_rate = len(set(insured.rates)) == 1
    return _Plan(
        pension,
        fund,
        terms,
        rate,
        presence,
        by_rank=by_rank,
        rent_left=rent_left,
        fund_left=left,
        unsolved=unsolved,
        is_settled=not unsolved and (is_one_rate or not pension.missed),
    )


def _limits(rent: Target | None, of_rent: Standards, months: Sequence[int]) -> tuple[int | None, ...]:
    """How many people there can be: at the average of the rent subsidy, and at most."""
    if rent is None:
        return (None,)
    return tuple(count // len(months) for count in (person_months(rent, of_rent), rent.high // of_rent.least))


def _first(
    own: Contributions,
    targets: list[Target],
    base: int,
    limits: tuple[int | None, ...],
    heads: int | None,
    months: Sequence[int],
) -> Contributors | None:
    """People within the limits that miss least, the first of equals; ``None`` where there are none."""
    found = [contributors(own, targets, base, most, heads, months) for most in dict.fromkeys(limits) if most != 0]
    return min((each for each in found if each is not None), key=lambda each: sum(each.missed.values()), default=None)


def _recipients(
    rent: Target, of_rent: Standards, at_least: int, fund_left: int, season: Sequence[int]
) -> tuple[tuple[Band[Rank], ...], bool, int] | None:
    """Posts by rank, whether ranks had to be chosen for the sum, and the fen that only a part of a head can take."""
    least = at_least * len(season)
    for left in dict.fromkeys((0, rent.middle % _STEP) if not fund_left else (rent.middle % _STEP,)):
        likely = person_months(replace(rent, low=rent.low - left, high=rent.high - left), of_rent)
        for months in (max(likely, least), *range(max(likely - _AROUND, least), max(likely, least) + _AROUND)):
            found = ranks(rent, months, of_rent, left)
            if found is not None:
                return tuple(spread(found, season)), set(found) != {Rank.unspecified}, left
    return None


def _rows(
    plan: _Plan,
    targets: dict[Line, Target],
    wage: Wage,
    people: People,
    year: int,
    parameters: ParameterNode,
) -> tuple[tuple[Row, ...], tuple[Note, ...]]:
    average = standards(parameters, year).average
    months = sum(band.count * sum(rank is not None for rank in band.months) for band in plan.presence)
    shared = []
    if RENT_SUBSIDY in targets:
        text = reasons.RENT_WITH_RETIRED if people.retired else reasons.RENT
        text = reasons.RENT_BY_RANK if plan.by_rank else text
        figure = reasons.shown(targets[RENT_SUBSIDY])
        shared.append(text.format(figure=figure, standard=f"{average / 100:g}", months=months))
    if people.active:
        text = reasons.HEADS_OF_DOCUMENT if people.by_document else reasons.HEADS
        shared.append(text.format(heads=people.active))
    of_pension = _of_pension(plan.pension, targets)
    of_fund = _of_fund(plan, targets)
    found = []
    for row in rows_of(posts(plan.presence, plan.pension.bands, plan.fund.bands), wage.fen):
        own = list(shared)
        own += [of_pension] if row.pension_base else []
        own += [of_fund] if row.housing_fund_base else []
        base = row.pension_base or row.housing_fund_base
        if base is None:
            own.append(reasons.NO_CONTRIBUTIONS)
        salary = wage.fen if wage.is_of_document or base is None else base
        own.append(wage.rests_on if wage.is_of_document or base is None else reasons.WAGE_FROM_BASE)
        rate = plan.fund_rate if row.housing_fund_base else None
        found.append(replace(row, monthly_salary=salary, housing_fund_rate=rate, rests_on=tuple(own)))
    not_placed: tuple[Note, ...] = ()
    # Elsewhere than where they are paid a rent subsidy retired people move no line.
    if people.retired and RENT_SUBSIDY in targets:
        found, not_placed = with_retired(found, people.retired, targets[RENT_SUBSIDY].code)
    purchase = targets.get(PURCHASE_SUBSIDY)
    if purchase is not None and purchase.middle > 0:
        text = reasons.LUMP_SUM.format(figure=reasons.shown(purchase))
        found = with_lump_sum(found, purchase.middle, text)
    return (*found, *_parts_of_heads(plan, wage, average, found)), not_placed


def _of_pension(found: Contributors, targets: dict[Line, Target]) -> Text:
    lines = [targets[line] for line in (PENSION, ANNUITY) if line in targets]
    return reasons.PENSION.format(
        lines=reasons.joined([each.line.name for each in lines]),
        figures=reasons.joined([Text(shown, shown) for shown in map(reasons.shown, lines)]),
        heads=found.posts,
        months=found.person_months,
    )


def _of_fund(plan: _Plan, targets: dict[Line, Target]) -> Text:
    rate = plan.fund_terms.rates[0][0] if plan.fund_terms is not None else 0
    return reasons.FUND.format(
        figures=reasons.shown(targets[HOUSING_FUND]) if HOUSING_FUND in targets else "",
        rate=f"{rate / 100:g}%",
        heads=plan.fund.posts,
        months=plan.fund.person_months,
    )


def _parts_of_heads(plan: _Plan, wage: Wage, average: int, rows: list[Row]) -> list[Row]:
    """The fen that whole people do not make up: of the fund and of the rent subsidy, each in December."""
    found: list[Row] = []
    rent_left = plan.rent_left
    fund_base = next((row.housing_fund_base for row in rows if row.housing_fund_base), None)
    if plan.fund_left and fund_base is not None:
        assert plan.fund_terms is not None
        part = part_of_a_head(plan.fund_left, plan.fund_terms.amounts(fund_base, MONTHS[-1])[0])
        if part is not None:
            why = (reasons.PART_OF_A_HEAD,)
            found.append(Row(part, Rank.unspecified, wage.fen, None, fund_base, plan.fund_rate, start=12, rests_on=why))
            rent_left -= int(part * average + Decimal("0.5"))
    if rent_left > 0:
        part = part_of_a_head(rent_left, average)
        if part is not None:
            found.append(
                Row(part, Rank.unspecified, wage.fen, None, None, start=12, rests_on=(reasons.PART_OF_A_HEAD,))
            )
    return found
