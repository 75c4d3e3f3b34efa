"""Who receives the rent subsidy: person-months by rank whose standards add up to the published line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.calibration.mixture import Amounts, mixture
from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.vocabulary import GENERAL_RANKS, Rank

_MOST_TRIED = 40


@dataclass(frozen=True)
class Standards:
    """Fen a month by rank: the average for people whose rank is not stated, and the ranks of the general scale."""

    average: int
    by_rank: Mapping[Rank, int]

    @property
    def least(self) -> int:
        """The lowest standard of a rank."""
        return min(self.by_rank.values())


def standards(parameters: ParameterNode, year: int) -> Standards:
    """The standards of a year (no change within a year is known)."""
    by_rank = {rank: _fen(parameters, f"rent_subsidy.standard.{rank.name}", year) for rank in GENERAL_RANKS}
    return Standards(_fen(parameters, "rent_subsidy.average", year), by_rank)


def person_months(target: Target, of: Standards) -> int:
    """The person-months at the average standard that print as the line does, or come nearest: full years first."""
    fitting = range(-(-target.low // of.average), target.high // of.average + 1)
    nearest = round(target.middle / of.average)
    full = [months for months in fitting if months % 12 == 0]
    return min(full or fitting or [nearest], key=lambda months: abs(months * of.average - target.middle))


def ranks(target: Target, months: int, of: Standards, less: int = 0) -> dict[Rank, int] | None:
    """Person-months by rank, ``months`` in all, whose standards print as the line does; ``None`` for none.

    ``less`` fen of the line are accounted for elsewhere. The rank is not stated wherever the average serves.
    """
    if target.low <= months * of.average + less <= target.high:
        return {Rank.unspecified: months}
    known: dict[Amounts, Rank] = {(fen,): rank for rank, fen in of.by_rank.items()}
    known[of.average,] = Rank.unspecified
    kinds: list[Amounts] = [(of.average,), *(kind for kind in known if kind != (of.average,))]
    for total in _round_sums(target, less):
        found = mixture(kinds, months, (total,))
        if found is not None:
            return {known[kind]: count for kind, count in found.items()}
    return None


def _round_sums(target: Target, less: int) -> list[int]:
    """Sums that standards can have: whole multiples of five yuan, the nearest to the middle first."""
    middle = target.middle - less
    nearest = round(middle / 500) * 500
    found = [nearest + away * 500 * sign for away in range(_MOST_TRIED) for sign in (1, -1)]
    return [each for each in dict.fromkeys(found) if target.low <= each + less <= target.high]


def _fen(parameters: ParameterNode, path: str, year: int) -> int:
    provision = in_force(parameters, path, f"{year}-01-01")
    assert provision is not None, f"no {path} in {year}"
    assert isinstance(provision.value, (int, float)), f"{path} is a gap in {year}"
    return round(provision.value * 100)
