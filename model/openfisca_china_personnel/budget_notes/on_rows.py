"""What is noted about rows: blanks of the roster that were filled, and rules that do not fit a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.blocks import blocks, take
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.notes import Grade, Note, on_rows
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.row_sets import MOST_ROWS, RowSet, RowsOfBlock
from openfisca_china_personnel.staffing import SERVICE_NOT_KNOWN, Mask, Staffing
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
from openfisca_china_personnel.uniform import all_of, mapped, negated, uniform
from openfisca_china_personnel.vocabulary import PROFESSIONALS, RISING_WITH_SERVICE, BaseRule, Entry, Location, Rank


@dataclass(frozen=True)
class Remark:
    """A kind of note about rows: the lines that it touches, what it says, and how sure that is."""

    code: str
    lines: tuple[Line, ...]
    text: Text
    grade: Grade | None = None


Remarks = Iterator[tuple[Remark, Mask]]
"""Kinds of notes, each with the rows that it applies to."""

_CONTRIBUTIONS = (PENSION, ANNUITY, HOUSING_FUND)

_PRIOR_YEAR_SALARY_ASSUMED = Remark(
    "prior_year_salary_assumed",
    _CONTRIBUTIONS,
    Text(
        "未填上年月均工资，以月工资代替上年月均工资作为缴存（缴费）基数。",
        "Last year's monthly average is blank; the month's wage stands in for it as the contribution base.",
    ),
)
_ONE_BASE_ALL_YEAR = Remark(
    "one_base_all_year",
    _CONTRIBUTIONS,
    Text(
        "未填上半年基数，一月至调整月之前沿用同一基数。",
        "No base until June is given; the one base serves the months before the yearly reset as well.",
    ),
)
_UNTIL_JUNE_BASE_UNUSED = Remark(
    "until_june_base_unused",
    _CONTRIBUTIONS,
    Text(
        "当年基数在一月调整，填写的上半年基数未使用。",
        "The base was reset in January of that year; the base until June is not used.",
    ),
)
_EXPECTED_SALARY_BLANK = Remark(
    "expected_salary_blank",
    (HOUSING_FUND,),
    Text(
        "按预计工资口径计算，月工资空白，以上年月均工资代替。",
        "Budgeted on expected wages; the month's wage is blank and last year's stands in for it.",
    ),
)
_DEFAULT_RATE = Remark(
    "default_rate",
    (HOUSING_FUND,),
    Text(
        "未填公积金比例，按 {rate}（在京中央单位的比例）计算；区间为法定最低至最高比例。",
        "No housing-fund rate is stated; computed at {rate}, the rate of central units in Beijing; the range spans the "
        "lowest to the highest legal rate.",
    ),
)
_ENTRY_WAGE = Remark(
    "entry_wage",
    _CONTRIBUTIONS,
    Text(
        "新参加工作或调入：以进入当月工资为基数，直至有过工资的日历年度之后的首次调整。",
        "First job or transfer: the wage of the entry month is the base until the first reset that follows a "
        "calendar year with wages.",
    ),
    "C",
)
_ENTRY_WAGE_BLANK = Remark(
    "entry_wage_blank",
    _CONTRIBUTIONS,
    Text(
        "新参加工作或调入而月工资空白，以上年月均工资代替进入当月工资。",
        "First job or transfer with a blank monthly wage; last year's average stands in for the wage of the entry "
        "month.",
    ),
)
_NO_WAGE = Remark(
    "no_wage",
    _CONTRIBUTIONS,
    Text("工资为零，没有缴存（缴费）基数，未计缴费。", "The wage is zero: there is no base and no contribution."),
)
_ENTRY_IN_JANUARY = Remark(
    "entry_in_january",
    _CONTRIBUTIONS,
    Text(
        "进入月为当年一月（填写的，或因未填起始月）。",
        "The entry month is January, as stated or as no start month is given.",
    ),
)
_SERVICE_NOT_KNOWN = Remark(
    "service_not_known",
    (RENT_SUBSIDY,),
    Text(
        "未填参加工作时间，按工龄不足计算；区间上限含较高标准。",
        "The start of the working life is blank; computed as short service, the range reaches to the higher standard.",
    ),
)
_SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN = Remark(
    "purchase_service_not_known",
    (PURCHASE_SUBSIDY,),
    Text(
        "未填参加工作时间，普通工按月购房补贴按工龄最短的一档计算。",
        "The start of the working life is blank; the monthly purchase subsidy of ordinary workers is that of the "
        "shortest service.",
    ),
)
_SERVICE_AFTER_RETIREMENT = Remark(
    "service_counted_after_retirement",
    (RENT_SUBSIDY,),
    Text(
        "离退休时间未知，工龄算至预算月份；按退休时工龄可能适用较低标准。",
        "The month of retirement is not known; service is counted up to the budget month, at retirement it may have "
        "been short of the higher standard.",
    ),
    "C",
)
_AVERAGE_RENT_SUBSIDY = Remark(
    "average_rent_subsidy",
    (RENT_SUBSIDY,),
    Text(
        "职级未注明，提租补贴按人均标准计算；区间为各职级标准的最低至最高。",
        "The rank is not stated; rent subsidy at the average, the range spans the standards of the ranks.",
    ),
)
_AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS = Remark(
    "average_rent_subsidy_of_professionals",
    (RENT_SUBSIDY,),
    Text(
        "专业技术职务没有可查的提租补贴标准，按人均标准计算。",
        "No rent-subsidy standard of professional ranks was found; computed at the average.",
    ),
    "C",
)
_LUMP_SUM_NOT_COUNTED = Remark(
    "lump_sum_not_counted",
    (PURCHASE_SUBSIDY,),
    Text(
        "一次性购房补贴的发放月份不在册，未计入。",
        "The lump sum falls in a month in which the row is not on the roster; it is not counted.",
    ),
)
_LUMP_SUM_IN_LAST_MONTH = Remark(
    "lump_sum_in_last_month",
    (PURCHASE_SUBSIDY,),
    Text(
        "未填一次性购房补贴发放月份，十二月不在册，计入在册的最后一个月。",
        "The month of the lump sum is blank and the row is not on the roster in December; it is counted in the row's "
        "last month.",
    ),
)
_NOT_IN_YEAR = Remark(
    "not_in_year",
    (),
    Text("本行在预算年度内不在册，未计入。", "The row is not on the roster in the budget year; it is not counted."),
)
_NOT_MODELLED = Remark(
    "not_modelled",
    ONLY_CENTRAL,
    Text(
        "所在地不是在京中央：提租补贴和购房补贴适用当地规定，未建模，金额为空。",
        "Not a central unit in Beijing: local rules apply to rent and purchase subsidy; not modelled, no amount.",
    ),
)
_NO_LIMITS_ELSEWHERE = Remark(
    "no_limits_elsewhere",
    _CONTRIBUTIONS,
    Text(
        "所在地为其他：没有当地基数上下限的数据，按全国比例、不设上下限计算，并假定七月调整基数。",
        "Located elsewhere: no local cap and floor are known; computed at the national rates without limits, "
        "a reset in July is assumed.",
    ),
    "C",
)


def remarks_on_rows(people: Staffing, parameters: ParameterNode, base_rules: NDArray[Any]) -> dict[Remark, RowSet]:
    """Every kind of remark, always all and in the same order, with the rows that call for it.

    ``base_rules``: the code of ``BaseRule`` of each unit.
    """
    law = _Law.of(parameters, people.year)
    found: dict[Remark, list[RowSet]] = {
        remark: [] for remark, _ in _remarks(take(people, slice(0, 0)), law, base_rules)
    }
    counts = dict.fromkeys(found, 0)
    for block in blocks(people):
        rows = RowsOfBlock(block.row)
        for remark, mask in _remarks(block, law, base_rules):
            chosen = rows.where(mask, counted=counts[remark] > MOST_ROWS)
            if chosen.count:
                counts[remark] += chosen.count
                found[remark].append(chosen)
    return {remark: RowSet.joined(sets) for remark, sets in found.items()}


def _remarks(people: Staffing, law: _Law, base_rules: NDArray[Any]) -> Remarks:
    if (base_rules == BaseRule.expected.index).any():
        expected = numpy.asarray(base_rules[people.unit] == BaseRule.expected.index)
    else:
        expected = uniform(value=False, size=people.size, dtype=numpy.bool_)
    return chain(
        _on_bases(people, law, expected),
        _on_rates(people, law),
        _on_entries(people),
        _on_subsidies(people),
        _on_presence(people),
        _on_places(people),
    )


@dataclass(frozen=True)
class _Law:
    """What the law of a year says that remarks depend on: the usual rate, and where bases are reset after January."""

    default_rate: Remark
    resets_late: Mapping[str, NDArray[numpy.bool_]]
    """By scheme, an element a location (a gap counts as late)."""

    @classmethod
    def of(cls, parameters: ParameterNode, year: int) -> _Law:
        months = (in_force(parameters, "housing_fund.rate.default", f"{year}-{n:02d}-01") for n in range(1, 13))
        rates = dict.fromkeys(rate.shown for rate in months if rate is not None and rate.value is not None)
        listed = Text("、".join(rates) or "—", ", ".join(rates) or "—")
        late = {
            scheme: numpy.array([_is_late(parameters, scheme, location, year) for location in Location])
            for scheme in ("pension", "housing_fund")
        }
        return cls(replace(_DEFAULT_RATE, text=_DEFAULT_RATE.text.format(rate=listed)), late)


def _is_late(parameters: ParameterNode, scheme: str, location: Location, year: int) -> bool:
    provision = in_force(parameters, f"{scheme}.reset_month.{location.name}", f"{year}-01-01")
    return provision is None or provision.value != 1


def notes_on_rows(
    remarks: Mapping[Remark, RowSet], codes: Mapping[Line, str], files: Sequence[str] = ()
) -> Iterator[Note]:
    """A note for each kind of remark that some row calls for, with the numbers of its rows.

    ``codes``: the functional code of each line; ``files``: their names where the rows are those of several.
    """
    said: dict[tuple[str, Text, Grade | None, RowSet], set[str]] = {}
    for remark, rows in remarks.items():
        if len(rows):
            key = (remark.code, remark.text, remark.grade, rows)
            said.setdefault(key, set()).update(codes[line] for line in remark.lines)
    for (code, text, grade, rows), lines in said.items():
        yield on_rows(Note(code, text, lines=tuple(sorted(lines)), grade=grade), rows, files)


def _on_bases(people: Staffing, law: _Law, expected: Mask) -> Remarks:
    enters = _enters_this_year(people)
    no_month_wage = mapped(lambda wage: wage == 0, people.monthly_salary)
    no_wage = all_of(mapped(lambda wage: wage == 0, people.prior_year_salary), no_month_wage)
    prior_year_assumed = all_of(people.prior_year_salary_is_blank, negated(no_month_wage))
    for scheme in _schemes(people, law, expected):
        base_is_blank, standing = scheme.base_is_blank, negated(enters)
        yield (
            scheme.touched_by(_PRIOR_YEAR_SALARY_ASSUMED),
            all_of(scheme.on_prior_year, standing, base_is_blank, prior_year_assumed),
        )
        one_base = all_of(scheme.until_june_is_blank, negated(all_of(enters, base_is_blank)))
        yield scheme.touched_by(_ONE_BASE_ALL_YEAR), all_of(scheme.on_prior_year, scheme.resets_late, one_base)
        yield (
            scheme.touched_by(_UNTIL_JUNE_BASE_UNUSED),
            all_of(scheme.pays, negated(scheme.resets_late), negated(scheme.until_june_is_blank)),
        )
        on_entry_wage = all_of(scheme.on_prior_year, base_is_blank, enters)
        yield scheme.touched_by(_ENTRY_WAGE), on_entry_wage
        yield scheme.touched_by(_ENTRY_WAGE_BLANK), all_of(on_entry_wage, people.salary_is_blank)
        yield scheme.touched_by(_NO_WAGE), all_of(scheme.pays, base_is_blank, scheme.until_june_is_blank, no_wage)
    fund_is_blank = mapped(numpy.isnan, people.stated_housing_fund_base)
    yield _EXPECTED_SALARY_BLANK, all_of(_pays_housing_fund(people), expected, people.salary_is_blank, fund_is_blank)


@dataclass(frozen=True)
class _Scheme:
    """The rows of a contribution scheme: who pays, whose base rests on past wages, what the roster leaves blank."""

    lines: tuple[Line, ...]
    pays: Mask
    on_prior_year: Mask
    resets_late: Mask
    base_is_blank: Mask
    until_june_is_blank: Mask

    def touched_by(self, remark: Remark) -> Remark:
        return replace(remark, lines=self.lines)


def _schemes(people: Staffing, law: _Law, expected: Mask) -> tuple[_Scheme, _Scheme]:
    fund, pension = _pays_housing_fund(people), _pays_pension(people)
    return (
        _Scheme(
            (PENSION, ANNUITY),
            pension,
            pension,
            mapped(law.resets_late["pension"].take, people.location),
            mapped(numpy.isnan, people.stated_pension_base),
            mapped(numpy.isnan, people.stated_pension_base_until_june),
        ),
        _Scheme(
            (HOUSING_FUND,),
            fund,
            all_of(fund, negated(expected)),
            mapped(law.resets_late["housing_fund"].take, people.location),
            mapped(numpy.isnan, people.stated_housing_fund_base),
            mapped(numpy.isnan, people.stated_housing_fund_base_until_june),
        ),
    )


def _on_rates(people: Staffing, law: _Law) -> Remarks:
    yield law.default_rate, all_of(_pays_housing_fund(people), negated(people.rate_is_stated))


def _on_entries(people: Staffing) -> Remarks:
    january = month_number(people.year, 1)

    def in_january(entered: NDArray[Any], began: NDArray[Any]) -> Mask:
        return (entered == january) & (began == january)

    entered = mapped(in_january, people.entry_month, people.start)
    yield _ENTRY_IN_JANUARY, all_of(people.is_in_year, _enters_this_year(people), entered)


def _on_subsidies(people: Staffing) -> Remarks:
    central = all_of(people.is_in_year, _is_at(people, Location.central_beijing))
    service_matters = all_of(central, _has_rank(people, RISING_WITH_SERVICE))
    service_is_known = mapped(lambda start: start != SERVICE_NOT_KNOWN, people.work_start)
    not_known = negated(service_is_known)
    yield _SERVICE_NOT_KNOWN, all_of(service_matters, not_known)
    yield _SERVICE_AFTER_RETIREMENT, all_of(service_matters, service_is_known, negated(people.is_active))
    entitled = all_of(central, people.is_active, people.entitled_to_purchase_subsidy)
    yield (
        _SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN,
        all_of(entitled, _has_rank(people, (Rank.ordinary_worker,)), not_known),
    )
    yield _AVERAGE_RENT_SUBSIDY, all_of(central, _has_rank(people, (Rank.unspecified,)))
    yield _AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS, all_of(central, _has_rank(people, PROFESSIONALS))


def _on_presence(people: Staffing) -> Remarks:
    counted = people.is_in_year
    has_lump_sum = all_of(counted, mapped(lambda lump_sum: lump_sum > 0, people.lump_sum))
    december = month_number(people.year, 12)
    before_december = mapped(lambda month: month < december, people.lump_sum_month)
    yield _LUMP_SUM_IN_LAST_MONTH, all_of(has_lump_sum, people.lump_sum_month_is_blank, before_december)
    off_roster = mapped(
        lambda paid, start, end: (paid < start) | (paid > end), people.lump_sum_month, people.start, people.end
    )
    yield _LUMP_SUM_NOT_COUNTED, all_of(has_lump_sum, off_roster)
    yield _NOT_IN_YEAR, all_of(negated(counted), people.headcount > 0)


def _on_places(people: Staffing) -> Remarks:
    counted = people.is_in_year
    yield _NOT_MODELLED, all_of(counted, negated(_is_at(people, Location.central_beijing)))
    yield _NO_LIMITS_ELSEWHERE, all_of(counted, _is_at(people, Location.other), people.is_active)


def _pays_housing_fund(people: Staffing) -> Mask:
    return all_of(people.is_in_year, people.is_active, people.contributes_housing_fund)


def _pays_pension(people: Staffing) -> Mask:
    return all_of(people.is_in_year, people.is_active, people.contributes_pension)


def _enters_this_year(people: Staffing) -> Mask:
    january = month_number(people.year, 1)
    return mapped(
        lambda entry, month: (entry != Entry.standing.index) & (month >= january), people.entry, people.entry_month
    )


def _is_at(people: Staffing, location: Location) -> Mask:
    return mapped(lambda codes: codes == location.index, people.location)


def _has_rank(people: Staffing, ranks: tuple[Rank, ...]) -> Mask:
    return mapped(numpy.array([rank in ranks for rank in Rank]).take, people.rank)
