"""The roster of a simulation's first year, with the working columns that splits and later years need."""

from __future__ import annotations

from dataclasses import replace

import polars
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.retirement import retirement_months
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.roster.table import with_words_as_texts
from openfisca_china_personnel.system import baseline


def prepared(roster: Roster, year: int, law: ParameterNode | None = None) -> Roster:
    """The roster with the working columns, for its first year: what a split must not lose is made explicit.

    ``law``: the parameters, for the ages of retirement; the law as it stands unless given.
    """
    january = month_number(year, 1)
    col = polars.col
    last = col("end_month").fill_null(january + 11).clip(january, january + 11)
    entered = col("entry") != "standing"
    # Whoever is known by bases alone keeps one for a wage, so that later bases can follow raises.
    base = polars.coalesce("pension_base", "housing_fund_base")
    only_bases = col("monthly_salary").is_null() & col("prior_year_monthly_salary").is_null() & base.is_not_null()
    wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary")
    entry_month = polars.when(entered).then(col("start_month").fill_null(january)).cast(polars.Int32)
    table = with_words_as_texts(roster.table).with_columns(
        origin=polars.int_range(polars.len(), dtype=polars.Int64),
        thread=polars.int_range(polars.len(), dtype=polars.Int64),
        entry_month=entry_month,
        entry_salary=polars.when(entered & (entry_month >= january)).then(wage).cast(polars.Int64),
        earned=polars.lit(0, polars.Int64),
        earned_months=polars.lit(0, polars.Int64),
        wage_is_base=only_bases,
        monthly_salary=polars.when(only_bases).then(base).otherwise(col("monthly_salary")),
        prior_year_monthly_salary=polars.when(only_bases).then(base).otherwise(col("prior_year_monthly_salary")),
        set_here=polars.lit("", polars.String),
        lump_sum_month=polars.when(col("purchase_lump_sum").is_not_null())
        .then(col("lump_sum_month").fill_null(last % 12 + 1))
        .otherwise(col("lump_sum_month"))
        .cast(polars.Int32),
    )
    return replace(roster, table=with_retirement(table, law or baseline().parameters))


def with_retirement(table: polars.DataFrame, law: ParameterNode) -> polars.DataFrame:
    """The table with the first month of statutory retirement, null where birth or sex is not known."""
    reached = retirement_months(table, law)
    return table.with_columns((reached + 1).cast(polars.Int32).alias("retires_from"))
