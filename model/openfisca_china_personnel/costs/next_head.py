"""One more head of each rank: what the roster's own people say about somebody who would join them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars

from openfisca_china_personnel.budget import Yuan
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.vocabulary import Location, Rank

_ALIKE = ("category", "housing_fund_rate")
"""Facts that the next head has where everybody of the rank states one and the same."""


@dataclass(frozen=True)
class NextHead:
    """One more person of a rank at a location, who transfers in and contributes at once.

    ``monthly_salary`` is the average monthly wage of the rank's active people, weighted by headcount and rounded half
    up to the fen (whole fen; ``None`` where no row of the rank states a wage). ``category`` and ``housing_fund_rate``
    (hundredths of a percent) are those of the rank where everybody states one and the same, else ``None``;
    ``purchase_subsidy`` where everybody is entitled to it. ``rows`` are the roster's rows that speak for the rank.
    """

    rank: str
    location: str
    category: str | None
    monthly_salary: int | None
    housing_fund_rate: int | None
    purchase_subsidy: bool
    rows: tuple[int, ...]

    @property
    def salary_in_yuan(self) -> Yuan:
        """The wage in yuan a month."""
        return None if self.monthly_salary is None else Decimal(self.monthly_salary).scaleb(-2)


def next_heads(roster: Roster, year: int) -> tuple[NextHead, ...]:
    """One more head of each rank that active people have in ``year``, by location; all units together.

    In the order of the ranks, then of the locations. A blank monthly wage is last year's, as everywhere; a row with
    neither says nothing about the wage.
    """
    return tuple(_next_heads(roster, year))


def _next_heads(roster: Roster, year: int) -> Iterator[NextHead]:
    of_rank = polars.col("rank", "location")
    groups = (
        _active(roster.table, year)
        .group_by(of_rank, maintain_order=True)
        .agg(
            *(polars.col(name).unique().alias(name) for name in _ALIKE),
            polars.col("purchase_subsidy").fill_null(value=False).all(),
            polars.col("wages").sum(),
            polars.col("paid").sum(),
            polars.col("row"),
        )
    )
    found = {(group["rank"], group["location"]): group for group in groups.iter_rows(named=True)}
    for rank in Rank:
        for location in Location:
            if (rank.name, location.name) in found:
                yield _next_head(found[rank.name, location.name])


def _active(table: polars.DataFrame, year: int) -> polars.DataFrame:
    """Active rows with heads that are there in the year, with exact sums in the making."""
    start, end = polars.col("start_month").fill_null(0), polars.col("end_month").fill_null(month_number(9999, 12))
    there = (start <= month_number(year, 12)) & (end >= month_number(year, 1))
    heads = polars.col("headcount_millionths").cast(polars.Int128)
    wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary")
    return table.filter(there & (polars.col("status") == "active") & (heads > 0)).with_columns(
        wages=wage.cast(polars.Int128) * heads, paid=polars.when(wage.is_not_null()).then(heads)
    )


def _next_head(group: dict[str, Any]) -> NextHead:
    paid = int(group["paid"])
    return NextHead(
        rank=group["rank"],
        location=group["location"],
        category=_common(group["category"]),
        monthly_salary=(2 * int(group["wages"]) + paid) // (2 * paid) if paid else None,
        housing_fund_rate=_common(group["housing_fund_rate"]),
        purchase_subsidy=group["purchase_subsidy"],
        rows=tuple(group["row"]),
    )


def _common(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else None
