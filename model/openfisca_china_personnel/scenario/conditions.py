"""Whom a change concerns: its ``where``, and what its kind itself asks of people."""

from __future__ import annotations

import polars

from openfisca_china_personnel.scenario.changes import FLAGS, Enrol, OnPeople, Raise
from openfisca_china_personnel.scenario.new_states import FLAGS_OF_SCHEMES
from openfisca_china_personnel.vocabulary import PROFESSIONALS, WORKERS

_CATEGORY = polars.coalesce(
    "category",
    polars.when(polars.col("rank").is_in([rank.name for rank in WORKERS]))
    .then(polars.lit("worker"))
    .when(polars.col("rank").is_in([rank.name for rank in PROFESSIONALS]))
    .then(polars.lit("institution"))
    .otherwise(polars.lit("administrative")),
)
"""The category of a row, from its rank where it is blank."""


def condition_of(content: OnPeople) -> polars.Expr:
    """The rows that a change may take people from, as a condition on the roster's table."""
    condition = polars.lit(value=True)
    for column, value in content.selection.items():
        # Blank means what the roster's columns mean by it: contributions yes, purchase subsidy no.
        if column in FLAGS:
            stated = polars.col(column).fill_null(column != "purchase_subsidy")
        else:
            stated = _CATEGORY if column == "category" else polars.col(column)
        condition = condition & stated.eq_missing(polars.lit(value))
    if isinstance(content, Enrol):
        condition = condition & _not_yet(content)
    if isinstance(content, Raise):
        condition = condition & polars.coalesce("monthly_salary", "prior_year_monthly_salary").is_not_null()
    return condition


def _not_yet(content: Enrol) -> polars.Expr:
    """Whoever is not yet in every scheme that the change enrols them in."""
    missing = polars.lit(value=False)
    for scheme in content.schemes:
        missing = missing | ~polars.col(FLAGS_OF_SCHEMES[scheme]).fill_null(value=True)
    if content.purchase_subsidy is not None:
        missing = missing | (polars.col("purchase_subsidy").fill_null(value=False) != content.purchase_subsidy)
    return missing
