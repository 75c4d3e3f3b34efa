"""The months of touched people before and after a change, and what each set of causes makes of them.

The year of a thread is cut into segments in which it stays the same both before and after. A segment has its state
before (columns ``old …``), after (``new …``) and at the end of the year after the change (``end …``): the state that
holds all year where the months are not among the causes at work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars

from openfisca_china_personnel.decomposition.causes import (
    CAP_AND_FLOOR,
    CAUSES,
    HEADS,
    MONTHS,
    OF_SCENARIO,
    PAY,
    RATE,
    REST,
    Cause,
    Question,
)
from openfisca_china_personnel.decomposition.touched import Touched
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.roster.table import SCHEMA
from openfisca_china_personnel.vocabulary import Status

PLACE = {cause: place for place, cause in enumerate((*CAUSES, RATE, CAP_AND_FLOOR, REST))}
"""A set of causes is a number: the sum of 2 to the power of the places of its members."""

_STRUCTURE = ("headcount_millionths", "start_month", "end_month")
_LUMP_SUM = ("purchase_lump_sum", "lump_sum_month")
_col = polars.col


def segments(
    touched: Touched, year: int, *, law_moves: Sequence[Cause] = (), question: Question = OF_SCENARIO
) -> polars.DataFrame:
    """A row a thread and segment, in order, of the threads that are not the same before and after.

    ``key``, ``headcount_millionths``, ``first``, ``last`` (month numbers), the three states, ``moves …`` (whether a
    column differs in some month), ``added`` and ``causes``, the set of causes that may move the thread. A state has
    the facts of the roster and ``present``: while nobody is there the last state goes on. ``law_moves`` are the causes
    with which values of the law move.
    """
    january, december = month_number(year, 1), month_number(year, 12)
    columns = _facts(touched, question)
    old, new = (_in_year(pieces, january, december) for pieces in (touched.old, touched.new))
    starts = polars.concat(
        [
            touched.threads.select("key", polars.lit(january, polars.Int32).alias("first")),
            *(pieces.select("key", _col(edge).alias("first")) for pieces in (old, new) for edge in ("start", "after")),
        ]
    )
    cut = (
        starts.filter(_col("first").is_between(january, december))
        .unique()
        .sort("key", "first")
        .with_columns(last=_col("first").shift(-1).over("key").fill_null(december + 1) - 1)
        .join(touched.threads, on="key", maintain_order="left")
    )
    cut = _with_state(_with_state(cut, old, "old", columns), new, "new", columns)
    cut = cut.with_columns(added=_col("old present").is_null().all().over("key")).with_columns(
        _col("old present", "new present").fill_null(value=False)
    )
    cut = cut.with_columns(_col(f"new {name}").last().over("key").alias(f"end {name}") for name in columns)
    cut = cut.with_columns(
        _col("new present").last().over("key").alias("end present"),
        # A lump sum is paid once, in its month, however long the state holds in which it is paid.
        *(_col(f"new {name}").alias(f"end {name}") for name in _LUMP_SUM),
    )
    cut = _with_moves(cut, columns)
    return _with_causes(_with_entry_in_january(cut, january), columns, law_moves, question)


def under(cut: polars.DataFrame, subsets: polars.DataFrame, question: Question = OF_SCENARIO) -> polars.DataFrame:
    """The rows of a roster that each set of causes makes of the segments.

    ``subsets`` has ``causes`` (of the threads it concerns) and ``subset``, the causes at work. A row a thread, set and
    run of equal months: the facts of the roster, ``key``, ``causes``, ``subset``, ``headcount_millionths``,
    ``start_month`` and ``end_month``.
    """
    columns = [name.removeprefix("old ") for name in cut.columns if name.startswith("old ") and name != "old present"]
    cause_of = {column: cause for cause in question.causes for column in cause.columns}
    comes_or_goes = polars.when("by months").then(holds("subset", MONTHS)).otherwise(holds("subset", HEADS))
    changed_presence = _col("moves present") & comes_or_goes
    return _merged(
        subsets.join(cut, on="causes", maintain_order="left_right")
        .filter(polars.when(changed_presence).then(_from_scenario("present")).otherwise(_col("old present")))
        .select(
            "key",
            "causes",
            "subset",
            "headcount_millionths",
            "first",
            "last",
            *(_fact(column, cause_of.get(column)) for column in columns),
        )
    )


def holds(subset: str, cause: Cause) -> polars.Expr:
    """Whether the set of causes in a column has this one."""
    return _col(subset).floordiv(2 ** PLACE[cause]).mod(2).eq(1)


def _facts(touched: Touched, question: Question) -> list[str]:
    named = {column for cause in question.causes for column in cause.columns}
    return [name for name in touched.old.columns if name not in _STRUCTURE and (name in SCHEMA or name in named)]


def _fact(column: str, cause: Cause | None) -> polars.Expr:
    """The fact from after the change where its cause is at work; everything about added people comes with them."""
    at_work = _col("added") if cause is None else _col("added") | (_col(f"moves {column}") & holds("subset", cause))
    return polars.when(at_work).then(_from_scenario(column)).otherwise(_col(f"old {column}")).alias(column)


def _from_scenario(column: str) -> polars.Expr:
    return polars.when(holds("subset", MONTHS)).then(_col(f"new {column}")).otherwise(_col(f"end {column}"))


def _in_year(pieces: polars.DataFrame, january: int, december: int) -> polars.DataFrame:
    """Pieces with ``start`` and ``after`` (the month after the last), and the month ``first`` from which each counts.

    A piece outside the year counts where its thread has no other: nobody is present in it, but its facts are known.
    """
    start, end = _col("start_month").fill_null(january), _col("end_month").fill_null(december)
    dated = pieces.with_columns(start=start, after=end + 1, first=start.clip(january, december))
    in_year = (_col("start") <= december) & (_col("after") > january)
    return dated.sort("key", "first", in_year, "start").unique(["key", "first"], keep="last", maintain_order=True)


def _with_state(cut: polars.DataFrame, pieces: polars.DataFrame, when: str, columns: list[str]) -> polars.DataFrame:
    """The segments with the piece that each lies in; where there is none, the one before it, else the one after."""
    numbered = pieces.with_row_index("piece")
    lying_in = cut.join(
        numbered.select("key", "first", "piece"), on=["key", "first"], how="left", maintain_order="left"
    ).with_columns(_col("piece").forward_fill().backward_fill().over("key"))
    facts = numbered.select("piece", "start", "after", *(_col(name).alias(f"{when} {name}") for name in columns))
    present = (_col("start") <= _col("first")) & (_col("after") > _col("last"))
    return (
        lying_in.join(facts, on="piece", how="left", maintain_order="left")
        .with_columns(present.alias(f"{when} present"))
        .drop("piece", "start", "after")
    )


def _with_moves(cut: polars.DataFrame, columns: list[str]) -> polars.DataFrame:
    differs = {name: _col("new present") & _col(f"new {name}").ne_missing(_col(f"old {name}")) for name in columns}
    for name in set(PAY.columns) & set(columns) - set(_LUMP_SUM):
        # Nothing rests on the wages and bases of the retired, whatever their rows say of them.
        differs[name] = differs[name] & (_col("new status") == Status.active.name)
    differs["present"] = _col("new present") != _col("old present")
    return cut.with_columns(
        (_col("added") | expression.any().over("key")).alias(f"moves {name}") for name, expression in differs.items()
    )


def _with_entry_in_january(cut: polars.DataFrame, january: int) -> polars.DataFrame:
    """Whoever comes during the year comes in January where the months are not at work."""
    comes = _col("end entry_month") > january
    month = polars.when(comes).then(polars.lit(january)).otherwise(_col("end entry_month"))
    return cut.with_columns(month.cast(polars.Int32).alias("end entry_month"))


def _with_causes(
    cut: polars.DataFrame, columns: list[str], law_moves: Sequence[Cause], question: Question
) -> polars.DataFrame:
    cut = cut.with_columns(_by_months(question).alias("by months"))
    named = {cause: [name for name in cause.columns if name in columns] for cause in question.causes}
    moved = {
        cause: polars.any_horizontal(_col(f"moves {name}") for name in names) if names else polars.lit(value=False)
        for cause, names in named.items()
    }
    moved = {cause: moves & ~_col("added") if cause is not HEADS else moves for cause, moves in moved.items()}
    moved[HEADS] = moved[HEADS] | (_col("moves present") & ~_col("by months"))
    not_all_year = [
        _col(f"moves {name}") & _col(f"new {name}").ne_missing(_col(f"end {name}"))
        for name in (*(name for names in named.values() for name in names), "present")
    ]
    moved[MONTHS] = polars.any_horizontal(not_all_year).any().over("key") | (_col("moves present") & _col("by months"))

    def number(members: Mapping[Cause, polars.Expr]) -> polars.Expr:
        return polars.sum_horizontal(holds.cast(polars.Int32) * 2 ** PLACE[cause] for cause, holds in members.items())

    numbered = cut.with_columns(causes=number(moved))
    # The people of a scenario whom no change touches are the same in both rosters; two years have no such rosters.
    touched = numbered if question.both_years else numbered.filter(_col("causes") > 0)
    for cause in law_moves:
        touched = touched.with_columns(_col("causes") | 2 ** PLACE[cause])
    return touched


def _by_months(question: Question) -> polars.Expr:
    """Whether a thread comes or goes for months only: it is there at the end of both years, or of neither."""
    if not question.both_years:
        return polars.lit(value=False)
    return _col("old present").last().over("key") == _col("new present").last().over("key")


def _merged(rows: polars.DataFrame) -> polars.DataFrame:
    """Neighbouring segments of equal state as one row: a row that stays the same all year is computed faster."""
    state = [name for name in rows.columns if name not in ("first", "last")]
    is_new = polars.any_horizontal(
        *(_col(name).ne_missing(_col(name).shift()) for name in state),
        _col("first") != _col("last").shift().fill_null(-1) + 1,
    )
    marked = rows.with_columns(is_new=is_new).with_columns(is_last=_col("is_new").shift(-1, fill_value=True))
    runs = marked.filter("is_new").with_columns(marked.filter("is_last")["last"])
    return runs.rename({"first": "start_month", "last": "end_month"}).drop("is_new", "is_last")
