"""The roster as it is passed about: one table with the canonical columns, and what was noted while reading it."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars

from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.vocabulary import Category, Entry, Location, Rank, Status, Word


def _words(words: type[Word]) -> polars.Enum:
    """The codes of the cells are the indices of the words."""
    return polars.Enum([word.name for word in words])


SCHEMA: dict[str, polars.DataType] = {
    "row": polars.Int64(),
    "unit": polars.Categorical(),
    "person_id": polars.String(),
    "headcount_millionths": polars.Int64(),
    "status": _words(Status),
    "category": _words(Category),
    "rank": _words(Rank),
    "location": _words(Location),
    "entry": _words(Entry),
    "sex": polars.String(),
    "rank_from_grade_name": polars.Boolean(),
    "monthly_salary": polars.Int64(),
    "prior_year_monthly_salary": polars.Int64(),
    "housing_fund_base": polars.Int64(),
    "pension_base": polars.Int64(),
    "housing_fund_base_until_june": polars.Int64(),
    "pension_base_until_june": polars.Int64(),
    "purchase_lump_sum": polars.Int64(),
    "housing_fund_rate": polars.Int64(),
    "contributes_housing_fund": polars.Boolean(),
    "contributes_pension": polars.Boolean(),
    "purchase_subsidy": polars.Boolean(),
    "lump_sum_month": polars.Int32(),
    "work_start": polars.Int32(),
    "birth_month": polars.Int32(),
    "start_month": polars.Int32(),
    "end_month": polars.Int32(),
}
"""The columns of ``Roster.table``.

``row`` is the row as a spreadsheet shows it; headcount stands in millionths of a head, money in whole fen, the rate in
hundredths of a percent, words as their English names, months as year × 12 + (month − 1), ``lump_sum_month`` as 1 to 12.
Null is blank: not stated.
"""


@dataclass(frozen=True, eq=False)
class Roster:
    """A roster that was read and found sound.

    ``source`` is the file's name (``None`` for a dataframe), ``sheet`` the worksheet's, ``table`` has the columns of
    ``SCHEMA``, ``column_headers`` maps a canonical column name to the header as the file writes it.
    """

    source: str | None
    sheet: str | None
    table: polars.DataFrame
    notes: tuple[Note, ...] = ()
    column_headers: dict[str, str] = field(default_factory=dict)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the rows name, in order of first appearance; empty where no row names one."""
        return tuple(self.table["unit"].drop_nulls().unique(maintain_order=True))


def with_words_as_texts(table: polars.DataFrame) -> polars.DataFrame:
    """The table with its words as text, for tables that other words are put into column by column."""
    return table.with_columns((polars.selectors.enum() | polars.selectors.categorical()).cast(polars.String))
