"""The law of two years taken apart: some values as in the later year, the others as in the earlier one.

The earlier year's values are moved forward by whole years, so that both stand in the later year's months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import combinations

from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.reforms import Reform
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.decomposition.causes import OF_YEARS, Cause
from openfisca_china_personnel.decomposition.states import PLACE
from openfisca_china_personnel.grafting import grafted

_SCHEMES = ("annuity", "housing_fund", "pension", "purchase_subsidy", "rent_subsidy")
"""Where the values lie that budget lines rest on."""


def laws_between(
    system: TaxBenefitSystem, earlier: int, later: int
) -> tuple[tuple[Cause, ...], Mapping[int, TaxBenefitSystem]]:
    """The causes with which the law moved between two years, and for every set of them the law that it makes."""
    moved: dict[Cause, list[str]] = {}
    for path, leaf in _leaves(system.parameters):
        if _differs(leaf, earlier, later):
            moved.setdefault(_cause_of(path), []).append(path)
    causes = tuple(cause for cause in OF_YEARS.of_law if cause in moved)
    laws = {}
    for size in range(len(causes) + 1):
        for at_work in combinations(causes, size):
            left = [path for cause in causes if cause not in at_work for path in moved[cause]]
            laws[sum(2 ** PLACE[cause] for cause in at_work)] = _with_earlier(system, left, later - earlier)
    return causes, laws


def _leaves(parameters: ParameterNode) -> list[tuple[str, Parameter]]:
    found = [leaf for leaf in parameters.get_descendants() if isinstance(leaf, Parameter)]
    return [(str(leaf.name), leaf) for leaf in found if str(leaf.name).split(".")[0] in _SCHEMES]


def _cause_of(path: str) -> Cause:
    return next(cause for cause in OF_YEARS.of_law if any(path.startswith(law) for law in cause.laws))


def _differs(leaf: Parameter, earlier: int, later: int) -> bool:
    """Whether a value of some month is another one; a gap is like no other, for it lies between its neighbours."""
    pairs = [
        tuple(leaf.get_at_instant(f"{year}-{month:02d}-01") for year in (earlier, later)) for month in range(1, 13)
    ]
    has_gap = any(each.value is None for each in leaf.values_list)
    return has_gap or any(before != after for before, after in pairs)


def _with_earlier(system: TaxBenefitSystem, paths: Sequence[str], years: int) -> TaxBenefitSystem:
    if not paths:
        return system

    class Earlier(Reform):  # type: ignore[misc]
        def apply(self) -> None:
            parameters: ParameterNode = system.parameters
            for path in paths:
                parameters = grafted(parameters, path, lambda leaf: _moved(leaf, years))
            self.parameters = parameters

    return Earlier(system)


def _moved(leaf: Parameter, years: int) -> Parameter:
    changed = leaf.clone()
    dated = []
    for value in changed.values_list:
        later = copy(value)
        later.instant_str = f"{int(value.instant_str[:4]) + years:04d}{value.instant_str[4:]}"
        dated.append(later)
    changed.values_list = dated
    return changed
