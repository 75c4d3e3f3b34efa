"""What is noted about rows: blanks of the roster that were filled, and rules that do not fit a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.months import month_number
from openfisca_china_personnel.notes import Grade, Note, on_rows
from openfisca_china_personnel.provisions import in_force
from openfisca_china_personnel.row_sets import NO_ROWS, RowSet
from openfisca_china_personnel.staffing import SERVICE_NOT_KNOWN, Mask, Staffing
from openfisca_china_personnel.subjects import ANNUITY, HOUSING_FUND, PENSION, PURCHASE_SUBSIDY, RENT_SUBSIDY, Line
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
    expected = numpy.asarray(base_rules[people.unit] == BaseRule.expected.index)
    remarks = chain(
        _on_bases(people, parameters, expected),
        _on_rates(people, parameters),
        _on_entries(people),
        _on_subsidies(people),
        _on_presence(people),
        _on_places(people),
    )
    return {remark: RowSet.of(people.row[mask]) if mask.any() else NO_ROWS for remark, mask in remarks}


def notes_on_rows(remarks: Mapping[Remark, RowSet], codes: Mapping[Line, str]) -> Iterator[Note]:
    """A note for each kind of remark that some row calls for, with the numbers of its rows.

    ``codes``: the functional code of each line.
    """
    said: dict[tuple[str, Text, Grade | None, RowSet], set[str]] = {}
    for remark, rows in remarks.items():
        if len(rows):
            key = (remark.code, remark.text, remark.grade, rows)
            said.setdefault(key, set()).update(codes[line] for line in remark.lines)
    for (code, text, grade, rows), lines in said.items():
        yield on_rows(Note(code, text, lines=tuple(sorted(lines)), grade=grade), rows)


def _on_bases(people: Staffing, parameters: ParameterNode, expected: Mask) -> Remarks:
    for scheme in _schemes(people, parameters, expected):
        standing = scheme.on_prior_year & ~_enters_this_year(people)
        blank = (people.monthly_salary > 0) & people.prior_year_salary_is_blank
        yield scheme.touched_by(_PRIOR_YEAR_SALARY_ASSUMED), standing & scheme.base_is_blank & blank
        one_base = scheme.until_june_is_blank & ~(_enters_this_year(people) & scheme.base_is_blank)
        yield scheme.touched_by(_ONE_BASE_ALL_YEAR), scheme.on_prior_year & scheme.resets_late & one_base
        yield (
            scheme.touched_by(_UNTIL_JUNE_BASE_UNUSED),
            scheme.pays & ~scheme.resets_late & ~scheme.until_june_is_blank,
        )
        on_entry_wage = scheme.on_prior_year & scheme.base_is_blank & _enters_this_year(people)
        yield scheme.touched_by(_ENTRY_WAGE), on_entry_wage
        yield scheme.touched_by(_ENTRY_WAGE_BLANK), on_entry_wage & people.salary_is_blank
        no_wage = scheme.base_is_blank & scheme.until_june_is_blank & (people.prior_year_salary == 0)
        yield scheme.touched_by(_NO_WAGE), scheme.pays & no_wage & (people.monthly_salary == 0)
    fund_is_blank = numpy.isnan(people.stated_housing_fund_base)
    yield _EXPECTED_SALARY_BLANK, _pays_housing_fund(people) & expected & people.salary_is_blank & fund_is_blank


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


def _schemes(people: Staffing, parameters: ParameterNode, expected: Mask) -> tuple[_Scheme, _Scheme]:
    fund, pension = _pays_housing_fund(people), _pays_pension(people)
    return (
        _Scheme(
            (PENSION, ANNUITY),
            pension,
            pension,
            _resets_after_january(people, parameters, "pension"),
            numpy.isnan(people.stated_pension_base),
            numpy.isnan(people.stated_pension_base_until_june),
        ),
        _Scheme(
            (HOUSING_FUND,),
            fund,
            fund & ~expected,
            _resets_after_january(people, parameters, "housing_fund"),
            numpy.isnan(people.stated_housing_fund_base),
            numpy.isnan(people.stated_housing_fund_base_until_june),
        ),
    )


def _on_rates(people: Staffing, parameters: ParameterNode) -> Remarks:
    months = (in_force(parameters, "housing_fund.rate.default", f"{people.year}-{n:02d}-01") for n in range(1, 13))
    rates = dict.fromkeys(rate.shown for rate in months if rate is not None and rate.value is not None)
    listed = Text("、".join(rates) or "—", ", ".join(rates) or "—")
    yield (
        replace(_DEFAULT_RATE, text=_DEFAULT_RATE.text.format(rate=listed)),
        _pays_housing_fund(people) & ~people.rate_is_stated,
    )


def _on_entries(people: Staffing) -> Remarks:
    january = month_number(people.year, 1)
    in_january = (people.entry_month == january) & (people.start == january)
    yield _ENTRY_IN_JANUARY, people.is_in_year & _enters_this_year(people) & in_january


def _on_subsidies(people: Staffing) -> Remarks:
    central = people.is_in_year & (people.location == Location.central_beijing.index)
    service_matters = central & _has_rank(people, RISING_WITH_SERVICE)
    yield _SERVICE_NOT_KNOWN, service_matters & (people.work_start == SERVICE_NOT_KNOWN)
    long_ago = people.work_start != SERVICE_NOT_KNOWN
    yield _SERVICE_AFTER_RETIREMENT, service_matters & long_ago & ~people.is_active
    ordinary = (
        central & people.is_active & people.entitled_to_purchase_subsidy & _has_rank(people, (Rank.ordinary_worker,))
    )
    yield _SERVICE_OF_ORDINARY_WORKERS_NOT_KNOWN, ordinary & ~long_ago
    yield _AVERAGE_RENT_SUBSIDY, central & _has_rank(people, (Rank.unspecified,))
    yield _AVERAGE_RENT_SUBSIDY_OF_PROFESSIONALS, central & _has_rank(people, PROFESSIONALS)


def _on_presence(people: Staffing) -> Remarks:
    counted = people.is_in_year
    has_lump_sum = counted & (people.lump_sum > 0)
    before_december = people.lump_sum_month < month_number(people.year, 12)
    yield _LUMP_SUM_IN_LAST_MONTH, has_lump_sum & people.lump_sum_month_is_blank & before_december
    off_roster = (people.lump_sum_month < people.start) | (people.lump_sum_month > people.end)
    yield _LUMP_SUM_NOT_COUNTED, has_lump_sum & off_roster
    yield _NOT_IN_YEAR, ~counted & (people.headcount > 0)


def _on_places(people: Staffing) -> Remarks:
    counted = people.is_in_year
    yield _NOT_MODELLED, counted & (people.location != Location.central_beijing.index)
    yield _NO_LIMITS_ELSEWHERE, counted & people.is_active & (people.location == Location.other.index)


def _pays_housing_fund(people: Staffing) -> Mask:
    return people.is_in_year & people.is_active & people.contributes_housing_fund


def _pays_pension(people: Staffing) -> Mask:
    return people.is_in_year & people.is_active & people.contributes_pension


def _enters_this_year(people: Staffing) -> Mask:
    return numpy.asarray((people.entry != Entry.standing.index) & (people.entry_month >= month_number(people.year, 1)))


def _has_rank(people: Staffing, ranks: tuple[Rank, ...]) -> Mask:
    return numpy.isin(people.rank, [rank.index for rank in ranks])


def _resets_after_january(people: Staffing, parameters: ParameterNode, scheme: str) -> Mask:
    """Rows at whose location the base is not yet last year's in January (a gap counts as such)."""
    late = numpy.zeros(people.size, dtype=numpy.bool_)
    for location in Location:
        provision = in_force(parameters, f"{scheme}.reset_month.{location.name}", f"{people.year}-01-01")
        if provision is None or provision.value != 1:
            late |= people.location == location.index
    return late
