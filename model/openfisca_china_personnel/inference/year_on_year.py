"""How lines and quantities moved from the year before to the document's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from openfisca_china_personnel.inference.consistency import growth
from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.intervals import Interval
from openfisca_china_personnel.inference.result import Change, Quantity
from openfisca_china_personnel.subjects import LINES

_HUNDRED = 100


def changes(
    prior: Evidence,
    current: Evidence,
    quantities_before: Sequence[Quantity],
    quantities_now: Sequence[Quantity],
    cause_of: Mapping[str, str],
) -> Iterator[Change]:
    """A change a line that both years print, then a change a quantity that both years give."""
    for line in LINES:
        before, now = prior.line(line.key), current.line(line.key)
        if before is None or now is None:
            continue
        yield Change(
            name="line",
            label=line.name,
            code=now.code,
            prior_year=prior.year,
            year=current.year,
            measure="yuan",
            prior=before.value,
            current=now.value,
            amount=now.yuan - before.yuan,
            percent=growth(before, now).times(_HUNDRED),
            cause=cause_of.get(now.code),
            budget_unit=current.unit,
        )
    known = {each.name: each for each in quantities_before}
    for after in quantities_now:
        earlier = known.get(after.name)
        if earlier is not None:
            yield change_of(earlier, after)


def change_of(earlier: Quantity, after: Quantity) -> Change:
    """How one quantity moved from an earlier year to a later one; nothing is supposed to tie the two years."""
    percent = None
    if earlier.bounds.low is not None and after.bounds.low is not None:
        percent = (after.bounds.over(earlier.bounds) - Interval.point(Fraction(1))).times(_HUNDRED)
    return Change(
        name=after.name,
        label=after.label,
        code=None,
        prior_year=earlier.year,
        year=after.year,
        measure=after.measure,
        prior=earlier.point,
        current=after.point,
        amount=after.bounds - earlier.bounds,
        percent=percent,
        budget_unit=after.budget_unit,
    )
