"""What each kind of change makes of the people it takes: expressions for the columns that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch

import polars

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import FEN_PER_YUAN
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster.columns import BY_NAME
from openfisca_china_personnel.scenario.changes import (
    Assign,
    Enrol,
    OnPeople,
    Promote,
    Raise,
    Remove,
    Retire,
    Transfer,
)
from openfisca_china_personnel.scenario.people_added import read_columns
from openfisca_china_personnel.scenario.uncertainty import central
from openfisca_china_personnel.scenario.values import RankOfGrade
from openfisca_china_personnel.vocabulary import GENERAL_RANKS, PROFESSIONALS, WORKERS, Category, Rank, label

_MILLION = 1_000_000
_BASES = ("housing_fund_base", "pension_base")
FLAGS_OF_SCHEMES = {"housing_fund": "contributes_housing_fund", "pension": "contributes_pension"}
"""The roster column that says whether people take part in a scheme."""
_LARGEST_FEN = 10**9
"""Ten million yuan a month, the most that a roster may state."""

_OFFICIALS = (Rank.minister, Rank.vice_minister, *GENERAL_RANKS)
"""The ranks of officials from the highest down."""

_NO_SUCH_UNIT = Text("名册中没有单位“{unit}”；现有：{units}", "the roster has no unit “{unit}”; its units: {units}")
_SAME_UNIT = Text("调入单位与原单位相同：“{unit}”", "they are in the unit “{unit}” already")
_WHICH_PLACE = Text("单位“{unit}”的所在地不一，无法确定调入人员的所在地", "people of “{unit}” have different locations")
_NO_BASE = Text(
    "第 {rows} 行没有工资也没有{base}，纳入后没有缴存（缴费）基数；请先在名册中填写",
    "row {rows}: neither a wage nor a {base}, so there would be no base; state one in the roster first",
)
_CONTRADICTION = Text("人员类别“{category}”与职级“{rank}”矛盾", "the category {category} contradicts the rank {rank}")
_PAST_MONTH = Text(
    "发放月份 {paid} 月早于变动的起始月", "the lump sum's month, {paid}, lies before the first month of the change"
)
_NOT_HIGHER = Text(
    "晋升后的职级“{to}”不高于原职级“{rank}”", "the rank “{to}” is not above “{rank}”: that is no promotion"
)
_NOT_A_RAISE = Text("调资后的月工资超出 0 至 1000 万元", "the wage after the raise lies outside 0 to 10 million yuan")


@dataclass(frozen=True)
class NewState:
    """``becomes``: the new columns (``None``: gone); ``sets``: the roster columns that the change decides.

    ``notes`` are those of reading the change's values, without rows.
    """

    becomes: Mapping[str, polars.Expr] | None
    sets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@singledispatch
def new_state(change: OnPeople, matching: polars.DataFrame, units: tuple[str, ...], month: int) -> NewState:  # noqa: ARG001 - the kinds below use them
    """What the change makes of people; ``matching`` are the rows and pieces that it takes them from.

    Raises ``InputFaults`` where the new state contradicts the old one or the roster's rules.
    """
    raise TypeError(f"nothing is known of a {type(change).__name__}")


@new_state.register
def _removed(_change: Remove, _matching: polars.DataFrame, _units: tuple[str, ...], _month: int) -> NewState:
    return NewState(None)


@new_state.register
def _retired(_change: Retire, _matching: polars.DataFrame, _units: tuple[str, ...], _month: int) -> NewState:
    return retired()


def retired() -> NewState:
    """Retirement: the rent subsidy goes on, contributions and the monthly purchase subsidy stop."""
    nothing = polars.lit(None, polars.Boolean)
    return NewState(
        {
            "status": polars.lit("retired"),
            "entry": polars.lit("standing"),
            "entry_month": polars.lit(None, polars.Int32),
            "entry_salary": polars.lit(None, polars.Int64),
            "contributes_housing_fund": nothing,
            "contributes_pension": nothing,
            "retires_from": polars.lit(None, polars.Int32),
        },
        ("status",),
    )


@new_state.register
def _promoted(change: Promote, matching: polars.DataFrame, _units: tuple[str, ...], _month: int) -> NewState:
    for rank in matching["rank"].unique().sort():
        if not _is_higher(Rank[change.to], Rank[rank]):
            raise refuse(_NOT_HIGHER.format(to=label(Rank[change.to]), rank=label(Rank[rank])))
    becomes = {
        "rank": polars.lit(change.to),
        "rank_from_grade_name": polars.lit(isinstance(change.to, RankOfGrade)),
        "category": polars.lit(_category_of(Rank[change.to]), polars.String),
    }
    if change.monthly_salary is None:
        return NewState(becomes, ("rank",))
    wage = _on_stated_wage(polars.lit(_fen(change.monthly_salary)))
    return NewState({**becomes, **wage}, ("rank", "monthly_salary"))


def _is_higher(to: Rank, rank: Rank) -> bool:
    """Whether one rank lies above the other; ranks of different groups have no common order."""
    for group in (_OFFICIALS, PROFESSIONALS, WORKERS):
        if to in group and rank in group:
            return group.index(to) < group.index(rank)
    return to is not Rank.unspecified and to is not rank


def _category_of(rank: Rank) -> str | None:
    """The category that goes with a rank; blank where the rank's own group decides."""
    return "worker" if rank in WORKERS else "institution" if rank in PROFESSIONALS else None


@new_state.register
def _transferred(change: Transfer, matching: polars.DataFrame, units: tuple[str, ...], _month: int) -> NewState:
    if change.to_unit not in units:
        raise refuse(_NO_SUCH_UNIT.format(unit=change.to_unit, units="、".join(units) or "—"))
    if (matching["unit"] == change.to_unit).any():
        raise refuse(_SAME_UNIT.format(unit=change.to_unit))
    return NewState({"unit": polars.lit(change.to_unit)}, ("unit", "location"))


def place_of(places: set[str], unit: str, moving: polars.DataFrame) -> str:
    """The location of whoever goes to a unit: the unit's own, or theirs where the unit has people there too."""
    theirs = moving["location"].unique().to_list()
    if len(places) == 1:
        return next(iter(places))
    if len(theirs) == 1 and theirs[0] in places:
        return str(theirs[0])
    raise refuse(_WHICH_PLACE.format(unit=unit))


@new_state.register
def _raised(change: Raise, matching: polars.DataFrame, _units: tuple[str, ...], _month: int) -> NewState:
    wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary")
    if change.percent is not None:
        millionths = int((central(change.percent) * _MILLION).to_integral_value())
        risen = grown(wage, millionths)
    else:
        assert change.amount is not None
        risen = wage + _fen(change.amount)
    extremes = matching.select(risen.min().alias("least"), risen.max().alias("most")).row(0)
    if any(value is not None and not 0 <= value <= _LARGEST_FEN for value in extremes):
        raise refuse(_NOT_A_RAISE)
    return NewState(_on_wage(risen), ("monthly_salary",))


def grown(fen: polars.Expr, millionths: int) -> polars.Expr:
    """An amount in fen that grows by ``millionths`` of itself, half up to the fen."""
    return (fen * (_MILLION + millionths) + _MILLION // 2) // _MILLION


def _on_wage(wage: polars.Expr) -> dict[str, polars.Expr]:
    """A new wage from now on. Last year's stays what it was: bases follow at the next reset only."""
    before = polars.coalesce("prior_year_monthly_salary", "monthly_salary")
    return {"monthly_salary": wage.cast(polars.Int64), "prior_year_monthly_salary": before}


def _on_stated_wage(wage: polars.Expr) -> dict[str, polars.Expr]:
    """A new wage of people whose base may have stood in for one so far."""
    return {**_on_wage(wage), "wage_is_base": polars.lit(value=False)}


@new_state.register
def _enrolled(change: Enrol, matching: polars.DataFrame, _units: tuple[str, ...], _month: int) -> NewState:
    flags = {FLAGS_OF_SCHEMES[scheme]: True for scheme in change.schemes}
    if change.purchase_subsidy is not None:
        flags["purchase_subsidy"] = change.purchase_subsidy
    _refuse_without_base(matching, flags)
    return NewState({name: polars.lit(value) for name, value in flags.items()}, tuple(flags))


@new_state.register
def _assigned(change: Assign, matching: polars.DataFrame, _units: tuple[str, ...], month: int) -> NewState:
    # A wage makes the row one that the roster's rules accept; only the columns asked for are used.
    roster = read_columns({"monthly_salary": "1", **change.columns}, month // 12)
    read = roster.table
    becomes = {name: polars.lit(read[name][0], read.schema[name]) for name in change.columns}
    if "category" in becomes:
        _refuse_contradiction(matching, read["category"][0])
    _refuse_without_base(matching, {name: read[name][0] for name in becomes if name in FLAGS_OF_SCHEMES.values()})
    if "monthly_salary" in becomes:
        becomes |= _on_stated_wage(becomes["monthly_salary"])
    for base in _BASES:
        if base in becomes:
            becomes[f"{base}_until_june"] = becomes[base]
    paid = read["lump_sum_month"][0]
    if paid is not None and paid < month % 12 + 1:
        raise refuse(_PAST_MONTH.format(paid=paid))
    if "purchase_lump_sum" in becomes and paid is None:
        december = month // 12 * 12 + 11
        last = polars.col("end_month").fill_null(december).clip(upper_bound=december)
        becomes["lump_sum_month"] = (last % 12 + 1).cast(polars.Int32)
    notes = tuple(note for note in roster.notes if note.code == "rounded_to_fen")
    return NewState(becomes, tuple(change.columns), notes)


def _refuse_without_base(matching: polars.DataFrame, flags: Mapping[str, bool]) -> None:
    """Refuse to let people contribute for whom nothing is known that a base could rest on."""
    no_wage = polars.coalesce("monthly_salary", "prior_year_monthly_salary").is_null() | polars.col("wage_is_base")
    for scheme, flag in FLAGS_OF_SCHEMES.items():
        base = f"{scheme}_base"
        without = matching.filter(no_wage & polars.col(base).is_null()) if flags.get(flag) else matching.clear()
        if without.height:
            rows = "、".join(str(row) for row in without["row"].unique().sort().head(20))
            raise refuse(_NO_BASE.format(rows=rows, base=Text(BY_NAME[base].zh, base)))


def _refuse_contradiction(matching: polars.DataFrame, category: str) -> None:
    for rank in matching["rank"].unique().sort():
        own = _category_of(Rank[rank])
        wrong = category == "administrative" if own else category == "worker" and Rank[rank] in _OFFICIALS
        if wrong or (own == "institution" and category == "worker"):
            raise refuse(_CONTRADICTION.format(category=label(Category[category]), rank=label(Rank[rank])))


def _fen(yuan: Decimal) -> int:
    return int((yuan * FEN_PER_YUAN).to_integral_value())
