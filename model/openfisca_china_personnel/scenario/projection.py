"""From one budget year to the next: who is still there, on which wage and on which base."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from decimal import Decimal

import polars

from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.scenario.new_states import grown

_MILLION = 1_000_000


def next_year(roster: Roster, year: int, wage_growth: Decimal, units_on_expected_wages: Set[str | None]) -> Roster:
    """The people of ``roster``, with the working columns, as they stand in January of ``year`` + 1.

    Last year's wage is the average of the year's months; the base that was in force in December serves until the
    reset (not for units whose housing fund rests on expected wages). Stated bases give way to the wages, or grow as
    wages did where no wage is known. A lump sum was paid and is not repeated. ``wage_growth`` is a fraction.
    """
    col = polars.col
    january = month_number(year, 1)
    table = roster.table.filter(col("end_month").is_null() | (col("end_month") >= january + 12))
    is_there = col("start_month").is_null() | (col("start_month") < january + 12)
    wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary")
    months = polars.lit(january + 12, polars.Int64) - polars.max_horizontal(
        col("start_month"), polars.lit(january)
    ).cast(polars.Int64)
    paid = col("earned_months") + months
    average = (2 * (col("earned") + wage * months) + paid) // (2 * paid)
    has_entered = col("entry_month").is_not_null() & (col("entry_month") >= january) & is_there
    of_entry = col("entry_salary").fill_null(wage)
    last_wage = polars.coalesce("prior_year_monthly_salary", "monthly_salary")
    in_december = {
        base: polars.coalesce(base, polars.when(has_entered).then(of_entry).otherwise(last_wage))
        for base in ("housing_fund_base", "pension_base")
    }
    expects = col("unit").is_in(list(filter(None, units_on_expected_wages)))
    if None in units_on_expected_wages:
        expects = expects | col("unit").is_null()
    is_active = col("status") == "active"
    changed = {
        "prior_year_monthly_salary": polars.when(wage.is_not_null()).then(average),
        "monthly_salary": grown(wage, int((wage_growth * _MILLION).to_integral_value())),
        "housing_fund_base_until_june": polars.when(is_active & ~expects.fill_null(value=False)).then(
            in_december["housing_fund_base"]
        ),
        "pension_base_until_june": polars.when(is_active).then(in_december["pension_base"]),
        **{
            # last_wage is the average of the year before: the base follows the wages from then on.
            base: polars.when(col("wage_is_base")).then((2 * col(base) * average + last_wage) // (2 * last_wage))
            for base in ("housing_fund_base", "pension_base")
        },
        "purchase_lump_sum": polars.lit(None),
        "lump_sum_month": polars.lit(None),
        "entry": polars.lit("standing"),
        "entry_month": polars.lit(None),
        "entry_salary": polars.lit(None),
        "earned": polars.lit(0),
        "earned_months": polars.lit(0),
        "set_here": polars.lit(""),
    }
    schema = table.schema
    table = table.with_columns(
        **{
            name: polars.when(is_there).then(value).otherwise(col(name)).cast(schema[name])
            for name, value in changed.items()
        }
    )
    return replace(roster, table=table)
