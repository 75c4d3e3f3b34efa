"""The five lines in one compiled loop over the rows: every row is read once, nothing in between is stored.

About the least that this machine can take for the same sums. For steady rows of central units, as ``handwritten``
takes them. One thread, whole fen in int64.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numba
import numpy
from handwritten import Law, Sums
from numpy.typing import NDArray

from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.vocabulary import Status

LINES = ("pension", "annuity", "housing_fund", "rent_subsidy", "purchase_subsidy")


def over_stretches(people: Staffing, law: list[Law]) -> Sums:
    """Every run of months with equal law, all of them in one pass over the rows."""
    stretches = [(month, len(list(equal))) for month, equal in groupby(law)]
    numbers = numpy.array([_numbers(month) for month, _ in stretches], dtype=numpy.int64)
    rent = numpy.array([month.rent for month, _ in stretches]).astype(numpy.int64)
    purchase = numpy.array([month.purchase for month, _ in stretches]).astype(numpy.int64)
    sums = _loop(
        people.unit,
        people.headcount,
        people.status,
        people.rank,
        people.entitled_to_purchase_subsidy,
        people.prior_year_salary,
        numbers,
        rent,
        purchase,
        Status.active.index,
        len(people.units),
    )
    repeats = [months for _, months in stretches]
    return {line: numpy.repeat(sums[:, :, number], repeats, axis=1) for number, line in enumerate(LINES)}


def _numbers(law: Law) -> tuple[float, ...]:
    return (
        law.fund_floor,
        law.fund_cap,
        law.fund_rate,
        law.pension_floor,
        law.pension_cap,
        law.pension_rate,
        law.annuity_rate,
    )


@numba.njit(cache=False)
def _loop(
    unit: NDArray[Any],
    headcount: NDArray[Any],
    status: NDArray[Any],
    rank: NDArray[Any],
    entitled: NDArray[Any],
    salary: NDArray[Any],
    numbers: NDArray[Any],
    rent: NDArray[Any],
    purchase: NDArray[Any],
    active: int,
    units: int,
) -> NDArray[Any]:
    sums = numpy.zeros((units, len(numbers), 5), dtype=numpy.int64)
    for row in range(len(unit)):
        heads = numpy.int64(headcount[row])
        wage = numpy.int64(numpy.rint(salary[row] * 100))
        works = status[row] == active
        of_unit = sums[unit[row]]
        for stretch in range(len(numbers)):
            law = numbers[stretch]
            if works and wage > 0:
                fund = min(max(wage, law[0]), law[1])
                pension = min(max(wage, law[3]), law[4])
                of_unit[stretch, 0] += (pension * law[5] + 5_000) // 10_000 * heads
                of_unit[stretch, 1] += (pension * law[6] + 5_000) // 10_000 * heads
                of_unit[stretch, 2] += (fund * law[2] + 500_000) // 1_000_000 * 100 * heads
            of_unit[stretch, 3] += rent[stretch, rank[row]] * heads
            if works and entitled[row]:
                of_unit[stretch, 4] += purchase[stretch, rank[row]] * heads
    return sums
