"""The law's values that a year's amounts rest on, month by month, with where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.open_law import Gap, gaps
from openfisca_china_personnel.provisions import Provision, in_force, series
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.vocabulary import Location, Rank, label
from openfisca_china_personnel.workbook.result_facts import Facts, Piece
from openfisca_china_personnel.workbook.result_probe import SCHEMES

LIMITS = ("base_floor", "base_cap")
DEFAULT_RATE = "housing_fund.rate.default"
PENSION_RATE = "pension.employer_rate"
ANNUITY_RATE = "annuity.employer_rate"

_NO_STANDARD = Text("{group}：{rank}（没有可查的标准）", "{group}: {rank} (no standard was found)")
_MONTHLY_PURCHASE_SUBSIDY = Text("购房补贴月标准", "Purchase subsidy a month")


@dataclass(frozen=True)
class LawLine:
    """One value of the law through the twelve months of a year.

    ``values`` has ``None`` in months that the law file does not know; ``sides`` then has the known values on both sides
    of the gap, where there are both: the lower and the higher one of a limit, the earlier and the later law's month of
    the yearly reset. ``provisions`` are the dated values in force in the year.
    """

    path: str
    name: Text
    unit: str
    values: tuple[float | None, ...]
    sides: tuple[tuple[float, float] | None, ...]
    provisions: tuple[Provision, ...]

    @property
    def has_gap(self) -> bool:
        """Whether some month lies in a gap with known values on both sides."""
        return any(sides is not None for sides in self.sides)


def law_lines(sharing: Sequence[Facts]) -> tuple[LawLine, ...]:
    """The values that the rows of computations of one year and one law rest on, in the order of the budget lines."""
    year, parameters = sharing[0].computation.year, sharing[0].computation.law.parameters
    between = {
        gap.path: gap for location in Location for gap in gaps(parameters, year, location) if gap.sides is not None
    }
    return tuple(
        _line(path, year, parameters, between)
        for path in dict.fromkeys(_paths([piece for facts in sharing for piece in facts.pieces]))
    )


def _paths(pieces: Sequence[Piece]) -> Iterator[str]:
    for scheme, rates in zip(reversed(SCHEMES), ((PENSION_RATE, ANNUITY_RATE), (DEFAULT_RATE,)), strict=True):
        places = [where for where in Location if any(p.location is where for p in pieces if scheme in p.paid)]
        if places:
            yield from rates
        for where in places:
            yield f"{scheme}.reset_month.{where.name}"
            if where is not Location.other:
                yield from (f"{scheme}.{limit}.{where.name}" for limit in LIMITS)
    yield from sorted({piece.rent for piece in pieces if piece.rent is not None})
    yield from sorted({piece.purchase for piece in pieces if piece.purchase is not None})


def _line(path: str, year: int, parameters: ParameterNode, between: dict[str, Gap]) -> LawLine:
    try:
        first, *_ = series(parameters, path)
    except KeyError:
        rank = label(Rank[path.rpartition(".")[2]])
        name = _NO_STANDARD.format(group=_MONTHLY_PURCHASE_SUBSIDY, rank=rank)
        return LawLine(path, name, "CNY/month", (None,) * 12, (None,) * 12, ())
    days = [f"{year}-{month:02d}-01" for month in EVERY_MONTH]
    held = [in_force(parameters, path, day) for day in days]
    gap = between.get(path)
    return LawLine(
        path=path,
        name=first.label,
        unit=first.unit,
        values=tuple(_number(provision) for provision in held),
        sides=tuple(_sides(gap, day) for day in days),
        provisions=tuple(dict.fromkeys(provision for provision in held if provision is not None)),
    )


def _number(provision: Provision | None) -> float | None:
    if provision is None or provision.value is None:
        return None
    assert isinstance(provision.value, (int, float)), f"{provision.path} is not a series of numbers"
    return provision.value


def _sides(gap: Gap | None, day: str) -> tuple[float, float] | None:
    if gap is None or gap.sides is None or not gap.first_day <= day <= gap.last_day:
        return None
    return gap.sides if ".reset_month." in gap.path else (min(gap.sides), max(gap.sides))
