"""The calibrated roster's rows: posts with everything that is known of each month, told as people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from openfisca_china_personnel.calibration.bands import Band
from openfisca_china_personnel.calibration.person_month import MONTHS
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.vocabulary import Location, Rank, Status

HEADCOUNT_STEPS = 1_000_000


@dataclass(frozen=True)
class Row:
    """One row of the roster. Money is fen, the rate hundredths of a percent, months are 1 to 12; ``None`` is blank.

    ``rests_on`` says what the row rests on.
    """

    headcount: Decimal
    rank: Rank
    monthly_salary: int
    pension_base: int | None
    housing_fund_base: int | None
    housing_fund_rate: int | None = None
    purchase_lump_sum: int | None = None
    start: int | None = None
    end: int | None = None
    is_retired: bool = False
    rests_on: tuple[Text, ...] = ()

    def cells(self, unit: str | None, year: int, location: Location, language: Language) -> dict[str, Any]:
        """The row by the roster's English column names, as it stands in a file."""
        chinese = language == "zh"

        def yes(fact: object) -> str:
            return ("是" if fact else "否") if chinese else ("yes" if fact else "no")

        def month(number: int | None) -> str | None:
            return None if number is None else f"{year}-{number:02d}"

        status = Status.retired if self.is_retired else Status.active
        separator = "；" if chinese else "; "
        return {
            "unit": unit,
            "headcount": format(self.headcount.normalize(), "f"),
            "status": str(status.value) if chinese else status.name,
            "rank": str(self.rank.value) if chinese else self.rank.name,
            "monthly_salary": None if self.is_retired else _yuan(self.monthly_salary),
            "housing_fund_base": _yuan(self.housing_fund_base),
            "pension_base": _yuan(self.pension_base),
            "housing_fund_rate": None if self.housing_fund_rate is None else f"{self.housing_fund_rate / 100:g}%",
            "contributes_housing_fund": yes(self.housing_fund_base),
            "contributes_pension": yes(self.pension_base),
            "purchase_lump_sum": _yuan(self.purchase_lump_sum),
            "location": str(location.value) if chinese else location.name,
            "start_month": month(self.start),
            "end_month": month(self.end),
            "remark": separator.join(text.in_(language) for text in self.rests_on),
        }


Cell = tuple[Rank | None, int | None, int | None]
"""Rank (``None``: nobody), pension base and fund base of one post in one month."""


def posts(presence: Sequence[Band[Rank]], pension: Sequence[Band[int]], fund: Sequence[Band[int]]) -> list[Band[Cell]]:
    """The posts with all three, counted from the first of each."""
    total = sum(band.count for band in presence)
    sides = [_by_post(bands, total) for bands in (presence, pension, fund)]
    starts = sorted({start for side in sides for start, _ in side} | {total})
    found = []
    for first, after in pairwise(starts):
        months = [next(band for start, band in reversed(side) if start <= first) for side in sides]
        found.append(Band(after - first, tuple(zip(*months, strict=True))))
    return found


def rows_of(bands: Sequence[Band[Cell]], wage: int) -> list[Row]:
    """A row for every run of equal months of every band; one who is there all year has neither start nor end."""
    found = []
    for band in bands:
        for cell, run in groupby(zip(MONTHS, band.months, strict=True), key=lambda each: each[1]):
            months = [month for month, _ in run]
            rank, pension, fund = cell or (None, None, None)
            if rank is None:
                continue
            start = None if months[0] == MONTHS[0] else months[0]
            end = None if months[-1] == MONTHS[-1] else months[-1]
            found.append(Row(Decimal(band.count), rank, wage, pension, fund, start=start, end=end))
    return found


def with_lump_sum(rows: Sequence[Row], fen: int, remark: Text) -> list[Row]:
    """The rows with one person, the last, receiving a lump sum."""
    *others, last = rows
    if last.headcount > 1:
        others.append(replace(last, headcount=last.headcount - 1))
        last = replace(last, headcount=Decimal(1))
    return [*others, replace(last, purchase_lump_sum=fen, rests_on=(*last.rests_on, remark))]


def part_of_a_head(part: int, whole: int) -> Decimal | None:
    """The headcount at which ``whole`` fen a person make ``part`` fen; ``None`` where six decimals do not do it."""
    millionths = round(part * HEADCOUNT_STEPS / whole)
    made = (whole * millionths + HEADCOUNT_STEPS // 2) // HEADCOUNT_STEPS
    return Decimal(millionths).scaleb(-6) if made == part and millionths else None


def _by_post(bands: Sequence[Band[Any]], total: int) -> list[tuple[int, tuple[Any, ...]]]:
    found: list[tuple[int, tuple[Any, ...]]] = []
    first = 0
    for band in bands:
        found.append((first, band.months))
        first += band.count
    assert first <= total, "whoever contributes is there"
    if first < total or not found:
        found.append((first, (None,) * len(MONTHS)))
    return found


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else format(Decimal(fen).scaleb(-2).normalize(), "f")
