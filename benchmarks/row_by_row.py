"""The five lines in pandas row by row, as analysts write it: a function of one row, applied to a dataframe.

For steady rows of central units, as ``handwritten`` takes them. The function counts in whole fen, because rounding
half up to the fen does not come out of floats; that makes it no slower than one in floats.
"""

from __future__ import annotations

from itertools import groupby

import numpy
import pandas
from handwritten import Law

from openfisca_china_personnel.staffing import Staffing
from openfisca_china_personnel.vocabulary import Status

LINES = ("pension", "annuity", "housing_fund", "rent_subsidy", "purchase_subsidy")


def frame_of(people: Staffing) -> pandas.DataFrame:
    """The columns that the five lines ask for, a row a row; wages in fen."""
    return pandas.DataFrame(
        {
            "unit": people.unit,
            "heads": people.headcount.astype(int),
            "active": people.status == Status.active.index,
            "rank": people.rank,
            "entitled": people.entitled_to_purchase_subsidy,
            "wage": numpy.rint(people.prior_year_salary * 100).astype(int),
        }
    )


def applied(frame: pandas.DataFrame, law: list[Law]) -> pandas.DataFrame:
    """``DataFrame.apply`` over the rows: fen of the year by unit (index) and line (columns)."""
    months = [(month, len(list(equal))) for month, equal in groupby(law)]
    of_rows = frame.apply(_of_row, axis=1, result_type="expand", args=(months,))
    return of_rows.set_axis(LINES, axis=1).groupby(frame["unit"]).sum()


def iterated(frame: pandas.DataFrame, law: list[Law]) -> pandas.DataFrame:
    """``iterrows`` over the rows and the twelve months, added up in a dictionary; the same table."""
    sums: dict[int, list[int]] = {}
    months = [(month, 1) for month in law]
    for _, row in frame.iterrows():
        so_far = sums.setdefault(row["unit"], [0] * len(LINES))
        for line, fen in enumerate(_of_row(row, months)):
            so_far[line] += fen
    return pandas.DataFrame.from_dict(sums, orient="index", columns=LINES).sort_index()


def _of_row(row: pandas.Series, months: list[tuple[Law, int]]) -> tuple[int, ...]:
    sums = [0] * len(LINES)
    for law, number in months:
        fund = pension = 0
        if row["active"] and row["wage"] > 0:
            fund = min(max(row["wage"], int(law.fund_floor)), int(law.fund_cap))
            pension = min(max(row["wage"], int(law.pension_floor)), int(law.pension_cap))
        amounts = (
            (pension * int(law.pension_rate) + 5_000) // 10_000,
            (pension * int(law.annuity_rate) + 5_000) // 10_000,
            (fund * int(law.fund_rate) + 500_000) // 1_000_000 * 100,
            int(law.rent[row["rank"]]),
            int(law.purchase[row["rank"]]) if row["active"] and row["entitled"] else 0,
        )
        for line, amount in enumerate(amounts):
            sums[line] += amount * row["heads"] * number
    return tuple(sums)
