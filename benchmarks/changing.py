"""Rosters whose rows change within the year, a kind of change each: month by month, everything that cuts a stretch."""

from __future__ import annotations

from collections.abc import Callable

import numpy
import polars
from rosters import roster_frame

Added = Callable[[polars.DataFrame, numpy.random.Generator, int], polars.DataFrame]
"""From a steady roster the one in which some rows change; with a source of chance and the year."""

SHARE = 0.25
"""The share of rows that change."""


def changing_frame(rows: int, kind: str, year: int) -> polars.DataFrame:
    """A roster of ``rows`` rows (and a second row for whoever is promoted) of one of ``KINDS``."""
    chance = numpy.random.default_rng(year)
    return KINDS[kind](roster_frame(rows), chance, year)


def _steady(frame: polars.DataFrame, _: numpy.random.Generator, __: int) -> polars.DataFrame:
    return frame


def _entries(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    entry = _some(chance, numpy.array(["first_job", "transfer", "standing"])[chance.integers(0, 3, frame.height)])
    months = _months(chance, frame.height, year)
    return frame.with_columns(entry=entry, start_month=polars.when(entry.is_not_null()).then(months).otherwise(None))


def _leavers(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    return frame.with_columns(end_month=_some(chance, _months(chance, frame.height, year).to_numpy()))


def _bases(frame: polars.DataFrame, chance: numpy.random.Generator, _: int) -> polars.DataFrame:
    def base() -> polars.Series:
        return _some(chance, chance.integers(100_000, 5_000_000, frame.height) / 100)

    return frame.with_columns(
        housing_fund_base_until_june=base(), pension_base_until_june=base(), housing_fund_base=base()
    )


def _lump_sums(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    amount = _some(chance, chance.integers(1, 30_000_000, frame.height) / 100)
    months = _months(chance, frame.height, year)
    return frame.with_columns(
        purchase_lump_sum=amount, lump_sum_month=polars.when(amount.is_not_null()).then(months).otherwise(None)
    )


def _promotions(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    """Who is promoted has two rows: the old rank until a month, the next one from the month after."""
    last = chance.integers(1, 12, frame.height)
    promoted = _some(chance, last)
    month = polars.format("{}-{}", polars.lit(str(year)), polars.col("last").cast(polars.String).str.zfill(2))
    old = frame.with_columns(last=promoted).with_columns(end_month=month).drop("last")
    new = frame.with_columns(last=promoted + 1).filter(polars.col("last").is_not_null())
    new = new.with_columns(rank=polars.lit("division_head"), start_month=month).drop("last")
    return polars.concat((old, new), how="diagonal")


def _thresholds(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    """Fifteen or twenty-five years of service are reached in some month of the year."""
    years = year - numpy.where(chance.random(frame.height) < 0.5, 15, 25)
    months = chance.integers(1, 13, frame.height)
    written = [f"{begun}-{month:02d}" for begun, month in zip(years, months, strict=True)]
    return frame.with_columns(
        work_start=_some(chance, numpy.array(written)),
        rank=polars.lit("ordinary_worker"),
        purchase_subsidy=polars.lit("no"),
    )


def _everything(frame: polars.DataFrame, chance: numpy.random.Generator, year: int) -> polars.DataFrame:
    for kind in (_bases, _entries, _lump_sums):
        frame = kind(frame, chance, year)
    # A lump sum is paid to people on the roster: nobody leaves, enters or is promoted who gets one.
    lumps = polars.col("purchase_lump_sum").is_not_null()
    return frame.with_columns(
        start_month=polars.when(lumps).then(None).otherwise("start_month"),
        entry=polars.when(lumps).then(None).otherwise("entry"),
    )


KINDS: dict[str, Added] = {
    "no change": _steady,
    "entries": _entries,
    "leavers": _leavers,
    "bases until June": _bases,
    "lump sums": _lump_sums,
    "promotions": _promotions,
    "service thresholds": _thresholds,
    "bases, entries and lump sums at once": _everything,
}


def _some(chance: numpy.random.Generator, values: object) -> polars.Series:
    """The values in a share of the rows, blank in the others."""
    series = polars.Series(values)
    return polars.DataFrame({"value": series, "given": chance.random(len(series)) < SHARE}).select(
        polars.when("given").then("value").otherwise(None)
    )["value"]


def _months(chance: numpy.random.Generator, rows: int, year: int) -> polars.Series:
    names = polars.Series([f"{year}-{month:02d}" for month in range(1, 13)])
    return names.gather(polars.Series(chance.integers(0, 12, rows)))
