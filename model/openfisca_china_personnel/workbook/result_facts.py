"""The rows of a computation as the workbook lays them out: who is there when, what they rest on, what they cost."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy
from numpy.typing import NDArray

from openfisca_china_personnel.base_rules import codes_of
from openfisca_china_personnel.blocks import take
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.money import FEN_PER_YUAN, HEADCOUNT_STEPS, RATE_STEPS, times_headcount
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.open_law import completions
from openfisca_china_personnel.simulation import simulation
from openfisca_china_personnel.staffing import Staffing, staffing
from openfisca_china_personnel.stretches import EVERY_MONTH, month_of
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.vocabulary import Location, Rank, Status
from openfisca_china_personnel.workbook.result_computation import Computation
from openfisca_china_personnel.workbook.result_probe import NONE, SCHEMES, WAGES, Sources, sources


class Missing(enum.Enum):
    """Why there is no amount."""

    unknown = "未知"
    not_modelled = "未建模"


Amount = int | Missing
"""Whole fen, or why there are none."""


@dataclass(frozen=True)
class Piece:
    """One row of the sheets: people who are all alike from month ``first`` to ``last`` (1 … 12).

    A row of the roster is one piece; where years of service move it to another standard within the year, several.
    ``place`` is its position in the roster's table, ``part`` counts the pieces of that row from 0.

    ``wages`` are fen by their names in ``WAGES``. ``base`` names, for each scheme that is paid, the wage that is the
    base until the yearly reset and the one from it on (``None`` where that part of the year does not occur), ``paid``
    the months in which it is paid. ``rent`` and ``purchase`` are the paths of the standards (``None``: no such
    subsidy, or not modelled there). ``lump_sum`` is fen for one person. ``amounts`` are the model's figures by line
    and month for all heads; ``assessed`` are the bases within cap and floor for one person by scheme, way in which the
    law may have been (in the order of ``open_law.completions``) and month; all in fen.
    """

    place: int
    part: int
    row: int
    unit: int
    person_id: str | None
    status: Status
    rank: Rank
    location: Location
    first: int
    last: int
    millionths: int
    wages: dict[str, int]
    salary_is_blank: bool
    prior_year_salary_is_blank: bool
    rate_steps: int | None
    base: dict[str, tuple[str | None, str | None]]
    paid: dict[str, tuple[int, int]]
    rent: str | None
    purchase: str | None
    lump_sum: int
    lump_sum_month: int | None
    origin: int | None
    thread: int | None
    amounts: dict[str, list[Amount]] = field(default_factory=dict)
    assessed: dict[str, list[list[Amount]]] = field(default_factory=dict)

    @property
    def heads(self) -> float:
        """The headcount as a cell shows it."""
        return self.millionths / HEADCOUNT_STEPS


@dataclass(frozen=True)
class Facts:
    """The pieces of one computation, by row of the roster and month.

    A row that everybody left for other pieces of it is left out; a row that never had anybody is not.
    """

    computation: Computation
    units: tuple[str | None, ...]
    pieces: tuple[Piece, ...]


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum; where something is missing, what is."""
    found = list(amounts)
    for missing in Missing:
        if missing in found:
            return missing
    return sum(amount for amount in found if isinstance(amount, int))


def facts(computation: Computation) -> Facts:
    """Everything that the sheets show about the rows of one computation, as the model itself has it."""
    people = staffing(computation.roster, computation.year)
    rules = codes_of(computation.base_rule, people.units)
    january, december = month_number(people.year, 1), month_number(people.year, 12)
    is_there = (people.start <= december) & (people.end >= january)
    pieces: dict[int, list[Piece]] = {}
    for location in Location:
        rows = numpy.flatnonzero(is_there & (people.location == location.index))
        if len(rows):
            found = _Rows(computation, take(people, rows), rows, location, rules)
            pieces |= {int(place): found.pieces(number) for number, place in enumerate(rows)}
    ordered = sorted((piece for place in sorted(pieces) for piece in pieces[place]), key=_order)
    left = {piece.origin for piece in ordered if piece.origin is not None and piece.thread != piece.origin}
    shown = (piece for piece in ordered if piece.millionths or piece.origin not in left)
    return Facts(computation, people.units, tuple(shown))


def _order(piece: Piece) -> tuple[int, int, int]:
    """By row of the roster, those who stayed in it first, then through the months."""
    has_left = piece.thread is not None and piece.thread != piece.origin
    return piece.row, piece.thread if has_left and piece.thread is not None else -1, piece.first


class _Rows:
    """The rows of one location, computed in every way in which the law may have been."""

    def __init__(
        self,
        computation: Computation,
        people: Staffing,
        places: NDArray[numpy.int64],
        location: Location,
        rules: NDArray[Any],
    ) -> None:
        self.people = people
        self.places = places
        self.location = location
        self.table = computation.roster.table
        laws = completions(computation.law, people.year, location)
        self.sources: Sources = sources(people, laws, location, rules)
        self.ways = [simulation(people, law, EVERY_MONTH, rules) for law in laws]
        self.present = self._each_month("on_roster")
        self.pays = {scheme: self._each_month(f"pays_{scheme}") for scheme in SCHEMES}
        self.amounts = {line.key: self._amounts(line.key) for line in LINES}
        self.assessed = {scheme: self._assessed(scheme) for scheme in SCHEMES}

    def pieces(self, number: int) -> list[Piece]:
        """The pieces of the row at ``number`` of this location."""
        months = [month for month in EVERY_MONTH if self.present[number, month - 1]]
        runs = groupby(months, key=lambda month: self._standards(number, month))
        found = []
        for part, (standards, run) in enumerate(runs):
            own = list(run)
            found.append(self._piece(number, part, own[0], own[-1], *standards))
        return found

    def _piece(self, number: int, part: int, first: int, last: int, rent: str | None, purchase: str | None) -> Piece:
        people, place = self.people, int(self.places[number])
        paid = {}
        for scheme in SCHEMES:
            months = [month for month in range(first, last + 1) if self.pays[scheme][number, month - 1]]
            if months:
                paid[scheme] = (months[0], months[-1])
        lump_sum = round(float(people.lump_sum[number]) * FEN_PER_YUAN)
        lump_sum_month = int(people.lump_sum_month[number]) - month_number(people.year, 1) + 1
        is_due = lump_sum > 0 and first <= lump_sum_month <= last
        rate = float(people.stated_rate[number])
        return Piece(
            place=place,
            part=part,
            row=int(people.row[number]),
            unit=int(people.unit[number]),
            person_id=self.table["person_id"][place],
            status=list(Status)[int(people.status[number])],
            rank=list(Rank)[int(people.rank[number])],
            location=self.location,
            first=first,
            last=last,
            millionths=round(float(people.headcount[number]) * HEADCOUNT_STEPS),
            wages=self._wages(number),
            salary_is_blank=bool(people.salary_is_blank[number]),
            prior_year_salary_is_blank=bool(people.prior_year_salary_is_blank[number]),
            rate_steps=None if numpy.isnan(rate) else round(rate * RATE_STEPS),
            base={scheme: self._base(scheme, number) for scheme in paid},
            paid=paid,
            rent=rent,
            purchase=purchase,
            lump_sum=lump_sum if is_due else 0,
            lump_sum_month=lump_sum_month if is_due else None,
            origin=self._of_table("origin", place),
            thread=self._of_table("thread", place),
            amounts={key: _within(months[number], first, last) for key, months in self.amounts.items()},
            assessed={
                scheme: [_within(months[number], first, last) for months in ways]
                for scheme, ways in self.assessed.items()
            },
        )

    def _standards(self, number: int, month: int) -> tuple[str | None, str | None]:
        if self.location is not Location.central_beijing:
            return None, None
        rent = int(self.sources.rent[number, month - 1])
        purchase = int(self.sources.purchase[number, month - 1])
        if purchase == NONE and self._is_entitled(number):
            # The law names no amount for this rank, not even a gap.
            return self.sources.standards[rent], f"purchase_subsidy.monthly.{list(Rank)[self.people.rank[number]].name}"
        return self.sources.standards[rent], None if purchase == NONE else self.sources.standards[purchase]

    def _is_entitled(self, number: int) -> bool:
        return bool(self.people.entitled_to_purchase_subsidy[number] and self.people.is_active[number])

    def _base(self, scheme: str, number: int) -> tuple[str | None, str | None]:
        before, after = (self._wage(int(codes[number]), number) for codes in self.sources.base[scheme])
        return before, after

    def _wage(self, code: int, number: int) -> str | None:
        if code == NONE:
            return None
        # Who came at a wage that still stands has one wage, not two.
        is_unchanged = self.people.entry_salary[number] == self.people.monthly_salary[number]
        return "monthly_salary" if WAGES[code] == "entry_salary" and is_unchanged else WAGES[code]

    def _wages(self, number: int) -> dict[str, int]:
        found = {}
        for name in WAGES:
            stated = getattr(self.people, name, None)
            if stated is not None and not numpy.isnan(stated[number]):
                found[name] = round(float(stated[number]) * FEN_PER_YUAN)
        return found

    def _of_table(self, column: str, place: int) -> int | None:
        return None if column not in self.table.columns else self.table[column][place]

    def _each_month(self, name: str) -> NDArray[Any]:
        months = [self.ways[0].calculate(name, month_of(self.people.year, month)) for month in EVERY_MONTH]
        return numpy.stack(months, axis=1)

    def _amounts(self, key: str) -> list[list[Amount]]:
        """The model's figures of a line, rows × months: what all ways agree on, times headcount."""
        if any(line.key == key for line in ONLY_CENTRAL) and self.location is not Location.central_beijing:
            counted = self.present & (self.people.headcount > 0)[:, None]
            return [[Missing.not_modelled if there else 0 for there in row] for row in counted.tolist()]
        columns = []
        for month in EVERY_MONTH:
            ways = [way.calculate(key, month_of(self.people.year, month)) for way in self.ways]
            fen = [times_headcount(numpy.nan_to_num(way), self.people.headcount) for way in ways]
            unknown = numpy.any([numpy.isnan(way) for way in ways], axis=0)
            unknown |= numpy.any([each != fen[0] for each in fen], axis=0)
            columns.append(_amounts(fen[0], unknown & (self.people.headcount > 0)))
        return [list(row) for row in zip(*columns, strict=True)]

    def _assessed(self, scheme: str) -> list[list[list[Amount]]]:
        """Bases within cap and floor, ways × rows × months; nothing in months without a contribution."""
        found = []
        for way in self.ways:
            columns = []
            for month in EVERY_MONTH:
                yuan = way.calculate(f"{scheme}_assessed_base", month_of(self.people.year, month))
                fen = numpy.rint(numpy.nan_to_num(yuan) * FEN_PER_YUAN).astype(numpy.int64)
                pays = self.pays[scheme][:, month - 1]
                columns.append(_amounts(numpy.where(pays, fen, 0), numpy.isnan(yuan) & pays))
            found.append([list(row) for row in zip(*columns, strict=True)])
        return found


def _amounts(fen: NDArray[Any], unknown: NDArray[Any]) -> list[Amount]:
    return [Missing.unknown if gap else value for value, gap in zip(fen.tolist(), unknown.tolist(), strict=True)]


def _within(months: list[Amount], first: int, last: int) -> list[Amount]:
    return [amount if first <= month <= last else 0 for month, amount in zip(EVERY_MONTH, months, strict=True)]
