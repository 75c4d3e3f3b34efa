"""The five lines hand-written in NumPy: what the same arithmetic costs without OpenFisca.

For steady rows of central units in a year without gaps: standing people, there the whole year, who state neither
base nor rate and whose years of service are not known; whole headcounts. Money is whole fen held in float64. Amounts
only: no ranges, no employees' sides, no notes. The law's numbers come from the parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.vocabulary import Rank, Status

Sums = dict[str, NDArray[numpy.int64]]
"""For each line the fen by unit (rows) and month (columns)."""


@dataclass(frozen=True)
class Law:
    """The numbers of one month: fen, rates in hundredths of a percent, subsidies in fen by code of the rank."""

    fund_floor: float
    fund_cap: float
    fund_rate: float
    pension_floor: float
    pension_cap: float
    pension_rate: float
    annuity_rate: float
    rent: tuple[float, ...]
    purchase: tuple[float, ...]


def law_by_month(parameters: ParameterNode, year: int) -> list[Law]:
    """The law of each of the twelve months."""
    return [_law(parameters(f"{year}-{month:02d}-01")) for month in range(1, 13)]


def over_twelve_months(people: Staffing, law: list[Law]) -> Sums:
    """Every month computed by itself."""
    return _joined([(_month(people, month), 1) for month in law])


def over_stretches(people: Staffing, law: list[Law]) -> Sums:
    """Every run of months with equal law computed once."""
    return _joined([(_month(people, month), len(list(equal))) for month, equal in groupby(law)])


def _month(people: Staffing, law: Law) -> dict[str, NDArray[Any]]:
    active = people.status == Status.active.index
    wage = numpy.rint(people.prior_year_salary * 100)
    pays = active & (wage > 0)
    fund_base = numpy.where(pays, numpy.clip(wage, law.fund_floor, law.fund_cap), 0.0)
    pension_base = numpy.where(pays, numpy.clip(wage, law.pension_floor, law.pension_cap), 0.0)
    amounts = {
        "pension": numpy.floor((pension_base * law.pension_rate + 5_000) / 10_000),
        "annuity": numpy.floor((pension_base * law.annuity_rate + 5_000) / 10_000),
        "housing_fund": numpy.floor((fund_base * law.fund_rate + 500_000) / 1_000_000) * 100,
        "rent_subsidy": numpy.array(law.rent)[people.rank],
        "purchase_subsidy": numpy.where(
            active & people.entitled_to_purchase_subsidy, numpy.array(law.purchase)[people.rank], 0.0
        ),
    }
    units = len(people.units)
    return {
        line: numpy.bincount(people.unit, weights=amount * people.headcount, minlength=units)
        for line, amount in amounts.items()
    }


def _joined(stretches: list[tuple[dict[str, NDArray[Any]], int]]) -> Sums:
    first, _ = stretches[0]
    return {
        line: numpy.stack([fen[line] for fen, months in stretches for _ in range(months)], axis=1).astype(numpy.int64)
        for line in first
    }


def _law(node: Any) -> Law:
    fund, pension, annuity, rent = node.housing_fund, node.pension, node.annuity, node.rent_subsidy
    return Law(
        fund_floor=_fen(fund.base_floor.central_beijing),
        fund_cap=_fen(fund.base_cap.central_beijing),
        fund_rate=round(fund.rate.default * 10_000),
        pension_floor=_fen(pension.base_floor.central_beijing),
        pension_cap=_fen(pension.base_cap.central_beijing),
        pension_rate=round(pension.employer_rate * 10_000),
        annuity_rate=round(annuity.employer_rate * 10_000),
        rent=_by_rank(rent.standard, otherwise=rent.average),
        # Ranks without an amount are not on the rosters measured; that the results agree is checked before timing.
        purchase=_by_rank(node.purchase_subsidy.monthly, otherwise=0.0),
    )


def _by_rank(node: Any, otherwise: float) -> tuple[float, ...]:
    stated = set(node)
    return tuple(_fen(node[rank.name] if rank.name in stated else otherwise) for rank in Rank)


def _fen(yuan: float) -> float:
    return float(numpy.rint(yuan * 100))
