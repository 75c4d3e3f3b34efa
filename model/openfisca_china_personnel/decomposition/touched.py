"""Which people a change touches, found without looking at the others one by one."""

from __future__ import annotations

from dataclasses import dataclass

import polars

from openfisca_china_personnel.decomposition.causes import CAUSES

_STRUCTURE = ("origin", "headcount_millionths", "start_month", "end_month")


@dataclass(frozen=True)
class Touched:
    """People who share all their history and may have been touched by a change: a thread each.

    ``threads`` has ``key`` (0, 1, …) and ``headcount_millionths``; ``old`` and ``new`` the pieces of these threads
    before and after, ``key`` and the roster's columns. Added people have no old piece, people who left before the
    year's first month no new one.
    """

    threads: polars.DataFrame
    old: polars.DataFrame
    new: polars.DataFrame

    def some(self, first: int, last: int) -> Touched:
        """The threads with keys from ``first`` to ``last``, ``last`` not included."""
        within = polars.col("key").is_between(first, last - 1)
        return Touched(self.threads.filter(within), self.old.filter(within), self.new.filter(within))


def touched(before: polars.DataFrame, after: polars.DataFrame) -> Touched:
    """The threads of two tables of one year that belong to rows which are not the same in both, and perhaps others.

    Both have the roster's columns, ``origin`` and (``after``) ``thread``. What is left of a row's heads when all
    threads of ``after`` that stem from it are counted is a thread of its own: people who left.
    """
    return _threads(*_not_the_same(before, after))


def everybody(before: polars.DataFrame, after: polars.DataFrame) -> Touched:
    """The threads of two tables of two years, shifted into one: whoever is in either."""
    return _threads(before, after)


def _threads(before: polars.DataFrame, after: polars.DataFrame) -> Touched:
    old_rows, new_rows = (rows.filter(_has_heads()) for rows in (before, after))
    heads_of = polars.col("headcount_millionths").first()
    staying = new_rows.group_by("thread", maintain_order=True).agg(polars.col("origin").first(), heads_of)
    covered = staying.group_by("origin").agg(polars.col("headcount_millionths").sum().alias("covered"))
    left = (
        old_rows.group_by("origin", maintain_order=True)
        .agg(heads_of)
        .join(covered, on="origin", how="left", maintain_order="left")
        .with_columns(polars.col("headcount_millionths") - polars.col("covered").fill_null(0))
    )
    assert (left["headcount_millionths"] >= 0).all(), "more people stem from a row than stood in it"
    gone = left.filter(_has_heads()).select(
        polars.lit(None, polars.Int64).alias("thread"), "origin", "headcount_millionths"
    )
    threads = polars.concat([staying.select(gone.columns), gone]).with_row_index("key")
    return Touched(
        threads.select("key", "headcount_millionths"),
        threads.select("key", "origin").join(old_rows, on="origin", maintain_order="left"),
        threads.select("key", "thread").join(new_rows, on="thread", maintain_order="left"),
    )


def _not_the_same(before: polars.DataFrame, after: polars.DataFrame) -> tuple[polars.DataFrame, polars.DataFrame]:
    """The rows of both tables whose origin has rows that are not the same in both, place by place.

    Comparing place by place is twenty times as fast as a join and finds nearly all that stay the same; people whose
    row only stands in another place turn out later to be the same in every month.
    """
    common = min(before.height, after.height)
    same = polars.select(
        polars.all_horizontal(
            before[column].head(common).eq_missing(after[column].head(common)) for column in _compared(before)
        ).alias("same")
    )["same"]
    differs = [
        polars.concat([~same, polars.repeat(value=True, n=table.height - common, dtype=polars.Boolean, eager=True)])
        for table in (before, after)
    ]
    origins = (
        polars.concat([before["origin"].filter(differs[0]), after["origin"].filter(differs[1])])
        .drop_nulls()
        .unique()
        .implode()
    )
    of_origin = polars.col("origin").is_in(origins)
    return before.filter(of_origin), after.filter(polars.col("origin").is_null() | of_origin)


def _compared(table: polars.DataFrame) -> list[str]:
    named = [column for cause in CAUSES for column in cause.columns if column in table.columns]
    return [*_STRUCTURE, *named]


def _has_heads() -> polars.Expr:
    return polars.col("headcount_millionths") > 0
