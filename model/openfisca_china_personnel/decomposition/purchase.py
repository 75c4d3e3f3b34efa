"""What heads, ranks and lump sums can explain of a purchase subsidy of which only the sum is printed.

The line is entitled person-months × their average standard + lump sums, and no part is below zero. Each year's monthly
part is therefore no more than its line, and the averages of two years part by no more than the greatest standard does
from the least. With the lines ``p`` and ``q`` and that ratio ``k``:

- the Shapley value of the heads, ``(h₂ − h₁)(r₁ + r₂) ÷ 2``, lies between ``−p (1 + k) ÷ 2`` and ``q (1 + k) ÷ 2``;
- that of the ranks, ``(r₂ − r₁)(h₁ + h₂) ÷ 2``, between ``−(p (1 − 1/k) + q (k − 1)) ÷ 2`` and
  ``(p (k − 1) + q (1 − 1/k)) ÷ 2``;
- the lump sums explain ``−p`` to ``q``.
"""

from __future__ import annotations

from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.decomposition.causes import HEADS, RANK_MIX, REST, Cause
from openfisca_china_personnel.decomposition.product import Span
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.vocabulary import GENERAL_RANKS


def spans_of_purchase(first: Span, second: Span, law: ParameterNode, years: tuple[int, int]) -> dict[Cause, Span]:
    """The range of each cause (yuan) of a line's two printed figures, from the standards of ranks below ministers.

    Without bounds where a standard is not known or moves between the years.
    """
    before, after = (_standards(law, year) for year in years)
    if not before or before != after or first.high is None or second.high is None:
        return dict.fromkeys((HEADS, RANK_MIX, REST), Span(None, None))
    ratio = max(before) / min(before)
    p, q = first.high, second.high
    wider, narrower = (ratio - 1) / 2, (1 - 1 / ratio) / 2
    return {
        HEADS: Span(-p * (1 + ratio) / 2, q * (1 + ratio) / 2),
        RANK_MIX: Span(-p * narrower - q * wider, p * wider + q * narrower),
        REST: Span(-p, q),
    }


def _standards(law: ParameterNode, year: int) -> tuple[Fraction, ...]:
    """The monthly amounts of the general ranks; empty where one is not known in every month."""
    found = []
    for rank in GENERAL_RANKS:
        values = {
            None if each is None or not isinstance(each.value, (int, float)) else Fraction(str(each.value))
            for each in (
                in_force(law, f"purchase_subsidy.monthly.{rank.name}", f"{year}-{month:02d}-01")
                for month in range(1, 13)
            )
        }
        value = values.pop()
        if value is None or values:
            return ()
        found.append(value)
    return tuple(found)
