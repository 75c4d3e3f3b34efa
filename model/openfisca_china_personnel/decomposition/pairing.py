"""Who is who in the rosters of two years: by identifier where both state one, else by what people are."""

from __future__ import annotations

from collections.abc import Sequence

import polars

_STATED = ("unit", "status", "category", "rank", "location", "contributes_housing_fund", "contributes_pension",
           "purchase_subsidy")  # fmt: skip
_PASSES: tuple[tuple[str, ...], ...] = (
    _STATED,
    ("unit", "status", "category", "rank", "location"),
    ("unit", "status", "rank"),
    ("unit", "status"),
)
"""People are paired with those most like them; who is left with those of their unit and status, whatever their rank."""


def paired(before: polars.DataFrame, after: polars.DataFrame, *, by_identifier: bool) -> tuple[polars.DataFrame, ...]:
    """Both tables with ``origin``, the later one with ``thread``: a row of it for everybody who shares a history.

    By identifier, rows of one identifier whose months do not meet and whose heads are the same are one person's year.
    Without, rows are taken apart so that heads of one row meet heads of one other row; the earlier rows first.
    """
    before = before.with_columns(_own_or_shared(before, by_identifier=by_identifier).alias("origin"))
    after = after.with_columns(_own_or_shared(after, by_identifier=by_identifier).alias("thread"))
    pairs = _by_identifier(before, after) if by_identifier else _by_likeness(before, after)
    schema = {"thread": polars.Int64, "origin": polars.Int64, "heads": polars.Int64}
    met = polars.DataFrame(pairs, schema=schema, orient="row")
    rest = (
        after.group_by("thread", maintain_order=True)
        .agg(polars.col("headcount_millionths").first())
        .join(met.group_by("thread").agg(polars.col("heads").sum()), on="thread", how="left", maintain_order="left")
        .select(
            "thread",
            polars.lit(None, polars.Int64).alias("origin"),
            (polars.col("headcount_millionths") - polars.col("heads").fill_null(0)).alias("heads"),
        )
        .filter(polars.col("heads") > 0)
    )
    shares = polars.concat([met, rest]).with_row_index("share")
    split = shares.join(after, on="thread", how="inner", maintain_order="left").with_columns(
        headcount_millionths=polars.col("heads"), thread=polars.col("share").cast(polars.Int64)
    )
    return before, split.drop("share", "heads")


def _own_or_shared(table: polars.DataFrame, *, by_identifier: bool) -> polars.Series:
    """A number for every person or row."""
    own = polars.Series(range(table.height), dtype=polars.Int64)
    if not by_identifier:
        return own
    start, end = polars.col("start_month").fill_null(0), polars.col("end_month").fill_null(10**6)
    by_person = ["unit", "person_id"]
    ordered = table.with_columns(own=own, start=start, end=end).sort("unit", "person_id", "start", "own")
    meets = (polars.col("start") <= polars.col("end").shift(1)).over(by_person).any().over(by_person)
    one_size = polars.col("headcount_millionths").n_unique().over(by_person) == 1
    shared = polars.when(one_size & ~meets.fill_null(value=False))
    first = polars.col("own").first().over(by_person)
    return ordered.with_columns(number=shared.then(first).otherwise("own")).sort("own")["number"]


def _by_identifier(before: polars.DataFrame, after: polars.DataFrame) -> list[tuple[int, int, int]]:
    """Threads and origins of one identifier; a person who changed the unit is the same person."""
    heads = polars.col("headcount_millionths").first()
    old = before.group_by("origin", maintain_order=True).agg(polars.col("person_id", "unit").first(), heads)
    new = after.group_by("thread", maintain_order=True).agg(polars.col("person_id", "unit").first(), heads)
    pairs: list[tuple[int, int, int]] = []
    for keys in (("person_id", "unit"), ("person_id",)):
        pairs.extend(_met(old, new, keys, pairs))
    return pairs


def _by_likeness(before: polars.DataFrame, after: polars.DataFrame) -> list[tuple[int, int, int]]:
    old = before.select("origin", "headcount_millionths", *_STATED)
    new = after.select("thread", "headcount_millionths", *_STATED)
    pairs: list[tuple[int, int, int]] = []
    for keys in _PASSES:
        pairs.extend(_met(old, new, keys, pairs))
    return pairs


def _met(
    old: polars.DataFrame, new: polars.DataFrame, keys: Sequence[str], so_far: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Heads of rows with the same keys that nobody has been paired with, in order."""
    left_old, left_new = dict(_heads(old, "origin")), dict(_heads(new, "thread"))
    for thread, origin, heads in so_far:
        left_old[origin] -= heads
        left_new[thread] -= heads
    waiting: dict[tuple[object, ...], list[int]] = {}
    for origin, *key in old.select("origin", *keys).rows():
        if left_old[origin]:
            waiting.setdefault(tuple(key), []).append(origin)
    found = []
    for thread, *key in new.select("thread", *keys).rows():
        queue = waiting.get(tuple(key), [])
        while queue and left_new[thread]:
            heads = min(left_new[thread], left_old[queue[0]])
            found.append((thread, queue[0], heads))
            left_new[thread] -= heads
            left_old[queue[0]] -= heads
            if not left_old[queue[0]]:
                queue.pop(0)
    return found


def _heads(table: polars.DataFrame, number: str) -> list[tuple[int, int]]:
    return [(int(key), int(heads)) for key, heads in table.select(number, "headcount_millionths").rows()]
