"""The people of a roster through the months of one year: rows from which changes take people, a piece a state.

Untouched rows stay in one table that is never copied; whoever is taken from a row becomes a *thread*, people who share
all their history, with a *piece* for each run of months in one state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy
import polars
from numpy.typing import NDArray

from openfisca_china_personnel.money import HEADCOUNT_STEPS
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster import Roster

Counts = NDArray[numpy.int64]

WORKING_COLUMNS: dict[str, polars.DataType] = {
    "origin": polars.Int64(),
    "thread": polars.Int64(),
    "entry_month": polars.Int32(),
    "entry_salary": polars.Int64(),
    "earned": polars.Int64(),
    "earned_months": polars.Int64(),
    "wage_is_base": polars.Boolean(),
    "retires_from": polars.Int32(),
    "set_here": polars.String(),
}
"""What a simulated roster holds beside the columns of ``SCHEMA``.

``origin`` is the position of the row of the first year's roster in which the people stood (null: added), ``thread``
whom they share all months with; ``entry_month`` and ``entry_salary`` (fen) are those of a first job or a transfer.
``earned`` (fen) and ``earned_months`` are the year's wages before the piece; ``wage_is_base`` says that only bases are
known and the pension base stands in for the wage. ``retires_from`` is the first month of statutory retirement;
``set_here`` names the columns that changes of the piece's first month have set, and which change set them.
"""

_MANY_IN_INT64 = 2**62


@dataclass(frozen=True)
class Taken:
    """How many millionths of a head a change takes from each untouched row and from each piece."""

    rows: Counts
    pieces: Counts


class Workforce:
    """The people of one year, changed in the order of the months."""

    def __init__(self, roster: Roster, year: int) -> None:
        """``roster`` has the working columns."""
        self.year = year
        self._roster = roster
        self._rows = roster.table
        self._left = roster.table["headcount_millionths"].to_numpy().copy()
        self.pieces = roster.table.clear()
        threads = roster.table["thread"]
        self._next_thread = int(threads.max() or 0) + 1 if len(threads) else 0  # type: ignore[arg-type]
        self._next_row = int(roster.table["row"].max() or 1) + 1  # type: ignore[arg-type]
        named = roster.table.lazy().filter(polars.col("unit").is_not_null()).group_by("unit", maintain_order=True)
        self._units = list(named.agg().collect()["unit"])

    @property
    def units(self) -> tuple[str, ...]:
        """The units that rows name, in order of first appearance, added people's last."""
        return tuple(self._units)

    def places_of(self, unit: str | None, month: int) -> set[str]:
        """The locations of the people of a unit who are there in a month, of all its people where nobody is.

        Without a unit: of everybody.
        """
        of_unit = polars.lit(value=True) if unit is None else polars.col("unit") == unit
        people = self.table.filter(of_unit)
        there = people.filter(_is_there(month))
        return set((there if there.height else people)["location"].unique())

    def those(self, taken: Taken) -> polars.DataFrame:
        """The rows and pieces that somebody is taken from."""
        rows = self._rows[numpy.flatnonzero(taken.rows)]
        return polars.concat([rows, self.pieces.filter(polars.Series(taken.pieces > 0))])

    @property
    def table(self) -> polars.DataFrame:
        """All rows with the heads that are left in them, then the pieces of whoever was taken or added."""
        left = self._rows.with_columns(headcount_millionths=polars.Series(self._left))
        return polars.concat([left, self.pieces]) if self.pieces.height else left

    @property
    def roster(self) -> Roster:
        """The roster as it now is."""
        return replace(self._roster, table=self.table)

    @property
    def next_row(self) -> int:
        """The number that the next added row gets: after every row of the roster."""
        return self._next_row

    def add(self, people: polars.DataFrame) -> None:
        """People who come: rows with all columns but ``thread`` set."""
        numbers = polars.Series(range(self._next_thread, self._next_thread + people.height), dtype=polars.Int64)
        self._next_thread += people.height
        self._next_row += people.height
        self._units.extend(unit for unit in people["unit"].drop_nulls() if unit not in self._units)
        self.pieces = polars.concat([self.pieces, people.with_columns(thread=numbers).select(self.pieces.columns)])

    def everybody(self, condition: polars.Expr, month: int) -> Taken:
        """All heads of the rows and pieces that are there in ``month`` and meet the condition."""
        there = condition & _is_there(month)
        return Taken(
            numpy.where(_mask(self._rows, there), self._left, 0),
            numpy.where(_mask(self.pieces, there), self.pieces["headcount_millionths"].to_numpy(), 0),
        )

    def whole_heads(self, found: Taken) -> int:
        """How many whole people could be taken."""
        return int((found.rows // HEADCOUNT_STEPS).sum() + (found.pieces // HEADCOUNT_STEPS).sum())

    def share(self, found: Taken, wanted: int) -> Taken:
        """``wanted`` whole people: in proportion to headcount, by largest remainder, of equal ones the earlier rows."""
        counts = numpy.concatenate([found.rows, found.pieces])
        candidates = numpy.flatnonzero(counts)
        rows = numpy.concatenate([self._rows["row"], self.pieces["row"]])[candidates]
        candidates = candidates[numpy.argsort(rows, kind="stable")]
        taken = numpy.zeros(len(counts), dtype=numpy.int64)
        taken[candidates] = _in_proportion(counts[candidates], wanted) * HEADCOUNT_STEPS
        return Taken(taken[: len(found.rows)], taken[len(found.rows) :])

    def rows_of(self, taken: Taken) -> list[tuple[int, int]]:
        """From which rows how many millionths are taken, by number of row."""
        parts = []
        for table, counts in ((self._rows, taken.rows), (self.pieces, taken.pieces)):
            places = numpy.flatnonzero(counts)
            parts.append(polars.DataFrame({"row": table["row"].gather(places), "taken": counts[places]}))
        return polars.concat(parts).group_by("row").agg(polars.col("taken").sum()).sort("row").rows()

    def set_before(self, taken: Taken, month: int, column: str) -> int | None:
        """The change of this very month that has already set the column for somebody of those taken."""
        touched = self.pieces.filter(polars.Series(taken.pieces > 0) & (polars.col("start_month") == month))
        said = touched.filter(polars.col("set_here").str.contains(f";{column}=", literal=True))
        if said.is_empty():
            return None
        return int(str(said["set_here"][0]).split(f";{column}=")[1].split(";")[0])

    def take(
        self,
        taken: Taken,
        month: int,
        becomes: Mapping[str, polars.Expr] | None,
        marks: Mapping[str, int] | None = None,
    ) -> None:
        """End the state of the people taken before ``month``; from then on they are what ``becomes`` says.

        ``becomes`` ``None``: they are gone. ``marks``: the columns that the change sets, with its number.
        """
        moving = self._separated(taken)
        is_moving = polars.col("thread").is_in(moving.implode()) & _is_there(month)
        current = self.pieces.filter(is_moving)
        others = self.pieces.filter(~is_moving)
        # Whoever changes in January has no month of the year before it.
        was_there = (polars.col("start_month").is_null() | (polars.col("start_month") < month)) & (month % 12 > 0)
        before = current.with_columns(end_month=polars.lit(month - 1, polars.Int32)).filter(was_there)
        if becomes is None:
            self.pieces = polars.concat([others, before])
            return
        # A lump sum is paid once: by the part that is there in its month.
        is_later = polars.col("lump_sum_month") > month % 12
        after = current.with_columns(
            purchase_lump_sum=_unless(~is_later), set_here=self._marked(month, marks or {}), **self._earned(month)
        ).with_columns(start_month=polars.lit(month, polars.Int32))
        after = after.with_columns(**becomes).select(self.pieces.columns)
        self.pieces = polars.concat([others, before.with_columns(purchase_lump_sum=_unless(is_later)), after])

    def _marked(self, month: int, marks: Mapping[str, int]) -> polars.Expr:
        told = polars.when(polars.col("start_month") == month).then(polars.col("set_here")).otherwise(polars.lit(""))
        return polars.concat_str(told.fill_null(""), polars.lit("".join(f";{name}={n};" for name, n in marks.items())))

    def _earned(self, month: int) -> dict[str, polars.Expr]:
        """The year's wages up to ``month``, for the average of the year."""
        first = polars.max_horizontal(polars.col("start_month"), polars.lit(month_number(self.year, 1)))
        months = (polars.lit(month) - first).cast(polars.Int64)
        wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary").fill_null(0)
        return {
            "earned": polars.col("earned") + wage * months,
            "earned_months": polars.col("earned_months") + months,
        }

    def _separated(self, taken: Taken) -> polars.Series:
        """Make threads of exactly the people taken; their numbers."""
        threads = []
        from_rows = numpy.flatnonzero(taken.rows)
        if len(from_rows):
            numbers = numpy.arange(self._next_thread, self._next_thread + len(from_rows))
            counts = taken.rows[from_rows]
            people = self._rows[from_rows].with_columns(
                headcount_millionths=polars.Series(counts), thread=polars.Series(numbers)
            )
            self._left[from_rows] -= counts
            self._next_thread += len(from_rows)
            threads.append(polars.Series(numbers))
        from_pieces = numpy.flatnonzero(taken.pieces)
        if len(from_pieces):
            threads.append(self._divided(from_pieces, taken.pieces[from_pieces]))
        if len(from_rows):
            self.pieces = polars.concat([self.pieces, people])
        return polars.concat(threads) if threads else polars.Series(dtype=polars.Int64)

    def _divided(self, places: Counts, counts: Counts) -> polars.Series:
        """Give those who are taken from a thread, and not all of it, a thread of their own with all its pieces."""
        chosen = self.pieces[places].select("thread", "headcount_millionths").with_columns(taken=polars.Series(counts))
        partly = chosen.filter(polars.col("taken") < polars.col("headcount_millionths"))
        whole = chosen.filter(polars.col("taken") == polars.col("headcount_millionths"))["thread"]
        if partly.is_empty():
            return whole
        numbers = polars.Series("own", range(self._next_thread, self._next_thread + partly.height), dtype=polars.Int64)
        self._next_thread += partly.height
        moves = partly.select("thread", "taken").with_columns(numbers)
        joined = self.pieces.join(moves, on="thread", how="left", maintain_order="left")
        staying = joined.with_columns(
            headcount_millionths=polars.col("headcount_millionths") - polars.col("taken").fill_null(0)
        )
        going = joined.filter(polars.col("own").is_not_null()).with_columns(
            headcount_millionths=polars.col("taken"), thread=polars.col("own")
        )
        columns = self.pieces.columns
        self.pieces = polars.concat([staying.select(columns), going.select(columns)])
        return polars.concat([whole, numbers.rename("thread")])


def _in_proportion(counts: Counts, wanted: int) -> Counts:
    """``wanted`` whole people from rows of ``counts`` millionths: shares rounded down, then by largest remainder."""
    whole = counts // HEADCOUNT_STEPS
    largest = float(numpy.max(counts)) if counts.size else 0.0
    is_small = max(float(counts.sum(dtype=numpy.float64)), largest * wanted) < _MANY_IN_INT64
    exact = counts if is_small else counts.astype(object)
    total = exact.sum()
    remainder = exact * wanted % total
    taken: Counts = numpy.minimum(exact * wanted // total, whole).astype(numpy.int64)
    while (missing := wanted - int(taken.sum())) > 0:
        free = numpy.flatnonzero(taken < whole)
        assert len(free) > 0, "whoever asks has counted the whole people first"
        taken[_largest(remainder, free, missing)] += 1
    return taken


def _largest(remainder: NDArray[Any], free: Counts, count: int) -> Counts:
    """The places of the ``count`` largest remainders among the free ones, of equal ones the earlier."""
    if count >= len(free):
        return free
    values = numpy.asarray(remainder[free])
    threshold = numpy.sort(values)[-count] if values.dtype == object else numpy.partition(values, -count)[-count]
    above, equal = free[values > threshold], free[values == threshold]
    return numpy.concatenate([above, equal[: count - len(above)]])


def _is_there(month: int) -> polars.Expr:
    begun = polars.col("start_month").is_null() | (polars.col("start_month") <= month)
    return begun & (polars.col("end_month").is_null() | (polars.col("end_month") >= month))


def _mask(table: polars.DataFrame, condition: polars.Expr) -> NDArray[numpy.bool_]:
    return table.select(condition.fill_null(value=False)).to_series().to_numpy()


def _unless(elsewhere: polars.Expr) -> polars.Expr:
    """The lump sum, except where it belongs to the other part of the row."""
    return polars.when(elsewhere.fill_null(value=False)).then(None).otherwise(polars.col("purchase_lump_sum"))
